"""Clean systems to try the installers in: made by debootstrap, entered in a mount namespace of their own.

Nothing stays mounted outside, and nothing of this machine but its devices is seen inside. Root only.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from installer.common import Failed, need, run, say

PLACE = Path(os.environ.get("MTTQ_CHROOTS", "/var/tmp/mttq-desktop-chroots"))
Env = Mapping[str, str]
NONE: Env = {}
QUIET: Env = {"DEBIAN_FRONTEND": "noninteractive"}
TOOLS = {"debootstrap": "debootstrap", "unshare": "util-linux"}
_ENTER = """
mount --bind /dev "$0/dev" && mount -t devpts devpts "$0/dev/pts" && mount -t proc proc "$0/proc" &&
mount -t sysfs -o ro sysfs "$0/sys" && exec chroot "$0" "$@"
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program ended and what it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Room:
    """One system."""

    root: Path
    env: Env = field(default_factory=dict)

    def path(self, inside: str) -> Path:
        """A path of the system as this machine sees it."""
        return self.root / inside.lstrip("/")

    def run(self, words: Sequence[str], *, user: str = "", seconds: float = 600, env: Env = NONE) -> Answer:
        """Run a program inside. Its output goes to a file: a window left open must not keep us waiting."""
        with tempfile.TemporaryFile() as said:
            try:
                done = subprocess.run(
                    self._command(words, user, env), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                    timeout=seconds, check=False,
                )  # fmt: skip
            except subprocess.TimeoutExpired as late:
                raise Failed(f"{shlex.join(words)} did not end in {seconds:.0f} s") from late
            said.seek(0)
            return Answer(done.returncode, said.read().decode("utf-8", "replace"))

    def must(self, words: Sequence[str], *, user: str = "", seconds: float = 600, env: Env = NONE) -> str:
        """Run a program that has to succeed."""
        answer = self.run(words, user=user, seconds=seconds, env=env)
        if answer.code != 0:
            raise Failed(f"{shlex.join(words)} ended with {answer.code}\n{answer.said[-3000:]}")
        return answer.said

    def start(self, words: Sequence[str], *, user: str = "", env: Env = NONE) -> subprocess.Popen[bytes]:
        """Start a program and go on."""
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(self._command(words, user, env), stdin=nowhere, stdout=nowhere, stderr=nowhere)

    def _command(self, words: Sequence[str], user: str, env: Env) -> list[str]:
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **self.env, **env}
        inner = ["env", "-i", *(f"{k}={v}" for k, v in clean.items()), *words]
        if user:
            inner = ["su", user, "-s", "/bin/sh", "-c", shlex.join(inner)]
        enter = ["unshare", "--mount", "--propagation", "private", "sh", "-c", _ENTER]
        return [*enter, str(self.root), *inner]


def base(suite: str, packages: Sequence[str] = ()) -> Path:
    """A minimal Debian of a suite with these packages; made once."""
    root = PLACE / suite
    if (root / "made").is_file():
        return root
    if os.geteuid() != 0:
        raise Failed("Thử bộ cài trong một hệ thống sạch cần quyền root (debootstrap, chroot).")
    need(TOOLS)
    say(f"Tạo Debian {suite} sạch …")
    if not (root / "usr" / "bin" / "env").exists():
        PLACE.mkdir(parents=True, exist_ok=True)
        run(["debootstrap", "--variant=minbase", suite, root])
    if packages:
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
        Room(root).must([*install, *packages], seconds=1800, env=QUIET)
    (root / "made").touch()
    return root


def copy_of(root: Path, name: str) -> Path:
    """A copy to be spoilt; an earlier one is thrown away."""
    target = PLACE / name
    if target.exists():
        shutil.rmtree(target)
    run(["cp", "-a", root, target])
    return target
