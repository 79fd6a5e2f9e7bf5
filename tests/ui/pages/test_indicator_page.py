"""Indicators through the window: by organisation and unit, rows behind a figure, typed over with a reason and back."""

import pytest
from PySide6.QtCore import Qt

from mttq_desktop.queries.indicators import By, number
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.records.periodic import OVERRIDE, Override
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.settings import read_settings
from mttq_desktop.text.dates import short
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.indicator_page import IndicatorPage
from tests.makers import organisation, unit
from tests.ui.pages.driving import Person

ITEMS = (("HND", "Xã Đại Hiệp", 10), ("HND", "Xã Quế Phú", 20), ("MTTQ", "Xã Quế Phú", 30), ("MTTQ", None, 5))


@pytest.fixture
def page(office: Person) -> IndicatorPage:
    """Four works of two organisations, one of them nowhere; the indicators in front."""
    words = office.context.vocabulary
    with office.context.database.writing("test", "Thêm") as writing:
        for code, place, funds in ITEMS:
            values = {"campaign": "NTM", "content": f"Đường {place}", "organisation_id": organisation(words, code),
                      "unit_id": unit(words, place) if place else None, "period": "2024-Q1",
                      "funds": funds}  # fmt: skip
            keep(writing, checked(CAMPAIGN_ITEM, values, words), words)
    family = office.open(entries.PERIODIC, FamilyPage)
    family.choose("indicators")
    page = family.current
    assert isinstance(page, IndicatorPage)
    _counted(office, page)
    return page


def _counted(office: Person, page: IndicatorPage) -> None:
    office.until(lambda: page.board is not None and not page._asker.busy)


def _lines(page: IndicatorPage) -> dict[str, tuple[str, str]]:
    """Shown and counted by the name of the line, where there is anything."""
    def text(row: int, column: int) -> str:
        item = page.lines.item(row, column)
        assert item is not None
        return item.text()

    found = {text(row, 0): (text(row, 1), text(row, 2)) for row in range(page.lines.rowCount())}
    return {name: figures for name, figures in found.items() if figures != ("0", "0")}


def _choose(page: IndicatorPage, code: str, name: str) -> None:
    page.list.choose(code)
    place = next(i for i, row in enumerate(page.lines.rows) if row.name == name)
    page.lines.setCurrentCell(place, 1)


def test_a_figure_is_seen_by_organisation_and_by_unit_and_nothing_is_lost(office: Person, page: IndicatorPage) -> None:
    page.list.choose("A02")
    assert page.heading.text().startswith("A02. Kinh phí vận động")
    assert _lines(page) == {"Ủy ban MTTQ Việt Nam tỉnh": ("35", "35"), "Hội Nông dân tỉnh": ("30", "30"),
                            "Tổng số": ("65", "65")}  # fmt: skip
    page.by.setCurrentIndex(1)
    office.until(lambda: page.board is not None and page.board.by is By.UNIT)
    assert _lines(page) == {"Huyện Đại Lộc": ("10", "10"), "Huyện Quế Sơn": ("50", "50"),
                            "Chưa ghi đơn vị": ("5", "5"), "Tổng số": ("65", "65")}  # fmt: skip
    page.of.setCurrentIndex(page.of.findData(organisation(office.context.vocabulary, "HND")))
    office.until(lambda: page.board is not None and page.board.organisation is not None)
    assert _lines(page) == {"Huyện Đại Lộc": ("10", "10"), "Huyện Quế Sơn": ("20", "20"), "Tổng số": ("30", "30")}


def test_the_choice_of_units_is_remembered(office: Person, page: IndicatorPage) -> None:
    page.by.setCurrentIndex(1)
    page.units._choose(Choice.NOW.value)
    _counted(office, page)
    assert office.context.settings.units_by is Choice.NOW
    with office.context.database.reading() as session:
        assert read_settings(session).units_by is Choice.NOW


def test_the_records_behind_a_line_open(office: Person, page: IndicatorPage) -> None:
    page.by.setCurrentIndex(1)
    office.until(lambda: page.board is not None and page.board.by is By.UNIT)
    _choose(page, "A02", "Huyện Quế Sơn")
    office.press(page.lines, Qt.Key.Key_Return)
    office.until(lambda: page.rows is not None and len(page.rows.table.model.ids) == 2)
    assert page.rows is not None
    assert page.rows.kind is CAMPAIGN_ITEM
    page.rows.reject()


def test_a_figure_is_typed_over_with_its_reason_and_taken_back(
    office: Person, page: IndicatorPage
) -> None:
    page.by.setCurrentIndex(1)
    office.until(lambda: page.board is not None and page.board.by is By.UNIT)
    _choose(page, "A02", "Huyện Đại Lộc")
    assert not page.back.isEnabled()
    page.type.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.form.set_value("figure", "1.000")
    dialog.try_it()
    assert dialog.isVisible(), "a figure without a reason is not kept"
    dialog.form.set_value("note", "Báo cáo giấy số 12")
    dialog.try_it()
    office.until(lambda: "Huyện Đại Lộc" in _lines(page) and _lines(page)["Huyện Đại Lộc"] == ("1.000 *", "10"))
    assert _lines(page)["Tổng số"] == ("1.055 *", "65")
    assert page.told.text().startswith("Ghi đè 1.000 thay cho 10 đếm từ sổ. Báo cáo giấy số 12. ")
    assert page.told.text().endswith(f"ngày {short(office.program.desk._now().date())}.")
    with office.context.database.reading() as session:
        (kept,) = session.query(Override)
        assert [kept.value, kept.counted, kept.note] == [1000, 10, "Báo cáo giấy số 12"]
        assert kept.unit_id == unit(office.context.vocabulary, "Huyện Đại Lộc")
    assert page.board is not None
    exported = page.board.line_table("A02")
    assert ("Huyện Đại Lộc", 1000, 10, 10, None, None, "Báo cáo giấy số 12") in [tuple(r) for r in exported.rows]
    page.back.click()
    office.until(lambda: _lines(page)["Huyện Đại Lộc"] == ("10", "10"))
    assert _lines(page)["Tổng số"] == ("65", "65")
    office.program.desk.shell.take_back()
    office.until(lambda: _lines(page)["Huyện Đại Lộc"] == ("1.000 *", "10"))


def test_what_no_unit_stands_for_is_not_typed_over(office: Person, page: IndicatorPage) -> None:
    page.by.setCurrentIndex(1)
    office.until(lambda: page.board is not None and page.board.by is By.UNIT)
    _choose(page, "A02", "Chưa ghi đơn vị")
    assert not page.type.isEnabled()
    assert "chưa ghi đơn vị" in page.type.toolTip()


def test_the_shell_opens_a_typed_figure_at_its_indicator(office: Person, page: IndicatorPage) -> None:
    words = office.context.vocabulary
    values = {"indicator": "A14", "period": "2023", "organisation_id": organisation(words, "HND"), "state": "value",
              "value": number(3).amount, "note": "Giấy"}  # fmt: skip
    with office.context.database.writing("test", "Ghi đè") as writing:
        record = keep(writing, checked(OVERRIDE, values, words), words)
    office.program.desk.shell.open_record(OVERRIDE, record)
    office.until(lambda: page.board is not None and page.board.period.code == "2023" and page.list.code == "A14")
    assert page.heading.text().startswith("A14.")
