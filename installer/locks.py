"""`python -m installer.locks`: write requirements/windows.txt, the very wheels that the Windows program ships.

Names and versions are those of requirements/run.txt, so that what is tested is what ships; of its hashes only
the one of the wheel for 64-bit Windows and the runtime's Python stays.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from installer.common import BUILD, ROOT, fresh, run, say, sha256

LOCKS = ROOT / "requirements"
WHEELS = BUILD / "downloads" / "wheels"
FOR_WINDOWS = (
    "--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary", ":all:",
)  # fmt: skip
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([\w.!+]+)")


def pins(lock: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Names → version and hashes."""
    found: dict[str, tuple[str, set[str]]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            name = match[1]
            found[name] = (match[2], set())
        elif match := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            found[name][1].add(match[1])
    return {n: (v, frozenset(h)) for n, (v, h) in found.items()}


def download(lock: Path, folder: Path) -> list[Path]:
    """The wheels of a lock for Windows, checked against its hashes."""
    pip = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"]
    run([*pip, "--require-hashes", "-r", lock, *FOR_WINDOWS, "-d", folder])
    return sorted(folder.glob("*.whl"))


def name_of(wheel: Path) -> str:
    """A wheel's project in its normal form."""
    return re.sub(r"[-_.]+", "-", wheel.name.split("-")[0]).lower()


def shipped(wheels: list[Path]) -> str:
    """The lock of exactly these wheels."""
    lines = []
    for wheel in sorted(wheels, key=name_of):
        lines.append(f"{name_of(wheel)}=={wheel.name.split('-')[1]} \\\n    --hash=sha256:{sha256(wheel)}\n")
    return "".join(lines)


def main() -> int:
    """Fetch what run.txt locks for Windows, and lock those files."""
    wheels = download(LOCKS / "run.txt", fresh(WHEELS))
    (LOCKS / "windows.txt").write_text(shipped(wheels), encoding="utf-8")
    say(f"requirements/windows.txt: {len(wheels)} wheels")
    return 0


if __name__ == "__main__":
    sys.exit(main())
