"""One petition: corrected in place, its story and history, previous and next, two people at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from mttq_desktop.services.petitions.merging import merge
from mttq_desktop.ui.pages.petitions_record import RecordPage
from mttq_desktop.ui.pages.petitions_side import CHANGES, MERGED
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog
from tests import makers
from tests.ui.pages.conftest import CTRL, Clerk, visible_text

Enter = Callable[..., int]


def _open(clerk: Clerk, petition: int) -> RecordPage:
    """Enter on the row of a petition."""
    table = clerk.page.list.table
    clerk.wait(lambda: petition in table.model.ids)
    table.select_id(petition)
    table.view.setFocus()
    clerk.press(Qt.Key.Key_Return)
    record = clerk.page.record
    assert record.isVisible()
    assert record.facts is not None
    assert record.facts.id == petition
    return record


def _type(record: RecordPage, name: str, text: str) -> None:
    editor = record.form.editor(name)
    editor.set_text(text)
    editor.edited.emit()


def _answer(choice: str) -> None:
    """Click one of the buttons of the question that comes."""

    def click() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        next(b for b in dialog.findChildren(QPushButton) if b.text() == choice).click()

    QTimer.singleShot(0, click)


# ── the list around it ──


def test_previous_and_next_follow_the_list(clerk: Clerk, enter: Enter) -> None:
    first, second, third = enter(), enter(content="Đề nghị làm cầu"), enter(content="Đề nghị xây chợ")
    clerk.wait_for_rows(first, second, third)
    record = _open(clerk, second)
    assert record.place.text() == "2 / 3"
    clerk.press(Qt.Key.Key_PageDown, CTRL)
    assert record.facts is not None
    assert record.facts.id == first, "the latest number stands first"
    assert not record.after.isEnabled()
    clerk.press(Qt.Key.Key_PageUp, CTRL)
    clerk.press(Qt.Key.Key_PageUp, CTRL)
    assert record.facts.id == third
    assert not record.before.isEnabled()
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.page.list.isVisible()
    assert clerk.page.list.table.current_id() == third, "the list stands at the one looked at last"


# ── correcting ──


def test_a_correction_is_kept_and_its_history_gives_the_old_value_back(clerk: Clerk, enter: Enter) -> None:
    made = enter(people=12)
    record = _open(clerk, made)
    assert not record.foot.isVisible()
    _type(record, "people", "40")
    assert record.foot.isVisible()
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.wait(lambda: clerk.read(made)[0].people == 40 and not record.form.dirty)
    record.side.choose(CHANGES)
    clerk.wait(lambda: "Số người, số hộ: 12 → 40" in visible_text(record.side))
    back = next(b for b in record.side.findChildren(QPushButton) if b.text() == "lấy lại" and b.isVisible())
    back.click()
    assert record.form.editor("people").text() == "12"
    assert record.form.dirty, "it goes into the field, and is kept by saving"
    record.save()
    clerk.wait(lambda: clerk.read(made)[0].people == 12)


def test_a_change_is_undone_from_the_history(clerk: Clerk, enter: Enter) -> None:
    made = enter(people=12)
    record = _open(clerk, made)
    _type(record, "people", "40")
    record.save()
    clerk.wait(lambda: clerk.read(made)[0].people == 40)
    record.side.choose(CHANGES)
    clerk.wait(lambda: "hoàn tác" in visible_text(record.side))
    next(b for b in record.side.findChildren(QPushButton) if b.text() == "hoàn tác" and b.isVisible()).click()
    clerk.wait(lambda: clerk.read(made)[0].people == 12)
    clerk.wait(lambda: record.form.editor("people").text() == "12")


def test_a_problem_keeps_what_was_typed(clerk: Clerk, enter: Enter) -> None:
    made = enter(people=12)
    record = _open(clerk, made)
    _type(record, "people", "nhiều")
    record.save()
    assert record.form.boxes["people"].below.isVisible()
    assert record.form.editor("people").text() == "nhiều"
    assert clerk.read(made)[0].people == 12
    _answer("Ở lại")
    assert not record.may_leave()
    assert record.form.editor("people").text() == "nhiều"
    _answer("Bỏ")
    assert record.may_leave()
    assert record.form.editor("people").text() == "12"


# ── two people ──


def test_two_windows_on_one_petition_lose_nothing(
    clerk: Clerk, enter: Enter, start: Callable[[Path], Clerk]
) -> None:
    made = enter(people=12, note="Gọi lại")
    mine = _open(clerk, made)
    other = start(clerk.store.path.parent)
    theirs = _open(other, made)
    _type(mine, "people", "40")
    _type(theirs, "people", "30")
    _type(theirs, "note", "Đã gọi")
    theirs.save()
    other.wait(lambda: other.read(made)[0].people == 30)
    mine.save()
    clerk.wait(mine.banner.isVisible)
    said = visible_text(mine.banner)
    assert "vừa được người khác sửa" in said
    assert "bản mới “30”; bạn đang gõ “40”" in said
    assert "bản mới “Đã gọi”" in said
    assert mine.form.editor("people").text() == "40", "what was typed stays"
    assert clerk.read(made)[0].people == 30, "what the other kept stays"
    next(b for b in mine.banner.findChildren(QPushButton) if b.text() == "Giữ phần đang gõ").click()
    assert mine.form.editor("note").text() == "Đã gọi"
    mine.save()
    clerk.wait(lambda: clerk.read(made)[0].people == 40)
    assert clerk.read(made)[0].note == "Đã gọi"


def test_the_newer_state_can_be_taken_instead(clerk: Clerk, enter: Enter) -> None:
    made = enter(people=12)
    record = _open(clerk, made)
    _type(record, "people", "40")
    with clerk.store.writing("test", "Sửa bên cạnh") as writing:
        petition = writing.session.get_one(type(clerk.read(made)[0]), made)
        petition.people = 30
    clerk.wait(record.banner.isVisible)
    next(b for b in record.banner.findChildren(QPushButton) if b.text() == "Dùng bản mới").click()
    assert record.form.editor("people").text() == "30"
    assert not record.form.dirty


# ── its story ──


def test_the_story_names_every_document_newest_first(clerk: Clerk) -> None:
    (made,) = makers.forwarded(clerk.store, clerk.context.vocabulary, 1, date(2024, 2, 26), "Sở Y tế")
    record = _open(clerk, made)
    told = [h.text for h in record.side.timeline.happenings]
    assert told[0] == "Chuyển Sở Y tế"
    assert told[-1] == "Tiếp nhận từ Hội Nông dân tỉnh"
    assert record.due.text() == "Hạn trả lời <b>27/3/2024</b>"
    assert record.why.isVisible()
    assert record.side.strong.text() == "Đôn đốc…"


def test_merged_ones_are_beside_their_root_and_lead_to_each_other(clerk: Clerk, enter: Enter) -> None:
    root, merged = enter(), enter(content="Đề nghị sửa chữa đường bê tông thôn Trung Hòa")
    merge(clerk.store, root, [merged])
    record = _open(clerk, root)
    record.side.choose(MERGED)
    assert "KN-2024-Q1-0002" in visible_text(record.side)
    next(b for b in record.side.findChildren(QPushButton) if b.text() == "KN-2024-Q1-0002").click()
    assert record.facts is not None
    assert record.facts.id == merged
    clerk.wait(lambda: "Theo dõi ở kiến nghị gốc" in visible_text(record.side))
    record.open_asked.emit(root)
    clerk.wait(lambda: record.facts is not None and record.facts.id == root)
    clerk.wait(lambda: "bỏ gộp" in visible_text(record.side))
    next(b for b in record.side.findChildren(QPushButton) if b.text() == "bỏ gộp" and b.isVisible()).click()
    clerk.wait(lambda: clerk.state(merged) == "MOI")


@pytest.mark.parametrize("name", ["note", "content"])
def test_what_is_written_elsewhere_is_shown_at_once(clerk: Clerk, enter: Enter, name: str) -> None:
    made = enter()
    record = _open(clerk, made)
    with clerk.store.writing("test", "Sửa bên cạnh") as writing:
        petition = writing.session.get_one(type(clerk.read(made)[0]), made)
        setattr(petition, name, "Lời mới")
    clerk.wait(lambda: record.form.editor(name).text() == "Lời mới")
