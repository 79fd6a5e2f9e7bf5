"""The preview says what the paper says, in HTML a rich-text view understands."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from PySide6.QtGui import QTextDocument

from mttq_desktop.word.page import LANDSCAPE, PORTRAIT
from mttq_desktop.word.petitions import d05_forwarding as d05
from mttq_desktop.word.preview import KEPT, sheets, to_html
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


def _lines(name: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of all its sheets as such a view keeps them, and whether each is bound to the next."""
    for sheet in sheets(EVERY[name]):
        view = QTextDocument()
        view.setHtml(sheet.html)
        block = view.begin()
        while block.isValid():
            yield block.text(), block.userState() == KEPT
            block = block.next()


def test_a_rich_text_view_knows_what_is_bound_to_what_follows(qapp: object) -> None:
    bound = {text for text, keep in _lines("D04") if keep}
    loose = {text for text, keep in _lines("D04") if not keep}
    assert {"BÁO CÁO", "I. TÌNH HÌNH TẬP HỢP", "Nơi nhận:", "KT. CHỦ TỊCH"} <= bound - loose
    assert {"Nguyễn Thị Mẫu", "STT", "Tổng cộng"} <= loose - bound


def test_a_line_without_words_is_there(qapp: object) -> None:
    said = [text for text, _ in _lines("joint")]
    assert said[said.index("Nguyễn Văn Một") - 1] == "\N{NO-BREAK SPACE}", "his neighbour's office takes one line more"


def test_blanks_for_a_day_written_by_hand_are_as_wide_as_on_paper(qapp: object) -> None:
    text = QTextDocument()
    text.setHtml(to_html(replace(joint(), head=replace(joint().head, day=None))))
    assert "ngày      tháng      năm" in text.toPlainText().replace("\N{NO-BREAK SPACE}", " ")


def test_markup_in_text_is_text() -> None:
    html = to_html(EVERY["D05"])
    assert "Sở TN&amp;MT" in html
    assert "&lt;A&gt;" in html


def test_a_rich_text_view_lays_it_out(qapp: object) -> None:
    view = QTextDocument()
    view.setDocumentMargin(0)
    view.setHtml(sheets(EVERY["D06"])[0].html)
    view.setTextWidth(624)
    assert "Kính gửi: Sở Giao thông vận tải" in view.toPlainText()
    assert view.idealWidth() <= 630
