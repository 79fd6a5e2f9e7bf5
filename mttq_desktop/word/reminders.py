"""What all letters of reminder share: late things in a table or an annex, harder words and copies from the second on.

The wording of each has the same phrases under its own code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.word.common import Issue, Places, head, listed, paragraphs
from mttq_desktop.word.model import Annex, Column, Document, Figured, Part, Recipients, Table, joined, with_end_mark
from mttq_desktop.word.wording import Wording

ROWS_IN_LETTER = 8
"""More rows than these go to an annex, so that the signature stays near the text."""
LETTERS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Reminding:
    """One letter before it is laid out: `before` and `after` name the phrases around the table."""

    code: str
    issue: Issue
    times: int
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    before: Sequence[str]
    after: Sequence[str]
    copies: Sequence[str]
    places: Places


def letters_named(letters: Sequence[tuple[date, str]], word: str) -> str:
    """The letters the late things were sent by, the earliest first, or only their count when they are many."""
    known = sorted(set(letters))
    if len(known) > LETTERS_NAMED:
        return joined(Figured(whole(len(known)), "letters"), f" {word}")
    return listed(letter_named(word.capitalize(), number, day) for day, number in known)


def letter_named(word: str, number: str, day: date) -> str:
    """ "Công văn số 12/MTTQ-BTT ngày 05/4/2024"; a letter whose number nobody kept is told by its day."""
    return f"{word} số {number} ngày {short(day)}" if number else f"{word} ngày {short(day)}"


def lay_out(data: Reminding, wording: Wording) -> Document:
    """The letter; from the second on copies go to those above."""
    table, in_letter = Table(data.columns, data.rows), len(data.rows) <= ROWS_IN_LETTER
    return Document(
        head=head(data.issue, wording.text(f"{data.code}.subject", data.places)),
        addressees=wording.lines(f"{data.code}.addressees", data.places),
        parts=_body(data, wording, table if in_letter else None),
        closing=data.issue.office.signer.signature(),
        recipients=_recipients(data, wording),
        annexes=() if in_letter else (_annex(data, table, wording),),
        footer_mark=data.issue.mark,
    )


def _body(data: Reminding, wording: Wording, table: Table | None) -> tuple[Part, ...]:
    def say(keys: Sequence[str]) -> list[Part]:
        return [p for key in keys for p in paragraphs(wording, f"{data.code}.{key}", data.places)]

    listing = "list_follows" if table else "list_in_annex"
    repeat = ("repeat",) if data.times > 1 else ()
    before, after = say((*data.before, listing)), say((*data.after, *repeat, "closing"))
    return with_end_mark((*before, *([table] if table else []), *after))


def _recipients(data: Reminding, wording: Wording) -> Recipients:
    *bodies, archive = wording.lines(f"{data.code}.recipients", data.places) or ("",)
    copies = [line for key in data.copies for line in wording.lines(f"{data.code}.{key}", data.places)]
    return Recipients(tuple(line for line in (*bodies, *copies, archive) if line))


def _annex(data: Reminding, table: Table, wording: Wording) -> Annex:
    return Annex(
        title=wording.text(f"{data.code}.annex_title", data.places),
        attached=wording.text(f"{data.code}.annex_attached", data.places),
        parts=(table,),
    )
