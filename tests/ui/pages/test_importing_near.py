"""Petitions that several districts send, in the window: seen before writing, merged or kept apart row by row or all."""

from pathlib import Path

import pytest
from sqlalchemy import select

from mttq_desktop.records.petitions import Petition
from mttq_desktop.services.importing import near
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_lines import NEAR, NOTICES, counts_of
from mttq_desktop.ui.pages.importing_state import Loaded
from tests.excel.books import TITLE, row, saved, workbook
from tests.ui.pages.driving import Person, drop, texts

PAY = "Đề nghị nâng mức phụ cấp cho người hoạt động không chuyên trách ở thôn vì mức hiện nay còn quá thấp"
PAY_AGAIN = "Kiến nghị nâng phụ cấp cho người hoạt động không chuyên trách ở thôn, vì mức hiện nay quá thấp."
WATER = "Kiến nghị đầu tư hệ thống nước sạch, mùa nắng các giếng ven biển đều nhiễm mặn"


@pytest.fixture
def page(office: Person) -> ImportingPage:
    """The page, open on an empty book."""
    return office.open(entries.IMPORTING, ImportingPage)


def _take_in(office: Person, page: ImportingPage, path: Path) -> Loaded:
    drop(page, path)
    office.until(lambda: page.job is None)
    return page.files[-1]


def _merged(office: Person) -> list[int | None]:
    with office.context.database.reading() as session:
        return list(session.scalars(select(Petition.merged_into_id).order_by(Petition.id)))


def test_what_two_districts_send_is_seen_and_decided_before_it_is_written(
    office: Person, page: ImportingPage, tmp_path: Path
) -> None:
    _take_in(office, page, saved(workbook([row(1, content=PAY), row(2, content=WATER)]), tmp_path, "que_son.xlsx"))
    title = (TITLE[0], ("HUYỆN ĐẠI LỘC",), *TITLE[2:])
    rows = [row(n, commune="Xã Đại Hiệp", content=c) for n, c in enumerate((PAY_AGAIN, WATER.upper(), PAY), 1)]
    later = _take_in(office, page, saved(workbook(rows, title=title), tmp_path, "dai_loc.xlsx"))
    page.list.setCurrentRow(1)
    assert page.sheet.loaded is later
    counts = counts_of(later)
    assert (counts[NEAR], counts[NOTICES], page.sheet.pills.current) == (3, 0, NEAR)
    source = page.sheet.source
    assert source is not None
    first, *_ = (texts(cells) for cells in source.rows(range(3)).values())
    assert first[:2] == ["Chưa chọn", "7"]
    assert first[3] == f"dòng 7 tệp “que_son.xlsx” (Huyện Quế Sơn): {PAY}"
    page.sheet.same.click()
    assert page.sheet.same.text() == "Ghi riêng mọi dòng gần giống"
    page.sheet.open_line(2)
    assert [later.merges(s, r) for s, r in later.likes()] == [True, True, False]
    assert page.sheet.same.text() == "Gộp mọi dòng gần giống"
    page.write()
    office.until(lambda: page.job is None)
    assert _merged(office) == [None, None, 1, 2, None]
    assert "Đã gộp 2 kiến nghị gần giống." in page.sheet.banner.title.text()
    page.sheet.choose(NEAR)
    source = page.sheet.source
    assert source is not None
    assert [texts(cells)[0] for cells in source.rows(range(3)).values()] == ["Đã gộp", "Đã gộp", "Đã ghi riêng"]


def test_what_nobody_decided_is_told_where_it_waits(office: Person, page: ImportingPage, tmp_path: Path) -> None:
    rows = [row(1, content=PAY), row(2, content=PAY_AGAIN), row(3, content=f"{PAY_AGAIN} sớm")]
    loaded = _take_in(office, page, saved(workbook(rows), tmp_path, "que_son.xlsx"))
    (sheet,) = loaded.chosen
    _, left_out = (r for _, r in loaded.likes())
    loaded.choose(sheet, left_out, on=False)
    page.write()
    office.until(lambda: page.job is None)
    page.sheet.choose(NEAR)
    source = page.sheet.source
    assert source is not None
    assert [texts(cells)[0] for cells in source.rows(range(2)).values()] == ["Ở Gộp trùng", "Không ghi"]


def test_in_a_long_sheet_the_person_has_repeats_looked_for(
    office: Person, page: ImportingPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "MOST", 1)
    loaded = _take_in(office, page, saved(workbook([row(1, content=PAY), row(2, content=PAY_AGAIN)]), tmp_path))
    assert "chưa tìm kiến nghị gần giống: bấm “Tìm dòng gần giống”" in page.sheet.banner.title.text()
    assert page.sheet.look.isVisible()
    page.sheet.look.click()
    assert page.waiting.stop.isVisible()
    office.until(lambda: page.job is None)
    assert (counts_of(loaded)[NEAR], page.sheet.pills.current) == (1, NEAR)
    assert not page.sheet.look.isVisible()
    assert not page.sheet.banner.isVisible()
