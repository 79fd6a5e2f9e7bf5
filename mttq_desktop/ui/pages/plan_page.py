"""Kế hoạch liên tịch: plans, what organisations propose, tasks and their progress, the programme behind them."""

from functools import partial

from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL, Decision
from mttq_desktop.records.programme import PROGRAMME, PROGRAMME_SECTION
from mttq_desktop.rules.tasks import TaskState
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.family import FamilyPage, Member
from mttq_desktop.ui.pages.kind_look import Act, Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView, also
from mttq_desktop.ui.pages.plan_acts import begin_from_last_year, carry_into, decider, is_open, of_chosen
from mttq_desktop.ui.pages.plan_cards import plan_card, proposal_card, task_card
from mttq_desktop.ui.pages.plan_progress import ProgressPage
from mttq_desktop.ui.pages.plan_year import YearPage
from mttq_desktop.ui.pages.programme_acts import begin_next_period, show_on_day
from mttq_desktop.ui.pages.programme_acts import card as programme_card
from mttq_desktop.ui.pages.programme_tree import SectionTree

TITLE = "Kế hoạch liên tịch"
HELP = "ke-hoach"

JOINT_PLAN_LOOK = Look(
    JOINT_PLAN, help_page=HELP, card=plan_card,
    acts=(Act("carry", "Chuyển tiếp việc dở dang của năm trước…", carry_into),),
    extra=(("Lập từ việc dở dang năm trước…", begin_from_last_year),),
)  # fmt: skip

TASK_PROPOSAL_LOOK = Look(
    TASK_PROPOSAL, help_page=HELP, card=proposal_card, waiting=("waiting",),
    views=(
        ListView("waiting", "Chờ hiệp thương", lambda w: also(w, "decision", Decision.OPEN.value),
                 "Không còn đề xuất nào chờ", "Đề xuất của các tổ chức chưa được hiệp thương hiện ở đây."),
        ListView("accepted", "Đồng ý", lambda w: also(w, "decision", Decision.ACCEPTED.value), "Chưa có đề xuất nào"),
        ListView("changed", "Đồng ý có sửa đổi", lambda w: also(w, "decision", Decision.CHANGED.value),
                 "Chưa có đề xuất nào"),
        ListView("refused", "Không đưa vào", lambda w: also(w, "decision", Decision.REFUSED.value),
                 "Chưa có đề xuất nào"),
    ),
    acts=(
        Act("accept", "Đồng ý…", decider(Decision.ACCEPTED), is_open, strong=True, several=True),
        Act("change", "Đồng ý có sửa đổi…", decider(Decision.CHANGED), several=True),
        Act("refuse", "Không đưa vào kế hoạch…", decider(Decision.REFUSED), several=True),
    ),
    extra=(("Không đưa vào…", of_chosen(Decision.REFUSED)), ("Đồng ý có sửa đổi…", of_chosen(Decision.CHANGED)),
           ("Đồng ý…", of_chosen(Decision.ACCEPTED))),
)  # fmt: skip

JOINT_TASK_LOOK = Look(
    JOINT_TASK, help_page=HELP, card=task_card,
    views=(
        ListView("open", "Chưa xong", lambda w: also(w, "state", TaskState.NOT_YET.value, TaskState.DOING.value),
                 "Không còn nhiệm vụ nào dở dang", "Nhiệm vụ chưa thực hiện hoặc đang thực hiện hiện ở đây."),
        ListView("done", "Đã xong", lambda w: also(w, "state", TaskState.DONE.value), "Chưa có nhiệm vụ nào xong"),
    ),
)  # fmt: skip

PROGRAMME_LOOK = Look(
    PROGRAMME, help_page=HELP, card=programme_card, grids={PROGRAMME_SECTION.name: SectionTree},
    acts=(
        Act("on_day", "Xem nội dung theo ngày…", show_on_day),
        Act("next", "Chương trình kỳ mới", begin_next_period),
    ),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, JOINT_PLAN_LOOK, "Kế hoạch năm"),
        member(context, TASK_PROPOSAL_LOOK, "Đề xuất, hiệp thương"),
        member(context, JOINT_TASK_LOOK, "Nhiệm vụ"),
        Member("progress", "Ghi tiến độ", partial(ProgressPage, context)),
        Member("year", "Nhìn cả năm", partial(YearPage, context)),
        member(context, PROGRAMME_LOOK, "Chương trình"),
    )
    return FamilyPage(TITLE, members, HELP)
