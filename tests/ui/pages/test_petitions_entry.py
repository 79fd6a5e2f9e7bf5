"""Entering petitions with the keyboard alone: nothing typed is lost, problems stand beside the field."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from mttq_desktop.queries.listing import Filter, count, ids
from mttq_desktop.queries.repeats import groups_of_repeats
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.ui.pages.petitions_drafts import LeaveDialog
from mttq_desktop.ui.pages.petitions_merge import TypedCompareDialog
from tests.ui.conftest import TypeIn
from tests.ui.pages.conftest import CTRL, Clerk

ROAD = "Đề nghị sửa chữa tuyến đường bê tông thôn Trung Hòa bị hư hỏng nặng"
Enter = Callable[..., int]


def _go_to(clerk: Clerk, name: str) -> None:
    """Tab until the keyboard stands in a field."""
    wanted = clerk.page.entry.form.editor(name).box
    for _ in range(40):
        here = QApplication.focusWidget()
        if here is not None and (here is wanted or wanted.isAncestorOf(here)):
            return
        clerk.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def _type(clerk: Clerk, type_in: TypeIn, name: str, text: str) -> None:
    _go_to(clerk, name)
    clerk.press(Qt.Key.Key_A, CTRL)
    here = QApplication.focusWidget()
    assert here is not None
    type_in(here, text)


def _stored(clerk: Clerk) -> list[int]:
    with clerk.store.reading() as session:
        return list(ids(session, PETITION, Filter()))


def test_a_petition_is_entered_with_the_keyboard_alone(clerk: Clerk, type_in: TypeIn) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    entry = clerk.page.entry
    assert entry.isVisible()
    assert entry.form.editor("received_on").text() == "05/4/2024"
    _type(clerk, type_in, "organisation_id", "hoi nong dan")
    _type(clerk, type_in, "received_on", "22022024")
    _type(clerk, type_in, "content", ROAD)
    _type(clerk, type_in, "field", "giao thong")
    _type(clerk, type_in, "authorities", "so giao thong van tai")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.wait(lambda: len(_stored(clerk)) == 1)
    (made,) = clerk.read(*_stored(clerk))
    assert (made.number, made.content, made.field) == ("KN-2024-Q1-0001", ROAD, "GT")
    assert (made.received_on.isoformat(), made.period) == ("2024-02-22", "2024-Q1")
    clerk.wait(lambda: entry.form.editor("content").text() == "")
    assert entry.form.editor("organisation_id").picked() == made.organisation_id, "the next has the same sender"
    clerk.press(Qt.Key.Key_Escape)
    clerk.wait_for_rows(made.id)
    assert clerk.cells("number") == ["Q1-0001"]
    assert clerk.cells("authorities") == ["Sở GTVT"]


def test_tab_goes_through_the_form_as_on_paper(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    form = clerk.page.entry.form
    _go_to(clerk, next(iter(form.boxes)))
    for name, box in form.boxes.items():
        here = QApplication.focusWidget()
        assert here is not None
        assert here is box.editor.box or box.editor.box.isAncestorOf(here), name
        clerk.press(Qt.Key.Key_Tab)


def test_problems_stand_beside_their_fields_and_nothing_is_kept(clerk: Clerk, type_in: TypeIn) -> None:
    clerk.page.add_new()
    form = clerk.page.entry.form
    _type(clerk, type_in, "received_on", "31/02/2024")
    _type(clerk, type_in, "content", ROAD)
    assert form.boxes["received_on"].below.isVisible(), "said as soon as the field is left"
    clerk.press(Qt.Key.Key_S, CTRL)
    assert "31/02/2024" in form.boxes["received_on"].words.text()
    assert "Cần ghi nơi gửi" in form.boxes["organisation_id"].words.text()
    assert not form.boxes["content"].below.isVisible()
    assert form.editor("organisation_id").box.hasFocus(), "the keyboard stands on the first field in trouble"
    assert form.editor("content").text() == ROAD
    assert _stored(clerk) == []


def test_a_commune_outside_the_senders_district_is_told_at_once(clerk: Clerk, type_in: TypeIn) -> None:
    clerk.page.add_new()
    form = clerk.page.entry.form
    district = next(e for e in clerk.context.vocabulary.units.entries if e.label == "Huyện Đại Lộc")
    other = next(e for e in clerk.context.vocabulary.units.entries if e.label == "Xã Tam Dân")
    form.editor("commune_id").pick(other.key)
    form.editor("sender_unit_id").pick(district.key)
    form.editor("sender_unit_id").left.emit()
    assert form.boxes["commune_id"].below.isVisible()
    assert "không thuộc Huyện Đại Lộc" in form.boxes["commune_id"].words.text()


def test_an_empty_form_does_not_doubt_what_the_program_filled_in(clerk: Clerk, type_in: TypeIn) -> None:
    clerk.page.set_period(Period.parse("2024-Q1"))
    clerk.page.add_new()
    form = clerk.page.entry.form
    assert (form.editor("received_on").text(), form.editor("period").picked()) == ("05/4/2024", "2024-Q2")
    _type(clerk, type_in, "content", ROAD)
    _go_to(clerk, "field")
    assert not [n for n, box in form.boxes.items() if box.below.isVisible()]


def test_the_period_follows_the_day_until_somebody_types_one(clerk: Clerk, type_in: TypeIn) -> None:
    clerk.page.add_new()
    entry, form = clerk.page.entry, clerk.page.entry.form
    _type(clerk, type_in, "received_on", "22/02/2024")
    _go_to(clerk, "content")
    assert form.editor("period").picked() == "2024-Q1"
    assert entry.remark.text() == "KN-2024-Q1-0001"
    form.editor("period").pick("2023-Q4")
    form.editor("period").edited.emit()
    form.editor("period").left.emit()
    assert "không nằm trong Quý IV/2023" in form.boxes["received_on"].words.text()
    _type(clerk, type_in, "received_on", "23/02/2024")
    _go_to(clerk, "content")
    assert form.editor("period").picked() == "2023-Q4"
    assert form.boxes["received_on"].below.isVisible()


def test_a_petition_of_another_period_than_the_lists_says_so(clerk: Clerk, enter: Enter, type_in: TypeIn) -> None:
    clerk.page.set_period(Period.parse("2024-Q1"))
    clerk.page.add_new()
    _type(clerk, type_in, "organisation_id", "hoi nong dan")
    _type(clerk, type_in, "content", ROAD)
    told: list[str] = []
    clerk.page.entry.did.connect(lambda done: told.append(done.told))
    clerk.page.entry.save()
    clerk.wait(lambda: bool(told))
    assert told == ["Đã ghi KN-2024-Q2-0001, của Quý II/2024"]


def test_a_new_form_goes_on_to_the_next_with_its_one_strong_button(clerk: Clerk) -> None:
    clerk.page.add_new()
    entry = clerk.page.entry
    assert [b.property("strong") for b in (entry.save_button, entry.next_button)] == [False, True]


def test_a_day_still_to_come_is_doubted_at_once_and_may_be_kept(clerk: Clerk) -> None:
    clerk.page.add_new()
    form = clerk.page.entry.form
    form.set_values({"received_on": "30/4/2024", "content": ROAD}, {"period": "2024-Q2", "organisation_id": 1})
    form.editor("received_on").left.emit()
    assert "hôm nay là 05/4/2024" in form.boxes["received_on"].words.text()
    assert clerk.page.entry.draft().errors == ()


def test_what_was_typed_before_a_crash_is_offered_by_a_new_program(
    clerk: Clerk, start: Callable[[Path], Clerk], type_in: TypeIn, tmp_path: Path
) -> None:
    clerk.page.add_new()
    _type(clerk, type_in, "organisation_id", "hoi nong dan")
    _type(clerk, type_in, "content", ROAD)
    clerk.wait(lambda: "bản nháp đã lưu" in clerk.page.entry.remark.text())
    clerk.page.entry.drafts.wait()
    shutil.copytree(clerk.store.path.parent, tmp_path / "sau khi mất điện")
    after = start(tmp_path / "sau khi mất điện")
    page = after.page
    assert page.banner.isVisible()
    assert "gõ dở lúc 09:30" in page.banner.title.text()
    assert ROAD in page.banner.words.text()
    page.add_new()
    assert page.entry.form.editor("content").text() == ROAD
    assert page.entry.form.editor("organisation_id").text() == "Hội Nông dân tỉnh"
    page.entry.save()
    after.wait(page.list.isVisible)
    assert len(_stored(after)) == 1
    page.add_new()
    assert page.entry.form.editor("content").text() == "", "what was kept is not offered again"


def test_similar_petitions_are_shown_while_typing_compared_and_merged(
    clerk: Clerk, enter: Enter, type_in: TypeIn
) -> None:
    old = enter(content=ROAD)
    clerk.page.add_new()
    entry = clerk.page.entry
    _type(clerk, type_in, "organisation_id", "lien doan lao dong")
    _type(clerk, type_in, "content", f"{ROAD}, mong sớm được quan tâm")
    clerk.wait(lambda: [s.id for s in entry.likely.found] == [old])
    entry.likely.compared.emit(entry.likely.found[0])
    dialog = entry.findChild(TypedCompareDialog)
    assert dialog is not None
    assert [t.content[: len(ROAD)] for t in dialog.board.texts] == [ROAD, ROAD]
    dialog.strong.click()
    clerk.wait(lambda: len(_stored(clerk)) == 2)
    (new,) = (i for i in _stored(clerk) if i != old)
    clerk.wait(lambda: clerk.state(new) == "TRUNG")
    assert clerk.read(new)[0].merged_into_id == old


def test_a_similar_one_judged_different_goes_away_and_stays_away(clerk: Clerk, enter: Enter, type_in: TypeIn) -> None:
    old = enter(content=ROAD)
    clerk.page.add_new()
    entry = clerk.page.entry
    _type(clerk, type_in, "organisation_id", "hoi nong dan")
    _type(clerk, type_in, "content", ROAD)
    clerk.wait(lambda: [s.id for s in entry.likely.found] == [old])
    entry.likely.part(entry.likely.found[0])
    assert entry.likely.found == ()
    entry.save()
    clerk.wait(lambda: len(_stored(clerk)) == 2)
    clerk.wait(lambda: not entry.keeping.busy)
    with clerk.store.reading() as session:
        assert groups_of_repeats(session, Period.parse("2024-Q1")) == ()


def test_leaving_asks_only_when_something_was_typed(clerk: Clerk, type_in: TypeIn) -> None:
    clerk.page.add_new()
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.page.list.isVisible()
    clerk.page.add_new()
    _type(clerk, type_in, "content", ROAD)

    def stay() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LeaveDialog)
        dialog.reject()

    QTimer.singleShot(0, stay)
    clerk.page.entry.leave()
    assert clerk.page.entry.isVisible()
    assert clerk.page.entry.form.editor("content").text() == ROAD

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LeaveDialog)
        dialog.later.click()

    QTimer.singleShot(0, later)
    clerk.page.entry.leave()
    assert clerk.page.list.isVisible()
    clerk.page.add_new()
    assert clerk.page.entry.form.editor("content").text() == ROAD


def test_a_problem_while_saving_leaves_the_form_as_it_stood(clerk: Clerk, enter: Enter, type_in: TypeIn) -> None:
    enter()
    clerk.page.add_new()
    _type(clerk, type_in, "organisation_id", "hoi nong dan")
    _type(clerk, type_in, "content", ROAD)
    _type(clerk, type_in, "people", "mười hai")
    clerk.page.entry.save_and_next()
    with clerk.store.reading() as session:
        assert count(session, PETITION, Filter()) == 1
    assert clerk.page.entry.form.editor("content").text() == ROAD
    assert clerk.page.entry.form.editor("people").text() == "mười hai"
