"""A table of letters before they are written: which go out, their numbers and days, what each holds and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop import paths
from mttq_desktop.errors import Cancelled, Refused, Trouble
from mttq_desktop.services.reports import Written
from mttq_desktop.services.reports.sending import Outgoing, send_out
from mttq_desktop.text.dates import read_date
from mttq_desktop.text.numbers import whole
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Job
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.undoing import Done
from mttq_desktop.ui.statusbar import JobBar
from mttq_desktop.ui.theme import ROW_HEIGHT
from mttq_desktop.ui.widgets.dialogs import room_for
from mttq_desktop.ui.widgets.scroll import Scroll
from mttq_desktop.ui.widgets.ticked import show_ticks

L = TypeVar("L")
_ID = Qt.ItemDataRole.UserRole
_DETAILS_HEIGHT = 150
_ROWS_SEEN, _BESIDE_ROWS = 8, 400
_LONGEST = 150
"""Letters of a content in the list of petitions; the whole of it is its tip."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column of the table; `edit` reads what was typed into a changed letter, or refuses it."""

    title: str
    width: int
    edit: Callable[[Any, str], Any] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One petition in a letter."""

    id: int
    text: str


class LettersDialog(ActDialog, Generic[L]):
    """Rows are letters, the first column says to whom. Space takes a letter out, F2 or typing edits a cell."""

    document_word = "công văn"

    def __init__(self, context: Context, title: str, about: str, parent: QWidget) -> None:
        super().__init__(context, title, about, "", parent, min(980, parent.window().width()))
        self.letters: list[L] = []
        self.out: set[int] = set()
        self.taken_out: dict[int, set[int]] = {}
        self._quiet = False
        self.folder = Path(context.settings.documents_folder or paths.documents_dir())
        self.written: tuple[Path, ...] = ()
        self.job: Job[Written] | None = None
        self._build()

    # ── what a kind of letter decides ────────────────────────────────────────
    # Every kind answers these; a widget's metaclass is Qt's own and knows no abstract methods.

    def heads(self) -> Sequence[Head]:
        """The columns."""
        raise NotImplementedError

    def cells(self, letter: L) -> Sequence[str]:
        """Texts of a letter, one for each column."""
        raise NotImplementedError

    def why(self, letter: L) -> tuple[str, Sequence[str]]:
        """A heading and sentences about the letter."""
        raise NotImplementedError

    def items(self, letter: L) -> Sequence[Item]:
        """Petitions in the letter as planned."""
        raise NotImplementedError

    def without(self, letter: L, left: frozenset[int]) -> L:
        """The letter with these petitions taken out."""
        raise NotImplementedError

    def going(self, letters: Sequence[L]) -> Outgoing:
        """The letters as they go out together."""
        raise NotImplementedError

    def told(self, letters: Sequence[L]) -> str:
        """What was done once they are out."""
        raise NotImplementedError

    # ── building ─────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.table = QTableWidget(0, len(self.heads()))
        self.table.setAccessibleName("Các văn bản sẽ gửi")
        self.table.setHorizontalHeaderLabels([h.title for h in self.heads()])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, head in enumerate(self.heads()):
            self.table.setColumnWidth(column, head.width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(self._edited)
        self.table.currentCellChanged.connect(lambda row, *_: self._show_row(row))
        self.body.addWidget(self.table, 1)
        show_ticks(self.table)
        self.details = QWidget()
        self.details.setLayout(self._below())
        self.body.addWidget(self.details)
        paper = QWidget()
        paper.setLayout(self._paper())
        self.body.addWidget(paper)
        bar = JobBar(self.context.jobs)
        bar.stop.hide()  # the dialog's own Hủy stops it
        self.foot.insertWidget(0, bar)

    def _below(self) -> QHBoxLayout:
        self.reason_title, self.reasons = QLabel(), QLabel()
        self.reason_title.setProperty("role", "heading")
        self.reasons.setWordWrap(True)
        self.reasons.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reasons.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list_title, self.list = QLabel(), QListWidget()
        self.list_title.setProperty("role", "heading")
        self.list.setAccessibleName("Kiến nghị trong văn bản")
        self.list.setFixedHeight(_DETAILS_HEIGHT)
        self.list.setWordWrap(True)
        show_ticks(self.list)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._ticked)
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.reason_title)
        left.addWidget(_bounded(self.reasons))
        for tall in (self.list_title, self.list):
            right.addWidget(tall)
        for side in (left, right):
            side.setSpacing(6)
            side.addStretch(1)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        return row

    def _paper(self) -> QHBoxLayout:
        self.on_paper = QCheckBox()
        self.on_paper.setChecked(True)
        self.place = QLabel(str(self.folder))
        self.place.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.on_paper)
        row.addWidget(self.place)
        row.addWidget(LinkButton("đổi…", self._choose_folder))
        row.addStretch(1)
        return row

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Thư mục lưu văn bản", str(self.folder))
        if chosen:
            self.folder = Path(chosen)
            self.place.setText(chosen)

    # ── rows ─────────────────────────────────────────────────────────────────

    def show_letters(self, letters: Sequence[L]) -> None:
        """Show these letters, all of them to be sent."""
        self._quiet = True
        self.letters, self.out, self.taken_out = list(letters), set(), {}
        self.table.setRowCount(len(letters))
        for row in range(len(letters)):
            self._write_row(row)
        rows = min(max(len(letters), 2), self._rows_seen())
        self.table.setMinimumHeight(36 + rows * ROW_HEIGHT + 4)
        self._quiet = False
        self.details.setVisible(bool(letters))
        folder = " thư mục mới trong" if len(letters) > 1 else ""
        self.on_paper.setText(f"Viết {self.document_word} ra Word vào{folder}")
        if letters:
            self.table.setCurrentCell(0, 0)
        self._show_row(0)
        self.say_strong()

    def _rows_seen(self) -> int:
        """As many as leave room for what stands below, on a low screen too."""
        return max(2, min(_ROWS_SEEN, (room_for(self).height() - _BESIDE_ROWS) // ROW_HEIGHT))

    def _write_row(self, row: int) -> None:
        for column, text in enumerate(self.cells(self.letters[row])):
            cell = self.table.item(row, column) or QTableWidgetItem()
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            if self.heads()[column].edit is not None:
                flags |= Qt.ItemFlag.ItemIsEditable
            if column == 0:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
                cell.setCheckState(Qt.CheckState.Unchecked if row in self.out else Qt.CheckState.Checked)
            cell.setFlags(flags)
            cell.setText(text)
            if self.table.item(row, column) is None:
                self.table.setItem(row, column, cell)

    def _edited(self, cell: QTableWidgetItem) -> None:
        if self._quiet:
            return
        row, edit = cell.row(), self.heads()[cell.column()].edit
        if cell.column() == 0:
            (self.out.discard if cell.checkState() is Qt.CheckState.Checked else self.out.add)(row)
        elif edit is not None:
            self._take(row, edit, cell.text())
        self._quiet = True
        self._write_row(row)
        self._quiet = False
        self._show_row(row)
        self.say_strong()

    def _take(self, row: int, edit: Callable[[L, str], L], text: str) -> None:
        self.trouble.hide()
        try:
            self.letters[row] = edit(self.letters[row], text)
        except Trouble as trouble:
            self.refuse(trouble)

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self.letters):
            self.reason_title.clear()
            self.reasons.clear()
            self.list.clear()
            self.list_title.clear()
            return
        title, lines = self.why(self.letters[row])
        self.reason_title.setText(title)
        self.reasons.setText("\n".join(lines))
        items = self.items(self.letters[row])
        self.list_title.setText(f"{whole(len(items))} kiến nghị trong văn bản này")
        self.list.blockSignals(True)
        self.list.clear()
        for item in items:
            line = QListWidgetItem(shortened(item.text, _LONGEST))
            line.setData(_ID, item.id)
            line.setToolTip(item.text)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            away = item.id in self.taken_out.get(row, ())
            line.setCheckState(Qt.CheckState.Unchecked if away else Qt.CheckState.Checked)
            self.list.addItem(line)
        self.list.blockSignals(False)

    def _ticked(self, line: QListWidgetItem) -> None:
        away = self.taken_out.setdefault(self.table.currentRow(), set())
        (away.discard if line.checkState() is Qt.CheckState.Checked else away.add)(line.data(_ID))
        self.say_strong()

    def chosen(self) -> list[L]:
        """Letters to be sent, without the petitions taken out of them."""
        kept = [(i, x) for i, x in enumerate(self.letters) if i not in self.out]
        letters = [self.without(x, frozenset(self.taken_out.get(i, ()))) for i, x in kept]
        return [x for x in letters if self.items(x)]

    def say_strong(self) -> None:
        """What the strong button will do, in numbers."""
        raise NotImplementedError

    # ── doing ────────────────────────────────────────────────────────────────

    def try_it(self) -> None:
        """Record and write to Word in one act, off the window's thread; a refusal stays here, and then nothing is."""
        if self.job is not None:
            return
        letters, database, today = self.chosen(), self.context.database, self.context.today()
        going, base = self.going(letters), self.folder if self.on_paper.isChecked() else None
        job = Job(self.windowTitle(), lambda progress: send_out(database, going, base, today, progress),
                  self.context.jobs)  # fmt: skip
        job.finished.connect(partial(self._sent, self.told(letters)))
        job.failed.connect(self.refuse)
        job.cancelled.connect(lambda: self.refuse(Cancelled()))
        job.ended.connect(self._ended)
        self._at_work(job)
        self.context.jobs.start(job)

    def _at_work(self, job: Job[Written] | None) -> None:
        self.job = job
        self.table.setEnabled(job is None)
        self.details.setEnabled(job is None)
        if job is not None:
            self.trouble.hide()
            self.strong.setEnabled(False)

    def _ended(self) -> None:
        self._at_work(None)
        self.say_strong()

    def _sent(self, said: str, written: Written) -> None:
        assert written.act is not None
        self.written = written.paths
        where = f"{whole(len(written.paths))} tệp Word trong {written.paths[0].parent}" if written.paths else ""
        self.act_done.emit(Done(said, (written.act,), where))
        self.accept()

    def give_up(self) -> None:
        """Hủy or Esc stops what is being written; then nothing of it stays."""
        if self.job is not None:
            self.job.cancel()
        else:
            super().give_up()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross stops it too."""
        if self.job is not None and event.spontaneous():
            self.job.cancel()
            event.ignore()
            return
        super().closeEvent(event)


def _bounded(words: QLabel) -> QScrollArea:
    """Reasons as high as the list beside them; a long one is scrolled."""
    area = Scroll(words)
    area.setFixedHeight(_DETAILS_HEIGHT)
    return area


def typed_day(text: str) -> Any:
    """The day typed into a cell, or a refusal."""
    day = read_date(text).day
    if day is None:
        raise Refused(f"Không hiểu ngày “{text}”.", "Ghi như 5/3/2024.")
    return day
