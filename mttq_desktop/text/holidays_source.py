"""Fills the catalogue of public holidays from the `holidays` package.

Run as `python -m mttq_desktop.text.holidays_source resources/holidays/vietnam.csv 2020 2026`.
"""

import csv
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

# The Government names the days of Tết and of exchange each autumn for the year after.
LAST_CONFIRMED_YEAR = 2025

_EXCHANGE = re.compile(r"Ngày nghỉ \(thay cho ngày (\d\d)/(\d\d)/(\d{4})\)")
Row = tuple[str, str, str, str]


def public_holidays(years: Iterable[int]) -> dict[date, str]:
    """Days off by name; Bộ luật Lao động 2019, Điều 112, and the exchanges of each year."""
    from holidays import country_holidays

    found = country_holidays("VN", years=list(years), language="vi")
    return {day: _plain(name) for day, name in sorted(found.items())}


def _plain(name: str) -> str:
    """Exchanges in the words of offices."""
    found = _EXCHANGE.fullmatch(name)
    if found is None:
        return name
    worked = f"{found[1]}/{found[2] if found[2] < '03' else int(found[2])}/{found[3]}"
    return f"Nghỉ hoán đổi, làm bù ngày {worked}"


def made_up_days(years: Iterable[int]) -> frozenset[date]:
    """Weekend days worked in exchange for a day off between holidays."""
    from holidays import country_holidays

    wanted = set(years)
    days: set[date] = country_holidays("VN", years=wanted).weekend_workdays
    return frozenset(day for day in days if day.year in wanted)


def rows(years: Iterable[int]) -> list[Row]:
    """Rows of the catalogue: day, name, kind, confirmed."""
    wanted = list(years)
    off = [(day, name, "holiday") for day, name in public_holidays(wanted).items()]
    worked = [(day, "Làm bù", "made_up") for day in made_up_days(wanted)]
    return [
        (day.isoformat(), name, kind, "1" if day.year <= LAST_CONFIRMED_YEAR else "0")
        for day, name, kind in sorted(off + worked)
    ]


def write(path: Path, years: Iterable[int]) -> None:
    """Writes the catalogue's file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("day", "name", "kind", "confirmed"))
        writer.writerows(rows(years))


if __name__ == "__main__":
    write(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3]) + 1))
