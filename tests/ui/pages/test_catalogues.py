"""Catalogues through the window: an entry edited, a name added and thrown away, words changed and put back."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QDialog
from sqlalchemy import event

from mttq_desktop.queries.listing import Filter, count
from mttq_desktop.records.catalogue import AUTHORITY, CODE_ITEM, HOLIDAY, PERSON
from mttq_desktop.records.deadlines import DEADLINE_RULE, DeadlineRule
from mttq_desktop.records.periodic import INDICATOR
from mttq_desktop.records.surveys import THRESHOLD, Threshold
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.catalogue_part import CataloguePart
from mttq_desktop.ui.pages.catalogues import WORDING, CataloguesPage
from mttq_desktop.ui.pages.wording_part import WordingPart
from mttq_desktop.ui.pages.wording_version import VersionDialog
from tests.ui.pages.driving import Person, texts

SAVE = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(office: Person) -> CataloguesPage:
    """The catalogues."""
    return office.open(entries.CATALOGUES, CataloguesPage)


@pytest.fixture
def wording(page: CataloguesPage) -> WordingPart:
    """The words of the documents."""
    page.sections.go(WORDING)
    assert isinstance(page.part, WordingPart)
    return page.part


def _part(office: Person, page: CataloguesPage, name: str) -> CataloguePart:
    page.sections.go(name)
    part = page.part
    assert isinstance(part, CataloguePart)
    office.until(lambda: not part.table.model.busy)
    return part


def test_days_to_reply_are_checked_beside_the_field_and_kept(office: Person, page: CataloguesPage) -> None:
    part = _part(office, page, AUTHORITY.name)
    wanted = int(office.context.vocabulary.target("authority").find("Sở Y tế")[0].key)
    part.open_record(wanted)
    assert part.panel.heading.text() == "Sở Y tế"
    part.panel.form.set_value("reply_days", "không")
    office.press(part.panel, Qt.Key.Key_S, SAVE)
    assert part.panel.form.boxes["reply_days"].editor.box.property("problem") == "error"
    part.panel.form.set_value("reply_days", "12")
    office.press(part.panel, Qt.Key.Key_S, SAVE)
    assert office.toasts() == ["Đã lưu cơ quan."]
    with office.context.database.reading() as session:
        assert session.get_one(AUTHORITY.record, wanted).reply_days == 12


def test_a_person_is_added_found_thrown_away_and_fetched_back(office: Person, page: CataloguesPage) -> None:
    part = _part(office, page, PERSON.name)
    office.press(part, Qt.Key.Key_N, SAVE)
    for name, text in (("name", "Nguyễn Thử Nghiệm"), ("title", "Chủ tịch")):
        part.panel.form.set_value(name, text)
    office.press(part.panel, Qt.Key.Key_S, SAVE)
    office.until(lambda: len(part.table.model.ids) == 1)
    (record,) = part.table.model.ids
    part._trash([record], back=False)
    office.until(lambda: not part.table.model.ids)
    office.program.desk.shell.take_back()
    office.until(lambda: list(part.table.model.ids) == [record])


def test_what_is_typed_is_never_pushed_away(office: Person, page: CataloguesPage) -> None:
    part = _part(office, page, HOLIDAY.name)
    part.panel.form.set_value("name", "Nghỉ giỗ làng")
    part.panel.form.dirty = True
    said = office.decline()
    page.sections.go(PERSON.name)
    assert "Bỏ phần vừa gõ?" in said[0]
    assert page.sections.current == HOLIDAY.name
    assert part.panel.form.editor("name").text() == "Nghỉ giỗ làng"
    part.panel.again()


def _save(office: Person, part: CataloguePart) -> None:
    part.panel.save_button.click()
    assert not part.panel.banner.isVisible(), part.panel.banner.title.text()
    assert not part.panel.form.dirty


def test_every_rule_of_days_is_edited_and_replaced_from_a_day(office: Person, page: CataloguesPage) -> None:
    part = _part(office, page, DEADLINE_RULE.name)
    with office.context.database.reading() as session:
        rows = {r.id: (r.code, r.days, r.closing) for r in session.query(DeadlineRule)}
    assert len(rows) == len(part.table.model.ids) == 26
    for record, (code, days, closing) in rows.items():
        part.panel.show_records([record])
        assert part.panel.form.editor("code").text() == code
        name, new = ("closing", "20/3; 12/12") if closing else ("days", "-9" if (days or 0) < 0 else "9")
        part.panel.form.set_value(name, new)
        part.panel.form.dirty = True
        _save(office, part)
        with office.context.database.reading() as session:
            kept = session.get_one(DeadlineRule, record)
            assert str(getattr(kept, name)) == new, code
    for record, (code, _, _) in rows.items():
        part.panel.show_records([record])
        part.panel.newer_button.click()
        part.panel.form.set_value("valid_from", "01/7/2024")
        part.panel.form.set_value("basis", "Quy định mới")
        _save(office, part)
        with office.context.database.reading() as session:
            old, new_one = session.query(DeadlineRule).filter_by(code=code).order_by(DeadlineRule.valid_from)
            assert (old.id, old.valid_to, old.basis != "Quy định mới") == (record, date(2024, 6, 30), True)
            assert (new_one.valid_from, new_one.valid_to, new_one.basis) == (date(2024, 7, 1), None, "Quy định mới")


def test_thresholds_follow_each_other_and_indicators_are_worded(office: Person, page: CataloguesPage) -> None:
    part = _part(office, page, THRESHOLD.name)
    with office.context.database.reading() as session:
        rows = {t.id: t.form for t in session.query(Threshold).filter(Threshold.valid_to >= date(2024, 4, 5))}
    for record, form in rows.items():
        part.panel.show_records([record])
        part.panel.newer_button.click()
        part.panel.form.set_value("overall_share", "93,5")
        _save(office, part)
        with office.context.database.reading() as session:
            newest = session.query(Threshold).filter_by(form=form).order_by(Threshold.valid_from.desc()).first()
            assert newest is not None
            assert (newest.overall_share, newest.valid_from) == (Decimal("93.5"), office.context.today())
            assert session.get_one(Threshold, record).valid_to == office.context.today() - timedelta(days=1)
    part = _part(office, page, INDICATOR.name)
    first = part.table.model.ids[0]
    part.panel.show_records([first])
    part.panel.form.set_value("label", "Công trình đã nhận")
    _save(office, part)
    with office.context.database.reading() as session:
        assert session.get_one(INDICATOR.record, first).label == "Công trình đã nhận"
    assert part.panel.newer_button.isHidden()


def test_code_lists_go_by_their_names(office: Person, page: CataloguesPage) -> None:
    part = _part(office, page, CODE_ITEM.name)
    ids = part.table.model.ids[:60]
    shown = {texts(cells)[0] for cells in part.table.model.texts(range(len(ids)))}
    assert "Lĩnh vực kiến nghị" in shown
    assert not any("_" in name for name in shown)
    part.open_record(ids[0])
    assert "_" not in part.panel.form.editor("list").text()


def test_a_full_disk_is_told_and_what_was_typed_stays(office: Person, page: CataloguesPage) -> None:
    part = _part(office, page, PERSON.name)
    part.add_new()
    part.panel.form.set_value("name", "Nguyễn Thử Nghiệm " * 9)
    part.panel.form.set_value("title", "Chủ tịch " * 12)
    engine = office.context.database._engine
    assert QThreadPool.globalInstance().waitForDone(5_000), "nothing reads while the engine is being listened to"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA query_only = ON"))
    part.panel.save()
    assert part.panel.banner.isVisible()
    assert "Không ghi được" in part.panel.banner.title.text()
    assert part.panel.form.editor("name").text().startswith("Nguyễn Thử Nghiệm")
    assert part.panel.form.dirty or part.panel.record is None
    with office.context.database.reading() as session:
        assert count(session, PERSON, Filter()) == 0


def test_words_with_an_unknown_place_are_refused(office: Person, wording: WordingPart) -> None:
    shipped = wording.editor.toPlainText()
    wording.editor.setPlainText(f"{shipped} {{sai}}")
    office.press(wording, Qt.Key.Key_S, SAVE)
    assert "{sai}" in wording.banner.title.text()
    assert wording.dirty
    wording.editor.setPlainText(shipped)
    assert not wording.dirty


def _as_version(office: Person, wording: WordingPart, day: str, organisation: str = "") -> None:
    """Press "Thêm bản…" and say from when and for whom."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, VersionDialog)
        dialog.form.set_value("valid_from", day)
        dialog.form.set_value("organisation", organisation)
        dialog.take()

    office.when_asked(answer)
    wording.add_button.click()


def test_words_from_a_day_on_stand_beside_those_for_all(office: Person, wording: WordingPart) -> None:
    wording.list.setCurrentRow(1)
    shipped = wording.editor.toPlainText()
    _as_version(office, wording, "01/7/2024")
    assert [wording.version.itemText(n) for n in range(wording.version.count())] == [
        "Câu chung: mọi tổ chức, mọi lúc", "Mọi tổ chức, từ 01/7/2024",
    ]  # fmt: skip
    assert wording.version.currentIndex() == 1
    wording.editor.setPlainText(shipped + " (mới)")
    office.press(wording, Qt.Key.Key_S, SAVE)
    wording.version.setCurrentIndex(0)
    assert wording.editor.toPlainText() == shipped
    wording.version.setCurrentIndex(1)
    assert wording.editor.toPlainText() == shipped + " (mới)"
    assert wording.reset_button.text() == "Bỏ bản này"
    wording.reset_button.click()
    assert wording.version.count() == 1
    assert wording.editor.toPlainText() == shipped


def test_words_of_one_organisation_are_named(office: Person, wording: WordingPart) -> None:
    _as_version(office, wording, "", "Hội Nông dân tỉnh")
    assert wording.version.currentText() == "Hội Nông dân tỉnh Quảng Nam"
    wording.editor.setPlainText("Nội dung {sai}")
    office.press(wording, Qt.Key.Key_S, SAVE)
    assert "{sai}" in wording.banner.title.text()
    wording.editor.setPlainText(wording._shown)


def test_every_word_of_the_program_can_be_edited(wording: WordingPart) -> None:
    titles = [wording.document.itemText(n) for n in range(wording.document.count())]
    assert "TRALAI · Lời trả lại báo cáo định kỳ" in titles
    assert all(" · " in title for title in titles)


def test_changed_words_are_marked_and_can_be_put_back(office: Person, wording: WordingPart, tmp_path: Path) -> None:
    wording.list.setCurrentRow(1)
    shipped = wording.editor.toPlainText()
    wording.editor.setPlainText(shipped + " (sửa)")
    office.press(wording, Qt.Key.Key_S, SAVE)
    item = wording.list.currentItem()
    assert item is not None
    assert item.text().endswith("đã sửa")
    wording.document.setCurrentIndex(1)
    wording.document.setCurrentIndex(0)
    wording.list.setCurrentRow(1)
    assert wording.editor.toPlainText() == shipped + " (sửa)"
    wording.reset_button.click()
    assert wording.editor.toPlainText() == shipped
    assert not wording.reset_button.isEnabled()


def test_another_phrase_is_not_shown_over_words_that_are_not_saved(office: Person, wording: WordingPart) -> None:
    wording.list.setCurrentRow(0)
    wording.editor.setPlainText("{n}/BC")
    office.decline()
    wording.list.setCurrentRow(3)
    assert wording.list.currentRow() == 0
    assert wording.editor.toPlainText() == "{n}/BC"
    wording.editor.setPlainText(wording._shown)
