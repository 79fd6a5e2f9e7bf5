"""Acts on petitions from the list: forward, remind, reply, tell, classify, carry over; and taking them back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidgetItem

from mttq_desktop.queries.documents import documents
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.petitions.replies import record_reply
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.pages.letters_dialog import LettersDialog
from mttq_desktop.ui.pages.petitions_classify import CarryOverDialog, ClassifyDialog
from mttq_desktop.ui.pages.petitions_forward import ForwardDialog
from mttq_desktop.ui.pages.petitions_remind import RemindDialog, TellDialog
from mttq_desktop.ui.pages.petitions_reply import ReplyDialog, ReturnedDialog
from tests import makers
from tests.ui.pages.conftest import Clerk
from tests.ui.pages.driving import Person

Enter = Callable[..., int]
ROADS, HEALTH = "Sở Giao thông vận tải", "Sở Y tế"


@pytest.fixture
def sent(clerk: Clerk) -> int:
    """A petition whose answer is late."""
    (made,) = makers.forwarded(clerk.store, clerk.context.vocabulary, 1, date(2024, 2, 1), ROADS)
    clerk.wait_for_rows(made)
    return made


def _body(clerk: Clerk, name: str) -> int:
    return makers.authority(clerk.context.vocabulary, name)


def _cell(dialog: LettersDialog[Any], row: int, column: int) -> QTableWidgetItem:
    cell = dialog.table.item(row, column)
    assert cell is not None
    return cell


# ── forwarding ──


def test_chosen_petitions_go_out_in_one_letter_an_authority_and_come_back(
    clerk: Clerk, enter: Enter, tmp_path: Path
) -> None:
    roads, health = _body(clerk, ROADS), _body(clerk, HEALTH)
    made = [enter(content=f"Đề nghị sửa đường thôn {n}", authorities=(roads,)) for n in ("Bình An", "Lệ Bắc")]
    made.append(enter(content="Đề nghị bổ sung thuốc", field="YT", authorities=(health,)))
    clerk.wait_for_rows(*made)
    clerk.choose(*made)
    dialog = clerk.begin("forward", ForwardDialog, *made)
    assert [_cell(dialog, row, 0).text() for row in range(dialog.table.rowCount())] == [ROADS, HEALTH]
    assert "Chuyển 3 kiến nghị, 2 công văn" in dialog.strong.text()
    assert dialog.table.geometry().bottom() < dialog.details.geometry().top(), "nothing lies over the table"
    assert dialog.details.geometry().bottom() < dialog.strong.geometry().top()
    dialog.folder = tmp_path / "công văn"
    dialog.folder.mkdir()
    clerk.finish(dialog)
    assert {clerk.state(i) for i in made} == {"CHUYEN"}
    assert len(list(dialog_files(tmp_path / "công văn"))) == 2
    assert "2 tệp Word" in clerk.toast()
    clerk.undo(lambda: {clerk.state(i) for i in made} == {"MOI"})
    clerk.wait(lambda: clerk.toast().startswith("Đã hoàn tác: chuyển 3 kiến nghị đến 2 cơ quan. 2 tệp Word trong"))
    assert clerk.toast().endswith("vẫn còn trên máy nhưng không còn giá trị."), "files are not taken back, that is said"


def dialog_files(folder: Path) -> list[Path]:
    """Letters written, each of which Word can open."""
    files = sorted(folder.rglob("*.docx"))
    assert all(docx.Document(str(f)).paragraphs for f in files)
    return files


def test_after_an_act_of_the_card_the_keyboard_is_back_on_the_rows(clerk: Clerk, enter: Enter) -> None:
    made = [enter(authorities=(_body(clerk, ROADS),)) for _ in range(2)]
    clerk.wait_for_rows(*made)
    clerk.choose(*made)
    button = next(b for b in clerk.page.list.findChildren(Button) if b.isVisible() and b.text() == "Chuyển cơ quan…")
    button.setFocus()
    button.click()
    dialog = clerk.page.list.acts.dialog
    assert isinstance(dialog, ForwardDialog)
    dialog.on_paper.setChecked(False)
    clerk.finish(dialog)
    assert clerk.window.focusWidget() is clerk.page.list.table.view


def test_the_toast_takes_the_act_back_as_well(clerk: Clerk, enter: Enter) -> None:
    made = enter(authorities=(_body(clerk, ROADS),))
    clerk.wait_for_rows(made)
    dialog = clerk.begin("forward", ForwardDialog, made)
    dialog.on_paper.setChecked(False)
    clerk.finish(dialog)
    assert clerk.state(made) == "CHUYEN"
    clerk.wait(lambda: clerk.toast().startswith("Đã chuyển"))
    message = clerk.message()
    assert message is not None
    message.undo_button.click()
    clerk.wait(lambda: clerk.state(made) == "MOI")


def test_due_day_and_term_are_changed_in_the_table_and_say_why(clerk: Clerk, enter: Enter) -> None:
    made = enter(authorities=(_body(clerk, ROADS),))
    dialog = clerk.begin("forward", ForwardDialog, made)
    term = next(i for i, h in enumerate(dialog.heads()) if h.title == "Thời hạn")
    _cell(dialog, 0, term).setText("10 ngày làm việc")
    assert _cell(dialog, 0, term + 1).text() == "22/4/2024"
    assert "10 ngày làm việc" in dialog.reasons.text()
    _cell(dialog, 0, term).setText("sớm")
    assert "Không hiểu thời hạn" in dialog.trouble.text()
    assert _cell(dialog, 0, term).text() == "10 ngày làm việc", "what was there stays"
    dialog.on_paper.setChecked(False)
    clerk.finish(dialog)
    assert clerk.read(made)[0].due_on == date(2024, 4, 22)


def test_a_petition_taken_out_of_its_letter_stays_where_it_was(clerk: Clerk, enter: Enter) -> None:
    roads = _body(clerk, ROADS)
    kept, out = enter(authorities=(roads,)), enter(content="Đề nghị làm cầu", authorities=(roads,))
    dialog = clerk.begin("forward", ForwardDialog, kept, out)
    row = next(r for r in range(2) if "làm cầu" in dialog.list.item(r).text())
    dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert "Chuyển 1 kiến nghị" in dialog.strong.text()
    dialog.on_paper.setChecked(False)
    clerk.finish(dialog)
    assert (clerk.state(kept), clerk.state(out)) == ("CHUYEN", "MOI")


def test_nothing_to_forward_is_said_and_cannot_be_done(clerk: Clerk, sent: int) -> None:
    dialog = clerk.begin("forward", ForwardDialog, sent)
    assert "Không chuyển Q1-0001" in dialog.left_out.text()
    assert not dialog.strong.isEnabled()
    assert not dialog.details.isVisible()
    dialog.reject()


# ── reminding, answers, telling ──


def test_a_late_authority_is_reminded_and_gets_a_new_day(clerk: Clerk, sent: int) -> None:
    clerk.page.list.choose_view("late")
    clerk.wait_for_rows(sent)
    dialog = clerk.begin("remind", RemindDialog, sent)
    assert "Đôn đốc 1 cơ quan" in dialog.strong.text()
    dialog.on_paper.setChecked(False)
    clerk.finish(dialog)
    (now,) = clerk.read(sent)
    assert now.state == "DON"
    assert now.due_on is not None
    assert now.due_on > date(2024, 4, 5)
    clerk.wait_for_rows()
    clerk.undo(lambda: clerk.state(sent) == "CHUYEN")
    clerk.wait_for_rows(sent)


def test_an_answer_needs_its_number_words_and_class(clerk: Clerk, sent: int) -> None:
    dialog = clerk.begin("reply", ReplyDialog, sent)
    assert dialog.form.editor("authority_id").picked() == _body(clerk, ROADS), "the one that owes an answer"
    dialog.try_it()
    assert dialog.form.boxes["number"].below.isVisible()
    assert dialog.form.boxes["reply_class"].below.isVisible()
    assert clerk.state(sent) == "CHUYEN"
    dialog.form.set_value("number", "345/SGTVT-QLKCHT")
    dialog.form.set_value("content", "Sở đã kiểm tra và sửa chữa xong.")
    dialog.form.editor("reply_class").pick("GTCCTT")
    clerk.finish(dialog)
    assert clerk.state(sent) == "TL"
    with clerk.store.reading() as session:
        (reply,) = documents(session, sent).replies
    assert (reply.number, reply.reply_class) == ("345/SGTVT-QLKCHT", "GTCCTT")
    clerk.page.list.choose_view("answered")
    clerk.wait_for_rows(sent)


def test_esc_asks_before_it_throws_away_what_was_typed(clerk: Clerk, sent: int) -> None:
    person = Person(clerk.program, clerk.qtbot)
    dialog = clerk.begin("reply", ReplyDialog, sent)
    dialog.form.set_value("number", "345/SGTVT-QLKCHT")
    asked = person.decline()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Bỏ những gì vừa gõ?" in asked[0]
    assert dialog.isVisible()
    person.agree()
    dialog.cancel.click()
    assert not dialog.isVisible()
    untouched = clerk.begin("reply", ReplyDialog, sent)
    QTest.keyClick(untouched, Qt.Key.Key_Escape)
    assert not untouched.isVisible(), "nothing was typed: nothing is asked"


def test_a_sender_is_told_of_the_answer(clerk: Clerk, sent: int) -> None:
    answer = makers.an_answer(_body(clerk, ROADS), day=date(2024, 3, 20))
    record_reply(clerk.store, [sent], answer, date(2024, 4, 5))
    dialog = clerk.begin("tell", TellDialog, sent)
    assert _cell(dialog, 0, 0).text() == "Hội Nông dân tỉnh"
    dialog.on_paper.setChecked(False)
    clerk.finish(dialog)
    assert clerk.state(sent) == "TB"
    with clerk.store.reading() as session:
        assert len(documents(session, sent).feedback) == 1


def test_an_authority_gives_a_petition_back(clerk: Clerk, sent: int) -> None:
    dialog = clerk.begin("returned", ReturnedDialog, sent)
    dialog.form.set_value("returned_on", "06/4/2024")
    dialog.try_it()
    assert "tương lai" in dialog.form.boxes["returned_on"].words.text()
    dialog.form.set_value("returned_on", "02/4/2024")
    clerk.finish(dialog)
    assert clerk.state(sent) == "TRALAI"


# ── sorting ──


def test_a_long_petition_to_classify_ends_at_a_word_and_in_dots(clerk: Clerk, enter: Enter) -> None:
    content = "Đề nghị giải quyết dứt điểm việc bồi thường " * 60
    long = enter(content=content)
    clerk.wait_for_rows(long)
    about = clerk.begin("classify", ClassifyDialog, long).about.text()
    assert about.endswith("…")
    assert about[:-1].split() == content.split()[: len(about.split())]
    assert len(about) <= 601



def test_many_are_classified_at_once_and_empty_fields_leave_each_as_it_was(clerk: Clerk, enter: Enter) -> None:
    roads = _body(clerk, ROADS)
    first, second = enter(field="GT", severity="BUCXUC"), enter(field=None, content="Đề nghị làm cầu")
    dialog = clerk.begin("classify", ClassifyDialog, first, second)
    assert dialog.form.editor("field").text() == "", "only what all share stands in the form"
    dialog.form.editor("authorities").pick((roads,))
    clerk.finish(dialog)
    one, two = clerk.read(first, second)
    assert (one.field, one.severity, two.field) == ("GT", "BUCXUC", None)
    assert (one.state, two.state) == ("TH", "TH")
    clerk.undo(lambda: {clerk.state(first), clerk.state(second)} == {"MOI"})


def test_a_petition_is_carried_over_with_a_new_number(clerk: Clerk, enter: Enter) -> None:
    old = enter()
    dialog = clerk.begin("carry", CarryOverDialog, old)
    assert dialog.form.editor("period").picked() == "2024-Q2"
    clerk.finish(dialog)
    with clerk.store.reading() as session:
        (new,) = ids(session, PETITION, Filter(period="2024-Q2"))
    assert clerk.state(old) == "KYSAU"
    assert clerk.read(new)[0].number == "KN-2024-Q2-0001"
    assert clerk.read(new)[0].repeated_from_id == old


def test_an_act_refused_by_the_store_stays_in_its_dialog(clerk: Clerk, sent: int) -> None:
    dialog = clerk.begin("reply", ReplyDialog, sent)
    dialog.form.set_value("number", "1/CV")
    dialog.form.set_value("content", "Đã trả lời.")
    dialog.form.editor("reply_class").pick("GTCCTT")
    dialog.form.set_value("day", "01/01/2020")
    dialog.try_it()
    clerk.wait(lambda: dialog.trouble.isVisible() or dialog.form.boxes["day"].below.isVisible())
    assert dialog.isVisible()
    assert dialog.form.editor("content").text() == "Đã trả lời."
    assert clerk.state(sent) == "CHUYEN"
    dialog.reject()
