"""By which units a table is read: those of today, or the old districts; remembered with the data file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mttq_desktop.queries.rollup import CHOICES, Choice
from mttq_desktop.services.settings import choice_of, set_one
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills

ORIGIN = "units_by"


class UnitChoice(ViewPills):
    """Two pills; `picked` comes after another one was chosen and kept."""

    picked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setAccessibleName("Cộng theo đơn vị")
        self.set_views([View(choice.value, title) for choice, title in CHOICES.items()], self._kept())
        self.chosen.connect(self._choose)

    @property
    def choice(self) -> Choice:
        """What stands chosen."""
        return Choice(self.current)

    def follow(self) -> bool:
        """Another page chose otherwise; True when this one shows something else now."""
        if self.choice is self._kept():
            return False
        self.choose(self._kept())
        return True

    def _kept(self) -> Choice:
        return choice_of(self.context.settings, self.context.vocabulary.units, self.context.today())

    def _choose(self, key: str) -> None:
        self.choose(key)
        self.context.settings = set_one(self.context.database, ORIGIN, units_by=Choice(key))
        self.picked.emit()
