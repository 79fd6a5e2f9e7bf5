"""Phản biện: social criticism and plain comments on drafts, counted apart."""

from dataclasses import replace

from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.criticism import COMMENT, CRITICISM, SOCIAL_CRITICISM, Stage
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages import criticism_acts
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView, also

TITLE = "Phản biện"


def _waiting(where: Filter) -> Filter:
    """Criticism that waits for its answer, whatever the working period."""
    return also(also(replace(where, period=None), "kind", CRITICISM), "stage", Stage.WAITING.value)


SOCIAL_CRITICISM_LOOK = Look(
    SOCIAL_CRITICISM, help_page="phan-bien", card=criticism_acts.criticism_card, acts=criticism_acts.ACTS,
    card_tells_days=True,
    views=(
        ListView("criticism", "Phản biện", lambda w: also(w, "kind", CRITICISM), "Chưa có phản biện nào trong kỳ",
                 "Dự thảo được phản biện theo Điều 34 Luật MTTQ hiện ở đây."),
        ListView("comment", "Góp ý dự thảo", lambda w: also(w, "kind", COMMENT), "Chưa có góp ý nào trong kỳ",
                 "Dự thảo chỉ được góp ý bằng văn bản hiện ở đây."),
        ListView("waiting", "Chờ trả lời", _waiting, "Không có phản biện nào chờ trả lời",
                 "Đã gửi văn bản phản biện, cơ quan soạn thảo chưa trả lời."),
    ),
    summed=(("opinions", "lượt ý kiến"),),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    return FamilyPage(TITLE, (member(context, SOCIAL_CRITICISM_LOOK, TITLE),), "phan-bien")
