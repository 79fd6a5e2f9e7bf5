"""The preview says what the paper says, in HTML a rich-text view understands."""

from html.parser import HTMLParser

import pytest

from mttq_desktop.word.page import LANDSCAPE, PORTRAIT
from mttq_desktop.word.petitions import d05_forwarding as d05
from mttq_desktop.word.preview import sheets, to_html
from tests.word.reading import opened
from tests.word.samples import documents, forwarding, joint, wording

EVERY = documents() | {"joint": joint()}


class _Text(HTMLParser):
    """The words of a page, and whether every tag that opens is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.mark.parametrize("name", sorted(EVERY))
def test_screen_and_paper_say_the_same(name: str) -> None:
    text = _Text(to_html(EVERY[name]))
    assert not text.open
    paper = opened(EVERY[name])
    said = "".join(text.words)
    for paragraph in paper.paragraphs:
        assert "".join(paragraph.text.split()) in said
    for table in paper.tables:
        for row in table.rows:
            for cell in row.cells:
                assert all("".join(p.text.split()) in said for p in cell.paragraphs)


def test_every_annex_is_a_sheet_of_its_own() -> None:
    assert [sheet.page for sheet in sheets(EVERY["D04"])] == [PORTRAIT, LANDSCAPE, LANDSCAPE, LANDSCAPE]


def test_a_long_table_says_how_many_rows_follow() -> None:
    document = d05.document(forwarding(1300), wording())
    html = sheets(document)[1].html
    assert "còn 1.200 dòng" in html
    assert html.count("KN-2024-Q1-") == 100


def test_markup_in_text_is_text() -> None:
    html = to_html(EVERY["D05"])
    assert "Sở TN&amp;MT" in html
    assert "&lt;A&gt;" in html


def test_a_rich_text_view_lays_it_out(qapp: object) -> None:
    from PySide6.QtGui import QTextDocument

    view = QTextDocument()
    view.setDocumentMargin(0)
    view.setHtml(sheets(EVERY["D06"])[0].html)
    view.setTextWidth(624)
    assert "Kính gửi: Sở Giao thông vận tải" in view.toPlainText()
    assert view.idealWidth() <= 630
