"""Beside a joint training and a joint inspection: sums, and what does not agree, in warning colour."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mttq_desktop.records.lower_levels import INSPECTION_MEMBER, INSPECTION_VISIT, JOINT_INSPECTION, TRAINING_ATTENDANCE
from mttq_desktop.records.recommendations import RECOMMENDATION, Outcome
from mttq_desktop.rules.counted import heads_remark, people_remark
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.plan_cards import Ties
from mttq_desktop.ui.widgets.figures import FiguresBlock


def training_card(context: Context, facts: Facts) -> QWidget | None:
    """People by organisation against the total."""
    rows = [v for _, v in facts.parts[TRAINING_ATTENDANCE.name]]
    label = context.vocabulary.target("organisation").short
    lines = [(label(v["organisation_id"]), whole(v["people"])) for v in rows]
    lines.append(("Cộng theo tổ chức", whole(facts.values["people_counted"])))
    total = facts.values["people"]
    lines.append(("Tổng số ghi trên phiếu", "chưa ghi" if total is None else whole(total)))
    remark = people_remark(total, facts.values["people_counted"])
    return _block(FiguresBlock("Người dự", lines), [remark])


def inspection_card(context: Context, facts: Facts) -> QWidget | None:
    """Units visited, findings, recommendations and how they stand; one head and no more."""
    visits = [v for _, v in facts.parts[INSPECTION_VISIT.name]]
    asked = [v for _, v in facts.parts[RECOMMENDATION.name]]
    done = sum(v["result"] == Outcome.DONE for v in asked)
    members = len(facts.parts[INSPECTION_MEMBER.name])
    lines = [
        ("Thành viên đoàn", whole(members)), ("Đơn vị được kiểm tra", whole(len(visits))),
        ("Đã ghi kết quả", f"{whole(sum(bool(v['findings']) for v in visits))} đơn vị"),
        ("Kiến nghị", f"{whole(len(asked))}, đã thực hiện {whole(done)}"),
    ]  # fmt: skip
    missing = [context.vocabulary.units.label(v["unit_id"]) for v in visits if not v["findings"]]
    ended = facts.values["ends_on"] is not None and facts.values["ends_on"] < context.today()
    told = f"Chưa ghi kết quả: {', '.join(missing)}." if missing and ended else ""
    return _block(FiguresBlock("Đoàn kiểm tra", lines), [heads_remark(members, facts.values["heads"]), told])


def visit_card(context: Context, facts: Facts) -> QWidget | None:
    """The team that came."""
    ties = [("Xem đoàn kiểm tra", JOINT_INSPECTION, facts.values["inspection_id"])]
    return Ties(context, "Gắn với", ties)


def _block(figures: QWidget, remarks: Sequence[str]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(figures)
    for remark in remarks:
        if remark:
            column.addWidget(words(remark, "warning"))
    return block
