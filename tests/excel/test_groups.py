"""Lines over the rows they stand for; totals checked; every other line told for what it is."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.excel.captions import Known
from mttq_desktop.excel.classify import DATA, LONE, NOTE, REPEAT, SIGNATURE, SUBTOTAL, TOTAL, Classifier
from mttq_desktop.excel.cleaning import Cleaner, Setting
from mttq_desktop.excel.groups import Groups
from mttq_desktop.excel.header import Header
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.excel.swaps import DaySeen, late_problems
from mttq_desktop.excel.totals import Sums
from mttq_desktop.fields import Vocabulary
from mttq_desktop.rules.period import Period
from tests.excel.books import row, workbook
from tests.excel.conftest import Understand, data_rows, reasons
from tests.makers import organisation, unit

ON = date(2024, 1, 1)
Q1 = Period(2024, "Q1")


@pytest.fixture
def groups(spec: TableSpec, vocabulary: Vocabulary) -> Groups:
    setting = Setting(vocabulary, unit(vocabulary, "Huyện Quế Sơn", ON), ON, date(2020, 1, 1), date(2025, 12, 31))
    return Groups(spec, {c.name: Cleaner(c, setting) for c in spec.columns}, setting, {"content"})


def _given(groups: Groups) -> dict[str, object]:
    return {column.name: cleaned.value for column, cleaned, _ in groups.values()}


def test_a_group_holds_until_another_of_its_rank(groups: Groups, vocabulary: Vocabulary) -> None:
    groups.enter(7, ["I", "LĨNH VỰC GIAO THÔNG"], 0)
    groups.enter(8, ["1", "Xã Quế Phú"], 0)
    assert _given(groups) == {"field": "GT", "commune_id": unit(vocabulary, "Xã Quế Phú", ON)}
    groups.enter(12, ["2", "Xã Quế Long"], 0)
    assert _given(groups) == {"field": "GT", "commune_id": unit(vocabulary, "Xã Quế Long", ON)}
    groups.enter(15, ["II", "Y tế, BHYT"], 0)
    assert _given(groups) == {"field": "YT"}


def test_a_number_inside_the_heading(groups: Groups, vocabulary: Vocabulary) -> None:
    groups.enter(7, ["", "II. HỘI NÔNG DÂN"], 0)
    ((column, cleaned, where),) = groups.values()
    assert (column.name, cleaned.value, where) == ("organisation_id", organisation(vocabulary, "HND"), (7, 1))


def test_a_heading_that_means_nothing_still_ends_the_one_before(groups: Groups) -> None:
    groups.enter(7, ["I", "LĨNH VỰC GIAO THÔNG"], 0)
    groups.enter(9, ["II", "PHẦN CÒN LẠI CỦA BẢNG"], 0)
    assert _given(groups) == {}


@pytest.mark.parametrize("said", ["Xã Quế Long: 05 ý kiến", "XÃ QUẾ LONG (2 kiến nghị)", "Xã Quế Long - 3 nội dung"])
def test_a_place_with_its_count_beside_it(groups: Groups, vocabulary: Vocabulary, said: str) -> None:
    assert groups.enter(9, ["", said], 0)
    assert _given(groups) == {"commune_id": unit(vocabulary, "Xã Quế Long", ON)}
    assert not list(groups.unread(last=True))


@pytest.mark.parametrize(
    ("before", "said"), [("Xã Quế Phú", "Phần còn lại"), ("", "Thị trấn Đông Phố"), ("", "TT Đông Phố")]
)
def test_a_heading_that_leaves_its_rows_without_a_place_is_told(groups: Groups, before: str, said: str) -> None:
    if before:
        groups.enter(7, ["", before], 0)
    assert not groups.enter(9, ["", said], 0)
    (problem,) = groups.unread(last=True)
    assert (problem.code, problem.field, problem.cell) == ("unknown_group", "commune_id", "B9")


def test_headings_of_different_sorts_without_numbers_stand_inside_each_other(
    groups: Groups, vocabulary: Vocabulary
) -> None:
    groups.enter(7, ["HỘI NÔNG DÂN HUYỆN"], None)
    groups.enter(8, ["Xã Quế Phú"], None, inside=True)
    body, place = organisation(vocabulary, "HND"), unit(vocabulary, "Xã Quế Phú", ON)
    assert _given(groups) == {"organisation_id": body, "commune_id": place}
    groups.enter(12, ["Xã Quế Long"], None)
    assert _given(groups) == {"organisation_id": body, "commune_id": unit(vocabulary, "Xã Quế Long", ON)}
    groups.enter(15, ["HỘI LHPN HUYỆN"], None)
    groups.enter(16, ["Xã Quế Phú"], None, inside=True)
    assert _given(groups) == {"organisation_id": organisation(vocabulary, "LHPN"), "commune_id": place}
    assert not list(groups.unread(last=True))


@pytest.mark.parametrize("said", ["Lĩnh vực giao thông: 3 kiến nghị", "LĨNH VỰC GIAO THÔNG (03 ý kiến)"])
def test_a_numbered_heading_of_a_field_with_its_count(understand: Understand, said: str) -> None:
    head = ("STT", "Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị")
    rows = [(1, said), ("", "Xã Quế Phú", "25/01/2024", "Sửa cầu"), (2, "Lĩnh vực của tôi"),
            ("", "Xã Quế An", "26/01/2024", "Xây trạm")]  # fmt: skip
    (sheet,) = understand(workbook(rows, head=[head]))
    assert reasons(sheet)[7] == "group"
    first, doubtful, _ = data_rows(sheet)
    assert (first.values["field"], doubtful.outcome) == ("GT", "rejected")


def test_captions_once_more_in_english_are_no_other_table(understand: Understand) -> None:
    head = ("STT", "Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị")
    english = ("No", "Commune", "Received date", "Content")
    (sheet,) = understand(workbook([(1, "Xã Quế Phú", "25/01/2024", "Sửa cầu")], head=[head, english]))
    assert [r.outcome for r in data_rows(sheet)] == ["data"]
    assert (reasons(sheet)[7], [p.code for p in sheet.problems]) == ("header", [])


def test_what_a_heading_of_another_sort_ends_is_told(groups: Groups) -> None:
    groups.enter(7, ["Xã Quế Phú"], None)
    groups.enter(12, ["Lĩnh vực giao thông"], None)
    assert _given(groups) == {"field": "GT"}
    assert list(groups.unread(last=False)) == []
    assert [(p.code, p.field, p.cell) for p in groups.unread(last=True)] == [("unknown_group", "commune_id", "A12")]


@pytest.mark.parametrize("said", ["Xã hội hóa giáo dục", "PHƯƠNG HƯỚNG THÁNG TỚI", "Nội dung khác"])
def test_a_heading_of_another_sort_is_nothing_to_tell(groups: Groups, said: str) -> None:
    assert not groups.enter(9, ["", said], 0)
    assert not list(groups.unread(last=True))


def test_the_row_of_a_heading_nobody_understands_is_told(understand: Understand) -> None:
    head = ("STT", "Ngày tiếp nhận", "Nội dung kiến nghị")
    rows = [("", "Xã Quế Phú"), (1, "05/3/2024", "Sửa cầu treo"), ("", "TT Đông Phố"), (2, "06/3/2024", "Nạo vét kênh")]
    (sheet,) = understand(workbook(rows, head=[head]))
    assert [r.number for r in sheet.rows if "unknown_group" in [p.code for p in r.problems]] == [9]


HEADER = Header((6,), {0: ("STT",), 1: ("Xã",), 2: ("Nội dung",), 3: ("Số hộ",), 4: ("Ngày",)}, 5)
LINES: list[tuple[list[object], str]] = [
    ([1, "Quế Phú", "Sửa cầu", 12, "5/3/2024"], DATA),
    (["", "Quế Phú", "Tổng vệ sinh đường làng", 12, ""], DATA),
    (["", "Công an xã", "Cấp căn cước lưu động", 3, ""], DATA),
    (["", "Tổng cộng", "", 24, ""], TOTAL),
    (["", "Tổng số: 12 kiến nghị", "", "", ""], TOTAL),
    (["", "Cộng", "", 12, ""], SUBTOTAL),
    (["I", "Xã Quế Phú", "", "", ""], LONE),
    (["", "Ghi chú: số liệu đến 31/3", "", "", ""], NOTE),
    (["", "", "", "NGƯỜI LẬP BIỂU", ""], SIGNATURE),
    (["", "", "Quế Sơn, ngày 05 tháng 4 năm 2024", "", ""], SIGNATURE),
    (["STT", "Xã", "Nội dung", "Số hộ", "Ngày"], REPEAT),
    ([3, "", "Chỉ có nội dung", "", ""], DATA),
    ([4, "", "Cán bộ thôn đề nghị tăng phụ cấp", "", ""], DATA),
    ([5, "", "Nguồn nước bị nhiễm phèn", "", ""], DATA),
    ([6, "", "Tổng chiều dài kênh N2 chưa bê tông hóa", 12, ""], DATA),
    ([7, "Tổng diện tích đất chưa đền bù", "Xã Quế Phú", 3, "05/3/2024"], DATA),
    (["", "Cộng trợ cấp chậm chi trả", "", 3, date(2024, 3, 5)], DATA),
    ([8, "Tổng cộng", "", 12, ""], TOTAL),
    (["", "", "Chủ tịch xã chưa trả lời đơn của dân", "", ""], LONE),
]


@pytest.mark.parametrize(("cells", "kind"), LINES, ids=lambda v: str(v)[:40])
def test_what_a_line_is(spec: TableSpec, cells: list[object], kind: str) -> None:
    classifier = Classifier(HEADER, 0, frozenset({1, 2, 3, 4}), frozenset({2}), Known(spec))
    assert classifier.row(cells).kind == kind


def test_petitions_that_begin_like_totals_notes_and_signatures_are_read(understand: Understand) -> None:
    """Place and day stand once, in cells merged over the rows."""
    texts = ("Tổng số hộ được hỗ trợ còn ít", "Cần bổ sung biển báo", "Bí thư chi bộ xin phụ cấp", "Nguồn nước bẩn",
             "Ghi chú trên sổ đỏ sai tên, đề nghị sửa")  # fmt: skip
    rows = [[n, *(("Xã Quế Phú", "25/01/2024") if n == 1 else ("", "")), t] for n, t in enumerate(texts, 1)]

    def merge(sheet: Any) -> None:
        sheet.merge_cells("B7:B11")
        sheet.merge_cells("C7:C11")

    head = ("STT", "Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị")
    (sheet,) = understand(workbook(rows, head=[head], touch=merge))
    assert [r.values["content"] for r in data_rows(sheet) if r.outcome == "data"] == list(texts)


@pytest.mark.parametrize("number", [None, "II"])
def test_a_text_alone_goes_on_where_place_and_day_are_merged_over_it(
    understand: Understand, number: str | None
) -> None:
    rows: list[list[object]] = [
        ["I", "Xã Quế Phú", "25/01/2024", "Sửa cầu"], [number, None, None, "Nạo vét kênh"], [None, "Cộng", None, None],
    ]  # fmt: skip

    def merge(sheet: Any) -> None:
        sheet.merge_cells("B7:B8")
        sheet.merge_cells("C7:C8")

    head = ("STT", "Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị")
    (sheet,) = understand(workbook(rows, head=[head], touch=merge))
    assert [(r.number, r.outcome) for r in data_rows(sheet)] == [(7, "data"), (8, "data")]
    assert data_rows(sheet)[1].values["commune_id"] == data_rows(sheet)[0].values["commune_id"]


@pytest.mark.parametrize("result", [None, "Đã trả lời"])
def test_a_second_line_of_a_record_is_no_record_and_is_told(understand: Understand, result: str | None) -> None:
    """All that a petition needs is merged over both lines."""
    second = [None] * 4 + ["Môi trường", None, None, result]

    def merge(sheet: Any) -> None:
        for column in "ABCDF":
            sheet.merge_cells(f"{column}7:{column}8")

    (sheet,) = understand(workbook([row(1), second, row(2)], touch=merge))
    assert [(r.number, r.outcome) for r in data_rows(sheet)] == [(7, "data"), (9, "data")]
    (told,) = [p for r in sheet.rows for p in r.problems if p.code == "second_line"]
    assert (told.cell, "“Môi trường”" in told.message) == ("E8", True)


def test_texts_below_a_signature_are_not_taken_for_names(understand: Understand) -> None:
    head = ("Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị")
    late = ("Xã Quế Phú", "", "Kiến nghị bổ sung: sớm nâng cấp tuyến đường ĐH3 qua thôn")
    rows = [("Xã Quế Phú", "25/01/2024", "Sửa cầu"), (), ("NGƯỜI LẬP", "", "TM. BAN THƯỜNG TRỰC"),
            ("Trần Thị Hoa", "", "Nguyễn Văn Bình"), (), late]  # fmt: skip
    (sheet,) = understand(workbook(rows, head=[head]))
    assert [(r.number, r.outcome) for r in data_rows(sheet)] == [(7, "data"), (12, "rejected")]


def test_totals_are_compared_with_the_rows_above() -> None:
    sums = Sums()
    for households in (5, 7):
        sums.add([(3, households)])
    assert sums.check(9, ["", "Cộng", "", 12], whole=False) == []
    sums.add([(3, 8)])
    assert sums.check(11, ["", "Cộng", "", 8], whole=False) == []
    (wrong,) = sums.check(12, ["", "Tổng cộng", "", 25], whole=True)
    assert (wrong.code, wrong.cell, wrong.is_error) == ("total_mismatch", "D12", False)
    assert wrong.message == "Dòng cộng ghi 25 nhưng cộng các dòng trên là 20 hoặc 0."
    assert sums.check(12, ["", "Tổng cộng: 3 kiến nghị", "", 20], whole=True) == []
    assert [p.cell for p in sums.check(12, ["", "Tổng cộng: 4 kiến nghị", "", 20], whole=True)] == ["B12"]


def test_a_real_date_outside_the_period_proposes_the_swapped_one() -> None:
    days = [DaySeen(7, 2, date(2024, 3, 5), False), DaySeen(8, 2, date(2024, 5, 3), True),
            DaySeen(9, 2, date(2024, 5, 20), True)]  # fmt: skip
    found = [(n, p.code, p.proposal) for n, p in late_problems(days, Q1, "received_on")]
    assert found == [(8, "date_maybe_swapped", "05/03/2024"), (9, "date_out_of_period", None)]


def test_a_column_where_only_days_up_to_twelve_became_dates() -> None:
    days = [DaySeen(n, 2, date(2024, 3, 13 + n), False) for n in range(3)]
    days += [DaySeen(9, 2, date(2024, 2, 3), True)]
    assert [(n, p.code) for n, p in late_problems(days, None, "received_on")] == [(9, "date_maybe_swapped")]
    assert list(late_problems(days[:3], None, "received_on")) == []


def test_a_text_alone_where_petitions_stand_is_told(understand: Understand) -> None:
    """It may be a heading, or a petition with everything else missing: nothing is left out without a word."""
    alone, heading, wide = ([None] * 5 + [t] for t in ("Mở rộng chợ", "II. KIẾN NGHỊ MỚI", "Các việc còn lại"))

    def merge(sheet: Any) -> None:
        sheet.merge_cells("F12:G12")

    (sheet,) = understand(workbook([row(1), alone, row(2), heading, row(3), wide, row(4)], touch=merge))
    assert [reasons(sheet)[n] for n in (8, 10, 12)] == ["group"] * 3
    told = {r.number: p for r in sheet.rows for p in r.problems if p.code == "lone_text"}
    assert {n: p.cell for n, p in told.items()} == {8: "F8"}
    assert "không nhập" in told[8].message
    assert len(data_rows(sheet)) == 4


def test_totals_of_columns_kept_in_the_note_are_their_sums_and_not_counts() -> None:
    sums = Sums(frozenset({1}))
    for n in (2, 3):
        sums.add([])
        sums.add([(4, n)], 0)
    assert sums.check(9, ["Cộng", 2, "", "", 5], whole=True) == []
    assert [p.cell for p in sums.check(9, ["Cộng", 2, "", "", 2], whole=True)] == ["E9"]


@pytest.mark.parametrize(("said", "right"), [(24.5, True), ("24,5", True), ("24.500.000", True), (25, False)])
def test_totals_of_amounts_are_in_the_unit_of_their_column(said: object, right: bool) -> None:
    sums = Sums(frozenset(), {2: "Giá trị (triệu đồng)"})
    for amount in (12_000_000, 12_500_000):
        sums.add([(2, amount)])
    assert (sums.check(9, ["Cộng", "", said], whole=True) == []) is right


@pytest.mark.parametrize("cell", [0, 5])
def test_a_sender_that_says_it_has_none_is_told_what_to_do(understand: Understand, cell: int) -> None:
    said: list[object] = [None] * 8
    said[cell] = "Trong quý không có ý kiến, kiến nghị nào."
    (sheet,) = understand(workbook([said]))
    told = [p for r in sheet.rows for p in r.problems]
    assert [p.code for p in told] == ["none_to_report"]
    assert "nút “Không có kiến nghị…”" in told[0].message
    assert data_rows(sheet) == []


def test_a_total_at_the_head_of_its_rows_is_not_compared_with_those_above() -> None:
    sums = Sums(frozenset({1}))
    assert sums.check(7, ["Cộng", 4], whole=False) == []
    sums.add([], 4)
    sums.enter(0)
    assert sums.check(12, ["Cộng", 9], whole=False) == []
    sums.add([], 9)
    assert [p.cell for p in sums.check(22, ["Cộng", 8], whole=False)] == ["B22"]
