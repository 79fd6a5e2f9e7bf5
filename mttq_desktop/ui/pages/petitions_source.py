"""Rows of the list of petitions: sender and state put together from several fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.text.dates import short
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.listing_source import KindSource, column_of
from mttq_desktop.ui.pages.petitions_words import sender_short, short_number, state_mark
from mttq_desktop.ui.table import Cell, CellKind, Column

_HIDDEN = ("organisation_id", "sender_unit_id", "commune_id", "field", "received_on", "people", "severity", "level",
           "source", "note")  # fmt: skip


class PetitionSource(KindSource):
    """Petitions under one filter; other fields wait in the column chooser."""

    def __init__(self, context: Context, where: Filter) -> None:
        super().__init__(context, PETITION, where)
        self.names = ("number", "content", "authorities", "due_on", "state", *_HIDDEN)
        self.summed = ("people",)
        self._today, self._long = context.today(), context.settings.long_late_days

    def make_columns(self) -> Sequence[Column]:
        """As in the office's own lists: number, content, sender, authority, due day, state."""
        field = PETITION.field
        hidden = (column_of(n, field(n), hidden=True) for n in _HIDDEN)
        return (
            Column("number", "Số", 76, bold=True),
            Column("content", "Nội dung kiến nghị", 220, stretch=True),
            Column("sender", "Nơi gửi", 112),
            Column("authorities", "Cơ quan", 104),
            Column("due_on", "Hạn", 84, CellKind.DAY),
            Column("state", "Tình trạng", 128, CellKind.PILL),
            *hidden,
        )

    def sort_of(self, key: str | None) -> str | None:
        """The sender stands by its organisation."""
        return "organisation_id" if key == "sender" else key

    def cells(self, record_id: int, values: Mapping[str, Any]) -> Sequence[Cell]:
        """One petition."""
        due = values["due_on"]
        first = (
            short_number(values["number"]), values["content"],
            sender_short(values["organisation_id"], values["sender_unit_id"], self.context.vocabulary),
            self.text("authorities", values["authorities"]), short(due) if due else "",
            state_mark(values["state"], due, self._today, self._long),
        )  # fmt: skip
        return (*first, *(self.text(n, values[n]) for n in _HIDDEN))
