"""D05: the công văn that forwards petitions to one authority."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.word.common import (
    Issue,
    Places,
    head,
    in_sentence,
    issue_places,
    paragraphs,
    recipients,
    shown,
)
from mttq_desktop.word.model import Align, Annex, Column, Document, Figured, Part, Table, with_end_mark
from mttq_desktop.word.wording import Wording

COLUMNS = (
    Column("STT", 12, Align.CENTER),
    Column("Mã", 36, Align.CENTER),
    Column("Nội dung kiến nghị", 110),
    Column("Đơn vị kiến nghị", 42),
    Column("Địa bàn", 32),
    Column("Hạn trả lời", 25, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class ForwardingItem:
    """One petition forwarded; `sender` lists all who sent it when it was merged."""

    number: str
    content: str
    sender: str
    place: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ForwardingLetter:
    """All that one forwarding letter says."""

    issue: Issue
    authority: str
    period_label: str
    items: Sequence[ForwardingItem]

    def places(self) -> Places:
        """What fills the phrases of D05."""
        return issue_places(self.issue) | {
            "cơ quan": self.authority,
            "kỳ": in_sentence(self.period_label),
            "số kiến nghị": Figured(whole(len(self.items)), "petitions"),
            "hạn trả lời": short(max(item.due_on for item in self.items)) if self.items else "",
        }


def document(data: ForwardingLetter, wording: Wording) -> Document:
    """Lay out the forwarding letter with its annex of petitions."""
    places = data.places()
    return Document(
        head=head(data.issue, wording.text("D05.subject", places)),
        addressees=wording.lines("D05.addressees", places),
        parts=_body(data, wording, places),
        closing=data.issue.office.signer.signature(),
        recipients=recipients(wording, "D05.recipients", places),
        annexes=(_annex(data, wording, places),),
        footer_mark=data.issue.mark,
    )


def _body(data: ForwardingLetter, wording: Wording, places: Places) -> tuple[Part, ...]:
    one_day = len({item.due_on for item in data.items}) == 1
    deadline = "D05.deadline" if one_day else "D05.deadline_several"
    keys = ("D05.opening", deadline, "D05.closing")
    return with_end_mark(tuple(p for key in keys for p in paragraphs(wording, key, places)))


def _annex(data: ForwardingLetter, wording: Wording, places: Places) -> Annex:
    rows = [
        (str(n), item.number, shown(item.content), item.sender, item.place, short(item.due_on))
        for n, item in enumerate(data.items, 1)
    ]
    return Annex(
        title=wording.text("D05.annex_title", places),
        attached=wording.text("D05.annex_attached", places),
        parts=(Table(COLUMNS, rows),),
    )
