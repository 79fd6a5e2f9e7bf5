"""A document of one record: what is missing, figures, words, recipients, earlier ones; the paper at the right."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop import paths
from mttq_desktop.errors import Cancelled, Trouble
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import kind_of_rows
from mttq_desktop.services.reports import (
    Drawn,
    Prepared,
    Written,
    as_sheets,
    carried,
    keep_text,
    paper_named,
    prepare,
    texts_of,
    write_paper,
)
from mttq_desktop.services.reports.file_names import folder_for
from mttq_desktop.services.work import Progress
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.paper_out import EXCEL, PDF, Teller, excel_to, pdf_to
from mttq_desktop.ui.pages.pills import Pills
from mttq_desktop.ui.pages.reports_figures import FiguresPart
from mttq_desktop.ui.pages.reports_issued import GapsPart, IssuedPart, Printed, open_path, told_moved
from mttq_desktop.ui.pages.reports_words import SigningPart, WordsPart
from mttq_desktop.ui.pages.rows_dialog import show_rows
from mttq_desktop.ui.statusbar import JobBar
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.dialogs import GrowingDialog, choose_folder, choose_save
from mttq_desktop.ui.widgets.laid import Paper
from mttq_desktop.ui.widgets.paper import PaperPreview
from mttq_desktop.ui.widgets.split import beside

WORD = (("Văn bản Word", "*.docx"),)
MISSING, FIGURES, WORDS, SIGNING, BEFORE = range(5)
_TABS = ("Còn thiếu", "Số liệu", "Lời văn", "Nơi nhận, ký", "Đã phát hành")
_WIDTH, _HEIGHT = 1180, 680


class PapersDialog(GrowingDialog):
    """Ctrl+Enter issues it to Word, Esc leaves; what was typed is kept by itself."""

    def __init__(self, context: Context, code: str, kind: Kind[Any], record_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.kind, self.record_id = context, kind, record_id
        self.document = paper_named(code, kind)
        self.prepared: Prepared | None = None
        self._asker = Asker(self)
        self._asker.failed.connect(self._refused)
        self.setWindowTitle(self.document.title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_WIDTH, _HEIGHT)
        self._make_parts()
        self._lay_out()
        keep = partial(keep_text, context.database, code, kind, record_id)
        typed = texts_of(context.database, code, kind, record_id)
        self.words.show_parts(self.document.narrative, typed, keep, "Giữ theo hồ sơ")
        self.signing.show_document(code)
        self.draw()

    # ── building ─────────────────────────────────────────────────────────────

    def _make_parts(self) -> None:
        self.banner = Banner()
        self.tabs = Pills("Phần của văn bản", _TABS)
        self.missing, self.history = GapsPart(), IssuedPart(self.context)
        self.words, self.signing = WordsPart(self.context), SigningPart(self.context)
        self.figures = FiguresPart(self.context)
        self.which = Combo("Nơi nhận của văn bản")
        self.paper, self.pages = PaperPreview(), QLabel()
        self.pages.setProperty("role", "small")
        self.write_button = Button("Phát hành ra Word", "Ctrl+Return", strong=True, act=self.write)
        self.print_button = Button("In…", "Ctrl+P", icon=Icon.PRINT, act=self.print_paper)
        self.pdf_button = Button("PDF…", icon=Icon.PDF, act=self.save_pdf)
        self.excel_button = Button("Excel…", icon=Icon.EXCEL, act=self.save_tables)
        self.which.currentIndexChanged.connect(self._show_one)
        self.paper.paged.connect(lambda n: self.pages.setText(f"{whole(n)} trang"))
        self.words.kept.connect(self.draw)
        self.signing.kept.connect(self.draw)
        self.figures.look_up = lambda drawn, key: carried(drawn.figures, key)
        self.figures.opened.connect(self.open_figure)
        self.paper.figure_asked.connect(self.open_figure)
        self.history.rows_asked.connect(self._open_rows)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for part in (self.missing, self.figures, self.words, self.signing, self.history):
            self.stack.addWidget(part)
        self.tabs.currentIndexChanged.connect(self.stack.setCurrentIndex)
        left, right = QWidget(), QWidget()
        left.setProperty("role", "clear")
        right.setProperty("role", "clear")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for widget, stretch in ((self.banner, 0), (self.tabs, 0), (self.stack, 1)):
            column.addWidget(widget, stretch)
        paper = QVBoxLayout(right)
        paper.setContentsMargins(8, 0, 0, 0)
        paper.addWidget(self.which)
        paper.addWidget(self.paper, 1)
        split = beside(left, right, (500, 640), grows=None)
        whole_column = QVBoxLayout(self)
        whole_column.setContentsMargins(20, 16, 20, 16)
        whole_column.setSpacing(12)
        whole_column.addWidget(split, 1)
        whole_column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.print_button)
        foot.addWidget(self.pdf_button)
        foot.addWidget(self.excel_button)
        foot.addWidget(self.pages)
        foot.addWidget(JobBar(self.context.jobs))
        foot.addStretch(1)
        foot.addWidget(Button("Đóng", act=self.reject))
        foot.addWidget(self.write_button)
        return foot

    # ── showing ──────────────────────────────────────────────────────────────

    def draw(self) -> None:
        """The paper and what is missing anew, off the window's thread."""
        context, code, kind, record_id = self.context, self.document.code, self.kind, self.record_id
        today = context.today()
        self._asker.ask(lambda: prepare(context.database, code, kind, record_id, today), self._arrived)

    def _arrived(self, prepared: Prepared) -> None:
        place = max(0, self.which.currentIndex())
        self.prepared = prepared
        self._ready(True)
        self.which.blockSignals(True)
        self.which.clear()
        for drawn in prepared.drawn:
            self.which.addItem(" · ".join(t for t in (drawn.number, drawn.to or drawn.name) if t))
        self.which.blockSignals(False)
        self.which.setVisible(len(prepared.drawn) > 1)
        self.missing.show_gaps(prepared.gaps)
        self.history.show_printed(Printed(prepared.letters, prepared.moved))
        self.tabs.rename(MISSING, _counted("Còn thiếu", len(prepared.gaps)))
        self.tabs.rename(BEFORE, _counted("Đã phát hành", len(prepared.letters)))
        if prepared.moved:
            number = max(prepared.letters, key=lambda x: x.id).number
            self.banner.tell(*told_moved(prepared.moved, number), Tone.SOON,
                             "Xem", lambda: self.tabs.setCurrentIndex(BEFORE))  # fmt: skip
        self._show_one(min(place, len(prepared.drawn) - 1))

    def _show_one(self, place: int) -> None:
        if self.prepared is None or not 0 <= place < len(self.prepared.drawn):
            return
        self.which.setCurrentIndex(place)
        drawn = self.prepared.drawn[place]
        self.figures.show_drawn(drawn, {})
        self.paper.show_parts(Paper.of(as_sheets(drawn.document)))

    def open_figure(self, key: str) -> None:
        """The records behind a number of the table or of the paper."""
        if (drawn := self.shown) is None:
            return
        label = drawn.figures.labels.get(key, drawn.name)
        if (found := carried(drawn.figures, key)) is None:
            self.banner.tell(f"{label}: không có dòng nào.")
        else:
            self._open_rows(label, found.ids, found.kind.name)

    def _open_rows(self, title: str, ids: Sequence[int], kind: str) -> None:
        """A record opened from there is seen in the window, so the dialog goes."""
        show_rows(self.context, title, ids, self, kind_of_rows(kind)).accepted.connect(self.accept)

    def _refused(self, trouble: object) -> None:
        if not isinstance(trouble, Trouble):
            raise trouble if isinstance(trouble, Exception) else TypeError(trouble)
        self.prepared = None
        self._ready(False)
        self.which.hide()
        self.paper.show_parts([])
        self.missing.show_gaps(())
        self.figures.show_drawn(None, {})
        self.banner.tell(trouble.message, trouble.advice, Tone.SOON)

    def _ready(self, ready: bool) -> None:
        for button in (self.write_button, self.print_button, self.pdf_button, self.excel_button):
            button.setEnabled(ready)

    def done(self, result: int) -> None:
        """What was typed is kept before the dialog goes."""
        self.words.save()
        self.signing.save()
        super().done(result)

    # ── out ──────────────────────────────────────────────────────────────────

    @property
    def folder(self) -> Path:
        """Where documents are put unless the person says otherwise."""
        return Path(self.context.settings.documents_folder or paths.documents_dir())

    def _file_name(self, suffix: str) -> str:
        assert self.prepared is not None
        first = self.prepared.drawn[0]
        number = "" if first.number.startswith("…") else first.number
        return safe_file_name(" ".join(t for t in (number, first.name, first.to) if t)) + suffix

    def write(self) -> None:
        """Ask where, then write in the background: one file, or a folder of them."""
        if self.prepared is None:
            return
        self.words.save()
        self.signing.save()
        if len(self.prepared.drawn) > 1:
            chosen = choose_folder(self, "Chọn thư mục để các văn bản", self.folder)
            chosen = chosen and folder_for(chosen, self.document.title, self.context.today())
        else:
            chosen = choose_save(self, "Phát hành ra Word", self.folder / self._file_name(".docx"), WORD)
        if chosen is not None:
            self.write_to(chosen)

    def write_to(self, out: Path) -> None:
        """Write the files; what has no number yet gets it now."""
        code, kind, record_id, context = self.document.code, self.kind, self.record_id, self.context
        today = context.today()

        def work(progress: Progress) -> Written:
            return write_paper(context.database, code, kind, record_id, out, today, progress)

        self.write_button.setEnabled(False)
        job = context.jobs.do(f"Đang viết {self.document.title}", work, self._written, self._not_written)
        job.cancelled.connect(lambda: self._not_written(Cancelled()))

    def _written(self, written: Written) -> None:
        first, many = written.paths[0], len(written.paths) > 1
        said = f"Đã viết {whole(len(written.paths))} tệp Word." if many else f"Đã viết “{first.name}”."
        self.history.places.update((path.name, path) for path in written.paths)
        target = first.parent if many else first
        act = "Mở thư mục" if many else "Mở tệp"
        self.banner.tell(said, str(first.parent), Tone.DONE, act, lambda: open_path(target))
        self.draw()

    def _not_written(self, trouble: Trouble) -> None:
        self.write_button.setEnabled(self.prepared is not None)
        self.banner.trouble(trouble)

    @property
    def _teller(self) -> Teller:
        """The dialog lies over the window, so it tells itself."""
        def saved(said: str, path: Path) -> None:
            self.banner.tell(said, str(path.parent), Tone.DONE, "Mở tệp", lambda: open_path(path))

        return Teller(saved, self._not_written)

    @property
    def shown(self) -> Drawn | None:
        """The sheet on the paper."""
        drawn, place = self.prepared.drawn if self.prepared else (), max(0, self.which.currentIndex())
        return drawn[place] if place < len(drawn) else None

    def save_pdf(self) -> None:
        """The document into a PDF file."""
        if (out := choose_save(self, "Lưu PDF", self.folder / self._file_name(".pdf"), PDF)) is not None:
            self.write_pdf(out)

    def write_pdf(self, out: Path) -> None:
        """Write it, by Word or LibreOffice where there is one."""
        if self.shown is not None:
            pdf_to(self.context, self.shown, self.paper, out, self._teller)

    def save_tables(self) -> None:
        """The tables of the document into a workbook."""
        out = choose_save(self, "Xuất bảng ra Excel", self.folder / self._file_name(".xlsx"), EXCEL)
        if out is not None and self.shown is not None:
            excel_to(self.context, self.shown, out, self._teller)

    def print_paper(self) -> None:
        """The pages as they are seen, to a printer."""
        from mttq_desktop.ui.pages.reports_print import print_pages

        if self.shown is not None:
            print_pages(self.context, self.shown, self.paper, self.document.title)


def _counted(title: str, count: int) -> str:
    return f"{title} ({whole(count)})" if count else title
