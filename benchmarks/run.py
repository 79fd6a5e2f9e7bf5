"""Run every benchmark and write RESULTS.md: a Markdown table with versions, machine, seed and date.

`python -m benchmarks.run [NAME…]`; a benchmark is a module of this folder with `run() -> list[Row]`.
"""

import importlib
import os
import platform
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measure import SEED, Row

BENCHMARKS = (
    "start", "lists", "importing", "eighteen", "word_annex", "joint_report", "finding", "saving", "indicators",
)  # fmt: skip
RESULTS = Path(__file__).with_name("RESULTS.md")
NAMED = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "python-calamine", "openpyxl", "python-docx")


def alone(name: str) -> list[Row]:
    """The rows of one benchmark from a process of its own, as the program is one: no other's heap weighs on it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(run, name).result()


def run(name: str) -> list[Row]:
    """The rows of one benchmark."""
    rows: list[Row] = importlib.import_module(f"benchmarks.{name}").run()
    return rows


def machine() -> list[str]:
    """What the figures were taken on and with."""
    from sqlcipher3 import dbapi2

    libraries = [f"{name} {version(name)}" for name in NAMED]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return [
        f"{datetime.now(UTC):%Y-%m-%d} · {system} · seed {SEED}",
        f"Python {platform.python_version()} · SQLite {dbapi2.sqlite_version} · " + " · ".join(libraries),
    ]


def line(row: Row) -> str:
    """One row of the table."""
    reached = "yes" if row.reached else "**no**"
    value = shown(row.value, row.unit)
    return f"| {row.name} | {value} | {row.floor_name} | ×{row.ratio:.2f} | ≤ ×{row.target:g} | {reached} |"


def shown(value: float, unit: str) -> str:
    """Three figures that say something: 1.81 ms rather than 0.002 s."""
    if unit == "s" and value < 0.1:
        return f"{value * 1_000:,.2f} ms"
    return f"{value:,.3f} {unit}" if value < 10 else f"{value:,.1f} {unit}"


def page(results: dict[str, list[Row]]) -> str:
    """The whole of RESULTS.md."""
    parts = ["# Benchmarks", "", "Written by `python3 dev.py bench`. Read ratios, not seconds.", ""]
    parts += [text + "  " for text in machine()]
    for name, rows in results.items():
        parts += ["", f"## {name.replace('_', ' ')}", ""]
        parts += ["| what | value | beside | ratio | reach | reached |", "|---|---|---|---|---|---|"]
        parts += [line(row) for row in rows]
    return "\n".join(parts) + "\n"


def main(names: Sequence[str]) -> int:
    """All benchmarks, or those named; the page is only written when all have run."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"Không có phép đo {', '.join(sorted(unknown))}; có: {', '.join(BENCHMARKS)}")
        return 2
    results: dict[str, list[Row]] = {}
    for name in names or BENCHMARKS:
        print(f"── {name}", flush=True)
        results[name] = alone(name)
        print("\n".join(line(row) for row in results[name]), flush=True)
    if not names:
        RESULTS.write_text(page(results), encoding="utf-8")
        print(f"\n{RESULTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
