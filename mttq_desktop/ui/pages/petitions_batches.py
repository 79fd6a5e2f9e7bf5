"""The board of senders: who has sent petitions for the period, who has none to send, who is late or silent."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from mttq_desktop import paths
from mttq_desktop.queries.board import Board, Sender, Sending
from mttq_desktop.records.kind import Shown, shown_of
from mttq_desktop.records.petitions import PetitionBatch
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.batches import Cover, board, record_batch, record_none_to_report
from mttq_desktop.services.templates import write_template
from mttq_desktop.services.work import Progress
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.act_dialog import FormDialog
from mttq_desktop.ui.pages.undoing import Work
from mttq_desktop.ui.table import Cell, CellKind, Column, Mark, RecordTable
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.dialogs import choose_folder

_WORDS = {
    Sending.SENT: Mark("Đã gửi", Tone.DONE), Sending.LATE: Mark("Gửi chậm", Tone.SOON),
    Sending.NONE: Mark("Không có kiến nghị", Tone.PLAIN),
}  # fmt: skip
_COLUMNS = (
    Column("name", "Nơi gửi", 260, stretch=True, sortable=False),
    Column("kind", "Loại", 110, sortable=False),
    Column("state", "Tình trạng", 190, CellKind.PILL, sortable=False),
    Column("petitions", "Kiến nghị", 96, CellKind.NUMBER, sortable=False),
    Column("received", "Ngày nhận", 110, CellKind.DAY, sortable=False),
)
_COVER = tuple(
    Shown(a.key, shown_of(a).field, required)
    for a, required in ((PetitionBatch.received_on, True), (PetitionBatch.number, False), (PetitionBatch.day, False),
                        (PetitionBatch.note, False))
)  # fmt: skip
VIEWS = (
    View("all", "Tất cả"), View("missing", "Chưa gửi"), View("late", "Chậm"), View("none", "Không có kiến nghị"),
    View("sent", "Đã gửi"),
)  # fmt: skip


def in_view(sender: Sender, key: str) -> bool:
    """Whether a pill keeps a sender."""
    states = {"missing": Sending.NOT_SENT, "none": Sending.NONE}
    if key in states:
        return sender.state is states[key]
    if key == "late":
        return sender.late
    return key == "all" or sender.state in (Sending.SENT, Sending.LATE)


@dataclass(frozen=True)
class SenderRows:
    """Senders as a table wants them; ids are their places on the board."""

    board: Board
    places: tuple[int, ...]
    columns: Sequence[Column] = _COLUMNS

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """In the board's own order: organisations, then districts."""
        return array("q", self.places)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Some of them."""
        return {i: _cells(self.board.senders[i], self.board) for i in ids}

    def sums(self) -> Mapping[str, str]:
        """Petitions of all senders shown."""
        return {"petitions": whole(sum(self.board.senders[i].petitions for i in self.places))}


def _cells(sender: Sender, found: Board) -> Sequence[Cell]:
    day = short(sender.received_on) if sender.received_on else ""
    kind = "Tổ chức" if sender.organisation_id is not None else "Huyện"
    return sender.name, kind, state_of(sender), whole(sender.petitions) if sender.petitions else "", day


def state_of(sender: Sender) -> Mark:
    """The pill of a sender."""
    if sender.missing:
        return Mark("Chưa gửi, quá ngày chốt", Tone.LATE) if sender.late else Mark("Chưa gửi", Tone.WAITING)
    return _WORDS[sender.state]


class CoverDialog(FormDialog):
    """The sender's own letter: that it has petitions (entered apart), or that it has none."""

    def __init__(self, context: Context, period: Period, sender: Sender, none: bool, parent: QWidget) -> None:
        self.period, self.from_, self.none = period, sender, none
        title = "Không có kiến nghị" if none else "Ghi công văn gửi kiến nghị"
        said = f"{sender.name}, {period.label}."
        about = f"{said} Đơn vị báo không có ý kiến, kiến nghị." if none else f"{said} Từng kiến nghị ghi riêng."
        super().__init__(context, title, about, "Ghi nhận", parent, _COVER)
        self.form.set_values({"received_on": short(context.today())})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Keep the batch."""
        values = self.values()
        if values is None:
            return None
        cover = Cover(values["received_on"], values["number"], values["day"], values["note"])
        database, period, sender = self.context.database, self.period, self.from_
        keep = record_none_to_report if self.none else record_batch
        said = "không có kiến nghị" if self.none else "đã gửi"

        def work() -> str:
            keep(database, period, sender, cover)
            return f"Đã ghi {sender.name}: {said} {period.label}"

        return work


class BatchesPage(Page):
    """`closed` leads back to the list, `petitions_asked` carries a `Sender`, `did` a `Done`."""

    help_page = "kien-nghi"
    closed = Signal()
    did = Signal(object)
    petitions_asked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("Đợt gửi ý kiến, kiến nghị")
        self.context = context
        self.period: Period | None = None
        self.board: Board | None = None
        self.dialog: CoverDialog | None = None
        self._asker, self._stale = Asker(self), True
        self.pills = ViewPills()
        self.pills.set_views(VIEWS)
        self.table = RecordTable("Nơi gửi")
        self.said = QLabel()
        self.said.setProperty("role", "quiet")
        self._build_acts()
        self._lay_out()
        self._connect()

    def _build_acts(self) -> None:
        self.none = Button("Không có kiến nghị…", act=lambda: self._record(none=True))
        self.letter = Button("Ghi công văn gửi…", icon=Icon.LETTER, act=lambda: self._record(none=False))
        self.template = Button("Tệp mẫu Excel…", icon=Icon.EXCEL, act=self.write_templates)
        self.template.setToolTip("Tệp Excel có sẵn tên đơn vị, kỳ và danh mục, để gửi cho nơi gửi điền")
        self.copy = Button("Chép nơi chưa gửi", icon=Icon.COPY, act=self.copy_missing)
        self.look = Button("Xem kiến nghị", strong=True, act=self.open_sender)

    def _lay_out(self) -> None:
        head, acts = QHBoxLayout(), QHBoxLayout()
        head.addWidget(Button("Danh sách   Esc", icon=Icon.LEFT, act=self.closed.emit))
        head.addWidget(self.pills, 1)
        head.addWidget(self.said)
        for part in (self.template, self.copy):
            acts.addWidget(part)
        acts.addStretch(1)
        for part in (self.none, self.letter, self.look):
            acts.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(acts)

    def _connect(self) -> None:
        self.pills.chosen.connect(self.choose)
        self.table.opened.connect(lambda _: self.open_sender())
        self.table.selection_changed.connect(self._tell_acts)
        self.table.loaded.connect(lambda _: self._tell_acts())
        self.table.menu_asked.connect(self._fill_menu)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    # ── showing ──────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """Ask for the board anew."""
        if self.period is None:
            return
        self._stale = False
        context, period, today = self.context, self.period, self.context.today()

        def ask() -> Board:
            with context.database.reading() as session:
                return board(session, period, today)

        self._asker.ask(ask, self._take, self.context.shell.explain)

    def _take(self, found: Board) -> None:
        self.board = found
        self.pills.set_counts({v.key: sum(in_view(s, v.key) for s in found.senders) for v in VIEWS})
        expected = [s for s in found.senders if s.expected]
        sent = sum(not s.missing for s in expected)
        closing = f"chốt nhận {short(found.closing)}"
        self.said.setText(f"{whole(sent)} / {whole(len(expected))} nơi đã báo · {closing} · {found.period.label}")
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
        hint = "Danh sách nơi gửi lấy từ Danh mục: tổ chức và huyện của kỳ."
        self.table.set_empty("Không có nơi gửi nào ở đây", hint)
        self.table.show_source(SenderRows(self.board, places), noun="nơi gửi")

    def chosen(self) -> list[Sender]:
        """The selected senders."""
        if self.board is None:
            return []
        return [self.board.senders[i] for i in self.table.selected_ids()]

    def _tell_acts(self) -> None:
        chosen = self.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        self.none.setEnabled(one is not None and one.state is Sending.NOT_SENT)
        self.letter.setEnabled(one is not None)
        self.look.setEnabled(one is not None and one.petitions > 0)
        districts = [s for s in chosen if s.unit_ids]
        self.template.setText("Tệp mẫu Excel…" if len(districts) < 2 else f"Tệp mẫu cho {len(districts)} huyện…")

    # ── acts ─────────────────────────────────────────────────────────────────

    def _fill_menu(self, menu: QMenu) -> None:
        for button in (self.look, self.letter, self.none, self.template, self.copy):
            act = menu.addAction(button.text(), button.click)
            act.setEnabled(button.isEnabled())

    def _record(self, none: bool) -> None:
        chosen = self.chosen()
        if len(chosen) != 1 or self.board is None:
            return
        self.dialog = CoverDialog(self.context, self.board.period, chosen[0], none, self)
        self.dialog.act_done.connect(self.did)
        self.dialog.open()

    def open_sender(self) -> None:
        """The petitions of the sender with the keyboard."""
        if (chosen := self.chosen()) and chosen[0].petitions:
            self.petitions_asked.emit(chosen[0])

    def copy_missing(self) -> None:
        """Names of those that have said nothing, one a line."""
        names = [s.name for s in self.board.missing if s.expected] if self.board else []
        QGuiApplication.clipboard().setText("\n".join(names))
        self.context.shell.toast(f"Đã chép tên {whole(len(names))} nơi chưa gửi.")

    def write_templates(self) -> None:
        """One workbook for each selected district, or for all that have not sent when none is selected."""
        start = Path(self.context.settings.documents_folder or paths.documents_dir())
        folder = choose_folder(self, "Thư mục lưu tệp mẫu", start)
        if folder is not None:
            self.write_templates_to(folder)

    def write_templates_to(self, folder: Path) -> None:
        """Write the workbooks into a folder, with progress."""
        if self.board is None:
            return
        senders = self.chosen() or [s for s in self.board.missing if s.unit_ids]
        database, period, units = self.context.database, self.board.period.code, self.context.vocabulary.units
        wanted = [(s.name, units.by_key[s.unit_id].code) for s in senders if s.unit_id in units.by_key]
        if not wanted:
            self.context.shell.toast("Chọn huyện cần tệp mẫu.")
            return

        def work(progress: Progress) -> int:
            for n, (name, code) in enumerate(wanted):
                progress.report(n, len(wanted), f"Tệp mẫu cho {name}")
                file = folder / f"{safe_file_name(f'Kiến nghị {name} {period}')}.xlsx"
                write_template(database, "petition", file, unit_code=code, period=period)
            return len(wanted)

        said = f"tệp mẫu vào {folder}"
        self.context.jobs.do("Viết tệp mẫu", work, lambda n: self.context.shell.toast(f"Đã viết {whole(n)} {said}."),
                             self.context.shell.explain)  # fmt: skip

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front: the keyboard stands in the list of senders."""
        if self._stale:
            self.reload()
        self.table.view.setFocus()

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        self.period, self._stale = period, True
        if self.isVisible():
            self.reload()

    def refresh(self, changes: Changes) -> None:
        """Batches or petitions were written."""
        if not changes.touched & {"petition", "petition_batch", "organisation", "unit"}:
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    def go_back(self) -> bool:
        """Alt+←: the list."""
        self.closed.emit()
        return True
