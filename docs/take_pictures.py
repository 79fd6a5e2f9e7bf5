"""Pictures of the running program on practice data, light and dark, for the manual and the README.

Run from the checkout: `.venv/bin/python docs/take_pictures.py`.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from mttq_desktop import paths
from mttq_desktop.services.opening import open_store
from mttq_desktop.services.practice import fill_with_practice
from mttq_desktop.ui import app as application
from mttq_desktop.ui import entries, theme
from mttq_desktop.ui.help import HelpWindow
from mttq_desktop.ui.pages.catalogues import WORDING, CataloguesPage
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.indicator_page import IndicatorPage
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.kind_papers import open_paper
from mttq_desktop.ui.pages.papers_dialog import PapersDialog
from mttq_desktop.ui.pages.petitions import PetitionsPage
from mttq_desktop.ui.pages.reports import ReportsPage
from mttq_desktop.ui.pages.settings import BACKUP, SettingsPage
from mttq_desktop.ui.program import Program
from mttq_desktop.ui.shell import OfficeWindow

FOLDER = Path(__file__).parent / "manual" / "pictures"
MODES = {theme.Mode.LIGHT: "sang", theme.Mode.DARK: "toi"}
SETTLE_MS, MOMENT_MS = 1_500, 50
NOW = datetime(2024, 4, 5, 9, 30)
Scenes = Iterator[tuple[str, QWidget]]


def wait(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(met: Callable[[], object]) -> None:
    """Let the window work until something is so, and be painted."""
    while not met():
        wait(MOMENT_MS)
    wait(SETTLE_MS)


def page_of(window: OfficeWindow, key: str) -> QWidget:
    """A page of the window, in front and settled."""
    window.open_page(key)
    wait(SETTLE_MS)
    return window.page(key)


def petitions(window: OfficeWindow) -> Scenes:
    """The list, one petition, the form, likely repeats, who has sent."""
    page = page_of(window, entries.PETITIONS)
    assert isinstance(page, PetitionsPage)
    page.list.table.view.selectRow(1)
    wait(SETTLE_MS)
    yield "kien-nghi", window
    page.open_record(page.list.table.model.ids[1], page.list.table.model.ids)
    wait(SETTLE_MS)
    yield "ho-so", window
    for name, view in (("gop-trung", page.repeats), ("dot-gui", page.board)):
        page.bring(view)
        wait(SETTLE_MS)
        yield name, window
    page.add_new()
    wait(SETTLE_MS)
    yield "ghi-kien-nghi", window
    page.show_list()


def importing(window: OfficeWindow) -> Scenes:
    """Choosing files, the rows of the training workbook, what writing it did."""
    page = page_of(window, entries.IMPORTING)
    assert isinstance(page, ImportingPage)
    yield "nhap-excel", window
    page.read(sorted((paths.resources() / "training").glob("*.xlsx")))
    wait_for(lambda: page.job is None)
    yield "nhap-excel-xem", window
    page.write()
    wait_for(lambda: page.job is None)
    yield "nhap-excel-da-ghi", window


def reports(window: OfficeWindow) -> Scenes:
    """The quarterly report's figures and words, the reminders."""
    page = page_of(window, entries.REPORTS)
    assert isinstance(page, ReportsPage)
    wait_for(lambda: page.drawn)
    yield "bao-cao", window
    page.tabs.setCurrentIndex(1)
    wait(SETTLE_MS)
    yield "bao-cao-loi-van", window
    page.tabs.setCurrentIndex(0)
    page.go("D06")
    wait(SETTLE_MS)
    yield "don-doc", window


def plans(window: OfficeWindow) -> Scenes:
    """Hiệp thương, progress, a year, the programme's tree; conclusions of meetings, districts that signed."""
    page = page_of(window, entries.PLAN)
    assert isinstance(page, FamilyPage)
    for key, name in (("task_proposal", "hiep-thuong"), ("progress", "ghi-tien-do"), ("year", "ke-hoach-nam")):
        page.choose(key)
        wait(SETTLE_MS)
        yield name, window
    page.choose("programme")
    programme = page.current
    assert isinstance(programme, KindPage)
    wait(SETTLE_MS)
    programme.open_record(programme.list.table.model.ids[0], programme.list.table.model.ids)
    programme.record.choose_tab("programme_section")
    wait(SETTLE_MS)
    yield "chuong-trinh", window
    meetings = page_of(window, entries.MEETING)
    assert isinstance(meetings, FamilyPage)
    meetings.add_new()
    wait(SETTLE_MS)
    yield "hop-lien-tich", window
    meetings.choose("board")
    wait(SETTLE_MS)
    yield "cap-duoi-ky", window


def supervision(window: OfficeWindow) -> Scenes:
    """The plan of the year, one supervision with its steps, recommendations; a criticised draft."""
    page = page_of(window, entries.SUPERVISION)
    assert isinstance(page, FamilyPage)
    records = page.current
    assert isinstance(records, KindPage)
    records.open_record(records.list.table.model.ids[7], records.list.table.model.ids)
    wait(SETTLE_MS)
    yield "cuoc-giam-sat", window
    open_paper(records.context, window, "D13", records.kind, records.list.table.model.ids[7])
    dialog = next(d for d in window.findChildren(PapersDialog) if d.isVisible())
    wait(SETTLE_MS)
    yield "soan-van-ban", dialog
    dialog.close()
    for member, name in (("plan", "ke-hoach-giam-sat"), ("recommendation", "kien-nghi-theo-doi")):
        page.choose(member)
        wait(SETTLE_MS)
        yield name, window
    drafts = page_of(window, entries.CRITICISM)
    assert isinstance(drafts, FamilyPage)
    found = drafts.current
    assert isinstance(found, KindPage)
    found.open_record(found.list.table.model.ids[1], found.list.table.model.ids)
    wait(SETTLE_MS)
    yield "phan-bien", window


def movement(window: OfficeWindow) -> Scenes:
    """Households and one of them, the figures by organisation; a survey with its verdict; communication."""
    page = page_of(window, entries.MOVEMENT)
    assert isinstance(page, FamilyPage)
    yield "ho-ngheo", window
    yield "ho-ngheo-phieu", _first_record(page, window)
    page.choose("tally")
    wait(SETTLE_MS)
    yield "van-dong-bang", window
    surveys = page_of(window, entries.SURVEY)
    assert isinstance(surveys, FamilyPage)
    yield "hai-long", _first_record(surveys, window)
    page_of(window, entries.COMMUNICATION)
    yield "tuyen-truyen", window


def _first_record(page: FamilyPage, window: OfficeWindow) -> OfficeWindow:
    """The first record of the list in front, in its form."""
    records = page.current
    assert isinstance(records, KindPage)
    records.list.show_every_period(True)
    wait(SETTLE_MS)
    records.open_record(records.list.table.model.ids[0], records.list.table.model.ids)
    wait(SETTLE_MS)
    return window


def indicators(window: OfficeWindow) -> Scenes:
    """All indicators by unit, one of them line by line."""
    page = page_of(window, entries.PERIODIC)
    assert isinstance(page, FamilyPage)
    page.choose("indicators")
    wait_for(lambda: isinstance(page.current, IndicatorPage) and page.current.board is not None)
    assert isinstance(page.current, IndicatorPage)
    page.current.by.setCurrentIndex(1)
    wait(SETTLE_MS)
    page.current.list.choose("B11")
    wait(MOMENT_MS)
    yield "chi-tieu", window


def others(window: OfficeWindow) -> Scenes:
    """The start page, catalogues, settings, help."""
    page_of(window, entries.TODAY)
    yield "hom-nay", window
    catalogues = page_of(window, entries.CATALOGUES)
    assert isinstance(catalogues, CataloguesPage)
    yield "danh-muc", window
    catalogues.sections.go(WORDING)
    wait(SETTLE_MS)
    yield "cau-chu", window
    settings = page_of(window, entries.SETTINGS)
    assert isinstance(settings, SettingsPage)
    yield "cai-dat", window
    settings.go(BACKUP)
    wait(SETTLE_MS)
    yield "sao-luu", window
    help_window = HelpWindow.show_page("nhap-excel", window)
    wait(SETTLE_MS)
    yield "huong-dan", help_window
    help_window.close()


def run(program: Program) -> OfficeWindow:
    """The window of a program, open and as large as a small screen."""
    loop = QEventLoop()
    program.opened.connect(loop.quit)
    program.show()
    loop.exec()
    assert program.window is not None
    program.window.resize(1366, 768)
    return program.window


def first_run(folder: Path, word: str) -> None:
    """The three questions."""
    program = Program(folder / "chua-co", folder / "thiet-lap", now=lambda: NOW)
    program.show()
    wait(SETTLE_MS)
    assert program.first_run is not None
    program.first_run.folder.setText("D:\\MTTQ Desktop")
    program.first_run.grab().save(str(FOLDER / f"lan-dau-{word}.png"))
    program.first_run.close()


def main() -> int:
    """Take every picture at 1366×768."""
    app = application.make_application()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_store(folder / "goc")
        fill_with_practice(database)
        database.close()
        for mode, word in MODES.items():
            theme.apply(app, mode)
            first_run(folder, word)
            data = folder / word / "thuc-hanh"
            shutil.copytree(folder / "goc", data)
            program = Program(data, folder / "thiet-lap", now=lambda: NOW)
            window = run(program)
            for scenes in (others, indicators, movement, petitions, supervision, plans, reports, importing):
                for scene, shown in scenes(window):
                    shown.grab().save(str(FOLDER / f"{scene}-{word}.png"))
            program.close()
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
