"""Binary workbooks (.xlsb) for tests, written record by record: nothing else here can write them."""

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BEGIN_SHEET, _END_SHEET, _BEGIN_BOOK, _END_BOOK = 129, 130, 131, 132
_BEGIN_SHEETS, _END_SHEETS, _SHEET, _BEGIN_DATA, _END_DATA, _SIZE = 143, 144, 156, 145, 146, 148
_ROW, _NUMBER, _TEXT = 0, 5, 6


def xlsb(rows: Sequence[Sequence[object]], name: str = "KN") -> bytes:
    """The bytes of a binary workbook with one sheet of texts and numbers; None leaves a cell out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        types = (
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        )
        z.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{types}</Types>')
        z.writestr("_rels/.rels", _rels("officeDocument", "xl/workbook.bin"))
        z.writestr("xl/_rels/workbook.bin.rels", _rels("worksheet", "worksheets/sheet1.bin"))
        z.writestr("xl/workbook.bin", b"".join(_book(name)))
        z.writestr("xl/worksheets/sheet1.bin", b"".join(_sheet(rows)))
    return buffer.getvalue()


def _rels(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def _book(name: str) -> Iterator[bytes]:
    yield _record(_BEGIN_BOOK)
    yield _record(_BEGIN_SHEETS)
    yield _record(_SHEET, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    yield _record(_END_SHEETS)
    yield _record(_END_BOOK)


def _sheet(rows: Sequence[Sequence[object]]) -> Iterator[bytes]:
    yield _record(_BEGIN_SHEET)
    yield _record(_SIZE, struct.pack("<IIII", 0, len(rows), 0, max(map(len, rows), default=0)))
    yield _record(_BEGIN_DATA)
    for r, cells in enumerate(rows):
        yield _record(_ROW, struct.pack("<IIHHBI", r, 0, 300, 0, 0, 0))
        for c, value in enumerate(cells):
            if isinstance(value, int | float):
                yield _record(_NUMBER, struct.pack("<IId", c, 0, value))
            elif value is not None:
                yield _record(_TEXT, struct.pack("<II", c, 0) + _wide(str(value)))
    yield _record(_END_DATA)
    yield _record(_END_SHEET)


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(data)
    while left > 0x7F:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return number + size + bytes([left]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
