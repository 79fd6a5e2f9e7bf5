"""Putting a workbook on the disk: whole or not at all, with a word for people when it cannot be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from mttq_desktop.errors import NoSpace, NotWritable, is_full


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path beside the target to write to; it takes the target's place only when all went well."""
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        os.replace(part, target)
    except OSError as error:
        raise _told(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_book(book: Any, path: Path) -> None:
    """Save an openpyxl book through memory: its zip file, stopped by a full disk, would complain once more later."""
    buffer = BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getbuffer())


def _told(target: Path, error: OSError) -> NoSpace | NotWritable:
    if is_full(error):
        return NoSpace(f"Ổ đĩa đã đầy, chưa ghi được “{target.name}”.", "Xóa bớt tệp hoặc chọn ổ khác.")
    return NotWritable(f"Không ghi được “{target.name}”.", "Đóng tệp nếu đang mở trong Excel, hoặc chọn thư mục khác.")
