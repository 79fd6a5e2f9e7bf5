"""Giám sát: the supervisions, the year's plan, recommendations of every source, figures of people's boards."""

from dataclasses import replace
from functools import partial

from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.recommendations import RECOMMENDATION, Stage
from mttq_desktop.records.supervisions import PEOPLE_SUPERVISION, SUPERVISION, SupervisionState
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages import recommendation_acts, supervision_plan_acts
from mttq_desktop.ui.pages.family import FamilyPage, Member
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView, also
from mttq_desktop.ui.pages.people_totals import PeopleTotalsPage
from mttq_desktop.ui.pages.recommendation_cards import recommendation_card
from mttq_desktop.ui.pages.supervision_card import supervision_card
from mttq_desktop.ui.pages.supervision_plan import SupervisionPlanPage

TITLE = "Giám sát"
S = SupervisionState


def _at(stage: Stage, title: str, hint: str) -> ListView:
    """Recommendations at one stage, whatever the working period: what is open stays open."""

    def narrow(where: Filter) -> Filter:
        return also(replace(where, period=None), "stage", stage.value)

    return ListView(stage.name.lower(), title, narrow, f"Không có kiến nghị nào ở bước “{title}”", hint)


RECOMMENDATION_LOOK = Look(
    RECOMMENDATION, help_page="giam-sat", card=recommendation_card, acts=recommendation_acts.ACTS,
    every_period=True, ready=2,
    views=(
        _at(Stage.DRAFT, "Chưa gửi", "Kiến nghị chưa có văn bản gửi cơ quan."),
        _at(Stage.WAITING, "Chờ trả lời", "Kiến nghị đã gửi, cơ quan chưa trả lời."),
        _at(Stage.ANSWERED, "Đã trả lời, chưa xong", "Cơ quan đã trả lời, việc chưa làm xong; cần giám sát lại."),
        _at(Stage.DECLINED, "Không tiếp thu", "Cơ quan không tiếp thu và có giải trình."),
        _at(Stage.DONE, "Xong", "Kiến nghị đã được thực hiện."),
    ),
    extra=(("Đôn đốc quá hạn…", recommendation_acts.remind_all),),
)  # fmt: skip
SUPERVISION_LOOK = Look(
    SUPERVISION, help_page="giam-sat", card=supervision_card, acts=supervision_plan_acts.ACTS,
    card_tells_days=True,
    views=(
        ListView("prepared", "Chuẩn bị", lambda w: also(w, "state", S.TENTATIVE, S.PLANNED, S.DECIDED),
                 "Không có cuộc nào đang chuẩn bị", "Cuộc giám sát chưa bắt đầu làm việc."),
        ListView("working", "Đang giám sát", lambda w: also(w, "state", S.UNDER_WAY),
                 "Không có đoàn nào đang làm việc", "Cuộc giám sát đang làm việc, chưa có báo cáo."),
        ListView("followed", "Theo dõi kiến nghị", lambda w: also(w, "state", S.FOLLOWED),
                 "Không có cuộc nào còn kiến nghị mở", "Đã gửi kiến nghị, còn kiến nghị chưa có kết quả."),
    ),
)  # fmt: skip
PEOPLE_SUPERVISION_LOOK = Look(
    PEOPLE_SUPERVISION, help_page="giam-sat",
    summed=(("times", "cuộc"), ("cases", "vụ việc"), ("recommended", "kiến nghị"), ("money", "đồng thu hồi")),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, SUPERVISION_LOOK, "Cuộc giám sát"),
        Member("plan", "Kế hoạch năm", partial(SupervisionPlanPage, context)),
        member(context, RECOMMENDATION_LOOK, "Kiến nghị theo dõi"),
        member(context, PEOPLE_SUPERVISION_LOOK, "Ban TTND, Ban GSĐTCĐ"),
        Member("people_totals", "Tổng hợp theo đơn vị", partial(PeopleTotalsPage, context)),
    )
    return FamilyPage(TITLE, members, "giam-sat")
