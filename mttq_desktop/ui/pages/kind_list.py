"""The list of any kind as its page shows it: views by state and due day, acts in the menu, the trash."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from mttq_desktop.fields import Coded, Entry, Line, Link, Several, UnitOf
from mttq_desktop.queries.cases import all_values
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.register import owner_of
from mttq_desktop.services.records import trash_records
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_facts import SOON_DAYS, coded_mark, due_mark
from mttq_desktop.ui.pages.kind_look import Act, Look
from mttq_desktop.ui.pages.listing import ListPage
from mttq_desktop.ui.pages.listing_source import KindSource
from mttq_desktop.ui.pages.listing_views import TRASH, ListView, everything
from mttq_desktop.ui.pages.petitions_words import organisation_sign
from mttq_desktop.ui.table import Cell, Column
from mttq_desktop.ui.table_paint import pill_column, title_width

_LATE = ListView("late", "Quá hạn", lambda where: replace(where, late=True, period=None), "Không có gì quá hạn",
                 "Hồ sơ có việc quá hạn hiện ở đây.", urgent=True)  # fmt: skip
_SOON = ListView("soon", f"Trong {SOON_DAYS} ngày", lambda where: replace(where, due_within=SOON_DAYS, period=None),
                 "Không có gì đến hạn", "Hồ sơ có việc đến hạn trong bảy ngày tới hiện ở đây.")  # fmt: skip


_DUE_WIDTH, _SIGN_WIDTH, _NAME_LEAST = 132, 96, 152
_NUMBER_MOST, _UNIT_MOST, _OTHER_MOST, _OTHER_LEAST = 150, 144, 128, 96
"""Pixels: “Quá hạn 120 ngày” stands whole; names in catalogues give way to what names the record, and to states."""
_ROOM = 1_078
"""Pixels of a list on a screen of 1366: columns that would stand beyond wait in the chooser."""


class KindListSource(KindSource):
    """Rows whose states and nearest due days are words with a tone."""

    def make_columns(self) -> Sequence[Column]:
        """Columns that leave room for the one that names the record, as many as a small screen shows."""
        wide = [replace(c, width=max(self._width(c), title_width(c.title))) for c in super().make_columns()]
        made = list(self._giving_way(wide))
        ends = accumulate(c.width for c in made)
        return tuple(replace(c, hidden=end > _ROOM) for c, end in zip(made, ends, strict=True))

    def _giving_way(self, made: Sequence[Column]) -> Iterator[Column]:
        """Choices narrow as far as states need that stand whole, and no further than keeps a column in sight."""
        least = [self._least(c) for c in made]
        seen = sum(end <= _ROOM for end in accumulate(least))
        over = sum(c.width for c in made[:seen]) - _ROOM if any(self._marked(c.key) for c in made) else 0
        for column, narrow in zip(made, least, strict=True):
            taken = max(0, min(over, column.width - narrow))
            over -= taken
            yield replace(column, width=column.width - taken)

    def _least(self, column: Column) -> int:
        return min(column.width, max(_OTHER_LEAST, title_width(column.title))) if self._gives(column) else column.width

    def _gives(self, column: Column) -> bool:
        chosen = isinstance(self.kind.field(column.key), Coded | Link | Several | UnitOf | Line)
        return chosen and not column.stretch and not self._marked(column.key) and column.key != self.kind.number

    def _width(self, column: Column) -> int:
        if column.key == self.kind.due:
            return _DUE_WIDTH
        if column.key == self.kind.number:
            return min(column.width, _NUMBER_MOST)
        if column.stretch:
            return min(column.width, _NAME_LEAST)
        if self._marked(column.key):
            return pill_column(e.label for e in self._labels(column.key))
        if self._of_organisations(column.key):
            return _SIGN_WIDTH
        if isinstance(field := self.kind.field(column.key), UnitOf):
            return min(column.width, _UNIT_MOST)
        return min(column.width, _OTHER_MOST) if isinstance(field, Coded | Link | Several) else column.width

    def _labels(self, name: str) -> Sequence[Entry]:
        field = self.kind.field(name)
        assert isinstance(field, Coded)
        return field.lookup(self.context.vocabulary).entries

    def cells(self, record_id: int, values: Mapping[str, Any]) -> Sequence[Cell]:
        """The cells of one record, in the order of the columns."""
        return [self._cell(c.key, values[c.key]) for c in self.columns]

    def _cell(self, name: str, value: Any) -> Cell:
        if name == self.kind.due:
            return due_mark(value, self.context.today()) if value is not None else ""
        if self._marked(name):
            return coded_mark(self.context, self.kind, name, value) or ""
        if self._of_organisations(name) and value not in (None, ()):
            keys = value if isinstance(value, tuple) else (value,)
            return ", ".join(organisation_sign(key, self.context.vocabulary) for key in keys)
        return self.text(name, value)

    def _marked(self, name: str) -> bool:
        """Whether its words stand on a patch of colour."""
        return isinstance(self.kind.field(name), Coded) and name in (self.kind.state, "result", "progress", "verdict")

    def _of_organisations(self, name: str) -> bool:
        field = self.kind.field(name)
        return isinstance(field, Link | Several) and field.target == "organisation"


class KindList(ListPage):
    """`entry_asked` wants an empty form."""

    entry_asked = Signal()

    def __init__(self, context: Context, look: Look) -> None:
        self.look = look
        super().__init__(context, look.kind, always=look.ready)
        self.every_period = look.every_period
        for title, act in look.extra:
            self.bar.add_act(Button(title, act=partial(act, context, self)), below=True)
        if owner_of(look.kind) is None:
            words = f"Thêm {look.kind.one}   Ctrl+N"
            self.bar.add_act(Button(words, strong=True, act=self.entry_asked.emit), below=True)
        gone = QShortcut(QKeySequence("Delete"), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        gone.activated.connect(lambda: self._trash(self.chosen_ids(), self.view_key == TRASH.key))

    # ── what kind of list this is ────────────────────────────────────────────

    def make_views(self) -> Sequence[ListView]:
        """All, those with days, the kind's own, the trash."""
        days = (_SOON, _LATE) if self.kind.due else ()
        return (everything(self.kind), *self.look.views, *days, TRASH)

    def make_source(self, where: Filter) -> KindSource:
        """Rows with their states."""
        source = KindListSource(self.context, self.kind, where)
        source.summed = tuple(name for name, _ in self.look.summed)
        return source

    def first_sort(self) -> tuple[str | None, bool]:
        """By number or day, the newest first; else by the first column."""
        name = self.kind.number or self.kind.day or self.kind.listed[0]
        return (name if name in self.kind.listed else self.kind.listed[0]), self.kind.descending

    def summed(self) -> Sequence[tuple[str, str]]:
        """Whole numbers summed in the foot."""
        return self.look.summed

    def waiting_views(self) -> Sequence[str]:
        """Counted in the sidebar."""
        return self.look.waiting or (("late",) if self.kind.due else ())

    # ── acts ─────────────────────────────────────────────────────────────────

    def fill_menu(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Acts that apply to some of the chosen records, then the trash."""
        back = self.view_key == TRASH.key
        for act, fitting in () if back else self.offers(ids):
            fewer = f" ({whole(len(fitting))})" if len(fitting) < len(ids) else ""
            menu.addAction(act.title + fewer, partial(act.run, self.context, self, fitting))
        menu.addAction("Lấy lại từ thùng rác" if back else "Bỏ vào thùng rác", lambda: self._trash(list(ids), back))

    def offers(self, ids: Sequence[int]) -> list[tuple[Act, list[int]]]:
        """Acts of the kind, with the records each applies to."""
        if not self.look.acts or not ids:
            return []
        with self.context.database.reading() as session:
            found = all_values(session, self.kind, ids)
        offers = [(act, [i for i, values in found if act.applies(values)]) for act in self.look.acts]
        return [(a, fitting) for a, fitting in offers if fitting and (a.several or len(ids) == 1)]

    def _trash(self, ids: list[int], back: bool) -> None:
        if not ids:
            return
        database, kind = self.context.database, self.kind
        count = trash_records(database, kind, ids, back=back)
        said = f"Đã lấy lại {count} {kind.one}." if back else f"Đã bỏ {count} {kind.one} vào thùng rác."
        self.did(said, lambda: trash_records(database, kind, ids, back=not back))
