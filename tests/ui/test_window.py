"""The window over the practice province: every page opens, shows what is stored, and does its act."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mttq_desktop.queries.listing import Filter, count
from mttq_desktop.records.catalogue import AUTHORITY
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.ui import entries
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.catalogue_part import CataloguePart
from mttq_desktop.ui.pages.catalogues import CataloguesPage
from mttq_desktop.ui.pages.petitions import PetitionsPage
from mttq_desktop.ui.pages.reports import ReportsPage
from mttq_desktop.ui.pages.start import StartPage
from mttq_desktop.ui.pages.wording_part import WordingPart
from mttq_desktop.ui.program import Program
from mttq_desktop.ui.shell import OfficeWindow
from tests.ui.pages.driving import end

NOW = datetime(2024, 4, 5, 9, 30)
PATIENCE_MS = 20_000


@pytest.fixture
def program(practice_file: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """The program with its window open on a copy of the practice province."""
    folder = tmp_path / "so"
    folder.mkdir()
    (folder / practice_file.name).write_bytes(practice_file.read_bytes())
    running = Program(folder, tmp_path / "settings", now=lambda: NOW)
    with qtbot.waitSignal(running.opened, timeout=PATIENCE_MS):
        running.show()
    yield running
    end(running)


def _window(program: Program) -> OfficeWindow:
    assert program.window is not None
    return program.window


def _context(program: Program) -> Context:
    return program.desk.context


@pytest.mark.parametrize(
    "key",
    [entries.TODAY, entries.PETITIONS, entries.IMPORTING, entries.REPORTS, entries.CATALOGUES, entries.SETTINGS],
)
def test_every_page_opens(program: Program, qtbot: QtBot, key: str) -> None:
    window = _window(program)
    assert window.open_page(key)
    assert window.current_key == key
    assert window.current_page is not None
    assert window.current_page.isVisible()
    assert not window.grab().isNull()
    qtbot.waitUntil(lambda: not program.jobs.busy, timeout=PATIENCE_MS)


def test_the_list_shows_the_period_and_finds_words_without_tones(program: Program, qtbot: QtBot) -> None:
    window = _window(program)
    window.open_page(entries.PETITIONS)
    page = window.page(entries.PETITIONS)
    assert isinstance(page, PetitionsPage)
    with _context(program).database.reading() as session:
        quarter = count(session, PETITION, Filter(period="2024-Q1"))
        roads = count(session, PETITION, Filter(period="2024-Q1", text="duong"))
    qtbot.waitUntil(lambda: len(page.list.table.model.ids) == quarter, timeout=PATIENCE_MS)
    page.list.search("duong")
    qtbot.waitUntil(lambda: len(page.list.table.model.ids) == roads, timeout=PATIENCE_MS)
    assert 0 < roads < quarter


def test_an_authoritys_days_to_reply_can_be_changed(program: Program, qtbot: QtBot) -> None:
    window, context = _window(program), _context(program)
    window.open_page(entries.CATALOGUES)
    page = window.page(entries.CATALOGUES)
    assert isinstance(page, CataloguesPage)
    part = page.part
    assert isinstance(part, CataloguePart)
    wanted = int(context.vocabulary.target("authority").find("Sở Y tế")[0].key)
    part.open_record(wanted)
    part.panel.form.set_value("reply_days", "0")
    part.panel.save()
    assert part.panel.form.boxes["reply_days"].editor.box.property("problem") == "error"
    part.panel.form.set_value("reply_days", "12")
    part.panel.save()
    with context.database.reading() as session:
        assert session.get_one(AUTHORITY.record, wanted).reply_days == 12


def test_the_words_of_a_letter_are_checked_changed_and_put_back(program: Program, qtbot: QtBot) -> None:
    window = _window(program)
    window.open_page(entries.CATALOGUES)
    page = window.page(entries.CATALOGUES)
    assert isinstance(page, CataloguesPage)
    page.sections.go("wording")
    part = page.part
    assert isinstance(part, WordingPart)
    shipped = part.editor.toPlainText()
    part.editor.setPlainText(shipped + " {không có chỗ này}")
    part.save()
    assert part.banner.isVisible()
    part.editor.setPlainText(shipped + " (bổ sung)")
    part.save()
    assert part.editor.toPlainText() == shipped + " (bổ sung)"
    part.reset()
    assert part.editor.toPlainText() == shipped


def test_the_quarterly_report_is_previewed_written_and_remembered(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    window = _window(program)
    window.open_page(entries.REPORTS)
    page = window.page(entries.REPORTS)
    assert isinstance(page, ReportsPage)
    page.set_period(Period.parse("2024-Q1"))
    qtbot.waitUntil(lambda: page.figures.rowCount() > 10, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.paper.pages > 1, timeout=PATIENCE_MS)
    page.tabs.setCurrentIndex(1)
    next(iter(page.words.boxes.values())).setPlainText("Tình hình Nhân dân ổn định.")
    page.save_words()
    out = tmp_path / "bao-cao.docx"
    page.write_to(out)
    qtbot.waitUntil(lambda: out.exists() and not program.jobs.busy, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.before.rowCount() >= 1, timeout=PATIENCE_MS)
    import docx

    text = "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert "Tình hình Nhân dân ổn định." in text


def test_nothing_to_write_is_said_and_the_window_lives_on(program: Program, qtbot: QtBot) -> None:
    window = _window(program)
    window.open_page(entries.REPORTS)
    page = window.page(entries.REPORTS)
    assert isinstance(page, ReportsPage)
    page.document.setCurrentIndex(1)
    page.set_period(Period.parse("2020-Q1"))
    qtbot.waitUntil(lambda: page.banner.isVisible() and not page.write_button.isEnabled(), timeout=PATIENCE_MS)
    assert window.open_page(entries.TODAY)


def test_escape_leads_from_the_search_back_to_where_the_keyboard_was(program: Program, qtbot: QtBot) -> None:
    window = _window(program)
    window.open_page(entries.PETITIONS)
    page = window.page(entries.PETITIONS)
    assert isinstance(page, PetitionsPage)
    page.add_new()
    field = page.entry.form.editor("people").focusProxy()
    assert field is not None
    field.setFocus()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.search_box.hasFocus)
    QTest.keyClicks(window.search_box, "dat dai")
    QTest.keyClick(window.search_box, Qt.Key.Key_Escape)
    assert window.search_box.text() == ""
    assert window.search_box.hasFocus()
    QTest.keyClick(window.search_box, Qt.Key.Key_Escape)
    qtbot.waitUntil(field.hasFocus)
    assert page.current is page.entry, "nothing was left by it"


@pytest.mark.parametrize("width", [1366, 911])
def test_the_hint_of_the_search_stands_whole(program: Program, dressed: object, width: int) -> None:
    window = _window(program)
    window.resize(width, 600)
    box = window.search_box
    assert "Ctrl+K" in box.placeholderText()
    assert box.fontMetrics().horizontalAdvance(box.placeholderText()) < box.width() - 50


def test_the_filters_of_the_petitions_stand_on_one_line(program: Program, dressed: object, qtbot: QtBot) -> None:
    window = _window(program)
    window.resize(1366, 768)
    window.open_page(entries.PETITIONS)
    page = window.page(entries.PETITIONS)
    assert isinstance(page, PetitionsPage)
    page.list.show_repeats(12)
    names = ("Tổ chức", "Huyện gửi", "Lĩnh vực", "Cơ quan", "+ Bộ lọc", "Gộp trùng (12)")
    shown = [b for b in page.list.bar.findChildren(QPushButton) if b.text().startswith(names)]
    repeats = page.list.repeats
    qtbot.waitUntil(lambda: repeats.width() >= repeats.sizeHint().width(), timeout=PATIENCE_MS)
    assert len({b.mapTo(window, QPoint(0, 0)).y() for b in shown}) == 1
    assert len(shown) == len(names)


@pytest.mark.parametrize("height", [493, 620])
def test_no_chart_of_the_start_page_is_crushed_in_a_low_window(program: Program, qtbot: QtBot, height: int) -> None:
    window = _window(program)
    window.resize(910, height)
    window.open_page(entries.TODAY)
    page = window.page(entries.TODAY)
    assert isinstance(page, StartPage)
    qtbot.waitUntil(lambda: page.found is not None and page.width() < 910, timeout=PATIENCE_MS)
    bars = [card.bars for card in page.charts.values()]
    assert all(b.minimumSizeHint().height() > 0 for b in bars)
    qtbot.waitUntil(lambda: all(b.height() >= b.minimumSizeHint().height() for b in bars), timeout=PATIENCE_MS)


def test_a_message_covers_no_button_of_the_page(program: Program, qtbot: QtBot) -> None:
    window = _window(program)
    window.resize(1366, 768)
    window.open_page(entries.PETITIONS)
    page = window.page(entries.PETITIONS)
    assert isinstance(page, PetitionsPage)
    page.bring(page.board)
    toast = window.toast("Đã ghi Huyện Đại Lộc: không có kiến nghị", lambda: None)
    over = QRect(toast.mapTo(window, QPoint(0, 0)), toast.size())
    for button in page.board.findChildren(QPushButton):
        spot = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        assert not over.intersects(spot), button.text()
