"""What a file really is, judged by its content; the extension may lie."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from mttq_desktop.errors import Unreadable
from mttq_desktop.excel.encodings import SNIFFED, decoded
from mttq_desktop.excel.spec import Limits

XLSX, XLSB, XLS, ODS, CSV = "xlsx", "xlsb", "xls", "ods", "csv"
_SUFFIXES = {
    XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"}, XLSB: {".xlsb"}, XLS: {".xls", ".xlt"}, ODS: {".ods", ".ots"},
    CSV: {".csv", ".txt", ".tsv"},
}  # fmt: skip
_RESAVE = "Mở tệp bằng Excel, chọn “Lưu thành…” kiểu Excel Workbook (.xlsx) rồi nhập lại."
_ASK = "Đề nghị nơi gửi xuất lại tệp Excel, hoặc chọn đúng tệp."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {b"\x89PNG": "ảnh PNG", b"\xff\xd8\xff": "ảnh JPEG", b"GIF8": "ảnh GIF", b"%PDF": "tệp PDF"}
_PICTURES |= {b"Rar!": "tệp nén RAR", b"7z\xbc\xaf": "tệp nén 7z", b"{\\rtf": "tệp RTF", b"MZ": "chương trình"}
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05")


def check_name(name: str) -> None:
    """Refuse the lock file Excel leaves beside an open workbook."""
    if name.startswith(("~$", ".~lock.")):
        raise Unreadable(
            "lock_file", f"“{name}” là tệp khóa tạm của Excel, không có dữ liệu.",
            "Đóng Excel, rồi chọn tệp cùng tên không có “~$” ở đầu.",
        )  # fmt: skip


def detect(data: bytes, limits: Limits) -> str:
    """The format of the content; raises `Unreadable` for everything that is no workbook."""
    if not data.strip(b"\x00 \r\n\t"):
        raise Unreadable("empty_file", "Tệp rỗng, không có dữ liệu.", "Đề nghị nơi gửi gửi lại tệp.")
    if data.startswith(b"PK"):
        return _zipped(data, limits)
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(_OLD_BIFF):
        raise _unsupported("Excel đời rất cũ (trước 1997)")
    for start, what in _PICTURES.items():
        if data.startswith(start):
            raise _not_one(f"Đây là {what}, không phải bảng tính.")
    return _texts(data)


def wrong_extension(name: str, found: str) -> bool:
    """True when the name promises another format than the content holds."""
    return PurePath(name).suffix.lower() not in _SUFFIXES[found]


def _not_one(message: str) -> Unreadable:
    return Unreadable("not_a_spreadsheet", message, _ASK)


def _unsupported(what: str) -> Unreadable:
    return Unreadable("unsupported_version", f"Tệp thuộc dạng {what}, chương trình chưa đọc được.", _RESAVE)


def _encrypted() -> Unreadable:
    advice = "Mở bằng Excel với mật khẩu, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi lưu."
    return Unreadable("encrypted", "Tệp được đặt mật khẩu.", advice)


def damaged(detail: str = "") -> Unreadable:
    """A file that begins like a workbook but cannot be read to its end."""
    return Unreadable(
        "damaged", f"Tệp bị hỏng{f' ({detail})' if detail else ''}.",
        "Thử mở bằng Excel và lưu lại; nếu không được, đề nghị nơi gửi gửi lại.",
    )  # fmt: skip


def _zipped(data: bytes, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            names = {n.lower() for n in z.namelist()}
            _check_sizes(z, limits)
            _check_entities(z)
            kind = z.read("mimetype")[:80].decode("latin-1") if "mimetype" in names else ""
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, KeyError) as error:
        raise damaged() from error
    except RuntimeError as error:
        raise _encrypted() from error
    return _zip_kind(names, kind)


def _zip_kind(names: set[str], kind: str) -> str:
    if "xl/workbook.bin" in names:
        return XLSB
    if any(n.startswith("xl/") and n.endswith(".xml") for n in names):
        return XLSX
    if "spreadsheet" in kind:
        return ODS
    if any(n.startswith("word/") for n in names) or "text" in kind:
        raise _not_one("Đây là tệp Word, không phải bảng tính.")
    if any(n.startswith("ppt/") for n in names):
        raise _not_one("Đây là tệp trình chiếu, không phải bảng tính.")
    raise _not_one("Đây là tệp nén, không phải bảng tính.")


def _check_sizes(z: zipfile.ZipFile, limits: Limits) -> None:
    total = sum(i.file_size for i in z.infolist())
    bomb = any(i.file_size > 50_000_000 and i.file_size > 300 * max(i.compress_size, 1) for i in z.infolist())
    if bomb or len(z.infolist()) > 20_000:
        raise Unreadable("unsafe_content", "Tệp nén bất thường (phình ra quá lớn khi mở), không an toàn.", _ASK)
    if total > limits.unpacked_mb * 1_000_000:
        raise too_large(f"khi mở ra chiếm {total // 1_000_000} MB")


def too_large(detail: str) -> Unreadable:
    """A file beyond what one import may cost."""
    advice = "Tách thành nhiều tệp nhỏ hơn (theo xã hoặc theo quý) rồi nhập."
    return Unreadable("too_large", f"Tệp quá lớn: {detail}.", advice)


def _check_entities(z: zipfile.ZipFile) -> None:
    if any(i.flag_bits & 1 for i in z.infolist()):
        raise RuntimeError
    for info in z.infolist():
        if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with z.open(info) as part:
            head = part.read(4096).replace(b"\x00", b"")
        if info.filename == "META-INF/manifest.xml" and b"encryption-data" in z.read(info):
            raise RuntimeError
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise Unreadable("unsafe_content", "Tệp có khai báo bất thường bên trong (DTD), không an toàn.", _ASK)


def _compound(data: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    def holds(stream: str) -> bool:
        """As the name of an entry of its directory, not as a word of its text: 64 bytes, and how many are used."""
        name = stream.encode("utf-16-le")
        return name.ljust(64, b"\x00") + (len(name) + 2).to_bytes(2, "little") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise _encrypted()
    if holds("Workbook") or holds("Book") or (not holds("WordDocument") and (has("Workbook") or has("Book"))):
        return XLS
    if has("WordDocument"):
        raise _not_one("Đây là tệp Word, không phải bảng tính.")
    if has("PowerPoint Document"):
        raise _not_one("Đây là tệp trình chiếu, không phải bảng tính.")
    if len(data) < 1536:
        raise damaged()
    raise _not_one("Không thấy bảng tính nào trong tệp.")


def _texts(data: bytes) -> str:
    head = data[:SNIFFED].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if head.startswith((b"<?xml", b"<workbook")) and b"office:spreadsheet" in head:
        raise _unsupported("XML Spreadsheet 2003")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")):
        raise _unsupported("trang web lưu đuôi Excel")
    text = decoded(data)
    if text is None or not _tabular(text):
        raise _not_one("Nội dung không phải bảng tính.")
    return CSV


_LINE_ENDS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_MANY = 5
"""Columns that no prose has by its commas."""


def delimiter_of(text: str) -> str:
    """The mark that parts columns: the one found most evenly over the first lines."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    return max(";,\t|", key=lambda mark: sum(min(line.count(mark), 12) for line in lines))


def text_rows(text: str) -> Iterator[list[str]]:
    """The rows of a text file, whichever way its lines end, however long its texts are."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    return csv.reader(_LINE_ENDS.split(text), delimiter=delimiter_of(text))


def _tabular(text: str) -> bool:
    """True when most lines part into one and the same number of columns; titles above many columns do not count."""
    rows = list(text_rows(text[:SNIFFED]))
    if len(text) > SNIFFED:
        rows.pop()  # cut in its middle
    widths = Counter(map(len, filter(None, rows)))
    width, most = max(((w, n) for w, n in widths.items() if w >= 3), key=lambda t: (t[1], t[0]), default=(0, 0))
    others = widths.total() - (widths[1] if width >= _MANY else 0)
    return width > 0 and most >= 2 and most * 2 >= others
