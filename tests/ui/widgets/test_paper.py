"""The paper on the screen: what it paints, and prints."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path
from statistics import mean
from unicodedata import normalize

import docx
import pytest
from docx.shared import Mm, Pt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTextTable
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from mttq_desktop.errors import Refused
from mttq_desktop.services.reports.screen import as_sheets
from mttq_desktop.ui.pages.reports_print import paint_pages
from mttq_desktop.ui.widgets.laid import FINE, Laid, Paper, lay
from mttq_desktop.ui.widgets.paper import PaperPreview
from mttq_desktop.word.docx import save
from mttq_desktop.word.metrics import width
from mttq_desktop.word.model import Align, Bar, Chart, Column, Document, Figured, Heading, Part, Table
from tests.word.letterheads import OFFICE, headed, metafile, own_letterhead, png, saved, with_other_picture
from tests.word.papers.every import papers
from tests.word.reading import MADE
from tests.word.samples import documents
from tests.word.test_rendering import rendered

SOFFICE, TO_TEXT = shutil.which("soffice"), shutil.which("pdftotext")


def test_the_letterhead_of_the_office_stands_above_the_first_page(dressed: QApplication) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(headed(own_letterhead()))))
    picture = preview.picture(0, 400)
    colours = {picture.pixelColor(x, y).name() for x in range(0, 200, 4) for y in range(20, 120, 4)}
    assert QColor(200, 16, 32).name() in colours
    first, *others = preview._laid
    assert first.head is not None
    assert OFFICE in first.head.toPlainText()
    assert [part.head for part in others] == [None] * len(others)


def test_a_frame_stands_for_a_picture_that_only_word_draws(dressed: QApplication) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(headed(with_other_picture(metafile())))))
    picture = preview.picture(0, 2100)
    grey = [picture.pixelColor(x, y).lightness() for x in range(310, 690) for y in range(110, 290)]
    assert min(grey) < 100, "words and an edge"
    assert sum(light > 240 for light in grey) > len(grey) * 0.8, "on white, not the black square of the file"
    with pytest.raises(Refused, match="chỉ có trong tệp Word"):
        preview.refuse_lacking()
    preview.show_parts(Paper.of(as_sheets(headed(own_letterhead()))))
    preview.refuse_lacking()


def small() -> bytes:
    """A letterhead that fits into the margin of the page."""
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].add_run(OFFICE).font.size = Pt(9)
    return saved(paper)


def tall() -> bytes:
    """A letterhead that pushes the text down."""
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(png()), Mm(150), Mm(35))
    paper.sections[0].header.add_paragraph(OFFICE)
    return saved(paper)


@pytest.mark.skipif(not (SOFFICE and TO_TEXT), reason="LibreOffice or pdftotext is not installed")
@pytest.mark.parametrize("made", [own_letterhead, small, tall])
def test_the_letterhead_and_the_text_stand_as_high_as_on_paper(
    dressed: QApplication, tmp_path: Path, made: Callable[[], bytes]
) -> None:
    document = headed(made())
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(document)))
    on_screen, on_paper = _on_screen(preview), _on_paper(document, tmp_path)
    for word in WORDS:
        assert abs(on_screen[word] - on_paper[word]) < 2, (word, on_screen[word], on_paper[word])


WORDS = ("MẶT", "CỘNG", "Độc", "Số:", "TRÌNH")
"""Of the letterhead, the nation, the motto, the number, the title."""


def _on_paper(document: Document, folder: Path) -> dict[str, float]:
    """How far from the upper edge words of the first page stand, in mm."""
    save(document, folder / "a.docx", MADE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [str(SOFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(folder / "a.docx")], capture_output=True, check=True, timeout=200)
    read = [str(TO_TEXT), "-l", "1", "-bbox", str(folder / "a.pdf"), "-"]
    told = subprocess.run(read, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
    lowest = re.findall(r'yMax="([\d.]+)">([^<]*)<', told)
    return {word: float(y) * 25.4 / 72 for y, word in reversed(lowest)}


def _on_screen(preview: PaperPreview) -> dict[str, float]:
    laid, unit = preview._laid[0], preview.logicalDpiX() / 25.4
    assert laid.head is not None
    found: dict[str, float] = {}
    for text, top in ((laid.head, laid.head_top), (laid.text, laid.margins.top())):
        block = text.begin()
        while block.isValid():
            for word in WORDS:
                if (at := block.text().find(word)) >= 0:
                    line = block.layout().lineForTextPosition(at)
                    base = text.documentLayout().blockBoundingRect(block).top() + line.y() + line.height()
                    found.setdefault(word, (top + base / FINE) / unit)
            block = block.next()
    return found


def test_every_page_is_printed_on_its_own_kind_of_page(dressed: QApplication, tmp_path: Path) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(headed(own_letterhead()))))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    paint_pages(preview, printer)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", (tmp_path / "in.pdf").read_bytes())
    assert len(boxes) == preview.pages
    upright = [float(width) < float(height) for width, height in boxes]
    assert upright == [preview.page_size(n).width() < preview.page_size(n).height() for n in range(preview.pages)]
    assert {*upright} == {True, False}


def test_the_bars_of_a_chart_are_figures_where_they_are_painted(dressed: QApplication) -> None:
    bar = Bar("Tổ chức", (6, 2), keys=("rose", "not_yet"), key="all")
    chart = Chart("Số hộ", ("Đã thoát nghèo", "Chưa thoát nghèo"), (bar,))
    preview = PaperPreview()
    preview.resize(900, 700)
    preview.show_parts(Paper.of(as_sheets(replace(documents()["D08"], parts=(chart,), annexes=()))))
    spot, step = preview.spots()[0], 3
    found: dict[str, list[QPointF]] = {}
    for y in range(round(spot.top()), round(spot.bottom()), step):
        for x in range(round(spot.left()), round(spot.right()), step):
            if key := preview.figure_at(QPointF(x, y)):
                found.setdefault(key, []).append(QPointF(x, y))
    assert set(found) == {"rose", "not_yet", "all"}
    first = found["rose"]
    picture = preview.picture(0, round(spot.width()))
    painted = (picture.pixelColor((point - spot.topLeft()).toPoint()).lightness() for point in first)
    inside = sum(light < 90 for light in painted)
    assert inside > len(first) * 0.7, "the first part of a bar is black, and only there it opens"
    assert len(first) > 2 * len(found["not_yet"])


@pytest.mark.parametrize("code", ["D01", "D02", "D03", "D04", "D07", "D08", "D10"])
def test_no_table_is_wider_than_its_page(dressed: QApplication, code: str) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets((documents() | papers())[code])))
    annexes = [laid.text for laid in preview._laid if laid.page.width() > laid.page.height()]
    assert annexes
    for text in annexes:
        assert text.size().width() <= text.textWidth() + FINE


@pytest.mark.skipif(not (SOFFICE and TO_TEXT), reason="LibreOffice or pdftotext is not installed")
def test_documents_have_as_many_pages_as_on_paper(dressed: QApplication, tmp_path: Path) -> None:
    chosen = documents() | {code: paper for code, paper in papers().items() if code in ("D01", "D03", "D10", "D20")}
    on_paper, preview = rendered(chosen, tmp_path), PaperPreview()
    for code, document in chosen.items():
        preview.show_parts(Paper.of(as_sheets(document)))
        assert (code, preview.pages) == (code, len(on_paper[code]))


@pytest.mark.parametrize("points", [11, 12, 13, 14])
def test_letters_are_as_wide_as_on_paper(dressed: QApplication, points: int) -> None:
    said = "Thực hiện Chương trình phối hợp giữa Ủy ban"
    laid = lay(Paper(f'<p style="font-size:{points}pt">{said}</p>'), 96 / 25.4)
    block = laid.text.begin()
    wide = block.layout().lineAt(0).naturalTextWidth() / FINE * 25.4 / 96
    assert wide == pytest.approx(width(said, points), rel=0.005)


def listed(rows: int = 60, said: str = "") -> Document:
    """A document with a table over several pages, a figure in every row."""
    columns = (Column("TT", 10), Column("Nội dung", 80), Column("Số", 20, Align.RIGHT))
    table = Table(columns, tuple((str(n), said, Figured("8888", f"figure{n}")) for n in range(rows)))
    return replace(documents()["D08"], parts=(table,), annexes=())


def _keys(preview: PaperPreview, number: int) -> dict[str, list[QPointF]]:
    """The figures of a page and where they open, from the corner of the page."""
    spot, found = preview.spots()[number], dict[str, list[QPointF]]()
    for y in range(round(spot.top()), round(spot.bottom()), 2):
        for x in range(round(spot.center().x()), round(spot.right()), 3):
            if key := preview.figure_at(QPointF(x, y)):
                found.setdefault(key, []).append(QPointF(x, y) - spot.topLeft())
    return found


def test_a_figure_below_a_repeated_header_opens_where_it_is_painted(dressed: QApplication) -> None:
    preview = PaperPreview()
    preview.resize(900, 700)
    preview.show_parts(Paper.of(as_sheets(listed())))
    first, second = _keys(preview, 0), _keys(preview, 1)
    assert [*first, *second] == [f"figure{n}" for n in range(len(first) + len(second))]
    assert preview._laid[0].pages[1].head is not None
    picture = preview.picture(1, round(preview.spots()[1].width()))
    for key in (*second,)[:5]:
        spots = [spot.toPoint() for spot in second[key]]
        ink = [spot.y() for spot in spots if picture.pixelColor(spot).lightness() < 160]
        assert len(ink) > len(spots) / 10, (key, "letters lie where it opens")
        high, low = min(spot.y() for spot in spots), max(spot.y() for spot in spots)
        assert abs(mean(ink) - (high + low) / 2) < (low - high) / 4, (key, "and in the middle of it")


def test_nothing_opens_in_the_margins(dressed: QApplication) -> None:
    preview = PaperPreview()
    preview.resize(900, 700)
    preview.show_parts(Paper.of(as_sheets(listed())))
    laid, spot = preview._laid[0], preview.spots()[1]
    scale = preview.scale_of(1)
    keys = [key for key, points in _keys(preview, 1).items() for point in points
            if not laid.margins.top() <= point.y() / scale <= laid.page.height() - laid.margins.bottom()]  # fmt: skip
    assert not keys
    assert not preview.figure_at(QPointF(spot.center().x(), spot.top() + 2))


def _ruled(picture: QImage) -> list[int]:
    """How far from the top a rule crosses the page."""
    xs = range(picture.width() // 3, picture.width() // 2)
    dark = [all(picture.pixelColor(x, y).lightness() < 200 for x in xs) for y in range(picture.height())]
    return [y for y, (above, here) in enumerate(pairwise(dark)) if here and not above]


@pytest.mark.parametrize("width", [300, 430, 793, 1500])
@pytest.mark.parametrize("said", ["", "Rất dài. " * 2_000], ids=["rows", "a row taller than pages"])
def test_a_table_is_closed_at_the_foot_of_a_page_and_opened_on_the_next(
    dressed: QApplication, width: int, said: str
) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(listed(80 if not said else 1, said))))
    laid = preview._laid[0]
    scale = width / laid.page.width()
    for number in (1, 2) if said else (1,):
        page, rules = laid.pages[number], _ruled(preview.picture(number, width))
        head, top, fine = page.head, laid.margins.top() * scale, scale / FINE
        assert head is not None
        ends = (top, top + head.length * fine, top + (page.down + page.bottom - page.top) * fine)
        for end in ends:
            assert any(abs(rule - end) < 2 + scale for rule in rules), (number, end, rules)


def test_page_numbers_are_as_large_on_fine_dots(dressed: QApplication) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(listed())))
    assert _number_ink(preview, 96) == pytest.approx(_number_ink(preview, 1_200), rel=0.2)


def test_an_annex_is_numbered_apart_and_its_first_page_not_at_all(dressed: QApplication) -> None:
    preview = PaperPreview()
    long = Table((Column("TT", 10),), tuple((str(n),) for n in range(80)))
    annex = replace(documents()["D08"].annexes[0], parts=(long,))
    preview.show_parts(Paper.of(as_sheets(replace(documents()["D08"], annexes=(annex,)))))
    own = len(preview._laid[0].pages)
    assert preview.pages > own + 1
    assert _number_ink(preview, 96, own) == 0
    assert _number_ink(preview, 96, own + 1) > 0


def test_years_of_a_heading_stay_on_one_line(dressed: QApplication) -> None:
    parts = tuple(Heading(0, f"Phần thứ hai: Kết quả {'của ' * n}giai đoạn 2020 - 2025") for n in range(1, 16))
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(replace(documents()["D08"], parts=parts, annexes=()))))
    block, lines = preview._laid[0].text.begin(), list[str]()
    while block.isValid():
        found = (block.layout().lineAt(n) for n in range(block.layout().lineCount()))
        lines += [block.text()[x.textStart() : x.textStart() + x.textLength()].strip() for x in found]
        block = block.next()
    assert sum("2025" in line for line in lines) == len(parts)
    assert all("2020" in line for line in lines if "2025" in line)


def _number_ink(preview: PaperPreview, dots: int, page: int = 1) -> float:
    """How much of the upper margin is black on a device of so many dots an inch."""
    made = QImage(800, 74, QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(round(dots / 0.0254))
    made.setDotsPerMeterY(round(dots / 0.0254))
    made.fill(QColor("white"))
    painter = QPainter(made)
    preview.paint_page(painter, page)
    painter.end()
    return sum(255 - made.pixelColor(x, y).lightness() for x in range(0, 800) for y in range(74)) / 255


@pytest.mark.skipif(not TO_TEXT, reason="pdftotext is not installed")
@pytest.mark.parametrize("code", ["D02", "D04", "D10"])
def test_all_pages_together_say_all_and_repeat_headers_alone(
    dressed: QApplication, tmp_path: Path, code: str
) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(_without_charts((documents() | papers())[code]))))
    preview.write_pdf(tmp_path / "a.pdf")
    read = [str(TO_TEXT), "-raw", str(tmp_path / "a.pdf"), "-"]
    told = subprocess.run(read, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
    said, expected = _letters(told), _letters("".join(laid.text.toPlainText() for laid in preview._laid))
    for laid in preview._laid:
        for number in range(2, len(laid.pages) + 1):
            expected += _letters(str(number))
        for page in laid.pages:
            expected += _letters(_header(laid)) if page.head is not None else Counter()
    assert said - expected == Counter()
    assert expected - said == Counter()


def _without_charts(document: Document) -> Document:
    """Words in charts are painted, they stand in no text."""
    def words(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(part for part in parts if not isinstance(part, Chart))

    annexes = tuple(replace(annex, parts=words(annex.parts)) for annex in document.annexes)
    return replace(document, parts=words(document.parts), annexes=annexes)


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in normalize("NFC", text) if not letter.isspace() and letter.isprintable())


def _header(laid: Laid) -> str:
    """What stands in the header rows of its table."""
    (table,) = (t for t in laid.text.rootFrame().childFrames() if isinstance(t, QTextTable)
                and t.format().headerRowCount())  # fmt: skip
    places = product(range(table.format().headerRowCount()), range(table.columns()))
    starts = {table.cellAt(row, column).firstPosition() for row, column in places}
    return "".join(laid.text.findBlock(start).text() for start in starts)


def test_what_was_shown_before_is_let_go(dressed: QApplication) -> None:
    preview, gone = PaperPreview(), list[bool]()
    preview.show_parts(Paper.of(as_sheets(listed())))
    preview._laid[0].text.destroyed.connect(lambda: gone.append(True))
    preview.show_parts(Paper.of(as_sheets(listed())))
    assert gone == [True]
