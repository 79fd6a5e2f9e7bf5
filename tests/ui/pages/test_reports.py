"""Reports through the window: a number opens its rows, words are kept, Word is written, moved figures are told."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mttq_desktop.errors import Refused
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.catalogue import PERSON
from mttq_desktop.rules.period import Period
from mttq_desktop.services.catalogues import save_entry
from mttq_desktop.services.keeping import checked
from mttq_desktop.services.petitions.sorting import trash
from mttq_desktop.ui import entries
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.pages.petitions import PetitionsPage
from mttq_desktop.ui.pages.reports import BEFORE, FIGURES, MISSING, SIGNING, WORDS, ReportsPage
from mttq_desktop.ui.pages.rows_dialog import RowsDialog
from mttq_desktop.ui.widgets.paper import PaperPreview
from mttq_desktop.ui.widgets.scroll import Scroll
from tests.makers import organisation
from tests.ui.pages.driving import Person

TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def page(training: Person) -> ReportsPage:
    """The quarterly report of the practice province, drawn."""
    page = training.open(entries.REPORTS, ReportsPage)
    page.set_period(Period.parse("2024-Q1"))
    training.until(lambda: page.drawn and page.paper.pages)
    return page


def _figures(page: ReportsPage) -> dict[str, str]:
    """The first number of each line of the table."""
    cells = [[page.figures.item(r, c) for c in (0, 1)] for r in range(page.figures.rowCount())]
    return {name.text(): number.text() for name, number in cells if name is not None and number is not None}


def _again(training: Person, page: ReportsPage, act: Callable[[], object]) -> None:
    """Do something after which the document is drawn anew."""
    drawn = page.drawn
    act()
    training.until(lambda: page.drawn and page.drawn is not drawn)


def _preview(page: ReportsPage) -> str:
    return " ".join(part.text.toPlainText() for part in page.paper._laid)


def _paragraphs(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


def test_a_number_opens_the_petitions_behind_it(training: Person, page: ReportsPage) -> None:
    table = page.figures
    table.setCurrentCell(0, 1)
    wanted = int(next(iter(_figures(page).values())))
    training.until(lambda: "ghi tay" in page.figures_part.source.text())
    training.press(table, Qt.Key.Key_Return)
    training.until(lambda: page.findChild(RowsDialog))
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    training.until(lambda: len(dialog.table.model.ids) == wanted)
    record = dialog.table.model.ids[0]
    dialog.open_record(record)
    petitions = training.window.page(entries.PETITIONS)
    assert isinstance(petitions, PetitionsPage)
    assert training.window.current_key == entries.PETITIONS
    assert petitions.record.facts is not None
    assert petitions.record.facts.id == record


def test_every_family_of_figures_adds_up_to_what_the_document_counts(training: Person, page: ReportsPage) -> None:
    part = page.figures_part
    part.choose("sum")
    assert page.figures.columnCount() == 2, "nothing was recorded a year before, so nothing stands beside"
    received, merged = _figures(page)["Ý kiến, kiến nghị đã nhận"], _figures(page)["Kiến nghị sau gộp"]
    assert f"tổng số {received} ý kiến" in _preview(page)
    part.choose("field")
    *fields, total = (int(number) for number in _figures(page).values())
    assert sum(fields) == total == int(merged)


def test_names_have_room_beside_the_numbers_of_the_quarter(training: Person, page: ReportsPage) -> None:
    training.window.resize(1366, 768)
    page.figures_part.choose("field")
    assert page.figures.columnCount() == 7
    names, room = page.figures.columnWidth(0), page.figures.viewport().width()
    assert names >= room // 4, "a third where letters are narrow"


def test_a_low_screen_squeezes_nothing(training: Person, page: ReportsPage) -> None:
    training.window.resize(911, 512)
    training.until(lambda: page.window().width() == 911)
    training.until(lambda: page.document.height() >= page.document.heightForWidth(page.document.width()))
    training.until(lambda: page.tabs.height() >= page.tabs.heightForWidth(page.tabs.width()))
    training.until(lambda: page.figures.height() > 100)
    training.window.resize(1366, 768)
    (around,) = (s for s in page.findChildren(Scroll) if s.isAncestorOf(page.document))
    training.until(lambda: around.viewport().height() > 600 and around.verticalScrollBar().maximum() == 0)


def test_the_narrative_is_kept_for_the_period_and_stands_on_the_paper(training: Person, page: ReportsPage) -> None:
    page.tabs.setCurrentIndex(WORDS)
    box = next(iter(page.words.boxes.values()))
    box.setPlainText("Tình hình tư tưởng ổn định.")
    _again(training, page, page.words.save)
    assert "Tình hình tư tưởng ổn định." in _preview(page)
    page.set_period(Period.parse("2023-Q4"))
    page.set_period(Period.parse("2024-Q1"))
    assert next(iter(page.words.boxes.values())).toPlainText() == "Tình hình tư tưởng ổn định."


def test_a_signer_is_chosen_and_signs(training: Person, page: ReportsPage) -> None:
    words = training.context.vocabulary
    values = {"name": "Nguyễn Thử Nghiệm", "title": "Phó Chủ tịch", "organisation_id": organisation(words, "MTTQ")}
    kept = save_entry(training.context.database, checked(PERSON, values, words), words)
    training.until(lambda: kept in training.context.vocabulary.target("person").by_key)
    page.tabs.setCurrentIndex(SIGNING)
    page.signing.show_document(page.kind.code)
    page.signing.form.set_value("signer_id", "Nguyễn Thử Nghiệm")
    _again(training, page, lambda: page.signing.form.left.emit("signer_id"))
    assert training.context.settings.signer_id == kept
    assert "Nguyễn Thử Nghiệm" in _preview(page)


def test_a_place_nobody_knows_in_the_recipients_is_refused_beside_them(training: Person, page: ReportsPage) -> None:
    page.tabs.setCurrentIndex(SIGNING)
    box = list(page.signing.boxes.values())[-1]
    box.setPlainText("Như trên {khong_co}")
    page.signing.save()
    assert page.signing.error.isVisible()
    assert "{khong_co}" in page.signing.error.text()


def test_the_report_written_is_what_the_preview_showed_and_is_found_by_its_mark(
    training: Person, page: ReportsPage, tmp_path: Path
) -> None:
    out = tmp_path / "bao_cao.docx"
    training.name(out)
    page.write_button.click()
    training.until(lambda: page.banner.isVisible() and "bao_cao.docx" in page.banner.title.text())
    training.until(lambda: page.before.rowCount() == 1)
    preview = " ".join(_preview(page).split())
    for paragraph in _paragraphs(out).splitlines():
        assert " ".join(paragraph.split()) in preview
    assert "Số: 01/BC-MTTQ-BTT" in preview
    assert page.banner.isVisible(), "the words about the file stay when the figures are drawn anew"
    page.tabs.setCurrentIndex(BEFORE)
    assert page.history.file == out
    assert page.history.file_button.isEnabled()
    page.tabs.setCurrentIndex(FIGURES)
    _find_by_the_mark_in_its_footer(training, page)
    assert (page.tabs.currentIndex(), page.kind.code) == (BEFORE, "D04")


def _find_by_the_mark_in_its_footer(training: Person, page: ReportsPage) -> None:
    mark, box, window = page.drawn[0].figures.mark, training.window.search_box, training.window
    window.period_chooser.set_period(Period.parse("2023"))
    window.open_page(entries.PETITIONS)
    training.press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    training.until(box.hasFocus)
    QTest.keyClicks(box, mark.lower())
    training.until(lambda: box.popup().isVisible())
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    training.until(lambda: window.current_key == entries.REPORTS and page.period == Period.parse("2024-Q1"))


def test_letters_go_one_to_each_authority(training: Person, page: ReportsPage, tmp_path: Path) -> None:
    _again(training, page, lambda: page.document.setCurrentIndex(2))
    assert page.which.isVisible()
    assert page.which.count() == len(page.drawn) > 1
    page.which.setCurrentIndex(1)
    assert page.drawn[1].to in _preview(page)
    training.name(tmp_path)
    page.write()
    training.until(lambda: "tệp Word" in page.banner.title.text())
    (folder,) = tmp_path.glob("D0*")
    assert folder.name.endswith(" 05.04.2024"), "a new folder in the chosen one"
    assert len(list(folder.glob("*.docx"))) == len(page.drawn)


def test_figures_that_moved_since_the_issue_are_told(training: Person, page: ReportsPage, tmp_path: Path) -> None:
    page.write_to(tmp_path / "bao_cao.docx")
    training.until(lambda: page.before.rowCount() == 1)
    page.document.setCurrentIndex(4)
    _again(training, page, lambda: page.document.setCurrentIndex(0))
    _trash_one(training, page)
    training.until(lambda: "Số liệu đã đổi" in page.banner.title.text())
    assert "01/BC-MTTQ-BTT" in page.banner.title.text()
    page.tabs.setCurrentIndex(BEFORE)
    assert page.history.differences.count() > 1


def _trash_one(training: Person, page: ReportsPage) -> None:
    figures = page.drawn[0].figures
    for record in figures.ids[next(k for k, label in figures.labels.items() if label == "Ý kiến, kiến nghị đã nhận")]:
        try:
            trash(training.context.database, [record])
        except Refused:
            continue
        return


def _first_figure(paper: PaperPreview) -> QPoint:
    """Where the first number of the paper lies."""
    first = paper.spots()[0].toRect()
    lines, letters = range(first.top(), first.bottom(), 4), range(first.left(), first.right(), 4)
    return next(QPoint(x, y) for y in lines for x in letters if paper.figure_at(QPointF(x, y)))


def test_a_number_on_the_paper_opens_its_rows_and_is_shown_to_be_one(training: Person, page: ReportsPage) -> None:
    sheets, spot = page.paper._sheets, _first_figure(page.paper)
    key = page.paper.figure_at(QPointF(spot))
    QTest.mouseMove(sheets, spot)
    training.until(lambda: sheets.cursor().shape() is Qt.CursorShape.PointingHandCursor)
    assert "mở các dòng" in sheets.toolTip()
    QTest.mouseClick(sheets, Qt.MouseButton.LeftButton, pos=spot)
    training.until(lambda: page.findChild(RowsDialog))
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    training.until(lambda: len(dialog.table.model.ids) == page.drawn[0].figures.counts[key])
    training.until(lambda: dialog.source.text() == "Nguồn: ghi tay trong sổ")
    page.paper.point_at(None)
    assert sheets.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_figures_of_the_joint_report_stand_by_organisation_and_by_district(training: Person, page: ReportsPage) -> None:
    page.set_period(Period.parse("2023"))
    _again(training, page, lambda: page.go("D01"))
    table = page.figures
    heads = [table.horizontalHeaderItem(c) for c in range(table.columnCount())]
    assert [h.text() for h in heads if h][:3] == ["Chỉ tiêu", "Tổng", "MTTQ"]
    first = table.item(0, 0)
    assert first is not None
    assert first.text().startswith("A01. ")
    table.setCurrentCell(0, 2)
    training.until(page.figures_part.open_link.isVisible)
    training.press(table, Qt.Key.Key_Return)
    training.until(lambda: page.findChild(RowsDialog))
    for choice in (Choice.THEN, Choice.NOW):
        _again(training, page, partial(page.units._choose, choice.value))
        page.figures_part.choose("units")
        rows = [table.item(r, 0) for r in range(table.rowCount())]
        assert "Huyện Quế Sơn" in [r.text() for r in rows if r]
    assert training.context.settings.units_by is Choice.NOW


def test_a_change_shows_the_records_of_both_periods(training: Person, page: ReportsPage) -> None:
    page.set_period(Period.parse("2024-H1"))
    _again(training, page, lambda: page.go("D01"))
    page.paper.figure_asked.emit("A12/change")
    training.until(lambda: page.findChild(RowsDialog))
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    titles = [label.text() for label in dialog.findChildren(QLabel, "side")]
    assert [t.partition(" – ")[0] for t in titles] == ["Kỳ này: 6 tháng đầu năm 2024", "Cùng kỳ: 6 tháng đầu năm 2023"]
    now, before = dialog.tables
    training.until(lambda: now.model.ids and before.model.ids)
    counts = page.drawn[0].figures.counts
    assert (len(now.model.ids), len(before.model.ids)) == (counts["A12"], counts["A12/last"])
    training.until(lambda: now.current_id() is not None)
    before.select_id(before.model.ids[0])
    assert (dialog.table is before, now.current_id()) == (True, None)
    columns = [head.text() for c in range(page.figures.columnCount()) if (head := page.figures.horizontalHeaderItem(c))]
    assert columns[-2:] == ["Cùng kỳ", "Tăng/giảm"]
    assert columns.count("Cùng kỳ") == 1


def test_what_is_missing_can_be_opened(training: Person, page: ReportsPage) -> None:
    page.tabs.setCurrentIndex(MISSING)
    lines = page.missing.lines.count() - 1
    assert lines > 0
    assert page.tabs.group.button(MISSING).text() == f"Còn thiếu ({lines})"
    assert page.missing.isVisible()
    page.tabs.setCurrentIndex(FIGURES)
    assert page.figures_part.isVisible()
    page.go("D01")
    training.until(lambda: not page.drawn)
    assert page.tabs.group.button(MISSING).text() == "Còn thiếu"
    assert not page.paper.isVisible()


def test_a_folder_that_cannot_be_written_is_told(
    training: Person, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "tep").write_text("không phải thư mục")
    page.write_to(tmp_path / "tep" / "bao_cao.docx")
    assert "bao_cao.docx" in training.told()
    assert page.before.rowCount() == 0
    page.write_pdf(tmp_path / "tep" / "bao_cao.pdf")
    assert "bao_cao.pdf" in training.told()


def test_the_pages_go_into_a_pdf(
    training: Person, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # neither Word nor LibreOffice
    training.name(tmp_path / "bao_cao.pdf")
    page.pdf_button.click()
    assert (tmp_path / "bao_cao.pdf").read_bytes().startswith(b"%PDF")
    assert training.toasts() == ["Đã lưu “bao_cao.pdf”."]


def test_the_tables_go_into_a_workbook(training: Person, page: ReportsPage, tmp_path: Path) -> None:
    training.name(tmp_path / "bang.xlsx")
    page.excel_button.click()
    training.until(lambda: training.toasts() == ["Đã xuất 3 bảng ra “bang.xlsx”."])
    assert (tmp_path / "bang.xlsx").is_file()


def test_a_joint_report_is_signed_by_all_at_a_tick(training: Person, page: ReportsPage) -> None:
    page.set_period(Period.parse("2023"))
    _again(training, page, lambda: page.go("D01"))
    page.tabs.setCurrentIndex(SIGNING)
    assert page.signing.together.isVisible()
    assert "ĐOÀN TNCS HỒ CHÍ MINH" not in _preview(page)
    _again(training, page, page.signing.together.click)
    assert "ĐOÀN TNCS HỒ CHÍ MINH" in _preview(page)
    _again(training, page, lambda: page.go("D08"))
    assert not page.signing.together.isVisible()


def test_words_of_the_organisations_are_one_press_away(training: Person, page: ReportsPage) -> None:
    page.set_period(Period.parse("2023"))
    _again(training, page, lambda: page.go("D01"))
    page.tabs.setCurrentIndex(WORDS)
    (link, *others) = page.words.findChildren(LinkButton)
    assert len(others) > 5
    box = page.words.boxes["lead"]
    box.setPlainText("Văn phòng viết.")
    theirs = link.toolTip()
    _again(training, page, link.click)
    assert box.typed == f"Văn phòng viết.\n{theirs}"
    link.click()
    assert box.typed.count(theirs) == 1
    assert all(b.height() >= 84 for b in page.words.boxes.values())
