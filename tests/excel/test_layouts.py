"""Layouts not among the samples: matrices, deep headers, groups, ditto marks, several tables, odd dates."""

from datetime import date, datetime
from typing import Any

import pytest

from mttq_desktop.excel.spec import Hints
from mttq_desktop.fields import Vocabulary
from tests.excel.books import HEAD, TITLE, fill, row, workbook
from tests.excel.conftest import Understand, codes, data_rows, reasons
from tests.makers import organisation, unit


def test_a_matrix_of_marks_under_a_merged_group(understand: Understand) -> None:
    head = (
        ("TT", "Nội dung ý kiến, kiến nghị", "Đơn vị kiến nghị", "Ngày", "Cơ quan có thẩm quyền", None, None, None,
         "Kết quả", None, None, "Ghi chú"),
        (None, None, None, None, "TW", "Tỉnh", "Huyện", "Xã", "Đã GQ", "Đang GQ", "Chưa GQ"),
    )  # fmt: skip
    rows = [
        (1, "Sửa cầu thôn Trung Hòa", "Xã Quế Phú", "5/1/2024", None, "x", None, None, None, "X", None, "gấp"),
        (2, "Sửa kênh thôn Trung Hòa", "Xã Quế Mỹ", "6/1/2024", None, None, 1, None, "√", None, None),
        (3, "Thêm đèn thôn Trung Hòa", "Xã Quế Mỹ", "7/1/2024", None, None, None, "×", "x", "x", None),
    ]

    def merge(sheet: Any) -> None:
        for area in ("A6:A7", "B6:B7", "C6:C7", "D6:D7", "E6:H6", "I6:K6", "L6:L7"):
            sheet.merge_cells(area)

    (sheet,) = understand(workbook(rows, head=head, touch=merge))
    assert sheet.header_rows == (6, 7)
    first, second, third = data_rows(sheet)
    assert [r.values["level"] for r in (first, second, third)] == ["TINH", "HUYEN", "XA"]
    assert first.values["reported_result"] == "dang_giai_quyet"
    assert second.values["reported_result"] == "da_tra_loi"
    assert codes(third, "reported_result") == ["conflicting_marks"]
    assert third.outcome == "data"
    assert first.values["note"] == "gấp"


def test_the_five_fields_of_the_council_as_a_matrix_keep_the_senders_word(understand: Understand) -> None:
    head = (
        ("TT", "Xã", "Ngày nhận", "Nội dung kiến nghị", "Lĩnh vực", None, None, "Cơ quan trả lời"),
        (None, None, None, None, "Kinh tế - Ngân sách", "Văn hóa - Xã hội", "Tư pháp"),
    )
    rows = [(1, "Xã Quế Phú", "5/1/2024", "Sửa cầu thôn Trung Hòa", "x", None, None, "UBND huyện")]

    def merge(sheet: Any) -> None:
        for area in ("A6:A7", "B6:B7", "C6:C7", "D6:D7", "E6:G6", "H6:H7"):
            sheet.merge_cells(area)

    (sheet,) = understand(workbook(rows, head=head, touch=merge))
    (found,) = data_rows(sheet)
    assert found.values["field_as_sent"] == "Kinh tế - Ngân sách"
    assert found.outcome == "data"


def test_groups_of_two_ranks_and_units(understand: Understand, vocabulary: Vocabulary) -> None:
    head = (("STT", "Ngày tiếp nhận", "Tổ chức", "Nội dung kiến nghị", "Kết quả"),)
    rows = [
        ("I", "Thị trấn Đông Phú"), (1, "5/1/2024", "HND", "Sửa đường số một", "chưa"),
        ("II", "Xã Quế Phú"), (2, "6/1/2024", "HND", "Sửa đường số hai", "chưa"),
        ("III", "Nơi khác"), (3, "7/1/2024", "HND", "Sửa đường số ba", "chưa"),
    ]  # fmt: skip
    (sheet,) = understand(workbook(rows, head=head))
    first, second, third = data_rows(sheet)
    assert first.values["commune_id"] == unit(vocabulary, "Thị trấn Đông Phú")
    assert second.values["commune_id"] == unit(vocabulary, "Xã Quế Phú")
    assert codes(second, "commune_id") == ["value_from_group"]
    assert "commune_id" not in third.values
    assert [reasons(sheet)[n] for n in (7, 9, 11)] == ["group"] * 3


def test_ditto_marks_and_vertical_merges(understand: Understand, vocabulary: Vocabulary) -> None:
    rows = [
        row(1, organisation="Hội LHPN"), row(2, commune=None, organisation="nt"),
        row(3, commune=None, organisation='"'), row(4, organisation="-nt-", field="″"),
    ]  # fmt: skip
    (sheet,) = understand(workbook(rows, touch=lambda s: s.merge_cells("B7:B9")))
    found = data_rows(sheet)
    assert {r.values["organisation_id"] for r in found} == {organisation(vocabulary, "LHPN")}
    assert [codes(r, "commune_id") for r in found] == [[], ["value_from_merged_cell"], ["value_from_merged_cell"], []]
    assert codes(found[3]) == ["ditto", "ditto"]
    assert found[3].values["field_as_sent"] == "Giao thông"


def test_a_ditto_mark_in_the_first_row_means_nothing(understand: Understand) -> None:
    (sheet,) = understand(workbook([row(1, organisation="nt"), row(2)]))
    assert "organisation_id" not in data_rows(sheet)[0].values


def test_a_table_that_begins_at_b_with_blank_rows_above(understand: Understand) -> None:
    shifted = [[None, *cells] for cells in ((), (), *TITLE, (), HEAD, row(1), row(2))]
    (sheet,) = understand(workbook(shifted, title=(), head=()))
    assert [r.number for r in data_rows(sheet)] == [10, 11]
    assert sheet.columns["content"] == "Nội dung kiến nghị"
    assert sheet.places["content"] == 6


def test_a_header_of_three_rows(understand: Understand) -> None:
    head = (
        ("STT", "Địa bàn", "Thời gian", "Nội dung phản ánh", "Giải quyết", None, None),
        (None, None, None, None, "Cơ quan", "Tình hình", None),
        (None, None, None, None, None, "Kết quả", "Ghi chú"),
    )
    rows = [(1, "Xã Quế Phú", "5/1/2024", "Sửa cầu thôn Trung Hòa", "UBND xã", "chưa", "gấp")]

    def merge(sheet: Any) -> None:
        for area in ("A6:A8", "B6:B8", "C6:C8", "D6:D8", "E6:G6", "E7:E8", "F7:G7"):
            sheet.merge_cells(area)

    (sheet,) = understand(workbook(rows, head=head, touch=merge))
    assert sheet.header_rows == (6, 7, 8)
    assert sheet.columns["reported_result"] == "Giải quyết > Tình hình > Kết quả"
    (found,) = data_rows(sheet)
    assert found.values["reported_result"] == "chua_tra_loi"
    assert found.values["note"] == "gấp"


@pytest.mark.parametrize(
    "captions",
    [
        "stt|xa, phuong|ngay tiep nhan|to chuc|linh vuc|noi dung kien nghi|co quan giai quyet|ket qua",
        "STT.|Xã, phườg|Ngày tiếp nhậ|Tổ chức *|Lĩnh  vực|Nội dung kiến nghi|Cơ quan\ngiải quyết|KẾT QUẢ:",
        "TT|Xã/phường|Ngày (dd/mm/yyyy)|Đoàn thể|Nhóm vấn đề|Nội dung (tóm tắt)|Thẩm quyền|Tình trạng",
    ],
)  # fmt: skip
def test_synonyms_misspelt_and_toneless_captions(understand: Understand, captions: str) -> None:
    (sheet,) = understand(workbook([row(1), row(2)], head=(captions.split("|"),)))
    wanted = {"commune_id", "received_on", "organisation_id", "field", "content", "authorities", "reported_result"}
    assert set(sheet.columns) == wanted
    assert all(r.outcome == "data" for r in data_rows(sheet))


def test_a_caption_that_says_nothing_is_told_by_its_values(understand: Understand, vocabulary: Vocabulary) -> None:
    captions = ("STT", "Đơn vị", "Thời gian", "Đơn vị", "Lĩnh vực", "Nội dung", "Cơ quan", "Kết quả")
    (sheet,) = understand(workbook([row(1), row(2, commune="Xã Quế Mỹ", organisation="Hội CCB")], head=(captions,)))
    assert sheet.places["commune_id"] == 1
    assert sheet.places["organisation_id"] == 3


def test_an_unknown_column_is_told_and_left_out(understand: Understand) -> None:
    rows = [[*row(1), "abc"], [*row(2), "def"]]
    (sheet,) = understand(workbook(rows, head=((*HEAD, "Mã số thuế cơ sở"),)))
    (problem,) = [p for p in sheet.problems if p.code == "unknown_column"]
    assert problem.cell == "I6"


def test_totals_are_checked_and_not_taken_in(understand: Understand) -> None:
    rows = [row(1), row(2), ("Tổng cộng", None, None, None, None, "3 kiến nghị")]
    (sheet,) = understand(workbook(rows))
    total = sheet.rows[-1]
    assert (total.outcome, total.reason) == ("skipped", "total")
    assert codes(total) == ["total_mismatch"]
    assert len(data_rows(sheet)) == 2


def test_the_header_said_again_on_a_new_page(understand: Understand) -> None:
    (sheet,) = understand(workbook([row(1), HEAD, row(2)]))
    assert reasons(sheet)[8] == "header"
    assert len(data_rows(sheet)) == 2


def test_hidden_rows_are_data_and_hidden_sheets_are_not(understand: Understand) -> None:
    book = workbook([row(1), row(2)], touch=lambda s: setattr(s.row_dimensions[8], "hidden", True))
    other = book.create_sheet("Danh mục")
    fill(other, [("Mã", "Tên"), ("A", "Một")])
    other.sheet_state = "hidden"
    first, second = understand(book)
    assert [codes(r) for r in data_rows(first)] == [[], ["hidden_row"]]
    assert set(reasons(second).values()) == {"hidden_sheet"}


def test_another_sheet_is_named_as_such(understand: Understand) -> None:
    book = workbook([row(1)])
    fill(book.create_sheet("Bìa"), [("Bìa báo cáo",), ("Năm 2024",)])
    _, second = understand(book)
    assert set(reasons(second).values()) == {"other_sheet"}
    assert second.problems == []


def test_several_data_sheets_are_asked_about(understand: Understand) -> None:
    book = workbook([row(1)])
    fill(book.create_sheet("KN2"), [*TITLE, HEAD, row(2)])
    assert [[p.code for p in s.problems] for s in understand(book)] == [["several_data_sheets"]] * 2
    chosen = understand(book, Hints(sheet="KN2"))
    assert [s.kind for s in chosen] == ["", "petition"]
    assert chosen[1].problems == []


def test_a_sheet_without_a_header_is_told(understand: Understand) -> None:
    (sheet,) = understand(workbook([row(1), row(2)], title=(), head=()))
    assert [p.code for p in sheet.problems] == ["no_header"]


def test_a_missing_required_column_is_told_once(understand: Understand) -> None:
    head = ("STT", "Xã, phường", "Ngày tiếp nhận", "Tổ chức", "Cơ quan giải quyết", "Kết quả")
    rows = [(1, "Xã Quế Phú", "25/01/2024", "HND", "UBND huyện", "chưa")]
    (sheet,) = understand(workbook(rows, head=(head,)))
    assert [(p.code, p.field) for p in sheet.problems if p.is_error] == [("missing_column", "content")]


def test_a_missing_day_is_asked_once_for_all_rows(understand: Understand) -> None:
    head = ("STT", "Xã, phường", "Tổ chức", "Nội dung kiến nghị", "Kết quả")
    rows = [(n, "Xã Quế Phú", "HND", f"Sửa cầu số {n}", "chưa") for n in (1, 2)]
    (sheet,) = understand(workbook(rows, head=(head,)))
    assert [p.code for p in sheet.problems if p.is_error] == ["missing_day"]
    assert [codes(r) for r in data_rows(sheet)] == [[], []]


def test_dates_in_every_dress(understand: Understand) -> None:
    days: list[object] = [
        "05/3/2024", "5.3.24", "ngày 5 tháng 3 năm 2024", "2024-03-05", 45356, "45356", datetime(2024, 3, 5),
        "5-3-2024", "05032024", "2024/03/05",
    ]  # fmt: skip
    (sheet,) = understand(workbook([row(i, day=d) for i, d in enumerate(days, 1)]))
    assert {r.values["received_on"] for r in data_rows(sheet)} == {date(2024, 3, 5)}
    assert codes(data_rows(sheet)[1]) == ["two_digit_year"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [("31/02/2024", "bad_date"), ("01/3 - 05/3/2024", "date_range"), ("tháng 3/2024", "date_incomplete"),
     (2024, "date_incomplete"), ("12/12/1999", "date_out_of_period"), (7, "bad_date"), ("hôm qua", "bad_date")],
)  # fmt: skip
def test_a_day_that_is_none_rejects(understand: Understand, raw: object, code: str) -> None:
    (sheet,) = understand(workbook([row(1, day=raw)]))
    (found,) = data_rows(sheet)
    assert (found.outcome, codes(found, "received_on")) == ("rejected", [code])


def test_dates_whose_day_and_month_excel_swapped(understand: Understand) -> None:
    days: list[object] = ["25/01/2024", datetime(2024, 5, 3), "17/02/2024", datetime(2024, 2, 3), "28/03/2024"]
    (sheet,) = understand(workbook([row(i, day=d) for i, d in enumerate(days, 1)]))
    found = data_rows(sheet)
    assert [codes(r) for r in found] == [[], ["date_maybe_swapped"], [], ["date_maybe_swapped"], []]
    proposals = [p.proposal for r in found for p in r.problems]
    assert proposals == ["05/03/2024", "02/03/2024"]


def test_one_real_date_outside_the_period_proposes_the_other_reading(understand: Understand) -> None:
    days = [datetime(2024, 1, 25), datetime(2024, 8, 1), datetime(2024, 2, 3)]
    (sheet,) = understand(workbook([row(i, day=d) for i, d in enumerate(days, 1)]))
    found = data_rows(sheet)
    assert [codes(r) for r in found] == [[], ["date_maybe_swapped"], []]
    assert found[1].problems[0].proposal == "08/01/2024"


def test_a_workbook_of_the_1904_system(understand: Understand) -> None:
    book = workbook([row(1, day=datetime(2024, 3, 5)), row(2, day=45356 - 1462)])
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    (sheet,) = understand(book)
    assert {r.values["received_on"] for r in data_rows(sheet)} == {date(2024, 3, 5)}


def test_a_commune_of_another_district_rejects(understand: Understand) -> None:
    (sheet,) = understand(workbook([row(1, commune="Xã Duy Phú"), row(2, commune="Xã Không Có")]))
    assert [codes(r, "commune_id") for r in data_rows(sheet)] == [
        ["unknown_unit", "unit_outside_sender"], ["unknown_unit"]
    ]  # fmt: skip


def test_unknown_words_warn_where_the_senders_own_are_kept(understand: Understand) -> None:
    (sheet,) = understand(workbook([row(1, field="Việc lạ", authority="Hợp tác xã Bình An", result="khó nói")]))
    (found,) = data_rows(sheet)
    assert found.outcome == "data"
    assert found.values["field_as_sent"] == "Việc lạ"
    assert found.values["authority_as_sent"] == "Hợp tác xã Bình An"
    assert "field" not in found.values
    assert codes(found) == ["unknown_code"] * 3


def test_the_day_of_a_reply_is_no_day_of_receipt(understand: Understand) -> None:
    head = (("STT", "Xã", "Nội dung kiến nghị", "Văn bản trả lời", None), (None, None, None, "Số", "Ngày"))
    rows = [(1, "Xã Quế Phú", "Sửa cầu", "15/UBND", "20/02/2024")]
    (sheet,) = understand(workbook(rows, head=head, touch=lambda sheet: sheet.merge_cells("D6:E6")))
    (found,) = data_rows(sheet)
    assert "received_on" not in found.values
    (question,) = sheet.questions
    assert (question.topic, [a.label for a in question.answers]) == ("day", ["31/3/2024"])
    assert set(found.values["note"].splitlines()) == {"Văn bản trả lời: 15/UBND", "Ngày trả lời: 20/02/2024"}


@pytest.mark.parametrize("authority", ["UBND thành phố", "UBND TP", "UBND thị xã"])
def test_the_authority_of_any_district(understand: Understand, vocabulary: Vocabulary, authority: str) -> None:
    (sheet,) = understand(workbook([row(1, authority=authority)]))
    (found,) = data_rows(sheet)
    (key,) = found.values["authorities"]
    assert vocabulary.target("authority").by_key[key].code == "UBNDH"
    assert codes(found) == []


def test_an_organisation_with_its_place_behind(understand: Understand, vocabulary: Vocabulary) -> None:
    rows = [row(1, organisation="Hội Nông dân xã Quế Phú"), row(2, organisation="Hội người yêu chim")]
    first, second = data_rows(understand(workbook(rows))[0])
    assert first.values["organisation_id"] == organisation(vocabulary, "HND")
    assert codes(second, "organisation_id") == ["unknown_organisation"]


def test_columns_corrected_by_a_person(understand: Understand) -> None:
    hints = Hints(columns={"KN": {6: "note", 7: ""}})
    (sheet,) = understand(workbook([row(1)]), hints)
    (found,) = data_rows(sheet)
    assert found.values["note"] == "UBND huyện"
    assert "reported_result" not in found.values


def test_the_period_and_sender_of_the_file_and_of_the_person_disagree(
    understand: Understand, vocabulary: Vocabulary
) -> None:
    hints = Hints(unit=unit(vocabulary, "Huyện Duy Xuyên"), period="2024-Q2")
    (sheet,) = understand(workbook([row(1)]), hints)
    assert {"unit_contradiction", "period_contradiction"} <= {p.code for p in sheet.problems if p.is_error}


def test_nothing_says_who_and_when(understand: Understand) -> None:
    (sheet,) = understand(workbook([row(1, day="chưa rõ")], title=()))
    assert {"unknown_period", "unknown_sender"} <= {p.code for p in sheet.problems if p.is_error}


def test_the_file_name_says_what_the_sheet_does_not(understand: Understand, vocabulary: Vocabulary) -> None:
    (sheet,) = understand(workbook([row(1)], title=()), name="Que Son_KN quy I-2024.xlsx")
    assert sheet.unit == unit(vocabulary, "Huyện Quế Sơn")
    assert sheet.period == "2024-Q1"


def test_a_narrow_table_is_no_signature(understand: Understand) -> None:
    """A day in words in the first column of a list of two columns is not the place and day above a signature."""
    head = ("STT", "Ngày tiếp nhận", "Nội dung kiến nghị")
    rows = [(1, "ngày 15 tháng 2 năm 2024", "Đề nghị sửa đường thôn Hà Nha"), (2, "16/2/2024", "Đề nghị sửa cầu")]
    (sheet,) = understand(workbook(rows, head=(head,)))
    assert [r.values["received_on"] for r in data_rows(sheet)] == [date(2024, 2, 15), date(2024, 2, 16)]


def test_a_sheet_says_the_commune_of_its_rows(understand: Understand) -> None:
    head = ("STT", "Ngày tiếp nhận", "Tổ chức", "Nội dung kiến nghị")
    rows = [(1, "25/01/2024", "Hội Nông dân", "Đề nghị sửa đường thôn Hà Nha")]
    titled = (*TITLE[:4], ("CỦA NHÂN DÂN XÃ QUẾ PHÚ",), ())
    for book in (workbook(rows, head=(head,), name="Quế Phú"), workbook(rows, head=(head,), title=titled)):
        (sheet,) = understand(book)
        (found,) = data_rows(sheet)
        assert "commune_id" in found.values
        assert "value_from_sheet_title" in codes(found, "commune_id")


def test_a_header_in_two_languages(understand: Understand) -> None:
    head = (
        "STT\nNo.", "Commune (Xã, phường)", "Ngày tiếp nhận / Date", "Organization\nTổ chức", "Lĩnh vực (Sector)",
        "Nội dung kiến nghị\nContent of petition", "Agency / Cơ quan giải quyết", "Kết quả / Result",
    )  # fmt: skip
    (sheet,) = understand(workbook([row(1), row(2)], head=(head,)))
    (plain,) = understand(workbook([row(1), row(2)]))
    assert sheet.places == plain.places
    assert [r.values for r in data_rows(sheet)] == [r.values for r in data_rows(plain)]
    assert [r.outcome for r in data_rows(sheet)] == ["data", "data"]
