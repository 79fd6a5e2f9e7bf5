"""The pages of the documents' preview: every row whole, headers repeated, headings with their text, nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

import pytest
from PySide6.QtGui import QTextBlock, QTextDocument, QTextFrame, QTextTable
from PySide6.QtWidgets import QApplication

from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import previews
from mttq_desktop.services.reports.screen import KEPT, as_sheets
from mttq_desktop.store.database import Database
from mttq_desktop.ui.widgets.laid import FINE, Laid, Paper, lay
from mttq_desktop.ui.widgets.pages import Span, paginate
from mttq_desktop.ui.widgets.pieces import pieces_of
from mttq_desktop.word.model import Column, Document, GroupRow, Paragraph, Table
from tests.word.letterheads import headed, own_letterhead
from tests.word.papers.every import bare_papers, papers
from tests.word.samples import crowded, documents, joint
from tests.word.test_rendering import headings

SENTENCE = " Đề nghị các cơ quan có thẩm quyền xem xét, giải quyết dứt điểm, trả lời bằng văn bản."
EVERY = documents() | papers() | {"joint": joint(), "crowded": crowded(), "letterhead": headed(own_letterhead())}
EVERY |= {f"empty {code}": paper for code, paper in bare_papers().items()}
EVERY |= {f"long {times} {code}": paper for times in (3, 7) for code, paper in papers(SENTENCE * times).items()}
UNIT = 96 / 25.4
PERIODS = {"D01": "2023", "D02": "2020-2025", "D03": "2024-H1", "D04": "2023", "D08": "2023"}


def laid_out(document: Document) -> list[Laid]:
    """Its sheets on their pages."""
    return [lay(part, UNIT) for part in Paper.of(as_sheets(document))]


def blocks(text: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs in which something is written."""
    block = text.begin()
    while block.isValid():
        if block.text().strip():
            yield block
        block = block.next()


def lines(text: QTextDocument, block: QTextBlock) -> list[Span]:
    """Where the letters of its lines stand."""
    top, layout = text.documentLayout().blockBoundingRect(block).top(), block.layout()
    found = (layout.lineAt(n) for n in range(layout.lineCount()))
    return [Span(top + line.y(), top + line.y() + line.height()) for line in found]


def pages_of(laid: Laid, block: QTextBlock) -> list[int]:
    """The page of each of its lines, which stands there whole and on no other."""
    found = []
    for line in lines(laid.text, block):
        pages = [n for n, page in enumerate(laid.pages) if page.top < line.end - 0.5 and line.start + 0.5 < page.bottom]
        assert len(pages) == 1, (block.text(), line, "a line stands on one page")
        (number,) = pages
        page = laid.pages[number]
        assert page.top - 0.5 <= line.start, block.text()
        assert line.end <= page.bottom + 0.5, block.text()
        found.append(number)
    return found


def tables(frame: QTextFrame) -> Iterator[QTextTable]:
    """Every table that stands in no other one."""
    yield from (child for child in frame.childFrames() if isinstance(child, QTextTable))


def rows(laid: Laid, table: QTextTable) -> Iterator[tuple[int, list[QTextBlock]]]:
    """The number of each row and what is written in it."""
    found: dict[int, list[QTextBlock]] = {}
    for block in blocks(laid.text):
        cell = table.cellAt(block.position())
        if cell.isValid():
            found.setdefault(cell.row(), []).append(block)
    yield from found.items()


def assert_well_paged(document: Document) -> None:
    """No row is parted that fits a page with its header, every header is repeated, no heading stands alone."""
    titles = headings(document)
    for laid in laid_out(document):
        assert_whole_rows(laid)
        assert_bound(laid, titles)
        for block in blocks(laid.text):
            pages_of(laid, block)
        height = (laid.page.height() - laid.margins.top() - laid.margins.bottom()) * FINE
        assert all(page.down + page.bottom - page.top <= height + 0.5 for page in laid.pages)


def assert_whole_rows(laid: Laid) -> None:
    """Row by row."""
    height = (laid.page.height() - laid.margins.top() - laid.margins.bottom()) * FINE
    for table in tables(laid.text.rootFrame()):
        head_end, started, bound = table.format().headerRowCount(), -1, 0.0
        for row, written in rows(laid, table):
            pages = {page for block in written for page in pages_of(laid, block)}
            spans = [line for block in written for line in lines(laid.text, block)]
            tall = max(s.end for s in spans) - min(s.start for s in spans)
            assert len(pages) == 1 or bound + tall + laid.pages[max(pages)].down > height, (row, written[0].text())
            bound = tall if all(block.userState() == KEPT for block in written) else 0.0
            if head_end and row >= head_end:
                assert all(laid.pages[page].head is not None for page in pages if page > started)
            elif head_end:
                started = max(pages)


def assert_bound(laid: Laid, titles: set[str]) -> None:
    """What is bound to the next line, as titles are, stands on its page; no line of a paragraph stands alone."""
    every = list(blocks(laid.text))
    for block, below in zip_longest(every, every[1:]):
        if laid.text.frameAt(block.position()) is not laid.text.rootFrame():
            continue
        pages = pages_of(laid, block)
        if (block.userState() == KEPT or "".join(block.text().split()) in titles) and below is not None:
            assert pages[-1] == pages_of(laid, below)[0], block.text()
        assert len({*pages}) == 1 or min(pages.count(page) for page in pages) > 1, ("a line alone", block.text())


@pytest.mark.parametrize("name", sorted(EVERY))
def test_every_document_is_cut_where_word_cuts_it(dressed: QApplication, name: str) -> None:
    assert_well_paged(EVERY[name])


def test_all_twenty_six_are_looked_at() -> None:
    assert {f"D{n:02}" for n in range(1, 27)} <= set(EVERY)


@pytest.mark.parametrize("code", sorted(PERIODS))
def test_reports_of_the_practice_province_too(dressed: QApplication, practice: Database, code: str) -> None:
    drawn = previews(practice, code, Period.parse(PERIODS[code]), date(2024, 4, 5))
    assert_well_paged(drawn[0].document)


@pytest.fixture(scope="module")
def practice(practice_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The practice province, only read."""
    path = tmp_path_factory.mktemp("pieces") / practice_file.name
    path.write_bytes(practice_file.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()


# ── what Qt lays out ─────────────────────────────────────────────────────────

COLUMNS = (Column("TT", 10), Column("Nội dung", 60, group="Chung"), Column("Ghi chú", 30, group="Chung"))


def with_table(*rows: tuple[str, str, str] | GroupRow, before: int = 0) -> Laid:
    """A document with such a table below some lines, its first sheet."""
    text = tuple(Paragraph("Dòng chữ.") for _ in range(before))
    document = replace(documents()["D08"], parts=(*text, Table(COLUMNS, rows)), annexes=(), look=None)
    return laid_out(document)[0]


def test_both_header_rows_are_above_each_page(dressed: QApplication) -> None:
    laid = with_table(*(("1", "Hai\ndòng", "") for _ in range(80)))
    first, *others = laid.pages
    assert first.head is None
    table = list(tables(laid.text.rootFrame()))[2]
    assert table.format().headerRowCount() == 2
    captions = [line for row in (0, 1) for column in range(3)
                for line in lines(laid.text, table.cellAt(row, column).firstCursorPosition().block())]  # fmt: skip
    for page in others[:-1]:
        assert page.head is not None
        assert all(page.head.start < line.start < line.end < page.head.end for line in captions)


def test_columns_below_one_title_keep_their_own_widths(dressed: QApplication) -> None:
    columns = (Column("Nội dung", 90), Column("MTTQ", 20, group="Tổ chức"), Column("LĐLĐ", 40, group="Tổ chức"))
    document = replace(joint(), parts=(Table(columns, [("1", "2", "1.362,25")]),))
    laid = laid_out(document)[0]
    table = next(t for t in tables(laid.text.rootFrame()) if t.format().headerRowCount())
    constraints = table.format().columnWidthConstraints()
    assert constraints[2].rawValue() == pytest.approx(2 * constraints[1].rawValue(), rel=0.05)


def test_a_row_taller_than_a_page_goes_on_at_a_line(dressed: QApplication) -> None:
    laid = with_table(("1", "Ngắn", ""), ("2", SENTENCE * 60, "Ghi"), ("3", "Cuối", ""))
    first, second, *_ = laid.pages
    assert first.closed is not None
    assert second.opened == first.closed
    assert second.head is not None
    (tall,) = (block for block in blocks(laid.text) if block.text().startswith(SENTENCE.strip()))
    pages = pages_of(laid, tall)
    assert {0, 1} <= {*pages}, "it begins below the short row"
    assert min(pages.count(page) for page in {*pages}) >= 2


def test_the_name_of_a_group_goes_with_its_first_row(dressed: QApplication) -> None:
    for before in range(4, 28):
        laid = with_table(("1", "Một", ""), GroupRow("NHÓM"), ("2", "Bốn\ndòng\nở\nđây", ""), before=before)
        found = {block.text(): pages_of(laid, block)[0] for block in blocks(laid.text)}
        assert found["NHÓM"] == found["2"]


def test_the_table_begins_below_its_text_with_a_row(dressed: QApplication) -> None:
    starts = set()
    for before in range(4, 28):
        laid = with_table(("1", "Một", ""), ("2", "Hai", ""), before=before)
        found = {block.text(): pages_of(laid, block)[0] for block in blocks(laid.text)}
        assert found["TT"] == found["1"], "a header never stands alone"
        starts.add(found["1"])
    assert starts == {0, 1}


def pieces(html: str, height: float = 200) -> tuple[QTextDocument, list[Span]]:
    """A text and the pages it is cut into."""
    text = QTextDocument()
    text.setHtml(html)
    text.setTextWidth(300)
    return text, [Span(page.top, page.bottom) for page in paginate(pieces_of(text, height), height)]


def test_rows_joined_by_a_cell_stay_together(dressed: QApplication) -> None:
    joined = '<tr><td rowspan="3">a<br/>b<br/>c</td><td>d</td></tr><tr><td>e</td></tr><tr><td>f</td></tr>'
    text, pages = pieces(f'<p>{"x<br/>" * 8}</p><table border="1">{joined}</table>')
    assert len(pages) == 2
    (first,) = (block for block in blocks(text) if block.text().startswith("a"))
    assert all(line.start > pages[1].start for line in lines(text, first))


def test_joined_rows_taller_than_a_page_are_cut_where_no_cell_has_a_line(dressed: QApplication) -> None:
    tall = "<br/>".join("abcdefghijklmnopqrstuv")
    text, pages = pieces(f'<table border="1"><tr><td rowspan="2">{tall}</td><td>d</td></tr><tr><td>e</td></tr></table>')
    assert len(pages) > 1
    for block in blocks(text):
        for line in lines(text, block):
            assert sum(page.start <= line.start < line.end <= page.end for page in pages) == 1


def test_forced_breaks_are_kept(dressed: QApplication) -> None:
    text, pages = pieces(
        '<p>a</p><p style="page-break-before:always">b</p>'
        '<table style="page-break-before:always"><tr><td>c</td></tr></table>'
    )
    tops = [lines(text, block)[0].start for block in blocks(text)]
    assert [next(n for n, p in enumerate(pages) if p.start <= top < p.end) for top in tops] == [0, 1, 2]


def test_what_qt_adds_behind_a_table_makes_no_page(dressed: QApplication) -> None:
    for count in range(1, 12):
        _, pages = pieces(f'<table border="1">{"<tr><td>a</td></tr>" * count}</table>', height=100)
        _, with_text = pieces(f'<table border="1">{"<tr><td>a</td></tr>" * count}</table><p>b</p>', height=100)
        assert len(pages) <= len(with_text)
        assert all(page.length > 10 for page in pages)
