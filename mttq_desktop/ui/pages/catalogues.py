"""Danh mục: units, bodies, people, rules of days, thresholds, indicators, code lists, words of the documents."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mttq_desktop.records.catalogue import AUTHORITY, CODE_ITEM, HOLIDAY, ORGANISATION, PERSON, UNIT
from mttq_desktop.records.deadlines import DEADLINE_RULE
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.periodic import INDICATOR
from mttq_desktop.records.surveys import THRESHOLD
from mttq_desktop.store.changes import Changes
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.catalogue_part import CataloguePart
from mttq_desktop.ui.pages.sections import Part, Sections
from mttq_desktop.ui.pages.wording_part import WordingPart

KINDS: tuple[Kind[Any], ...] = (
    AUTHORITY, PERSON, ORGANISATION, UNIT, DEADLINE_RULE, HOLIDAY, THRESHOLD, INDICATOR, CODE_ITEM,
)
WORDING = "wording"


class CataloguesPage(Page):
    """Catalogues at the left, the chosen one at the right."""

    help_page = "danh-muc"

    def __init__(self, context: Context) -> None:
        super().__init__("Danh mục")
        self.context = context
        parts = [Part(kind.name, kind.title, partial(CataloguePart, context, kind)) for kind in KINDS]
        parts.append(Part(WORDING, "Câu chữ văn bản", partial(WordingPart, context)))
        self.sections = Sections("Các danh mục", parts)
        self.sections.allows = self.may_leave
        self.sections.shown.connect(lambda _: self._opened_part())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sections)
        self.sections.go(AUTHORITY.name)

    @property
    def part(self) -> QWidget:
        """The catalogue in front."""
        return self.sections.part(self.sections.current)

    def go(self, kind: Kind[Any] = AUTHORITY, record: int | None = None, among: Sequence[int] = ()) -> None:
        """Show one catalogue, and one entry of it."""
        self.sections.go(kind.name)
        if record is not None and isinstance(self.part, CataloguePart):
            self.part.open_record(record)

    def opened(self) -> None:
        """In front again."""
        self._opened_part()

    def _opened_part(self) -> None:
        if isinstance(self.part, CataloguePart):
            self.part.opened()

    def refresh(self, changes: Changes) -> None:
        """Somebody wrote to a catalogue."""
        for part in self.sections.made():
            if isinstance(part, CataloguePart) and part.kind.table.name in changes.touched:
                part.refresh(changes)

    def search(self, text: str) -> None:
        """In the catalogue in front."""
        if isinstance(self.part, CataloguePart):
            self.part.search(text)

    def add_new(self) -> None:
        """A new entry of the catalogue in front."""
        if isinstance(self.part, CataloguePart):
            self.part.add_new()

    def may_leave(self) -> bool:
        """Ask before typed words are lost."""
        part = self.part
        if isinstance(part, CataloguePart):
            return part.may_leave()
        return not (isinstance(part, WordingPart) and part.dirty) or part.may_drop()
