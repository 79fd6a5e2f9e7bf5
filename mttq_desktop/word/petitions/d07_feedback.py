"""D07: the notice that tells one organisation the answers to what it sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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
from mttq_desktop.word.figures import figured
from mttq_desktop.word.model import (
    Align,
    Annex,
    Column,
    Document,
    Part,
    Table,
    Title,
    joined,
    listing,
    with_end_mark,
)
from mttq_desktop.word.wording import Wording

COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Huyện, thị xã, thành phố", 23),
    Column("Mã kiến nghị", 24, Align.CENTER),
    Column("Nội dung kiến nghị", 73),
    Column("Cơ quan trả lời", 25),
    Column("ND trả lời", 58),
    Column("Số CV trả lời", 24, Align.CENTER),
    Column("Kết quả", 20, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class FeedbackItem:
    """One petition of the organisation and its answer; `reply_reference` is number and day.

    `result_key` names how many came to the same result.
    """

    district: str
    number: str
    content: str
    authority: str
    reply: str
    reply_reference: str
    result: str
    result_key: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackNotice:
    """All that the notice to one organisation says."""

    issue: Issue
    organisation: str
    period_label: str
    items: Sequence[FeedbackItem]

    def places(self) -> Places:
        """What fills the phrases of D07."""
        results = Counter((item.result, item.result_key) for item in self.items if item.result)
        return issue_places(self.issue) | {
            "tổ chức": self.organisation,
            "kỳ": in_sentence(self.period_label),
            "số kiến nghị": figured(len(self.items), "petitions"),
            "kết quả": listing(
                (joined(f"{in_sentence(name)}: ", figured(n, key)) for (name, key), n in results.items()), "; "
            ),
        }


def document(data: FeedbackNotice, wording: Wording) -> Document:
    """Lay out the notice with its annex of answers."""
    places = data.places()
    return Document(
        head=head(data.issue),
        title=Title(wording.text("D07.kind", places), wording.text("D07.subject", places)),
        addressees=wording.lines("D07.addressees", places),
        parts=_body(data, wording, places),
        closing=data.issue.office.signer.signature(),
        recipients=recipients(wording, "D07.recipients", places),
        annexes=(_annex(data, wording, places),),
        footer_mark=data.issue.mark,
    )


def _body(data: FeedbackNotice, wording: Wording, places: Places) -> tuple[Part, ...]:
    results = ("D07.results",) if places["kết quả"] else ()
    keys = ("D07.opening", *results, "D07.request", "D07.closing")
    return with_end_mark(tuple(p for key in keys for p in paragraphs(wording, key, places)))


def _annex(data: FeedbackNotice, wording: Wording, places: Places) -> Annex:
    return Annex(
        title=wording.text("D07.annex_title", places),
        attached=wording.text("D07.annex_attached", places),
        parts=(Table(COLUMNS, [_row(n, item) for n, item in enumerate(data.items, 1)]),),
    )


def _row(n: int, item: FeedbackItem) -> tuple[str, ...]:
    return (
        str(n),
        item.district,
        item.number,
        shown(item.content),
        item.authority,
        item.reply,
        item.reply_reference,
        item.result,
    )
