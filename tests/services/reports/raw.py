"""Another road to the figures: rows of the tables as they lie in the file, added up in plain Python."""

from pathlib import Path
from typing import Any

import docx
from sqlalchemy import text

from mttq_desktop.store.database import Database

Raw = dict[str, Any]


def rows(store: Database, table: str, **equal: object) -> list[Raw]:
    """Live rows of a table, every column as stored."""
    with store.reading() as session:
        found = [dict(row) for row in session.execute(text(f"SELECT * FROM {table}")).mappings()]
    return [r for r in found if r.get("deleted_on") is None and all(r[k] == v for k, v in equal.items())]


def dotted(n: int) -> str:
    """1.234"""
    return f"{n:,}".replace(",", ".")


def rate(part: int, whole: int) -> str:
    """ "82,67%"; "-" of nothing."""
    if not whole:
        return "-"
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02}".rstrip("0").rstrip(",") + "%"


def tables(path: Path) -> list[list[list[str]]]:
    """Cells of every table of a document; grids of heads and signatures count too."""
    return [[[c.text for c in row.cells] for row in t.rows] for t in docx.Document(str(path)).tables]


def told(path: Path) -> str:
    """Every paragraph outside tables, one below the other."""
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
