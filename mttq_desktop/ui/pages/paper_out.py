"""A document of the preview into PDF or Excel: by Word or LibreOffice where there is one, else the pages as seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from mttq_desktop.errors import NotWritable, Refused, Trouble
from mttq_desktop.services.reports import Drawn
from mttq_desktop.services.reports.pdf import converter, write_pdf
from mttq_desktop.services.reports.screen import as_sheets, is_shortened
from mttq_desktop.services.reports.workbook import write_tables
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.widgets.laid import Paper
from mttq_desktop.ui.widgets.paper import PaperPreview

PDF, EXCEL = (("PDF", "*.pdf"),), (("Bảng tính Excel", "*.xlsx"),)


@dataclass(frozen=True)
class Teller:
    """How a page or dialog says what came of it: a file that was written, or a trouble."""

    saved: Callable[[str, Path], object]
    failed: Callable[[Trouble], object]


def pdf_to(context: Context, drawn: Drawn, paper: PaperPreview, out: Path, tell: Teller) -> None:
    """Write the document as PDF off the window's thread; without such a program, the pages of the preview at once."""
    by, today = converter(), context.today()
    if by is None:
        _pages_to(drawn, paper, out, tell)
        return
    context.jobs.do(
        f"{by.name} đang tạo “{out.name}”", lambda progress: write_pdf(drawn.document, out, today, by, progress),
        lambda path: tell.saved(f"Đã lưu “{path.name}”.", path), tell.failed,
    )  # fmt: skip


def _pages_to(drawn: Drawn, paper: PaperPreview, out: Path, tell: Teller) -> None:
    try:
        paper.refuse_lacking()
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_pages(drawn, paper) as pages:
            pages.write_pdf(out)
    except Refused as refusal:
        tell.failed(refusal)
    except OSError:
        advice = "Kiểm tra tệp có đang mở ở chương trình khác, thư mục có ghi được không, rồi lưu lại."
        tell.failed(NotWritable(f"Không ghi được “{out}”.", advice))
    else:
        tell.saved(f"Đã lưu “{out.name}”.", out)


@contextmanager
def whole_pages(drawn: Drawn, paper: PaperPreview) -> Iterator[PaperPreview]:
    """The pages with every row of the tables: those of the preview, which shows the beginning of long ones, or others.

    A table of thousands of rows takes a while, during which the pointer waits.
    """
    if not is_shortened(drawn.document):
        yield paper
        return
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        pages = PaperPreview()
        pages.show_parts(Paper.of(as_sheets(drawn.document, whole=True)))
        yield pages
    finally:
        QGuiApplication.restoreOverrideCursor()


def excel_to(context: Context, drawn: Drawn, out: Path, tell: Teller) -> None:
    """Write the document's tables as a workbook."""
    context.jobs.do(
        f"Xuất bảng ra {out.name}", lambda _: write_tables(drawn.document, out),
        lambda count: tell.saved(f"Đã xuất {whole(count)} bảng ra “{out.name}”.", out), tell.failed,
    )  # fmt: skip
