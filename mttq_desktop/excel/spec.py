"""What a reader of workbooks must know beforehand: the columns of each kind, the catalogues, the hints.

Everything here is plain and can be pickled into the child process that opens the file.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mttq_desktop.fields import Field, Vocabulary
from mttq_desktop.text.fold import fold

ORDINAL = "ordinal"
"""The name under which STT columns are known; they are never a key."""
TEMPLATE_VERSION = 2
"""Of the templates this program issues; those of a newer program are not understood, older ones are."""
OWNER = "owner"
"""The column of a part that tells the running number of the record it belongs to."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption seen at the head of a column; `code` when it is one choice of a matrix of marks."""

    text: str
    parent: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What words inside a longer text mean: a pattern over its toneless form, and the code."""

    pattern: str
    code: str


@dataclass(frozen=True)
class ColumnSpec:
    """One field that a column may hold.

    `required` values must be there; `expected` ones must be there when the sheet has the column.
    `as_sent` names the text companion that keeps the sender's own words (an unknown word then only warns).
    `into` names the prose field that takes this column's text along when the record has no field for it.
    Days of a `bounded` column must lie within the programme's years. The first of `hints` found in a text that no
    list knows whole tells its code; `otherwise` is the code of words that even these do not know. A value `into`
    another field that `implies` something says that of a further field (a year of birth in the column of women).
    A number or id of an `exact` column that cannot be read rejects the row; words of no known meaning are kept in
    the field `kept_in` where there is one. A column `apart` is written to a row of a part that comes with the record;
    where a table has no column for the field it may stand `instead_of`, it is taken for that, and told. `state` names
    the field that tells whether there is a value at all, and its code for one: words may stand instead of a number.
    """

    name: str
    field: Field[Any]
    captions: tuple[Caption, ...] = ()
    required: bool = False
    expected: bool = False
    as_sent: str = ""
    as_sent_longest: int = 500
    into: str = ""
    unit_level: str = ""
    lookup: str = ""
    bounded: bool = False
    hints: tuple[Hint, ...] = ()
    otherwise: str = ""
    implies: tuple[str, str] = ("", "")
    exact: bool = False
    kept_in: str = ""
    apart: bool = False
    instead_of: str = ""
    state: tuple[str, str] = ("", "")

    def hinted(self, text: str) -> str:
        """The code that words inside a text tell, "" when none does."""
        if not self.hints:
            return ""
        folded = fold(text)
        return next((h.code for h in self.hints if re.search(h.pattern, folded)), "")

    @property
    def strict(self) -> bool:
        """True when a value that cannot be read rejects the row: places and senders are never dropped silently."""
        return self.required or self.expected


@dataclass(frozen=True)
class TableSpec:
    """One kind of table: its columns, and the words that name it in titles and totals.

    `sender`, `period` and `year` are columns that the whole sheet may say for its rows. A `guessed` kind is known
    by its captions alone, the others by the person's word or our own hidden sheet; one that `asks` needs its sender
    and period. The rows of a part name their owner's running number (`of` is the owner's kind). A row that says
    nothing `filled_in` is a line of the form that was left empty. All rows of a `dated` sheet have one day.
    """

    kind: str
    title: str
    columns: tuple[ColumnSpec, ...]
    title_words: tuple[str, ...] = ()
    other_words: tuple[str, ...] = ()
    sender: str = ""
    period: str = ""
    day: str = ""
    version: int = TEMPLATE_VERSION
    year: str = ""
    guessed: bool = False
    asks: bool = False
    of: str = ""
    numbered: bool = False
    filled_in: tuple[str, ...] = ()
    dated: bool = False

    def column(self, name: str) -> ColumnSpec:
        """The column of that name."""
        return next(c for c in self.columns if c.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(c.name for c in self.columns)

    def beside(self, mapped: Iterable[str]) -> "TableSpec":
        """The table as a sheet has it: a text companion with a column of its own keeps no other column's words."""
        taken = set(mapped)
        if not any(c.as_sent in taken for c in self.columns):
            return self
        return replace(self, columns=tuple(replace(c, as_sent="") if c.as_sent in taken else c for c in self.columns))

    @property
    def given(self) -> tuple[str, ...]:
        """Columns that the sheet itself may say for all its rows."""
        return tuple(n for n in (self.sender, self.period, self.year, self.day if self.dated else "") if n)


@dataclass(frozen=True)
class Learned:
    """How a sender's arrangement of captions was understood once: the kind, and column → field ("" for none).

    `answers` tell what was said of contradictions, each known by its sign.
    """

    sender: str
    kind: str
    columns: Mapping[str, str]
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hints:
    """What the person said beforehand, and what was learned from this sender's earlier files.

    `columns` corrects the understanding of a sheet: sheet name → column number (0 is A) → field name, "" for none.
    `answers` settle what a sheet says in two ways: sheet name → what was asked → the answer's value.
    `layouts` are answers learned for a row of captions, the latest last. The programme's bounds reject a day outside
    them. `day` is that of all rows of a list without a column for it.
    """

    kind: str = ""
    unit: int | None = None
    period: str = ""
    sheet: str = ""
    earliest: date = date(2020, 1, 1)
    latest: date = date(2025, 12, 31)
    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    layouts: Mapping[str, Sequence[Learned]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    day: date | None = None


@dataclass(frozen=True)
class Limits:
    """How much one file may cost; above it the file is refused and the program lives on."""

    seconds: float = 180.0
    memory_mb: int = 1_500
    file_mb: int = 80
    unpacked_mb: int = 900
    answer_mb: int = 600
    rows: int = 300_000
    columns: int = 200


@dataclass(frozen=True)
class Opening:
    """The file to open: told first, so that it is opened while the catalogues are still being gathered."""

    path: str
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Request:
    """One file to read, and everything needed to understand it."""

    path: str
    specs: tuple[TableSpec, ...]
    vocabulary: Vocabulary
    hints: Hints = field(default_factory=Hints)
    limits: Limits = field(default_factory=Limits)
