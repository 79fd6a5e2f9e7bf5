"""Households behind a figure of another year are shown as they stood then."""

from datetime import date

from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from mttq_desktop.records.households import Household, HouseholdYear
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import behind, previews
from mttq_desktop.store.database import Database
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.reports import ReportsPage
from mttq_desktop.ui.pages.rows_dialog import RowsDialog
from tests.ui.pages.driving import Person

REGISTERED_AGAIN = (2023, 2024)


def _registered_twice(store: Database) -> int:
    """A household that registered last year and again this year."""
    y = HouseholdYear
    with store.reading() as session:
        first, second = (
            set(session.scalars(select(y.household_id).where(y.year == year, y.registered, y.deleted_on.is_(None))))
            for year in REGISTERED_AGAIN
        )
        return min(first & second)


def test_the_same_period_last_year_shows_that_years_registration(training: Person) -> None:
    page = training.open(entries.REPORTS, ReportsPage)
    page.set_period(Period.parse("2024"))
    page.go("D01")
    training.until(lambda: page.drawn and page.drawn[0].name.endswith("2024"))
    twice = _registered_twice(training.context.database)
    page.open_figure("A12/last")
    training.until(lambda: page.findChild(RowsDialog))
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    training.until(lambda: twice in dialog.table.model.ids)
    model = dialog.table.model
    place = [c.key for c in model.columns].index("registered_year")
    shown = [str(model.index(row, place).data()) for row in range(len(model.ids))]
    assert max(map(int, shown)) == 2023
    assert shown[list(model.ids).index(twice)] == "2023"
    assert not model.columns[place].sortable
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("theo thời điểm 31/12/2023" in text for text in said)
    with training.context.database.reading() as session:
        assert session.get_one(Household, twice).registered_year == 2024


def test_a_change_parts_the_two_years_each_as_it_stood(training: Person) -> None:
    store, today, year = training.context.database, date(2024, 4, 5), Period.parse("2024")
    (drawn,) = previews(store, "D01", year, today)
    found = behind(store, drawn, "A12/change", year, today)
    assert found is not None
    assert [side.until for side in found.sides] == [today, date(2023, 12, 31)]
    whole = behind(store, drawn, "A12", year, today)
    assert whole is not None
    assert whole.until == today
