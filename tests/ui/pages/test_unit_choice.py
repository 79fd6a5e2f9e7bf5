"""Units of today or old districts: chosen on one page, followed by every other table by unit, sums the same."""

from pathlib import Path

from openpyxl import load_workbook

from mttq_desktop.queries.rollup import Choice
from mttq_desktop.rules.period import Period
from mttq_desktop.services.plain_tables import write_table
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.dialogue_board import CommunesPage
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.people_totals import PeopleTotalsPage
from mttq_desktop.ui.pages.tally_page import TallyPage
from tests.ui.pages.driving import Person

YEAR = Period(2023, "Y")


def _member(training: Person, page: str, key: str) -> FamilyPage:
    family = training.open(page, FamilyPage)
    family.set_period(YEAR)
    family.choose(key)
    return family


def test_a_choice_on_one_page_is_followed_on_every_other(training: Person, tmp_path: Path) -> None:
    homes = _member(training, entries.MOVEMENT, "tally").current
    assert isinstance(homes, TallyPage)
    training.until(lambda: homes.tally is not None)
    assert homes.units.isHidden()
    homes.choose("households_units")
    training.until(lambda: homes.seen is not None)
    assert homes.units.isVisible()
    then = homes.plain()
    assert len(then.rows) == 18 + 1
    seen = homes.seen
    homes.units._choose(Choice.NOW.value)
    training.until(lambda: homes.seen is not seen)
    assert homes.plain().rows[-1] == then.rows[-1], "both add up to the same"
    head, *lines = load_workbook(_written(homes, tmp_path)).worksheets[0].iter_rows(values_only=True)
    assert head[:2] == ("Đơn vị", "Nhận giúp")
    assert len(lines) == len(then.rows)

    boards = _member(training, entries.SUPERVISION, "people_totals").current
    assert isinstance(boards, PeopleTotalsPage)
    training.until(lambda: len(boards.rows) == 18)
    assert boards.units.choice is Choice.NOW
    assert boards.told().rows[-1][2] == sum(r.of("times") for r in boards.rows)
    communes = _member(training, entries.DIALOGUE, "communes").current
    assert isinstance(communes, CommunesPage)
    training.until(lambda: len(communes.districts) == 18)
    assert communes.units.choice is Choice.NOW
    communes.units._choose(Choice.THEN.value)
    homes.reload()
    assert homes.units.choice is Choice.THEN


def _written(page: TallyPage, folder: Path) -> Path:
    out = folder / "bang.xlsx"
    assert write_table(page.plain(), out) == len(page.plain().rows)
    return out
