"""Who and where in the practice province: units of a day, bodies of a place, who sends and when."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from mttq_desktop.errors import Refused
from mttq_desktop.rules.period import Period
from mttq_desktop.store.seed import AuthorityRow, Catalogue, UnitKey, UnitRow
from mttq_desktop.text.days import Calendar

OWN = {"@UB": "UB", "@TNMT": "TNMT", "@LDXH": "LDXH", "@NN": "NN", "@GD": "GD", "@DA": "DA", "@CA": "CA", "@DL": "DL"}
_QUARTERS = 5


@dataclass(frozen=True, slots=True)
class Sender:
    """A district (later a commune) or one of the six organisations; `weight` is how much it writes."""

    unit: UnitRow | None
    organisation: str | None
    weight: float

    @property
    def unit_key(self) -> UnitKey | None:
        """The unit's identity."""
        return self.unit.key if self.unit else None


@dataclass(frozen=True)
class Province:
    """The catalogues as the generator asks them, with today and the calendar."""

    catalogue: Catalogue
    calendar: Calendar
    today: date

    @cached_property
    def _authorities(self) -> dict[str, AuthorityRow]:
        return {a.code: a for a in self.catalogue.authorities}

    @cached_property
    def _communes(self) -> tuple[UnitRow, ...]:
        return tuple(u for u in self.catalogue.units if u.level == "commune")

    def communes(self, on: date, sender: UnitRow | None) -> tuple[UnitRow, ...]:
        """Communes of the sender on that day; of the whole province for an organisation."""
        if sender is not None and sender.level == "commune":
            return (sender,)
        valid = (u for u in self._communes if u.valid(on))
        return tuple(u for u in valid if sender is None or u.parent_code == sender.code)

    @cached_property
    def _units(self) -> dict[UnitKey, UnitRow]:
        return {u.key: u for u in self.catalogue.units}

    def unit(self, key: UnitKey) -> UnitRow:
        """The unit of that identity."""
        return self._units[key]

    def district(self, commune: UnitRow) -> UnitKey | None:
        """The district a commune lies in; None once there are no districts."""
        over = (u for u in self.catalogue.units if u.code == commune.parent_code and u.level == "district")
        return next((u.key for u in over if u.valid(commune.valid_from)), None)

    def authority(self, code: str) -> AuthorityRow:
        """The body of that code."""
        return self._authorities[code]

    def bodies(self, words: tuple[str, ...], commune: UnitRow, on: date) -> tuple[str, ...]:
        """Codes of the bodies in office that day; "@UB" and the like mean those of the commune's district."""
        return tuple(dict.fromkeys(self._body(word, commune, on) for word in words))

    def _body(self, word: str, commune: UnitRow, on: date) -> str:
        local = [f"{OWN[word]}{commune.parent_code}"] if word in OWN else [word]
        ways = [*local, f"UB{commune.parent_code}", f"UB{commune.code}", "UBNDT", "UBNDTP"]
        return next(found for way in ways if (found := self._in_office(way, on)))

    def _in_office(self, code: str, on: date) -> str | None:
        row = self._authorities.get(code)
        while row is not None and not row.valid(on):
            row = self._authorities.get(row.successor or "")
        return row.code if row else None

    def senders(self, rng: Random, period: Period) -> tuple[Sender, ...]:
        """Districts, or communes once there are none, then the six organisations."""
        on = min(period.end, self.today)
        units = self.catalogue.units_on(on, "district") or self.catalogue.units_on(on, "commune")
        made = [Sender(u, None, rng.uniform(0.5, 1.6)) for u in units]
        mean = 0.7 * len(units) / 18
        return (*made, *(Sender(None, o.code, mean * rng.uniform(0.6, 1.4)) for o in self.catalogue.organisations))

    def working(self, day: date) -> date:
        """The day itself, or the next working day."""
        return self.calendar.on_or_after(day)

    def weekday(self, day: date, weekday: int) -> date:
        """The next such weekday, moved to a working day."""
        return self.working(day + timedelta(days=(weekday - day.weekday()) % 7))


def quarters(year: int, today: date) -> tuple[Period, ...]:
    """Five quarters ending with the last one of `year` that has begun; the first gives "kỳ trước" figures."""
    begun = [p for p in (Period(year, f"Q{n}") for n in (1, 2, 3, 4)) if p.start <= today]
    if not begun or year < 2021:
        raise Refused(f"Chưa thể lập số liệu tập huấn cho năm {year}.", "Chọn năm nay hoặc năm trước.")
    found = [begun[-1]]
    while len(found) < _QUARTERS:
        found.append(found[-1].previous())
    return tuple(reversed(found))
