"""Hủy in the window while a workbook is read, written or taken back: told as it goes, stopped, nothing half done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mttq_desktop.records.office import Act, ImportBatch
from mttq_desktop.records.petitions import Petition
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_back import written
from mttq_desktop.ui.pages.importing_state import Stage
from tests.excel.books import row, saved, workbook
from tests.ui.pages.driving import Person, drop

ROWS = 6_000


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of some length."""
    return saved(workbook([row(n) for n in range(ROWS)]), tmp_path_factory.mktemp("dai"))


@pytest.fixture
def page(office: Person) -> ImportingPage:
    """The page, open on an empty book."""
    return office.open(entries.IMPORTING, ImportingPage)


def _kept(office: Person) -> tuple[int | None, ...]:
    with office.context.database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(t)) for t in (Petition, ImportBatch, Act))


def _told(page: ImportingPage, begin: Callable[[], object], *, stop: bool) -> list[tuple[int, str]]:
    """What the bar tells of a piece of work, until it ends; with `stop` Hủy is pressed as soon as it tells anything."""
    told: list[tuple[int, str]] = []

    def hear(done: int, _: int | None, text: str) -> None:
        told.append((done, text))
        if stop:
            page.waiting.stop.click()

    begin()
    assert page.job is not None
    page.job.progress.connect(hear)
    return told


def test_cancelling_leaves_everything_as_it_was(office: Person, page: ImportingPage, book: Path) -> None:
    def do(begin: Callable[[], object], *, stop: bool) -> list[tuple[int, str]]:
        told = _told(page, begin, stop=stop)
        office.until(lambda: page.job is None)
        return told

    before = _kept(office)
    do(lambda: drop(page, book), stop=True)
    assert page.files == []
    read = do(lambda: drop(page, book), stop=False)
    assert {f"“{book.name}”: 0 dòng", "Đã đọc xong"} <= {text for _, text in read}
    (loaded,) = page.files
    do(page.write, stop=True)
    assert (_kept(office), loaded.stage) == (before, Stage.READY)
    assert office.toasts() == ["Đã hủy. Chưa ghi tệp nào."]
    wrote = do(page.write, stop=False)
    assert {text for _, text in wrote} == {f"Đang ghi “{book.name}”"}
    assert max(done for done, _ in wrote) >= ROWS / 3
    full = _kept(office)
    assert full[0] == ROWS
    do(lambda: page.undo(written(loaded)), stop=True)
    assert (_kept(office), loaded.stage) == (full, Stage.WRITTEN)
