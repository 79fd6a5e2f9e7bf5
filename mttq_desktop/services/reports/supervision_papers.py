"""D12 to D17 from one supervision."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.deadlines import of_record
from mttq_desktop.records.office import Letter
from mttq_desktop.records.recommendations import RECOMMENDATION, Outcome
from mttq_desktop.records.supervisions import BY_TEAM, HEAD, SUPERVISION, SupervisionState
from mttq_desktop.services.keeping import amend
from mttq_desktop.services.reports.drawing import About, Count, Drawn
from mttq_desktop.services.reports.matter import Matter, Own, RecordDocument, single
from mttq_desktop.services.reports.narratives import NarrativePart
from mttq_desktop.store.database import Writing
from mttq_desktop.text.dates import short
from mttq_desktop.word.supervision import papers, results
from mttq_desktop.word.supervision.data import Advice, Meeting, Member, SupervisionCase

MEMBERS, SESSIONS = "supervision_member", "supervision_session"
BODY_REPORTS = "gs_target_report"
_SETTLED = {Outcome.DONE.value, Outcome.DECLINED.value}


def supervision_case(matter: Matter, about: About | None = None) -> SupervisionCase:
    """The record as its papers need it."""
    text, value = matter.text, matter.value
    bodies = (*matter.names("bodies"), *(b.strip() for b in text("bodies_text").split(";") if b.strip()))
    return SupervisionCase(
        issue=matter.issue(about or matter.about()), content=value("content"),
        chair=matter.short("organisation", value("chair_id")),
        partners=tuple(matter.short("organisation", key) for key in value("partners") or ()), bodies=bodies,
        scope=text("scope"), span=text("data_span"), timing=_timing(matter), basis=text("basis"),
        plan=(text("plan_number"), value("planned_on")), decision=(text("decision_number"), value("decided_on")),
        members=tuple(_member(matter, row) for row in matter.rows(MEMBERS)),
        meetings=tuple(_meeting(row) for row in matter.rows(SESSIONS)),
        advice=tuple(_advice(matter, row) for row in matter.rows(RECOMMENDATION.name)),
        strengths=text("strengths"), weaknesses=text("weaknesses"), causes=text("causes"),
        report_due_on=_report_due(matter), typed=matter.typed,
    )  # fmt: skip


def _timing(matter: Matter) -> str:
    first, last = matter.value("planned_from"), matter.value("planned_to")
    if words := matter.text("timing"):
        return words
    days = [f"{word} ngày {short(day)}" for word, day in (("từ", first), ("đến", last)) if day]
    return " ".join(days)


def _member(matter: Matter, row: tuple[int, Mapping[str, Any]]) -> Member:
    values = row[1]
    return Member(values["name"], values["title"], matter.row_text(MEMBERS, row, "role"))


def _meeting(row: tuple[int, Mapping[str, Any]]) -> Meeting:
    v = row[1]
    return Meeting(v["held_on"], v["held_at"] or "", v["place"], v["body"], v["present"] or "", v["minutes"] or "")


def _advice(matter: Matter, row: tuple[int, Mapping[str, Any]]) -> Advice:
    v = row[1]
    answered = short(v["answered_on"]) if v["answered_on"] else ""
    reference = ", ngày ".join(x for x in (v["answer_number"] or "", answered) if x)
    verdict = "Đã giải quyết" if v["result"] in _SETTLED else "Tiếp tục theo dõi"
    return Advice(
        v["content"], matter.paper.names.authority(v["authority_id"]), v["due_on"] or v["answer_due_on"], reference,
        matter.told(RECOMMENDATION, v, "result"), verdict,
    )  # fmt: skip


def _report_due(matter: Matter) -> date | None:
    """By when the supervised bodies report, by the rule in force."""
    session = matter.paper.session
    found = of_record(session, SUPERVISION, matter.case.id, calendar(session))
    return next((due.day for deadline, due, _ in found if deadline.code == BODY_REPORTS), None)


def _minutes(matter: Matter) -> Iterator[Drawn]:
    for row in matter.rows(SESSIONS):
        about = matter.about(SESSIONS, row)
        meeting = _meeting(row)
        document = results.minutes(supervision_case(matter, about), meeting, matter.wording(about))
        yield matter.drawn(about, document, f"{meeting.body} {meeting.day:%d.%m.%Y}", "Biên bản làm việc")


def _asked(matter: Matter) -> dict[int, tuple[int, ...]]:
    """The recommendations to each authority, in the order of the record."""
    found: dict[int, tuple[int, ...]] = {}
    for ident, values in matter.rows(RECOMMENDATION.name):
        found[values["authority_id"]] = (*found.get(values["authority_id"], ()), ident)
    return found


def _by_authority(matter: Matter) -> Iterator[Count]:
    for n, (authority, ids) in enumerate(_asked(matter).items(), 1):
        label = f"{matter.paper.names.authority(authority)}: số kiến nghị"
        yield Count(f"authority/{n}", label, RECOMMENDATION, ids)


def _letters(matter: Matter) -> Iterator[Drawn]:
    for authority in _asked(matter):
        about, name = matter.about(authority=authority), matter.paper.names.authority(authority)
        document = results.recommendations(supervision_case(matter, about), name, matter.wording(about))
        yield matter.drawn(about, document, name, "Kiến nghị sau giám sát")


def _letter_of(matter: Matter, about: About) -> Own:
    """By what letter the authority's recommendations went out already."""
    own = (v for _, v in matter.rows(RECOMMENDATION.name) if v["authority_id"] == about.authority_id)
    return next(((v["letter_number"] or "", v["sent_on"]) for v in own if v["sent_on"]), ("", None))


def _day_of_session(matter: Matter, about: About) -> Own:
    """Minutes bear the day of the session."""
    return "", next(v["held_on"] for i, v in matter.rows(SESSIONS) if i == about.id)


def _sent(writing: Writing, matter: Matter, letter: Letter) -> None:
    """Recommendations of the authority that had not gone out are sent by this letter."""
    for ident, values in matter.rows(RECOMMENDATION.name):
        if values["authority_id"] == letter.authority_id and values["sent_on"] is None:
            changes = {"sent_on": letter.day, "letter_number": letter.number}
            amend(writing, RECOMMENDATION, ident, changes, matter.paper.vocabulary)


def _for_team(values: Mapping[str, Any]) -> str:
    if values["state"] == SupervisionState.CANCELLED:
        return "cuộc giám sát đã hủy."
    return "" if values["form"] == BY_TEAM else "chỉ lập khi tổ chức đoàn giám sát."


def _led_by_others(matter: Matter) -> Iterator[str]:
    body = matter.paper.names.bodies.get(matter.value("chair_id"))
    if body is not None and body.code != matter.paper.desk.settings.organisation_code:
        yield f"{body.short_name} chủ trì: văn bản thường do tổ chức đó ban hành."


def _about_bodies(matter: Matter) -> Iterator[str]:
    yield from _led_by_others(matter)
    if not (matter.value("bodies") or matter.text("bodies_text")):
        yield "Chưa ghi đối tượng giám sát."


def _about_team(matter: Matter) -> Iterator[str]:
    yield from _about_bodies(matter)
    heads = sum(v["role"] == HEAD for _, v in matter.rows(MEMBERS))
    if matter.rows(MEMBERS) and heads != 1:
        yield f"Đoàn phải có đúng một Trưởng đoàn; đang có {heads}."


_WRITTEN = (NarrativePart("purpose", "I. Mục đích, yêu cầu"), NarrativePart("duties", "V. Phân công trách nhiệm"))

SUPERVISION_PAPERS = (
    RecordDocument(
        "D12", "Kế hoạch giám sát của đoàn", (SUPERVISION,), single(supervision_case, papers.team_plan), _for_team,
        ("scope", "data_span", "timing", MEMBERS, SESSIONS), _about_team, "plan_number", "planned_on", _WRITTEN,
    ),
    RecordDocument(
        "D13", "Quyết định thành lập Đoàn giám sát", (SUPERVISION,),
        single(supervision_case, papers.decision), _for_team,
        ("plan_number", "planned_on", MEMBERS), _about_team, "decision_number", "decided_on",
    ),
    RecordDocument(
        "D14", "Công văn gửi đề cương báo cáo", (SUPERVISION,),
        single(supervision_case, papers.outline_letter), _for_team,
        ("data_span", "plan_number", "decision_number", SESSIONS), _about_bodies,
    ),
    RecordDocument(
        "D15", "Biên bản làm việc của Đoàn giám sát", (SUPERVISION,), _minutes, _for_team,
        ("decision_number", MEMBERS), _about_team,
        nothing="Chưa có buổi làm việc nào để lập biên bản.", own=_day_of_session,
    ),
    RecordDocument(
        "D16", "Báo cáo kết quả giám sát", (SUPERVISION,), single(supervision_case, results.report), _for_team,
        ("scope", "data_span", "plan_number", "decision_number", "strengths", "weaknesses", "causes", MEMBERS,
         SESSIONS),
        _about_team, "report_number", "reported_on",
    ),
    RecordDocument(
        "D17", "Công văn kiến nghị sau giám sát", (SUPERVISION,), _letters,
        lambda v: "" if v["recommendations"] else "chưa ghi kiến nghị sau giám sát nào.",
        ("plan_number", "reported_on"), _led_by_others, own=_letter_of, after=_sent, counts=_by_authority,
    ),
)  # fmt: skip
