"""Texts of cells: old fonts read by what they say, hidden signs taken out, everything else left alone."""

from typing import Any

from mttq_desktop.errors import Severity
from tests.excel.books import TITLE, row, workbook
from tests.excel.conftest import Understand, codes, data_rows


def test_text_that_must_stay_as_it_is(understand: Understand) -> None:
    texts = [
        "Bà Nà, xã Tàm Xá, ba má", "Nguyễn Văn Tòng xin 12 m³ nước, 30°C, 5 km²", "hoà bình, khoá, quý, thuỷ",
        "½ ngày công, Việt Nam®", "Quảng Nam – 2024 và Bhalêê, Ch'ơm, Axan",
    ]  # fmt: skip
    (sheet,) = understand(workbook([row(i, content=t) for i, t in enumerate(texts, 1)]))
    assert [r.values["content"] for r in data_rows(sheet)] == texts
    assert all(codes(r) == [] for r in data_rows(sheet))


def test_a_file_in_an_old_font_is_read_and_told_once(understand: Understand) -> None:
    title = (("uû ban mttq viÖt nam",), ("huyÖn quÕ s¬n",), ("tæng hîp kiÕn nghÞ quý i n¨m 2024",))
    head = (
        "STT",
        "X·, ph\u00adêng",
        "Ngµy tiÕp nhËn",
        "Tæ chøc",
        "LÜnh vùc",
        "Néi dung kiÕn nghÞ",
        "C¬ quan",
        "KÕt qu¶",
    )
    cells = (1, "X· QuÕ Phó", "25/01/2024", "Héi N«ng d©n", "Giao th«ng", "§Ò nghÞ söa ch÷a cÇu d©n sinh", "UBND huyÖn",
             "Ch\u00ada tr¶ lêi")  # fmt: skip
    (sheet,) = understand(workbook([cells], title=title, head=(head,)))
    (found,) = data_rows(sheet)
    assert found.values["content"] == "Đề nghị sửa chữa cầu dân sinh"
    assert found.values["reported_result"] == "chua_tra_loi"
    assert found.outcome == "data"
    assert "legacy_text_repaired" in [p.code for p in sheet.problems]
    assert "legacy_text_repaired" not in codes(found)


def test_runs_of_two_encodings_in_one_cell(understand: Understand) -> None:
    """Each word is read as what it says, under whatever font its run stands."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    old, new = InlineFont(rFont="Times New Roman"), InlineFont(rFont=".VnTime")
    mixed = CellRichText(TextBlock(old, "§Ò nghÞ söa ch÷a ®\u00adêng liªn x·, "), TextBlock(new, "cầu thôn Trung Hòa"))

    def touch(sheet: Any) -> None:
        sheet.cell(len(TITLE) + 2, 6).value = mixed

    (sheet,) = understand(workbook([row(1)], touch=touch))
    (found,) = data_rows(sheet)
    assert found.values["content"] == "Đề nghị sửa chữa đường liên xã, cầu thôn Trung Hòa"
    assert "legacy_text_repaired" in codes(found, "content")


def test_signs_nobody_sees_go_and_are_told_before_and_after(understand: Understand) -> None:
    content = "Đề nghị sửa đư\u00adờng liên\u200bthôn, nhà 👨\u200d👩\u200d👧 đi lại"
    (sheet,) = understand(workbook([row(1, content=content, commune="Xã Quế\u00ad Phú")]))
    (found,) = data_rows(sheet)
    assert found.values["content"] == "Đề nghị sửa đường liênthôn, nhà 👨\u200d👩\u200d👧 đi lại"
    (told,) = [p for p in found.problems if p.code == "unseen_removed"]
    assert (told.severity, told.field) == (Severity.FACT, "content")
    assert told.message.startswith("Đã bỏ ký tự ẩn (¦): “đư¦ờng liên¦thôn, nhà")
    assert "→ “đường liênthôn, nhà" in told.message


def test_captions_in_an_old_font_stand_above_rows_in_unicode(understand: Understand) -> None:
    title = (("ñy ban mttq viÖt nam",), ("huyÖn quÕ s¬n",), ("tæng hîp kiÕn nghÞ quý i n¨m 2024",))
    head = ("tt", "x·, thÞ trÊn", "ngµy tiÕp nhËn", "®oµn thÓ", "lÜnh vùc", "néi dung kiÕn nghÞ", "c¬ quan", "kÕt qu¶")
    rows = [row(n) for n in range(1, 31)]
    (sheet,) = understand(workbook(rows, title=title, head=(head,)))
    found = data_rows(sheet)
    assert [r.outcome for r in found] == ["data"] * 30
    assert found[0].values["reported_result"] == "chua_tra_loi"
    assert {"commune_id", "received_on", "organisation_id", "content"} <= sheet.columns.keys()
