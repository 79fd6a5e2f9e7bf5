"""The paper on the screen: what it paints, and prints."""

import re
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from mttq_desktop.services.reports.screen import as_sheets
from mttq_desktop.ui.pages.reports_print import paint_pages
from mttq_desktop.ui.widgets.paper import Paper, PaperPreview
from mttq_desktop.word.model import Bar, Chart
from tests.word.letterheads import OFFICE, headed, own_letterhead
from tests.word.samples import documents


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

