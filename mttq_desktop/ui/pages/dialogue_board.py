"""Communes that held no dialogue this year, district by district (Luật THDC ở cơ sở, Điều 32)."""

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mttq_desktop.queries.dialogues import District, by_district
from mttq_desktop.rules.period import Period
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import percent, whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.unit_choice import UnitChoice
from mttq_desktop.ui.table import Cell, CellKind, Column, Mark, RecordTable
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.card import Card

_COLUMNS = (
    Column("district", "Huyện, thị xã, thành phố", 210, sortable=False),
    Column("communes", "Số xã", 70, CellKind.NUMBER, sortable=False),
    Column("held", "Đã đối thoại", 100, CellKind.NUMBER, sortable=False),
    Column("share", "Tỷ lệ", 90, CellKind.PILL, sortable=False),
    Column("missing", "Chưa đối thoại trong năm", 300, stretch=True, sortable=False),
)


class DistrictSource:
    """Districts as rows; their ids are their places."""

    columns = _COLUMNS

    def __init__(self, context: Context, districts: Sequence[District]) -> None:
        self.context, self.districts = context, tuple(districts)

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """All of them."""
        return array("q", range(len(self.districts)))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Name, counts, and who is missing."""
        return {i: self._cells(self.districts[i]) for i in ids if i < len(self.districts)}

    def _cells(self, one: District) -> Sequence[Cell]:
        label = self.context.vocabulary.units.label
        held = one.communes - len(one.missing)
        tone = Tone.DONE if not one.missing else Tone.LATE if not held else Tone.SOON
        share = Mark(percent(100 * held / one.communes, 0), tone)
        return (label(one.unit) or "Trực thuộc tỉnh", whole(one.communes), whole(held), share,
                ", ".join(label(u) for u in one.missing))  # fmt: skip

    def sums(self) -> Mapping[str, str]:
        """Over the province."""
        held = sum(d.communes - len(d.missing) for d in self.districts)
        return {"communes": whole(sum(d.communes for d in self.districts)), "held": whole(held)}


class CommunesPage(Page):
    """Who still owes a dialogue; the names can be copied into a letter."""

    help_page = "doi-thoai"

    def __init__(self, context: Context) -> None:
        super().__init__("Xã chưa đối thoại")
        self.context = context
        self.year = context.today().year
        self._asker = Asker(self)
        self.units = UnitChoice(context)
        self.units.picked.connect(self.reload)
        self.card = Card(self._heading())
        self.card.add(self.units)
        self.table = RecordTable("Xã chưa đối thoại")
        self.table.failed.connect(context.shell.explain)
        self.copy_button = Button("Chép tên xã chưa đối thoại", act=self.copy)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.copy_button)
        self.card.add(self.table, 1)
        self.card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.card)
        self.districts: tuple[District, ...] = ()

    def _heading(self) -> str:
        return f"Đối thoại cấp xã năm {self.year}"

    def reload(self) -> None:
        """Ask anew, off the window's thread."""
        self.units.follow()
        context, year, choice = self.context, self.year, self.units.choice

        def ask() -> tuple[District, ...]:
            with context.database.reading() as session:
                return by_district(session, year, choice, context.today())

        self._asker.ask(ask, self._show)

    def _show(self, found: tuple[District, ...]) -> None:
        self.districts = found
        missing = sum(len(d.missing) for d in found)
        self.card.header.tell(self._heading(), f"còn {whole(missing)} xã chưa tổ chức lần nào")
        self.copy_button.setEnabled(missing > 0)
        self.table.show_source(DistrictSource(self.context, found), noun="huyện")

    def copy(self) -> None:
        """The names, a district a line."""
        from PySide6.QtGui import QGuiApplication

        label = self.context.vocabulary.units.label
        lines = [f"{label(d.unit)}: {', '.join(label(u) for u in d.missing)}" for d in self.districts if d.missing]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.context.shell.toast("Đã chép tên các xã chưa đối thoại.")

    def opened(self) -> None:
        """In front again."""
        self.reload()

    def set_period(self, period: Period) -> None:
        """The year of the working period."""
        self.year = period.end.year
        if self.isVisible():
            self.reload()

    def refresh(self, changes: Changes) -> None:
        """Conferences or units were written."""
        if changes.touched & {"dialogue", "unit", "setting"} and self.isVisible():
            self.reload()
