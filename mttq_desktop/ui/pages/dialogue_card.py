"""Beside a conference: how its questions were answered, counted from the rows and as reported."""

from PySide6.QtWidgets import QWidget

from mttq_desktop.records.dialogues import AT_ONCE, DIALOGUE_ITEM
from mttq_desktop.services.dialogues import is_open
from mttq_desktop.text.numbers import percent, whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.widgets.figures import FiguresBlock


def card(context: Context, facts: Facts) -> QWidget | None:
    """Counts; nothing where the conference has no questions and no figures yet."""
    rows = [values for _, values in facts.parts.get(DIALOGUE_ITEM.name, ())]
    told, at_once = facts.values.get("opinions"), facts.values.get("answered_at_once")
    if not rows and told is None:
        return None
    lines = []
    if told is not None:
        share = f" ({percent(100 * (at_once or 0) / told)})" if told and at_once is not None else ""
        lines.append(("Số báo cáo", f"{whole(told)} ý kiến, {whole(at_once or 0)} trả lời tại chỗ{share}"))
    if rows:
        here = sum(v["answer_mode"] == AT_ONCE for v in rows)
        left = sum(is_open(v) for v in rows)
        followed = sum(v["petition_id"] is not None or bool(v["recommended"]) for v in rows)
        lines += [("Ghi từng ý kiến", whole(len(rows))), ("Trả lời tại chỗ", whole(here)),
                  ("Đang theo dõi ở nơi khác", whole(followed)), ("Còn để ngỏ", whole(left))]  # fmt: skip
    return FiguresBlock("Ý kiến tại hội nghị", lines)
