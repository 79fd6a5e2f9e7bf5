"""Copies that can be trusted: written beside, opened, checked, counted, then renamed.

A WAL file copied by the Explorer loses rows, and a backup onto a full disk leaves an empty file
(ARCHITECTURE, traps): so SQLite's own backup writes the copy, and it is checked before it gets its name.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlcipher3 import dbapi2

from mttq_desktop.errors import StoreDamaged
from mttq_desktop.records.register import KINDS
from mttq_desktop.store import schema, search
from mttq_desktop.store.failures import translated


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of a data file found; `rows` counts records by table."""

    path: Path
    sound: bool
    messages: tuple[str, ...]
    rows: dict[str, int]


def copy_file(source: Path, target: Path) -> Health:
    """Copy a data file, check the copy, then give it its name; an existing target is replaced only then."""
    part = target.with_name(target.name + ".part")
    with translated(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            discard(part)
            _backup(source, part)
            health = check_file(part)
            if not health.sound or health.rows != _counted(source):
                raise StoreDamaged(f"Bản sao “{target.name}” không khớp với tệp gốc.", "Thử lại, hoặc chọn ổ đĩa khác.")
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                discard(part)
            raise
    return Health(target, health.sound, health.messages, health.rows)


def discard(path: Path) -> None:
    """Remove a data file that is not to be kept, and what SQLite left beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _backup(source: Path, part: Path) -> None:
    with closing(_connect(source)) as old, closing(dbapi2.connect(str(part))) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")


def _connect(path: Path) -> dbapi2.Connection:
    if not path.is_file() or path.stat().st_size == 0:
        raise StoreDamaged(f"“{path.name}” không có hoặc rỗng.", "Chọn đúng tệp dữ liệu.")
    return dbapi2.connect(f"file:{path.as_posix()}?mode=ro", uri=True)


def check_ours(path: Path) -> Health:
    """The thorough check of a data file: also that it is ours and holds everything the program relies on.

    Raises StoreDamaged for a foreign file, NewerStore for one of a newer program.
    """
    health = check_file(path, thorough=True)
    if "alembic_version" not in health.rows:
        message = f"“{path.name}” không phải tệp dữ liệu của MTTQ Desktop."
        raise StoreDamaged(message, "Chọn đúng tệp, hoặc thư mục khác.")
    with translated(path), closing(_connect(path)) as raw:
        (found,) = raw.execute("SELECT max(version_num) FROM alembic_version").fetchone()
        schema.check_known(found, path)
        missing = [*_missing(raw), *_unsearchable(raw, health)] if found == schema.HEAD else []
    return replace(health, sound=health.sound and not missing, messages=(*health.messages, *missing))


def _missing(raw: dbapi2.Connection) -> list[str]:
    there = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    return [f"thiếu {name}" for name in schema.parts() if name not in there]


def _unsearchable(raw: dbapi2.Connection, health: Health) -> Iterator[str]:
    """Kinds whose search index does not hold as many rows as there are records."""
    for kind in KINDS:
        if not kind.searched or kind.table.name not in health.rows:
            continue
        index, table = search.index_name(kind), kind.table.name
        try:
            (indexed,) = raw.execute(f"SELECT count(*) FROM {index}").fetchone()
        except dbapi2.DatabaseError:
            continue  # missing or broken as a whole, which the other checks tell
        (there,) = raw.execute(f"SELECT count(*) FROM {table} WHERE deleted_on IS NULL").fetchone()
        if indexed != there:
            yield f"chỉ mục tìm kiếm của “{kind.title}” có {indexed} dòng, trong sổ có {there}"


def check_file(path: Path, *, thorough: bool = False) -> Health:
    """SQLite's own check, foreign keys, and the number of rows of each table."""
    with translated(path), closing(_connect(path)) as raw:
        check = "integrity_check" if thorough else "quick_check"
        messages = [str(r[0]) for r in raw.execute(f"PRAGMA {check}") if r[0] != "ok"]
        messages += [f"khóa ngoại: {r[0]} dòng {r[1]}" for r in raw.execute("PRAGMA foreign_key_check")]
        rows = _rows(raw)
    return Health(path, not messages, tuple(messages), rows)


def _counted(path: Path) -> dict[str, int]:
    """The original is only counted: what is wrong in it is wrong in its copy, which is checked."""
    with closing(_connect(path)) as raw:
        return _rows(raw)


def _rows(raw: dbapi2.Connection) -> dict[str, int]:
    names = raw.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'search_%'")
    return {n: int(raw.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0]) for (n,) in names.fetchall()}
