"""The records behind a figure or a bar: a list of their own, each line opens its record."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.queries import listing
from mttq_desktop.queries.cases import shown_in
from mttq_desktop.queries.households import stood_on
from mttq_desktop.queries.listing import Filter, Sort
from mttq_desktop.queries.origins import source
from mttq_desktop.records.households import HOUSEHOLD
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.reports import Side
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_list import KindListSource
from mttq_desktop.ui.pages.listing_source import KindSource, reading_order
from mttq_desktop.ui.pages.petitions_source import PetitionSource
from mttq_desktop.ui.table import Cell, Column, RecordTable
from mttq_desktop.ui.theme import base_font
from mttq_desktop.ui.widgets.dialogs import GrowingDialog


class _Chosen(KindSource):
    """Records of these ids, in any order asked for."""

    chosen: "array[int]"

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """The chosen ones; called in a worker thread."""
        name = self.sort_of(sort)
        if name is None:
            return self.chosen[:limit] if limit else self.chosen
        wanted, order = frozenset(self.chosen), self._order(name)
        with self.context.database.reading() as session:
            found = listing.ids(session, self.kind, Filter(), Sort(name, descending, order))
        kept = array("q", (i for i in found if i in wanted))
        return kept[:limit] if limit else kept

    def _order(self, name: str) -> tuple[Any, ...]:
        return reading_order(self.kind.field(name), self.context)


class ChosenSource(_Chosen, PetitionSource):
    """Petitions of these ids."""

    def __init__(self, context: Context, ids: Sequence[int]) -> None:
        super().__init__(context, Filter())
        self.chosen = array("q", ids)
        self.summed = ()


class ChosenRecords(_Chosen, KindListSource):
    """Records of any kind by their ids, dressed as in their own list."""

    def __init__(self, context: Context, kind: Kind[Any], ids: Sequence[int]) -> None:
        super().__init__(context, kind, Filter())
        self.chosen = array("q", ids)


class HouseholdsThen(ChosenRecords):
    """Households as they stood on the day until which they were counted, whatever became of them since."""

    THEN = ("type", "helper_id", "progress", "registered_year", "support_value", "years_above")

    def __init__(self, context: Context, ids: Sequence[int], until: date) -> None:
        super().__init__(context, HOUSEHOLD, ids)
        self.until = until

    def make_columns(self) -> Sequence[Column]:
        """What has changed since has no order of its own here."""
        return tuple(replace(c, sortable=c.key not in self.THEN) for c in super().make_columns())

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Cells by id, one for each column."""
        with self.context.database.reading() as session:
            found = listing.values(session, self.kind, ids, self.names)
            then = stood_on(session, ids, self.until)
        known = {row[0]: dict(zip(self.names, row[1:], strict=True)) for row in found}
        return {ident: self.cells(ident, values | then[ident]) for ident, values in known.items()}


class RowsDialog(GrowingDialog):
    """Title, rows, and the record behind the one that is opened.

    A figure that compares two things has a table for each of its `sides`, below each other under their names.
    """

    def __init__(
        self, context: Context, title: str, ids: Sequence[int], parent: QWidget | None = None,
        kind: Kind[Any] = PETITION, sides: Sequence[Side] = (), until: date | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.context, self.kind = context, kind
        self.setWindowTitle(title)
        self.resize(1040, 640 if sides else 560)
        self.tables = [self._table(side.title, side.ids, side.until) for side in sides] or [
            self._table(title, ids, until)
        ]
        self.table = next((t for t, side in zip(self.tables, sides, strict=False) if side.ids), self.tables[0])
        self.table.loaded.connect(lambda _: self._begin())
        self.source = QLabel()
        self.source.setProperty("role", "quiet")
        self._asker = Asker(self, 60)
        row = QHBoxLayout()
        row.addWidget(self.source, 1)
        self.close_button = Button("Đóng", act=self.reject)
        row.addWidget(self.close_button)
        row.addWidget(Button(f"Mở {kind.one}", "Return", strong=True, act=self._open_current))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(_heading(title if sides else self._counted(title, ids)))
        if self._then(until) and not sides:
            column.addWidget(_quiet(self._then(until)))
        for table, side in zip_longest(self.tables, sides):
            if side is not None:
                column.addWidget(_side(self._counted(side.title, side.ids)))
                column.addWidget(_quiet(self._then(side.until)))
            column.addWidget(table, 1)
        column.addLayout(row)
        self.table.view.setFocus()

    def _counted(self, title: str, ids: Sequence[int]) -> str:
        return f"{title} – {whole(len(ids))} {self.kind.one}"

    def _then(self, until: date | None) -> str:
        """Of which day the rows tell, where they tell of another one than their records."""
        if self.kind is not HOUSEHOLD or until is None:
            return ""
        return f"Loại hộ, tổ chức giúp, kết quả, hỗ trợ ghi theo thời điểm {short(until)}; mở hộ để xem hiện nay."

    def _source_of(self, ids: Sequence[int], until: date | None) -> _Chosen:
        if self.kind is HOUSEHOLD and until is not None:
            return HouseholdsThen(self.context, ids, until)
        petitions = self.kind is PETITION
        return ChosenSource(self.context, ids) if petitions else ChosenRecords(self.context, self.kind, ids)

    def _table(self, title: str, ids: Sequence[int], until: date | None) -> RecordTable:
        context, kind = self.context, self.kind
        table = RecordTable(title)
        table.opened.connect(partial(self._open_from, table))
        table.failed.connect(context.shell.explain)
        table.current_changed.connect(partial(self._choose, table))
        table.show_source(self._source_of(ids, until), noun=kind.one)
        table.set_empty(f"Không có {kind.one} nào", "Số này bằng 0.")
        return table

    def _choose(self, table: RecordTable, record_id: int | None) -> None:
        """One row of all tables is the current one."""
        if record_id is not None:
            self.table = table
            for other in self.tables:
                if other is not table:
                    other.view.selectionModel().clear()
        if table is self.table:
            self._tell_source(record_id)

    def _begin(self) -> None:
        """The keyboard stands on the first row."""
        if self.table.current_id() is None and self.table.model.ids:
            self.table.select_id(self.table.model.ids[0])

    def _tell_source(self, record_id: int | None) -> None:
        """Where the current row was read from: file, sheet, cells; or that it was typed."""
        if record_id is None:
            self.source.clear()
            return
        database, kind = self.context.database, self.kind

        def ask() -> str:
            with database.reading() as session:
                found = source(session, record_id, kind)
            return f"Nguồn: {found.told()}" if found else "Nguồn: ghi tay trong sổ"

        self._asker.ask(ask, self._show_source)

    def _show_source(self, text: str) -> None:
        self.source.setText(text)
        self.source.setToolTip(text)

    def _open_current(self) -> None:
        if (record := self.table.current_id()) is not None:
            self.open_record(record)

    def _open_from(self, table: RecordTable, record_id: int) -> None:
        self.table = table
        self.open_record(record_id)

    def open_record(self, record_id: int) -> None:
        """Show one record on its page, with these rows around it; a row of a part in the form it stands in."""
        try:
            with self.context.database.reading() as session:
                kind, shown = shown_in(session, self.kind, record_id)
        except Refused as refusal:
            self.context.shell.explain(refusal)
            return
        self.accept()
        self.context.shell.open_record(kind, shown, self.table.model.ids if kind is self.kind else ())


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _side(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("side")
    label.setFont(base_font(bold=True))
    return label


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setVisible(bool(text))
    return label


def show_rows(
    context: Context, title: str, ids: Sequence[int], parent: QWidget, kind: Kind[Any] = PETITION,
    sides: Sequence[Side] = (), until: date | None = None,
) -> RowsDialog:  # fmt: skip
    """Open the list of what was counted `until` a day; the window goes on below."""
    dialog = RowsDialog(context, title, ids, parent, kind, sides, until)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
