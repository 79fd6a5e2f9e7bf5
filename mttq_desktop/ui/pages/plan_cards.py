"""Beside a plan, a task and a proposal: how they stand, and the records they are tied to."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mttq_desktop.queries import plans as queries
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL, Decision
from mttq_desktop.rules.tasks import standing
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.plan_words import STANDINGS, standing_mark
from mttq_desktop.ui.widgets.figures import FiguresBlock
from mttq_desktop.ui.widgets.pill import Pill

Tie = tuple[str, Kind[Any], int]


class Ties(QWidget):
    """A heading, a pill where there is one, and links to other records."""

    def __init__(self, context: Context, title: str, ties: Sequence[Tie], pill: Pill | None = None) -> None:
        super().__init__()
        self.ties = tuple(ties)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(words(title, "heading"), 1)
        if pill is not None:
            head.addWidget(pill)
        column.addLayout(head)
        for text, kind, record_id in ties:
            row = QHBoxLayout()
            row.addWidget(LinkButton(text, partial(context.shell.open_record, kind, record_id)))
            row.addStretch(1)
            column.addLayout(row)


def plan_card(context: Context, facts: Facts) -> QWidget | None:
    """What became of the proposals, and how the tasks stand today."""
    decided = Counter(v["decision"] for _, v in facts.parts[TASK_PROPOSAL.name])
    today = context.today()
    stands = Counter(
        standing(v["state"], v["ends_on"], today, v["carried_on"] is not None)
        for _, v in facts.parts[JOINT_TASK.name]
    )
    label = TASK_PROPOSAL.field("decision").format
    lines = [(label(d.value, context.vocabulary), whole(decided[d.value])) for d in Decision if decided[d.value]]
    proposals = FiguresBlock(f"{whole(sum(decided.values()))} đề xuất", lines)
    tasks = FiguresBlock(f"{whole(sum(stands.values()))} nhiệm vụ",
                         [(mark.text, whole(stands[s])) for s, mark in STANDINGS.items() if stands[s]])  # fmt: skip
    return above(proposals, tasks)


def task_card(context: Context, facts: Facts) -> QWidget | None:
    """How it stands; the plan, the proposal behind it, the tasks it was carried from or into."""
    v, today = facts.values, context.today()
    with context.database.reading() as session:
        proposal = queries.proposals_of(session, [facts.id]).get(facts.id)
        later = queries.carried_into(session, facts.id)
    told: list[tuple[str, Kind[Any], int | None]] = [
        ("Xem kế hoạch năm", JOINT_PLAN, v["plan_id"]), ("Xem đề xuất của tổ chức", TASK_PROPOSAL, proposal),
        ("Chuyển từ nhiệm vụ năm trước", JOINT_TASK, v["carried_from_id"]),
        ("Đã chuyển sang nhiệm vụ năm sau", JOINT_TASK, later),
    ]  # fmt: skip
    ties = [(text, kind, i) for text, kind, i in told if i is not None]
    stands = standing(v["state"], v["ends_on"], today, v["carried_on"] is not None)
    return Ties(context, "Hiện nay", ties, Pill(standing_mark(stands, v["ends_on"], today)))


def proposal_card(context: Context, facts: Facts) -> QWidget | None:
    """What was decided, when and why; the plan, and the task that came of it."""
    v = facts.values
    ties: list[Tie] = [("Xem kế hoạch năm", JOINT_PLAN, v["plan_id"])]
    if v["task_id"] is not None:
        ties.append(("Xem nhiệm vụ trong kế hoạch", JOINT_TASK, v["task_id"]))
    told = [
        (TASK_PROPOSAL.field(n).label, TASK_PROPOSAL.field(n).format(v[n], context.vocabulary))
        for n in ("decision", "decided_on", "reason", "agreed_content") if v[n]
    ]  # fmt: skip
    return above(FiguresBlock("Kết quả hiệp thương", told), Ties(context, "Gắn với", ties))


def above(*parts: QWidget) -> QWidget:
    """Blocks one below the other."""
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for part in parts:
        column.addWidget(part)
    return block
