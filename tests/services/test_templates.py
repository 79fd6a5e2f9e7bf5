"""A workbook issued to one unit for one period: what stands in it, what it lets a clerk touch, how it comes back."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from sqlalchemy import text

from mttq_desktop.excel.identity import SHEET
from mttq_desktop.excel.own_list import CAPTION
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.households import HOUSEHOLD
from mttq_desktop.records.periodic import PERIODIC_REPORT, REPORT_FIGURE
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.importing import Choices, FilePreview, blocking, preview, write
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.services.templates import write_template
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit

QUE_SON = "509"


@pytest.fixture
def open_petitions(store: Database, vocabulary: Vocabulary) -> list[int]:
    """Two petitions of Quế Sơn that wait for an answer, one of another district."""
    made = []
    places = [("Huyện Quế Sơn", "Xã Quế Phú"), ("Huyện Quế Sơn", "Xã Quế An"), ("Huyện Đại Lộc", "Xã Đại Hiệp")]
    with store.writing("test", "Kiến nghị") as writing:
        for n, (district, commune) in enumerate(places):
            given = {
                "sender_unit_id": unit(vocabulary, district), "commune_id": unit(vocabulary, commune),
                "received_on": date(2023, 11, 5 + n), "period": "2023-Q4", "content": f"Đề nghị sửa cầu số {n}",
                "reported_result": "chua_tra_loi",
            }  # fmt: skip
            made.append(keep(writing, checked(PETITION, given, vocabulary), vocabulary))
    return made


def issued(store: Database, folder: Path, kind: str = "petition", period: str = "2024-Q1") -> Path:
    path = folder / "mau.xlsx"
    write_template(store, kind, path, unit_code=QUE_SON, period=period)
    return path


def head_of(sheet: Any) -> tuple[int, list[str]]:
    row = next(r for r in range(1, 20) if str(sheet.cell(r, 1).value).startswith("STT"))
    return row, [str(c.value or "") for c in sheet[row]]


def place(sheet: Any, caption: str) -> int:
    return next(i for i, c in enumerate(head_of(sheet)[1], 1) if c.removesuffix(" *") == caption)


def looked(store: Database, path: Path) -> FilePreview:
    """The file as previewed: no question, no error."""
    (found,) = preview(store, [path])
    assert blocking(found, found.tables) == []
    assert [p.message for _, r in found.rows() for p in r.problems if p.is_error] == []
    return found


@pytest.mark.usefixtures("open_petitions")
def test_open_petitions_of_the_unit_stand_in_it(store: Database, tmp_path: Path) -> None:
    sheet = load_workbook(issued(store, tmp_path)).worksheets[0]
    head, captions = head_of(sheet)
    texts = [sheet.cell(head + n, place(sheet, "Nội dung kiến nghị")).value for n in (1, 2, 3)]
    assert texts == ["Đề nghị sửa cầu số 0", "Đề nghị sửa cầu số 1", None]
    assert captions[-1] == CAPTION


@pytest.mark.usefixtures("open_petitions")
def test_it_comes_back_untouched_with_nothing_to_write(store: Database, tmp_path: Path) -> None:
    found = looked(store, issued(store, tmp_path))
    assert (found.counts["unchanged"], found.counts["new"], found.counts["changed"]) == (2, 0, 0)


@pytest.mark.usefixtures("open_petitions")
def test_what_the_unit_typed_comes_back_as_changes_and_new_records(store: Database, tmp_path: Path) -> None:
    path = issued(store, tmp_path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head, _ = head_of(sheet)
    sheet.cell(head + 2, place(sheet, "Nội dung kiến nghị")).value = "Đề nghị sửa cầu số 1 trước mùa mưa"
    fresh: dict[str, Any] = {"STT": 3, "Xã, phường, thị trấn": "Xã Quế Mỹ", "Ngày tiếp nhận": date(2024, 2, 5),
             "Nội dung kiến nghị": "Đề nghị nạo vét kênh"}  # fmt: skip
    for caption, value in fresh.items():
        sheet.cell(head + 3, place(sheet, caption)).value = value
    book.save(path)
    found = looked(store, path)
    assert (found.counts["unchanged"], found.counts["changed"], found.counts["new"]) == (1, 1, 1)
    (changed,) = [r for _, r in found.rows() if r.changes]
    assert changed.changes == {"content": ("Đề nghị sửa cầu số 1", "Đề nghị sửa cầu số 1 trước mùa mưa")}
    write(store, found, Choices(accept_changes=True))
    with store.reading() as session:
        kept = session.execute(text("SELECT content, period, sender_unit_id FROM petition ORDER BY id")).all()
    assert [k.period for k in kept] == ["2023-Q4", "2023-Q4", "2023-Q4", "2024-Q1"]
    assert kept[3].sender_unit_id == kept[0].sender_unit_id
    assert kept[1].content == "Đề nghị sửa cầu số 1 trước mùa mưa"


@pytest.mark.usefixtures("open_petitions")
def test_only_what_is_to_be_filled_in_can_be_touched(store: Database, tmp_path: Path) -> None:
    book = load_workbook(issued(store, tmp_path))
    sheet = book.worksheets[0]
    head, captions = head_of(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.insertRows
    assert book.security.lockStructure
    assert sheet.cell(head, 2).protection.locked
    assert sheet.cell(head + 1, len(captions)).protection.locked
    assert not any(sheet.cell(head + n, c).protection.locked for n in (1, 9) for c in range(1, len(captions)))


def test_a_row_far_below_is_as_good_as_the_first(store: Database, tmp_path: Path) -> None:
    """A long list pasted in keeps its numbers with their noughts, its frame, and may be typed over."""
    sheet = load_workbook(issued(store, tmp_path)).worksheets[0]
    head, captions = head_of(sheet)
    for at, caption in enumerate(captions[:5], 1):
        first, below = sheet.cell(head + 1, at), sheet.column_dimensions[get_column_letter(at)]
        assert (first.number_format, first.font.name) == (below.number_format, below.font.name)
        assert first.border.left.style == below.border.left.style == "thin"
        assert not below.protection.locked, caption
        titles = [sheet.cell(row, at) for row in range(1, head)]
        assert all(cell.border.left.style is None for cell in titles)
        assert all(cell.has_style or isinstance(cell, MergedCell) for cell in titles), "no frame around titles"


def test_a_petition_that_is_settled_stands_in_no_workbook(
    store: Database, tmp_path: Path, open_petitions: list[int]
) -> None:
    with store.writing("test", "Xong") as writing:
        writing.session.execute(text("UPDATE petition SET state = 'XONG' WHERE id = :id"), {"id": open_petitions[0]})
    assert looked(store, issued(store, tmp_path)).counts["unchanged"] == 1


@pytest.mark.usefixtures("open_petitions")
def test_an_older_template_still_works(store: Database, tmp_path: Path) -> None:
    path = issued(store, tmp_path)
    book = load_workbook(path)
    sheet, hidden = book.worksheets[0], book[SHEET]
    at = place(sheet, "Nội dung kiến nghị")
    head, captions = head_of(sheet)
    sheet.cell(head, at).value = "Điều bà con mong muốn"
    sheet.delete_cols(len(captions))
    for row in hidden.iter_rows():
        said = [c.value for c in row]
        if said[0] == "version":
            row[1].value = "1"
        elif said[0] == "keyed":
            row[1].value = ""
        elif said[0] == "column" and said[3] == "content":
            row[2].value = "Điều bà con mong muốn"
        elif said[0] == "column" and said[3] == "organisation_id":
            row[3].value = "a_field_that_is_no_more"
    book.save(path)
    found = looked(store, path)
    (table,) = found.tables
    assert table.places["content"] == at - 1
    assert "organisation_id" in table.places
    assert found.counts["duplicate"] + found.counts["new"] == 2


def test_a_template_of_a_newer_program_is_refused(store: Database, tmp_path: Path) -> None:
    path = issued(store, tmp_path)
    book = load_workbook(path)
    for row in book[SHEET].iter_rows():
        if row[0].value == "version":
            row[1].value = "99"
    book.save(path)
    (found,) = preview(store, [path])
    assert [p.code for p in blocking(found, found.tables)] == ["newer_template"]


def test_registered_households_stand_in_theirs(store: Database, tmp_path: Path, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Hộ") as writing:
        for name, year in (("Nguyễn Văn Tám", 2024), ("Trần Thị Lựu", None), ("Hồ Văn Hươn", 2025)):
            given = {
                "head": name, "commune_id": unit(vocabulary, "Xã Quế Phú"), "hamlet": "Hà Nha", "type": "N",
                "helper_id": organisation(vocabulary, "HND"), "registered_year": year,
            }  # fmt: skip
            keep(writing, checked(HOUSEHOLD, given, vocabulary), vocabulary)
    path = issued(store, tmp_path, "household", "2024")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head, _ = head_of(sheet)
    column = place(sheet, "Họ và tên chủ hộ")
    assert [sheet.cell(head + n, column).value for n in (1, 2)] == ["Nguyễn Văn Tám", None]
    sheet.cell(head + 1, place(sheet, "Kết quả")).value = "Thoát nghèo"
    book.save(path)
    found = looked(store, path)
    (row,) = [r for _, r in found.rows()]
    assert row.changes == {"progress": (None, "TH")}


def test_last_figures_stand_beside_this_periods(store: Database, tmp_path: Path, vocabulary: Vocabulary) -> None:
    code = str(vocabulary.code_list("indicator").entries[0].key)
    report = {"unit_id": unit(vocabulary, "Huyện Quế Sơn"), "period": "2023-H2", "version": 1, "state": "NHAN"}
    figure = {"indicator": code, "state": "value", "value": Decimal("12.5")}
    with store.writing("test", "Báo cáo") as writing:
        rows = [PartRow(checked(REPORT_FIGURE, figure, vocabulary))]
        keep(writing, checked(PERIODIC_REPORT, report, vocabulary), vocabulary, parts={REPORT_FIGURE.name: rows})
    path = issued(store, tmp_path, "periodic_report", "2024-H1")
    book = load_workbook(path)
    sheet = book.worksheets[1]
    captions = [c.value for c in sheet[4]]
    assert sheet.cell(5, captions.index("Số kỳ trước (để tham khảo)") + 1).value == 12.5
    sheet.cell(5, captions.index("Số liệu") + 1).value = 15
    book.save(path)
    write(store, looked(store, path))
    with store.reading() as session:
        kept = session.execute(text("SELECT f.state, f.value FROM report_figure f JOIN periodic_report r "
                                    "ON r.id = f.report_id WHERE r.period = '2024-H1'")).all()  # fmt: skip
    assert [tuple(k) for k in kept if k[0] != "missing"] == [("value", 15_000)]


def test_the_form_of_an_organisation_lists_every_indicator_with_a_value_and_a_remark(
    store: Database, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(store, "periodic_report", path, period="2024-H1")
    book = load_workbook(path)
    first, sheet = book.worksheets[:2]
    head, captions = head_of(first)
    first.cell(head + 1, captions.index("Tổ chức báo cáo") + 1).value = "Hội Nông dân tỉnh"
    lines = {sheet.cell(row, 2).value: row for row in range(5, sheet.max_row + 1)}
    entries = vocabulary.code_list("indicator").entries
    assert [entry.label for entry in entries] == [label for label in lines if label]
    names = [cell.value for cell in sheet[4]]
    unit_of, value, remark = (names.index(n) + 1 for n in ("ĐVT (để tham khảo)", "Số liệu", "Ghi chú"))
    assert sheet.cell(lines["Kinh phí vận động"], unit_of).value == "đồng"
    sheet.cell(lines["Kinh phí vận động"], value).value = 5_000_000
    sheet.cell(lines["Kinh phí vận động"], remark).value = "Gồm hiện vật"
    sheet.cell(lines["Tổng trị giá hỗ trợ"], value).value = 7
    book.save(path)
    write(store, looked(store, path))
    assert figures(store) == {"A02": ("value", 5_000_000_000, "Gồm hiện vật"), "A18": ("value", 7_000, None)}


def figures(store: Database) -> dict[str, tuple[Any, ...]]:
    """State, value (in thousandths) and remark of every figure kept."""
    with store.reading() as session:
        kept = session.execute(text("SELECT indicator, state, value, note FROM report_figure WHERE deleted_on IS NULL"))
        return {code: tuple(rest) for code, *rest in kept}


def sent(store: Database, path: Path, said: dict[str, Any]) -> FilePreview:
    """The form as the farmers' union filled it in; a pair is what stands as the number and the remark."""
    write_template(store, "periodic_report", path, period="2024-H1")
    book = load_workbook(path)
    first, sheet = book.worksheets[:2]
    head, captions = head_of(first)
    first.cell(head + 1, captions.index("Tổ chức báo cáo") + 1).value = "Hội Nông dân tỉnh"
    lines = {sheet.cell(row, 2).value: row for row in range(5, sheet.max_row + 1)}
    names = [cell.value for cell in sheet[4]]
    for label, (value, remark) in said.items():
        sheet.cell(lines[label], names.index("Số liệu") + 1).value = value
        sheet.cell(lines[label], names.index("Ghi chú") + 1).value = remark
    book.save(path)
    return looked(store, path)


WORKS, DAYS, LAND = "Số công trình, phần việc, mô hình đảm nhận", "Ngày công đóng góp", "Diện tích đất hiến"


def test_lines_of_the_form_that_were_left_empty_are_no_figures(store: Database, tmp_path: Path) -> None:
    found = sent(store, tmp_path / "mau.xlsx", {WORKS: (3, None), DAYS: (None, "Đang thống kê"), LAND: ("…", None)})
    assert found.counts["new"] == 3, "the report, a number, a remark"
    unfilled = [r for table in found.tables for r in table.rows if r.reason == "unfilled"]
    assert len(unfilled) == 80, "all the others are told as left empty"
    write(store, found)
    assert figures(store) == {"A01": ("value", 3_000, None), "A03": ("missing", None, "Đang thống kê")}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (0, ("value", 0)), ("0", ("value", 0)), ("không có", ("none", None)), ("Không áp dụng", ("none", None)),
        ("-", ("none", None)), ("–", ("none", None)), ("Chưa báo cáo", ("missing", None)),
    ],
)  # fmt: skip
def test_nought_not_applicable_and_not_reported_are_told_apart(
    store: Database, tmp_path: Path, said: object, kept: tuple[object, ...]
) -> None:
    write(store, sent(store, tmp_path / "mau.xlsx", {WORKS: (said, None)}))
    assert figures(store) == {"A01": (*kept, None)}


def test_a_form_sent_again_changes_what_it_says_and_whether_there_is_a_number(store: Database, tmp_path: Path) -> None:
    write(store, sent(store, tmp_path / "1.xlsx", {WORKS: (3, None), DAYS: (None, "Đang thống kê"), LAND: (5, None)}))
    again = sent(store, tmp_path / "2.xlsx", {WORKS: ("không có", None), DAYS: (12, None), LAND: (None, None)})
    write(store, again, Choices(accept_changes=True))
    assert figures(store) == {
        "A01": ("none", None, None), "A03": ("value", 12_000, "Đang thống kê"), "A04": ("value", 5_000, None),
    }  # fmt: skip
