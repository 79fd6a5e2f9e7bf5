"""`dev.py verify windows`: install, try, upgrade, uninstall on a PC, and say what passed."""

from __future__ import annotations

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installer.checking import Checks, equal, self_test_told
from installer.common import BUILD, DIST, NAME, ROOT, TITLE, WORKBOOKS, Failed, fresh, older_revision, version_of
from installer.windows.build import build_older
from installer.windows.pc import Pc

PROGRAM, CLI = f"{NAME}.exe", f"{NAME}-cli.exe"
PICTURES = BUILD / "verify" / "windows"
UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\MTTQDesktop"
CLASSES = r"Software\Classes"
TOO_OLD, NO_ADMIN, RUNNING = 3, 4, 5


@dataclass
class Office:
    """The PC with the setups on it, and what the older program left there."""

    pc: Pc
    setup: str
    older: str
    portable: Path
    petitions: int = 0

    @property
    def home(self) -> str:
        """Where the program is installed for one person."""
        return f"{self.pc.local}\\Programs\\{TITLE}"

    @property
    def data(self) -> str:
        """Where the person's data lies."""
        return f"{self.pc.local}\\{NAME}"

    def install(self, setup: str = "", *options: str, code: int = 0) -> str:
        """Run a setup silently, expecting this exit code."""
        answer = self.pc.run(setup or self.setup, "/S", *options)
        equal(answer.code, code, "mã kết thúc của bộ cài")
        return f"mã {answer.code}"

    def uninstall(self, home: str = "") -> str:
        """Uninstall silently and wait until the program's folder is gone."""
        folder = home or self.home
        self.pc.run(f"{folder}\\uninstall.exe", "/S")
        self.pc.wait(lambda: not self.pc.path(folder).exists(), f"{folder} is still there")
        return f"{folder} không còn"

    def cli(self, *words: str, home: str = "") -> str:
        """A command of the installed program."""
        return self.pc.must(f"{home or self.home}\\{CLI}", *words)

    def count(self) -> int:
        """Petitions in the person's book."""
        return len(json.loads(self.cli("list", "petition", "--json")))

    def self_test(self, home: str = "", *options: str) -> str:
        """Let the installed program try itself."""
        report = self.pc.path("thu.json")
        report.unlink(missing_ok=True)
        self.pc.run(f"{home or self.home}\\{PROGRAM}", "--self-test", "--report", "C:\\thu.json", *options)
        if not report.exists():
            raise Failed("the program told nothing")
        return self_test_told(report)


# ── the older program, and the new one over it ───────────────────────────────


def work_with_older(office: Office) -> str:
    """The older program makes the person's book."""
    office.install(office.older)
    office.pc.path(f"{office.home}\\app\\stale.py").write_text("", encoding="utf-8")
    office.cli("practice")
    office.petitions = office.count()
    assert office.petitions > 1000, "the practice book is empty"
    return f"{office.petitions} kiến nghị trong {office.data}"


def install_over_it(office: Office) -> str:
    """What is not of the new program is gone, and every file arrived whole."""
    office.install()
    assert not office.pc.path(f"{office.home}\\app\\stale.py").exists(), "a file of the older program stayed"
    return whole(office.pc.path(office.home))


def whole(folder: Path) -> str:
    """Every file is the one that was packed."""
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise Failed(answer.stdout[-500:] + answer.stderr[-500:])
    return f"{len((folder / 'SHA256SUMS').read_text().splitlines())} tệp nguyên vẹn"


def book_is_upgraded(office: Office) -> str:
    """The book of the older program opens, on a copy kept beside, and nothing of it is lost."""
    equal(office.count(), office.petitions, "số kiến nghị")
    said = office.cli("check")
    copies = list(office.pc.path(office.data).glob("*truoc-nang-cap*"))
    assert copies, "no copy was kept before the upgrade"
    return f"{office.petitions} kiến nghị, bản trước nâng cấp {copies[0].name}; {said.strip().splitlines()[-1]}"


# ── what stands in Windows ───────────────────────────────────────────────────


def is_registered(office: Office) -> str:
    """Windows knows the program, its files, and the line in the menu of workbooks."""
    pc, command = office.pc, f'"{office.home}\\{PROGRAM}" "%1"'
    equal(pc.asked(f"HKCU\\{UNINSTALL_KEY}", "DisplayVersion"), version_of(), "DisplayVersion")
    equal(pc.asked(f"HKCU\\{UNINSTALL_KEY}", "InstallLocation"), office.home, "InstallLocation")
    equal(pc.asked(f"HKCU\\{CLASSES}\\.mttq"), "MTTQDesktop.Package")
    equal(pc.asked(f"HKCU\\{CLASSES}\\MTTQDesktop.Package\\shell\\open\\command"), command)
    for suffix in WORKBOOKS:
        key = f"HKCU\\{CLASSES}\\SystemFileAssociations\\{suffix}\\shell\\MTTQDesktop"
        equal(pc.asked(f"{key}\\command"), command)
        assert f'@="Nhập vào {TITLE}"' in pc.exported(key), f"{suffix} has no line in its menu"
    return f".mttq và {len(WORKBOOKS)} loại bảng tính"


def has_links(office: Office) -> str:
    """Start menu and desktop."""
    menu = r"AppData\Roaming\Microsoft\Windows\Start Menu\Programs"
    links = [f"{office.pc.person}\\{folder}\\{TITLE}.lnk" for folder in ("Desktop", menu)]
    absent = [link for link in links if not office.pc.path(link).exists()]
    equal(absent, [], "thiếu lối tắt ở")
    return "màn hình nền, menu Bắt đầu"


# ── while it runs ────────────────────────────────────────────────────────────


def open_program(office: Office, *words: str) -> None:
    """The window, until it stands (its lock answers second starts)."""
    pc = office.pc
    pc.start(f"{office.home}\\{PROGRAM}", *words)
    pc.wait(lambda: pc.room.run(["xdotool", "search", "--onlyvisible", "--name", TITLE]).code == 0, "no window came")


def guards_the_running_program(office: Office) -> str:
    """Neither setup nor uninstaller touch a running program; a second start hands its workbook over."""
    open_program(office)
    try:
        office.install(code=RUNNING)
        office.pc.run(f"{office.home}\\uninstall.exe", "/S")
        office.pc.wait(lambda: not office.pc.runs("Un_"), "the uninstaller never ended")
        whole(office.pc.path(office.home))
        book = office.pc.put(next((ROOT / "resources" / "training").glob("*.xlsx")), "kiến nghị Núi Thành.xlsx")
        equal(office.pc.run(f"{office.home}\\{PROGRAM}", book, seconds=120).code, 0, "lần mở thứ hai")
        office.pc.wait(lambda: "Nhập" in title_of(office), "the import page did not come")
        office.pc.picture(PICTURES / "nhap-excel.png")
    finally:
        office.pc.end(PROGRAM)
    return "bộ cài và bộ gỡ dừng với mã 5; lần mở thứ hai giao tệp Excel cho cửa sổ đang mở"


def title_of(office: Office) -> str:
    """Titles of the windows on the screen."""
    found = office.pc.room.run(["xdotool", "search", "--onlyvisible", "--name", TITLE]).said.split()
    return " ".join(office.pc.room.run(["xdotool", "getwindowname", w]).said for w in found)


# ── other ways to install ────────────────────────────────────────────────────


def in_a_folder_with_tones(office: Office) -> str:
    """/D= with Vietnamese letters (Wine would put quotes around blanks, which NSIS does not take)."""
    home = "C:\\Mặt-trận\\Sổ-phối-hợp"
    office.install("", f"/D={home}")
    told = office.self_test(home)
    office.uninstall(home)
    return told


def for_all(office: Office) -> str:
    """/ALLUSERS goes to Program Files and HKLM; a package is opened by a double click."""
    home = f"C:\\Program Files\\{TITLE}"
    office.install("", "/ALLUSERS")
    equal(office.pc.asked(f"HKLM\\{UNINSTALL_KEY}", "InstallLocation"), home)
    whole(office.pc.path(home))
    package = office.pc.path("gói thử.mttq")
    package.write_bytes(b"thu")
    office.pc.run("start", "C:\\gói thử.mttq")
    office.pc.wait(lambda: office.pc.runs(PROGRAM), "the double click opened nothing")
    office.pc.end(PROGRAM)
    office.uninstall(home)
    equal(office.pc.asked(f"HKLM\\{UNINSTALL_KEY}", "InstallLocation"), "")
    return home


def on_old_windows(office: Office) -> str:
    """Windows 7 and 8.1 are refused, 10 and 11 are not."""
    codes = {"win7": TOO_OLD, "win81": TOO_OLD, "win11": 0, "win10": 0}
    for version, code in codes.items():
        office.pc.must("winecfg", "-v", version)
        office.install("", "/NODESKTOP", code=code)
    return ", ".join(f"{v} → {c}" for v, c in codes.items())


def on_a_stick(office: Office) -> str:
    """The portable zip works where it lies and leaves nothing in the person's folders."""
    with zipfile.ZipFile(office.portable) as packed:
        packed.extractall(office.pc.path("USB"))
    home, before = f"C:\\USB\\{TITLE}", _inside(office)
    office.cli("practice", home=home)
    assert office.pc.path(f"{home}\\du-lieu\\mttq.sqlite3").is_file(), "the book is not beside the program"
    told = office.self_test(home)
    equal(_inside(office), before, "tệp mới trong thư mục người dùng")
    return told


def _inside(office: Office) -> set[str]:
    local = office.pc.path(office.pc.local)
    return {p.name for p in local.iterdir()} | {p.name for p in (local / NAME).glob("*")}


def is_gone(office: Office) -> str:
    """After uninstalling the program, its keys and links are gone, and the data is not."""
    office.uninstall()
    equal(office.pc.asked(f"HKCU\\{UNINSTALL_KEY}", "DisplayVersion"), "")
    equal(office.pc.asked(f"HKCU\\{CLASSES}\\MTTQDesktop.Package"), "")
    equal(office.pc.asked(f"HKCU\\{CLASSES}\\SystemFileAssociations\\.xlsx\\shell\\MTTQDesktop"), "")
    assert not list(office.pc.path(office.pc.person).rglob(f"{TITLE}.lnk")), "a link stayed"
    book = office.pc.path(f"{office.data}\\mttq.sqlite3")
    assert book.is_file(), "the book is gone"
    return f"sổ còn nguyên: {book.stat().st_size / 1_000_000:.0f} MB"


def through_the_wizard(office: Office) -> str:
    """A person clicks through; a picture of every page for the manual."""
    pc = office.pc
    pc.start(office.setup)
    for number, name in enumerate(("chao", "thanh-phan", "thu-muc"), 1):
        pc.picture_of(TITLE, PICTURES / f"cai-{number}-{name}.png")
        pc.keys(TITLE, "Return")
    pc.wait(lambda: pc.path(f"{office.home}\\uninstall.exe").exists(), "nothing was installed", seconds=300)
    pc.wait(lambda: pc.asked(f"HKCU\\{UNINSTALL_KEY}", "NoRepair") != "", "the setup did not finish")
    pc.picture_of(TITLE, PICTURES / "cai-4-xong.png")
    pc.keys(TITLE, "Return")
    pc.wait(lambda: pc.runs(PROGRAM), "the program was not opened at the end")
    pc.end(PROGRAM)
    return f"{len(list(PICTURES.glob('cai-*.png')))} hình trong {PICTURES.relative_to(ROOT)}"


def asks_before_leaving(office: Office) -> str:
    """The uninstaller says that the data stays, and can be left without harm."""
    office.pc.start(f"{office.home}\\uninstall.exe")
    office.pc.picture_of(TITLE, PICTURES / "go-hoi.png")
    office.pc.keys(TITLE, "Escape")
    office.pc.wait(lambda: not office.pc.runs("Un_"), "the uninstaller did not close")
    return whole(office.pc.path(office.home))


CHECKS: tuple[tuple[str, Callable[[Office], str]], ...] = (
    ("Bản cũ được cài và làm ra sổ", work_with_older),
    ("Cài đè bản mới", install_over_it),
    ("Sổ của bản cũ được nâng cấp, có bản sao giữ lại", book_is_upgraded),
    ("Chương trình đã cài tự kiểm tra", lambda office: office.self_test("", "--picture", "C:\\cua-so.png")),
    ("Windows biết chương trình và các loại tệp", is_registered),
    ("Lối tắt", has_links),
    ("Chương trình đang chạy được giữ nguyên", guards_the_running_program),
    ("Gỡ cài đặt giữ dữ liệu", is_gone),
    ("Cài qua các trang của bộ cài", through_the_wizard),
    ("Bộ gỡ hỏi trước và bỏ được", asks_before_leaving),
    ("Windows quá cũ bị từ chối", on_old_windows),
    ("Gỡ lần nữa", is_gone),
    ("Thư mục có dấu", in_a_folder_with_tones),
    ("Cài cho mọi người dùng", for_all),
    ("Bản mang theo trên USB", on_a_stick),
)


def main() -> int:
    """Run every check on a fresh PC."""
    version = version_of()
    setup, portable = (DIST / f"{NAME}-{version}-{end}" for end in ("setup.exe", "portable.zip"))
    for made in (setup, portable):
        if not made.is_file():
            raise Failed(f"Chưa có {made.name}; hãy chạy: python3 dev.py build windows")
    fresh(PICTURES)
    with tempfile.TemporaryDirectory() as name:
        older = build_older(older_revision(), f"{version}-cu", Path(name)).setup
        pc = Pc.fresh()
        office = Office(pc, pc.put(setup, "setup.exe"), pc.put(older, "setup-cu.exe"), portable)
    checks = Checks("Windows (Wine 10, Debian 13)")
    try:
        for what, look in CHECKS:
            checks.check(what, lambda look=look: look(office))  # type: ignore[misc]
    finally:
        pc.stop()
    return checks.finish(BUILD / "verify" / "windows.json")
