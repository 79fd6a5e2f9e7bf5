"""A text of headings as a tree: as it stands on a day after its amendments, and how headings change places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mttq_desktop.text.numbers import roman


class Effect(StrEnum):
    """Codes of the list amendment_effect: what an amendment does to the section it names."""

    ADDED = "THEM"
    REPLACED = "THAY"
    RENAMED = "TEN"
    REPEALED = "BO"


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its text; `parent` is the code of the heading above."""

    id: int
    code: str
    title: str
    parent: str | None = None
    body: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One amendment: what it does to the section of that code from its day on."""

    day: date
    effect: str
    content: str
    section: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A section in its place, with the amendments that touched it."""

    section: Section
    children: tuple["Node", ...] = ()
    changes: tuple[Change, ...] = ()


def as_of(sections: Sequence[Section], changes: Sequence[Change], on: date) -> tuple[Section, ...]:
    """The sections that stand on a day, their titles and texts as amended up to it."""
    standing = {s.code: s for s in sections if s.valid_from is None or s.valid_from <= on}
    for change in _in_force(changes, on):
        if change.section in standing:
            amended = _amended(standing[change.section], change)
            if amended is None:
                del standing[change.section]
            else:
                standing[change.section] = amended
    return tuple(standing.values())


def _in_force(changes: Sequence[Change], on: date) -> list[Change]:
    return sorted((c for c in changes if c.day <= on), key=lambda c: c.day)


def _amended(section: Section, change: Change) -> Section | None:
    match change.effect:
        case Effect.REPEALED:
            return None
        case Effect.RENAMED:
            return replace(section, title=" ".join(change.content.split()))
        case Effect.REPLACED:
            return replace(section, body=change.content)
    return replace(section, body="\n".join(t for t in (section.body, change.content) if t))


def grown(
    sections: Sequence[Section], changes: Sequence[Change] = (), on: date = date.max
) -> tuple[Node, ...]:
    """The tree as it stands on a day; what hangs under a heading that is not there stands at the top."""
    standing = as_of(sections, changes, on)
    codes = {s.code for s in standing}
    touched = _in_force(changes, on)

    def below(parent: str | None, above: frozenset[str]) -> tuple[Node, ...]:
        found = [s for s in standing if _parent(s, codes) == parent and s.code not in above]
        return tuple(
            Node(s, below(s.code, above | {s.code}), tuple(c for c in touched if c.section == s.code)) for s in found
        )

    return below(None, frozenset())


def _parent(section: Section, codes: set[str]) -> str | None:
    return section.parent if section.parent in codes and section.parent != section.code else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading in a list that is read from top to bottom: its code and that of the heading above."""

    code: str
    parent: str | None = None


def next_code(rows: Sequence[Placed], parent: str | None) -> str:
    """The code of one more heading under `parent`: "II" with "II.4" gives "II.5", the top "III" gives "IV"."""
    taken = {r.code for r in rows}
    count = sum(1 for r in rows if (r.parent or None) == parent) + 1
    while (code := f"{parent}.{count}" if parent else roman(count)) in taken:
        count += 1
    return code


def swapped(rows: Sequence[Placed], at: int, by: int) -> list[tuple[int, Placed]] | None:
    """Change places with the neighbour under the same heading, each with all that hangs under it.

    Gives the old place and the new code of every row in the new order: numbers stay in order, so the two
    change their codes and those below follow. None where there is no such neighbour.
    """
    beside = [i for i, r in enumerate(rows) if (r.parent or None) == (rows[at].parent or None)]
    place = beside.index(at) + by
    if not 0 <= place < len(beside):
        return None
    first, second = sorted((at, beside[place]))
    upper, lower = _with_all_below(rows, first), _with_all_below(rows, second)
    codes = {**_recoded(rows, upper, rows[second].code), **_recoded(rows, lower, rows[first].code)}
    moved = set(upper) | set(lower)
    rest_before = [i for i in range(first) if i not in moved]
    between = [i for i in range(first, len(rows)) if i not in moved and i < second]
    after = [i for i in range(second, len(rows)) if i not in moved]
    return [(i, codes.get(i, rows[i])) for i in (*rest_before, *lower, *between, *upper, *after)]


def _with_all_below(rows: Sequence[Placed], at: int) -> list[int]:
    """A row and everything under it, in order."""
    found, codes = [at], {rows[at].code}
    for i, row in enumerate(rows):
        if i != at and row.parent in codes:
            found.append(i)
            codes.add(row.code)
    return sorted(found)


def _recoded(rows: Sequence[Placed], block: Sequence[int], code: str) -> dict[int, Placed]:
    """The block under its new code; codes that begin with the old one follow."""
    old = rows[block[0]].code
    new = {rows[i].code: _follow(rows[i].code, old, code) for i in block}
    return {i: Placed(new[rows[i].code], new.get(rows[i].parent or "", rows[i].parent)) for i in block}


def _follow(code: str, old: str, new: str) -> str:
    if code == old:
        return new
    return new + code[len(old) :] if code.startswith(f"{old}.") else code
