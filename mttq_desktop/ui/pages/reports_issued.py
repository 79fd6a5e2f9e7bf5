"""Before and after printing: what is still missing, what was issued, and which figures moved since."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop import paths
from mttq_desktop.errors import Trouble
from mttq_desktop.records.office import Letter
from mttq_desktop.services.reports import Gap, Moved, give_back
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.sections import scrolled


@dataclass(frozen=True)
class Printed:
    """What was issued of a document, which figures of the last one moved, and what is missing now."""

    letters: Sequence[Letter] = ()
    moved: Sequence[Moved] = ()
    gaps: Sequence[Gap] = field(default=())


class IssuedPart(QWidget):
    """Letters with their files. `rows_asked` carries a title, records and the name of their kind."""

    rows_asked = Signal(str, object, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.letters: Sequence[Letter] = ()
        self.places: dict[str, Path] = {}
        """Where files written since the start lie, when the person chose another folder."""
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName("Các văn bản đã phát hành")
        self.table.setHorizontalHeaderLabels(["Số, ký hiệu", "Ngày", "Tệp"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._tell)
        self.table.doubleClicked.connect(lambda _: self.open_file())
        self.file_button = Button("Mở tệp", icon=Icon.FILE, act=self.open_file)
        self.folder_button = Button("Mở thư mục", icon=Icon.FOLDER, act=lambda: open_path(self.folder))
        row = QHBoxLayout()
        row.addWidget(self.file_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        self.none = QLabel("Chưa phát hành lần nào cho kỳ này. Bấm “Phát hành ra Word” để văn bản có số và ngày.")
        self.none.setProperty("role", "quiet")
        self.none.setWordWrap(True)
        self.differences = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.none)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addLayout(self.differences)

    @property
    def folder(self) -> Path:
        """Where documents are put."""
        return Path(self.context.settings.documents_folder or paths.documents_dir())

    def show_printed(self, printed: Printed) -> None:
        """Show letters and the figures that moved."""
        self.letters = printed.letters
        self.none.setVisible(not self.letters)
        self.table.setRowCount(len(self.letters))
        for row, letter in enumerate(self.letters):
            texts = (letter.number, short(letter.day), letter.file_name or "chưa viết ra Word")
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        if self.letters and self.table.currentRow() < 0:
            self.table.selectRow(0)
        _empty(self.differences)
        if printed.moved:
            self.differences.addWidget(_heading("Số liệu đã đổi từ lần phát hành gần nhất:"))
        for one in printed.moved[:6]:
            self.differences.addLayout(self._difference(one))
        self._tell()

    def _difference(self, one: Moved) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(f"{one.label}: {one.told}"))
        fresh = tuple(set(one.now_ids) ^ set(one.then_ids))
        if fresh:
            opening = partial(self.rows_asked.emit, one.label, fresh, one.kind)
            row.addWidget(LinkButton(f"Mở {whole(len(fresh))} dòng khác", opening))
        row.addStretch(1)
        return row

    @property
    def file(self) -> Path | None:
        """The file of the chosen letter, when it lies where it was written or where documents are put."""
        letter = self._chosen
        if letter is None or not letter.file_name:
            return None
        written = [Path(letter.folder, letter.file_name)] if letter.folder else []
        given = [p for p in (self.places.get(letter.file_name),) if p is not None]
        return next((p for p in (*given, *written, self.folder / letter.file_name) if paths.is_there(p)), None)

    def open_file(self) -> None:
        """Open the chosen document in Word; where its file is gone, the copy kept when it was issued."""
        path = self.file
        if path is None and (letter := self._chosen) is not None:
            try:
                path = give_back(self.context.database, letter.id, self.folder)
            except Trouble as trouble:
                self.context.shell.explain(trouble)
                return
            self.places[path.name] = path
        if path is not None:
            open_path(path)

    @property
    def _chosen(self) -> Letter | None:
        row = self.table.currentRow()
        return self.letters[row] if 0 <= row < len(self.letters) else None

    def _tell(self) -> None:
        written = self._chosen is not None and bool(self._chosen.file_name)
        gone = f"Tệp không còn ở {self.folder}; mở bản đã giữ khi phát hành."
        self.file_button.setEnabled(written)
        self.file_button.setToolTip(gone if written and self.file is None else "")


class GapsPart(QWidget):
    """What the person who prints should know, each with the petitions to open (`rows_asked`)."""

    rows_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        inside.setProperty("role", "clear")
        self.lines = QVBoxLayout(inside)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))

    def show_gaps(self, gaps: Sequence[Gap], nothing: str = "Không còn thiếu gì; có thể phát hành.") -> None:
        """Show these, or what is to be said when there are none."""
        _empty(self.lines)
        if not gaps:
            self.lines.addWidget(QLabel(nothing))
        for gap in gaps:
            box = QWidget()
            row = QHBoxLayout(box)
            row.setContentsMargins(0, 0, 0, 0)
            words = QLabel(gap.message)
            words.setWordWrap(True)
            row.addWidget(words, 1)
            if gap.ids:
                opening = partial(self.rows_asked.emit, gap.message.rstrip("."), gap.ids)
                row.addWidget(LinkButton(f"Mở {whole(len(gap.ids))} dòng", opening))
            self.lines.addWidget(box)
        self.lines.addStretch(1)


def told_moved(moved: Sequence[Moved], number: str) -> tuple[str, str]:
    """That figures are others than when a document was issued, and the first of them with old and new."""
    told = "; ".join(f"{m.label}: {m.told}" for m in moved[:3])
    more = f" … và {whole(len(moved) - 3)} số khác" if len(moved) > 3 else ""
    which = f" văn bản số {number}" if number else ""
    return f"Số liệu đã đổi từ khi phát hành{which}.", told + more


def open_path(path: Path) -> None:
    """Open a file or folder with the desktop's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "group")
    return label


def _empty(column: QLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            _empty(inner)
