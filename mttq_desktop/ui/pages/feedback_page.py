"""Góp ý: the yearly rounds about the Provincial Party standing board, counts and numbers of documents only."""

from PySide6.QtWidgets import QWidget

from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_COUNT, PARTY_FEEDBACK_ROUND, SECRETS_WARNING
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView, also
from mttq_desktop.ui.widgets.figures import FiguresBlock

TITLE = "Góp ý"
HELP = "gop-y"


def card(context: Context, facts: Facts) -> QWidget | None:
    """Opinions by kind, who has answered and who has not."""
    rows = [values for _, values in facts.parts.get(PARTY_FEEDBACK_COUNT.name, ())]
    kinds, name = context.vocabulary.code_list("gopy_kind"), context.vocabulary.target("organisation").short
    lines = [(str(kinds.label(e.key)), whole(sum(v["opinions"] for v in rows if v["kind"] == e.key)))
             for e in kinds.entries]  # fmt: skip
    sent = {v["organisation_id"] for v in rows}
    missing = [name(i) for i in facts.values.get("asked") or () if i not in sent]
    lines.append(("Tổng số lượt", whole(sum(v["opinions"] for v in rows))))
    lines.append(("Chưa gửi", ", ".join(missing) or "không còn nơi nào"))
    return FiguresBlock("Lượt ý kiến", lines)


PARTY_FEEDBACK_ROUND_LOOK = Look(
    PARTY_FEEDBACK_ROUND, help_page=HELP, remark=SECRETS_WARNING, card=card,
    views=(ListView("unreported", "Chưa báo cáo Tỉnh ủy", lambda w: also(w, "reported_on", None),
                    "Đợt nào cũng đã báo cáo"),),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    return FamilyPage(TITLE, (member(context, PARTY_FEEDBACK_ROUND_LOOK, TITLE),), HELP)
