"""What goes wrong outside the program: each trouble is told in Vietnamese with what to do, and nothing kept is lost."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlcipher3 import dbapi2

from mttq_desktop.__main__ import main
from mttq_desktop.errors import Unreadable
from mttq_desktop.excel.child import read_file
from mttq_desktop.excel.spec import Limits
from mttq_desktop.store.database import FILE_NAME
from tests.disk import largest_file, posix, shut, written_elsewhere
from tests.excel.books import row, saved, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Desk:
    """A data folder of the test's own, with two petitions in it, and what a command says."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def obey(self, *arguments: object) -> tuple[int, str, str]:
        """Exit code, output, and what was told on the error stream."""
        self.capsys.readouterr()
        code = main(["--data-dir", str(self.folder), *map(str, arguments)])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def kept(self) -> int:
        """How many petitions the data file holds."""
        with dbapi2.connect(str(self.folder / FILE_NAME)) as raw:
            return int(raw.execute("SELECT count(*) FROM petition WHERE deleted_on IS NULL").fetchone()[0])


@pytest.fixture(scope="module")
def begun(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder and the workbook that came into it; made once, copied for each test."""
    above = tmp_path_factory.mktemp("begun")
    (above / "so").mkdir()
    shutil.copy(empty_store, above / "so" / FILE_NAME)
    first = saved(workbook([row(1), row(2)]), above, "dau.xlsx")
    assert main(["--data-dir", str(above / "so"), "import", str(first)]) == 0
    return above


@pytest.fixture
def desk(begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path / "so", capsys)


# ── workbooks ────────────────────────────────────────────────────────────────


def _cut(path: Path) -> bytes:
    return path.read_bytes()[:-600]


def _without_its_sheet(path: Path) -> bytes:
    broken = path.with_name("hong_trang.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, part[: len(part) // 2] if "sheet1.xml" in info.filename else part)
    return broken.read_bytes()


BAD: dict[str, tuple[Callable[[Path], bytes], str, str]] = {
    "rong.xlsx": (lambda _: b"", "empty_file", "Đề nghị nơi gửi gửi lại"),
    "mat_khau.xlsx": (lambda _: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 900,
                      "encrypted", "bỏ mật khẩu"),
    "dut.xlsx": (_cut, "damaged", "đề nghị nơi gửi gửi lại"),
    "hong_trang.xlsx": (_without_its_sheet, "damaged", "đề nghị nơi gửi gửi lại"),
    "anh.xlsx": (lambda _: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not_a_spreadsheet", "chọn đúng tệp"),
    "thu.xlsx": (lambda _: b"Kinh gui Ban Thuong truc,\nXin gui bao cao.", "not_a_spreadsheet", "chọn đúng tệp"),
    "~$kien_nghi.xlsx": (lambda _: b"\x05quoc" + b"\0" * 160, "lock_file", "Đóng Excel"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_refused_and_the_good_one_taken(desk: Desk, tmp_path: Path, name: str) -> None:
    good = saved(workbook([row(7)]), tmp_path, "tot.xlsx")
    content, code, advice = BAD[name]
    bad = tmp_path / name
    bad.write_bytes(content(good))

    exit_code, out, _ = desk.obey("import", bad, good, "--json", tmp_path / "ra.json")
    first, second = json.loads((tmp_path / "ra.json").read_text(encoding="utf-8"))["files"]

    assert exit_code == 1
    assert (first["status"], first["batch"], [p["code"] for p in first["problems"]]) == ("refused", None, [code])
    assert name in out
    assert advice in out
    assert (second["status"], second["counts"]["new"]) == ("imported", 1)
    assert desk.kept() == 3


def test_a_missing_file_and_a_folder(desk: Desk, tmp_path: Path) -> None:
    code, out, _ = desk.obey("import", tmp_path / "khong co.xlsx", tmp_path)

    assert code == 1
    assert "Không thấy tệp “khong co.xlsx”. Kiểm tra đường dẫn" in out
    assert "là thư mục" in out


@posix
def test_a_file_held_by_another_program(tmp_path: Path) -> None:
    held = saved(workbook([row(3)]), tmp_path, "dang mo.xlsx")
    with shut(held), pytest.raises(Unreadable, match=r"Không mở được “dang mo\.xlsx”.*Đóng tệp trong Excel") as told:
        read_file(held, Limits())
    assert told.value.code == "file_in_use"


def test_a_sheet_without_a_header(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in range(1, 9):
        book.active.append([line, "chữ", "gì đó"])

    code, out, err = desk.obey("import", saved(book, tmp_path, "khong dau.xlsx"))

    assert code == 1
    assert "khong dau.xlsx" in err
    assert "không có bảng nào để nhập" in err
    assert "Không thấy dòng tiêu đề" in out


def test_wrong_days_units_and_codes_name_their_cell_and_the_rest_is_kept(desk: Desk, tmp_path: Path) -> None:
    rows = [row(3), row(4, day="31/02/2024"), row(5, commune="Xã Không Có"), row(6, organisation="Hội lạ")]

    code, out, _ = desk.obey("import", saved(workbook(rows), tmp_path), "--json", tmp_path / "ra.json")
    (found,) = json.loads((tmp_path / "ra.json").read_text(encoding="utf-8"))["files"]
    wrong = {r["row"]: [(p["code"], p["cell"]) for p in r["problems"] if p["severity"] == "error"]
             for r in found["sheets"][0]["rows"] if r["outcome"] == "rejected"}  # fmt: skip

    assert code == 0
    assert wrong == {8: [("bad_date", "C8")], 9: [("unknown_unit", "B9")], 10: [("unknown_organisation", "D10")]}
    for place in ("dòng 8 · C8", "dòng 9 · B9", "dòng 10 · D10"):
        assert place in out
    assert desk.kept() == 3


@pytest.mark.parametrize(
    ("option", "problem"),
    [(("--unit", "503"), "unit_contradiction"), (("--period", "2024-Q2"), "period_contradiction")],
    ids=["unit", "period"],
)
def test_a_chosen_sender_or_period_that_the_file_contradicts(
    desk: Desk, tmp_path: Path, option: tuple[str, str], problem: str
) -> None:
    path = saved(workbook([row(3)]), tmp_path)

    code, _, err = desk.obey("import", path, *option, "--json", tmp_path / "ra.json")
    (found,) = json.loads((tmp_path / "ra.json").read_text(encoding="utf-8"))["files"]

    assert code == 1
    assert "Chưa nhập được “kien_nghi.xlsx”" in err
    assert (found["status"], [p["code"] for p in found["sheets"][0]["problems"]]) == ("refused", [problem])
    assert desk.kept() == 2


def test_changes_are_shown_old_and_new_and_taken_only_when_accepted(desk: Desk, tmp_path: Path) -> None:
    path = saved(workbook([row(1), row(2, result="Đã trả lời")]), tmp_path, "gui lai.xlsx")

    code, out, _ = desk.obey("import", path)
    assert code == 0
    assert "dòng 8 · Kết quả (nơi gửi báo): Chưa trả lời → Đã trả lời" in out
    assert "thêm --accept-changes" in out
    _, out, _ = desk.obey("import", path, "--accept-changes")
    assert "thêm --accept-changes" not in out
    assert desk.kept() == 2


# ── disks and folders ────────────────────────────────────────────────────────


OUT: dict[str, Callable[[Path], tuple[Any, ...]]] = {
    "export": lambda to: ("export", "petition", "--out", to / "a.xlsx"),
    "template": lambda to: ("template", "petition", "--out", to / "a.xlsx"),
    "report": lambda to: ("report", "D04", "--period", "2024-Q1", "--out", to / "a.docx"),
    "backup": lambda to: ("backup", "--to", to / "a.sqlite3"),
    "marked": lambda to: ("marked-copy", "1", "--out", to / "a.xlsx"),
    "json": lambda to: ("import", to.parent / "dau.xlsx", "--json", to / "a.json"),
}


@posix
@pytest.mark.parametrize("what", OUT)
def test_a_full_disk_while_something_is_written(desk: Desk, tmp_path: Path, what: str) -> None:
    target = tmp_path / "usb"
    target.mkdir()
    before = desk.kept()

    with largest_file(2_000):
        code, _, err = desk.obey(*OUT[what](target))

    assert code == 1
    assert "đã đầy" in err
    assert "→ " in err
    assert "Traceback" not in err
    assert [p for p in target.iterdir() if p.stat().st_size and p.suffix != ".json"] == []
    assert desk.kept() == before
    assert desk.obey(*OUT[what](target))[0] == 0


@posix
@pytest.mark.parametrize("what", OUT)
def test_a_folder_that_may_only_be_read(desk: Desk, tmp_path: Path, what: str) -> None:
    target = tmp_path / "usb"
    target.mkdir()
    target.chmod(0o555)
    blocked = target if os.geteuid() else tmp_path / "dau.xlsx"  # nobody forbids root; a file is no folder

    code, _, err = desk.obey(*(blocked / "a" if p == target / "a" else p for p in OUT[what](blocked)))

    assert code == 1
    assert "hông ghi được" in err
    assert "→ " in err
    assert list(target.iterdir()) == []


@posix
def test_a_full_disk_under_the_data_file(desk: Desk, tmp_path: Path) -> None:
    many = saved(workbook([row(n, content=f"Nội dung thứ {n} rất dài " * 60) for n in range(3, 300)]), tmp_path)

    with largest_file(400_000):
        code, _, err = desk.obey("import", many)

    assert code == 1
    assert "ổ đĩa đã đầy" in err
    assert "Những gì đã lưu trước đó vẫn còn nguyên." in err
    assert desk.kept() == 2
    assert desk.obey("check")[0] == 0
    assert desk.obey("import", many)[0] == 0
    assert desk.kept() == 299


@posix
def test_a_full_disk_leaves_no_half_made_data_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with largest_file(3_000):
        assert main(["--data-dir", str(tmp_path / "moi"), "list", "petition"]) == 1
    assert "đã đầy" in capsys.readouterr().err
    assert list((tmp_path / "moi").iterdir()) == []
    assert main(["--data-dir", str(tmp_path / "moi"), "list", "petition"]) == 0


@posix
def test_a_restore_that_finds_no_room_leaves_the_present_state(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "sao luu.sqlite3"
    assert desk.obey("backup", "--to", copy)[0] == 0

    with largest_file(300_000):
        code, _, err = desk.obey("restore", copy)

    assert code == 1
    assert "đã đầy" in err
    assert desk.kept() == 2
    assert [p.name for p in desk.folder.glob("*.sqlite3*") if "truoc" in p.name] == []


# ── the data file ────────────────────────────────────────────────────────────


def _touch(desk: Desk, *statements: str) -> None:
    with dbapi2.connect(str(desk.folder / FILE_NAME)) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


def test_a_data_file_of_a_newer_program_is_refused_by_every_command(desk: Desk, tmp_path: Path) -> None:
    _touch(desk, "UPDATE alembic_version SET version_num = '0999'")
    path = desk.folder / FILE_NAME
    before = path.read_bytes()
    good = tmp_path / "khac"

    for command in (("list", "petition"), ("check",), ("backup", "--to", tmp_path / "b.sqlite3")):
        code, _, err = desk.obey(*command)
        assert (code, "phiên bản mới hơn" in err, "Cài phiên bản mới" in err) == (1, True, True), command
    assert main(["--data-dir", str(good), "restore", str(path)]) == 1
    assert path.read_bytes() == before
    assert not (tmp_path / "b.sqlite3").exists()


DAMAGE = {
    "a table": (("DROP TABLE not_same",), "thiếu not_same"),
    "the journal": (("DROP TRIGGER journal_petition_u",), "thiếu journal_petition_u"),
    "a letter": (("PRAGMA foreign_keys=OFF", "UPDATE petition SET sender_unit_id = 999999 WHERE id = 1"), "khóa ngoại"),
    "the search": (("DELETE FROM search_petition",), "“Ý kiến, kiến nghị” có 0 dòng, trong sổ có 2"),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_a_check_finds_what_is_missing(desk: Desk, what: str) -> None:
    statements, told = DAMAGE[what]
    assert desk.obey("check")[0] == 0
    _touch(desk, *statements)

    code, _, err = desk.obey("check")

    assert code == 1
    assert told in err
    assert "Phục hồi từ bản sao lưu" in err


def test_a_check_finds_overwritten_pages_and_foreign_files(desk: Desk) -> None:
    path = desk.folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[4096 * 20 : 4096 * 60] = b"\x7f" * 4096 * 40
    path.write_bytes(content)
    code, _, err = desk.obey("check")
    assert code == 1
    assert "hỏng" in err or "có lỗi" in err
    path.unlink()
    with dbapi2.connect(str(path)) as foreign:
        foreign.execute("CREATE TABLE t (a)")
    foreign.close()
    code, _, err = desk.obey("check")
    assert (code, "không phải tệp dữ liệu" in err) == (1, True)


def test_an_empty_data_file_is_no_new_one(desk: Desk) -> None:
    (desk.folder / FILE_NAME).write_bytes(b"")

    for command in ("list", "check"):
        code, _, err = desk.obey(command, *(["petition"] if command == "list" else []))
        assert (code, "rỗng" in err) == (1, True), command
    assert (desk.folder / FILE_NAME).read_bytes() == b""


@pytest.fixture
def held(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """Another program that is writing to the data file just now."""
    with written_elsewhere(desk.folder / FILE_NAME) as other:
        yield other


def test_two_programs_read_together_and_only_one_writes(
    desk: Desk, held: subprocess.Popen[str], tmp_path: Path
) -> None:
    third = saved(workbook([row(3)]), tmp_path)

    assert desk.obey("list", "petition")[0] == 0
    code, _, err = desk.obey("import", third)

    assert code == 1
    assert "đang được chương trình khác ghi" in err
    assert "Đợi một lát rồi thử lại" in err
    held.communicate("")
    assert desk.obey("import", third)[0] == 0
    assert desk.kept() == 3


@posix
def test_a_reader_that_has_enough_ends_the_list_quietly(desk: Desk) -> None:
    command = [sys.executable, "-m", "mttq_desktop", "--data-dir", str(desk.folder), "list", "unit", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.read(1)
        listing.stdout.close()
        assert listing.wait(60) == 0
        assert listing.stderr.read() == ""


def test_a_file_that_contradicts_itself_is_written_only_with_an_answer(desk: Desk, tmp_path: Path) -> None:
    path = saved(workbook([row(3)]), tmp_path, "phu_ninh.xlsx")

    code, _, err = desk.obey("import", path)
    assert (code, desk.kept()) == (1, 2)
    assert "Tệp của nơi nào? Tiêu đề (ô A2) ghi Huyện Quế Sơn; tên tệp ghi Huyện Phú Ninh." in err

    code, _, _ = desk.obey("import", path, "--unit", "Huyện Quế Sơn")
    assert (code, desk.kept()) == (0, 3)
