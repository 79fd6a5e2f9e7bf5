"""Papers of a record driven as a person does: the menu beside the form, the paper, texts, issuing, PDF."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.supervisions import SUPERVISION, SUPERVISION_MEMBER, Supervision
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.reports import write_paper
from mttq_desktop.store.database import Database
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.papers_dialog import BEFORE, FIGURES, MISSING, WORDS, PapersDialog
from mttq_desktop.ui.pages.rows_dialog import RowsDialog
from mttq_desktop.ui.widgets.paper import PaperPreview
from tests.makers import organisation
from tests.services.reports.test_papers import put

TODAY = date(2024, 4, 5)


class Told:
    """What the pages told."""

    def __init__(self) -> None:
        self.troubles: list[Trouble] = []
        self.opened: list[tuple[str, int]] = []

    def open_record(self, kind: Kind[Any], record_id: int, among: Sequence[int] = ()) -> None:
        """What was opened."""
        self.opened.append((kind.name, record_id))

    def show_page(self, key: str, **args: object) -> None:
        """Not asked in these tests."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Not looked at here."""

    def explain(self, trouble: Trouble) -> None:
        """What went wrong."""
        self.troubles.append(trouble)


@pytest.fixture
def context(store: Database, dressed: QApplication) -> Iterator[Context]:
    jobs = Jobs()
    yield Context(store, jobs, lambda: TODAY, Told())
    assert jobs.stop()


@pytest.fixture
def supervision(store: Database, vocabulary: Vocabulary) -> int:
    values = {"year": 2024, "content": "Giám sát thu, chi đầu năm học", "form": "HT2", "level": "province",
              "chair_id": organisation(vocabulary, "MTTQ")}  # fmt: skip
    head = {"name": "Trần Thị Thử", "title": "Phó Chủ tịch", "role": "TRD"}
    return put(store, vocabulary, SUPERVISION, values, {SUPERVISION_MEMBER: [head]})


def opened(context: Context, code: str, record_id: int, qtbot: QtBot, parent: KindPage) -> PapersDialog:
    dialog = PapersDialog(context, code, SUPERVISION, record_id, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.prepared is not None and dialog.paper.pages > 0)
    return dialog


@pytest.fixture
def page(context: Context, supervision: int, qtbot: QtBot) -> KindPage:
    page = KindPage(context, Look(SUPERVISION))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.opened()
    page.open_record(supervision)
    return page


def test_the_menu_beside_the_form_names_each_paper_and_why_not_yet(page: KindPage, supervision: int) -> None:
    (button,) = (b for b in page.findChildren(QPushButton) if b.text().startswith("Soạn văn bản"))
    menu = button.menu()
    assert menu is not None
    actions = {a.text(): a.isEnabled() for a in menu.actions()}
    assert actions["Quyết định thành lập Đoàn giám sát…"]
    assert not actions["Công văn kiến nghị sau giám sát  –  chưa ghi kiến nghị sau giám sát nào"]


def test_the_paper_is_shown_with_what_is_missing_then_issued(
    context: Context, page: KindPage, supervision: int, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # neither Word nor LibreOffice
    dialog = opened(context, "D13", supervision, qtbot, page)
    assert dialog.prepared is not None
    assert any("số kế hoạch" in g.message for g in dialog.prepared.gaps)
    assert dialog.tabs.group.button(MISSING).text().startswith("Còn thiếu (")
    dialog.write_to(tmp_path / "qd.docx")
    qtbot.waitUntil(lambda: bool(dialog.prepared and dialog.prepared.letters))
    assert (tmp_path / "qd.docx").is_file()
    assert dialog.tabs.group.button(BEFORE).text() == "Đã phát hành (1)"
    dialog.write_pdf(tmp_path / "qd.pdf")
    assert (tmp_path / "qd.pdf").read_bytes().startswith(b"%PDF")
    with context.database.reading() as session:
        assert session.get_one(Supervision, supervision).decision_number == "01/QĐ-MTTQ-BTT"
    dialog.close()


def test_figures_that_moved_since_a_paper_was_issued_are_told(
    context: Context, page: KindPage, supervision: int, vocabulary: Vocabulary, qtbot: QtBot, tmp_path: Path
) -> None:
    write_paper(context.database, "D13", SUPERVISION, supervision, tmp_path / "qd.docx", TODAY)
    with context.database.writing("test", "Bớt") as writing:
        values = {"year": 2024, "content": "Giám sát thu, chi đầu năm học", "form": "HT2", "level": "province",
                  "chair_id": organisation(vocabulary, "MTTQ")}  # fmt: skip
        keep(writing, checked(SUPERVISION, values, vocabulary), vocabulary, supervision, None,
             {SUPERVISION_MEMBER.name: []})  # fmt: skip
    dialog = opened(context, "D13", supervision, qtbot, page)
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.banner.title.text() == "Số liệu đã đổi từ khi phát hành văn bản số 01/QĐ-MTTQ-BTT."
    assert "Thành viên đoàn: 1 → 0" in dialog.banner.words.text()
    dialog.close()


def test_a_text_typed_in_the_dialog_stands_on_the_paper(
    context: Context, page: KindPage, supervision: int, qtbot: QtBot
) -> None:
    dialog = opened(context, "D12", supervision, qtbot, page)
    dialog.tabs.setCurrentIndex(WORDS)
    before = dialog.prepared
    dialog.words.boxes["duties"].setPlainText("Bà Thử phụ trách chung.")
    dialog.words.save()
    qtbot.waitUntil(lambda: dialog.prepared is not before)
    assert dialog.prepared is not None
    assert "Bà Thử phụ trách chung." in str(dialog.prepared.drawn[0].document)
    dialog.close()


def test_a_failed_file_is_told_in_the_dialog(
    context: Context, page: KindPage, supervision: int, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # neither Word nor LibreOffice
    dialog = opened(context, "D13", supervision, qtbot, page)
    blocked = tmp_path / "tệp"
    blocked.write_text("x", encoding="utf-8")
    dialog.write_to(blocked / "qd.docx")
    qtbot.waitUntil(dialog.banner.isVisible)
    dialog.write_pdf(blocked / "qd.pdf")
    assert dialog.banner.isVisible()
    dialog.close()


def test_writing_stopped_leaves_no_number_and_can_be_begun_again(
    context: Context, page: KindPage, supervision: int, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog, held = opened(context, "D13", supervision, qtbot, page), threading.Event()
    context.jobs.do("Việc khác", lambda _: held.wait(), lambda _: None)
    dialog.write_to(tmp_path / "qd.docx")
    assert not dialog.write_button.isEnabled(), "it is not issued twice"
    context.jobs.running[-1].cancel()
    held.set()
    qtbot.waitUntil(dialog.write_button.isEnabled)
    assert "Đã hủy" in dialog.banner.title.text()
    assert not (tmp_path / "qd.docx").exists()
    dialog.write_to(tmp_path / "qd.docx")
    qtbot.waitUntil(lambda: bool(dialog.prepared and dialog.prepared.letters))
    assert (tmp_path / "qd.docx").is_file()
    dialog.close()


def test_a_number_opens_the_rows_that_make_it_from_a_table_and_from_the_paper(
    context: Context, page: KindPage, supervision: int, qtbot: QtBot
) -> None:
    dialog = opened(context, "D12", supervision, qtbot, page)
    dialog.tabs.setCurrentIndex(FIGURES)
    table = dialog.figures.table
    names = [table.item(row, 0) for row in range(table.rowCount())]
    assert [item.text() for item in names if item] == ["Thành viên đoàn", "Buổi làm việc", "Kiến nghị sau giám sát"]
    table.setCurrentCell(0, 1)
    qtbot.waitUntil(lambda: "1 ghi tay" in dialog.figures.source.text())
    dialog.open_figure("supervision_session")
    assert dialog.banner.title.text() == "Buổi làm việc: không có dòng nào."
    spot = next(p for p in _grid_of(dialog.paper) if dialog.paper.figure_at(p) == "supervision_member")
    QTest.mouseClick(dialog.paper.widget(), Qt.MouseButton.LeftButton, pos=spot.toPoint())
    rows = dialog.findChild(RowsDialog)
    assert rows is not None
    qtbot.waitUntil(lambda: len(rows.table.model.ids) == 1)
    assert rows.kind is SUPERVISION_MEMBER
    rows.open_record(rows.table.model.ids[0])
    shell = context.shell
    assert isinstance(shell, Told)
    assert shell.opened == [("supervision", supervision)]
    assert not dialog.isVisible()


def _grid_of(paper: PaperPreview) -> Iterator[QPointF]:
    """Points of the sheets, close enough to meet every word."""
    sheet = paper.widget().size()
    return (QPointF(x, y) for y in range(0, sheet.height(), 4) for x in range(0, sheet.width(), 4))
