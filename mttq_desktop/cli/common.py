"""What every command needs: the data file, the day, words for people."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mttq_desktop.errors import Problem, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.rules.period import Period
from mttq_desktop.services.opening import open_store
from mttq_desktop.services.settings import read_settings
from mttq_desktop.store.database import Database
from mttq_desktop.text.dates import read_date


class WrongUse(Refused):
    """The command was not written as it must be (exit 2)."""


Commands = Any
"""argparse's own sub-parser maker; its class is private to the library."""


@dataclass(frozen=True)
class Given:
    """The data folder and the parsed options of one command."""

    data_dir: Path
    options: argparse.Namespace

    @contextmanager
    def store(self) -> Iterator[Database]:
        """The open data file, closed afterwards."""
        database = open_store(self.data_dir)
        try:
            yield database
        finally:
            database.close()


def today_in(database: Database) -> date:
    """The office's day: today, or the day of a practice province."""
    with database.reading() as session:
        return read_settings(session).today(datetime.now().date())


def words_of(database: Database) -> Vocabulary:
    """The catalogues."""
    with database.reading() as session:
        return vocabulary(session)


def a_period(text: str) -> Period:
    """A period as commands write it; argparse shows the message."""
    try:
        return Period.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"không hiểu kỳ “{text}”; viết 2024-Q1, 2024-H1, 2024-9M, 2024 hoặc 2020-2025"
        ) from None


def a_day(text: str) -> date:
    """A day as people write it; argparse shows the message."""
    if (found := read_date(text).day) is None:
        raise argparse.ArgumentTypeError(f"không hiểu ngày “{text}”; viết như 31/3/2024")
    return found


def told(problem: Problem) -> str:
    """A problem on one line: where, what, what else it could be."""
    place = problem.cell or problem.field or ""
    proposal = f" Đề nghị: {problem.proposal}." if problem.proposal else ""
    return f"{place}: {problem.message}{proposal}" if place else f"{problem.message}{proposal}"
