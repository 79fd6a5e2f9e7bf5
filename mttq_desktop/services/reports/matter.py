"""A document drawn from one record: what it is, when it can be written, and what it is drawn from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

from mttq_desktop.fields import Whole, Year
from mttq_desktop.queries.cases import Case, Row
from mttq_desktop.queries.issued import letter_about
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Letter
from mttq_desktop.services.reports.drawing import About, Count, Drawn, Frozen, Paper
from mttq_desktop.services.reports.jointly import jointly, own_body
from mttq_desktop.services.reports.narratives import NarrativePart, typed_for
from mttq_desktop.store.database import Writing
from mttq_desktop.text.fold import clean
from mttq_desktop.word.common import Issue
from mttq_desktop.word.model import Document
from mttq_desktop.word.wording import Wording

Own = tuple[str, date | None]
"""A number ("" for none) and a day as they stand in a record."""


@dataclass(frozen=True, slots=True)
class RecordDocument:
    """One document of a record of these kinds.

    `refusal` looks at the record's values and says why it cannot be written (yet), "" when it can; `wanted` are
    fields and parts it should not be written without, `gaps` says what else is missing. `number` and `day` are
    the record's own columns for its number and day: what stands there is printed, and what is given at issuing
    is written there if the record `takes` them; `own` reads them where they stand elsewhere. `after` keeps what else
    follows from issuing; `parties` are those who may sign together. `counts` are figures beside those every
    record has (`Matter.figures`).
    """

    code: str
    title: str
    kinds: tuple[Kind[Any], ...]
    draw: Callable[["Matter"], Iterable[Drawn]]
    refusal: Callable[[Mapping[str, Any]], str] = lambda values: ""
    wanted: tuple[str, ...] = ()
    gaps: Callable[["Matter"], Iterable[str]] = lambda matter: ()
    number: str = ""
    day: str = ""
    narrative: tuple[NarrativePart, ...] = ()
    nothing: str = ""
    own: Callable[["Matter", About], Own] | None = None
    after: Callable[[Writing, "Matter", Letter], None] | None = None
    parties: Callable[["Matter"], Sequence[int]] | None = None
    counts: Callable[["Matter"], Iterable[Count]] = lambda matter: ()
    takes: Callable[[Mapping[str, Any]], bool] = lambda values: True

    def of(self, kind: Kind[Any]) -> bool:
        """True when records of that kind have this document."""
        return any(kind is own for own in self.kinds)


@dataclass(frozen=True)
class Matter:
    """The record at hand with everything its document is drawn from."""

    paper: Paper
    case: Case
    document: RecordDocument

    @property
    def code(self) -> str:
        """Which document."""
        return self.document.code

    @property
    def place(self) -> str:
        """Under which name texts typed for it are kept: "dialogue/12"."""
        return f"{self.case.kind.name}/{self.case.id}"

    @cached_property
    def typed(self) -> Mapping[str, str]:
        """Texts typed for this document and record, by part."""
        return typed_for(self.paper.session, self.code, self.place)

    # ── the record's words ───────────────────────────────────────────────────

    def value(self, name: str) -> Any:
        """A value as stored."""
        return self.case.values[name]

    def text(self, name: str) -> str:
        """A value as people read it, "" for none; lines are kept."""
        return self.told(self.case.kind, self.case.values, name)

    def names(self, name: str) -> tuple[str, ...]:
        """The members of a many-to-many field, by their names."""
        pair = self.case.kind.pair(name)
        assert pair is not None, name
        known = self.paper.vocabulary.target(pair.field.target)
        return tuple(known.label(key) for key in self.case.values[name] or ())

    def others(self, name: str) -> tuple[str, ...]:
        """The same without our own body: nobody writes to himself."""
        own = own_body(self.paper)
        known = self.paper.vocabulary.target("organisation")
        ours = {known.label(key) for key in own}
        return tuple(label for label in self.names(name) if label not in ours)

    def rows(self, part: str) -> Sequence[Row]:
        """The rows of a part."""
        return self.case.parts[part]

    def row_text(self, part: str, row: Row, name: str) -> str:
        """A value of a row as people read it."""
        return self.told(self.case.kind.part(part).kind, row[1], name)

    def told(self, kind: Kind[Any], values: Mapping[str, Any], name: str) -> str:
        """A value of any record as people read it."""
        value = values.get(name)
        return "" if value in (None, "", ()) else kind.field(name).format(value, self.paper.vocabulary)

    def short(self, target: str, key: int | None) -> str:
        """The short name of an organisation, authority or person."""
        return self.paper.vocabulary.target(target).short(key)

    # ── the paper ────────────────────────────────────────────────────────────

    def about(self, part: str = "", row: Row | None = None, authority: int | None = None) -> About:
        """What a letter is about: the record, or one row of it; the authority where each gets its own."""
        name, ident = (self.case.kind.name, self.case.id) if row is None else (part, row[0])
        return About(name, ident, authority)

    def letter(self, about: About) -> Letter | None:
        """The letter recorded before."""
        return letter_about(self.paper.session, self.code, about.kind, about.id, about.authority_id)

    def own(self, about: About) -> Own:
        """Number and day that stand in the record."""
        if self.document.own is not None:
            return self.document.own(self, about)
        number, day = (self.case.values.get(n) for n in (self.document.number, self.document.day))
        return clean(str(number or "")), day if isinstance(day, date) else None

    def issue(self, about: About) -> Issue:
        """Number, day and mark: the record's own, else those of the letter recorded, else a draft's blanks."""
        letter, mark = self.letter(about), self.figures.mark
        number, day = self.own(about)
        day = day or (letter.day if letter else None)
        number = number or (letter.number if letter else self.paper.blank_number(self.code))
        return Issue(self.paper.office(day or self.paper.today), number, day, mark)

    def wording(self, about: About) -> Wording:
        """The words as they read on the day of the paper."""
        return self.paper.words(self.issue(about).day)

    @cached_property
    def figures(self) -> Frozen:
        """What the paper is printed from, each with the records behind it: "people" is a number of the record,
        "dialogue_group" how many rows a part has, "dialogue_group.people" their sum, and what its document counts."""
        return Frozen.of(()).also(*self._own_counts(), *self._part_counts(), *self.document.counts(self))

    def _own_counts(self) -> Iterator[Count]:
        kind, values = self.case.kind, self.case.values
        for name in filter(partial(_counts, kind), kind.columns):
            if values[name] is not None:
                yield Count(name, kind.field(name).label, kind, (self.case.id,), int(values[name]))

    def _part_counts(self) -> Iterator[Count]:
        for part in self.case.kind.parts:
            kind, rows, title = part.kind, self.rows(part.name), part.title or part.kind.title
            yield Count(part.name, title, kind, tuple(i for i, _ in rows))
            for name in filter(partial(_counts, kind), kind.columns):
                told = {i: values[name] for i, values in rows if values[name]}
                label = f"{title}: {kind.field(name).label}"
                yield Count(f"{part.name}.{name}", label, kind, tuple(told), sum(told.values()))

    def drawn(self, about: About, document: Document, to: str = "", name: str = "") -> Drawn:
        """The document with what ties it to its letter."""
        letter = self.letter(about)
        return Drawn(
            name or self.document.title, document, self.figures, letter.id if letter else None, document.head.number,
            to, about,
        )  # fmt: skip


def _counts(kind: Kind[Any], name: str) -> bool:
    """A whole number that says how many, no year and no place in an order."""
    field = kind.field(name)
    return isinstance(field, Whole) and not isinstance(field, Year) and name not in kind.same


Data = TypeVar("Data")


def single(
    read: Callable[[Matter], Data], lay_out: Callable[[Data, Wording], Document]
) -> Callable[[Matter], Iterable[Drawn]]:
    """How a paper is drawn of which a record has one: read into plain data, laid out with the words in force."""

    def draw(matter: Matter) -> Iterable[Drawn]:
        document, parties = lay_out(read(matter), matter.wording(matter.about())), matter.document.parties
        if parties is not None:
            document = jointly(matter.paper, matter.code, document, parties(matter))
        yield matter.drawn(matter.about(), document)

    return draw
