"""A report of a bug tells where, never whose data."""

from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from mttq_desktop.ui import crash

NOW = datetime(2024, 4, 5, 9, 30)


def a_bug() -> BaseException:
    try:
        try:
            raise KeyError("Nguyễn Văn Tòng")
        except KeyError as first:
            raise ValueError("nội dung kiến nghị") from first
    except ValueError as bug:
        return bug


def test_the_report_names_kinds_and_lines_but_no_values(tmp_path: Path) -> None:
    place = crash.write_report(a_bug(), tmp_path, NOW)

    assert place is not None
    text = place.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_crash.py" in text
    assert "Tòng" not in text
    assert "kiến nghị" not in text
    assert str(tmp_path) not in text


def test_only_the_newest_reports_stay(tmp_path: Path) -> None:
    for second in range(30):
        crash.write_report(a_bug(), tmp_path, NOW.replace(second=second))

    assert len(list((tmp_path / crash.FOLDER).glob("*.txt"))) == 20


def test_a_folder_that_cannot_be_written_is_told_by_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert crash.write_report(a_bug(), tmp_path / "file", NOW) is None


def test_the_person_reads_calm_words(qtbot: QtBot, tmp_path: Path) -> None:
    watch = crash.CrashWatch(tmp_path, lambda: None)
    box = watch.box(tmp_path / "loi.txt")
    qtbot.addWidget(box)

    assert "Dữ liệu đã lưu vẫn nguyên" in box.text()
    assert "loi.txt" in box.informativeText()
