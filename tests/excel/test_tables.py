"""Several tables on one sheet; columns nobody named; crosses that are none; headers whose merges are lost."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from mttq_desktop.excel.spec import Hints
from mttq_desktop.services.importing import blocking, preview, write
from mttq_desktop.services.marking import write_marked_copy
from mttq_desktop.store.database import Database
from tests.excel.books import HEAD, TITLE, row, saved, workbook
from tests.excel.conftest import Understand, codes, data_rows, reasons

OTHER = ("STT", "Ngày tiếp nhận", "Nội dung kiến nghị", "Kết quả", "Xã, phường")
HOUSEHOLDS = ("STT", "Họ và tên chủ hộ", "Thôn", "Số nhân khẩu", "Diện hộ", "Tổ chức nhận giúp đỡ")
MATRIX = (("STT", "Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị", "Kết quả", None, None),
          (None, None, None, None, "Đã GQ", "Đang GQ", "Chưa GQ"))  # fmt: skip


def test_a_second_table_with_other_columns_is_read_by_its_own_captions(understand: Understand) -> None:
    below = [
        (),
        ("PHỤ LỤC 2",),
        OTHER,
        (1, "26/01/2024", "Đề nghị nạo vét kênh thôn Hà Nha", "Đã trả lời", "Xã Quế An"),
    ]
    (sheet,) = understand(workbook([row(1), row(2), *below]))
    first, _, third = data_rows(sheet)
    assert (first.number, third.number) == (7, 12)
    assert third.values["content"] == "Đề nghị nạo vét kênh thôn Hà Nha"
    assert third.values["reported_result"] == "da_tra_loi"
    assert reasons(sheet)[10] == "title"
    assert reasons(sheet)[11] == "header"
    (problem,) = [p for p in sheet.problems if p.code == "several_tables"]
    assert (problem.is_error, problem.cell) == (False, "A11")
    assert sheet.more == [(11, {"received_on": 1, "content": 2, "reported_result": 3, "commune_id": 4})]


def test_a_corrected_cell_of_a_second_table_keeps_its_place(store: Database, tmp_path: Path) -> None:
    below = [(), OTHER, (1, "31/02/2024", "Đề nghị nạo vét kênh thôn Hà Nha", "Đã trả lời", "Xã Quế An")]
    (found,) = preview(store, [saved(workbook([row(1), *below]), tmp_path)])
    (sheet,) = found.tables
    assert sheet.cell(7, "received_on") == "C7"
    assert sheet.cell(10, "received_on") == "B10"
    assert [p.cell for p in sheet.row(10).problems if p.is_error] == ["B10"]


def test_a_table_of_another_kind_below_is_a_question(store: Database, tmp_path: Path) -> None:
    below = [(), HOUSEHOLDS, (1, "Nguyễn Văn Tám", "Hà Nha", 4, "Hộ nghèo", "Hội Nông dân")]
    path = saved(workbook([row(1), *below]), tmp_path)
    (found,) = preview(store, [path])
    (sheet,) = found.tables
    assert [p.code for p in blocking(found, [sheet])] == ["several_tables"]
    assert [r.reason for r in sheet.rows if r.number > 8] == ["other_table", "other_table"]
    (chosen,) = preview(store, [path], Hints(kind="petition"))
    assert blocking(chosen, chosen.tables) == []
    assert write(store, chosen).counts["new"] == 1


def test_two_columns_that_changed_places_make_another_table(understand: Understand) -> None:
    head = (*HEAD[:5], HEAD[6], HEAD[5], HEAD[7])
    one, two, three, four, five, content, authority, result = row(2)
    (sheet,) = understand(workbook([row(1), (), head, (one, two, three, four, five, authority, content, result)]))
    assert [r.values["content"] for r in data_rows(sheet)] == [row(1)[5], content]


def test_the_first_table_counts_even_where_a_later_one_is_better_known(understand: Understand) -> None:
    odd = (*HEAD[:3], "Đoàn thể nào", *HEAD[4:])
    (sheet,) = understand(workbook([row(1), (), HEAD, row(2)], head=(odd,)))
    assert [r.number for r in data_rows(sheet)] == [7, 10]


def test_what_is_no_cross_is_told(understand: Understand) -> None:
    good = [(n, "Xã Quế Phú", "25/01/2024", f"Đề nghị sửa cầu số {n}", "x", None, None) for n in range(1, 9)]
    odd = (9, "Xã Quế Phú", "25/01/2024", "Đề nghị sửa cầu số 9", "đang xem xét", None, None)
    none = (10, "Xã Quế Phú", "25/01/2024", "Đề nghị sửa cầu số 10", "không", "X", "0")

    def merge(sheet: object) -> None:
        sheet.merge_cells("E6:G6")  # type: ignore[attr-defined]  # an openpyxl sheet

    (sheet,) = understand(workbook([*good, odd, none], head=MATRIX, touch=merge))
    *_, ninth, tenth = data_rows(sheet)
    assert codes(ninth) == ["bad_mark"]
    assert "reported_result" not in ninth.values
    assert tenth.values["reported_result"] == "dang_giai_quyet"


def test_a_column_without_a_caption_is_told(understand: Understand) -> None:
    rows = [[*row(n), "đã nộp"] for n in range(1, 5)]
    (sheet,) = understand(workbook(rows))
    (problem,) = [p for p in sheet.problems if p.code == "unknown_column"]
    assert problem.message.startswith("Cột I không có tên cột")
    assert sheet.captions[8] == ""


def test_a_needed_column_told_by_its_values_alone_is_a_question(understand: Understand) -> None:
    head = (*HEAD[:2], "Hôm bà con nói", *HEAD[3:])
    (sheet,) = understand(workbook([row(n) for n in range(1, 5)], head=(head,)))
    assert sheet.places["received_on"] == 2
    (problem,) = [p for p in sheet.problems if p.code == "guessed_column"]
    assert (problem.cell, problem.is_error) == ("C6", True)


def test_a_column_nobody_named_is_not_taken_for_a_field_a_record_can_do_without(understand: Understand) -> None:
    head = (*HEAD[:3], "Bên in ấn", *HEAD[4:])
    (sheet,) = understand(workbook([row(n) for n in range(1, 5)], head=(head,)))
    assert "organisation_id" not in sheet.places


def test_a_row_that_contradicts_the_line_above_it(understand: Understand) -> None:
    rows = [("Xã Quế Phú",), row(1), row(2, commune="Xã Quế An"), row(3, commune=None)]
    (sheet,) = understand(workbook(rows))
    same, other, taken = data_rows(sheet)
    assert codes(same) == []
    assert codes(other) == ["inconsistent"]
    assert codes(taken) == ["value_from_group"]


@pytest.mark.parametrize("error", ["#REF!", "#N/A ", "#name?"])
def test_an_error_saved_as_text_is_no_text(understand: Understand, error: str) -> None:
    text = f"Xã;Ngày tiếp nhận;Nội dung kiến nghị\nXã Quế Phú;25/01/2024;{error}\nXã Quế An;26/01/2024;Sửa cầu\n"
    (sheet,) = understand(text.encode(), Hints(unit=None), "kien_nghi.csv")
    first, second = data_rows(sheet)
    assert (codes(first), codes(second)) == (["error_value"], [])


CSV_HEADS = (
    ("STT;Xã, phường;Ngày tiếp nhận;Nội dung kiến nghị;Kết quả;;", ";;;;Đã GQ;Đang GQ;Chưa GQ"),
    ("STT;Địa chỉ;Ngày tiếp nhận;Nội dung kiến nghị;Kết quả;;", ";Xã;;;Đã GQ;Đang GQ;Chưa GQ"),
)


@pytest.mark.parametrize("head", CSV_HEADS)
def test_a_header_of_two_rows_whose_merges_are_lost(understand: Understand, head: tuple[str, ...]) -> None:
    rows = [f"{n};Xã Quế Phú;2{n}/01/2024;Đề nghị sửa cầu số {n};;x;" for n in range(1, 5)]
    title = ["HUYỆN QUẾ SƠN;;;;;;", "KIẾN NGHỊ QUÝ I NĂM 2024;;;;;;"]
    (sheet,) = understand("\n".join([*title, *head, *rows]).encode(), name="kien_nghi.csv")
    assert sheet.header_rows == (3, 4)
    assert {r.values["reported_result"] for r in data_rows(sheet)} == {"dang_giai_quyet"}
    assert sheet.places["commune_id"] == 1


def test_words_of_data_that_are_captions_too_end_no_header(understand: Understand) -> None:
    head = "STT;Xã, phường;Ngày tiếp nhận;Nội dung kiến nghị;Cấp thẩm quyền;Kết quả"
    rows = [f"{n};Xã Quế Phú;2{n}/01/2024;Đề nghị sửa cầu số {n};Trung ương;Chưa giải quyết" for n in range(1, 4)]
    (sheet,) = understand("\n".join(["HUYỆN QUẾ SƠN QUÝ I NĂM 2024", head, *rows]).encode(), name="kien_nghi.csv")
    assert sheet.header_rows == (2,)
    assert len(data_rows(sheet)) == 3


def test_sub_totals_of_groups_with_and_without_their_own(understand: Understand) -> None:
    head = ("STT", "Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị", "Số người")

    def given(n: int, people: int) -> tuple[object, ...]:
        return n, None, "25/01/2024", f"Đề nghị sửa cầu số {n}", people

    rows = [("Xã Quế Phú",), given(1, 3), ("Xã Quế An",), given(2, 9), ("Cộng", None, None, None, 9),
            ("Xã Quế Long",), given(3, 5), ("Cộng", None, None, None, 6), ("Tổng cộng", 3, None, None, 17)]  # fmt: skip
    (sheet,) = understand(workbook(rows, title=TITLE, head=(head,)))
    told = {r.number: codes(r) for r in sheet.rows if r.problems and r.outcome == "skipped"}
    assert told == {14: ["total_mismatch"]}


def test_a_table_above_the_one_that_is_understood_is_a_question(understand: Understand) -> None:
    odd = [("STT", "Chuyện bà con nêu", "Chỗ nào", "Hôm nào"), (1, "Sửa cầu", "Xã Quế Phú", "05/01/2024"), ()]
    (sheet,) = understand(workbook([*odd, HEAD, row(1)], head=()))
    (problem,) = [p for p in sheet.problems if p.code == "several_tables"]
    assert (problem.is_error, problem.cell) == (True, "A6")
    assert [r.number for r in data_rows(sheet)] == [10]


def test_a_misspelt_header_of_the_first_table_is_found_by_its_stt(understand: Understand) -> None:
    head = ("STT", "Nội ung kiến nghị", "Ngày tiếp nhân", "Xã phườn")
    cells = (1, "Đề nghị sửa cầu dân sinh", "25/01/2024", "Xã Quế Phú")
    (sheet,) = understand(workbook([cells, (), HEAD, row(2)], head=(head,)))
    assert [r.number for r in data_rows(sheet)] == [7, 10]


RIGHT = ("STT", "Ngày tiếp nhận", "Nội dung kiến nghị", "Kết quả", "Xã, phường")


def _side_by_side(gap: int, right: tuple[object, ...] = RIGHT, *, numbered: bool = True) -> list[list[object]]:
    """Rows with a second table to the right of HEAD's; its rows are one more than those of the left one."""
    first = 0 if numbered else 1
    other = [(n, f"2{n}/02/2024", f"Đề nghị nạo vét kênh số {n}", "Đã trả lời", "Xã Quế An") for n in range(1, 4)]
    left: list[list[object]] = [list(HEAD), row(1), row(2), [None] * len(HEAD)]
    return [[*cells[first:], *[None] * gap, *more[first:]] for cells, more in zip(left, [right, *other], strict=True)]


@pytest.mark.parametrize(("gap", "numbered"), [(0, True), (1, True), (1, False)])
def test_tables_side_by_side_are_each_read_by_their_own_captions(
    understand: Understand, gap: int, numbered: bool
) -> None:
    left, right = understand(workbook(_side_by_side(gap, numbered=numbered), head=()))
    assert (left.name, [r.number for r in data_rows(left)]) == ("KN", [7, 8])
    assert [r.values["content"] for r in data_rows(right)] == [f"Đề nghị nạo vét kênh số {n}" for n in range(1, 4)]
    assert {r.values["received_on"].month for r in data_rows(left)} == {1}
    assert {r.values["received_on"].month for r in data_rows(right)} == {2}
    assert (left.unit, left.period) == (right.unit, right.period)
    assert min(r.number for r in right.rows) == 6
    (told,) = [p for s in (left, right) for p in s.problems]
    assert (told.code, told.is_error) == ("several_tables", False)
    assert told.cell is not None
    assert f"{told.cell}" in told.message


def test_a_table_beside_that_nobody_knows_is_a_question(store: Database, tmp_path: Path) -> None:
    rows = _side_by_side(1, ("STT", "Bên in ấn", "Ai lo việc", "Chỗ để", "Tiền công"))
    path = saved(workbook(rows, head=()), tmp_path)
    (found,) = preview(store, [path])
    (problem,) = blocking(found, found.tables)
    assert (problem.code, problem.cell) == ("several_tables", "J6")
    assert "“KN”" in problem.message
    (chosen,) = preview(store, [path], Hints(kind="petition"))
    assert blocking(chosen, chosen.tables) == []
    assert write(store, chosen).counts["new"] == 2


def test_tables_of_two_kinds_side_by_side_are_asked_about(store: Database, tmp_path: Path) -> None:
    left: list[list[object]] = [list(HEAD), row(1), row(2)]
    right = [HOUSEHOLDS, *((n, f"Nguyễn Văn {n}", "Hà Nha", 4, "Hộ nghèo", "Hội Nông dân") for n in (1, 2))]
    rows = [[*cells, None, *more] for cells, more in zip(left, right, strict=True)]
    (found,) = preview(store, [saved(workbook(rows, head=()), tmp_path)])
    assert [s.kind.name for s in found.tables if s.kind] == ["petition", "household"]
    assert {p.code for p in blocking(found, found.tables)} >= {"several_data_sheets"}
    assert "several_data_sheets" not in [p.code for p in blocking(found, found.tables[:1])]


def test_an_empty_column_inside_a_table_makes_no_second_one(understand: Understand) -> None:
    rows = [[*cells[:4], None, *cells[4:]] for cells in (list(HEAD), row(1), row(2))]
    (sheet,) = understand(workbook(rows, head=()))
    assert len(data_rows(sheet)) == 2
    assert sheet.places["content"] == 6
    assert sheet.problems == []


def test_the_marked_copy_of_tables_side_by_side(store: Database, tmp_path: Path) -> None:
    rows = _side_by_side(1)
    rows[2][10] = "31/02/2024"
    path = saved(workbook(rows, head=()), tmp_path)
    (found,) = preview(store, [path])
    write(store, found)
    write_marked_copy(store, path, tmp_path / "tra_lai.xlsx")
    copy = load_workbook(tmp_path / "tra_lai.xlsx")
    comment = copy["KN"]["K8"].comment
    assert comment is not None
    assert "31/02/2024" in comment.text
    assert "KN (cột J–N)" in [cell.value for cell in copy["Kết quả kiểm tra"]["A"]]


def test_a_sheet_that_goes_on_without_captions_is_told(understand: Understand) -> None:
    book = workbook([row(1), row(2)])
    more = book.create_sheet("Trang 2")
    for cells in (row(3), row(4)):
        more.append(cells)
    book.create_sheet("Nháp").append(["Hỏi lại chị Hoa"])
    first, *others = understand(book)
    assert [p.message.partition("”")[0] for p in first.problems if p.code == "unread_sheet"] == ["Trang “Trang 2"]
    assert [(s.name, {r.reason for r in s.rows}) for s in others] == [
        ("Trang 2", {"other_sheet"}), ("Nháp", {"other_sheet"}),
    ]  # fmt: skip
