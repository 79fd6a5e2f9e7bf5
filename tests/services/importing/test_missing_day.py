"""A district's list without a column of days is taken in with one day for all its rows, which is asked once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from mttq_desktop.errors import Refused, Severity
from mttq_desktop.records.petitions import Petition
from mttq_desktop.services.importing import FilePreview, Hints, Outcome, preview, write
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook

HEAD = (
    ("STT", "Nội dung ý kiến, kiến nghị", "Đơn vị kiến nghị", "Cơ quan có thẩm quyền", None, None, None, "Kết quả",
     None, None, "Ghi chú"),
    (None, None, None, "TW", "Tỉnh", "Huyện", "Xã", "Đã GQ", "Đang GQ", "Chưa GQ", None),
)  # fmt: skip
LAST, LETTER = date(2024, 3, 31), date(2024, 4, 5)


def _row(number: int, **given: object) -> list[object]:
    cells: dict[str, object] = {"content": f"Đề nghị nâng cấp tuyến đường số {number} thôn Trung Hòa đã hư hỏng nặng"}
    cells |= given
    return [number, cells["content"], cells.get("commune", "Xã Quế Phú"), None, None, "x", None, None, "x", None, None]


def _title(period: str = "QUÝ I NĂM 2024", day: str = "") -> Any:
    written = ((f"Quế Sơn, ngày {day}",),) if day else ()
    return (("ỦY BAN MTTQ VIỆT NAM",), ("HUYỆN QUẾ SƠN",), *written, (f"TỔNG HỢP KIẾN NGHỊ {period}",))


def _sheet(rows: Sequence[Sequence[object]], **title: str) -> Any:
    above = _title(**title)
    top = len(above) + 1

    def merge(sheet: Any) -> None:
        for columns in ("D:G", "H:J"):
            first, last = columns.split(":")
            sheet.merge_cells(f"{first}{top}:{last}{top}")
        for column in "ABCK":
            sheet.merge_cells(f"{column}{top}:{column}{top + 1}")

    return workbook(rows, title=above, head=HEAD, touch=merge)


def _book(folder: Path, count: int = 3, name: str = "kn.xlsx", **title: str) -> Path:
    return saved(_sheet([_row(n) for n in range(1, count + 1)], **title), folder, name)


def _look(store: Database, path: Path, hints: Hints | None = None) -> FilePreview:
    (found,) = preview(store, [path], hints or Hints())
    return found


def _answered(value: str) -> Hints:
    return Hints(answers={"KN": {"day": value}})


def _days(store: Database) -> set[date]:
    with store.reading() as session:
        return set(session.scalars(select(Petition.received_on)))


@pytest.mark.parametrize(("day", "labels"), [
    ("", ["31/3/2024"]),
    ("05 tháng 4 năm 2024", ["31/3/2024", "05/4/2024"]),
    ("25 tháng 3 năm 2024", ["25/3/2024", "31/3/2024"]),
    ("25 tháng 12 năm 2023", ["31/3/2024"]),
])  # fmt: skip
def test_the_day_is_asked_the_likeliest_first(store: Database, tmp_path: Path, day: str, labels: list[str]) -> None:
    found = _look(store, _book(tmp_path, day=day))
    (question,) = (q for s in found.tables for q in s.questions if q.topic == "day")
    assert question.asks == "Danh sách không có cột ngày tiếp nhận. Ghi mọi dòng là ngày nào?"
    assert [a.label for a in question.answers] == labels
    assert found.counts.keys() == {Outcome.NEW, Outcome.SKIPPED}
    with pytest.raises(Refused, match=r"không có cột ngày tiếp nhận|Tệp của kỳ nào"):
        write(store, found)
    assert not _days(store)


@pytest.mark.parametrize(("value", "day"), [("last_day", LAST), ("letter", LETTER)])
@pytest.mark.parametrize("count", [3, 1_200])
def test_the_answer_is_the_day_of_all_rows(store: Database, tmp_path: Path, value: str, day: date, count: int) -> None:
    found = _look(store, _book(tmp_path, count, day="05 tháng 4 năm 2024"), _answered(value))
    assert write(store, found).counts["new"] == count
    assert _days(store) == {day}


def test_a_chosen_day_needs_no_question(store: Database, tmp_path: Path) -> None:
    found = _look(store, _book(tmp_path), Hints(day=date(2024, 3, 20)))
    assert not any(q for s in found.tables for q in s.questions)
    write(store, found)
    assert _days(store) == {date(2024, 3, 20)}


def test_the_next_quarters_list_is_understood_as_before(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, _book(tmp_path), _answered("last_day")))
    rows = [_row(n, content=f"Đề nghị mở lớp học bơi số {n} tại nhà văn hóa thôn") for n in range(1, 4)]
    path = saved(_sheet(rows, period="QUÝ II NĂM 2024"), tmp_path, "quy2.xlsx")
    found = _look(store, path)
    assert not any(q for s in found.tables for q in s.questions)
    (told,) = (p for s in found.tables for p in s.problems if p.code == "missing_day")
    assert (told.severity, "như lần trước đã trả lời" in told.message) == (Severity.WARNING, True)
    write(store, found)
    assert _days(store) == {LAST, date(2024, 6, 30)}


def test_the_same_list_again_is_nothing_new(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, _book(tmp_path), _answered("last_day")))
    again = _look(store, _book(tmp_path, 4, name="lai.xlsx"))
    assert (again.counts[Outcome.DUPLICATE], again.counts[Outcome.NEW]) == (3, 1)


def test_without_a_period_that_is_asked_first(store: Database, tmp_path: Path) -> None:
    found = _look(store, _book(tmp_path, period=""))
    assert "unknown_period" in {p.code for s in found.tables for p in s.problems}
    assert found.tables[0].questions == []
    later = _look(store, _book(tmp_path, period=""), replace(_answered("last_day"), period="2024-Q1"))
    write(store, later)
    assert _days(store) == {LAST}


def test_days_that_nobody_understood_may_be_the_ones(store: Database, tmp_path: Path) -> None:
    head = ("Số hiệu", "Nội dung kiến nghị", "Đơn vị kiến nghị", "Hôm nào bà con nói", "Lĩnh vực")
    rows = [(n, f"Đề nghị sửa chữa cầu dân sinh số {n} thôn Trung Hòa", "Xã Quế Phú", f"{n + 9}/01/2024", "Giao thông")
            for n in range(1, 4)]  # fmt: skip
    found = _look(store, saved(workbook(rows, title=_title(), head=(head,)), tmp_path))
    assert not any(q.topic == "day" for s in found.tables for q in s.questions)
    assert {"missing_column", "guessed_column"} & {p.code for s in found.tables for p in s.problems if p.is_error}


def test_a_list_with_days_is_not_asked(store: Database, tmp_path: Path) -> None:
    found = _look(store, saved(workbook([row(1), row(2)]), tmp_path))
    assert not any(q for s in found.tables for q in s.questions)
    assert not found.tables[0].spec or not found.tables[0].spec.dated
