"""D24 from one survey of satisfaction, judged by the bounds of its day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mttq_desktop.queries.cases import all_values
from mttq_desktop.queries.indicators.surveys import bounds_on
from mttq_desktop.queries.listing import Filter, Sort, ids
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, SURVEY_ANSWER
from mttq_desktop.rules.thresholds import Answered, Ballots, Bounds, Verdict, ratio, verdict
from mttq_desktop.services.reports.matter import Matter, RecordDocument, single
from mttq_desktop.word.survey.d24_results import AnswerLine, BallotLine, SurveyReport, report

HAMLET = "KDC"
_UNCHECKED = re.compile(r"\s*\([^()]*chưa kiểm tra[^()]*\)")
Values = Mapping[str, Any]


def survey_report(matter: Matter) -> SurveyReport:
    """The record as its report needs it, with the hamlets surveyed in the same days."""
    v, bounds = matter.case.values, _bounds(matter)
    found = _verdict(matter, bounds)
    return SurveyReport(
        issue=matter.issue(matter.about()), place=_place(matter, v), form=matter.text("form"), mode=matter.text("mode"),
        starts_on=v["starts_on"], ends_on=v["ends_on"], total=_ballots(v, _place(matter, v)), parts=_hamlets(matter),
        answers=tuple(_answer(row, v["ballots_valid"], bounds) for row in _answers(matter)),
        posted=(v["posted_from"], v["posted_to"]), passed=found.passed,
        basis=_UNCHECKED.sub("", bounds.basis) if bounds else "",
        failures=tuple(r for r in found.reasons if "chưa đạt" in r),
    )  # fmt: skip


def _place(matter: Matter, v: Values) -> str:
    place = matter.paper.names.place(None, v["unit_id"])
    return ", ".join(t for t in (v["hamlet"] or "", place[:1].lower() + place[1:]) if t)


def _bounds(matter: Matter) -> Bounds | None:
    return bounds_on(matter.paper.session)(matter.value("form"), matter.value("starts_on"))


def _answers(matter: Matter) -> Sequence[Values]:
    return [v for _, v in matter.rows(SURVEY_ANSWER.name)]


def _verdict(matter: Matter, bounds: Bounds | None) -> Verdict:
    v = matter.case.values
    answers = [Answered(a["question"], bool(a["overall"]), a["satisfied"]) for a in _answers(matter)]
    return verdict(Ballots(v["households"], v["chosen"], v["ballots_in"], v["ballots_valid"], answers), bounds)


def _ballots(v: Values, place: str) -> BallotLine:
    return BallotLine(
        place, v["households"], v["chosen"], v["ballots_out"], v["ballots_in"], v["ballots_valid"]
    )


def _hamlets(matter: Matter) -> tuple[BallotLine, ...]:
    """Surveys of the commune's hamlets in the same days with the same form; none for a hamlet itself."""
    own = matter.case.values
    if own["level"] == HAMLET:
        return ()
    where = Filter(equals={"unit_id": (own["unit_id"],), "level": (HAMLET,), "form": (own["form"],)})
    session = matter.paper.session
    found = all_values(session, SATISFACTION_SURVEY, ids(session, SATISFACTION_SURVEY, where, Sort("starts_on", False)))
    inside = (v for _, v in found if own["starts_on"] <= v["starts_on"] <= own["ends_on"])
    return tuple(_ballots(v, v["hamlet"] or _place(matter, v)) for v in inside)


def _answer(a: Values, valid: int, bounds: Bounds | None) -> AnswerLine:
    least = (bounds.overall_share if a["overall"] else bounds.item_share) if bounds else None
    got = ratio(a["satisfied"], valid)
    reached = None if least is None or got is None else got >= least
    return AnswerLine(
        a["question"], a["content"] or "", a["satisfied"], a["dissatisfied"], a["no_opinion"], bool(a["overall"]),
        reached, a["reasons"] or "",
    )  # fmt: skip


def _unsure(matter: Matter) -> Iterator[str]:
    bounds = _bounds(matter)
    if bounds is None:
        yield "Không có ngưỡng của mẫu phiếu này vào ngày lấy ý kiến; ghi ở Danh mục › Ngưỡng hài lòng nông thôn mới."
    elif not bounds.confirmed:
        yield "Ngưỡng của mẫu phiếu này chưa kiểm tra văn bản gốc; xem Danh mục › Ngưỡng hài lòng nông thôn mới."


SURVEY_PAPERS = (
    RecordDocument(
        "D24", "Báo cáo kết quả lấy ý kiến hài lòng", (SATISFACTION_SURVEY,), single(survey_report, report),
        wanted=("posted_from", "posted_to", SURVEY_ANSWER.name), gaps=_unsure, number="report_number",
        day="reported_on",
    ),
)  # fmt: skip
