"""Họp, tập huấn, kiểm tra: joint meetings and what they agreed, trainings, inspections, programmes below."""

from functools import partial

from mttq_desktop.records.lower_levels import INSPECTION_VISIT, JOINT_INSPECTION, LOCAL_PROGRAMME, TRAINING
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.rules.tasks import TaskState
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage, Member
from mttq_desktop.ui.pages.kind_look import Act, Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.level_board import BoardPage
from mttq_desktop.ui.pages.level_cards import inspection_card, training_card, visit_card
from mttq_desktop.ui.pages.listing_views import ListView, also
from mttq_desktop.ui.pages.meeting_acts import begin_look, card, item_card, opening

TITLE = "Họp, tập huấn, kiểm tra"
HELP = "hop"

JOINT_MEETING_LOOK = Look(
    JOINT_MEETING, help_page=HELP, card=card, opening=opening, first={"type": "NAM"},
    acts=(Act("look", "Kiểm điểm kết luận kỳ trước…", begin_look, strong=True),),
)  # fmt: skip

RESOLUTION_LOOK = Look(
    RESOLUTION, help_page=HELP, card=item_card,
    views=(
        ListView("open", "Chưa xong", lambda w: also(w, "state", TaskState.NOT_YET.value, TaskState.DOING.value),
                 "Không còn nội dung nào dở dang", "Nội dung thống nhất chưa xong hiện ở đây."),
    ),
)  # fmt: skip

TRAINING_LOOK = Look(TRAINING, help_page=HELP, card=training_card, summed=(("people", "người dự"),))
JOINT_INSPECTION_LOOK = Look(JOINT_INSPECTION, help_page=HELP, card=inspection_card)
INSPECTION_VISIT_LOOK = Look(INSPECTION_VISIT, help_page=HELP, card=visit_card)
LOCAL_PROGRAMME_LOOK = Look(LOCAL_PROGRAMME, help_page=HELP)


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, JOINT_MEETING_LOOK, "Họp liên tịch"),
        member(context, RESOLUTION_LOOK, "Nội dung thống nhất"),
        member(context, TRAINING_LOOK, "Tập huấn chung"),
        member(context, JOINT_INSPECTION_LOOK, "Kiểm tra chung"),
        member(context, INSPECTION_VISIT_LOOK, "Kết quả theo đơn vị"),
        Member("board", "Huyện, xã ký chương trình", partial(BoardPage, context)),
        member(context, LOCAL_PROGRAMME_LOOK, "Chương trình cấp dưới"),
    )
    return FamilyPage(TITLE, members, HELP)
