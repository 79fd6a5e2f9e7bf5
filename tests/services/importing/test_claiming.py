"""Rows with errors keep their record from being told as gone; how long that may be looked for, and that it stops."""

from pathlib import Path

import pytest

from mttq_desktop.errors import Cancelled
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.importing import claiming, preview, write
from mttq_desktop.services.importing.model import FilePreview
from mttq_desktop.services.importing.superseding import MISSING
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook

BRIDGE = "Đề nghị sửa chữa cầu dân sinh thôn Trung Hòa đã hư hỏng nhiều năm nay, đi lại khó khăn"


@pytest.fixture
def corrected(store: Database, tmp_path: Path) -> FilePreview:
    """A file that repeats two rows of three; the third has other words, another place and a day that is none."""
    write(store, preview(store, [saved(workbook([row(1), row(2), row(3, content=BRIDGE)]), tmp_path)])[0])
    return _look(store, tmp_path)


def _look(store: Database, folder: Path) -> FilePreview:
    wrong = row(3, content=f"{BRIDGE} lắm", day="31/02/2024")
    (found,) = preview(store, [saved(workbook([row(1), row(2), wrong]), folder, "lai.xlsx")])
    return found


def _gone(found: FilePreview) -> list[str]:
    return [p.message for s in found.tables for p in s.problems if p.code == MISSING]


def test_a_row_with_an_error_is_the_record_it_says_again(corrected: FilePreview) -> None:
    assert corrected.counts["rejected"] == 1
    assert _gone(corrected) == []


def test_where_no_value_leads_to_a_record_all_are_looked_at_while_they_are_few(
    store: Database, corrected: FilePreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "_COMMON", 0)
    assert _gone(_look(store, tmp_path)) == []
    monkeypatch.setattr(claiming, "_PAIRS", 0)
    (told,) = _gone(_look(store, tmp_path))
    assert "có 1 dòng mà tệp này không có" in told


def test_it_stops_when_the_person_says_so(store: Database, corrected: FilePreview) -> None:
    def stop() -> None:
        raise Cancelled

    (sheet,) = corrected.tables
    with store.reading() as session, pytest.raises(Cancelled):
        claiming.claimed_by_errors(session, PETITION, sheet, [3], stop)
