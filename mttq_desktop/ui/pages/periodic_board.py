"""The board of periodic reports: expected and received, sender by sender."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from mttq_desktop.queries.expected import Expected, Senders, Standing
from mttq_desktop.records.periodic import ReportState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.periodic import Board, accept, board
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.periodic_acts import ReceiveDialog, SendBackDialog
from mttq_desktop.ui.pages.undoing import Work, noted
from mttq_desktop.ui.table import Cell, CellKind, Column, Mark, RecordTable
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.elided import ElidedLabel

_MARKS = {
    Standing.AWAITED: Mark("Chưa đến hạn", Tone.PLAIN), Standing.MISSING: Mark("Chưa gửi, quá hạn", Tone.LATE),
    Standing.RECEIVED: Mark("Đã nhận, chờ duyệt", Tone.WAITING), Standing.RETURNED: Mark("Trả lại", Tone.SOON),
    Standing.ACCEPTED: Mark("Đã duyệt", Tone.DONE),
}  # fmt: skip
_COLUMNS = (
    Column("name", "Nơi báo cáo", 260, stretch=True, sortable=False),
    Column("kind", "Loại", 100, sortable=False),
    Column("state", "Tình trạng", 190, CellKind.PILL, sortable=False),
    Column("received", "Ngày nhận", 104, CellKind.DAY, sortable=False),
    Column("time", "Thời hạn", 120, sortable=False),
    Column("number", "Số báo cáo", 140, sortable=False),
    Column("version", "Lần gửi", 76, CellKind.NUMBER, sortable=False),
)
VIEWS = (
    View("all", "Tất cả"), View("missing", "Chưa gửi"), View("late", "Chậm"), View("received", "Chờ duyệt"),
    View("returned", "Trả lại"), View("accepted", "Đã duyệt"),
)  # fmt: skip
_TOUCHED = frozenset({"periodic_report", "organisation", "unit", "deadline_rule", "holiday"})


def in_view(sender: Expected, key: str) -> bool:
    """Whether a pill keeps a sender."""
    if key == "missing":
        return not sender.received
    if key == "late":
        return sender.late
    return key == "all" or sender.standing == key


def mark_of(sender: Expected) -> Mark:
    """The pill of a sender."""
    return _MARKS[sender.standing]


@dataclass(frozen=True)
class SenderRows:
    """Senders as a table wants them; ids are their places on the board."""

    board: Board
    places: tuple[int, ...]
    columns: Sequence[Column] = _COLUMNS

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """In the board's own order: organisations, then units."""
        return array("q", self.places)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Some of them."""
        return {i: _cells(self.board.senders[i]) for i in ids}

    def sums(self) -> Mapping[str, str]:
        """Nothing is added up."""
        return {}


def _same(first: Expected, second: Expected | None) -> bool:
    """The same body, whatever came of it since."""
    return second is not None and (first.organisation_id, first.unit_id) == (second.organisation_id, second.unit_id)


def _cells(sender: Expected) -> Sequence[Cell]:
    latest = sender.latest
    kind = "Tổ chức" if sender.organisation_id is not None else "Huyện, xã"
    came = latest.received_on if latest else None
    version = whole(latest.version) if latest else ""
    return (sender.name, kind, mark_of(sender), short(came) if came else "", _time_of(sender),
            latest.number or "" if latest else "", version)  # fmt: skip


def _time_of(sender: Expected) -> str:
    if not sender.expected:
        return "Ngoài danh sách"
    if not sender.received:
        return f"Hạn {short(sender.due_on)}"
    return "Chậm" if sender.late else "Đúng hạn"


class PeriodicBoard(Page):
    """`report_asked` carries the id of a report, `did` a `Done`."""

    help_page = "bao-cao-dinh-ky"
    report_asked = Signal(int)
    did = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("Báo cáo định kỳ")
        self.context = context
        self.board: Board | None = None
        self._wanted: Expected | None = None
        self.dialog: ActDialog | None = None
        self._asker, self._doing, self._stale = Asker(self), Asker(self, in_order=True), True
        self.periods = Combo("Kỳ báo cáo")
        self.periods.setMinimumWidth(210)
        self.pills = ViewPills()
        self.pills.set_views(VIEWS)
        self.table = RecordTable("Nơi báo cáo")
        self.said = ElidedLabel()
        self.said.setProperty("role", "quiet")
        self.copy = Button("Chép nơi chưa gửi", icon=Icon.COPY, act=self.copy_missing)
        self.back = Button("Trả lại…", act=self.send_back)
        self.accept = Button("Duyệt", icon=Icon.DONE, act=self.accept_chosen)
        self.receive = Button("Nhận báo cáo…   Ctrl+N", icon=Icon.LETTER, act=self.receive_chosen)
        self.look = Button("Mở báo cáo", strong=True, act=self.open_chosen)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head, acts = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.periods)
        head.addWidget(self.pills, 1)
        acts.setSpacing(8)
        acts.addWidget(self.copy)
        acts.addWidget(self.said)
        acts.addStretch(1)
        for part in (self.back, self.accept, self.receive, self.look):
            acts.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(acts)

    def _connect(self) -> None:
        self.periods.currentIndexChanged.connect(lambda _: self.reload())
        self.pills.chosen.connect(self.choose)
        self.table.opened.connect(lambda _: self.open_or_receive())
        self.table.selection_changed.connect(self._tell_acts)
        self.table.loaded.connect(lambda _: self._loaded())
        self.table.menu_asked.connect(self._fill_menu)

    # ── showing ──────────────────────────────────────────────────────────────

    @property
    def period(self) -> Period | None:
        """The period whose reports are shown."""
        code = self.periods.currentData()
        return Period.parse(code) if code else None

    def offer_periods(self, wanted: Period | None = None) -> None:
        """Periods reported on, of the office's year and those around; the one whose day passed last is shown."""
        today = self.context.today()
        with self.context.database.reading() as session:
            senders = Senders.read(session)
        due = {p: d for year in range(today.year - 4, today.year + 1) for p, d in senders.periods(year).items()}
        order = sorted(due, key=lambda p: due[p], reverse=True)
        past = next((p for p in order if due[p] < today), order[0] if order else None)
        chosen = wanted if wanted in due else self.period or past
        self.periods.blockSignals(True)
        self.periods.clear()
        for period in order:
            self.periods.addItem(period.label[0].upper() + period.label[1:], period.code)
        self.periods.setCurrentIndex(order.index(chosen) if chosen in order else 0)
        self.periods.blockSignals(False)

    def reload(self) -> None:
        """Ask for the board anew."""
        if self.periods.count() == 0:
            self.offer_periods()
        self._stale = False
        context, period, today = self.context, self.period, self.context.today()
        if period is None:
            return

        def ask() -> Board:
            with context.database.reading() as session:
                return board(session, period, today)

        self._asker.ask(ask, self._take, context.shell.explain)

    def _take(self, found: Board) -> None:
        self.board = found
        self.pills.set_counts({v.key: sum(in_view(s, v.key) for s in found.senders) for v in VIEWS})
        asked = [s for s in found.senders if s.expected]
        due = f" · hạn gửi {short(found.due_on)}" if found.due_on else ""
        self.said.setText(f"{whole(sum(s.received for s in asked))} / {whole(len(asked))} nơi đã gửi{due}")
        self.counted.emit(len(found.having(Standing.RECEIVED)) + len(found.having(Standing.MISSING)))
        self._show()

    def choose(self, key: str) -> None:
        """Show some of the senders."""
        self.pills.choose(key)
        self._show()

    def _show(self) -> None:
        if self.board is None:
            return
        key = self.pills.current
        places = tuple(i for i, s in enumerate(self.board.senders) if in_view(s, key))
        self.table.set_empty("Không có nơi nào ở đây", "Ngày chốt báo cáo đặt ở Danh mục, Thời hạn (mã rep_6m).")
        self.table.show_source(SenderRows(self.board, places), noun="nơi báo cáo")

    def chosen(self) -> Expected | None:
        """The selected sender, when it is one."""
        ids = self.table.selected_ids()
        return self.board.senders[ids[0]] if self.board is not None and len(ids) == 1 else None

    def _loaded(self) -> None:
        """The keyboard stands where it stood, at first on the first sender."""
        places = list(self.table.model.ids)
        senders = self.board.senders if self.board is not None else ()
        again = next((i for i in places if _same(senders[i], self._wanted)), None)
        if places:
            self.table.select_id(places[0] if again is None else again)
        self._tell_acts()

    def _tell_acts(self) -> None:
        one = self.chosen()
        self._wanted = one or self._wanted
        standing = one.standing if one else None
        self.look.setEnabled(one is not None and one.received)
        self.receive.setEnabled(one is not None and standing is not Standing.ACCEPTED)
        self.accept.setEnabled(standing is Standing.RECEIVED)
        self.back.setEnabled(standing in (Standing.RECEIVED, Standing.ACCEPTED))

    def _fill_menu(self, menu: QMenu) -> None:
        for button in (self.look, self.receive, self.accept, self.back, self.copy):
            act = menu.addAction(button.text(), button.click)
            act.setEnabled(button.isEnabled())

    # ── acts ─────────────────────────────────────────────────────────────────

    def open_or_receive(self) -> None:
        """Enter: the report, or (nothing came yet) its arrival."""
        one = self.chosen()
        if one is not None:
            self.open_chosen() if one.received else self.receive_chosen()

    def open_chosen(self) -> None:
        """The report that counts."""
        one = self.chosen()
        if one is not None and one.report_id is not None:
            self.report_asked.emit(one.report_id)

    def receive_chosen(self) -> None:
        """A report came."""
        if (one := self.chosen()) is not None:
            self._open(ReceiveDialog(self.context, one, self))

    def send_back(self) -> None:
        """Back with the reason."""
        one = self.chosen()
        if one is not None and one.report_id is not None:
            self._open(SendBackDialog(self.context, one.report_id, one.name, self))

    def _open(self, dialog: ActDialog) -> None:
        self.dialog = dialog
        dialog.act_done.connect(self.did)
        dialog.open()

    def accept_chosen(self) -> None:
        """Accept without opening."""
        one = self.chosen()
        if one is None or one.latest is None or one.latest.state != ReportState.RECEIVED:
            return
        database, report, name = self.context.database, one.latest.id, one.name

        def work() -> str:
            accept(database, report)
            return f"Đã duyệt báo cáo của {name}"

        self._do(work)

    def _do(self, work: Work) -> None:
        self._doing.ask(noted(self.context.database, work), self.did.emit, self.context.shell.explain)

    def copy_missing(self) -> None:
        """Names of those that have not sent, one a line."""
        names = [s.name for s in self.board.senders if s.expected and not s.received] if self.board else []
        QGuiApplication.clipboard().setText("\n".join(names))
        self.context.shell.toast(f"Đã chép tên {whole(len(names))} nơi chưa gửi báo cáo.")

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front: the keyboard stands in the list."""
        if self._stale:
            self.reload()
        self.table.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Reports, catalogues or closing days were written."""
        if not changes.touched & _TOUCHED:
            return
        if "deadline_rule" in changes.touched:
            self.offer_periods()
        self._stale = True
        if self.isVisible():
            self.reload()

    def add_new(self) -> None:
        """Ctrl+N: a report came."""
        self.receive_chosen()
