"""Columns of a list as the person likes them: which, how wide, in which order, sorted by what."""

import json
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from mttq_desktop.ui.buttons import literal
from mttq_desktop.ui.table_model import RecordTableModel
from mttq_desktop.ui.table_paint import Heading


class Memory(Protocol):
    """Where a list's columns are remembered, as one text."""

    def load(self) -> str:
        """What was saved last, or an empty text."""

    def save(self, text: str) -> None:
        """Keep this text."""


class Columns(QObject):
    """Widths, order and choice of the columns; one column may take the room that is left."""

    changed = Signal()

    def __init__(self, view: QTableView, model: RecordTableModel, memory: Memory | None) -> None:
        super().__init__(view)
        self._view, self._model, self._memory = view, model, memory
        self._quiet = self._manual = False
        header = view.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self.remember())

    def visual(self) -> list[int]:
        """Shown and hidden columns from left to right."""
        header = self._view.horizontalHeader()
        return [header.logicalIndex(v) for v in range(header.count())]

    def shown(self) -> list[int]:
        """Shown columns from left to right."""
        return [i for i in self.visual() if not self._view.isColumnHidden(i)]

    def show_column(self, logical: int, on: bool) -> None:
        """Show or hide a column; the last one stays."""
        if on or len(self.shown()) > 1:
            self._view.setColumnHidden(logical, not on)
            self.fit()
            self.remember()

    def menu(self, parent: QWidget) -> QMenu:
        """The column chooser, and the order as it was at first."""
        menu = QMenu("Cột hiển thị", parent)
        for logical in self.visual():
            act = menu.addAction(literal(self._model.columns[logical].title))
            act.setCheckable(True)
            act.setChecked(not self._view.isColumnHidden(logical))
            act.toggled.connect(lambda on, i=logical: self.show_column(i, on))
        menu.addSeparator()
        menu.addAction("Xếp lại cột như ban đầu", self.forget)
        return menu

    def fit(self) -> None:
        """Give the stretching column what is left, but never less than its own width."""
        columns, header = self._model.columns, self._view.horizontalHeader()
        wide = next((i for i, c in enumerate(columns) if c.stretch), None)
        if wide is not None and not self._manual and not self._quiet and header.count() == len(columns):
            others = sum(header.sectionSize(i) for i in range(header.count()) if i != wide)
            self._quiet = True
            header.resizeSection(wide, max(columns[wide].width, self._view.viewport().width() - others))
            self._quiet = False
        if isinstance(header, Heading):
            header.settle()
        self.changed.emit()

    def _resized(self, logical: int, _old: int, _new: int) -> None:
        if not self._quiet and logical < len(self._model.columns):
            self._manual = self._manual or self._model.columns[logical].stretch
            self.fit()
            self.remember()

    # ── remembering ──────────────────────────────────────────────────────────

    def kept(self) -> dict[str, object]:
        """What was remembered; nothing when it cannot be read."""
        text = self._memory.load() if self._memory else ""
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def remember(self) -> None:
        """Keep everything as it stands."""
        columns = self._model.columns
        if self._memory is None or not columns or self._quiet:
            return
        kept = {
            "order": [columns[i].key for i in self.visual()],
            "widths": {c.key: self._view.columnWidth(i) for i, c in enumerate(columns)},
            "hidden": [c.key for i, c in enumerate(columns) if self._view.isColumnHidden(i)],
            "manual": self._manual,
            "sort": self._model.sort_key,
            "descending": self._model.descending,
        }
        self._memory.save(json.dumps(kept))

    def forget(self) -> None:
        """Back to the columns as they were at first."""
        if self._memory is not None:
            self._memory.save("")
        self.restore({})

    def restore(self, kept: dict[str, object]) -> None:
        """Lay the columns out as remembered; unknown names are passed over, new columns stand last."""
        self._quiet = True
        self._manual = bool(kept.get("manual"))
        self._restore_sizes(kept.get("widths"), kept.get("hidden"))
        self._restore_order(kept.get("order"))
        self._quiet = False
        self.fit()
        self._view.viewport().update()

    def _restore_sizes(self, widths: object, hidden: object) -> None:
        header = self._view.horizontalHeader()
        for i, column in enumerate(self._model.columns):
            width = widths.get(column.key) if isinstance(widths, dict) else None
            header.setSectionHidden(i, column.key in hidden if isinstance(hidden, list) else column.hidden)
            header.resizeSection(i, width if isinstance(width, int) and width > 0 else column.width)

    def _restore_order(self, order: object) -> None:
        header, known = self._view.horizontalHeader(), [c.key for c in self._model.columns]
        wanted = [k for k in order if k in known] if isinstance(order, list) else []
        for place, key in enumerate([*wanted, *(k for k in known if k not in wanted)]):
            header.moveSection(header.visualIndex(known.index(key)), place)
