"""One list of a family laid out at random, with the truth of every row."""

import io
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from openpyxl import Workbook

from mttq_desktop.text.fold import fold
from tests.excel.made.families import COMMUNES, FAMILIES, Column, Family
from tests.text.test_legacy import to_tcvn3, to_vni

_CAPITALS = dict(zip("ĐĂÂÊÔƠƯ", "§¡¢£¤¥¦", strict=True))
_MARKED = {"N": "Nghèo", "CN": "Cận nghèo"}


def in_tcvn3(text: str) -> str:
    """As typed with .VnTime: capitals with tones cannot be written."""
    return to_tcvn3("".join(_CAPITALS.get(c, c if c.isascii() else c.lower()) for c in text))


def in_vni(text: str) -> str:
    """As typed with VNI-Times."""
    return "".join(to_vni(c) if c.isascii() or c.islower() else to_vni(c.lower()).upper() for c in text)


@dataclass
class Made:
    """A workbook, the kind it holds, its data rows with what they mean."""

    kind: str
    sheet: str = "BIEU"
    truth: dict[int, dict[str, Any]] = field(default_factory=dict)
    data: bytes = b""
    name: str = "bieu.xlsx"


def make(seed: int) -> Made:
    """The list of that number."""
    return _Maker(Random(seed)).made()


class _Maker:
    def __init__(self, r: Random) -> None:
        self.r = r
        self.family: Family = r.choice(list(FAMILIES.values()))
        self.result = Made(self.family.kind)
        self.book = Workbook()
        self.sheet: Any = self.book.worksheets[0]
        self.sheet.title = self.result.sheet
        self.left = r.choice((1, 1, 1, 2, 3))
        self.row = r.choice((1, 1, 2))
        self.legacy = r.choice((None,) * 8 + (in_tcvn3, in_vni))
        self.grouped = r.random() < 0.2

    def made(self) -> Made:
        columns = self._columns()
        self._title()
        places = self._header(columns)
        self._rows(places)
        self._foot()
        if self.r.random() < 0.15:
            self.book.create_sheet("an").sheet_state = "hidden"
            self.book["an"]["A1"] = "ghi chú riêng"
        buffer = io.BytesIO()
        self.book.save(buffer)
        self.result.data = buffer.getvalue()
        return self.result

    def _columns(self) -> list[Column]:
        kept = [c for c in self.family.columns if not c.optional or self.r.random() < 0.85]
        if self.grouped:
            kept = [c for c in kept if c.field != self.family.place]
        if self.r.random() < 0.5:
            self.r.shuffle(kept)
        return kept

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

    def _header(self, columns: list[Column]) -> list[tuple[int, Column, str]]:
        """Captions, the groups' above them; the places of the columns, a mark column for each choice."""
        places: list[tuple[int, Column, str]] = []
        heads, at = [(self.left, "STT", "")], self.left + 1
        for column in columns:
            if column.field == "type" and self.r.random() < 0.5:
                for code, words in _MARKED.items():
                    heads.append((at, words, "Diện"))
                    places.append((at, column, code))
                    at += 1
                continue
            caption = self.r.choice(column.captions)
            parent, _, child = caption.rpartition(">")
            heads.append((at, child, parent))
            places.append((at, column, ""))
            at += 1
        self._write_heads(heads)
        return places

    def _write_heads(self, heads: list[tuple[int, str, str]]) -> None:
        top, two = self.row, any(parent for _, _, parent in heads)
        for i, (at, caption, parent) in enumerate(heads):
            self._put(top + 1 if parent else top, at, self._caption(caption))
            if two and not parent:
                self.sheet.merge_cells(start_row=top, end_row=top + 1, start_column=at, end_column=at)
            elif parent and heads[i - 1][2] != parent:
                self._write_parent(top, heads, i)
        self.row = top + (2 if two else 1)
        if self.r.random() < 0.3:
            for n, (at, _, _) in enumerate(heads, 1):
                self._put(self.row, at, f"({n})")
            self.row += 1

    def _write_parent(self, top: int, heads: list[tuple[int, str, str]], first: int) -> None:
        last = first
        while last + 1 < len(heads) and heads[last + 1][2] == heads[first][2]:
            last += 1
        left, right = heads[first][0], heads[last][0]
        self._put(top, left, self._typed(heads[first][2]))
        if right > left:
            self.sheet.merge_cells(start_row=top, end_row=top, start_column=left, end_column=right)

    def _rows(self, places: list[tuple[int, Column, str]]) -> None:
        group, above = "", dict[str, tuple[Any, Any]]()
        for number in range(1, self.r.randint(4, 15)):
            if self.grouped and (not group or self.r.random() < 0.25):
                group = self.r.choice(COMMUNES)
                self._put(self.row, self.left + 1, self._typed(group))
                self.row += 1
            self._put(self.row, self.left, number)
            above = self._row(places, above)
            means = {name: meant for name, (_, meant) in above.items()}
            self.result.truth[self.row] = means | ({self.family.place: group} if self.grouped else {})
            if self.r.random() < 0.04:
                self.sheet.row_dimensions[self.row].hidden = True
            self.row += 1

    def _row(self, places: list[tuple[int, Column, str]], above: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
        seen: dict[str, tuple[Any, Any]] = {}
        for at, column, code in places:
            if column.field not in seen:
                seen[column.field] = self._cell(column, bool(code), above)
            typed, meant = seen[column.field]
            if code:
                typed = self.r.choice(("x", "X", " x ", "1", 1)) if meant == code else ""
            elif isinstance(typed, str) and typed != "nt" and not typed.strip()[:1].isdigit():
                typed = self._typed(typed)
            self._put(self.row, at, typed)
        return seen

    def _cell(self, column: Column, marks: bool, above: dict[str, tuple[Any, Any]]) -> tuple[Any, Any]:
        typed, meant = column.make(self.r)
        if column.field in above and not marks and isinstance(typed, str) and self.r.random() < 0.05:
            return "nt", above[column.field][1]
        return typed, meant

    def _foot(self) -> None:
        if self.r.random() < 0.5:
            self._put(self.row, self.left + 1, self._typed(self.r.choice(("Tổng cộng", "Cộng"))))
            self.row += 1
        if self.r.random() < 0.4:
            self._put(self.row, self.left, self._typed("Ghi chú: số liệu tính đến ngày 31/3/2024"))
            self.row += 1
        if self.r.random() < 0.5:
            self.row += 1
            self._put(self.row, self.left + 2, self._typed("TM. BAN THƯỜNG TRỰC"))
            self._put(self.row + 3, self.left + 2, self._typed("Nguyễn Văn Tòng"))


def day(value: Any) -> Any:
    """A day as text, anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
