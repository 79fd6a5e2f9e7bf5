"""D06: the công văn that reminds an authority of petitions it has not answered in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.word.common import (
    Issue,
    Places,
    day_or_blank,
    head,
    in_sentence,
    issue_places,
    listed,
    paragraphs,
    shown,
)
from mttq_desktop.word.model import (
    Align,
    Annex,
    Column,
    Document,
    Part,
    Recipients,
    Table,
    with_end_mark,
)
from mttq_desktop.word.wording import Wording

COLUMNS = (
    Column("STT", 13, Align.CENTER),
    Column("Mã", 25, Align.CENTER),
    Column("Nội dung", 58),
    Column("Công văn chuyển số, ngày", 30, Align.CENTER),
    Column("Hạn", 26, Align.CENTER),
    Column("Quá hạn (ngày)", 17, Align.CENTER),
)
ROWS_IN_LETTER = 8
"""More rows than these go to an annex, so that the signature stays near the text."""
LETTERS_NAMED = 3


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One petition without an answer, with the letter that forwarded it."""

    number: str
    content: str
    forwarding_number: str
    forwarding_day: date
    due_on: date
    days_late: int


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
            "số kiến nghị": whole(len(self.items)),
            "công văn đã chuyển": self._letters(),
            "hạn mới": day_or_blank(self.new_due_on),
            "quá hạn lâu nhất": whole(max((i.days_late for i in self.items), default=0)),
        }

    def _letters(self) -> str:
        """The forwarding letters by name, or only their count when they are many."""
        letters = sorted({(i.forwarding_day, i.forwarding_number) for i in self.items})
        if len(letters) > LETTERS_NAMED:
            return f"{whole(len(letters))} công văn"
        return listed(f"Công văn số {number} ngày {short(day)}" for day, number in letters)


def document(data: ReminderLetter, wording: Wording) -> Document:
    """Lay out the reminder; from the second on copies go to HĐND and UBND."""
    places = data.places()
    table = Table(COLUMNS, _rows(data.items))
    in_letter = len(data.items) <= ROWS_IN_LETTER
    return Document(
        head=head(data.issue, wording.text("D06.subject", places)),
        addressees=wording.lines("D06.addressees", places),
        parts=_body(data, wording, places, table if in_letter else None),
        closing=data.issue.office.signer.signature(),
        recipients=_recipients(data, wording, places),
        annexes=() if in_letter else (_annex(table, wording, places),),
        footer_mark=data.issue.mark,
    )


def _body(data: ReminderLetter, wording: Wording, places: Places, table: Table | None) -> tuple[Part, ...]:
    listing = "D06.list_follows" if table else "D06.list_in_annex"
    request = "D06.request" if data.new_due_on else "D06.request_no_day"
    after = [request, *(["D06.repeat"] if data.times > 1 else []), "D06.closing"]
    before = (p for key in ("D06.opening", listing) for p in paragraphs(wording, key, places))
    ending = (p for key in after for p in paragraphs(wording, key, places))
    return with_end_mark((*before, *([table] if table else []), *ending))


def _rows(items: Sequence[ReminderItem]) -> list[tuple[str, ...]]:
    return [
        (
            str(n),
            item.number,
            shown(item.content),
            f"{item.forwarding_number}, ngày {short(item.forwarding_day)}",
            short(item.due_on),
            whole(item.days_late),
        )
        for n, item in enumerate(items, 1)
    ]


def _recipients(data: ReminderLetter, wording: Wording, places: Places) -> Recipients:
    *bodies, archive = wording.lines("D06.recipients", places) or ("",)
    copies = wording.lines("D06.copies", places) if data.times > 1 else ()
    return Recipients(tuple(line for line in (*bodies, *copies, archive) if line))


def _annex(table: Table, wording: Wording, places: Places) -> Annex:
    return Annex(
        title=wording.text("D06.annex_title", places),
        attached=wording.text("D06.annex_attached", places),
        parts=(table,),
    )
