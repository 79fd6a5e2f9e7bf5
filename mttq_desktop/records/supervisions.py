"""Supervision (C15): the yearly plan's contents, teams and sessions with the legal days, figures of people's boards."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, and_, func
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem
from mttq_desktop.fields import (
    Clock,
    Coded,
    Day,
    Line,
    Link,
    Measure,
    Money,
    PeriodOf,
    PersonName,
    Prose,
    Several,
    Timing,
    UnitOf,
    Vocabulary,
    Whole,
    Year,
)
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, Rollup, Steps, over
from mttq_desktop.records.kind import Kind, Pair, Part, Values, pair_table
from mttq_desktop.records.recommendations import RECOMMENDATION, SETTLED, Recommendation
from mttq_desktop.rules.flow import Flow, Move
from mttq_desktop.rules.timing import read_timing

SUPERVISION_PARTNERS = pair_table("supervision_partner", "supervision", "organisation")
SUPERVISION_BODIES = pair_table("supervision_body", "supervision", "authority")
BY_TEAM, BY_PEOPLE = "HT2", "HT3"
"""Codes of supervision_form: by a team (Luật MTTQ Điều 27), through the people's boards of communes."""
HEAD = "TRD"


class SupervisionState(StrEnum):
    """Codes of the list supervision_status."""

    TENTATIVE = "DK"
    PLANNED = "KH"
    DECIDED = "QD"
    UNDER_WAY = "LV"
    REPORTED = "BC"
    RECOMMENDED = "KN"
    FOLLOWED = "TD"
    CLOSED = "HT"
    PAUSED = "TAM"
    CANCELLED = "HUY"


class Supervision(Record):
    """One supervision of the year's plan."""

    __tablename__ = "supervision"
    __table_args__ = (Index("ix_supervision_same", "year", "chair_id", "form"),)
    number: Mapped[str | None] = shown(
        Line(label="Mã", width=12, aliases=("Mã cuộc giám sát",)), default=None, index=True
    )
    year: Mapped[int] = shown(Year(label="Năm kế hoạch", least=2000, aliases=("Năm",)), index=True)
    content: Mapped[str] = shown(
        Prose(label="Nội dung giám sát", longest=1000, width=50, aliases=("Nội dung", "Chuyên đề giám sát"))
    )
    field: Mapped[str | None] = shown(Coded(label="Lĩnh vực", codes="petition_field_detail"), default=None)
    form: Mapped[str] = shown(
        Coded(label="Hình thức giám sát", codes="supervision_form", width=30, aliases=("Hình thức",))
    )
    chair_id: Mapped[int] = shown(
        Link(label="Chủ thể chủ trì", target="organisation", aliases=("Chủ trì", "Đơn vị chủ trì"),
             unknown="unknown_organisation"), foreign="organisation.id",
    )  # fmt: skip
    level: Mapped[str] = shown(Coded(label="Cấp", codes="unit_level"), default="province")
    unit_id: Mapped[int | None] = shown(
        UnitOf(label="Đơn vị giám sát (huyện, xã)", aliases=("Huyện", "Đơn vị")), default=None, foreign="unit.id"
    )
    bodies_text: Mapped[str | None] = shown(
        Line(label="Đối tượng giám sát khác", longest=500, width=30, aliases=("Đơn vị được giám sát",)), default=None
    )
    scope: Mapped[str | None] = shown(Line(label="Phạm vi, địa bàn", longest=300), default=None)
    data_span: Mapped[str | None] = shown(Line(label="Thời kỳ giám sát", hint="01/01/2022 - 31/12/2023"), default=None)
    timing: Mapped[str | None] = shown(
        Timing(label="Thời gian dự kiến", aliases=("Thời gian", "Thời gian thực hiện")), default=None
    )
    planned_from: Mapped[date | None] = shown(Day(label="Dự kiến từ ngày"), default=None)
    planned_to: Mapped[date | None] = shown(Day(label="Dự kiến đến ngày"), default=None)
    basis: Mapped[str | None] = shown(Prose(label="Căn cứ", width=50), default=None)
    plan_number: Mapped[str | None] = shown(Line(label="Số kế hoạch"), default=None)
    planned_on: Mapped[date | None] = shown(Day(label="Ngày kế hoạch"), default=None)
    decision_number: Mapped[str | None] = shown(Line(label="Số quyết định thành lập đoàn"), default=None)
    decided_on: Mapped[date | None] = shown(Day(label="Ngày quyết định"), default=None)
    notified_on: Mapped[date | None] = shown(Day(label="Ngày gửi kế hoạch, quyết định, đề cương"), default=None)
    body_reported_on: Mapped[date | None] = shown(Day(label="Ngày nhận báo cáo của đối tượng"), default=None)
    ended_on: Mapped[date | None] = shown(Day(label="Ngày kết thúc làm việc"), default=None)
    report_number: Mapped[str | None] = shown(Line(label="Số báo cáo kết quả"), default=None)
    reported_on: Mapped[date | None] = shown(Day(label="Ngày báo cáo kết quả"), default=None)
    conclusion_number: Mapped[str | None] = shown(Line(label="Số kết luận, thông báo"), default=None)
    concluded_on: Mapped[date | None] = shown(Day(label="Ngày kết luận, thông báo"), default=None)
    letter_number: Mapped[str | None] = shown(Line(label="Số văn bản kiến nghị"), default=None)
    recommended_on: Mapped[date | None] = shown(Day(label="Ngày văn bản kiến nghị"), default=None)
    strengths: Mapped[str | None] = shown(Prose(label="Kết quả đạt được", width=50), default=None)
    weaknesses: Mapped[str | None] = shown(Prose(label="Hạn chế, vướng mắc", width=50), default=None)
    causes: Mapped[str | None] = shown(Prose(label="Nguyên nhân", width=50), default=None)
    costs: Mapped[int | None] = shown(Money(label="Kinh phí (đồng)"), default=None)
    state: Mapped[str] = shown(
        Coded(label="Trạng thái", codes="supervision_status"), default=SupervisionState.TENTATIVE.value
    )
    plan_reason: Mapped[str | None] = shown(
        Prose(label="Lý do điều chỉnh, hủy", longest=500, width=30), default=None
    )
    note: Mapped[str | None] = shown(Prose(label="Ghi chú", width=30), default=None)
    carried_from_id: Mapped[int | None] = mapped_column(
        Integer, ForeignKey("supervision.id"), default=None, index=True
    )
    first_session_on: Mapped[date | None] = shown(Day(label="Buổi làm việc đầu tiên"), default=None)
    sessions: Mapped[int] = mapped_column(Integer, default=0)
    heads: Mapped[int] = mapped_column(Integer, default=0)
    recommendations: Mapped[int] = mapped_column(Integer, default=0)
    open_recommendations: Mapped[int] = mapped_column(Integer, default=0)
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn gần nhất"), default=None)


class SupervisionMember(Record):
    """One member of the team; a team has exactly one head."""

    __tablename__ = "supervision_member"
    supervision_id: Mapped[int] = mapped_column(Integer, ForeignKey("supervision.id"), index=True)
    name: Mapped[str] = shown(PersonName(label="Họ và tên", longest=80))
    title: Mapped[str] = shown(Line(label="Chức vụ, đơn vị", longest=150, width=30))
    role: Mapped[str] = shown(Coded(label="Vai trò", codes="team_role"))
    position: Mapped[int] = mapped_column(Integer, default=0)


class SupervisionSession(Record):
    """One working session with a body."""

    __tablename__ = "supervision_session"
    supervision_id: Mapped[int] = mapped_column(Integer, ForeignKey("supervision.id"), index=True)
    held_on: Mapped[date] = shown(Day(label="Ngày"))
    held_at: Mapped[str | None] = shown(Clock(label="Giờ"), default=None)
    place: Mapped[str] = shown(Line(label="Địa điểm"))
    body: Mapped[str] = shown(Line(label="Đơn vị được giám sát", longest=300, width=30))
    present: Mapped[str | None] = shown(Prose(label="Thành phần dự", width=30), default=None)
    minutes: Mapped[str | None] = shown(Prose(label="Tóm tắt biên bản", width=50), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


class PeopleSupervision(Record):
    """What the people's inspection and community boards of a commune did in a period (form 3): figures only."""

    __tablename__ = "people_supervision"
    __table_args__ = (Index("ix_people_supervision_same", "period", "unit_id"),)
    unit_id: Mapped[int] = shown(UnitOf(label="Huyện, xã"), foreign="unit.id", index=True)
    period: Mapped[str] = shown(PeriodOf(label="Kỳ"), index=True)
    times: Mapped[int] = shown(Whole(label="Số cuộc giám sát", width=18))
    cases: Mapped[int | None] = shown(Whole(label="Số vụ việc phát hiện", width=21), default=None)
    money: Mapped[int | None] = shown(Money(label="Số tiền thu hồi (đồng)", width=22), default=None)
    land: Mapped[Decimal | None] = shown(Measure(label="Diện tích đất thu hồi (m²)", width=25), default=None)
    recommended: Mapped[int | None] = shown(Whole(label="Số kiến nghị", width=14), default=None)
    note: Mapped[str | None] = shown(Line(label="Ghi chú", longest=300), default=None)


def _read_timing(values: Values) -> None:
    """Days follow from the words where nobody typed days."""
    if values.get("timing") and values.get("planned_from") is None and values.get("planned_to") is None:
        values["planned_from"], values["planned_to"] = read_timing(values["timing"], values["year"]) or (None, None)


def _decision_of_team(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    begun = values.get("ended_on") or values.get("reported_on")
    if values.get("form") == BY_TEAM and begun and not values.get("decision_number"):
        said = "Đoàn giám sát phải có quyết định thành lập (NQLT 403/2017, Điều 7)."
        yield Problem("missing", said, field="decision_number")


def _days_in_order(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    pairs = (("decided_on", "planned_on", "Quyết định không thể có trước kế hoạch."),
             ("reported_on", "ended_on", "Báo cáo kết quả không thể có trước khi kết thúc làm việc."),
             ("planned_to", "planned_from", "Ngày kết thúc đứng trước ngày bắt đầu."))  # fmt: skip
    for later, earlier, said in pairs:
        first, second = values.get(earlier), values.get(later)
        if first and second and second < first:
            yield Problem("inconsistent", said, field=later)


def _series(values: Mapping[str, Any]) -> tuple[str, Any]:
    year = values["year"]
    return f"supervision/{year}", lambda n: f"GS-{year}-{n:02d}"


S = SupervisionState
_OPEN = frozenset(S) - {S.CLOSED, S.CANCELLED}
_PREPARED = frozenset({S.TENTATIVE, S.PLANNED, S.DECIDED, S.PAUSED})


def _may_begin(values: Mapping[str, Any]) -> bool:
    """Only a team needs a decision and exactly one head."""
    return values.get("form") != BY_TEAM or bool(values.get("decision_number") and values.get("heads") == 1)


SUPERVISION_FLOW = Flow((
    Move(frozenset({S.TENTATIVE}), S.PLANNED, "Chưa ghi số kế hoạch.", lambda v: bool(v.get("plan_number"))),
    Move(frozenset({S.TENTATIVE, S.PLANNED}), S.DECIDED,
         "Chưa ghi số quyết định thành lập đoàn (NQLT 403/2017, Điều 7.1).",
         lambda v: bool(v.get("decision_number"))),
    Move(_PREPARED, S.UNDER_WAY, "Đoàn giám sát phải có quyết định và đúng một trưởng đoàn.", _may_begin),
    Move(_PREPARED | {S.UNDER_WAY}, S.REPORTED, "Chưa ghi ngày báo cáo kết quả.",
         lambda v: bool(v.get("reported_on"))),
    Move(frozenset({S.UNDER_WAY, S.REPORTED}), S.RECOMMENDED, "Chưa ghi ngày văn bản kiến nghị hoặc kết luận.",
         lambda v: bool(v.get("recommended_on") or v.get("concluded_on"))),
    Move(frozenset({S.REPORTED, S.RECOMMENDED}), S.FOLLOWED,
         "Chưa gửi kiến nghị, hoặc không có kiến nghị nào đang theo dõi.",
         lambda v: bool((v.get("recommended_on") or v.get("concluded_on")) and v.get("open_recommendations"))),
    Move(_OPEN, S.CLOSED, "Còn kiến nghị chưa có kết quả, hoặc chưa có báo cáo kết quả.",
         lambda v: bool(v.get("reported_on")) and not v.get("open_recommendations")),
    Move(_OPEN - {S.PAUSED}, S.PAUSED, "Cuộc giám sát đã xong."),
    Move(_OPEN, S.CANCELLED, "Chưa ghi lý do hủy, hoặc cuộc giám sát đã xong (NQLT 403/2017, Điều 3).",
         lambda v: bool(v.get("plan_reason"))),
    Move(frozenset({S.CLOSED, S.CANCELLED, S.PAUSED}), S.TENTATIVE, "Cuộc giám sát đang mở."),
))  # fmt: skip
"""What people may do by hand; most states are read off the documents, so a move only says what is missing."""


def derived(values: Mapping[str, Any]) -> SupervisionState | None:
    """What the documents show; paused, cancelled and closed stay as set by hand, a team at work while it may be."""
    if values.get("state") in (S.PAUSED, S.CANCELLED, S.CLOSED):
        return None
    if values.get("recommended_on") or values.get("concluded_on"):
        return S.FOLLOWED if values.get("open_recommendations") else S.RECOMMENDED
    if values.get("reported_on"):
        return S.REPORTED
    by_hand = values.get("state") == S.UNDER_WAY and _may_begin(values)
    if values.get("ended_on") or values.get("body_reported_on") or by_hand:
        return S.UNDER_WAY
    if values.get("decision_number"):
        return S.DECIDED
    return S.PLANNED if values.get("plan_number") else S.TENTATIVE


_ALIVE = Supervision.state.not_in((S.PAUSED.value, S.CANCELLED.value))
_TEAM = and_(Supervision.form == BY_TEAM, _ALIVE)
"""What is paused or cancelled owes nothing."""

SUPERVISION_MEMBER = Kind(
    name="supervision_member", record=SupervisionMember, title="Thành viên đoàn giám sát", one="thành viên",
    columns=(SupervisionMember.name, SupervisionMember.title, SupervisionMember.role),
    listed=(SupervisionMember.name, SupervisionMember.title, SupervisionMember.role),
    layout=(("Thành viên", (SupervisionMember.name, SupervisionMember.title, SupervisionMember.role)),),
    label=SupervisionMember.name,
)  # fmt: skip

SUPERVISION_SESSION = Kind(
    name="supervision_session", record=SupervisionSession, title="Buổi làm việc của đoàn giám sát", one="buổi làm việc",
    columns=(SupervisionSession.held_on, SupervisionSession.held_at, SupervisionSession.place,
             SupervisionSession.body, SupervisionSession.present, SupervisionSession.minutes),
    listed=(SupervisionSession.held_on, SupervisionSession.held_at, SupervisionSession.place,
            SupervisionSession.body),
    layout=(("Buổi làm việc", (SupervisionSession.held_on, SupervisionSession.held_at, SupervisionSession.place,
                               SupervisionSession.body, SupervisionSession.present, SupervisionSession.minutes)),),
    day=SupervisionSession.held_on,
)  # fmt: skip

SUPERVISION = Kind(
    name="supervision", record=Supervision, title="Giám sát", one="cuộc giám sát", descending=True,
    number=Supervision.number, year=Supervision.year, label=Supervision.content, series=_series,
    columns=(Supervision.number, Supervision.year, Supervision.content, Supervision.field, Supervision.form,
             Supervision.chair_id, Supervision.level, Supervision.unit_id, Supervision.bodies_text,
             Supervision.scope, Supervision.data_span, Supervision.timing, Supervision.planned_from,
             Supervision.planned_to, Supervision.basis, Supervision.plan_number, Supervision.planned_on,
             Supervision.decision_number, Supervision.decided_on, Supervision.notified_on,
             Supervision.body_reported_on, Supervision.ended_on, Supervision.report_number,
             Supervision.reported_on, Supervision.conclusion_number, Supervision.concluded_on,
             Supervision.letter_number, Supervision.recommended_on, Supervision.strengths, Supervision.weaknesses,
             Supervision.causes, Supervision.costs, Supervision.state, Supervision.plan_reason, Supervision.note),
    pairs=(Pair("partners", Several(label="Tổ chức phối hợp", target="organisation", aliases=("Phối hợp",)),
                SUPERVISION_PARTNERS),
           Pair("bodies", Several(label="Đối tượng giám sát", target="authority", aliases=("Đối tượng",)),
                SUPERVISION_BODIES)),
    listed=(Supervision.number, Supervision.content, Supervision.form, Supervision.chair_id, "bodies",
            Supervision.timing, Supervision.next_due_on, Supervision.state),
    layout=(("Nội dung", (Supervision.content, Supervision.year, Supervision.level, Supervision.field,
                          Supervision.form, Supervision.unit_id)),
            ("Chủ thể, đối tượng", (Supervision.chair_id, "partners", "bodies", Supervision.bodies_text,
                                    Supervision.scope, Supervision.data_span)),
            ("Thời gian", (Supervision.timing, Supervision.planned_from, Supervision.planned_to, Supervision.costs,
                           Supervision.basis)),
            ("Văn bản của đoàn", (Supervision.plan_number, Supervision.planned_on, Supervision.decision_number,
                                  Supervision.decided_on, Supervision.notified_on, Supervision.body_reported_on,
                                  Supervision.ended_on)),
            ("Kết quả", (Supervision.report_number, Supervision.reported_on, Supervision.conclusion_number,
                         Supervision.concluded_on, Supervision.letter_number, Supervision.recommended_on,
                         Supervision.strengths, Supervision.weaknesses, Supervision.causes, Supervision.plan_reason,
                         Supervision.note))),
    template=(Supervision.year, Supervision.content, Supervision.form, Supervision.chair_id, "partners", "bodies",
              Supervision.bodies_text, Supervision.scope, Supervision.timing, Supervision.level, Supervision.note),
    same=(Supervision.year, Supervision.chair_id, Supervision.form), near=(Supervision.year, Supervision.chair_id),
    likeness=Supervision.content,
    filters=(Supervision.form, Supervision.chair_id, "partners", "bodies", Supervision.level, Supervision.state,
             Supervision.field, Supervision.unit_id),
    searched=(Supervision.number, Supervision.content, Supervision.chair_id, Supervision.bodies_text,
              Supervision.scope),
    prepare=_read_timing, checks=(_decision_of_team, _days_in_order), state=Supervision.state,
    steps=Steps(SupervisionState, SUPERVISION_FLOW, derived), due=Supervision.next_due_on,
    parts=(Part(SUPERVISION_MEMBER, SupervisionMember.supervision_id, "Thành viên đoàn"),
           Part(SUPERVISION_SESSION, SupervisionSession.supervision_id, "Buổi làm việc",
                ("held_on", "held_at", "place", "body")),
           Part(RECOMMENDATION, Recommendation.supervision_id, "Kiến nghị sau giám sát",
                ("content", "authority_id", "due_on", "result"), given=(("source", "GS"),))),
    rollups=(
        Rollup(Supervision.first_session_on, over(func.min(SupervisionSession.held_on),
                                                  SupervisionSession.supervision_id, Supervision.id)),
        Rollup(Supervision.sessions, over(func.count(), SupervisionSession.supervision_id, Supervision.id)),
        Rollup(Supervision.heads, over(func.count(), SupervisionMember.supervision_id, Supervision.id,
                                       SupervisionMember.role == HEAD)),
        Rollup(Supervision.recommendations, over(func.count(), Recommendation.supervision_id, Supervision.id)),
        Rollup(Supervision.open_recommendations, over(func.count(), Recommendation.supervision_id, Supervision.id,
                                                      Recommendation.result.not_in(SETTLED))),
    ),
    deadlines=(
        Deadline("gs_notify", "Gửi kế hoạch, quyết định, đề cương cho đối tượng giám sát",
                 start=Supervision.first_session_on, done=Supervision.notified_on, when=_TEAM, paper="D14"),
        Deadline("gs_target_report", "Đối tượng giám sát gửi báo cáo", start=Supervision.first_session_on,
                 done=Supervision.body_reported_on, when=_TEAM),
        Deadline("gs_report", "Trưởng đoàn báo cáo kết quả giám sát", start=Supervision.ended_on,
                 done=Supervision.reported_on, when=_TEAM, paper="D16"),
        Deadline("btt_plan", "Gửi kế hoạch kiểm tra, giám sát trước khi tiến hành",
                 start=Supervision.first_session_on, done=Supervision.notified_on,
                 when=and_(Supervision.form == BY_PEOPLE, _ALIVE)),
    ),
)  # fmt: skip

PEOPLE_SUPERVISION = Kind(
    name="people_supervision", record=PeopleSupervision, title="Giám sát của Ban TTND, Ban GSĐTCĐ", one="dòng số liệu",
    columns=(PeopleSupervision.unit_id, PeopleSupervision.period, PeopleSupervision.times, PeopleSupervision.cases,
             PeopleSupervision.money, PeopleSupervision.land, PeopleSupervision.recommended,
             PeopleSupervision.note),
    listed=(PeopleSupervision.unit_id, PeopleSupervision.period, PeopleSupervision.times, PeopleSupervision.cases,
            PeopleSupervision.money, PeopleSupervision.land, PeopleSupervision.recommended),
    layout=(("Số liệu", (PeopleSupervision.unit_id, PeopleSupervision.period, PeopleSupervision.times,
                         PeopleSupervision.cases, PeopleSupervision.money, PeopleSupervision.land,
                         PeopleSupervision.recommended, PeopleSupervision.note)),),
    same=(PeopleSupervision.period, PeopleSupervision.unit_id), period=PeopleSupervision.period,
    filters=(PeopleSupervision.unit_id,), searched=(PeopleSupervision.unit_id, PeopleSupervision.note),
)  # fmt: skip
