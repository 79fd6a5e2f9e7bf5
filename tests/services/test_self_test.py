"""What the shipped program tries by itself: it passes here, and a failure is an answer, not an end."""

from pathlib import Path

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.services import reports, self_test
from mttq_desktop.services.importing.shelf import Shelf
from mttq_desktop.store.database import Database


def test_a_workbook_is_taken_in_and_sent_back(store: Database, tmp_path: Path) -> None:
    found = self_test.take_in_workbook(store, tmp_path)
    assert found["rows"]["new"] == 6
    assert (tmp_path / "gửi lại.xlsx").stat().st_size > 5_000


def test_rows_lie_aside_and_come_back() -> None:
    found = self_test.lay_rows_aside()
    assert found["rows"] >= found["aside"] > 40


def test_without_a_place_for_them_the_step_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shelf, "lay", lambda *_: None)
    with pytest.raises(Refused, match="0 dòng nằm ngoài bộ nhớ"):
        self_test.lay_rows_aside()


def test_a_copy_is_made_and_checked(store: Database, tmp_path: Path) -> None:
    assert self_test.copy_and_check(store, tmp_path)["petitions"] == 0


def test_documents_that_cannot_be_written_are_named(store: Database, tmp_path: Path) -> None:
    """An empty book has nothing for letters and records."""
    with pytest.raises(Refused) as refused:
        self_test.write_documents(store, tmp_path)
    assert "'D05'" in refused.value.message
    assert "D13 supervision" in refused.value.message
    assert "'D04'" not in refused.value.message
    assert (tmp_path / "D04.docx").is_file()


def test_every_document_of_the_program_is_tried(store: Database, tmp_path: Path) -> None:
    tried = [code for code, _ in (*self_test._of_periods(store, tmp_path), *self_test._of_records(store, tmp_path))]
    assert len(tried) == len(set(tried))
    known = {d.code for d in reports.DOCUMENTS} | {d.code for d in reports.PAPERS}
    assert {code.split()[0] for code in tried} == known


def test_a_step_that_fails_says_why() -> None:
    def work() -> dict[str, object]:
        raise Refused("Không được.")

    step = self_test.attempt("thử", work)
    assert not step.passed
    assert "Không được." in step.found["why"]


def test_versions_of_everything_are_known() -> None:
    told = self_test.versions()
    assert not [name for name, version in told.items() if not version]
