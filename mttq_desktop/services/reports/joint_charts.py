"""Charts of the joint reports: households, petitions, dialogues by the letter of their indicators; who reported.

Every number on them has a key: indicators those of `behind`, the others carry their records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mttq_desktop.queries.expected import Expected, Standing
from mttq_desktop.queries.figures import facts
from mttq_desktop.queries.indicators import Table, counted
from mttq_desktop.records.households import HOUSEHOLD
from mttq_desktop.records.periodic import PERIODIC_REPORT
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Count, Paper
from mttq_desktop.services.reports.petition_chart import Group, by_group
from mttq_desktop.word.joint.charts import chart
from mttq_desktop.word.model import Bar, Chart

REGISTERED, ROSE = "A12", "A14"
BOTH, NOT_YET = f"{REGISTERED}&{ROSE}", f"{REGISTERED}-{ROSE}"
"""Households that registered and rose, or did not yet; some that rise registered in years before."""
_ANSWERS = (("C14.1", "Trả lời tại chỗ"), ("C14.2", "Trả lời bằng văn bản"), ("C14.3", "Đang giải quyết"))


@dataclass(frozen=True)
class Drawings:
    """What the charts of one report are drawn from; `names` are its organisations."""

    paper: Paper
    period: Period
    whole: Table
    names: Mapping[int, str]
    senders: Sequence[Expected]

    def charts(self, document: str, places: Mapping[str, str]) -> Mapping[str, tuple[Chart, ...]]:
        """What stands below the figures of a content, by the letter of its indicators."""
        found = {
            "A": ("households", self._households),
            "B": ("petitions", [group.bar for group in self._groups]),
            "C": ("dialogues", self._dialogues()),
        }
        wording = self.paper.wording
        return {letter: chart(name, bars, wording, document, places) for letter, (name, bars) in found.items()}

    @property
    def sendings(self) -> list[Bar]:
        """Organisations and units: how many reported in time, late, or not."""
        return [one.bar for one in self._reports]

    def counts(self) -> Iterator[Count]:
        """Figures of the charts that are no indicators."""
        for bar in self._households:
            for key, what, n in zip(bar.keys, ("đã", "chưa"), bar.values, strict=True):
                yield Count(key, f"Hộ đăng ký, {what} thoát nghèo – {bar.label}", HOUSEHOLD, (), int(n))
        yield from (count for group in self._groups for count in group.counts())
        yield from (count for one in self._reports for count in one.counts())

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        return by_group(self.paper.vocabulary, facts(self.paper.session, self.period, self.paper.today))

    @cached_property
    def _reports(self) -> tuple["Reports", ...]:
        groups = (
            ("organisation", "Tổ chức chính trị - xã hội", [s for s in self.senders if s.organisation_id is not None]),
            ("unit", "Huyện, thị xã, thành phố", [s for s in self.senders if s.organisation_id is None]),
        )
        return tuple(Reports(f"reports/{key}", name, _by_day(found)) for key, name, found in groups if found)

    @cached_property
    def _households(self) -> list[Bar]:
        """Of the households that registered, those who left poverty and those who did not yet."""
        return [
            Bar(name, self._registered(key), keys=(f"{BOTH}/o{key}", f"{NOT_YET}/o{key}"), key=f"{REGISTERED}/o{key}")
            for key, name in self.names.items()
        ]  # fmt: skip

    def _registered(self, key: int) -> tuple[float, float]:
        """Those of both kinds; of typed figures what is left of them, for no household stands behind these."""
        cells = [self.whole.lines[code].at(key) for code in (REGISTERED, ROSE)]
        if any(cell.typed for cell in cells):
            every, rose = (float(cell.shown.amount or 0) for cell in cells)
            return min(every, rose), max(0.0, every - rose)
        registered, risen = (frozenset(self._ids(code, key)) for code in (REGISTERED, ROSE))
        return float(len(registered & risen)), float(len(registered - risen))

    def _ids(self, code: str, key: int) -> tuple[int, ...]:
        return counted(self.paper.session, code, self.period, self.paper.today, organisation=key).ids

    def _dialogues(self) -> list[Bar]:
        """Opinions by how they were answered; dialogues belong to levels, not to organisations."""
        lines = self.whole.lines
        return [
            Bar(name, (float(lines[code].total.shown.amount or 0),), keys=(code,), key=code)
            for code, name in _ANSWERS
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports of organisations, or of units, by whether they came in time."""

    key: str
    name: str
    senders: Mapping[str, Sequence[Expected]]

    @property
    def bar(self) -> Bar:
        """Its bar."""
        values = tuple(float(len(them)) for them in self.senders.values())
        return Bar(self.name, values, keys=tuple(f"{self.key}/{x}" for x in self.senders), key=f"{self.key}/total")

    def counts(self) -> Iterator[Count]:
        """Its figures; behind them stand the reports that came."""
        every = [one for them in self.senders.values() for one in them]
        for state, them in {"total": every, **self.senders}.items():
            ids = tuple(one.report_id for one in them if one.report_id is not None)
            yield Count(f"{self.key}/{state}", f"{self.name}: {_STATES[state]}", PERIODIC_REPORT, ids, len(them))


_STATES = {"total": "tổng số", "on_time": "đúng hạn", "behind_time": "chậm", "owing": "chưa gửi, trả lại"}


def _by_day(senders: Sequence[Expected]) -> dict[str, list[Expected]]:
    came = [s for s in senders if s.standing in (Standing.RECEIVED, Standing.ACCEPTED)]
    return {
        "on_time": [s for s in came if not s.late], "behind_time": [s for s in came if s.late],
        "owing": [s for s in senders if s.standing in (Standing.MISSING, Standing.RETURNED)],
    }  # fmt: skip
