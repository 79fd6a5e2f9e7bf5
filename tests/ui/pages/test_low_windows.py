"""A low or strongly scaled screen scrolls: no part of a page lies over another."""

import pytest
from pytestqt.qtbot import QtBot

from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.supervision_plan import SupervisionPlanPage
from tests.ui.pages.driving import Person


@pytest.fixture(autouse=True)
def _spoken(dressed: object, qtbot: QtBot) -> None:
    """The words of the application are Vietnamese."""


def test_nothing_of_the_plan_of_supervision_lies_over_another_part(training: Person) -> None:
    page = training.open(entries.SUPERVISION, FamilyPage)
    page.choose("plan")
    plan = page.current
    assert isinstance(plan, SupervisionPlanPage)
    training.until(lambda: plan.plan is not None and len(plan.table.model.ids) > 0)
    training.window.resize(911, 512)
    training.until(lambda: plan.height() < 420)
    training.until(lambda: plan.matrix.geometry().bottom() < plan.shown.geometry().top())
    assert plan.shown.geometry().bottom() < plan.table.geometry().top()
    assert plan.table.height() >= 170
