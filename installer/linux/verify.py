"""`dev.py verify linux`: install, try, upgrade, purge in a clean Debian 12, and say what passed."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer import chroot
from installer.checking import Checks, equal, self_test_told
from installer.chroot import Room
from installer.common import BUILD, DIST, NAME, PACKAGE_TYPE, ROOT, Failed, fresh, older_revision, version_of
from installer.linux import build

SUITE, PERSON, HOME = "bookworm", "clerk", "/srv/clerk"
SCREEN, WINDOW = {"QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "xcb"}
TO_LOOK_WITH = ("xvfb", "xauth", "xdg-utils", "libglib2.0-bin", "fontconfig")
"""Not dependencies of the program; installed once it has shown that it works without."""
REPORT, PICTURES = f"{HOME}/thu.json", BUILD / "verify" / "linux"
ROUNDS, SLOWEST = 7, 1.2
"""Starts of each program that are compared, and how much later the installed one's window may stand."""


@dataclass
class Office:
    """The system with the packages on it."""

    room: Room
    package: str
    older: str
    petitions: int = 0

    def apt(self, *words: str) -> str:
        """apt-get, asking nothing."""
        return self.room.must(["apt-get", "-y", "-q", *words], seconds=1800, env=chroot.QUIET)

    def program(self, *words: str) -> str:
        """The installed program, run by an ordinary person."""
        return self.room.must([NAME, *words], user=PERSON, env=SCREEN)

    def count(self) -> int:
        """Petitions in the person's book."""
        return len(json.loads(self.program("list", "petition", "--json")))

    @property
    def data(self) -> Path:
        """The person's data folder."""
        return self.room.path(f"{HOME}/.local/share/{NAME}")


def work_with_older(office: Office) -> str:
    """The older program brings its libraries along and makes the person's book."""
    office.apt("install", "--no-install-recommends", office.older)
    office.program("practice")
    office.petitions = office.count()
    assert office.petitions > 1000, "the practice book is empty"
    return f"{office.petitions} kiến nghị"


def install_over_it(office: Office) -> str:
    """The new package takes the older one's place, and every file is the one that was packed."""
    office.apt("install", "--no-install-recommends", office.package)
    told = office.room.must(["dpkg-query", "-W", "-f", "${Version} ${db:Status-Abbrev}", NAME]).split()
    equal(told, [version_of(), "ii"])
    equal(office.room.must(["dpkg", "--verify", NAME]).strip(), "", "dpkg --verify")
    return f"{told[0]}, dpkg --verify không thấy tệp nào khác"


def book_is_upgraded(office: Office) -> str:
    """The book of the older program opens, on a copy kept beside, and nothing of it is lost."""
    equal(office.count(), office.petitions, "số kiến nghị")
    said = office.program("check")
    copies = list(office.data.glob("*truoc-nang-cap*"))
    assert copies, "no copy was kept before the upgrade"
    return f"bản trước nâng cấp {copies[0].name}; {said.strip().splitlines()[-1]}"


def tries_itself(office: Office) -> str:
    """Without a screen, and in a window of X."""
    office.program("--self-test", "--report", REPORT)
    told = self_test_told(office.room.path(REPORT))
    office.apt("install", "--no-install-recommends", *TO_LOOK_WITH)
    shown = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", NAME, "--self-test", "--report", REPORT]
    office.room.must([*shown, "--picture", f"{HOME}/cua-so.png"], user=PERSON, env=WINDOW)
    PICTURES.mkdir(parents=True, exist_ok=True)
    shutil.copy(office.room.path(f"{HOME}/cua-so.png"), PICTURES / "cua-so.png")
    return f"{told}; {self_test_told(office.room.path(REPORT)).split(';')[0]}"


def is_known_to_desktops(office: Office) -> str:
    """A package is known by its name's end, and opens with the program."""
    office.room.path(f"{HOME}/gói.mttq").write_bytes(b"thu")
    said = office.room.must(["gio", "info", "-a", "standard::content-type", f"{HOME}/gói.mttq"])
    kind = said.split("standard::content-type:")[-1].strip()
    equal(kind, PACKAGE_TYPE)
    equal(office.room.must(["xdg-mime", "query", "default", kind]).strip(), f"{NAME}.desktop")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert f"{NAME}-import.desktop" in office.room.must(["gio", "mime", sheet]), "workbooks are not offered"
    for name in (NAME, f"{NAME}-import"):
        equal(office.room.must(["desktop-file-validate", f"/usr/share/applications/{name}.desktop"]).strip(), "")
    return f"{kind} mở bằng {NAME}.desktop; bảng tính có “Nhập vào MTTQ Desktop”"


def has_letters(office: Office) -> str:
    """The fonts of its dependencies have every Vietnamese letter, one like Times among them."""
    families = {line.split(",")[0] for line in office.room.must(["fc-list", ":lang=vi", "family"]).splitlines()}
    assert families & {"Liberation Serif", "Tinos"}, f"only {sorted(families)}"
    return ", ".join(sorted(families)[:5])


def starts_as_fast(office: Office) -> str:
    """The window of the installed program beside that of the checkout, in turn, from the same book."""
    with tempfile.TemporaryDirectory() as name:
        book = Path(name) / "so"
        here = {**os.environ, **SCREEN}
        program = [sys.executable, "-m", "mttq_desktop"]
        subprocess.run([*program, "--data-dir", book, "practice"], cwd=ROOT, env=here, check=True, capture_output=True)
        installed = office.room.path(f"/usr/lib/{NAME}/{NAME}")
        times: dict[str, list[float]] = {"checkout": [], "installed": []}
        for _ in range(ROUNDS):
            times["checkout"].append(_painted(program, book, here))
            times["installed"].append(_painted([str(installed)], book, here))
    checkout, shipped = (statistics.median(times[k]) for k in ("checkout", "installed"))
    words = f"cửa sổ hiện sau {shipped:.2f} s, chạy từ mã nguồn {checkout:.2f} s, tỉ lệ {shipped / checkout:.2f}"
    if shipped > SLOWEST * checkout:
        raise Failed(words)
    return words


def _painted(program: Sequence[str], book: Path, env: Mapping[str, str]) -> float:
    """Seconds from the start of the process to its first painted window."""
    report = book.parent / "thu.json"
    begun = time.time()
    words = [*program, "--self-test", "--open", str(book), "--report", str(report)]
    subprocess.run(words, cwd=ROOT, env=env, check=True, capture_output=True)
    return float(json.loads(report.read_text(encoding="utf-8"))["painted_at"]) - begun


def is_gone(office: Office) -> str:
    """After purging nothing of the program is left, and the data is."""
    office.apt("purge", NAME)
    assert not office.room.path(f"/usr/lib/{NAME}").exists(), "the program's folder is still there"
    assert not office.room.path(f"/usr/bin/{NAME}").is_symlink()
    book = office.data / "mttq.sqlite3"
    assert book.is_file(), "the book is gone"
    return f"sổ còn nguyên: {book.stat().st_size / 1_000_000:.0f} MB"


CHECKS: tuple[tuple[str, Callable[[Office], str]], ...] = (
    ("Bản cũ được cài và làm ra sổ", work_with_older),
    ("Cài đè bản mới", install_over_it),
    ("Sổ của bản cũ được nâng cấp, có bản sao giữ lại", book_is_upgraded),
    ("Chương trình đã cài tự kiểm tra", tries_itself),
    ("Màn hình nền biết chương trình và các loại tệp", is_known_to_desktops),
    ("Phông chữ có đủ chữ Việt", has_letters),
    ("Mở nhanh như chạy từ mã nguồn", starts_as_fast),
    ("Gỡ sạch mà giữ dữ liệu", is_gone),
)


def main() -> int:
    """Run every check in a fresh copy of a clean system."""
    package = DIST / f"{NAME}_{version_of()}_amd64.deb"
    if not package.is_file():
        raise Failed(f"Chưa có {package.name}; hãy chạy: python3 dev.py build linux")
    room = Room(chroot.copy_of(chroot.base(SUITE), f"{SUITE}-office"), {"HOME": HOME})
    fresh(PICTURES)
    with tempfile.TemporaryDirectory() as name:
        older = build.build_older(older_revision(), f"{version_of()}~cu", Path(name))
        shutil.copy(older, room.path("/srv/older.deb"))
    shutil.copy(package, room.path("/srv/newer.deb"))
    room.must(["useradd", "--create-home", "--home-dir", HOME, PERSON])
    room.must(["apt-get", "update", "-q"])
    office = Office(room, "/srv/newer.deb", "/srv/older.deb")
    checks = Checks("Linux (Debian 12)")
    for what, look in CHECKS:
        checks.check(what, lambda look=look: look(office))  # type: ignore[misc]
    return checks.finish(BUILD / "verify" / "linux.json")
