"""A list on paper: the shown columns, A4 across, the heading repeated on every page."""

from html import escape

from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from mttq_desktop.ui.table import Mark, RecordTable

MOST_PRINTED = 5_000


def page_of(table: RecordTable, title: str, remark: str) -> str:
    """The list as HTML: rows as they stand, states in words."""
    model, shown = table.model, table.columns.shown()
    rows = model.texts(range(min(len(model.ids), MOST_PRINTED)))
    head = "".join(f"<th>{escape(model.columns[i].title)}</th>" for i in shown)
    lines = []
    for cells in rows:
        words = (c.text if isinstance(c, Mark) else c for c in (cells[i] for i in shown))
        lines.append("<tr>" + "".join(f"<td>{escape(w)}</td>" for w in words) + "</tr>")
    return (
        f"<h3>{escape(title)}</h3><p>{escape(remark)}</p>"
        f'<table border="1" cellspacing="0" cellpadding="3" width="100%"><thead><tr>{head}</tr></thead>'
        f"{''.join(lines)}</table>"
    )


def print_table(table: RecordTable, title: str, remark: str) -> None:
    """Ask for a printer and print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, table)
    dialog.setWindowTitle("In danh sách")
    if dialog.exec():
        document = QTextDocument()
        document.setHtml(page_of(table, title, remark))
        document.print_(printer)
