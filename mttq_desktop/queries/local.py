"""Bodies every district or commune has one of: "UBND huyện" of a petition from Tam Kỳ is UBND thành phố Tam Kỳ.

Where the catalogue holds the district's own body, that one is meant; else the general entry is kept
and the unit beside it says which. A letter never speaks to "UBND xã" of several communes at once.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.names import Place
from mttq_desktop.records.catalogue import Authority, Unit
from mttq_desktop.text.fold import fold

_UNIT_WORDS = frozenset("huyen thi xa thanh pho thuoc tinh phuong tran cap cac tx tp".split())
_LEVELS = {"HUYEN": "district", "XA": "commune"}

Whom = tuple[int, int | None]
"""An authority, and for a general one the unit whose body is meant."""


@dataclass(frozen=True, slots=True)
class LocalBodies:
    """General entries by id with their bare names, and the own bodies of each district by its code."""

    general: dict[int, tuple[str, tuple[str, ...]]]
    own: dict[str, list[tuple[int, tuple[str, ...]]]]
    units: dict[int, Place]

    @classmethod
    def read(cls, session: Session) -> "LocalBodies":
        """From the catalogue of authorities."""
        a, u = Authority, Unit
        units = session.execute(select(u.id, u.code, u.full_name, u.level, u.parent_id))
        places = {i: Place(code, name, level, parent) for i, code, name, level, parent in units}
        rows = session.execute(
            select(a.id, a.level, a.unit_id, a.name, a.short_name, a.aliases).where(a.deleted_on.is_(None))
        )
        general: dict[int, tuple[str, tuple[str, ...]]] = {}
        own: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for i, level, unit, name, short, aliases in rows:
            names = tuple(fold(n) for n in (name, short, *(aliases or "").split(";")) if n.strip())
            if unit is not None:
                own.setdefault(places[unit].code, []).append((i, names))
            elif level in ("HUYEN", "XA", "DN"):
                general[i] = (level, tuple(sorted({_bare(n) for n in names} - {""})))
        return cls(general, own, places)

    def whom(self, authority: int, unit: int | None, commune: int | None) -> Whom:
        """The body meant by an authority on a petition from this district or commune."""
        if authority not in self.general:
            return authority, None
        level, names = self.general[authority]
        district = self._at("district", unit, commune)
        if level != "XA" and district is not None and (found := self._own(district, names)) is not None:
            return found, None
        return authority, self._at(_LEVELS[level], unit, commune) if level in _LEVELS else None

    def _own(self, district: int, names: tuple[str, ...]) -> int | None:
        """The district's only body whose name begins with one of the bare names."""
        starts = tuple(f"{n} " for n in names)
        bodies = self.own.get(self.units[district].code, [])
        found = [i for i, own in bodies if any(n.startswith(starts) for n in own)]
        return found[0] if len(found) == 1 else None

    def _at(self, level: str, unit: int | None, commune: int | None) -> int | None:
        """The unit of that level the petition comes from."""
        near = [commune, unit, *(self.units[i].parent for i in (commune, unit) if i is not None)]
        return next((i for i in near if i is not None and self.units[i].level == level), None)


def _bare(folded: str) -> str:
    """A general name without the words for the kind of unit: "ubnd huyen" is "ubnd"."""
    words = folded.split()
    while words and words[-1] in _UNIT_WORDS:
        words.pop()
    return " ".join(words)
