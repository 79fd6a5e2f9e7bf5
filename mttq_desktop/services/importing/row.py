"""One row of a workbook as a person sees it: its outcome and why, its values, what would change, what was noticed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from struct import Struct
from typing import Any, NamedTuple, Self, overload

from mttq_desktop.errors import Problem, Severity

LIKELY = "likely_repeat"
"""The remark on a row that likely says again what something else says."""


class Outcome(StrEnum):
    """What becomes of a row; every row that is not empty has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Like:
    """What a row likely says again: a kept record, or another row; of which sheet and file is told for later."""

    likeness: int
    where: str
    content: str
    record: int | None = None
    row: "RowPreview | None" = None
    sheet: str = ""
    sha256: str = ""


@dataclass(slots=True, weakref_slot=True)
class RowPreview:
    """One row: its outcome and why, its values, what would change, what was noticed.

    `record` is the stored record it is about; `texts` holds what stands in cells with problems; `folded` is the
    toneless form of its longest text, kept because it is needed twice. In a list the program exported itself,
    `uid` is the record the row tells of and `edited` the fields that were typed into since. `ruled` are problems
    that the kind's own rules found, `worked` fields that only follow from others; `owner` is the row of the record
    that a part's row belongs to. `likes` is what it may say again, the likeliest first.
    """

    number: int
    outcome: Outcome
    reason: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    record: int | None = None
    folded: str = ""
    uid: str = ""
    edited: tuple[str, ...] = ()
    ruled: tuple[Problem, ...] = ()
    worked: tuple[str, ...] = ()
    owner: "RowPreview | None" = None
    likes: tuple[Like, ...] = ()

    @property
    def like(self) -> Like | None:
        """What a new row likely says again: something that is kept, or will be."""
        if self.outcome is not Outcome.NEW:
            return None
        return next((x for x in self.likes if x.row is None or x.row.outcome is Outcome.NEW), None)

    @property
    def is_data(self) -> bool:
        """True for rows that hold a record, good or bad."""
        return self.outcome is not Outcome.SKIPPED

    @property
    def movable(self) -> bool:
        """False for a row tied to other rows: what is laid aside comes back alone."""
        return self.owner is None and not self.likes

    def laid(self) -> tuple[Any, ...]:
        """The row as plain values."""
        return (
            self.number, self.outcome.value, self.reason, self.values, _plain(self.problems), self.texts, self.changes,
            self.record, self.folded, self.uid, self.edited, _plain(self.ruled), self.worked,
        )  # fmt: skip

    @classmethod
    def back(cls, laid: Sequence[Any]) -> Self:
        """The other way."""
        number, outcome, reason, values, problems, texts, changes, record, folded, uid, edited, ruled, worked = laid
        return cls(
            number, Outcome(outcome), reason, values, _problems(problems), texts, changes, record, folded, uid, edited,
            _problems(ruled), worked,
        )  # fmt: skip


def _plain(problems: Sequence[Problem]) -> list[tuple[Any, ...]]:
    return [(p.code, p.message, p.severity.value, p.field, p.cell, p.proposal) for p in problems]


def _problems(plain: Sequence[Sequence[Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(code, message, Severity(severity), *more) for code, message, severity, *more in plain)


def is_notice(problem: Problem) -> bool:
    """What a person should have seen; likely repeats have a list of their own."""
    return problem.severity is not Severity.ERROR and problem.code != LIKELY


class Brief(NamedTuple):
    """What lists and counts need of a row: what becomes of it, and how much is to be told."""

    place: int
    flags: int = 0
    errors: int = 0
    notices: int = 0
    changes: int = 0

    @classmethod
    def of(cls, row: RowPreview) -> Self:
        """Of one row, as it is now."""
        wrong = sum(p.is_error for p in row.problems)
        noticed = sum(map(is_notice, row.problems)) if len(row.problems) > wrong else 0
        known, liked = row.record is not None, row.like is not None
        flags = known | liked << 1 | bool(row.uid) << 2
        return cls(_PLACES[row.outcome], flags, wrong, noticed, len(row.changes))

    @property
    def outcome(self) -> Outcome:
        """What becomes of the row."""
        return _OUTCOMES[self.place]

    @property
    def known(self) -> bool:
        """True when it is about a stored record."""
        return bool(self.flags & 1)

    @property
    def is_open(self) -> bool:
        """True when it may be anybody's still."""
        return not self.known and self.outcome not in (Outcome.REJECTED, Outcome.SKIPPED)

    @property
    def liked(self) -> bool:
        """True when it may say something again."""
        return bool(self.flags & 2)

    @property
    def tells(self) -> bool:
        """True when the row tells its record itself."""
        return bool(self.flags & 4)


class Briefs(Sequence[Brief]):
    """Briefs of many rows, each made when it is asked for: as objects they would take ten times the memory."""

    def __init__(self, packed: bytes | bytearray) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed) // BRIEF.size

    @overload
    def __getitem__(self, at: int) -> Brief: ...
    @overload
    def __getitem__(self, at: slice) -> "Briefs": ...
    def __getitem__(self, at: int | slice) -> "Brief | Briefs":
        if isinstance(at, slice):
            return Briefs(b"".join(BRIEF.pack(*self[i]) for i in range(len(self))[at]))
        return Brief._make(BRIEF.unpack_from(self._packed, at * BRIEF.size))

    def __iter__(self) -> Iterator[Brief]:
        return map(Brief._make, BRIEF.iter_unpack(self._packed))


class Sums:
    """Rows by outcome, and how much is to be told of them together."""

    def __init__(self) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.notices = self.liked = 0

    def add(self, brief: Brief, rows: int = 1) -> None:
        """So many rows more, or fewer."""
        self.outcomes[brief.outcome] += rows
        self.notices += brief.notices * rows
        self.liked += brief.liked * rows


BRIEF = Struct("BBHHH")
"""A brief as bytes; no row has so many columns that a count would not fit."""
_OUTCOMES = tuple(Outcome)
_PLACES = {outcome: place for place, outcome in enumerate(_OUTCOMES)}
