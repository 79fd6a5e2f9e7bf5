#!/usr/bin/env python3
"""The six commands of the project: run, test, bench, docs, build, verify. Standard library only.

`python3 dev.py run` on Windows, Linux and macOS: makes `.venv`, installs what `requirements/` locks
(with hashes, and again only when a lock changes), installs missing system libraries by apt where it
may (root on Debian or Ubuntu) and names them where it may not, then does what was asked.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PEERS, PACKING = VENV / "peers", VENV / "packing"
PRACTICE = ROOT / "practice"
DISTRICT = ROOT / "resources" / "training" / "nui-thanh-quy-1-2024.xlsx"
MARK = ".made-by-dev-py"
OLDEST = (3, 11)

# What the Qt wheels load but do not carry, measured on a minimal Debian 12.
QT = ("libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libglib2.0-0", "libdbus-1-3")
WINDOW = (
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-xkb1", "libxkbcommon-x11-0",
    "libxcb-shape0", "libxcb-image0", "libxcb-randr0", "libxcb-render-util0",
)  # fmt: skip
FONTS = ("fonts-noto-core", "fonts-liberation2")
PAPER = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "poppler-utils", "xvfb")
PACKAGING = (
    "nsis", "gcc-mingw-w64-x86-64", "osslsigncode", "dpkg-dev", "binutils", "lintian", "debootstrap", "git",
    "desktop-file-utils", "shared-mime-info",
)  # fmt: skip
APT = (
    "apt-get", "-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30",
    "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0",
)  # fmt: skip


class Stop(Exception):  # noqa: N818 - a command that cannot go on, with what to do
    """Said to the person as it stands, then exit code 1."""


def say(text: str) -> None:
    """A line for the person, at once."""
    print(text, flush=True)


def call(command: Sequence[str], env: Mapping[str, str] | None = None) -> int:
    """Run in the project's folder without stdin; what it prints is seen as it comes.

    Where Python is told to keep no compiled modules, each of many processes would compile all of ours anew.
    """
    merged = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(env or {})}
    return subprocess.run(command, cwd=ROOT, env=merged, stdin=subprocess.DEVNULL, check=False).returncode


# ── system libraries ─────────────────────────────────────────────────────────


def on_debian() -> bool:
    """True where apt and dpkg say what is installed."""
    return all(shutil.which(tool) for tool in ("apt-get", "dpkg-query"))


def is_root() -> bool:
    """True when packages may be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def missing(packages: Sequence[str]) -> list[str]:
    """Those that dpkg does not know as installed (a `t64` successor counts)."""
    names = [name for package in packages for name in (package, package + "t64")]
    asked = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *names]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    there = {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}
    return [package for package in packages if not there & {package, package + "t64"}]


def install_packages(packages: Sequence[str]) -> list[str]:
    """Install by apt, all at once or else one by one; those that would not are returned."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*APT, "install", "-y", "--no-install-recommends"]
    call([*APT, "update"], quiet)
    if call([*install, *packages], quiet) == 0:
        return []
    return [package for package in packages if call([*install, package], quiet) != 0]


def need_system(packages: Sequence[str]) -> list[str]:
    """Make the system ready where that is ours to do; what is still missing is named and returned."""
    absent = missing(packages) if on_debian() else []
    if absent and is_root():
        say("Cài thư viện hệ thống còn thiếu: " + " ".join(absent))
        absent = install_packages(absent)
    if absent:
        say("Còn thiếu gói hệ thống, hãy cài: sudo apt-get install " + " ".join(absent))
    return absent


# ── the virtual environment ──────────────────────────────────────────────────


def python(place: Path | None = None) -> str:
    """The interpreter of `.venv`, or of the environment at another place."""
    return str((place or VENV) / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def make_venv(place: Path) -> None:
    """Create the environment once; on Debian Python's own venv module may be a package apart."""
    if Path(python(place)).exists():
        return
    own = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not has_ensurepip() and (not is_root() or not on_debian() or install_packages([own])):
        raise Stop(f"Python này thiếu mô-đun venv. Hãy cài: sudo apt-get install {own}")
    say(f"Tạo môi trường {place.relative_to(ROOT)} …")
    venv.create(place, clear=True, symlinks=os.name != "nt")
    ensure = [python(place), "-m", "ensurepip", "--upgrade", "--default-pip"]
    done = subprocess.run(ensure, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(place)
        raise Stop(f"Không tạo được {place.relative_to(ROOT)}:\n{done.stderr}")


def has_ensurepip() -> bool:
    """Debian splits ensurepip off into pythonX.Y-venv."""
    asked = [sys.executable, "-c", "import ensurepip"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def lock_hash(lock: Path) -> str:
    """What the stamp holds; line ends do not matter, the Python version does."""
    text = lock.read_text(encoding="utf-8")
    return hashlib.sha256(f"{sys.version_info[:2]}\n{text}".encode()).hexdigest()


def install(name: str, place: Path) -> None:
    """Install `requirements/{name}.txt` with hashes, unless this very lock is installed already."""
    lock, stamp = ROOT / "requirements" / f"{name}.txt", place / f"{name}.installed"
    wanted = lock_hash(lock)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say(f"Cài thư viện theo requirements/{name}.txt …")
    pip = [python(place), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    if call([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]) != 0:
        raise Stop(f"Không cài được requirements/{name}.txt; lý do ở trên. Cần mạng cho lần cài đầu tiên.")
    stamp.write_text(wanted, encoding="utf-8")


def prepare(name: str, packages: Sequence[str]) -> None:
    """System libraries, `.venv`, locked libraries, and the proof that Qt opens."""
    absent = need_system(packages) if sys.platform == "linux" else []
    make_venv(VENV)
    install(name, VENV)
    proof = [python(), "-c", "import PySide6.QtWidgets"]
    if call(proof) != 0:
        named = absent or [*QT, *WINDOW]
        raise Stop("PySide6 không mở được. Hãy cài: sudo apt-get install " + " ".join(named))


# ── run ──────────────────────────────────────────────────────────────────────


def has_display(platform: str, env: Mapping[str, str]) -> bool:
    """Windows and macOS always show windows; Linux when a display is named."""
    return platform != "linux" or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def run(rest: Sequence[str]) -> int:
    """Open the program; with no display do the main job on practice data instead."""
    prepare("run", (*QT, *WINDOW, *FONTS))
    if rest or has_display(sys.platform, os.environ):
        return subprocess.run([python(), "-m", "mttq_desktop", *rest], cwd=ROOT, check=False).returncode
    return practise()


def fresh_practice() -> Path:
    """An empty practice folder; only one that this command made is cleared."""
    if PRACTICE.exists() and any(PRACTICE.iterdir()) and not (PRACTICE / MARK).exists():
        raise Stop(f"Thư mục {PRACTICE} có dữ liệu không do lệnh này tạo; hãy chuyển đi rồi chạy lại.")
    if PRACTICE.exists():
        shutil.rmtree(PRACTICE)
    papers = PRACTICE / "van-ban"
    papers.mkdir(parents=True)
    (PRACTICE / MARK).touch()
    return papers


def practice_steps(papers: Path, period: str) -> list[tuple[str, list[str]]]:
    """A quarter in the office, as command lines of the program: (what it does, arguments)."""
    district, template = str(DISTRICT), str(papers / "mau-kien-nghi.xlsx")
    return [
        ("Mở sổ thực hành", ["practice"]),
        ("Mẫu Excel cho huyện", ["template", "petition", "--unit", "517", "--period", period, "--out", template]),
        ("Xem trước tệp huyện gửi", ["import", district, "--dry-run"]),
        ("Nhập tệp huyện gửi", ["import", district]),
        ("Bản đánh dấu lỗi gửi lại huyện", ["marked-copy", district, "--out", str(papers / "gui-lai-huyen.xlsx")]),
        ("Xuất danh sách kiến nghị", ["export", "petition", "--out", str(papers / "danh-sach.xlsx")]),
        *[(f"Văn bản {d}", report_step(d, period, papers)) for d in ("D04", "D05", "D06", "D07", "D08")],
        ("Sao lưu", ["backup", "--to", str(PRACTICE / "sao-luu.mttq")]),
        ("Kiểm tra sổ", ["check"]),
    ]


def report_step(document: str, period: str, papers: Path) -> list[str]:
    """One report to Word."""
    return ["report", document, "--period", period, "--out", str(papers / f"{document}.docx")]


def practise(period: str = "2024-Q1") -> int:
    """The main job without a window: practice store, import, reports to Word, backup, check."""
    say("Không có màn hình: làm việc chính trên dữ liệu thực hành, bằng dòng lệnh.")
    papers = fresh_practice()
    program = [python(), "-m", "mttq_desktop", "--data-dir", str(PRACTICE)]
    for title, arguments in practice_steps(papers, period):
        say(f"\n── {title}: mttq-desktop {shlex.join(arguments)}")
        if (code := call([*program, *arguments])) != 0:
            raise Stop(f"Bước “{title}” không xong (mã {code}).")
    say(f"\nXong. Sổ thực hành: {PRACTICE}\nVăn bản và bảng tính:")
    for paper in sorted(papers.iterdir()):
        held = f"{len(list(paper.iterdir()))} tệp" if paper.is_dir() else f"{paper.stat().st_size:,} byte"
        say(f"  {paper} ({held})")
    return 0


# ── test ─────────────────────────────────────────────────────────────────────


def test(rest: Sequence[str]) -> int:
    """ruff, mypy and pytest, all of them also when one fails; the last line is pytest's count."""
    prepare("dev", (*QT, *WINDOW, *FONTS, *PAPER))
    broken = [name for name, command in checks() if not passes(name, command)]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        if not passes("pytest", pytest_command(report, rest)):
            broken.append("pytest")
        passed, failed = counts(report)
    say("\n" + ("Không đạt: " + ", ".join(broken) if broken else "ruff, mypy, pytest: đạt"))
    say(f"{passed} passed, {failed} failed")
    return 1 if broken or failed else 0


def checks() -> tuple[tuple[str, list[str]], ...]:
    """The checks that read the code without running it."""
    return (("ruff", [python(), "-m", "ruff", "check", "."]), ("mypy", [python(), "-m", "mypy", "--strict"]))


def pytest_command(report: Path, rest: Sequence[str]) -> list[str]:
    """Whole files to each worker, so that a file's prepared database is made once.

    A worker that crashed is not replaced: the file it had in hand would be waited for without end.
    """
    several = str(min(4, (os.cpu_count() or 1) + 1))  # one more than cores: tests wait for children and LibreOffice
    workers = ["-n", several, "--dist", "loadfile", "--max-worker-restart", "0"]
    return [python(), "-m", "pytest", "-q", *workers, f"--junitxml={report}", *rest]


def passes(name: str, command: Sequence[str]) -> bool:
    """Run one check off screen."""
    say(f"\n── {name}")
    return call(command, {"QT_QPA_PLATFORM": "offscreen"}) == 0


def counts(report: Path) -> tuple[int, int]:
    """(passed, failed) as pytest wrote them; a run that wrote nothing is one failure."""
    if not report.exists():
        return 0, 1
    total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in ET.parse(report).getroot().iter("testsuite"):
        total = {key: value + int(suite.get(key, "0")) for key, value in total.items()}
    failed = total["failures"] + total["errors"]
    return max(0, total["tests"] - failed - total["skipped"]), failed


# ── bench, docs, build ───────────────────────────────────────────────────────


def bench(rest: Sequence[str]) -> int:
    """Speed and memory beside floors and peers of the same run, into benchmarks/RESULTS.md.

    The peers have an environment of their own: with numpy beside it, openpyxl loads numpy, and our
    own figures would be those of a program nobody has.
    """
    prepare("run", (*QT, *FONTS))
    make_venv(PEERS)
    install("bench", PEERS)
    return call([python(), "-m", "benchmarks.run", *rest], {"QT_QPA_PLATFORM": "offscreen"})


LINK = re.compile(r"\]\(([^)\s]+)\)")


def dead_links(page: Path) -> list[str]:
    """Links of a Markdown page to files that are not there."""
    targets = [t.split("#")[0] for t in LINK.findall(page.read_text(encoding="utf-8"))]
    inside = [t for t in targets if t and "://" not in t and not t.startswith("mailto:")]
    return [f"{page.relative_to(ROOT)}: {t}" for t in inside if not (page.parent / t).exists()]


def docs(rest: Sequence[str]) -> int:
    """Take the manual's pictures anew, then look for pages and pictures that are named but not there."""
    prepare("run", (*QT, *FONTS))
    if call([python(), "docs/take_pictures.py", *rest], {"QT_QPA_PLATFORM": "offscreen"}) != 0:
        raise Stop("Không chụp được hình cho sách hướng dẫn; lý do ở trên.")
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    dead = [link for page in pages for link in dead_links(page)]
    for link in dead:
        say(f"Liên kết hỏng: {link}")
    say(f"{len(pages)} trang, {len(dead)} liên kết hỏng")
    return 1 if dead else 0


def build(rest: Sequence[str]) -> int:
    """`build windows`, `build linux`: what offices install; `build` alone: the wheel. All into dist/."""
    if rest:
        return pack("build", rest)
    prepare("dev", (*QT, *FONTS))
    wheel = [python(), "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--quiet"]
    code = call([*wheel, "--wheel-dir", str(ROOT / "dist")])
    for made in sorted((ROOT / "dist").glob("*.whl")) if code == 0 else ():
        say(f"{made} ({made.stat().st_size:,} byte)")
    return code


def verify(rest: Sequence[str]) -> int:
    """`verify windows`, `verify linux`: what was built is installed, tried, upgraded and removed in a clean system."""
    return pack("verify", rest)


def pack(command: str, rest: Sequence[str]) -> int:
    """Run the installers' scripts, in an environment of their own: what is frozen there is what ships, no more."""
    if sys.platform == "linux":
        need_system((*QT, *WINDOW, *FONTS, *PACKAGING))
    make_venv(VENV)
    make_venv(PACKING)
    for name in ("run", "package"):
        install(name, PACKING)
    return call([python(PACKING), "-m", "installer", command, *rest])


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "docs": docs,
    "build": build,
    "verify": verify,
}


def main(argv: Sequence[str] | None = None) -> int:
    """One command; what follows it goes to the program, to pytest or to the benchmarks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(prog="dev.py", description="Chạy, kiểm thử, đo, đóng gói MTTQ Desktop.")
    parser.add_argument("command", choices=COMMANDS)
    chosen, rest = parser.parse_known_args(argv)
    if sys.version_info < OLDEST:
        say("Cần Python 3.11 trở lên.")
        return 1
    try:
        return COMMANDS[chosen.command](rest)
    except Stop as stop:
        say(f"\n{stop}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
