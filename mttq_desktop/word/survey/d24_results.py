"""D24: the report on a survey of satisfaction, with its verdict and two tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.word.common import Issue, lowered, placed, shown
from mttq_desktop.word.figures import figured, shared
from mttq_desktop.word.model import Align, Bullets, Column, Document, Part, Table
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import DOTS, Words, document, or_dots

BALLOTS = (
    Column("STT", 12, Align.CENTER), Column("Thôn, xã", 70), Column("Tổng số hộ", 26, Align.CENTER),
    Column("Số hộ lấy phiếu", 26, Align.CENTER), Column("Tỷ lệ", 24, Align.CENTER),
    Column("Phát ra", 26, Align.CENTER, "Số phiếu"), Column("Thu về", 26, Align.CENTER, "Số phiếu"),
    Column("Hợp lệ", 26, Align.CENTER, "Số phiếu"),
)  # fmt: skip
ANSWERS = (
    Column("STT", 12, Align.CENTER), Column("Nội dung câu hỏi", 100),
    Column("Số phiếu", 24, Align.CENTER, "Hài lòng"), Column("%", 22, Align.CENTER, "Hài lòng"),
    Column("Số phiếu", 24, Align.CENTER, "Không hài lòng"), Column("%", 22, Align.CENTER, "Không hài lòng"),
    Column("Không ý kiến", 24, Align.CENTER), Column("Đạt ngưỡng", 24, Align.CENTER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BallotLine:
    """Households and ballots of one place; `key` begins the names of its figures."""

    place: str
    households: int
    chosen: int
    out: int
    returned: int
    valid: int
    key: str = ""

    def cells(self) -> tuple[str, ...]:
        """Households, those asked, their share, ballots out, returned and valid, as printed."""
        key = self.key
        return (
            figured(self.households, f"{key}households"), figured(self.chosen, f"{key}chosen"),
            shared(self.chosen, self.households, f"{key}chosen"), figured(self.out, f"{key}ballots_out"),
            figured(self.returned, f"{key}ballots_in"), figured(self.valid, f"{key}ballots_valid"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question; `reached` is None where no bound is set for it. `key` begins the names of its figures."""

    question: int
    content: str
    satisfied: int
    dissatisfied: int
    no_opinion: int
    overall: bool = False
    reached: bool | None = None
    reasons: str = ""
    key: str = ""

    def cells(self, valid: int) -> tuple[str, ...]:
        """As the table prints them; shares are of valid ballots."""
        reached = {True: "Đạt", False: "Chưa đạt", None: "-"}[self.reached]
        return (
            figured(self.satisfied, f"{self.key}satisfied"), shared(self.satisfied, valid, f"{self.key}satisfied"),
            figured(self.dissatisfied, f"{self.key}dissatisfied"),
            shared(self.dissatisfied, valid, f"{self.key}dissatisfied"),
            figured(self.no_opinion, f"{self.key}no_opinion"), reached,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """All that the report says; `passed` is None when nothing could be judged, `failures` say what was missed."""

    issue: Issue
    place: str
    form: str
    mode: str
    starts_on: date
    ends_on: date
    total: BallotLine
    parts: Sequence[BallotLine] = ()
    answers: Sequence[AnswerLine] = ()
    posted: tuple[date | None, date | None] = (None, None)
    passed: bool | None = None
    basis: str = ""
    failures: tuple[str, ...] = ()

    @property
    def overall(self) -> str:
        """The share of overall satisfaction on valid ballots, as printed."""
        found = next((a for a in self.answers if a.overall), None)
        return shared(found.satisfied, self.total.valid, f"{found.key}satisfied") if found else DOTS

    def words(self, wording: Wording) -> Words:
        """The phrases of the report, filled."""
        t, days = self.total, [f"{w} ngày {short(d)}" for w, d in zip(("từ", "đến"), self.posted, strict=True) if d]
        places = {
            "nơi lấy ý kiến": or_dots(placed(self.place)), "mẫu phiếu": or_dots(self.form),
            "hình thức": or_dots(lowered(self.mode)), "từ ngày": short(self.starts_on), "đến ngày": short(self.ends_on),
            **dict(zip(("tổng số hộ", "số hộ lấy phiếu", "tỷ lệ hộ", "phát ra", "thu về", "hợp lệ"), t.cells(),
                       strict=True)), "niêm yết": " ".join(days) or DOTS, "tỷ lệ hài lòng chung": self.overall,
            "căn cứ ngưỡng": or_dots(self.basis),
        }  # fmt: skip
        return Words.of(wording, "D24", self.issue, places)


def report(data: SurveyReport, wording: Wording) -> Document:
    """Lay out the report; both tables stand in annexes."""
    words = data.words(wording)
    posted = words.say("posted") if any(data.posted) else ()
    parts = (
        *words.say("opening"), *words.section("work", *words.say("work"), *posted),
        *words.section("results", *_results(data, words)),
        *words.section("verdict", *_verdict(data, words)), *words.say("closing"),
    )  # fmt: skip
    annexes = (*words.annex(_ballots(data, words), "annex_ballots"), *words.annex(_answers(data), "annex_answers"))
    return document(data.issue, words, parts, annexes)


def _results(data: SurveyReport, words: Words) -> tuple[Part, ...]:
    if not data.answers:
        return words.say("no_answers")
    reasons = tuple(f"Câu {a.question}: {shown(a.reasons)}" for a in data.answers if a.reasons.strip())
    return (*words.say("overall"), *((*words.say("reasons"), Bullets(reasons)) if reasons else ()))


def _verdict(data: SurveyReport, words: Words) -> tuple[Part, ...]:
    if data.passed is None:
        return words.say("unjudged")
    if data.passed:
        return words.say("passed")
    return (*words.say("failed"), *((Bullets(data.failures),) if data.failures else ()))


def _ballots(data: SurveyReport, words: Words) -> Table:
    lines = data.parts or (data.total,)
    rows = [(str(n), line.place, *line.cells()) for n, line in enumerate(lines, 1)]
    return Table(BALLOTS, rows, ("", words.text("total"), *data.total.cells()) if data.parts else None)


def _answers(data: SurveyReport) -> Table:
    return Table(ANSWERS, [(str(a.question), a.content, *a.cells(data.total.valid)) for a in data.answers])
