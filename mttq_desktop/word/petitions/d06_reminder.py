"""D06: the công văn that reminds an authority of petitions it has not answered in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.word.common import Issue, Places, day_or_blank, in_sentence, issue_places, shown
from mttq_desktop.word.figures import figured
from mttq_desktop.word.model import Align, Column, Document
from mttq_desktop.word.reminders import Reminding, lay_out, letters_named
from mttq_desktop.word.wording import Wording

COLUMNS = (
    Column("STT", 11, Align.CENTER),
    Column("Mã", 24, Align.CENTER),
    Column("Nội dung", 68),
    Column("Công văn chuyển số, ngày", 26, Align.CENTER),
    Column("Hạn", 23, Align.CENTER),
    Column("Quá hạn (ngày)", 16, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One petition without an answer, with the letter that forwarded it; `key` names how many days it is late."""

    number: str
    content: str
    forwarding_number: str
    forwarding_day: date
    due_on: date
    days_late: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReminderLetter:
    """All that the n-th reminder (`times`) to one authority says."""

    issue: Issue
    authority: str
    period_label: str
    times: int
    items: Sequence[ReminderItem]
    new_due_on: date | None = None

    def places(self) -> Places:
        """What fills the phrases of D06."""
        return issue_places(self.issue) | {
            "cơ quan": self.authority,
            "kỳ": in_sentence(self.period_label),
            "lần": str(self.times),
            "số kiến nghị": figured(len(self.items), "petitions"),
            "công văn đã chuyển": self._letters(),
            "hạn mới": day_or_blank(self.new_due_on),
            "quá hạn lâu nhất": figured(max((i.days_late for i in self.items), default=0), "longest"),
        }

    def _letters(self) -> str:
        return letters_named([(i.forwarding_day, i.forwarding_number) for i in self.items], "công văn")


def document(data: ReminderLetter, wording: Wording) -> Document:
    """Lay out the reminder; from the second on copies go to HĐND and UBND."""
    request = "request" if data.new_due_on else "request_no_day"
    copies = ("copies",) if data.times > 1 else ()
    return lay_out(
        Reminding("D06", data.issue, data.times, COLUMNS, _rows(data.items), ("opening",), (request,), copies,
                  data.places()),
        wording,
    )  # fmt: skip


def _rows(items: Sequence[ReminderItem]) -> list[tuple[str, ...]]:
    return [
        (
            str(n),
            item.number,
            shown(item.content),
            f"{item.forwarding_number}, ngày {short(item.forwarding_day)}",
            short(item.due_on),
            figured(item.days_late, item.key),
        )
        for n, item in enumerate(items, 1)
    ]
