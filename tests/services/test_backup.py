"""Putting a copy back: the present is kept beside, also when it is damaged."""

from datetime import datetime
from pathlib import Path

from mttq_desktop.services.backup import restore
from mttq_desktop.store.backup import check_file

NOW = datetime(2024, 4, 5, 9, 30)


def test_a_damaged_book_is_kept_byte_for_byte_and_replaced(empty_store: Path, tmp_path: Path) -> None:
    book = tmp_path / empty_store.name
    book.write_bytes(b"hong" * 3000)
    book.with_name(f"{book.name}-wal").write_bytes(b"nhat ky")
    done = restore(empty_store, book, NOW)
    assert done.kept_before is not None
    assert done.kept_before.read_bytes() == b"hong" * 3000
    assert done.kept_before.with_name(f"{done.kept_before.name}-wal").read_bytes() == b"nhat ky"
    assert check_file(book).sound
    assert not book.with_name(f"{book.name}-wal").exists()
