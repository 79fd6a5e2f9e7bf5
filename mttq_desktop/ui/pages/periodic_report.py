"""One periodic report: figures beside what our records count, narrative, and what is decided about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout

from mttq_desktop.errors import Trouble
from mttq_desktop.queries.expected import Expected, expected
from mttq_desktop.queries.indicators import Figure, counted
from mttq_desktop.queries.reports import Sheet
from mttq_desktop.queries.rollup import View as UnitView
from mttq_desktop.records.periodic import PeriodicReport, ReportState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.periodic import accept, open_sheet, prefill, reopen, save_figures, save_text
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.periodic_acts import SendBackDialog
from mttq_desktop.ui.pages.periodic_grid import FigureGrid
from mttq_desktop.ui.pages.periodic_words import ReportWords
from mttq_desktop.ui.pages.rows_dialog import RowsDialog, show_rows
from mttq_desktop.ui.pages.undoing import Work, noted
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.pill import Pill

FIGURES, WORDS = "figures", "words"
_MARKS = {
    ReportState.EXPECTED: Mark("Chờ gửi", Tone.PLAIN), ReportState.RECEIVED: Mark("Đã nhận, chờ duyệt", Tone.WAITING),
    ReportState.RETURNED: Mark("Trả lại", Tone.SOON), ReportState.ACCEPTED: Mark("Đã duyệt", Tone.DONE),
}  # fmt: skip


class PeriodicReportPage(Page):
    """`closed` leads back to the board, `did` carries a `Done`."""

    help_page = "bao-cao-dinh-ky"
    closed = Signal()
    did = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("Báo cáo định kỳ")
        self.context = context
        self.report_id: int | None = None
        self.sheet: Sheet | None = None
        self.from_: Expected | None = None
        self.dialog: SendBackDialog | None = None
        self.rows: RowsDialog | None = None
        self._asker, self._doing = Asker(self), Asker(self, in_order=True)
        self._rows_asker = Asker(self)
        self._build()
        self._lay_out()
        self._connect()

    def _build(self) -> None:
        self.pill, self.facts, self.reason = Pill(), QLabel(), QLabel()
        self.facts.setProperty("role", "quiet")
        self.reason.setProperty("role", "warning")
        self.reason.setWordWrap(True)
        self.reason.hide()
        self.versions = Combo("Lần gửi")
        self.pills = ViewPills()
        self.pills.set_views((View(FIGURES, "Số liệu"), View(WORDS, "Lời văn")))
        self.grid = FigureGrid()
        self.words = ReportWords()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.words)
        self.hint = QLabel()
        self.hint.setProperty("role", "quiet")
        self.prefill = Button("Điền số đếm từ sổ", icon=Icon.DOWN, act=self.fill_in)
        self.prefill.setToolTip("Chỉ điền chỉ tiêu chưa báo cáo mà sổ đếm được; số đã gõ giữ nguyên")
        self.back = Button("Trả lại…", act=self.send_back)
        self.save = Button("Lưu", "Ctrl+S", act=self.save_typed)
        self.accept = Button("Duyệt", "Ctrl+Return", strong=True, act=self.decide)

    def _lay_out(self) -> None:
        head, second, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Button("Các nơi báo cáo   Esc", icon=Icon.LEFT, act=self.leave))
        head.addWidget(self.pill)
        head.addWidget(self.facts, 1)
        head.addWidget(self.versions)
        second.addWidget(self.pills, 1)
        second.addWidget(self.prefill)
        foot.setSpacing(8)
        foot.addWidget(self.hint, 1)
        for part in (self.back, self.save, self.accept):
            foot.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addLayout(second)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.pills.chosen.connect(self.choose)
        self.versions.currentIndexChanged.connect(self._version_chosen)
        self.grid.changed.connect(lambda _: self._tell_pending())
        self.grid.told.connect(self.hint.setText)
        self.grid.rows_asked.connect(self.show_rows)
        self.words.changed.connect(self._tell_pending)

    # ── showing ──────────────────────────────────────────────────────────────

    def show_report(self, report_id: int) -> None:
        """One report; what was typed into the one before is saved first."""
        self.save_typed()
        self.report_id, self.sheet = report_id, None
        self.reload()

    def reload(self) -> None:
        """Ask for the report and its versions anew."""
        context, report, today = self.context, self.report_id, self.context.today()
        if report is None:
            return

        def ask() -> tuple[Sheet, Expected | None]:
            with context.database.reading() as session:
                sheet = open_sheet(session, report, today)
                board = expected(session, Period.parse(sheet.report.period), today)
                mine = (e for e in board if report in {v.id for v in e.versions})
                return sheet, next(mine, None)

        self._asker.ask(ask, lambda found: self._take(*found), context.shell.explain)

    def _take(self, sheet: Sheet, sender: Expected | None) -> None:
        if self.pending():
            return
        first = self.sheet is None
        self.sheet, self.from_ = sheet, sender
        self._tell_facts(sheet.report)
        self._offer_versions()
        self.grid.show_sheet(sheet)
        self.words.ask_for(sheet.parts)
        self.words.show_texts(sheet.texts, closed=sheet.accepted)
        self._tell_acts()
        if first and self.isVisible():
            self.grid.setFocus()

    @property
    def name(self) -> str:
        """Who reports."""
        if self.sheet is None:
            return ""
        report, words = self.sheet.report, self.context.vocabulary
        if report.unit_id is not None:
            return words.units.label(report.unit_id)
        return words.target("organisation").short(report.organisation_id)

    def _tell_facts(self, report: PeriodicReport) -> None:
        period = Period.parse(report.period)
        self.set_title(f"Báo cáo định kỳ › {self.name}, {period.label}")
        self.pill.show_mark(_MARKS[ReportState(report.state)])
        facts = [
            f"Số {report.number}" if report.number else "",
            f"nhận {short(report.received_on)}" if report.received_on else "",
            f"hạn {short(report.due_on)}" if report.due_on else "",
        ]
        self.facts.setText(" · ".join(f for f in facts if f))
        self.reason.setText(f"Lý do trả lại: {report.returned_reason}" if report.returned_reason else "")
        self.reason.setVisible(bool(report.returned_reason) and report.state == ReportState.RETURNED)

    def _offer_versions(self) -> None:
        versions = self.from_.versions if self.from_ else ()
        self.versions.blockSignals(True)
        self.versions.clear()
        for v in reversed(versions):
            last = " (mới nhất)" if v is versions[-1] else ""
            self.versions.addItem(f"Lần gửi {v.version}{last}", v.id)
        self.versions.setCurrentIndex(self.versions.findData(self.report_id))
        self.versions.setVisible(len(versions) > 1)
        self.versions.blockSignals(False)

    def _version_chosen(self, place: int) -> None:
        report = self.versions.itemData(place)
        if report is not None and report != self.report_id:
            self.show_report(report)

    def choose(self, key: str) -> None:
        """Figures or words."""
        self.pills.choose(key)
        self.stack.setCurrentWidget(self.grid if key == FIGURES else self.words)
        self.prefill.setVisible(key == FIGURES)
        self.hint.setText("" if key == WORDS else self.hint.text())

    @property
    def latest(self) -> bool:
        """The version that counts; earlier ones are only looked at."""
        return self.from_ is None or self.from_.report_id == self.report_id

    def _tell_acts(self) -> None:
        state = ReportState(self.sheet.report.state) if self.sheet else ReportState.EXPECTED
        open_ = self.latest and state is ReportState.RECEIVED
        done = self.latest and state is ReportState.ACCEPTED
        self.prefill.setEnabled(open_)
        self.back.setEnabled(open_ or done)
        self.accept.setEnabled(open_ or done)
        word = "Mở lại" if done else "Duyệt"
        self.accept.setText(f"{word}   Ctrl+Enter")
        self.accept.setAccessibleName(word)
        self.accept.setToolTip("Mở lại để sửa số liệu, rồi duyệt lại" if done else "Số liệu đã duyệt được tổng hợp")
        self._tell_pending()

    # ── typing and saving ────────────────────────────────────────────────────

    def pending(self) -> int:
        """Figures and sections that wait to be saved."""
        return len(self.grid.pending) + len(self.words.pending()) if self.sheet is not None else 0

    def _tell_pending(self) -> None:
        waiting = self.pending()
        self.save.setEnabled(waiting > 0)
        self.save.setText(f"Lưu {whole(waiting)} chỗ sửa   Ctrl+S" if waiting else "Lưu   Ctrl+S")

    def save_typed(self) -> None:
        """Ctrl+S: write what was typed."""
        if self.report_id is None or not self.pending():
            return
        database, report = self.context.database, self.report_id
        figures, texts = dict(self.grid.pending), self.words.pending()
        name = self.name

        def work() -> str:
            if figures:
                save_figures(database, report, figures)
            for section, body in texts.items():
                save_text(database, report, section, body)
            return f"Đã lưu {whole(len(figures) + len(texts))} chỗ sửa trong báo cáo của {name}"

        self.grid.pending = {}
        self.words.show_texts({s: b.toPlainText() for s, b in self.words.boxes.items()}, closed=False)
        self._tell_pending()
        self._do(work)

    def fill_in(self) -> None:
        """Figures our records count, where nothing was typed."""
        self.save_typed()
        database, report, today = self.context.database, self.report_id, self.context.today()
        if report is None:
            return

        def work() -> str:
            n = prefill(database, report, today)
            return f"Đã điền {whole(n)} số liệu đếm từ sổ" if n else "Không có số liệu nào để điền thêm"

        self._do(work)

    # ── deciding ─────────────────────────────────────────────────────────────

    def decide(self) -> None:
        """Accept, or take the acceptance back."""
        if self.sheet is None or self.report_id is None:
            return
        if self.grid.wrong:
            self.hint.setText(next(iter(self.grid.wrong.values())))
            return
        self.save_typed()
        database, report, name, done = self.context.database, self.report_id, self.name, self.sheet.accepted

        def work() -> str:
            (reopen if done else accept)(database, report)
            return f"Đã {'mở lại' if done else 'duyệt'} báo cáo của {name}"

        self._do(work)

    def send_back(self) -> None:
        """Back with the reason."""
        if self.report_id is None:
            return
        self.save_typed()
        self.dialog = SendBackDialog(self.context, self.report_id, self.name, self)
        self.dialog.act_done.connect(self.did)
        self.dialog.open()

    def _do(self, work: Work) -> None:
        self._doing.ask(noted(self.context.database, work), self.did.emit, self._refused)

    def _refused(self, trouble: Trouble) -> None:
        self.context.shell.explain(trouble)
        self.reload()

    # ── behind a figure ──────────────────────────────────────────────────────

    def show_rows(self, code: str) -> None:
        """The records that our figure counts."""
        if self.sheet is None:
            return
        context, report, today = self.context, self.sheet.report, self.context.today()
        line = self.sheet.line(code)

        def ask() -> Figure:
            with context.database.reading() as session:
                period = Period.parse(report.period)
                commune = report.unit_id is not None and context.vocabulary.units.by_key[report.unit_id].level
                view = UnitView.CURRENT if commune == "commune" else UnitView.DISTRICT
                return counted(session, code, period, today, organisation=report.organisation_id,
                               unit=report.unit_id, view=view)  # fmt: skip

        def take(figure: Figure) -> None:
            if not figure.ids or figure.kind is None:
                context.shell.toast(f"{line.label}: không có hồ sơ nào trong sổ.")
                return
            title = f"{line.label} · {self.name}"
            self.rows = show_rows(context, title, figure.ids, self, figure.kind, until=figure.until)

        self._rows_asker.ask(ask, take, context.shell.explain)

    # ── the frame ────────────────────────────────────────────────────────────

    def leave(self) -> None:
        """Back to the board; what was typed is saved."""
        self.save_typed()
        self.closed.emit()

    def opened(self) -> None:
        """In front: the keyboard stands in the figures."""
        (self.grid if self.pills.current == FIGURES else self.words).setFocus()

    def refresh(self, changes: Changes) -> None:
        """The report was written; our own records may count otherwise now."""
        if self.report_id is not None and self.isVisible():
            self.reload()

    def may_leave(self) -> bool:
        """Nothing typed is lost: it is saved on the way."""
        self.save_typed()
        return True

    def go_back(self) -> bool:
        """Alt+←: the board."""
        self.leave()
        return True
