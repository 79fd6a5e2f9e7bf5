"""What planned letters share: items by petition, who is left out and why, and writing the letter's row."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from mttq_desktop.records.office import Letter
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.term import Term, due
from mttq_desktop.services.numbering import noted, proposed, refuse_taken, take
from mttq_desktop.services.settings import Settings, read_settings
from mttq_desktop.services.wording import read_wording
from mttq_desktop.store.database import Writing
from mttq_desktop.text.dates import short
from mttq_desktop.text.days import Calendar
from mttq_desktop.text.numbers import whole
from mttq_desktop.word.wording import Wording


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A chosen petition that goes into no letter, and why."""

    petition_id: int
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class DueDay:
    """A due day and the sentences that say why it is that day."""

    day: date
    reason: str


def reckoned(start: date, term: Term, calendar: Calendar) -> DueDay:
    """The due day by the rules, with the answer to "vì sao hạn là ngày này?"."""
    found = due(start, term, calendar)
    return DueDay(found.day, "\n".join(found.reasons))


def chosen(day: date, why: str = "") -> DueDay:
    """A due day a person set by hand."""
    said = f"Hạn ngày {short(day)} do người lập văn bản ấn định"
    return DueDay(day, f"{said}: {why.strip().rstrip('.')}." if why.strip() else f"{said}.")


def common_period(codes: Iterable[str]) -> Period:
    """The narrowest period that holds all the given ones."""
    periods = sorted({Period.parse(code) for code in codes})
    if len(periods) == 1:
        return periods[0]
    first, last = min(p.start for p in periods), max(p.end for p in periods)
    parts = [Period(first.year, part) for part in ("H1", "H2", "9M", "Y")]
    fitting = (p for p in parts if p.start <= first and last <= p.end)
    return next(fitting, Period(first.year, "span", last.year))


@dataclass(frozen=True)
class Desk:
    """What is needed to number and word letters: settings and wording as they are now."""

    settings: Settings
    wording: Wording

    @classmethod
    def of(cls, session: Session, on: date | None = None) -> "Desk":
        """Read once for all letters of a plan or act; the wording as it reads on that day."""
        return cls(read_settings(session), read_wording(session, on))

    def proposed(self, session: Session, document: str, year: int, how_many: int) -> list[str]:
        """The next numbers of the document's series."""
        return proposed(session, document, year, how_many, self.wording, self.settings)

    def refuse_taken(self, session: Session, document: str, typed: Sequence[tuple[date, str | None]]) -> None:
        """Numbers typed for letters that go out together, each with its day: all that are taken are named at once."""
        for year, them in groupby(sorted(typed, key=lambda x: x[0].year), key=lambda x: x[0].year):
            refuse_taken(session, document, year, [number for _, number in them], self.wording, self.settings)

    def letter(
        self, writing: Writing, document: str, day: date, number: str | None, title: str, *, out: bool = False,
        **to: int | str | None,
    ) -> Letter:  # fmt: skip
        """The row of a letter with its number; `to` names its addressee and period.

        A paper that is `out` under its number already keeps it, even where another letter has the same.
        """
        if out and number:
            text, ordinal = noted(writing, document, day.year, self.wording, self.settings, number)
        else:
            text, ordinal = take(writing, document, day.year, self.wording, self.settings, number)
        letter = Letter(document=document, number=text, ordinal=ordinal, year=day.year, day=day, title=title)
        for name, value in to.items():
            setattr(letter, name, value)
        writing.session.add(letter)
        writing.session.flush()
        return letter


def period_of(codes: Collection[str]) -> str | None:
    """The code of the period all have in common, for the letter's row."""
    return common_period(codes).code if codes else None


def with_numbers(what: str, word: str, letters: Sequence[Letter]) -> str:
    """What an act does, with the papers that go out: "… – 9 công văn 12/MTTQ-BTT … 20/MTTQ-BTT"."""
    ordered = sorted(letters, key=lambda x: (x.year, x.ordinal))
    ends = dict.fromkeys(x.number for x in (ordered[0], ordered[-1]))
    return f"{what} – {whole(len(letters))} {word} {' … '.join(ends)}"
