"""SQLite's and the system's words turned into ours: full disk, read-only folder, file in use, damaged file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlcipher3 import dbapi2

from mttq_desktop.errors import NoSpace, NotWritable, StoreDamaged, StoreInUse, Trouble, is_full, is_shut

CONTRADICTED = (IntegrityError, dbapi2.IntegrityError)
"""What is raised for a value that contradicts the rest of the store, by mapped objects and by plain SQL."""
_SAFE = "Những gì đã lưu trước đó vẫn còn nguyên."


def trouble_of(error: BaseException, path: Path) -> Trouble | None:
    """The trouble behind a database error, or None when it is a bug of ours."""
    text = str(getattr(error, "orig", None) or error).lower()
    if "disk is full" in text or "disk i/o error" in text or (isinstance(error, OSError) and is_full(error)):
        return NoSpace(
            f"Không ghi được vào “{path.name}”: ổ đĩa đã đầy hoặc bị lỗi.",
            f"{_SAFE} Dọn bớt ổ đĩa chứa “{path.parent}” rồi lưu lại.",
        )
    if "readonly" in text or "unable to open" in text or (isinstance(error, OSError) and is_shut(error)):
        return NotWritable(
            f"Không ghi được vào “{path}”.",
            f"{_SAFE} Kiểm tra ổ đĩa còn đó, thư mục không bị đặt chỉ đọc, hoặc chọn thư mục dữ liệu khác.",
        )
    if "locked" in text or "busy" in text:
        return StoreInUse(
            f"Tệp dữ liệu “{path.name}” đang được chương trình khác ghi.", f"{_SAFE} Đợi một lát rồi thử lại."
        )
    if "not a database" in text or "malformed" in text or "corrupt" in text:
        return StoreDamaged(
            f"“{path.name}” bị hỏng hoặc không phải tệp dữ liệu của MTTQ Desktop.",
            "Không sửa tệp này; phục hồi từ bản sao lưu gần nhất (Cài đặt → Sao lưu).",
        )
    return None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise troubles for people instead of database errors; bugs pass unchanged."""
    try:
        yield
    except (DatabaseError, dbapi2.DatabaseError, OSError) as error:
        trouble = trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error
