"""Files that are no workbooks, or workbooks meant to do harm; each with the codes a reader may answer with."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

REFUSALS = frozenset({
    "empty_file", "not_a_spreadsheet", "lock_file", "encrypted", "damaged", "unsafe_content", "too_large", "too_slow",
    "unsupported_version", "file_in_use",
})  # fmt: skip
"""Codes of EXCHANGE for files that are not read."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Hostile:
    """One file: its name, its bytes, what it was made by."""

    name: str
    data: bytes
    maker: str


def make(seed: int) -> Hostile:
    """The file of that number."""
    r = Random(seed)
    maker = _MAKERS[seed % len(_MAKERS)]
    name, data = maker(r)
    return Hostile(name if maker is lock else f"{seed}_{name}", data, maker.__name__)


def _book(r: Random, rows: int = 12) -> Any:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["STT", "Xã, phường", "Ngày tiếp nhận", "Nội dung kiến nghị"])
    for n in range(1, rows):
        sheet.append([n, "Xã Quế Phú", f"{r.randint(1, 28)}/3/2024", f"Đề nghị sửa đường số {n}"])
    return book


def _bytes(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info.filename)))
    return buffer.getvalue()


def _in_sheet(r: Random, old: bytes, new: bytes, times: int = 1) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(old, new, times) if name == "xl/worksheets/sheet1.xml" else part

    return _repacked(_bytes(_book(r)), change)


def truncated(r: Random) -> tuple[str, bytes]:
    data = _bytes(_book(r))
    return "cut.xlsx", data[: r.randrange(len(data))]


def flipped(r: Random) -> tuple[str, bytes]:
    data = bytearray(_bytes(_book(r)))
    for _ in range(r.randint(1, 40)):
        data[r.randrange(len(data))] = r.randrange(256)
    return "flip.xlsx", bytes(data)


def broken_xml(r: Random) -> tuple[str, bytes]:
    def change(name: str, part: bytes) -> bytes:
        if not name.endswith(".xml") or r.random() < 0.6 or not part:
            return part
        at = r.randrange(len(part))
        return (
            part[:at] + r.choice((b"", b"<", b"&#0;", b"\x00", b"]]>", b"</sheetData>")) + part[at + r.randrange(9) :]
        )

    return "xml.xlsx", _repacked(_bytes(_book(r)), change)


def bomb(r: Random) -> tuple[str, bytes]:
    return "bomb.xlsx", _repacked(
        _bytes(_book(r)), lambda n, p: p + b" " * r.choice((3_000_000, 60_000_000)) if n.endswith("sheet1.xml") else p
    )


def outside_entity(r: Random) -> tuple[str, bytes]:
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    where = r.choice(("xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"))
    return "xxe.xlsx", _repacked(_bytes(_book(r)), lambda n, p: doctype + p if n == where else p)


def lying_size(r: Random) -> tuple[str, bytes]:
    return "size.xlsx", _in_sheet(r, b'<dimension ref="A1:D12"', b'<dimension ref="A1:XFD1048576"')


def far_cell(r: Random) -> tuple[str, bytes]:
    book = _book(r)
    book.active["XFD1048576" if r.random() < 0.5 else "ZZ900000"] = "x"
    return "far.xlsx", _bytes(book)


def many_styles(r: Random) -> tuple[str, bytes]:
    more = b"<xf/>" * r.choice((100, 60_000))
    return "styles.xlsx", _repacked(
        _bytes(_book(r)), lambda n, p: p.replace(b"</cellXfs>", more + b"</cellXfs>") if n == "xl/styles.xml" else p
    )


def wrong_refs(r: Random) -> tuple[str, bytes]:
    ref = r.choice((b'r="B0"', b'r="-1"', b'r="B99999999999"', b'r="AAAAAAA2"', b'r=""', b'r="2B"'))
    return "refs.xlsx", _in_sheet(r, b'r="B2"', ref)


def wrong_strings(r: Random) -> tuple[str, bytes]:
    return "strings.xlsx", _in_sheet(
        r, b"<v>1</v>", r.choice((b"<v>999999</v>", b"<v>-4</v>", b"<v>1e999</v>", b"<v/>")), 9
    )


def merged(r: Random) -> tuple[str, bytes]:
    merges = (
        b'<mergeCells><mergeCell ref="' + r.choice((b"A1:XFD1048576", b"D9:A1", b"A2", b"x", b"B2:B90000")) + b'"/>'
    )
    return "merge.xlsx", _in_sheet(r, b"</sheetData>", b"</sheetData>" + merges + b"</mergeCells>")


def missing_part(r: Random) -> tuple[str, bytes]:
    gone = r.choice(("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml",
                     "xl/_rels/workbook.xml.rels"))  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_bytes(_book(r)))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != gone:
                new.writestr(name, old.read(name))
    return "part.xlsx", buffer.getvalue()


def other_zip(r: Random) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        z.writestr(r.choice(("word/document.xml", "ppt/slides.xml", "a.txt", "../../evil", "xl/a.xml")), b"<a/>")
    return r.choice(("doc.xlsx", "doc.xls", "doc.ods")), buffer.getvalue()


def biff(r: Random) -> tuple[str, bytes]:
    record = struct.pack("<HHHH", 0x809, 16, 0x600, 5) + r.randbytes(12)
    junk = b"".join(struct.pack("<HH", r.randrange(0x900), n) + r.randbytes(n) for n in (r.randrange(300),) * 20)
    name = "Workbook".encode("utf-16-le")
    return "biff.xls", _OLE + r.randbytes(r.choice((80, 504, 2000))) + name + record + junk


def secret(r: Random) -> tuple[str, bytes]:
    return "pass.xlsx", _OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + r.randbytes(2000)


def renamed(r: Random) -> tuple[str, bytes]:
    texts = (
        "<html><table><tr><td>STT</td></tr></table></html>", '<?xml version="1.0"?><Workbook xmlns="urn:schemas-'
        'microsoft-com:office:spreadsheet"></Workbook>', "STT;Xã;Nội dung\n1;Xã Quế Phú;Đề nghị\n2;Xã Quế An;Sửa\n",
        "{\\rtf1 chào}", "Chỉ là một lá thư.\nKính gửi các bác.", "a,b\n" * 3, '"' * 999, "\t\t\t\n" * 50,
    )  # fmt: skip
    text = r.choice(texts)
    return r.choice(("ten.xls", "ten.xlsx", "ten.csv")), text.encode(r.choice(("utf-8", "utf-16", "utf-8-sig")))


def noise(r: Random) -> tuple[str, bytes]:
    start = r.choice((b"", b"PK\x03\x04", _OLE, b"%PDF-1.4", b"\x09\x08\x08\x00\x00\x05", b"MZ", b"\x00" * 40))
    return r.choice(("a.xlsx", "a.xls", "a.ods", "a.csv")), start + r.randbytes(r.choice((0, 3, 400, 9000)))


def blank(r: Random) -> tuple[str, bytes]:
    book = Workbook()
    for _ in range(r.randrange(3)):
        book.create_sheet()
    return "empty.xlsx", _bytes(book)


def odd_cells(r: Random) -> tuple[str, bytes]:
    book = _book(r)
    sheet: Any = book.active
    odd = (
        "=1/0",
        "=SUM(B2:B9",
        "#REF!",
        "#N/A",
        "=cmd|' /C calc'!A0",
        "x" * 32_000,
        "\u202exyz",
        "a\u0301" * 200,
        True,
        1e300,
    )
    for _ in range(20):
        sheet.cell(r.randint(1, 13), r.randint(1, 6)).value = r.choice(odd)
    book.epoch = r.choice((CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904))
    return "odd.xlsx", _bytes(book)


def lock(r: Random) -> tuple[str, bytes]:
    return "~$lock.xlsx", r.randbytes(165)


_MAKERS = (
    truncated, flipped, broken_xml, bomb, outside_entity, lying_size, far_cell, many_styles, wrong_refs, wrong_strings,
    merged, missing_part, other_zip, biff, secret, renamed, noise, blank, odd_cells, lock,
)  # fmt: skip
