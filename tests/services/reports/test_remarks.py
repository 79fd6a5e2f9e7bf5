"""The column "Ghi chú" of D01–D03: remarks of bodies, corrections with what was counted, who told nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.expected import Expected, expected
from mttq_desktop.queries.indicators import number
from mttq_desktop.queries.indicators.overriding import Own
from mttq_desktop.rules.period import Period
from mttq_desktop.services.indicator_board import Overriding, type_over
from mttq_desktop.services.periodic import Arrival, TypedFigure, accept, receive, save_figures, send_back
from mttq_desktop.services.reports import Drawn, previews
from mttq_desktop.services.reports.workbook import write_tables
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Document, Figured, GroupRow, Paragraph, Table, pieces_of
from tests.makers import organisation
from tests.services.reports.test_joint import _works

TODAY = date(2024, 7, 20)
H1, SPAN = Period.parse("2024-H1"), Period.parse("2020-2025")
FUNDS, PEOPLE = "Kinh phí vận động", "Số lượt người tham gia"
IN_TIME = "Số đơn vị gửi báo cáo đúng hạn"
FUND = "Số khu dân cư NTM kiểu mẫu (lũy kế)"


def figures_of(document: Document) -> Table:
    """The first annex's table."""
    table = document.annexes[0].parts[0]
    assert isinstance(table, Table)
    return table


def remark(drawn: Drawn, label: str) -> str:
    """The last cell of an indicator's line."""
    return next(row[-1] for row in figures_of(drawn.document).rows if not isinstance(row, GroupRow) and row[1] == label)


def below(drawn: Drawn) -> list[str]:
    """What stands below the table."""
    return [str(part.text) for part in drawn.document.annexes[0].parts if isinstance(part, Paragraph)]


def sender(store: Database, key: int) -> Expected:
    """An organisation's report of the half-year."""
    with store.reading() as session:
        return next(e for e in expected(session, H1, TODAY) if e.organisation_id == key)


def reported(store: Database, key: int, figures: Mapping[str, TypedFigure]) -> int:
    """A report of an organisation came with these figures."""
    report = receive(store, sender(store, key), Arrival(date(2024, 6, 3), "12/BC", date(2024, 6, 1)))
    save_figures(store, report, figures)
    return report


def test_every_report_has_the_columns_of_the_outline(store: Database) -> None:
    (joint,) = previews(store, "D01", H1, TODAY)
    captions = [column.caption.replace("\n", "") for column in figures_of(joint.document).columns]
    assert captions == ["STT", "Nội dung, chỉ tiêu", "ĐVT", "MTTQ", "LĐLĐ", "HND", "ĐTN", "HPN", "CCB", "Tổng",
                        "Cùng kỳ", "Tăng/giảm", "Ghi chú"]  # fmt: skip
    own = figures_of(previews(store, "D03", H1, TODAY)[0].document)
    assert [column.caption.replace("\n", "") for column in own.columns[3:]] == [
        "Kết quả", "Cùng kỳ", "Tăng/giảm", "Ghi chú",
    ]  # fmt: skip


def test_bodies_that_remark_the_same_stand_together(store: Database, vocabulary: Vocabulary) -> None:
    said = {
        "HND": {"A02": TypedFigure(number(5), "Gồm hiện vật"), "B02": TypedFigure(number(7), "Số ước")},
        "CCB": {"A02": TypedFigure(number(6), "Gồm hiện vật")}, "DTN": {"A02": TypedFigure(number(7), "Chưa đủ")},
    }  # fmt: skip
    made = {code: reported(store, organisation(vocabulary, code), figures) for code, figures in said.items()}
    send_back(store, made["DTN"], "Thiếu số liệu", date(2024, 6, 5))
    (joint,) = previews(store, "D01", H1, TODAY)
    assert remark(joint, FUNDS) == "HND, CCB: Gồm hiện vật"
    assert remark(joint, PEOPLE) == "HND: Số ước"
    assert below(joint) == [
        "Chưa có báo cáo 6 tháng đầu năm 2024, hoặc đã trả lại và chờ gửi lại: MTTQ, LĐLĐ, ĐTN, HPN."
    ]
    farmers = next(d for d in previews(store, "D03", H1, TODAY) if "Nông dân" in d.to)
    assert (remark(farmers, FUNDS), below(farmers)) == ("Gồm hiện vật", [])


def test_a_report_that_was_returned_is_told_beside_those_in_time(store: Database, vocabulary: Vocabulary) -> None:
    """The board of the same report names it apart, so that its bars and the annex would contradict each other."""
    for code in ("HND", "DTN"):
        report = reported(store, organisation(vocabulary, code), {})
    (before,) = previews(store, "D01", H1, TODAY)
    assert remark(before, IN_TIME) == ""
    send_back(store, report, "Thiếu số liệu", date(2024, 6, 5))
    (joint,) = previews(store, "D01", H1, TODAY)
    assert remark(joint, IN_TIME) == "Tính cả báo cáo đã trả lại, chờ gửi lại: Tỉnh đoàn"
    assert remark(joint, "Số đơn vị gửi báo cáo chậm") == ""


def test_who_told_nothing_is_named_where_others_did(store: Database, vocabulary: Vocabulary) -> None:
    accept(store, reported(store, organisation(vocabulary, "HND"), {"A06": TypedFigure(number(3))}))
    (joint,) = previews(store, "D01", H1, TODAY)
    assert remark(joint, FUND) == "Chưa báo cáo: MTTQ, LĐLĐ, ĐTN, HPN, CCB"
    assert remark(joint, FUNDS) == ""


def test_a_correction_tells_what_was_counted_and_opens_it(store: Database, vocabulary: Vocabulary) -> None:
    _works(store, vocabulary)
    farmers = organisation(vocabulary, "HND")
    for own in (Own("A02", farmers, None), Own("A02", None, None)):
        type_over(store, H1, Overriding(own, number(1_500_000_000), "Báo cáo giấy số 12/BC-HND."), TODAY)
    (joint,) = previews(store, "D01", H1, TODAY)
    told = remark(joint, FUNDS)
    assert told.split("\n") == [
        "HND: sổ đếm 37; Báo cáo giấy số 12/BC-HND", "Tổng: sổ đếm 42; Báo cáo giấy số 12/BC-HND",
    ]  # fmt: skip
    keys = [piece.key for piece in pieces_of(told) if isinstance(piece, Figured)]
    assert keys == [f"A02/o{farmers}/counted", "A02/counted"]
    assert set(keys) <= joint.figures.counts.keys()
    theirs = next(d for d in previews(store, "D03", H1, TODAY) if "Nông dân" in d.to)
    assert remark(theirs, FUNDS) == "Sổ đếm 37; Báo cáo giấy số 12/BC-HND"


def test_the_span_tells_which_year_was_corrected_and_the_workbook_has_it(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    (plain,) = previews(store, "D02", SPAN, TODAY)
    assert remark(plain, FUNDS) == ""
    type_over(store, Period.parse("2022"), Overriding(Own("A02", None, None), number(2_000_000), "Sổ cũ"), TODAY)
    (span,) = previews(store, "D02", SPAN, TODAY)
    assert remark(span, FUNDS) == "2022: sổ đếm 0; Sổ cũ"
    write_tables(span.document, tmp_path / "bang.xlsx")
    sheet = load_workbook(tmp_path / "bang.xlsx").worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any("Ghi chú" in row for row in found)
    assert next(row for row in found if FUNDS in row)[-1] == "2022: sổ đếm 0; Sổ cũ"
