"""Đối thoại: conferences, the questions asked at them and what became of each, communes that held none."""

from functools import partial

from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.dialogues import AT_ONCE, DIALOGUE, DIALOGUE_ITEM
from mttq_desktop.services.dialogues import is_open
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.dialogue_acts import answer, follow_as_petitions, follow_as_recommendations
from mttq_desktop.ui.pages.dialogue_board import CommunesPage
from mttq_desktop.ui.pages.dialogue_card import card
from mttq_desktop.ui.pages.family import FamilyPage, Member
from mttq_desktop.ui.pages.kind_look import Act, Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView, also

TITLE = "Đối thoại"
HELP = "doi-thoai"


def _open_items(where: Filter) -> Filter:
    """Not answered at the conference, no result written, and not followed elsewhere."""
    unanswered = also(also(where, "answer_mode", "VB", "CH", None), "done_on", None)
    return also(also(unanswered, "petition_id", None), "recommended", 0)


DIALOGUE_LOOK = Look(
    DIALOGUE, help_page=HELP, card=card,
    views=(
        ListView("head", "Theo QĐ 218", lambda w: also(w, "purpose", "QD218"), "Chưa có đối thoại theo QĐ 218",
                 "Hội nghị của người đứng đầu cấp ủy, chính quyền hiện ở đây."),
        ListView("grassroots", "Ở cơ sở", lambda w: also(w, "purpose", "DCCS"), "Chưa có đối thoại ở cơ sở",
                 "Hội nghị trao đổi, đối thoại của UBND xã với Nhân dân hiện ở đây."),
        ListView("others", "Sau giám sát, phản biện", lambda w: also(w, "purpose", "SAUGS", "PBXH"),
                 "Chưa có đối thoại sau giám sát hoặc để phản biện",
                 "Các hội nghị này đếm riêng, không tính vào QĐ 218."),
    ),
    summed=(("people", "người dự"), ("opinions", "ý kiến"), ("answered_at_once", "trả lời tại chỗ")),
    first={"level": "province", "purpose": "QD218", "mode": "TRUCTIEP"},
)  # fmt: skip

DIALOGUE_ITEM_LOOK = Look(
    DIALOGUE_ITEM, help_page=HELP, waiting=("open",),
    views=(
        ListView("open", "Còn để ngỏ", _open_items, "Không còn ý kiến nào để ngỏ",
                 "Ý kiến chưa được trả lời tại chỗ và chưa có kết quả hiện ở đây."),
        ListView("at_once", "Trả lời tại chỗ", lambda w: also(w, "answer_mode", AT_ONCE), "Chưa có ý kiến nào"),
    ),
    acts=(
        Act("answer", "Ghi kết quả trả lời…", answer, is_open, strong=True, several=True),
        Act("petition", "Chuyển thành kiến nghị", follow_as_petitions, is_open, several=True),
        Act("recommendation", "Theo dõi như kiến nghị sau đối thoại", follow_as_recommendations, is_open, several=True),
    ),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, DIALOGUE_LOOK, "Hội nghị"),
        member(context, DIALOGUE_ITEM_LOOK, "Ý kiến, cam kết"),
        Member("communes", "Xã chưa đối thoại", partial(CommunesPage, context)),
    )
    return FamilyPage(TITLE, members, HELP)
