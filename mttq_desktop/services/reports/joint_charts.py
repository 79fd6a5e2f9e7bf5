"""Charts of the joint reports: households, petitions, dialogues by the letter of their indicators; who reported."""

from collections.abc import Mapping, Sequence

from mttq_desktop.queries.expected import Expected, Standing
from mttq_desktop.queries.figures import facts
from mttq_desktop.queries.indicators import Line, Table
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Paper
from mttq_desktop.services.reports.petition_chart import bars_by_field
from mttq_desktop.word.joint.charts import chart
from mttq_desktop.word.model import Bar, Chart


def charts(
    paper: Paper, period: Period, document: str, whole: Table, names: Mapping[int, str], places: Mapping[str, str]
) -> Mapping[str, tuple[Chart, ...]]:
    """What stands below the figures of a content, by the letter of its indicators."""
    found = {
        "A": ("households", _households(whole, names)),
        "B": ("petitions", bars_by_field(paper.vocabulary, facts(paper.session, period, paper.today))),
        "C": ("dialogues", _dialogues(whole)),
    }
    wording = paper.wording
    return {letter: chart(name, bars, wording, document, places) for letter, (name, bars) in found.items()}


def _households(whole: Table, names: Mapping[int, str]) -> list[Bar]:
    """Of the households that registered, those who left poverty and those who did not yet."""
    registered, left = whole.lines["A12"], whole.lines["A14"]
    return [
        Bar(name, (_amount(left, key), max(0.0, _amount(registered, key) - _amount(left, key))))
        for key, name in names.items()
    ]


def _amount(line: Line, key: int) -> float:
    return float(line.at(key).shown.amount or 0)


def _dialogues(whole: Table) -> list[Bar]:
    """Opinions by how they were answered; dialogues belong to levels, not to organisations."""
    answers = (("C14.1", "Trả lời tại chỗ"), ("C14.2", "Trả lời bằng văn bản"), ("C14.3", "Đang giải quyết"))
    return [Bar(name, (float(whole.lines[code].total.shown.amount or 0),)) for code, name in answers]


def sending_bars(senders: Sequence[Expected]) -> list[Bar]:
    """Organisations and units: how many reported in time, late, or not."""
    groups = (("Tổ chức chính trị - xã hội", [s for s in senders if s.organisation_id is not None]),
              ("Huyện, thị xã, thành phố", [s for s in senders if s.organisation_id is None]))  # fmt: skip
    return [Bar(name, _by_day(found)) for name, found in groups if found]


def _by_day(senders: Sequence[Expected]) -> tuple[float, ...]:
    came = [s for s in senders if s.standing in (Standing.RECEIVED, Standing.ACCEPTED)]
    late = sum(s.late for s in came)
    owing = sum(s.standing in (Standing.MISSING, Standing.RETURNED) for s in senders)
    return float(len(came) - late), float(late), float(owing)
