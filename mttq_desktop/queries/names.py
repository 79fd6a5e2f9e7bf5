"""Names of senders, places and authorities as they stand in lists and letters."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.records.catalogue import Authority, Organisation, Unit
from mttq_desktop.text.fold import sort_key

UNKNOWN = "Chưa rõ nơi gửi"
_KIND_OF_UNIT = re.compile(r"(?:\s*,?\s*\b(?:các|cấp|huyện|thị xã|thành phố|xã|phường|thị trấn))+$")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as letters name it; `code` ties the versions of one unit together."""

    code: str
    name: str
    level: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as letters name it."""

    code: str
    name: str
    short_name: str
    position: int


@dataclass(frozen=True, slots=True)
class Names:
    """Units, organisations and authorities by row id, read once for a whole letter or table."""

    units: dict[int, Place]
    bodies: dict[int, Body]
    authorities: dict[int, tuple[str, str]]

    @classmethod
    def read(cls, session: Session) -> "Names":
        """All names of the data file."""
        units = session.execute(select(Unit.id, Unit.code, Unit.full_name, Unit.level, Unit.parent_id))
        o = Organisation
        bodies = session.execute(select(o.id, o.code, o.full_name, o.short_name, o.position))
        authorities = session.execute(select(Authority.id, Authority.name, Authority.short_name))
        return cls(
            {i: Place(code, name, level, parent) for i, code, name, level, parent in units},
            {i: Body(code, name, short, position) for i, code, name, short, position in bodies},
            {i: (name, short) for i, name, short in authorities},
        )

    def sender(self, unit: int | None, organisation: int | None) -> str:
        """Who sent: the district where one sent, else the organisation by its short name."""
        if unit is not None:
            return self.units[unit].name
        return self.bodies[organisation].short_name if organisation is not None else UNKNOWN

    def addressee(self, unit: int | None, organisation: int | None) -> str:
        """Whom a notice goes to: the organisation, or the Front's committee of the unit that sent."""
        if organisation is not None or unit is None:
            return self.sender(None, organisation)
        return f"Ủy ban MTTQ Việt Nam {_in_sentence(self.units[unit].name)}"

    def raised_by(self, unit: int | None, organisation: int | None) -> str:
        """Whose voice it is: the organisation, with the district it works in."""
        if organisation is None or unit is None:
            return self.sender(unit, organisation)
        return f"{_without_province(self.bodies[organisation].short_name)} {_in_sentence(self.units[unit].name)}"

    def place_of_sender(self, unit: int | None, organisation: int | None) -> tuple[int, int, str]:
        """Order of senders: organisations in the programme's order, then districts by code."""
        if unit is None and organisation is not None:
            return (0, self.bodies[organisation].position, "")
        return (1, 0, self.units[unit].code) if unit is not None else (2, 0, "")

    def district(self, unit: int | None, commune: int | None) -> str:
        """The district a petition comes from, "" when none is known."""
        if unit is not None:
            return self.units[unit].name
        parent = self.units[commune].parent if commune is not None else None
        return self.units[parent].name if parent is not None and self.units[parent].level == "district" else ""

    def place(self, unit: int | None, commune: int | None) -> str:
        """Địa bàn: the commune with its district, or the district alone."""
        district = self.district(unit, commune)
        if commune is None:
            return district
        own = self.units[commune].name
        return f"{own}, {_in_sentence(district)}" if district and district != own else own

    def authority(self, authority: int, unit: int | None = None) -> str:
        """The full name of an authority; of a general one ("UBND xã") with the unit whose body it is."""
        name = self.authorities[authority][0]
        return name if unit is None else f"{_KIND_OF_UNIT.sub('', name)} {self._named(unit)}"

    def _named(self, unit: int) -> str:
        """A unit inside a name: "huyện Quế Sơn", "xã Quế Mỹ, huyện Quế Sơn"."""
        return _in_sentence(self.place(None, unit) if self.units[unit].level == "commune" else self.units[unit].name)


def _without_province(short_name: str) -> str:
    """ "Hội Nông dân tỉnh" speaks for the province; below it is "Hội Nông dân"."""
    return short_name.removesuffix(" tỉnh")


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]


def alphabetical(names: list[str]) -> list[str]:
    """Names in Vietnamese order."""
    return sorted(names, key=sort_key)
