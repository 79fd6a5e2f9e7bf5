"""Whether a survey of satisfaction reaches what its day asks: shares, and the reasons for the verdict.

Shares are of valid ballots with two decimals; those of returned ballots stand beside, because offices differ
(HD 90/HD-MTTW-BTT). A bound that the day's rules do not name is not judged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mttq_desktop.text.numbers import percent


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least shares in percent; None where nothing is asked. `confirmed` once read in the document itself."""

    household_share: Decimal | None = None
    overall_share: Decimal | None = None
    item_share: Decimal | None = None
    basis: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Answered:
    """How many were satisfied with one question."""

    question: int
    overall: bool
    satisfied: int


@dataclass(frozen=True, slots=True)
class Ballots:
    """The counts of one survey."""

    households: int
    chosen: int
    returned: int
    valid: int
    answers: Sequence[Answered] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """One share: of valid ballots, and of those returned."""

    of_valid: Decimal | None
    of_returned: Decimal | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A share beside its bound; `question` is whose satisfied it is, None for the households asked."""

    what: str
    question: int | None
    got: Decimal
    least: Decimal

    @property
    def reached(self) -> bool:
        """Not below its bound."""
        return self.got >= self.least

    @property
    def words(self) -> tuple[str, str, str]:
        """What is compared, the share, what it comes to."""
        word = "đạt" if self.reached else "chưa đạt"
        return f"{self.what} ", percent(self.got), f", {word} mức tối thiểu {percent(self.least)}."


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed` is None when nothing could be judged; `reasons` say what was compared, failures first."""

    passed: bool | None
    reasons: tuple[str, ...]
    overall: Share
    lowest: Share
    lowest_question: int | None
    compared: tuple[Compared, ...] = ()


def ratio(part: int, whole: int) -> Decimal | None:
    """Percent with two decimals, None of nothing."""
    if whole <= 0:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def verdict(ballots: Ballots, bounds: Bounds | None) -> Verdict:
    """Compare a survey with the bounds of its day."""
    items = [a for a in ballots.answers if not a.overall]
    overall = next((a for a in ballots.answers if a.overall), None)
    lowest = min(items, key=lambda a: (a.satisfied, a.question), default=None)
    shares = _share(overall, ballots), _share(lowest, ballots)
    judged = tuple(_judged(ballots, bounds, overall, lowest)) if bounds else ()
    passed = all(one.reached for one in judged) if judged else None
    reasons = ["".join(one.words) for one in sorted(judged, key=lambda one: one.reached)]
    asked = lowest.question if lowest else None
    return Verdict(passed, tuple(reasons or [_nothing(bounds)]), *shares, asked, judged)


def _nothing(bounds: Bounds | None) -> str:
    if bounds is None:
        return "Không có ngưỡng nào của mẫu phiếu này vào ngày lấy ý kiến."
    return "Chưa có số phiếu để so với ngưỡng."


def _share(answer: Answered | None, ballots: Ballots) -> Share:
    if answer is None:
        return Share(None, None)
    return Share(ratio(answer.satisfied, ballots.valid), ratio(answer.satisfied, ballots.returned))


def _judged(
    ballots: Ballots, bounds: Bounds, overall: Answered | None, lowest: Answered | None
) -> Iterator[Compared]:
    named = f"Tỷ lệ hài lòng thấp nhất (câu {lowest.question})" if lowest else ""
    compared = (
        ("Tỷ lệ hộ được lấy phiếu", None, ratio(ballots.chosen, ballots.households), bounds.household_share),
        ("Tỷ lệ hài lòng chung", overall, _share(overall, ballots).of_valid, bounds.overall_share),
        (named, lowest, _share(lowest, ballots).of_valid, bounds.item_share),
    )
    for what, answer, got, least in compared:
        if got is not None and least is not None:
            yield Compared(what, answer.question if answer else None, got, least)
