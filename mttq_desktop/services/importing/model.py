"""What a person sees before anything is written, and what writing and undoing answer."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mttq_desktop.errors import Problem
from mttq_desktop.excel.asking import Question
from mttq_desktop.excel.places import cell_name
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.fields import Field, Vocabulary
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.services.importing.row import Outcome, RowPreview
from mttq_desktop.services.importing.rows import Rows

OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.NEW: "Mới", Outcome.CHANGED: "Có thay đổi", Outcome.UNCHANGED: "Không đổi", Outcome.DUPLICATE: "Trùng",
    Outcome.REJECTED: "Có lỗi", Outcome.SKIPPED: "Bỏ qua",
}  # fmt: skip
REASON_LABELS: Mapping[str, str] = {
    "title": "phần tiêu đề", "header": "dòng tên cột", "column_numbers": "dòng đánh số cột", "group": "dòng nhóm",
    "subtotal": "dòng cộng nhóm", "total": "dòng tổng cộng", "note": "ghi chú", "blank": "dòng trống",
    "unfilled": "dòng của mẫu để trống",
    "signature": "phần ký", "other_sheet": "trang không nhập",
    "other_table": "bảng khác trong trang", "hidden_sheet": "trang ẩn",
    "already_imported": "đã nhập từ tệp trước", "duplicate_in_store": "đã có trong sổ",
    "duplicate_in_file": "lặp lại trong tệp",
}  # fmt: skip


@dataclass
class SheetPreview:
    """One sheet as understood; `spec` is None for sheets that hold no table of ours.

    `own` tells a list the program exported itself: its rows say their sender and period one by one.
    `part` is set where the rows belong to records of another sheet; `guesses` are the kinds it may be, best first.
    `more` are further tables below the first: from which row on the columns stand where. `questions` are open,
    `settled` those that were answered: sign → value. A long sheet is `searched` for likely repeats when asked to.
    """

    name: str
    hidden: bool = False
    kind: Kind[Any] | None = None
    spec: TableSpec | None = None
    unit: int | None = None
    period: str = ""
    header_rows: tuple[int, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    captions: dict[int, str] = field(default_factory=dict)
    layout: str = ""
    problems: list[Problem] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    own: bool = False
    part: Part | None = None
    guesses: tuple[str, ...] = ()
    more: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    searched: bool = False

    def cell(self, number: int, name: str) -> str | None:
        """Excel's name of the cell that holds a field of a row."""
        below = [places for first, places in self.more if first <= number]
        at = (below[-1] if below else self.places).get(name)
        return cell_name(number, at) if at is not None else None

    def row(self, number: int) -> RowPreview:
        """The row of that Excel number."""
        return self.rows.numbered(number)

    def field(self, name: str) -> Field[Any]:
        """The field type behind a value of the sheet's rows."""
        assert self.kind is not None
        assert self.spec is not None
        return self.kind.field(name) if name in self.kind.shown else self.spec.column(name).field

    @property
    def data(self) -> int:
        """How many rows hold a record, good or bad."""
        return len(self.rows) - self.rows.counts()[Outcome.SKIPPED]

    @property
    def counts(self) -> Counter[str]:
        """Rows by outcome."""
        return Counter({outcome.value: rows for outcome, rows in self.rows.counts().items()})


@dataclass
class FilePreview:
    """One file: previewed, or refused with the reason. Nothing of it is written yet.

    `earlier` is the batch that took in the very same file before, or `earlier_sheets` of it; `seen_act` the last act
    of the store it was compared with; `beside` are the files looked at before it in one go; `kind_told` when a person
    said what it is.
    `blanks` are cells left empty for which the store has a value: it is kept, or cleared with `clear_blanks`.
    Once `written`, its rows are records of the store.
    """

    path: Path
    vocabulary: Vocabulary
    sha256: str = ""
    size: int = 0
    format: str = ""
    refused: bool = False
    problems: list[Problem] = field(default_factory=list)
    sheets: list[SheetPreview] = field(default_factory=list)
    earlier: int | None = None
    earlier_sheets: frozenset[str] = frozenset()
    corrected: dict[str, dict[int, str]] = field(default_factory=dict)
    learned: dict[tuple[str, str], int | str] = field(default_factory=dict)
    seen_act: int = 0
    beside: tuple["FilePreview", ...] = ()
    kind_told: bool = False
    clear_blanks: bool = False
    blanks: int = 0
    written: bool = False

    @property
    def counts(self) -> Counter[str]:
        """Rows of all sheets by outcome."""
        total: Counter[str] = Counter()
        for sheet in self.sheets:
            total += sheet.counts
        return total

    @property
    def tables(self) -> list[SheetPreview]:
        """Sheets that hold a table of ours."""
        return [s for s in self.sheets if s.kind is not None]

    @property
    def leading(self) -> list[SheetPreview]:
        """Tables whose rows are records of their own."""
        return [s for s in self.tables if s.part is None]

    def rows(self) -> Iterator[tuple[SheetPreview, RowPreview]]:
        """Every data row of every table."""
        for sheet in self.tables:
            for row in sheet.rows:
                if row.is_data:
                    yield sheet, row


@dataclass(frozen=True)
class Choices:
    """What the person decided: which sheets, whether changes are taken over, single rows apart from the rest.

    `take` overrides by (sheet, row): True writes a duplicate all the same or one change, False leaves a row out.
    `merge` tells of rows that likely say something again whether they are merged with it or stay apart for good.
    """

    sheets: frozenset[str] | None = None
    accept_changes: bool = False
    take: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    merge: Mapping[tuple[str, int], bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What writing one file did, and how many rows were merged; `batch` is None when there was nothing to write."""

    batch: int | None
    act: int | None
    counts: Mapping[str, int]
    first_number: str = ""
    last_number: str = ""
    merged: int = 0


@dataclass(frozen=True)
class Undone:
    """What undoing a batch did: records taken back, kept because edited since, and those that could not be.

    `used` are kept, too, because letters, replies or other records point to them.
    """

    reversed: int
    kept: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    used: tuple[str, ...] = ()

    def __add__(self, other: "Undone") -> "Undone":
        kept, failed, used = self.kept + other.kept, self.failed + other.failed, self.used + other.used
        return Undone(self.reversed + other.reversed, kept, failed, used)
