"""Looking at files: everything a person must see before anything is written. The store is only read."""

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Refused, Severity, Unreadable
from mttq_desktop.excel.found import FoundFile, FoundSheet
from mttq_desktop.excel.running import Child, read_file
from mttq_desktop.excel.spec import Hints, Learned, Limits, Opening, Request, TableSpec
from mttq_desktop.queries.catalogues import units as read_units
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.importing import batches_of_file, last_act, layouts
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing.edited import Tick
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.services.importing.near import find_likes
from mttq_desktop.services.importing.readers import Readers
from mttq_desktop.services.importing.rows import Rows
from mttq_desktop.services.importing.sameness import settle
from mttq_desktop.services.importing.speed import unhurried
from mttq_desktop.services.importing.taking import Taking
from mttq_desktop.services.tables import IMPORTABLE, every_spec, meant_by
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.text.dates import short

_NO_HINTS, _LIMITS = Hints(), Limits()


def preview(
    database: Database, files: Iterable[Path], hints: Hints = _NO_HINTS, progress: Progress | None = None,
    limits: Limits = _LIMITS, readers: Readers | None = None, beside: Sequence[FilePreview] = (),
) -> tuple[FilePreview, ...]:  # fmt: skip
    """What each file is, from whom, for which period, and what would become of every row. Writes nothing.

    `readers` that stand by save the start of a child process; `beside` are files looked at before in one go.
    """
    if readers is not None:
        return _previewed(database, list(files), hints, progress or Progress(), limits, readers, beside)
    with Readers() as own:
        own.stand_by()
        return _previewed(database, list(files), hints, progress or Progress(), limits, own, beside)


def _previewed(
    database: Database, paths: Sequence[Path], hints: Hints, progress: Progress, limits: Limits, readers: Readers,
    beside: Sequence[FilePreview],
) -> tuple[FilePreview, ...]:  # fmt: skip
    made: list[FilePreview] = []
    with unhurried(), _Ahead(paths, readers, limits) as ahead:
        for i, path in enumerate(paths):
            progress.report(i, len(paths), f"Đang đọc “{path.name}”")
            ahead.open()
            asked = ahead.asked or _asked(database, hints, limits)
            with ahead.next(asked) as child:
                made.append(_one(database, replace(asked, path=str(path)), child, progress, (*beside, *made)))
        progress.check()
        with database.reading() as session:
            find_likes(session, made, beside)
    progress.report(len(paths), len(paths), "Đã đọc xong")
    return tuple(made)


_AT_ONCE = 2
"""Files read at a time, each within the limits of one: office machines have two cores and little memory."""


class _Ahead:
    """Files that are read before their turn, each by a child of its own."""

    def __init__(self, paths: Sequence[Path], readers: Readers, limits: Limits) -> None:
        self._waiting, self._readers, self._limits = deque(paths), readers, limits
        self._children: deque[tuple[Child, Path]] = deque()
        self.asked: Request | None = None

    def __enter__(self) -> "_Ahead":
        return self

    def __exit__(self, *_: object) -> None:
        for child, _path in self._children:
            child.end()

    def open(self) -> None:
        """Have the next files opened."""
        while self._waiting and len(self._children) < _AT_ONCE:
            path = self._waiting.popleft()
            child = self._readers.take(more=bool(self._waiting))
            self._children.append((child, path))
            child.open(Opening(str(path), self._limits))

    def next(self, asked: Request) -> Child:
        """The child that reads the next file; the one after it reads on meanwhile."""
        self.asked = asked
        for child, path in self._children:
            child.begin(replace(asked, path=str(path)))
        return self._children.popleft()[0]


def _asked(database: Database, hints: Hints, limits: Limits) -> Request:
    """What every file of one preview is read with."""
    with database.reading() as session:
        vocabulary = read_vocabulary(session)
        specs = every_spec(session)
        remembered = {layout: [Learned(*one) for one in known] for layout, known in layouts(session).items()}
    return Request("", specs, vocabulary, replace(hints, layouts={**remembered, **hints.layouts}), limits)


def hints_for(
    database: Database, *, kind: str = "", unit_code: str = "", period: str = "", sheet: str = "",
    columns: Mapping[str, Mapping[int, str]] | None = None, day: date | None = None,
) -> Hints:  # fmt: skip
    """Hints from what a person typed: a unit's code or name, a period's code. Refuses unknown words."""
    if kind and kind not in {k.name for k in IMPORTABLE}:
        known = ", ".join(k.name for k in IMPORTABLE)
        raise Refused(f"Chưa nhập được loại “{kind}” từ Excel.", f"Các loại nhập được: {known}.")
    try:
        on = Period.parse(period).start if period else None
    except ValueError:
        raise Refused(f"Không hiểu kỳ “{period}”.", "Viết như 2024-Q1, 2024-H1, 2024.") from None
    unit = _unit(database, unit_code, on) if unit_code else None
    return Hints(kind, unit, period, sheet, columns=columns or {}, day=day)


def _unit(database: Database, code: str, on: Any) -> int:
    with database.reading() as session:
        units = read_units(session)
    found = [e for e in units.by_code.get(code, ()) if e.valid(on)] or list(units.by_code.get(code, ()))
    found = found or list(units.find_unit(code, on))
    if not found:
        raise Refused(f"Không có đơn vị “{code}” trong danh mục.", "Dùng mã hoặc tên đầy đủ, ví dụ 502.")
    return int(found[0].key)


def _one(
    database: Database, request: Request, child: Child, progress: Progress, beside: tuple[FilePreview, ...]
) -> FilePreview:
    path = Path(request.path)
    corrected = {s: dict(m) for s, m in request.hints.columns.items()}
    made = FilePreview(path, request.vocabulary, corrected=corrected, beside=beside, kind_told=bool(request.hints.kind))
    specs = {s.kind: s for s in request.specs}
    taking = Taking(specs, request.vocabulary)
    try:
        told = f"“{path.name}”"
        found = read_file(request, lambda n: progress.report(n, None, f"{told}: {n} dòng"), taking, child)
    except Unreadable as trouble:
        made.refused = True
        made.problems.append(Problem(trouble.code, str(trouble), Severity.ERROR))
        return made
    _fill(made, found, specs, taking)
    if request.hints.sheet and all(s.name != request.hints.sheet for s in found.sheets):
        message = f"Tệp không có trang “{request.hints.sheet}”."
        made.problems.append(Problem("unknown_sheet", message, Severity.ERROR))
    with database.reading() as session:
        look_up(session, made, progress.check)
    return made


def look_up(session: Session, made: FilePreview, tick: Tick = lambda: None) -> None:
    """Compare a file with the store: the very same file, then row by row; `tick` raises to cancel."""
    made.problems = [p for p in made.problems if p.code != "already_imported"]
    _look_up_file(session, made)
    seen = last_act(session)
    settle(session, made, tick)
    made.seen_act = seen


def _look_up_file(session: Session, made: FilePreview) -> None:
    """Whether the very same file, or some of its sheets, came in before."""
    earlier = batches_of_file(session, made.sha256)
    made.earlier = earlier[0].id if earlier else None
    made.earlier_sheets = frozenset(name for batch in earlier for name in json.loads(batch.mapping))
    left = [s for s in made.tables if s.name not in made.earlier_sheets]
    for batch in earlier if left else earlier[:1]:
        names = ", ".join(f"“{name}”" for name in json.loads(batch.mapping))
        what = f"Trang {names} của tệp này" if left else "Tệp này"
        message = f"{what} đã nhập ngày {short(batch.at.date())}, lần nhập số {batch.id}."
        made.problems.append(Problem("already_imported", message, Severity.WARNING))


def _fill(made: FilePreview, found: FoundFile, specs: Mapping[str, TableSpec], taking: Taking) -> None:
    made.sha256, made.size, made.format = found.sha256, found.size, found.format
    made.problems += found.problems
    made.sheets = [_sheet(s, specs.get(s.kind), taking.rows[s.name]) for s in found.sheets]


def _sheet(found: FoundSheet, spec: TableSpec | None, rows: Rows) -> SheetPreview:
    kind, part = meant_by(found.kind)
    spec = replace(spec.beside(found.places), dated=found.day is not None) if spec is not None else None
    return SheetPreview(
        found.name, found.hidden, kind, spec, found.unit, found.period, found.header_rows, found.columns,
        found.places, found.captions, found.layout, found.problems, rows, found.own, part,
        found.guesses, found.more, found.questions, found.settled,
    )  # fmt: skip


def blocking(preview_: FilePreview, sheets: Sequence[SheetPreview]) -> list[Problem]:
    """Problems of the file or its sheets that a person must settle before anything can be written."""
    found = [p for p in preview_.problems if p.is_error]
    for sheet in sheets:
        chosen = len(sheets) == 1
        found += [p for p in sheet.problems if p.is_error and not (chosen and p.code == "several_data_sheets")]
    return found
