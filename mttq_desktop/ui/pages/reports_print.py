"""The pages of a document on a printer, each on its own kind of page."""

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from mttq_desktop.errors import Refused
from mttq_desktop.services.reports import Drawn
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.paper_out import whole_pages
from mttq_desktop.ui.widgets.paper import PaperPreview


def print_pages(context: Context, drawn: Drawn, paper: PaperPreview, title: str) -> None:
    """Ask for a printer and print."""
    try:
        paper.refuse_lacking()
    except Refused as refusal:
        context.shell.explain(refusal)
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, paper)
    dialog.setWindowTitle("In văn bản")
    if dialog.exec():
        with whole_pages(drawn, paper) as pages:
            paint_pages(pages, printer)


def paint_pages(paper: PaperPreview, printer: QPrinter) -> None:
    """Paint every page; the margins are the document's own."""
    painter = QPainter()
    for number in range(paper.pages):
        size = paper.page_size(number)
        sideways = size.width() > size.height()
        turned = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
        printer.setFullPage(True)
        printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(0, 0, 0, 0)))
        if number:
            printer.newPage()
        else:
            painter.begin(printer)
        painter.save()
        scale = printer.width() / size.width()
        painter.scale(scale, scale)
        paper.paint_page(painter, number)
        painter.restore()
    painter.end()
