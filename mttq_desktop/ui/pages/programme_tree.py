"""The contents of a programme as a tree: headings at the left, the chosen one's words at the right."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop.errors import Problem
from mttq_desktop.rules.tree import Placed, next_code, swapped
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.buttons import Button, IconButton
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.part_grid import GridRow, PartGrid

_TREE_WIDTH, _HEIGHT, _LONGEST = 400, 430, 90


class SectionTree(PartGrid):
    """Rows of sections; which heading stands above which is seen, not typed."""

    def _lay_out(self) -> None:
        self._parents: dict[int, GridRow | None] = {}
        self._items: dict[int, QTreeWidgetItem] = {}
        self._pages: dict[int, QWidget] = {}
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("Mục lục của chương trình")
        self.tree.setMinimumHeight(_HEIGHT)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.currentItemChanged.connect(lambda now, _: self._show_item(now))
        self.pages = QStackedWidget()
        left = QWidget()
        left.setFixedWidth(_TREE_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addLayout(self._acts())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self.pages, 1)
        row.addWidget(self.empty)

    def _acts(self) -> QHBoxLayout:
        self.below_button = Button("Thêm mục con", act=self.add_below)
        self.add_button.setText("Thêm mục")
        self.up = IconButton(Icon.UP, "Chuyển lên (số mục đổi theo)", lambda: self.shift(-1))
        self.down = IconButton(Icon.DOWN, "Chuyển xuống (số mục đổi theo)", lambda: self.shift(1))
        self.drop_button = IconButton(Icon.TRASH, "Bỏ mục này", self.drop_current)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.below_button)
        row.addStretch(1)
        for button in (self.up, self.down, self.drop_button):
            row.addWidget(button)
        return row

    def _head(self) -> None:
        """Captions stand beside the fields of each section."""

    # ── rows in their places ─────────────────────────────────────────────────

    @property
    def current(self) -> GridRow | None:
        """The section whose words are shown."""
        item = self.tree.currentItem()
        return next((r for r in self.rows if id(r) in self._items and self._items[id(r)] is item), None)

    def show_rows(self, rows: Any, owner: Mapping[str, Any]) -> None:
        """The sections of one programme, the first one in front; the one looked at stays after saving."""
        before = self.current
        code = _text(before, "code") if before is not None else ""
        super().show_rows(rows, owner)
        by_code = {_text(r, "code"): r for r in self.rows}
        for row in self.rows:
            parent = by_code.get(str(row.rest.pop("parent", "")))
            self._parents[id(row)] = parent if parent is not row else None
        self._build(by_code.get(code))

    def clear(self) -> None:
        """No sections."""
        self.tree.clear()
        self._items.clear()
        self._parents.clear()
        super().clear()

    def add_row(self) -> GridRow:
        """A heading beside the chosen one, after it."""
        current = self.current
        return self._add(self._parents.get(id(current)) if current is not None else None)

    def add_below(self) -> GridRow | None:
        """A heading under the chosen one."""
        return self._add(self.current) if self.current is not None else None

    def _add(self, parent: GridRow | None) -> GridRow:
        code = next_code(self._placed(), _text(parent, "code") if parent is not None else None)
        row = super().add_row()
        row.editors["code"].set_text(code)
        self.rows.remove(row)
        self.rows.insert(self._end_of(parent), row)
        self._parents[id(row)] = parent
        self._build(row)
        row.editors["title"].setFocus()
        return row

    def put_back(self, texts: Mapping[str, str]) -> GridRow:
        """A section as it was typed, under the heading that stands before it."""
        row = super().put_back({n: t for n, t in texts.items() if n != "parent"})
        above = [r for r in self.rows if r is not row and _text(r, "code") == texts.get("parent")]
        self._parents[id(row)] = above[0] if above else None
        self.rows.remove(row)
        self.rows.append(row)
        self._build(row)
        return row

    def _end_of(self, parent: GridRow | None) -> int:
        """The place after everything under a heading."""
        if parent is None:
            return len(self.rows)
        inside = [i for i, r in enumerate(self.rows) if r is parent or self._is_below(r, parent)]
        return inside[-1] + 1

    def _is_below(self, row: GridRow, parent: GridRow) -> bool:
        above = self._parents.get(id(row))
        return above is not None and (above is parent or self._is_below(above, parent))

    def shift(self, by: int) -> None:
        """The chosen section changes places with its neighbour; their numbers stay in order."""
        row = self.current
        if row is None or (order := swapped(self._placed(), self.rows.index(row), by)) is None:
            return
        before = list(self.rows)
        self.rows = [before[old] for old, _ in order]
        for one, (_, placed) in zip(self.rows, order, strict=True):
            one.editors["code"].set_text(placed.code)
        self._build(row)
        self.touched.emit()

    def drop_current(self) -> None:
        """The chosen section goes; one with others under it stays until they are gone."""
        row = self.current
        if row is not None and row not in self._parents.values():
            at = self.rows.index(row)
            self.remove(row)
            self._parents.pop(id(row), None)
            self._build(self.rows[min(at, len(self.rows) - 1)] if self.rows else None)

    def _placed(self) -> list[Placed]:
        return [Placed(_text(r, "code"), self._parent_code(r)) for r in self.rows]

    def _parent_code(self, row: GridRow) -> str | None:
        parent = self._parents.get(id(row))
        return _text(parent, "code") or None if parent is not None else None

    # ── tree and words ───────────────────────────────────────────────────────

    def _build(self, chosen: GridRow | None = None) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = {id(r): QTreeWidgetItem() for r in self.rows}
        for row in self.rows:
            parent = self._parents.get(id(row))
            item = self._items[id(row)]
            if parent is not None and id(parent) in self._items:
                self._items[id(parent)].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            self._name(row)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        shown = chosen or (self.rows[0] if self.rows else None)
        if shown is not None:
            self.tree.setCurrentItem(self._items[id(shown)])
        self._show_item(self.tree.currentItem())

    def _name(self, row: GridRow) -> None:
        if (item := self._items.get(id(row))) is None:
            return
        title = " ".join(_text(row, "title").split())
        told = f"{_text(row, 'code')}. {title or '(chưa có tiêu đề)'}"
        item.setText(0, shortened(told, _LONGEST))
        item.setToolTip(0, told)

    def _show_item(self, item: QTreeWidgetItem | None) -> None:
        row = self.current if item is not None else None
        if row is not None and id(row) in self._pages:
            self.pages.setCurrentWidget(self._pages[id(row)])
        under = row is not None and row in self._parents.values()
        for button in (self.up, self.down, self.below_button):
            button.setEnabled(row is not None)
        self.drop_button.setEnabled(row is not None and not under)
        self.drop_button.setToolTip("Bỏ các mục con trước" if under else "Bỏ mục này")

    def _lay(self, row: GridRow) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        short = QHBoxLayout()
        short.setSpacing(14)
        for name in self.part.shown:
            field = QVBoxLayout()
            field.setSpacing(2)
            field.addWidget(_caption(self.part.kind.field(name).label))
            field.addWidget(row.editors[name])
            field.addStretch(1)
            (short if name in ("code", "heading", "valid_from") else column).addLayout(field)
        column.insertLayout(0, short)
        row.below.setProperty("role", "error")
        row.below.setWordWrap(True)
        row.below.hide()
        column.addWidget(row.below)
        column.addStretch(1)
        for name in ("code", "title"):
            row.editors[name].edited.connect(lambda: self._name(row))
        self._pages[id(row)] = page
        self.pages.addWidget(page)

    def _drop(self, row: GridRow) -> None:
        page = self._pages.pop(id(row))
        self.pages.removeWidget(page)
        page.deleteLater()

    def _tell_empty(self) -> None:
        self.empty.setVisible(not self.rows)
        self.pages.setVisible(bool(self.rows))

    # ── reading ──────────────────────────────────────────────────────────────

    def values_of(self, row: GridRow) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The words of a section, and the heading it stands under."""
        values, problems = super().values_of(row)
        return values | {"parent": self._parent_code(row)}, problems

    def texts(self) -> list[dict[str, str]]:
        """As typed, each with the heading above."""
        typed = [r for r in self.rows if r.typed]
        return [t | {"parent": self._parent_code(r) or ""} for t, r in zip(super().texts(), typed, strict=True)]

    def focus_first_problem(self) -> bool:
        """The section in trouble comes in front."""
        for row in self.rows:
            if any(p.is_error for p in row.problems):
                self.tree.setCurrentItem(self._items[id(row)])
                break
        return super().focus_first_problem()


def _text(row: GridRow, name: str) -> str:
    return row.editors[name].text().strip()


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    return label
