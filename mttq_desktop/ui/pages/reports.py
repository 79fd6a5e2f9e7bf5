"""Báo cáo: documents of the period with their figures, words and signer; the paper beside; Word by one button."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from mttq_desktop import paths
from mttq_desktop.errors import Trouble
from mttq_desktop.records.register import kind_of_rows
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import (
    DOCUMENTS,
    Behind,
    Drawn,
    ReportKind,
    Written,
    as_sheets,
    behind,
    gaps,
    issued,
    moved,
    moved_among,
    previews,
    write_report,
)
from mttq_desktop.services.reports.file_names import folder_for
from mttq_desktop.services.work import Progress
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, IconButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.paper_out import EXCEL, PDF, Teller, excel_to, pdf_to
from mttq_desktop.ui.pages.pills import Pills
from mttq_desktop.ui.pages.reports_figures import Amount, FiguresPart, same_figures
from mttq_desktop.ui.pages.reports_issued import GapsPart, IssuedPart, Printed, open_path, told_moved
from mttq_desktop.ui.pages.reports_names import BY_UNITS, Found, file_name, item_of, pill_of, told_of
from mttq_desktop.ui.pages.reports_words import ORIGIN, SigningPart, WordsPart
from mttq_desktop.ui.pages.rows_dialog import show_rows
from mttq_desktop.ui.pages.sections import filled
from mttq_desktop.ui.pages.unit_choice import UnitChoice
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.dialogs import choose_folder, choose_save
from mttq_desktop.ui.widgets.laid import Paper
from mttq_desktop.ui.widgets.paper import PaperPreview
from mttq_desktop.ui.widgets.scroll import Rest
from mttq_desktop.ui.widgets.split import beside

WORD = (("Văn bản Word", "*.docx"),)
_PAUSE_MS, _LEAST = 250, 260
FIGURES, WORDS, SIGNING, MISSING, BEFORE = range(5)
_TABS = ("Số liệu", "Lời văn", "Nơi nhận, ký", "Còn thiếu", "Đã phát hành")


class ReportsPage(Page):
    """Document above; figures, words, signing, gaps and history at the left; the paper at the right."""

    help_page = "bao-cao"

    def __init__(self, context: Context) -> None:
        super().__init__("Báo cáo")
        self.context = context
        self.period: Period | None = None
        self.drawn: tuple[Drawn, ...] = ()
        self._before: Mapping[str, Amount] = {}
        self._stale = True
        self._told_written = False
        self._asker = Asker(self, _PAUSE_MS)
        self._asker.failed.connect(self._refused)
        self._opener = Asker(self)
        self._make_parts()
        self._lay_out()
        self._connect()

    # ── building ─────────────────────────────────────────────────────────────

    def _make_parts(self) -> None:
        self.document = Pills("Văn bản", [pill_of(k) for k in DOCUMENTS])
        self.units = UnitChoice(self.context)
        self.head = QLabel()
        self.head.setProperty("role", "heading")
        self.head.setWordWrap(True)
        self.banner = Banner()
        self.tabs = Pills("Phần của văn bản", _TABS)
        self.figures_part = FiguresPart(self.context)
        self.words = WordsPart(self.context)
        self.signing = SigningPart(self.context)
        self.missing = GapsPart()
        self.history = IssuedPart(self.context)
        self.figures, self.before = self.figures_part.table, self.history.table
        self.which = Combo("Nơi nhận của văn bản")
        self.paper = PaperPreview()
        self.pages = QLabel()
        self.pages.setProperty("role", "small")
        self.write_button = Button("Phát hành ra Word", "Ctrl+Return", strong=True, act=self.write)
        self.print_button = IconButton(Icon.PRINT, "In… (Ctrl+P)", self.print_paper)
        self.print_button.setShortcut("Ctrl+P")
        self.pdf_button = IconButton(Icon.PDF, "Lưu PDF…", self.save_pdf)
        self.excel_button = IconButton(Icon.EXCEL, "Xuất các bảng ra Excel…", self.save_tables)

    def _lay_out(self) -> None:
        left = Card()
        self.stack = Rest(_LEAST)
        for part in (self.figures_part, self.words, self.signing, self.missing, self.history):
            self.stack.addWidget(part)
        left.add(filled(self.document, self.head, self.banner, self.tabs, self.stack), 1)
        right = Card("Xem trước")
        right.header.add_act(self.units)
        right.header.add_act(self.pages)
        right.add(self.which)
        right.add(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.print_button, self.pdf_button, self.excel_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.write_button)
        right.add(row)
        split = beside(left, right, (610, 480), grows=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(split)

    def _connect(self) -> None:
        self.document.currentIndexChanged.connect(lambda _: self.reload())
        self.tabs.currentIndexChanged.connect(self.stack.setCurrentIndex)
        self.which.currentIndexChanged.connect(self._show_one)
        self.units.picked.connect(self._draw)
        self.paper.paged.connect(lambda n: self.pages.setText(f"{whole(n)} trang"))
        self.words.kept.connect(self._draw)
        self.signing.kept.connect(self._draw)
        self.figures_part.look_up = self._find
        self.figures_part.opened.connect(self.open_figure)
        self.paper.figure_asked.connect(self.open_figure)
        self.history.rows_asked.connect(self._open_records)
        self.missing.rows_asked.connect(self._open_rows)

    # ── the frame ────────────────────────────────────────────────────────────

    def go(self, document: str = "D04", issued: bool = False) -> None:
        """Show one document; `issued` shows when it was issued, and what moved since."""
        codes = [k.code for k in DOCUMENTS]
        if document in codes:
            self.document.setCurrentIndex(codes.index(document))
        if issued:
            self.tabs.setCurrentIndex(BEFORE)

    def opened(self) -> None:
        """In front again."""
        if self._stale:
            self.reload()
        self.figures.setFocus()

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        if period != self.period:
            self.words.save()
            self.period, self._stale = period, True
            if self.isVisible():
                self.reload()

    def refresh(self, changes: Changes) -> None:
        """Records, words or settings were written."""
        self.units.follow()
        if changes.origin == ORIGIN or not changes.touched:
            return
        self._stale = True
        if self.isVisible():
            self._draw()

    def may_leave(self) -> bool:
        """What was typed is kept, so one may always leave."""
        self.words.save()
        self.signing.save()
        return True

    # ── showing ──────────────────────────────────────────────────────────────

    @property
    def kind(self) -> ReportKind:
        """The chosen document."""
        return DOCUMENTS[self.document.currentIndex()]

    def reload(self) -> None:
        """Show the chosen document of the period from its beginning."""
        if self.period is None:
            return
        self.head.setText(f"{self.kind.title} · {self.period.label}")
        self.units.setVisible(self.kind.code in BY_UNITS)
        self.units.follow()
        self.words.show_document(self.kind, self.period)
        self.signing.show_document(self.kind.code)
        self.banner.clear()
        self._told_written = False
        self._draw()

    def _draw(self) -> None:
        """Figures and paper anew, off the window's thread."""
        if self.period is None:
            return
        self._stale = False
        kind, period, today, database = self.kind, self.period, self.context.today(), self.context.database

        def ask() -> Found:
            with database.reading() as session:
                letters = issued(session, kind.code, period)
                changed = moved(session, letters[0], today) if letters else ()
                left = () if kind.several else gaps(session, kind.code, period, today)
            drawn = previews(database, kind.code, period, today)
            changed = moved_among(letters, drawn) if kind.several else changed
            return Found(drawn, self._same_last_year(kind, period), Printed(letters, changed, left))

        self._asker.ask(ask, self._arrived)

    def _same_last_year(self, kind: ReportKind, period: Period) -> Mapping[str, Amount]:
        """Called in the worker; a year without the document has no figures."""
        earlier = period.same_last_year()
        with suppress(Trouble):
            if not kind.several:
                return same_figures(previews(self.context.database, kind.code, earlier, earlier.end))
        return {}

    def _arrived(self, found: Found) -> None:
        place = max(0, self.which.currentIndex())
        self.drawn = found.drawn
        self._before = found.before
        self._ready(True)
        self.which.blockSignals(True)
        self.which.clear()
        for drawn in found.drawn:
            self.which.addItem(item_of(drawn))
        self.which.blockSignals(False)
        self.which.setVisible(self.kind.several)
        self._show_printed(found.printed)
        self._show_one(min(place, len(found.drawn) - 1))
        if self.kind.several and not self._told_written and not found.printed.moved:
            self.banner.tell(told_of(self.kind, found.drawn))

    def _show_printed(self, printed: Printed) -> None:
        self._tell_tabs(printed)
        if printed.moved:
            number = "" if self.kind.several else printed.letters[0].number
            self.banner.tell(*told_moved(printed.moved, number), Tone.SOON,
                             "Xem", lambda: self.tabs.setCurrentIndex(BEFORE))  # fmt: skip
        elif not self.kind.several and not self._told_written:
            self.banner.clear()

    def _tell_tabs(self, printed: Printed) -> None:
        self.history.show_printed(printed)
        self.missing.show_gaps(printed.gaps)
        self.tabs.rename(MISSING, f"Còn thiếu ({whole(len(printed.gaps))})" if printed.gaps else "Còn thiếu")
        count = len(printed.letters)
        self.tabs.rename(BEFORE, f"Đã phát hành ({whole(count)})" if count else "Đã phát hành")

    def _refused(self, trouble: object) -> None:
        if not isinstance(trouble, Trouble):
            raise trouble if isinstance(trouble, Exception) else TypeError(trouble)
        self.drawn = ()
        self._ready(False)
        self.which.clear()
        self.which.hide()
        self.figures_part.show_drawn(None, {})
        self.paper.show_parts([])
        self._tell_tabs(Printed())
        self.missing.show_gaps((), trouble.message)
        self.banner.tell(trouble.message, trouble.advice, Tone.SOON)

    def _ready(self, ready: bool) -> None:
        for button in (self.write_button, self.print_button, self.pdf_button, self.excel_button):
            button.setEnabled(ready)
        self.paper.setVisible(ready)
        self.pages.setVisible(ready)

    def _show_one(self, place: int) -> None:
        if 0 <= place < len(self.drawn):
            drawn = self.drawn[place]
            self.which.setCurrentIndex(place)
            self.figures_part.show_drawn(drawn, self._before)
            self.paper.show_parts(Paper.of(as_sheets(drawn.document)))

    def _find(self, drawn: Drawn, key: str) -> Behind | None:
        """Called in a worker."""
        assert self.period is not None
        return behind(self.context.database, drawn, key, self.period, self.context.today())

    def open_figure(self, key: str) -> None:
        """The records behind a number of the table or of the paper."""
        drawn = self.shown
        if drawn is None:
            return
        label = drawn.figures.labels.get(key) or drawn.figures.labels.get(key.partition("/")[0], drawn.name)
        self._opener.ask(lambda: (label, self._find(drawn, key)), self._open_behind)

    def _open_behind(self, found: tuple[str, Behind | None]) -> None:
        label, behind_it = found
        if behind_it is None:
            self.context.shell.toast(f"{label}: không có dòng nào.")
        else:
            show_rows(self.context, label, behind_it.ids, self, behind_it.kind, behind_it.sides,
                      behind_it.until)  # fmt: skip

    def _open_rows(self, title: str, ids: Sequence[int]) -> None:
        show_rows(self.context, title, ids, self)

    def _open_records(self, title: str, ids: Sequence[int], kind: str) -> None:
        show_rows(self.context, title, ids, self, kind_of_rows(kind))

    def save_words(self) -> None:
        """Keep the typed parts."""
        if self.words.save():
            self.context.shell.toast("Đã lưu lời văn.")

    # ── out ──────────────────────────────────────────────────────────────────

    @property
    def folder(self) -> Path:
        """Where documents are put unless the person says otherwise."""
        return Path(self.context.settings.documents_folder or paths.documents_dir())

    def _file_name(self, suffix: str) -> str:
        assert self.period is not None
        return file_name(self.kind, self.period) + suffix

    def write(self) -> None:
        """Ask where, then write in the background: one file, or a folder of them."""
        if self.period is None or not self.drawn:
            return
        self.may_leave()
        if self.kind.several:
            chosen = choose_folder(self, "Chọn thư mục để các văn bản", self.folder)
            chosen = chosen and folder_for(chosen, self._file_name(""), self.context.today())
        else:
            chosen = choose_save(self, "Phát hành ra Word", self.folder / self._file_name(".docx"), WORD)
        if chosen is not None:
            self.write_to(chosen)

    def write_to(self, out: Path) -> None:
        """Write the document; a report on a period gets its number now."""
        assert self.period is not None
        code, period, today, database = self.kind.code, self.period, self.context.today(), self.context.database

        def work(progress: Progress) -> Written:
            return write_report(database, code, period, out, today, progress)

        self.context.jobs.do(f"Đang viết {code}", work, self._written, self.context.shell.explain)

    def _written(self, written: Written) -> None:
        first, many = written.paths[0], len(written.paths) > 1
        said = f"Đã viết {whole(len(written.paths))} tệp Word." if many else f"Đã viết “{first.name}”."
        self.history.places.update((path.name, path) for path in written.paths)
        self._told_written = True
        self._draw()
        target = first.parent if many else first
        act = "Mở thư mục" if many else "Mở tệp"
        self.banner.tell(said, str(first.parent), Tone.DONE, act, lambda: open_path(target))

    @property
    def _teller(self) -> Teller:
        shell = self.context.shell
        return Teller(lambda said, _: shell.toast(said), shell.explain)

    @property
    def shown(self) -> Drawn | None:
        """The document on the paper."""
        place = max(0, self.which.currentIndex())
        return self.drawn[place] if place < len(self.drawn) else None

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
            print_pages(self.context, self.shown, self.paper, self.head.text())
