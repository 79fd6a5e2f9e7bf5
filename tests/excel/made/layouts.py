"""One list of a family laid out at random, with the truth of every row."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell

from mttq_desktop.excel.cleaning import is_ditto, text_of
from mttq_desktop.excel.repairing import repaired
from mttq_desktop.text.fold import fold
from tests.excel.made.families import COMMUNES, DOUBTFUL, FAMILIES, STRANGERS, Column, Doubtful, Family, foreign
from tests.text.test_legacy import to_tcvn3, to_vni

_CAPITALS = dict(zip("ĐĂÂÊÔƠƯ", "§¡¢£¤¥¦", strict=True))
_GROUPS = ("THÔNG TIN CHUNG", "Thông tin", "Nội dung, kết quả")
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?")


def in_tcvn3(text: str) -> str:
    """As typed with .VnTime: capitals with tones cannot be written."""
    return to_tcvn3("".join(_CAPITALS.get(c, c if c.isascii() else c.lower()) for c in text))


def in_vni(text: str) -> str:
    """As typed with VNI-Times."""
    return "".join(to_vni(c) if c.isascii() or c.islower() else to_vni(c.lower()).upper() for c in text)


@dataclass
class Made:
    """A workbook, the kind it holds, its data rows with what they mean.

    `sums` are rows of totals, with the fields whose number is not what the rows above add up to. `strangers` are
    columns of the first table that nobody knows, `merged` rows whose place stands in a cell merged over them.
    `twice` when a second table's columns stand in another order.
    """

    kind: str
    sheet: str = "BIEU"
    truth: dict[int, dict[str, Any]] = field(default_factory=dict)
    sums: dict[int, set[str]] = field(default_factory=dict)
    strangers: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    twice: bool = False
    book: Any = None
    name: str = "bieu.xlsx"

    @property
    def data(self) -> bytes:
        """As it stands on the disk."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def as_csv(self) -> bytes:
        """The first sheet as Excel writes it to a text file: values only."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=";")
        for row in self.book[self.sheet].iter_rows(values_only=True):
            writer.writerow(["" if v is None else text_of(v) for v in row])
        return buffer.getvalue().encode("utf-8-sig")

    def filled(self) -> Iterator[int]:
        """Rows in which any cell says anything."""
        for row in self.book[self.sheet].iter_rows():
            if any(not isinstance(c, MergedCell) and c.value not in (None, "") for c in row):
                yield row[0].row


@dataclass(frozen=True)
class _Head:
    """The caption of one column, with the captions above it, and the code a cross in it means."""

    at: int
    column: Column | None
    path: tuple[str, ...]
    code: str = ""


def make(seed: int) -> Made:
    """The list of that number."""
    return _Maker(Random(seed)).made()


class _Maker:
    def __init__(self, r: Random) -> None:
        self.r = r
        self.family: Family = r.choice(list(FAMILIES.values()))
        self.book = Workbook()
        self.result = Made(self.family.kind, book=self.book)
        self.sheet: Any = self.book.worksheets[0]
        self.sheet.title = self.result.sheet
        self.left = r.choice((1, 1, 1, 2, 3))
        self.row = r.choice((1, 1, 2))
        self.legacy = r.choice((None,) * 8 + (in_tcvn3, in_vni))
        self.grouped = self.family.place in {c.field for c in self.family.columns} and r.random() < 0.2
        self.number = 0

    def made(self) -> Made:
        columns = self._columns()
        self._title()
        self._table(columns)
        if self.r.random() < 0.06:
            self.result.twice = True
            self.row += 1
            self._put(self.row, self.left, self._typed("PHỤ LỤC 2"))
            self.row += 2
            self._table(columns[::-1])
        self._foot()
        if self.r.random() < 0.15:
            self.book.create_sheet("an").sheet_state = "hidden"
            self.book["an"]["A1"] = "ghi chú riêng"
        return self.result

    def _table(self, columns: list[Column]) -> None:
        self._rows(self._header(columns))

    def _columns(self) -> list[Column]:
        kept = [c for c in self.family.columns if not c.optional or self.r.random() < 0.75]
        if self.grouped:
            kept = [c for c in kept if c.field != self.family.place]
        if self.r.random() < 0.1:
            kept.insert(self.r.randrange(len(kept)), self.r.choice(STRANGERS))
        if self.r.random() < 0.5:
            self.r.shuffle(kept)
        return kept

    # ── words ────────────────────────────────────────────────────────────────

    def _put(self, row: int, column: int, value: Any) -> None:
        if value != "":
            self.sheet.cell(row, column, value)

    def _title(self) -> None:
        lines = ["ỦY BAN MTTQ VIỆT NAM", "HUYỆN QUẾ SƠN"]
        lines += [self.r.choice(self.family.titles), self.r.choice(("Quý I năm 2024", "QUÝ I/2024"))]
        for line in lines:
            self._put(self.row, self.left, self._typed(line))
            self.row += self.r.choice((1, 1, 2))

    def _typed(self, text: str) -> str:
        """A text as this list's typist leaves it."""
        if self.legacy is not None:
            return self.legacy(text.lower()) if text.isupper() else self.legacy(text)
        match self.r.randrange(14):
            case 0:
                return unicodedata.normalize("NFD", text)
            case 1:
                return text.replace(" ", "\u00a0", 1)
            case 2:
                return f"\ufeff{text}\u200b"
            case 3:
                return text.replace(" ", "  ", 1)
        return text

    def _caption(self, text: str) -> str:
        match self.r.randrange(12):
            case 0:
                return fold(text).capitalize() if "," not in text and "/" not in text else text
            case 1:
                return text.upper()
            case 2:
                return f"{text} *"
            case 3:
                return f"{text} "
            case 4:
                return text.replace(" ", "\n", 1)
            case 5 if len(text) > 12:
                at = self.r.randrange(4, len(text) - 2)
                return text[:at] + text[at + 1 :] if text[at].isalpha() else text
        return self._typed(text)

    # ── the header ───────────────────────────────────────────────────────────

    def _header(self, columns: list[Column]) -> list[_Head]:
        """Captions in one to three rows; columns of crosses in place of some."""
        heads, at = [_Head(self.left, None, ("STT",))], self.left + 1
        for column in columns:
            for head in self._heads(column, at):
                heads.append(head)
                at += 1
        if len(heads) > 5 and self.r.random() < 0.12:
            heads = self._under_a_group(heads)
        self._write_heads(heads)
        if not self.result.truth:
            self.result.strangers = {h.at - 1 for h in heads if h.column is not None and not h.column.field}
        return heads[1:]

    def _heads(self, column: Column, at: int) -> list[_Head]:
        if column.marks and self.r.random() < 0.5:
            parent = self.r.choice(column.parents)
            return [_Head(at + i, column, (parent, words), code) for i, (code, words) in enumerate(column.marks)]
        return [_Head(at, column, tuple(self.r.choice(column.captions).split(">")))]

    def _under_a_group(self, heads: list[_Head]) -> list[_Head]:
        """A third row above some columns that stand side by side."""
        first = self.r.randrange(1, len(heads) - 3)
        last = min(first + self.r.randint(2, 3), len(heads) - 1)
        while last + 1 < len(heads) and heads[last + 1].path[:-1] == heads[last].path[:-1] != ():
            last += 1
        while first > 1 and heads[first - 1].path[:-1] == heads[first].path[:-1] != ():
            first -= 1
        group = self.r.choice(_GROUPS)
        return [
            _Head(h.at, h.column, (group, *h.path), h.code) if first <= i <= last else h for i, h in enumerate(heads)
        ]

    def _write_heads(self, heads: list[_Head]) -> None:
        top, depth = self.row, max(len(h.path) for h in heads)
        for i, head in enumerate(heads):
            for level, words in enumerate(head.path):
                last = level == len(head.path) - 1
                begins = last or heads[i - 1].path[: level + 1] != head.path[: level + 1]
                if begins:
                    self._put(top + level, head.at, self._caption(words) if last else self._typed(words))
                if last and level < depth - 1:
                    self._merge(top + level, head.at, top + depth - 1, head.at)
                elif begins and not last:
                    self._merge(top + level, head.at, top + level, self._ends(heads, i, level))
        self.row = top + depth
        if self.r.random() < 0.3:
            for n, head in enumerate(heads, 1):
                self._put(self.row, head.at, f"({n})")
            self.row += 1

    @staticmethod
    def _ends(heads: list[_Head], first: int, level: int) -> int:
        last = first
        while last + 1 < len(heads) and heads[last + 1].path[: level + 1] == heads[first].path[: level + 1]:
            last += 1
        return heads[last].at

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    # ── the rows ─────────────────────────────────────────────────────────────

    def _rows(self, heads: list[_Head]) -> None:
        group, since, first = "", list[int](), self.row
        above: dict[str, tuple[Any, Any]] = {}
        for _ in range(self.r.randint(3, 14)):
            if self.grouped and (not group or self.r.random() < 0.25):
                if since and self.r.random() < 0.4:
                    self._sum(heads, "Cộng", since)
                group, since = self.r.choice(COMMUNES), []
                self._put(self.row, self.left + 1, self._typed(group))
                self.row += 1
            self.number += 1
            self._put(self.row, self.left, self.number)
            above = self._row(heads, above)
            means = {name: meant for name, (_, meant) in above.items()}
            self.result.truth[self.row] = means | ({self.family.place: group} if self.grouped else {})
            since.append(self.row)
            if self.r.random() < 0.04:
                self.sheet.row_dimensions[self.row].hidden = True
            self.row += 1
        if not self.grouped and self.r.random() < 0.15:
            self._merge_down(heads, first)
        if self.r.random() < 0.5:
            self._sum(
                heads, self.r.choice(("Tổng cộng", "Cộng", "TỔNG SỐ")), [n for n in self.result.truth if n >= first]
            )

    def _row(self, heads: list[_Head], above: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
        seen: dict[str, tuple[Any, Any]] = {}
        for head in heads:
            if (column := head.column) is None:
                continue
            if column.field not in seen:
                seen[column.field] = self._cell(column, bool(head.code), above)
            typed, meant = seen[column.field]
            if head.code:
                typed = self.r.choice(("x", "X", " x ", "1", 1, "×", "√")) if meant == head.code else ""
            elif isinstance(typed, str) and typed != "nt" and not typed.startswith("#"):
                typed = self._typed(typed)
            self._put(self.row, head.at, typed)
        seen.pop("", None)
        return seen

    def _cell(self, column: Column, marks: bool, above: dict[str, tuple[Any, Any]]) -> tuple[Any, Any]:
        typed, meant = column.make(self.r)
        while self.legacy is not None and foreign(meant):
            typed, meant = column.make(self.r)
        if marks:
            return typed, meant if meant in {code for code, _ in column.marks} else None
        if column.field in DOUBTFUL and self.r.random() < 0.03:
            return self.r.choice(DOUBTFUL[column.field]), Doubtful()
        if column.field and self.r.random() < 0.01:
            return self.r.choice(_ERRORS), Doubtful()
        before = above.get(column.field)
        if before is not None and isinstance(typed, str) and self.r.random() < 0.05:
            return self.r.choice(("nt", "-nt-", "″", "như trên")), before[1]
        return typed, meant

    def _merge_down(self, heads: list[_Head], first: int) -> None:
        """The place of some rows that follow each other is written once, in a cell merged over them."""
        head = next((h for h in heads if h.column is not None and h.column.field == self.family.place), None)
        rows = range(first, min(first + self.r.randint(2, 4), self.row))
        if head is None or len(rows) < 2 or isinstance(self.result.truth[first][self.family.place], Doubtful):
            return
        meant = self.result.truth[first][self.family.place]
        self.result.merged |= set(rows[1:])
        for row in rows[1:]:
            self.sheet.cell(row, head.at).value = None
            self.result.truth[row][self.family.place] = meant
        self._merge(rows[0], head.at, rows[-1], head.at)
        for row in range(rows[-1] + 1, self.row):  # ditto marks below mean the merged cell
            below = self.sheet.cell(row, head.at).value
            if not (isinstance(below, str) and is_ditto(repaired(below, "VNI")[0])):
                return
            self.result.merged.add(row)
            self.result.truth[row][self.family.place] = meant

    def _sum(self, heads: list[_Head], words: str, rows: list[int]) -> None:
        """A total of the numbers, now and then a wrong one."""
        wrong = set[str]()
        self._put(self.row, self.left + 1 if heads[0].column is None else self.left, self._typed(words))
        for head in heads:
            name = head.column.field if head.column is not None else ""
            if name not in _SUMMED or head.at == self.left + 1 or self.r.random() < 0.4:
                continue
            values = [self.result.truth[row].get(name) for row in rows]
            if all(isinstance(v, int) for v in values):
                more = self.r.choice((0, 0, 0, 20_000 + self.r.randint(1, 9)))
                self._put(self.row, head.at, sum(v for v in values if isinstance(v, int)) + more)
                wrong |= {name} if more else set()
        self.result.sums[self.row] = wrong
        self.row += 1

    def _foot(self) -> None:
        if self.r.random() < 0.4:
            self._put(self.row, self.left, self._typed("Ghi chú: số liệu tính đến ngày 31/3/2024"))
            self.row += 1
        if self.r.random() < 0.5:
            self.row += 1
            self._put(self.row, self.left + 2, self._typed("TM. BAN THƯỜNG TRỰC"))
            self._put(self.row + 3, self.left + 2, self._typed("Nguyễn Văn Tòng"))


_SUMMED = frozenset({"people", "opinions", "answered_at_once", "members"})


def day(value: Any) -> Any:
    """A day as text, anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
