"""The paper on the screen: what it paints, and prints."""

import re
from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from mttq_desktop.services.reports.screen import as_sheets
from mttq_desktop.ui.pages.reports_print import paint_pages
from mttq_desktop.ui.widgets.paper import Paper, PaperPreview
from tests.word.letterheads import OFFICE, headed, own_letterhead


def test_the_letterhead_of_the_office_stands_above_the_first_page(dressed: QApplication) -> None:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(headed(own_letterhead()))))
    picture = preview.picture(0, 400)
    colours = {picture.pixelColor(x, y).name() for x in range(0, 200, 4) for y in range(20, 120, 4)}
    assert QColor(200, 16, 32).name() in colours
    assert OFFICE in preview._laid[0].text.toPlainText()
    assert OFFICE not in preview._laid[1].text.toPlainText()


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
