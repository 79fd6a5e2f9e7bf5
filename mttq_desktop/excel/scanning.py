"""What the fast reader does not tell of an .xlsx sheet: errors, formulas, hidden rows, far-away cells.

The sheet's XML is unpacked in blocks and searched with byte patterns; a sheet without such things costs
little more than its unpacking.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath
from typing import IO

from mttq_desktop.excel.places import split_cell

_BLOCK = 1 << 20
_HEAD = 8_192
_P = rb"(?:[\w.-]+:)?"
_SHEET = re.compile(rb"<" + _P + rb"sheet\b([^>]*)>")
_RELATION = re.compile(rb"<" + _P + rb"Relationship\b([^>]*)>")
_DATE1904 = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HIDDEN = re.compile(rb"<" + _P + rb"row\b([^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*)>")
_ERROR = re.compile(rb"<" + _P + rb"c\b([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>(.*?)</" + _P + rb"c>", re.DOTALL)
_FORMULA = re.compile(
    rb"<" + _P + rb"c\b([^>]*)(?<!/)>\s*<" + _P + rb"f\b[^>]*?(?:/>|>([^<]*)</" + _P + rb"f>)\s*"
    rb"(?:<" + _P + rb"v\b[^>]*?(?:/>|>([^<]*)<))?"
)
_VALUE = re.compile(rb"<" + _P + rb"v\b[^>]*>([^<]*)<")
_PREFIXED = re.compile(rb"xmlns:[\w.-]+\s*=\s*[\"'][^\"']*/spreadsheetml/")
"""A sheet may write <x:row> for <row>; then its first block says so."""
_PERHAPS_FAR = re.compile(rb"r=\"[A-Z][A-Z][A-Z]")
_FAR = re.compile(rb"\sr=\"[A-Z]{3}\d")
_ROW_NUMBER = re.compile(rb"<" + _P + rb"row\b[^>]*?\br=\"(\d+)\"")
_TYPE = re.compile(rb"\bt\s*=\s*[\"']str[\"']")

ERROR, FORMULA, NO_VALUE, EXTERNAL = "error_value", "formula_value", "no_cached_value", "external_link"
MONTH = "date_incomplete"
"""A day of which the sheet shows the month only."""
_NONE: frozenset[bytes] = frozenset()


@dataclass(slots=True)
class Marks:
    """Cells and rows of one sheet that need a word: (row from 1, column from 0) → (mark, detail)."""

    cells: dict[tuple[int, int], list[tuple[str, str]]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    far: bool = False
    last_row: int = 0

    def add(self, where: bytes, mark: str, detail: str = "") -> None:
        """Note a mark on the cell of that name."""
        self.cells.setdefault(split_cell(where.decode("ascii")), []).append((mark, detail))


def attributes(raw: bytes) -> dict[bytes, bytes]:
    """Attributes of one XML tag."""
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(raw)}


def sheet_parts(z: zipfile.ZipFile) -> dict[str, str]:
    """Part name of each sheet, by sheet name."""
    book = _part(z, "workbook.xml")
    if book is None:
        return {}
    rels = {
        a[b"Id"]: a[b"Target"].decode()
        for raw in _RELATION.findall(z.read(join(dirname(book), "_rels", "workbook.xml.rels")))
        if b"Id" in (a := attributes(raw)) and b"Target" in a
    }
    found = {}
    for raw in _SHEET.findall(z.read(book)):
        a = attributes(raw)
        ident = next((v for k, v in a.items() if k.endswith(b":id")), b"")
        if ident in rels:
            found[unescape(a.get(b"name", b"").decode())] = _resolved(dirname(book), rels[ident])
    return found


def uses_1904(z: zipfile.ZipFile) -> bool:
    """True for workbooks of the 1904 date system (old Excel for Mac)."""
    book = _part(z, "workbook.xml")
    return book is not None and _DATE1904.search(z.read(book)) is not None


def _part(z: zipfile.ZipFile, ending: str) -> str | None:
    return next((n for n in z.namelist() if n.lower().endswith("xl/" + ending)), None)


def _resolved(base: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(base, target))


def scan(z: zipfile.ZipFile, part: str, months: frozenset[bytes] = _NONE) -> Marks:
    """Marks of one sheet; cells of the styles `months` show a month without its day."""
    marks = Marks()
    styled = _styled(months) if months else None
    with z.open(part) as stream:
        head = stream.read(_HEAD)
        prefixed = _PREFIXED.search(head) is not None
        for block in _blocks(head, stream, prefixed):
            _scan_block(block, marks, prefixed)
            for raw in styled.findall(block) if styled is not None else ():
                marks.add(attributes(raw)[b"r"], MONTH)
    return marks


def _styled(styles: frozenset[bytes]) -> re.Pattern[bytes]:
    """Cells of some styles; compiled only for the few workbooks that have such ones."""
    return re.compile(rb"<" + _P + rb"c\b([^>/]*\bs\s*=\s*[\"'](?:" + b"|".join(styles) + rb")[\"'][^>/]*)>")


def _blocks(rest: bytes, stream: IO[bytes], prefixed: bool) -> Iterator[bytes]:
    """Blocks that end between rows, so that no cell is cut."""
    while piece := stream.read(_BLOCK):
        piece = rest + piece
        cut = _last_row(piece, prefixed)
        cut = piece.rfind(b"<", 0, cut + 1) if cut > 0 else -1
        if cut <= 0:
            rest = piece
            continue
        yield piece[:cut]
        rest = piece[cut:]
    yield rest


def _last_row(block: bytes, prefixed: bool) -> int:
    at = block.rfind(b"<row ")
    return max(at, block.rfind(b":row ")) if prefixed else at


def _scan_block(block: bytes, marks: Marks, prefixed: bool) -> None:
    """Each look for a rare pattern passes through the whole block, so none is taken in vain."""
    if b"hidden" in block:
        for raw in _HIDDEN.findall(block):
            marks.hidden_rows.add(int(attributes(raw).get(b"r", b"0")))
    if b't="e"' in block or (b"'" in block and b"t='e'" in block):
        for raw, inside in _ERROR.findall(block):
            value = _VALUE.search(inside)
            marks.add(attributes(raw)[b"r"], ERROR, value[1].decode() if value else "")
    if _opens(block, b"f") or (prefixed and (b":f>" in block or b":f " in block)):
        _scan_formulas(block, marks)
    if not marks.far and _PERHAPS_FAR.search(block):  # a pattern that begins with letters is nine times faster
        marks.far = _FAR.search(block) is not None
    at = _last_row(block, prefixed)
    if at >= 0 and (last := _ROW_NUMBER.search(block, max(at - 20, 0))):
        marks.last_row = max(marks.last_row, int(last[1]))


def _opens(block: bytes, letter: bytes) -> bool:
    """Whether a tag begins with this letter. One rare letter is looked for ten times faster than two."""
    at = block.find(letter)
    while at >= 0 and block[at - 1 : at] != b"<":
        at = block.find(letter, at + 1)
    return at >= 0


def _scan_formulas(block: bytes, marks: Marks) -> None:
    for raw, formula, value in _FORMULA.findall(block):
        where = attributes(raw).get(b"r")
        if where is None:
            continue
        if value or _TYPE.search(raw):
            marks.add(where, FORMULA)
        else:
            marks.add(where, NO_VALUE)
        if b"[" in formula and b"]" in formula and b"!" in formula:
            marks.add(where, EXTERNAL)
