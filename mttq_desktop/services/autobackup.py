"""Copies made by themselves: only when something changed, thinned by age, never pushing out the last good one.

Kept: every copy of the last two days, one a day for two weeks, one a week for two months, one a month
for a year. A copy on a stick is the person's own act; the window reminds when it is long ago.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mttq_desktop.errors import NotWritable, Trouble
from mttq_desktop.records.office import Act
from mttq_desktop.services.backup import back_up
from mttq_desktop.services.settings import set_one
from mttq_desktop.store.backup import Health
from mttq_desktop.store.database import Database

FOLDER = "sao-luu"
ORIGIN, STICK = "backup", "usb-copy"
QUIET = (ORIGIN, STICK, "period", "views")
"""Acts that change nothing a backup is for."""
_PATTERN = "mttq-%Y%m%d-%H%M%S.sqlite3"
_STEPS: tuple[tuple[timedelta, Callable[[datetime], object]], ...] = (
    (timedelta(days=2), lambda at: at),
    (timedelta(days=14), lambda at: at.date()),
    (timedelta(days=60), lambda at: at.isocalendar()[:2]),
    (timedelta(days=365), lambda at: (at.year, at.month)),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy in the folder of copies."""

    path: Path
    at: datetime
    size: int


def folder_of(database: Database) -> Path:
    """Where copies made by themselves lie: beside the data file."""
    return database.path.parent / FOLDER


def copies(folder: Path) -> tuple[Copy, ...]:
    """Copies there are, newest first; other files are passed over."""
    found = (Copy(p, at, p.stat().st_size) for p in folder.glob("mttq-*.sqlite3") if (at := _time_of(p)))
    return tuple(sorted(found, key=lambda c: c.at, reverse=True))


def _time_of(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, _PATTERN)
    except ValueError:
        return None


def is_due(session: Session) -> bool:
    """True when something was written since the last copy; acts are counted, for clocks jump."""
    last = session.scalar(select(func.max(Act.id)).where(Act.origin == ORIGIN))
    newest = session.scalar(select(func.max(Act.id)).where(Act.origin.not_in(QUIET)))
    return (newest or 0) > (last or 0)


def automatic(database: Database, now: datetime) -> Copy | None:
    """Make a copy when one is due; None when nothing changed or the disk would not take it.

    A copy that fails at closing time must not keep anybody in the office: the next one will tell.
    """
    with database.reading() as session:
        if not is_due(session):
            return None
    try:
        return make(database, now)
    except Trouble:
        return None


def make(database: Database, now: datetime) -> Copy:
    """A checked copy into the folder of copies, and the old ones thinned."""
    target = folder_of(database) / now.strftime(_PATTERN)
    health = _copy(database, target)
    set_one(database, ORIGIN, last_backup=now)
    thin(folder_of(database), now)
    return Copy(health.path, now.replace(microsecond=0), health.path.stat().st_size)


def copy_to(database: Database, target: Path, now: datetime) -> Health:
    """A checked copy to a stick or a shared folder, remembered as such."""
    health = _copy(database, target)
    set_one(database, STICK, last_usb_copy=now)
    return health


def _copy(database: Database, target: Path) -> Health:
    try:
        return back_up(database, target)
    except OSError as error:
        raise NotWritable(
            f"Không ghi được bản sao vào “{target.parent}”.", "Kiểm tra ổ đĩa, thư mục, rồi sao lưu lại."
        ) from error


def name_for_copy(now: datetime) -> str:
    """The name proposed for a copy on a stick."""
    return now.strftime("MTTQ-%Y-%m-%d-%Hh%M.sqlite3")


def thin(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Throw away what the rule does not keep; returns what went. The newest copy always stays."""
    there = copies(folder)
    keep = set(kept((c.at for c in there), now))
    gone = tuple(c.path for c in there[1:] if c.at not in keep)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def kept(times: Iterable[datetime], now: datetime) -> Iterator[datetime]:
    """Which copies the rule keeps: of each stretch (day, week, month) the newest."""
    seen: set[object] = set()
    for at in sorted(times, reverse=True):
        mark = _mark(at, now)
        if mark is not None and mark not in seen:
            seen.add(mark)
            yield at


def _mark(at: datetime, now: datetime) -> tuple[int, object] | None:
    for step, (age, stretch) in enumerate(_STEPS):
        if now - at <= age:
            return step, stretch(at)
    return None
