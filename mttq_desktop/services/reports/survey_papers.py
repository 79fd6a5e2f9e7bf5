"""D24 from one survey of satisfaction, judged by the bounds of its day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mttq_desktop.queries.cases import Row, all_values
from mttq_desktop.queries.indicators.surveys import bounds_on
from mttq_desktop.queries.listing import Filter, Sort, ids
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, SURVEY_ANSWER
from mttq_desktop.rules.thresholds import Answered, Ballots, Bounds, Compared, Verdict, ratio, verdict
from mttq_desktop.services.reports.drawing import Count
from mttq_desktop.services.reports.matter import Matter, RecordDocument, single
from mttq_desktop.word.model import Figured, joined
from mttq_desktop.word.survey.d24_results import AnswerLine, BallotLine, SurveyReport, report

HAMLET = "KDC"
_BALLOTS = ("households", "chosen", "ballots_out", "ballots_in", "ballots_valid")
_ANSWERS = ("satisfied", "dissatisfied", "no_opinion")
_UNCHECKED = re.compile(r"\s*\([^()]*chưa kiểm tra[^()]*\)")
Values = Mapping[str, Any]


def survey_report(matter: Matter) -> SurveyReport:
    """The record as its report needs it, with the hamlets surveyed in the same days."""
    v, bounds = matter.case.values, _bounds(matter)
    found = _verdict(matter, bounds)
    return SurveyReport(
        issue=matter.issue(matter.about()), place=_place(matter, v), form=matter.text("form"), mode=matter.text("mode"),
        starts_on=v["starts_on"], ends_on=v["ends_on"], total=_ballots(v, _place(matter, v)),
        parts=tuple(_ballots(h, _hamlet(matter, h), f"place/{n}/") for n, (_, h) in enumerate(_hamlets(matter), 1)),
        answers=tuple(_answer(n, row, v["ballots_valid"], bounds) for n, row in enumerate(_answers(matter), 1)),
        posted=(v["posted_from"], v["posted_to"]), passed=found.passed,
        basis=_UNCHECKED.sub("", bounds.basis) if bounds else "",
        failures=tuple(_failure(matter, one) for one in found.compared if not one.reached),
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


def _failure(matter: Matter, one: Compared) -> str:
    """What was missed; the share opens the ballots it was taken of."""
    asked = [a["question"] for a in _answers(matter)]
    key = "chosen" if one.question is None else f"question/{asked.index(one.question) + 1}/satisfied"
    what, share, missed = one.words
    return joined(what, Figured(share, key), missed)


def _ballots(v: Values, place: str, key: str = "") -> BallotLine:
    return BallotLine(
        place, v["households"], v["chosen"], v["ballots_out"], v["ballots_in"], v["ballots_valid"], key
    )


def _hamlet(matter: Matter, v: Values) -> str:
    return str(v["hamlet"] or _place(matter, v))


def _counts(matter: Matter) -> Iterator[Count]:
    """The numbers of each hamlet and of each question."""
    for n, (ident, v) in enumerate(_hamlets(matter), 1):
        for name in _BALLOTS:
            label = f"{_hamlet(matter, v)}: {SATISFACTION_SURVEY.field(name).label.lower()}"
            yield Count(f"place/{n}/{name}", label, SATISFACTION_SURVEY, (ident,), v[name])
    for n, (ident, v) in enumerate(matter.rows(SURVEY_ANSWER.name), 1):
        for name in _ANSWERS:
            label = f"Câu {v['question']}: {SURVEY_ANSWER.field(name).label.lower()}"
            yield Count(f"question/{n}/{name}", label, SURVEY_ANSWER, (ident,), v[name])


def _hamlets(matter: Matter) -> Sequence[Row]:
    """Surveys of the commune's hamlets in the same days with the same form; none for a hamlet itself."""
    own = matter.case.values
    if own["level"] == HAMLET:
        return ()
    where = Filter(equals={"unit_id": (own["unit_id"],), "level": (HAMLET,), "form": (own["form"],)})
    session = matter.paper.session
    found = all_values(session, SATISFACTION_SURVEY, ids(session, SATISFACTION_SURVEY, where, Sort("starts_on", False)))
    return [row for row in found if own["starts_on"] <= row[1]["starts_on"] <= own["ends_on"]]


def _answer(n: int, a: Values, valid: int, bounds: Bounds | None) -> AnswerLine:
    least = (bounds.overall_share if a["overall"] else bounds.item_share) if bounds else None
    got = ratio(a["satisfied"], valid)
    reached = None if least is None or got is None else got >= least
    return AnswerLine(
        a["question"], a["content"] or "", a["satisfied"], a["dissatisfied"], a["no_opinion"], bool(a["overall"]),
        reached, a["reasons"] or "", f"question/{n}/",
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
        day="reported_on", counts=_counts,
    ),
)  # fmt: skip
