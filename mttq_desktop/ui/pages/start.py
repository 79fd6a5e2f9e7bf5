"""Hôm nay: what is late, due and missing, what to do about it, and the half-year in five charts."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.queries.board import Sender
from mttq_desktop.queries.watch import Chart, Slice, behind
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.records.register import EVERY_KIND, kind_named
from mttq_desktop.rules.period import Period
from mttq_desktop.services.watching import SOON_DAYS, Task, TaskKind, Watch, to_do, waiting, watch
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui import entries
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import CATALOGUES, Context
from mttq_desktop.ui.memory import WindowMemory
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.kind_papers import offer_paper
from mttq_desktop.ui.pages.petitions_acts import PetitionActs
from mttq_desktop.ui.pages.recommendation_acts import begin_reminder
from mttq_desktop.ui.pages.rows_dialog import show_rows
from mttq_desktop.ui.pages.start_charts import ChartCard
from mttq_desktop.ui.pages.start_todo import DO, LATE, SOON, TodoCard, mark_of
from mttq_desktop.ui.pages.undoing import Done, take_back
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.card import StatTile
from mttq_desktop.ui.widgets.reasons import Reasons
from mttq_desktop.ui.widgets.scroll import Scroll

_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_OFFICE = frozenset({"forwarding", "reminder", "reply", "feedback", "letter", "setting", "import_batch"})
_TOUCHES = frozenset(kind.table.name for kind in EVERY_KIND) | _OFFICE | CATALOGUES
_SEEN = "start/seen"
_COUNT_AFTER_MS = 1_000
"""Several acts in a row are counted once, at their end."""


class StartPage(Page):
    """Read off the window's thread; what was shown stays until the new figures are there."""

    help_page = "hom-nay"

    def __init__(self, context: Context) -> None:
        super().__init__(day_words(context.today()))
        self.context = context
        self.period: Period | None = None
        self.found: Watch | None = None
        self.memory = WindowMemory(context.database.path.parent)
        self._seen = int(text) if (text := self.memory.get(_SEEN)).isdigit() else None
        self._stale = True
        self._asker = Asker(self)
        self._asker.failed.connect(self._failed)
        self._counter = Asker(self, _COUNT_AFTER_MS)
        self._counter.failed.connect(self._failed)
        self.acts = PetitionActs(context, self)
        self.acts.did.connect(self._did)
        self._build()

    # ── building ─────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.late = StatTile("Quá hạn", tone=Tone.LATE, act=lambda: self.todo.choose(LATE))
        self.soon = StatTile(f"Đến hạn trong {SOON_DAYS} ngày", tone=Tone.SOON, act=lambda: self.todo.choose(SOON))
        self.missing = StatTile("Chưa gửi", tone=Tone.WAITING, act=self._open_board)
        self.answered = StatTile("Đã trả lời", tone=Tone.DONE, act=self._open_answered)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in (self.late, self.soon, self.missing, self.answered):
            tiles.addWidget(tile, 1)
        self.todo = TodoCard()
        self.todo.opened.connect(self.open_task)
        self.todo.remind_asked.connect(lambda: self.acts.begin_for_all("remind"))
        self.charts = {chart: ChartCard(chart) for chart in Chart}
        for card in self.charts.values():
            card.opened.connect(self._open_slice)
        column = QVBoxLayout(self._inside())
        column.setContentsMargins(20, 14, 20, 10)
        column.setSpacing(12)
        column.addLayout(tiles)
        column.addLayout(self._rows(), 1)
        column.addLayout(self._news_line())

    def _inside(self) -> QWidget:
        """Everything of the page; a low window scrolls it."""
        inside = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scroll(inside))
        return inside

    def _rows(self) -> QVBoxLayout:
        above, below, rows = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        above.addWidget(self.todo, 31)
        above.addWidget(self.charts[Chart.MONTH], 11)
        for chart, share in ((Chart.FIELD, 6), (Chart.SENDER, 5), (Chart.STATE, 5), (Chart.ON_TIME, 4)):
            below.addWidget(self.charts[chart], share)
        for row, share in ((above, 8), (below, 5)):
            row.setSpacing(12)
            rows.addLayout(row, share)
        rows.setSpacing(12)
        return rows

    def _news_line(self) -> QHBoxLayout:
        self.news = QLabel()
        self.news.setProperty("role", "small")
        self.news_link = LinkButton("Xem", self._show_news)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.news)
        row.addWidget(self.news_link)
        row.addStretch(1)
        return row

    # ── reading ──────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """Ask for everything anew."""
        if self.period is None:
            return
        self._stale = False
        context, period, today, seen = self.context, self.period, self.context.today(), self._seen

        def ask() -> Watch:
            with context.database.reading() as session:
                return watch(session, context.vocabulary, period, today, seen)

        self._asker.ask(ask, self.show_watch)

    def recount(self) -> None:
        """The number beside the page in the sidebar, while another page is in front."""
        if self.period is None:
            return
        context, period, today = self.context, self.period, self.context.today()

        def ask() -> int:
            with context.database.reading() as session:
                return waiting(session, context.vocabulary, period, today)

        self._counter.ask(ask, self.counted.emit)

    def show_watch(self, found: Watch) -> None:
        """Show what was found."""
        self.found = found
        self._tell_tiles(found)
        long_late = self.context.settings.long_late_days
        self.todo.show_tasks(found.tasks, lambda task: mark_of(task, long_late))
        for chart, card in self.charts.items():
            card.show_counts(found.charts[chart], self.context.vocabulary, found.period)
        self._tell_news(found)
        self.memory.put(_SEEN, str(found.last_act))
        self.counted.emit(len(to_do(found.tasks)))

    def _tell_tiles(self, found: Watch) -> None:
        figures, senders = found.figures, [s for s in found.board.senders if s.expected]
        days = self.context.settings.long_late_days
        long = sum(1 for t in found.tasks if t.kind is TaskKind.PETITION and (t.days or 0) <= -days)
        self.late.tell(whole(figures.late), f"kiến nghị chưa được trả lời · {whole(long)} quá hạn lâu")
        self.soon.tell(whole(figures.due_soon), "kiến nghị chờ cơ quan trả lời")
        missing = [s for s in found.board.missing if s.expected]
        label = found.period.label[0].lower() + found.period.label[1:]
        self.missing.name.setText(f"Chưa gửi {label}")
        tone = Tone.WAITING if missing else Tone.DONE
        self.missing.tell(f"{len(missing)} / {len(senders)}", missing_words(senders), tone)
        share = "chưa chuyển kiến nghị nào"
        if figures.share is not None:
            share = f"{round(figures.share * 100)}% số kiến nghị đã chuyển"
        self.answered.name.setText(f"Đã trả lời, {label}")
        self.answered.tell(whole(figures.answered), share)

    def _tell_news(self, found: Watch) -> None:
        self.news.setVisible(bool(found.news))
        self.news_link.setVisible(bool(found.news))
        if found.news:
            latest = found.news[0]
            more = f" và {len(found.news) - 1} việc khác" if len(found.news) > 1 else ""
            self.news.setText(f"Từ lần trước: {latest.what}{more}.")

    def _show_news(self) -> None:
        if self.found is not None:
            lines = [f"{x.at:%d/%m %H:%M} · {x.what} ({x.who})" for x in self.found.news[:12]]
            Reasons.below(self.news_link, "Đã thay đổi từ lần trước", lines)

    # ── opening ──────────────────────────────────────────────────────────────

    def open_task(self, task: Task) -> None:
        """A line was chosen: the letter to write, the record, or the page where it is done."""
        match task.kind:
            case TaskKind.REMIND:
                self.acts.begin("remind", task.ids)
            case TaskKind.TELL:
                self.acts.begin("tell", task.ids)
            case TaskKind.REPORT:
                self.context.shell.show_page(entries.REPORTS, document="D04")
            case TaskKind.SENDER:
                self._open_board()
            case TaskKind.URGE:
                begin_reminder(self.context, self, task.ids)
            case TaskKind.DUTY | TaskKind.ASKED if task.record is not None:
                self._open_duty(*task.record, task.paper)
            case TaskKind.YEARLY:
                self.context.shell.show_page(entries.page_of_duty(task.code))
            case _ if len(task.ids) == 1:
                among = [i for t in self.todo.shown if len(t.ids) == 1 for i in t.ids]
                self.context.shell.open_record(PETITION, task.ids[0], among)
            case _:
                show_rows(self.context, f"{task.who}: {task.text}", task.ids, self)

    def _open_duty(self, kind: str, record_id: int, paper: str) -> None:
        """The record, and over it the document by which the thing is done, once it can be written."""
        among = [t.record[1] for t in self.todo.shown if t.record is not None and t.record[0] == kind]
        self.context.shell.open_record(kind_named(kind), record_id, among)
        if paper:
            offer_paper(self.context, self.window(), paper, kind_named(kind), record_id)

    def _open_board(self) -> None:
        self.context.shell.show_page(entries.IMPORTING, view="board")

    def _open_answered(self) -> None:
        parts = [Slice(Chart.ON_TIME, key) for key in ("in_time", "too_late")]
        ids = dict.fromkeys(i for part in parts for i in self._behind(part))
        show_rows(self.context, self.answered.name.text(), tuple(ids), self)

    def _open_slice(self, part: Slice, name: str) -> None:
        show_rows(self.context, name, self._behind(part), self)

    def _behind(self, part: Slice) -> tuple[int, ...]:
        assert self.period is not None
        with self.context.database.reading() as session:
            return behind(session, part, self.period, self.context.today())

    def _did(self, done: Done) -> None:
        self.context.shell.toast(done.told, lambda: self.context.shell.toast(take_back(self.context.database, done)))

    def _failed(self, trouble: Exception) -> None:
        if not isinstance(trouble, Trouble):
            raise trouble
        self.context.shell.explain(trouble)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        self.set_title(day_words(self.context.today()))
        if self._stale:
            self.reload()
        self.todo.table.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Something the page counts was written."""
        if not changes.touched & _TOUCHES:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
            self.recount()

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        if period == self.period:
            return
        self.period = period
        self._stale = True
        if self.isVisible():
            self.reload()
        else:
            self.recount()

    def search(self, text: str) -> None:
        """Everything to do is shown again."""
        self.todo.choose(DO)


def missing_words(senders: Sequence[Sender]) -> str:
    """ "18/18 huyện · 5/5 tổ chức": the page of imports counts units alone, so each is named."""
    districts = [s for s in senders if s.unit_ids]
    bodies = [s for s in senders if not s.unit_ids]
    named = ((districts, "huyện"), (bodies, "tổ chức"))
    return " · ".join(f"{sum(s.missing for s in them)}/{len(them)} {name}" for them, name in named if them)


def day_words(today: date) -> str:
    """ "Hôm nay · thứ Năm, 21/3/2024"."""
    return f"Hôm nay · {_DAYS[today.weekday()]}, {short(today)}"
