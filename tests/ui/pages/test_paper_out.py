"""A document leaves the preview whole: on paper and in a PDF stand all rows of its tables, on screen the first ones."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from mttq_desktop.errors import Trouble
from mttq_desktop.services.reports import Drawn
from mttq_desktop.services.reports.drawing import Frozen
from mttq_desktop.services.reports.screen import as_sheets
from mttq_desktop.store.database import Database
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.pages.paper_out import Teller, pdf_to, whole_pages
from mttq_desktop.ui.pages.reports_print import paint_pages
from mttq_desktop.ui.widgets.laid import Paper
from mttq_desktop.ui.widgets.paper import PaperPreview
from mttq_desktop.word.petitions import d05_forwarding as d05
from tests.ui.pages.test_papers_dialog import Told
from tests.word.samples import forwarding, wording

ROWS, FEW = 130, 3


@pytest.fixture
def context(store: Database, dressed: QApplication) -> Iterator[Context]:
    jobs = Jobs()
    yield Context(store, jobs, lambda: date(2024, 4, 5), Told())
    assert jobs.stop()


def _drawn(rows: int) -> Drawn:
    return Drawn("D05", d05.document(forwarding(rows), wording()), Frozen.of(()))


def _preview(drawn: Drawn) -> PaperPreview:
    preview = PaperPreview()
    preview.show_parts(Paper.of(as_sheets(drawn.document)))
    return preview


def _pages_in(pdf: Path) -> int:
    return len(re.findall(rb"/MediaBox", pdf.read_bytes()))


def _said(paper: PaperPreview) -> str:
    return "\n".join(laid.text.toPlainText() for laid in paper._laid)


def test_the_preview_shows_the_beginning_and_paper_everything(dressed: QApplication) -> None:
    drawn = _drawn(ROWS)
    preview = _preview(drawn)
    assert "… còn 30 dòng, xem trong tệp Word." in _said(preview)
    assert f"KN-2024-Q1-{ROWS:04d}" not in _said(preview)
    with whole_pages(drawn, preview) as pages:
        assert pages.pages > preview.pages
        assert all(f"KN-2024-Q1-{n:04d}" in _said(pages) for n in range(1, ROWS + 1))
        assert "xem trong tệp Word" not in _said(pages)
    assert QApplication.overrideCursor() is None


def test_a_short_document_is_laid_out_once(dressed: QApplication) -> None:
    drawn = _drawn(FEW)
    preview = _preview(drawn)
    with whole_pages(drawn, preview) as pages:
        assert pages is preview


def test_printed_and_saved_are_all_rows(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # neither Word nor LibreOffice
    drawn = _drawn(ROWS)
    preview = _preview(drawn)
    saved: list[Path] = []
    troubles: list[Trouble] = []
    pdf_to(context, drawn, preview, tmp_path / "a.pdf", Teller(lambda _, path: saved.append(path), troubles.append))
    assert (saved, troubles) == ([tmp_path / "a.pdf"], [])
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    with whole_pages(drawn, preview) as pages:
        paint_pages(pages, printer)
        every = pages.pages
    assert _pages_in(tmp_path / "a.pdf") == _pages_in(tmp_path / "in.pdf") == every > preview.pages
