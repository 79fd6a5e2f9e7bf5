"""Putting a workbook on the disk: whole or not at all, with a word for people when it cannot be."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mttq_desktop.errors import NoSpace, NotWritable


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


def _told(target: Path, error: OSError) -> NoSpace | NotWritable:
    if error.errno == errno.ENOSPC:
        return NoSpace(f"Ổ đĩa đã đầy, chưa ghi được “{target.name}”.", "Xóa bớt tệp hoặc chọn ổ khác.")
    return NotWritable(f"Không ghi được “{target.name}”.", "Đóng tệp nếu đang mở trong Excel, hoặc chọn thư mục khác.")
