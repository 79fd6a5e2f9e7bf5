"""D06K: the công văn that reminds an authority of recommendations it has not answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.word.common import Issue, Places, day_or_blank, issue_places, listed, shown
from mttq_desktop.word.figures import figured
from mttq_desktop.word.model import Align, Column, Document
from mttq_desktop.word.reminders import Reminding, lay_out, letters_named
from mttq_desktop.word.wording import Wording

CODE = "D06K"
COLUMNS = (
    Column("STT", 11, Align.CENTER),
    Column("Mã", 24, Align.CENTER),
    Column("Nội dung kiến nghị", 68),
    Column("Văn bản kiến nghị số, ngày", 26, Align.CENTER),
    Column("Hạn", 23, Align.CENTER),
    Column("Quá hạn (ngày)", 16, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class UnansweredItem:
    """One recommendation without an answer, with the letter it was sent by; `source` is what it came from.

    `key` names how many days it is late.
    """

    number: str
    content: str
    source: str
    letter_number: str
    sent_on: date
    due_on: date
    days_late: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationReminder:
    """All that the n-th reminder (`times`) to one authority says; `above` is the body its silence is told to."""

    issue: Issue
    authority: str
    times: int
    items: Sequence[UnansweredItem]
    new_due_on: date | None = None
    above: str = ""

    @property
    def late(self) -> int:
        """How many are past their day."""
        return sum(item.days_late > 0 for item in self.items)

    def places(self) -> Places:
        """What fills the phrases of D06K."""
        return issue_places(self.issue) | {
            "cơ quan": self.authority,
            "nguồn": listed(dict.fromkeys(item.source for item in self.items)),
            "lần": str(self.times),
            "số kiến nghị": figured(len(self.items), "recommendations"),
            "số quá hạn": figured(self.late, "late"),
            "văn bản đã gửi": letters_named([(i.sent_on, i.letter_number) for i in self.items], "văn bản"),
            "hạn mới": day_or_blank(self.new_due_on),
            "quá hạn lâu nhất": figured(max((i.days_late for i in self.items), default=0), "longest"),
            "cấp trên": self.above,
        }


def document(data: RecommendationReminder, wording: Wording) -> Document:
    """Lay out the reminder; one that is not late yet says so, and silence may be told to the Front above."""
    before = ("opening", "late" if data.late == len(data.items) else "waiting")
    after = ("request" if data.new_due_on else "request_no_day", *(("above",) if data.above else ()))
    copies = (*(("copies",) if data.times > 1 else ()), *(("copies_above",) if data.above else ()))
    return lay_out(
        Reminding(CODE, data.issue, data.times, COLUMNS, _rows(data.items), before, after, copies, data.places()),
        wording,
    )


def _rows(items: Sequence[UnansweredItem]) -> list[tuple[str, ...]]:
    return [
        (
            str(n),
            item.number,
            shown(item.content),
            _sent_by(item),
            short(item.due_on),
            figured(item.days_late, item.key) if item.days_late else "chưa quá hạn",
        )
        for n, item in enumerate(items, 1)
    ]


def _sent_by(item: UnansweredItem) -> str:
    return f"{item.letter_number}, ngày {short(item.sent_on)}" if item.letter_number else f"ngày {short(item.sent_on)}"
