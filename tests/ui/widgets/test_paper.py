"""The paper on the screen: what it paints, and prints."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from mttq_desktop.errors import Refused
from mttq_desktop.services.reports.screen import as_sheets
from mttq_desktop.ui.pages.reports_print import paint_pages
from mttq_desktop.ui.widgets.paper import Paper, PaperPreview
from mttq_desktop.word.docx import save
from mttq_desktop.word.model import Bar, Chart, Document
from tests.word.letterheads import OFFICE, headed, metafile, own_letterhead, png, saved, with_other_picture
from tests.word.papers.every import papers
from tests.word.reading import MADE
from tests.word.samples import documents

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
                    found.setdefault(word, (top + base) / unit)
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
    spot, step = preview.spots()[0], 2
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
        assert text.size().width() <= text.pageSize().width() + 1
