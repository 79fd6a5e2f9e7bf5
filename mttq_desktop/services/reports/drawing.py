"""What every document is drawn from: who issues it, words, names, the day; and what a drawn one carries."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.figures import Figure
from mttq_desktop.queries.local import LocalBodies
from mttq_desktop.queries.names import Names
from mttq_desktop.queries.rollup import Choice, Standpoint, Units
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Letter
from mttq_desktop.rules.period import Period
from mttq_desktop.services.letterhead import look_of
from mttq_desktop.services.office import office
from mttq_desktop.services.petitions.letters import Desk
from mttq_desktop.services.settings import choice_of
from mttq_desktop.services.wording import read_wording
from mttq_desktop.word.common import Issue
from mttq_desktop.word.look import Look
from mttq_desktop.word.model import Document, SignatureGrid
from mttq_desktop.word.office import Office
from mttq_desktop.word.wording import Wording

Cells = Iterable[tuple[str, str, Figure]]


@dataclass(frozen=True, slots=True)
class Count:
    """One figure on a paper: its key there, what it counts, the records behind it; without `n` their number."""

    key: str
    label: str
    kind: Kind[Any]
    ids: tuple[int, ...]
    n: int | Decimal | None = None

    @property
    def amount(self) -> int | Decimal:
        """What is printed."""
        return len(self.ids) if self.n is None else self.n


@dataclass(frozen=True)
class Frozen:
    """The figures of a document as printed: amounts, the ids behind them, and a mark of them all.

    `kinds` names the kind of record behind a figure; without one they are petitions.
    """

    counts: Mapping[str, int | Decimal]
    labels: Mapping[str, str]
    ids: Mapping[str, tuple[int, ...]]
    kinds: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Cells) -> "Frozen":
        """Freeze the figures."""
        listed = list(cells)
        return cls(
            {key: figure.n for key, _, figure in listed}, {key: label for key, label, _ in listed},
            {key: figure.ids for key, _, figure in listed},
        )  # fmt: skip

    def also(self, *found: Count) -> "Frozen":
        """With more figures, of records of any kind."""
        return Frozen(
            {**self.counts, **{c.key: c.amount for c in found}}, {**self.labels, **{c.key: c.label for c in found}},
            {**self.ids, **{c.key: c.ids for c in found}}, {**self.kinds, **{c.key: c.kind.name for c in found}},
        )  # fmt: skip

    @property
    def mark(self) -> str:
        """The mark in the footer that ties a paper to its figures: "3F2A-91BC"."""
        digest = sha256(json.dumps([self._plain(), self.ids], sort_keys=True).encode()).hexdigest().upper()
        return f"{digest[:4]}-{digest[4:8]}"

    def as_json(self) -> str:
        """What is kept with the letter."""
        kept = {"mark": self.mark, "counts": self._plain(), "labels": self.labels, "ids": self.ids, "kinds": self.kinds}
        return json.dumps(kept, ensure_ascii=False)

    def _plain(self) -> dict[str, int | str]:
        """Whole numbers as such, others as text: JSON's own numbers would round them."""
        return {key: int(n) if n == int(n) else str(n) for key, n in self.counts.items()}


@dataclass(frozen=True, slots=True)
class About:
    """What one letter is about: a record, and the authority where each gets its own."""

    kind: str
    id: int
    authority_id: int | None = None


@dataclass(frozen=True)
class Drawn:
    """One document ready for paper or screen.

    `letter_id` is the letter recorded for it; without one it is a draft and carries no number or
    day, except one on a period or a record, which gets its number when it is written; `about` names the record.
    `ours` is False for the paper of another body.
    """

    name: str
    document: Document
    figures: Frozen
    letter_id: int | None = None
    number: str = ""
    to: str = ""
    about: About | None = None
    ours: bool = True

    @property
    def draft(self) -> bool:
        """Not recorded as issued."""
        return self.letter_id is None


@dataclass(frozen=True)
class Paper:
    """What is the same for all documents drawn at one time.

    `letter` is the row of the report being written (D04, D08), None while it is only looked at;
    `list_petitions` says whether D04 names every petition in its text (None: only when they are few);
    `units_by` under which units tables are gathered (None: as the office has chosen).
    """

    session: Session
    today: date
    letter: Letter | None = None
    list_petitions: bool | None = None
    units_by: Choice | None = None

    @cached_property
    def choice(self) -> Choice:
        """By which units tables are read."""
        return self.units_by or choice_of(self.desk.settings, self.vocabulary.units, self.today)

    def seen(self, period: Period) -> Standpoint:
        """The units of a table of a period."""
        return Units.read(self.session).seen(self.choice, period, self.today)

    @cached_property
    def _words(self) -> dict[tuple[date, str], Wording]:
        return {}

    @cached_property
    def desk(self) -> Desk:
        """Settings and wording as they are on the day on which this is drawn."""
        return Desk.of(self.session, self.today)

    @cached_property
    def look(self) -> Look | None:
        """How this office sets its documents."""
        return look_of(self.session)

    def dressed(self, found: Iterable[Drawn]) -> tuple[Drawn, ...]:
        """The same documents in the office's own look; its letterhead stands above what it issues alone."""
        if self.look is None:
            return tuple(found)
        return tuple(replace(d, document=replace(d.document, look=_look_of(d, self.look))) for d in found)

    @property
    def wording(self) -> Wording:
        """The words of the report being written, or looked at."""
        return self.words(self.letter.day if self.letter else None)

    def words(self, day: date | None, organisation: str = "") -> Wording:
        """The words as they read on the day of a letter (today for a draft), in documents of an organisation."""
        key = (day or self.today, organisation)
        if key not in self._words:
            own = key == (self.today, "")
            self._words[key] = self.desk.wording if own else read_wording(self.session, *key)
        return self._words[key]

    @cached_property
    def names(self) -> Names:
        """Names of units, organisations and authorities."""
        return Names.read(self.session)

    @cached_property
    def local(self) -> LocalBodies:
        """Bodies each district or commune has one of."""
        return LocalBodies.read(self.session)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What codes and links are called."""
        return vocabulary(self.session)

    def office(self, on: date) -> Office:
        """The issuing body with who signs on that day."""
        return office(self.session, self.desk.settings, on)

    def issue(self, document: str, figures: Frozen, letter: Letter | None = None) -> Issue:
        """Number, day and mark of a letter; blank number and day for a draft."""
        row = letter or self.letter
        if row is None:
            return Issue(self.office(self.today), self.blank_number(document), None, figures.mark)
        return Issue(self.office(row.day), row.number, row.day, figures.mark)

    def blank_number(self, document: str, body: str = "", organisation: str = "") -> str:
        """ "…/MTTQ-BTT": the number of a draft of this office, or of another body."""
        pattern = self.words(None, organisation).current(f"{document}.number")
        return pattern.replace("{n}", "…").replace("{body}", body or self.desk.settings.document_code)


def _look_of(drawn: Drawn, look: Look) -> Look:
    alone = drawn.ours and not isinstance(drawn.document.closing, SignatureGrid)
    return look if alone else replace(look, head=())


def counted(**figures: Any) -> Frozen:
    """Figures of a letter by name: petitions it is about, as ids."""
    return Frozen.of((name, _LABELS.get(name, name), Figure(tuple(ids))) for name, ids in figures.items())


_LABELS = {"petitions": "Số kiến nghị"}
