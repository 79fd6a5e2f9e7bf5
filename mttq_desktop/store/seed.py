"""The catalogues the program is delivered with, as plain rows; the store turns them into records.

Every file under `resources/` is UTF-8 with one heading row; several words in one cell stand with ";" between.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from mttq_desktop.errors import Unreadable

Cells = dict[str, str]
UnitKey = tuple[str, date]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An administrative unit during one stretch of time; (code, valid_from) is its identity.

    `parent_code` means the version of the parent in force on the same days.
    """

    code: str
    name: str
    full_name: str
    type: str
    level: str
    parent_code: str | None
    valid_from: date
    valid_to: date | None
    zone: str | None

    @property
    def key(self) -> UnitKey:
        """The identity: codes alone were given again to other units on 01/7/2025."""
        return self.code, self.valid_from

    def valid(self, on: date) -> bool:
        """True when the unit exists on that day."""
        return _valid(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One unit version becoming (part of) another on a day, with the legal act."""

    old_code: str
    old_valid_from: date
    new_code: str
    new_valid_from: date
    on_day: date
    basis: str
    whole: bool


@dataclass(frozen=True, slots=True)
class UnitAliasRow:
    """Another spelling seen for one version of a unit (highland names above all)."""

    code: str
    valid_from: date
    alias: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One of the six bodies and how it signs; `sign_lines` are the lines under the prefix."""

    code: str
    order: int
    full_name: str
    short_name: str
    letters: str
    aliases: tuple[str, ...]
    sign_prefix: str
    sign_lines: tuple[str, ...]
    leader_title: str
    deputy_title: str
    member_word: str
    relation: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """A body that answers petitions; `reply_days` only where it has days of its own.

    A generic word ("UBND huyện") has a level and no unit; `successor` is the code of the body that took over.
    """

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    level: str
    unit_code: str | None
    reply_days: int | None
    reply_working: bool
    basis: str
    valid_from: date
    valid_to: date | None
    successor: str | None

    def valid(self, on: date) -> bool:
        """True when the body exists on that day."""
        return _valid(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One value of a code list; `parent` is a code of the same list, or of the list it is grouped by."""

    list: str
    code: str
    label: str
    order: int
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A day off, or a weekend day worked in exchange (`kind` made_up)."""

    day: date
    name: str
    kind: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """A heading seen over a column, and the field it stands for.

    `field` is the record's attribute; "field5:KTNS" is a column of marks meaning that code. `parent` is the
    heading above it, None when it stands alone.
    """

    kind: str
    field: str
    caption: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All delivered catalogues but holidays and captions."""

    units: tuple[UnitRow, ...]
    successions: tuple[SuccessionRow, ...]
    unit_aliases: tuple[UnitAliasRow, ...]
    organisations: tuple[OrganisationRow, ...]
    authorities: tuple[AuthorityRow, ...]
    codes: tuple[CodeRow, ...]

    def code_list(self, name: str) -> tuple[CodeRow, ...]:
        """The values of one list in their order."""
        return tuple(sorted((c for c in self.codes if c.list == name), key=lambda c: c.order))

    def units_on(self, on: date, level: str) -> tuple[UnitRow, ...]:
        """Units of a level that exist on that day, by code."""
        return tuple(u for u in self.units if u.level == level and u.valid(on))


def read_units(resources: Path) -> tuple[UnitRow, ...]:
    """Versions of the province, its districts and communes since 2020; districts end on 30/6/2025."""
    return _read(resources / "units" / "units.csv", _unit)


def read_successions(resources: Path) -> tuple[SuccessionRow, ...]:
    """Which version became which, by day."""
    return _read(resources / "units" / "successions.csv", _succession)


def read_unit_aliases(resources: Path) -> tuple[UnitAliasRow, ...]:
    """Other spellings of units; short forms like "TP", "H." are made by rule, not kept here."""
    path = resources / "units" / "aliases.csv"
    return _read(path, lambda c: UnitAliasRow(c["code"], date.fromisoformat(c["valid_from"]), c["alias"]))


def read_organisations(resources: Path) -> tuple[OrganisationRow, ...]:
    """The six bodies in the programme's order."""
    return _read(resources / "codes" / "organisations.csv", _organisation)


def read_authorities(resources: Path) -> tuple[AuthorityRow, ...]:
    """Bodies that answer: central, provincial, of districts and communes, enterprises."""
    return _read(resources / "codes" / "authorities.csv", _authority)


def read_codes(resources: Path) -> tuple[CodeRow, ...]:
    """Every code list."""
    return _read(resources / "codes" / "code_lists.csv", _code)


def read_captions(resources: Path) -> tuple[CaptionRow, ...]:
    """Headings of workbooks; one heading may stand for several fields, the likeliest first."""
    path = resources / "codes" / "captions.csv"
    return _read(path, lambda c: CaptionRow(c["kind"], c["field"], c["caption"], c["parent"] or None))


def read_holidays(resources: Path) -> tuple[HolidayRow, ...]:
    """Public holidays and days worked in exchange."""
    return _read(resources / "holidays" / "vietnam.csv", _holiday)


def read_catalogue(resources: Path) -> Catalogue:
    """Units, organisations, authorities and code lists at once."""
    return Catalogue(
        read_units(resources), read_successions(resources), read_unit_aliases(resources),
        read_organisations(resources), read_authorities(resources), read_codes(resources),
    )  # fmt: skip


def read_plain(path: Path, stored: Mapping[str, type]) -> tuple[dict[str, Any], ...]:
    """Rows whose headings are names of columns, each value in the column's own Python type; empty is None."""
    return _read(path, lambda cells: {name: _as(stored[name], text) for name, text in cells.items()})


def _as(kind: type, text: str) -> Any:
    if kind is bool:
        return text == "1"
    if not text:
        return None
    return date.fromisoformat(text) if kind is date else kind(text)


def _read(path: Path, make: Callable[[Cells], R]) -> tuple[R, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows: list[R] = []
        for cells in reader:
            try:
                rows.append(make(cells))
            except (KeyError, TypeError, ValueError, AttributeError) as trouble:
                raise _spoilt(path, reader.line_num) from trouble
    return tuple(rows)


def _spoilt(path: Path, line: int) -> Unreadable:
    advice = "Cài lại chương trình hoặc lấy lại tệp danh mục gốc."
    return Unreadable("damaged", f"Danh mục {path.name} sai ở dòng {line}.", advice)


def _unit(c: Cells) -> UnitRow:
    return UnitRow(
        c["code"], c["name"], c["full_name"], c["type"], c["level"], c["parent_code"] or None,
        date.fromisoformat(c["valid_from"]), _day(c["valid_to"]), c["zone"] or None,
    )  # fmt: skip


def _succession(c: Cells) -> SuccessionRow:
    return SuccessionRow(
        c["old_code"], date.fromisoformat(c["old_valid_from"]), c["new_code"],
        date.fromisoformat(c["new_valid_from"]), date.fromisoformat(c["on_day"]), c["basis"],
        _yes(c["whole"]),
    )  # fmt: skip


def _organisation(c: Cells) -> OrganisationRow:
    return OrganisationRow(
        c["code"], int(c["order"]), c["full_name"], c["short_name"], c["letters"], _words(c["aliases"]),
        c["sign_prefix"], tuple(c["sign_lines"].split("|")), c["leader_title"], c["deputy_title"],
        c["member_word"], c["relation"], date.fromisoformat(c["valid_from"]), _day(c["valid_to"]),
    )  # fmt: skip


def _authority(c: Cells) -> AuthorityRow:
    return AuthorityRow(
        c["code"], c["name"], c["short_name"], _words(c["aliases"]), c["level"], c["unit_code"] or None,
        int(c["reply_days"]) if c["reply_days"] else None, _yes(c["reply_working"]), c["basis"],
        date.fromisoformat(c["valid_from"]), _day(c["valid_to"]), c["successor"] or None,
    )  # fmt: skip


def _code(c: Cells) -> CodeRow:
    return CodeRow(
        c["list"], c["code"], c["label"], int(c["order"]), c["parent"] or None, _day(c["valid_from"]),
        _day(c["valid_to"]), _words(c["aliases"]),
    )  # fmt: skip


def _holiday(c: Cells) -> HolidayRow:
    return HolidayRow(date.fromisoformat(c["day"]), c["name"], c["kind"], _yes(c["confirmed"]))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _yes(text: str) -> bool:
    return {"1": True, "0": False, "true": True, "false": False}[text.strip().lower()]


def _words(text: str) -> tuple[str, ...]:
    return tuple(w for w in (p.strip() for p in text.split(";")) if w)


def _valid(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or on <= end)
