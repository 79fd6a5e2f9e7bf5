"""Who has sent a period's workbooks and who has not; what was taken in before, and taking it back."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.importing import batches, brought_by
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import SENDING_LABELS, BoardLine, Sending, board
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.importing_words import batch_words, quiet_words
from mttq_desktop.ui.table import Cell, CellKind, Column, Mark, RecordTable
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.card import Card

BOARD, HISTORY = "board", "history"
_TONES = {
    Sending.SENT: Tone.DONE, Sending.ERRORS: Tone.LATE, Sending.NOTHING: Tone.PLAIN, Sending.TYPED: Tone.DONE,
    Sending.MISSING: Tone.SOON,
}  # fmt: skip


@dataclass(frozen=True)
class Fixed:
    """Rows that are already at hand, as a table wants them; ids are their places."""

    columns: Sequence[Column]
    cells: Sequence[Sequence[Cell]]

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """All of them."""
        return array("q", range(len(self.cells)))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Some of them."""
        return {i: self.cells[i] for i in ids if i < len(self.cells)}

    def sums(self) -> Mapping[str, str]:
        """Nothing to sum."""
        return {}


_BOARD_COLUMNS = (
    Column("name", "Nơi gửi", 150, stretch=True, sortable=False),
    Column("state", "Tình trạng", 160, CellKind.PILL, sortable=False),
    Column("records", "Kiến nghị", 82, CellKind.NUMBER, sortable=False),
    Column("errors", "Dòng lỗi", 78, CellKind.NUMBER, sortable=False),
)
_HISTORY_COLUMNS = (
    Column("at", "Lúc nhập", 126, sortable=False),
    Column("file", "Tệp", 160, stretch=True, sortable=False),
    Column("sender", "Nơi gửi", 142, sortable=False),
    Column("state", "Kết quả", 118, CellKind.PILL, sortable=False),
)


Told = tuple[tuple[BoardLine, ...], list[ImportBatch], Mapping[int, str]]


def board_cells(line: BoardLine) -> Sequence[Cell]:
    """One sender."""
    errors = whole(line.errors) if line.errors else ""
    return line.name, Mark(SENDING_LABELS[line.state], _TONES[line.state]), whole(line.records), errors


def history_cells(batch: ImportBatch, vocabulary: Vocabulary) -> Sequence[Cell]:
    """One import."""
    counts = json.loads(batch.counts)
    taken = counts.get("written", 0) + counts.get("changed_written", 0)
    state = Mark("đã hoàn tác") if batch.undone_on else Mark(f"ghi {whole(taken)} dòng", Tone.DONE)
    return f"{batch.at:%d/%m/%Y %H:%M}", batch.file_name, vocabulary.units.label(batch.sender_unit), state


class BoardCard(Card):
    """Two lists behind pills. `undo_asked`, `rows_asked` and `marked_asked` carry a batch, `template_asked` units."""

    template_asked = Signal(object)
    undo_asked = Signal(object)
    rows_asked = Signal(object)
    marked_asked = Signal(object)
    missing_told = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.context = context
        self.period: Period | None = None
        self.lines: tuple[BoardLine, ...] = ()
        self.batches: list[ImportBatch] = []
        self.who: Mapping[int, str] = {}
        self.in_full = quiet_words()
        self._asker = Asker(self)
        self._asker.failed.connect(self._failed)
        self.pills = ViewPills()
        self.pills.set_views([View(BOARD, "Ai đã gửi"), View(HISTORY, "Các lần nhập")])
        self.pills.chosen.connect(self.choose)
        self.stack = QStackedWidget()
        self.senders = RecordTable("Ai đã gửi, ai chưa gửi")
        self.history = RecordTable("Các lần nhập")
        self.stack.addWidget(self._page(self.senders, self._board_acts()))
        self.stack.addWidget(self._page(self.history, self._history_acts(), self.in_full))
        self.senders.opened.connect(lambda place: self._open_sender(place))  # noqa: PLW0108 - a Qt slot of one number
        self.history.opened.connect(lambda _: self._with_batch(self.rows_asked))
        self.history.selection_changed.connect(self._tell_history_acts)
        self.history.current_changed.connect(lambda _: self._tell_history_acts())
        self.add(self.pills)
        self.add(self.stack, 1)

    def _page(self, table: RecordTable, acts: QHBoxLayout, *below: QWidget) -> QWidget:
        table.setProperty("role", "plain")
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(table, 1)
        for part in below:
            column.addWidget(part)
        column.addLayout(acts)
        return page

    def _board_acts(self) -> QHBoxLayout:
        self.template = Button("Tệp mẫu…", icon=Icon.EXCEL, act=self._ask_template)
        self.template.setToolTip("Tệp Excel có sẵn danh mục của đơn vị và kỳ đang chọn, để gửi cho huyện điền")
        self.copy = Button("Chép nơi chưa gửi", icon=Icon.COPY, act=self.copy_missing)
        return _row(self.template, self.copy)

    def _history_acts(self) -> QHBoxLayout:
        self.undo = Button("Hoàn tác…", icon=Icon.UNDO, act=lambda: self._with_batch(self.undo_asked))
        self.show_rows = Button("Xem kiến nghị", act=lambda: self._with_batch(self.rows_asked))
        self.marked = Button("Tệp đánh dấu…", act=lambda: self._with_batch(self.marked_asked))
        return _row(self.undo, self.show_rows, self.marked)

    # ── reading ──────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """Ask for both lists anew."""
        if self.period is None:
            return
        context, period = self.context, self.period

        def ask() -> Told:
            with context.database.reading() as session:
                found = batches(session)
                who = brought_by(session, found)
            return board(context.database, period), found, who

        self._asker.ask(ask, self._show)

    def _show(self, found: Told) -> None:
        self.lines, self.batches, self.who = found
        assert self.period is not None
        missing = [line for line in self.lines if line.state is Sending.MISSING]
        self.senders.set_empty("Kỳ này không có đơn vị phải gửi", "Chọn kỳ khác ở góc trên bên phải.")
        self.senders.show_source(Fixed(_BOARD_COLUMNS, [board_cells(x) for x in self.lines]), noun=self._noun)
        self.history.set_empty("Chưa nhập tệp nào", "Thả tệp vào khung bên trái để bắt đầu.")
        rows = [history_cells(b, self.context.vocabulary) for b in self.batches]
        self.history.show_source(Fixed(_HISTORY_COLUMNS, rows), noun="lần nhập")
        sent = f"Ai đã gửi (thiếu {len(missing)} {self._noun})" if missing else "Ai đã gửi (đủ)"
        self.pills.set_views([View(BOARD, sent), View(HISTORY, "Các lần nhập", len(self.batches))])
        self.copy.setEnabled(bool(missing))
        self.missing_told.emit(len(missing))
        self._tell_history_acts()

    @property
    def _noun(self) -> str:
        """Who sends workbooks: only units do; Hôm nay counts the organisations too, and says so."""
        unit = self.context.vocabulary.units.by_key.get(self.lines[0].unit) if self.lines else None
        return "xã" if unit is not None and unit.level == "commune" else "huyện"

    def _failed(self, trouble: Exception) -> None:
        if not isinstance(trouble, Trouble):
            raise trouble
        self.context.shell.explain(trouble)

    def choose(self, key: str) -> None:
        """Show one of the lists."""
        self.pills.choose(key)
        self.stack.setCurrentIndex(0 if key == BOARD else 1)

    # ── acts ─────────────────────────────────────────────────────────────────

    def _open_sender(self, place: int) -> None:
        line = self.lines[place]
        last = next((b for b in self.batches if b.id == line.last_batch), None)
        if last is not None:
            self.rows_asked.emit(last)
        else:
            self.template_asked.emit((line.unit,))

    def _ask_template(self) -> None:
        chosen = [self.lines[i].unit for i in self.senders.selected_ids()]
        self.template_asked.emit(tuple(chosen))

    def copy_missing(self) -> None:
        """Names of those that have not sent, one a line."""
        names = [line.name for line in self.lines if line.state is Sending.MISSING]
        QGuiApplication.clipboard().setText("\n".join(names))
        self.context.shell.toast(f"Đã chép tên {len(names)} {self._noun} chưa gửi.")

    def batch(self) -> ImportBatch | None:
        """The import with the keyboard."""
        place = self.history.current_id()
        return self.batches[place] if place is not None and place < len(self.batches) else None

    def _with_batch(self, signal: object) -> None:
        if (batch := self.batch()) is not None:
            signal.emit(batch)  # type: ignore[attr-defined]  # one of this card's signals

    def _tell_history_acts(self) -> None:
        batch = self.batch()
        for button in (self.show_rows, self.marked):
            button.setEnabled(batch is not None)
        self.undo.setEnabled(batch is not None and batch.undone_on is None)
        self.in_full.setText(batch_words(batch, self.who.get(batch.id, "")) if batch is not None else "")
        self.in_full.setVisible(batch is not None)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 6, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
