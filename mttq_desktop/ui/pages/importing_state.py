"""Files being looked at, and what the person decided about each; knows no widgets."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import (
    KIND,
    Choices,
    FilePreview,
    Hints,
    Outcome,
    Question,
    Result,
    RowPreview,
    SheetPreview,
    blocking,
)
from mttq_desktop.text.fold import sort_key
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone

NONE_SENT = "none_to_report"
"""The remark on the line of a list that says its sender has no petitions."""
SEVERAL = "several_data_sheets"
"""The question which of a file's sheets is to be taken in first: they may repeat each other."""
_PAPERS = (".doc", ".docx", ".odt", ".pdf", ".zip", ".rar", ".jpg", ".jpeg", ".png")
_NAMED, _DEEPEST = 3, 4
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".xlsb")


class Stage(StrEnum):
    """How far a file has come."""

    REFUSED = "refused"
    ASKING = "asking"
    READY = "ready"
    WRITTEN = "written"
    UNDONE = "undone"


@dataclass
class Loaded:
    """One file: as previewed, with what was corrected and chosen, and what writing it did."""

    preview: FilePreview
    hints: Hints = field(default_factory=Hints)
    sheets: set[str] = field(default_factory=set)
    accept_changes: bool = False
    take: dict[tuple[str, int], bool] = field(default_factory=dict)
    merge: dict[tuple[str, int], bool] = field(default_factory=dict)
    result: Result | None = None
    undone: bool = False

    @classmethod
    def of(cls, preview: FilePreview, hints: Hints | None = None, before: "Loaded | None" = None) -> "Loaded":
        """A file just read: every table of it is to be taken, or those chosen before it was read anew."""
        sheets = {s.name for s in preview.tables}
        chosen = sheets & before.sheets if before is not None and len(before.preview.tables) > 1 else sheets
        return cls(preview, hints or Hints(), chosen or sheets)

    @property
    def path(self) -> Path:
        """The file."""
        return self.preview.path

    @property
    def chosen(self) -> list[SheetPreview]:
        """Tables that are to be taken."""
        return [s for s in self.preview.tables if s.name in self.sheets]

    @property
    def left(self) -> list[SheetPreview]:
        """Tables that are not to be taken, and were not taken with an earlier file of this content."""
        return [s for s in self.preview.tables if s.name not in self.sheets | self.preview.earlier_sheets]

    @property
    def stage(self) -> Stage:
        """Where the file stands."""
        if self.undone:
            return Stage.UNDONE
        if self.result is not None:
            return Stage.WRITTEN
        if self.preview.refused or not self.preview.tables:
            return Stage.REFUSED
        return Stage.ASKING if self.questions else Stage.READY

    @property
    def questions(self) -> list[Problem]:
        """What a person must settle before anything of the file can be written."""
        if not self.chosen:
            return [Problem("no_sheet", "Chưa chọn trang nào để nhập.")]
        return sorted(blocking(self.preview, self.chosen), key=lambda p: p.code != SEVERAL)

    @property
    def asked(self) -> Question | None:
        """The first of these questions, where it has answers to choose from."""
        first = self.questions[0]
        every = (q for s in self.chosen for q in s.questions)
        return next((q for q in every if q.problem == first), None)

    def answered(self, question: Question, value: str) -> Hints:
        """The file's hints with an answer, for every sheet of which the same is asked."""
        if question.topic == KIND:
            return replace(self.hints, kind=value)
        same = [s.name for s in self.preview.tables if any(_same(q, question) for q in s.questions)]
        given = {name: {**self.hints.answers.get(name, {}), question.topic: value} for name in same}
        return replace(self.hints, answers={**self.hints.answers, **given})

    @property
    def warnings(self) -> list[Problem]:
        """What a person should know of the file and its tables, though nothing need be answered."""
        every = [*self.preview.problems, *(p for s in self.chosen for p in s.problems)]
        return [p for p in every if p.severity is Severity.WARNING]

    @property
    def choices(self) -> Choices:
        """As writing wants them."""
        return Choices(frozenset(self.sheets), self.accept_changes, dict(self.take), dict(self.merge))

    def counts(self) -> Counter[str]:
        """Rows by outcome, of the tables that are to be taken."""
        total: Counter[str] = Counter()
        for sheet in self.chosen:
            total += sheet.counts
        return total

    def takes(self, sheet: SheetPreview, row: RowPreview) -> bool:
        """Whether writing will take this row."""
        return self._taken(row.outcome, self.take.get((sheet.name, row.number)))

    def _taken(self, outcome: Outcome, wanted: bool | None) -> bool:
        """Whether writing takes rows of one outcome of which the person wants this."""
        match outcome:
            case Outcome.NEW:
                return wanted is not False
            case Outcome.CHANGED:
                return self.accept_changes if wanted is None else wanted
            case Outcome.DUPLICATE:
                return wanted is True
        return False

    @property
    def several(self) -> list[str]:
        """Sheets of which only one is taken in at a time."""
        return [s.name for s in self.preview.tables if any(p.code == SEVERAL for p in s.problems)]

    def choose_sheet(self, name: str, on: bool) -> None:
        """Take a sheet, or leave it; of those that may repeat each other only this one."""
        if name in self.several:
            self.sheets = self.sheets.difference(self.several) | {name}
        else:
            self.sheets = self.sheets | {name} if on else self.sheets - {name}

    def choose(self, sheet: SheetPreview, row: RowPreview, on: bool) -> None:
        """Take one row, or leave it."""
        self.take[sheet.name, row.number] = on

    def accept_all(self, on: bool) -> None:
        """Take every change, or none; single decisions about changes yield."""
        self.accept_changes = on
        outcomes = {place: outcome for place, _, outcome in self._decided()}
        self.take = {p: wanted for p, wanted in self.take.items() if outcomes.get(p) is not Outcome.CHANGED}

    def likes(self) -> Iterator[tuple[SheetPreview, RowPreview]]:
        """Rows that likely say again what something else says already."""
        return ((s, s.rows.row(p)) for s in self.chosen for p, brief in s.rows.told_briefs() if brief.liked)

    def merges(self, sheet: SheetPreview, row: RowPreview) -> bool | None:
        """Whether such a row becomes one with the other, stays apart for good, or is not decided yet."""
        return self.merge.get((sheet.name, row.number))

    def decide(self, rows: Iterable[tuple[SheetPreview, RowPreview]], same: bool) -> None:
        """Say of such rows that they are one with the others, or are not."""
        self.merge |= {(s.name, r.number): same for s, r in rows}

    @property
    def to_write(self) -> int:
        """How many rows would be written."""
        counts = self.counts()
        many = sum(rows for outcome, rows in counts.items() if self._taken(Outcome(outcome), None))
        return many + sum(
            self._taken(outcome, wanted) - self._taken(outcome, None) for _, wanted, outcome in self._decided()
        )

    def _decided(self) -> Iterator[tuple[tuple[str, int], bool, Outcome]]:
        """Every row that the person decided about: its place, how, and what becomes of it otherwise."""
        rows = {s.name: s.rows for s in self.chosen}
        for (name, number), wanted in self.take.items():
            if (some := rows.get(name)) is not None:
                yield (name, number), wanted, some.brief(some.place(number)).outcome

    @property
    def faulty(self) -> int:
        """Rows that go back to the sender."""
        return self.counts()[Outcome.REJECTED]

    # ── words ────────────────────────────────────────────────────────────────

    @property
    def sender(self) -> str:
        """Who sent it, or that this is not known."""
        units = {s.unit for s in self.chosen or self.preview.tables if s.unit is not None}
        names = [self.preview.vocabulary.units.label(u) for u in units]
        unsaid = "Nơi gửi ghi ở từng dòng" if self._own else "Chưa rõ nơi gửi"
        return ", ".join(sorted(names)) or unsaid

    @property
    def period(self) -> str:
        """For which period, in words."""
        codes = {s.period for s in self.chosen or self.preview.tables if s.period}
        return ", ".join(Period.parse(code).label for code in sorted(codes)) or (
            "kỳ ghi ở từng dòng" if self._own else "chưa rõ kỳ"
        )

    @property
    def _own(self) -> bool:
        """True for a list the program exported itself."""
        return any(s.own for s in self.chosen or self.preview.tables)

    @property
    def mark(self) -> Mark:
        """The pill beside the file: the worst that is to be seen."""
        counts = self.counts()
        match self.stage:
            case Stage.REFUSED:
                return Mark("không đọc được" if self.preview.refused else "không có bảng", Tone.LATE)
            case Stage.UNDONE:
                return Mark("đã hoàn tác", Tone.PLAIN)
            case Stage.WRITTEN:
                return _written_mark(self.result, self.faulty)
            case Stage.ASKING:
                return Mark("cần trả lời", Tone.SOON)
        if not self.to_write and self._says_none():
            return Mark("không có kiến nghị", Tone.PLAIN)
        return _ready_mark(counts, self.to_write)

    def _says_none(self) -> bool:
        """True for a list without a record that says there is none."""
        rows = (row for sheet in self.preview.tables if not sheet.data for row in sheet.rows)
        return any(p.code == NONE_SENT for row in rows for p in row.problems)


def _written_mark(result: Result | None, faulty: int) -> Mark:
    if faulty:
        return Mark(f"còn {whole(faulty)} lỗi", Tone.SOON)
    if result is None or result.act is None:
        return Mark("không có gì mới", Tone.PLAIN)
    return Mark("đã ghi", Tone.DONE)


def _ready_mark(counts: Counter[str], to_write: int) -> Mark:
    if errors := counts[Outcome.REJECTED]:
        return Mark(f"{whole(errors)} dòng lỗi", Tone.LATE)
    if changed := counts[Outcome.CHANGED]:
        return Mark(f"{whole(changed)} thay đổi", Tone.SOON)
    if to_write:
        return Mark(f"{whole(to_write)} dòng tốt", Tone.DONE)
    return Mark("không có gì mới", Tone.PLAIN)


def workbooks(paths: Iterable[Path]) -> list[Path]:
    """Files, and the workbooks inside folders and theirs (Excel's own lock files left out), in the order of names.

    "Quế Sơn.xlsx" comes before "Quế Sơn (sửa lại).xlsx", which corrects it.
    """
    found: list[Path] = []
    for path in paths:
        inside = [p for p in _inside(path) if p.suffix.lower() in SUFFIXES] if path.is_dir() else [path]
        found += sorted(inside, key=lambda p: (sort_key(str(p.parent)), sort_key(p.stem), p.name))
    return list(dict.fromkeys(found))


def left_out(paths: Iterable[Path]) -> str:
    """What is said of the papers in folders that are no workbooks: somebody may have sent a list in one."""
    found = sorted(p.name for path in paths if path.is_dir() for p in _inside(path) if p.suffix.lower() in _PAPERS)
    if not found:
        return ""
    names = ", ".join(found[:_NAMED]) + ("…" if len(found) > _NAMED else "")
    return f"Không đọc {len(found)} tệp không phải bảng tính: {names}."


def _inside(folder: Path) -> Iterator[Path]:
    """Files of a folder and of the folders in it; one that cannot be looked into is an error, not empty."""

    def fail(error: OSError) -> None:
        raise error

    for place, inner, names in os.walk(folder, onerror=fail):
        deep = len(Path(place).relative_to(folder).parts) >= _DEEPEST
        inner[:] = [] if deep else [n for n in inner if not n.startswith(".")]
        yield from (Path(place, n) for n in names if not n.startswith(("~$", ".")))


def total(files: Sequence[Loaded]) -> int:
    """Rows that would be written from all files that are ready."""
    return sum(f.to_write for f in files if f.stage is Stage.READY)


def with_sender(hints: Hints, unit: int | None, period: str, kind: str, day: date | None = None) -> Hints:
    """The hints with what a person said of sender, period, kind and the day of all rows.

    What was answered before may be meant no more.
    """
    return replace(hints, unit=unit, period=period, kind=kind, day=day, answers={})


def _same(one: Question, other: Question) -> bool:
    """Two sheets ask the same, though another cell may say it."""
    return (one.topic, {a.value for a in one.answers}) == (other.topic, {a.value for a in other.answers})


def error_lines(files: Iterable[Loaded]) -> list[str]:
    """Every error as a line for an e-mail or a sheet: file, sheet, cell, what, why."""
    lines = []
    for loaded in files:
        name = loaded.path.name
        lines += [f"{name}\t\t\t{p.message}" for p in loaded.preview.problems if p.is_error]
        for sheet in loaded.chosen:
            lines += [f"{name}\t{sheet.name}\t\t{p.message}" for p in sheet.problems if p.is_error]
            for row in sheet.rows.told:
                lines += [
                    f"{name}\t{sheet.name}\t{p.cell or f'dòng {row.number}'}\t{p.message}"
                    for p in row.problems if p.is_error
                ]  # fmt: skip
    return lines
