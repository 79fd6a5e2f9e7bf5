"""The child process: opens one file, understands it, writes what it found to its standard output.

A file can crash it, hang it or fill its memory; the program lives on. It knows no database and no window.
"""

import gc
import hashlib
import os
import pickle
import struct
import sys
import traceback
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mttq_desktop.errors import NoSpace, NotWritable, Problem, Severity, Unreadable
from mttq_desktop.excel import formats
from mttq_desktop.excel.found import (
    Found,
    FoundRow,
    PlainRows,
    encode_plain,
    encode_problem,
    encode_row,
    encode_sheet,
    names_of,
)
from mttq_desktop.excel.reading import open_book
from mttq_desktop.excel.spec import Limits, Opening, Request
from mttq_desktop.excel.understanding import read_sheets
from mttq_desktop.excel.wire import send

if TYPE_CHECKING:
    from mttq_desktop.excel.marked_copy import MarkRequest

_CHUNK = 500
_OURS = Path(__file__).resolve().parents[1]
_OF_THE_FILE = (UnicodeError, EOFError, struct.error, zlib.error, zipfile.BadZipFile, SyntaxError)
"""Errors of content that surface in our own lines (an XML parser's error is a SyntaxError)."""


def main() -> int:
    """Serve one request from standard input."""
    gc.disable()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    asked: Opening | MarkRequest = pickle.load(sys.stdin.buffer)
    try:
        _limit_memory(asked.limits.memory_mb)
        if isinstance(asked, Opening):
            answer(asked, lambda: pickle.load(sys.stdin.buffer), out)
        else:
            mark(asked, out)
    except BaseException as error:  # a panic of the fast reader is no Exception
        send(out, told(error))
    return 0


def told(error: BaseException) -> dict[str, Any]:
    """What is sent of a failure; a library that runs out of memory may end in an error of its own."""
    if out_of_memory(error):
        error = formats.too_large("không đủ bộ nhớ để đọc")
    if isinstance(error, Unreadable):
        return {"t": "unreadable", "code": error.code, "message": error.message, "advice": error.advice}
    return {"t": "crash", "trace": "".join(traceback.format_exception(error)), "file": blames_file(error)}


def out_of_memory(error: BaseException | None) -> bool:
    """True when the error, or one before it, is that memory ran out."""
    return error is not None and (isinstance(error, MemoryError) or out_of_memory(error.__cause__ or error.__context__))


def blames_file(error: BaseException) -> bool:
    """True when a library gave up on the content; False when our own code did, which says nothing of the file."""
    if not isinstance(error, Exception) or isinstance(error, _OF_THE_FILE):
        return True
    innermost = traceback.extract_tb(error.__traceback__)[-1].filename
    return not Path(innermost).is_relative_to(_OURS)


def answer(asked: Opening, rest: Callable[[], Request], out: IO[bytes]) -> None:
    """Open the file, be told the `rest`, and send everything found: file, sheets, rows in chunks, end."""
    path = Path(asked.path)
    data = read_file(path, asked.limits)
    send(out, {"t": "file", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)})
    book = open_book(data, asked.limits)
    del data
    problems = []
    if formats.wrong_extension(path.name, book.format):
        message = f"Đuôi tệp không đúng với nội dung (nội dung là .{book.format}); vẫn đọc được."
        problems.append(encode_problem(Problem("wrong_extension", message, Severity.WARNING)))
    send(out, {"t": "format", "format": book.format, "problems": problems})
    if not any(cell != "" for grid in book.sheets for _, cells in grid.lines() for cell in cells):
        raise Unreadable("empty_file", "Tệp không có ô nào ghi gì.", "Đề nghị nơi gửi gửi lại tệp.")
    request = rest()
    for reading in read_sheets(book, request, path.name):
        spec = next((s for s in request.specs if s.kind == reading.info.kind), None)
        names, _ = names_of(spec)
        send(out, {"t": "sheet", "sheet": encode_sheet(reading.info)})
        _send_rows(out, reading.rows, names)
        late = [[number, encode_problem(p)] for number, p in reading.late]
        problems = [encode_problem(p) for p in reading.info.problems]
        send(out, {"t": "sheet_end", "problems": problems, "late": late, "more": reading.info.more})
    send(out, {"t": "end"})


def _send_rows(out: IO[bytes], found: Iterable[Found], names: Sequence[str]) -> None:
    """Plain rows as they come, the others some together."""
    chunk: list[FoundRow] = []
    for piece in found:
        if isinstance(piece, PlainRows):
            rows, beside = encode_plain(piece, names)
            send(out, {"t": "plain", "rows": rows}, beside)
            continue
        chunk.append(piece)
        if len(chunk) == _CHUNK:
            send(out, {"t": "rows", "rows": [encode_row(r, names) for r in chunk]})
            chunk = []
    send(out, {"t": "rows", "rows": [encode_row(r, names) for r in chunk]})


def mark(request: "MarkRequest", out: IO[bytes]) -> None:
    """Write the marked copy of a file."""
    from mttq_desktop.excel.marked_copy import write_marked

    try:
        write_marked(read_file(Path(request.path), request.limits), request)
    except (NoSpace, NotWritable) as trouble:
        send(
            out, {"t": "trouble", "kind": type(trouble).__name__, "message": trouble.message, "advice": trouble.advice}
        )
        return
    send(out, {"t": "end"})


def read_file(path: Path, limits: Limits) -> bytes:
    """The bytes of the file, read once; refuses what cannot be opened or is too large."""
    formats.check_name(path.name)
    try:
        if path.stat().st_size > limits.file_mb * 1_000_000:
            raise formats.too_large(f"{path.stat().st_size // 1_000_000} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable("file_missing", f"Không thấy tệp “{path.name}”.", "Kiểm tra đường dẫn hoặc ổ USB.") from error
    except PermissionError as error:
        raise Unreadable(
            "file_in_use", f"Không mở được “{path.name}”: tệp đang mở ở chương trình khác hoặc không có quyền đọc.",
            "Đóng tệp trong Excel rồi thử lại.",
        ) from error  # fmt: skip
    except IsADirectoryError as error:
        raise Unreadable("not_a_spreadsheet", f"“{path.name}” là thư mục.", "Chọn một tệp Excel.") from error
    except OSError as error:
        advice = "Chép tệp vào máy rồi thử lại."
        raise Unreadable("damaged", f"Không đọc được “{path.name}” từ ổ đĩa.", advice) from error


def _limit_memory(megabytes: int) -> None:
    """On Linux the system itself stops a file that fills the memory; on Windows the watching program does."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    sys.exit(main())
