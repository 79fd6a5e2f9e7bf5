"""Beside a supervision: the chain of legal steps by its form, the team, and what became of its recommendations."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mttq_desktop.records.recommendations import Recommendation
from mttq_desktop.records.supervisions import BY_TEAM
from mttq_desktop.rules.chain import chain
from mttq_desktop.rules.supervising import steps_of
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.chain_card import ChainCard, words
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.recommendation_cards import from_source_card


def supervision_card(context: Context, facts: Facts) -> QWidget:
    """The card; it is made anew after every writing."""
    values, today = facts.values, context.today()
    card = QWidget()
    column = QVBoxLayout(card)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(8)
    due = {d.deadline.code: d.due.day for d in facts.days}
    reasons = {d.deadline.code: d.due.reasons for d in facts.days}
    links = chain(steps_of(values["form"]), values, due, today)
    column.addWidget(ChainCard("Các bước giám sát", links, today, reasons))
    if values["form"] == BY_TEAM:
        column.addWidget(words(team_words(facts), "quiet" if values["heads"] == 1 else "warning"))
    below = from_source_card(context, Recommendation.supervision_id, facts)
    if below is not None:
        column.addWidget(below)
    return card


def team_words(facts: Facts) -> str:
    """Members and sessions, and what is missing: a team has exactly one head."""
    values = facts.values
    members = len(facts.parts["supervision_member"])
    said = f"Đoàn {whole(members)} người, {whole(values['sessions'])} buổi làm việc."
    if values["heads"] == 1:
        return said
    return f"{said} {'Còn thiếu trưởng đoàn.' if not values['heads'] else 'Chỉ được một trưởng đoàn.'}"
