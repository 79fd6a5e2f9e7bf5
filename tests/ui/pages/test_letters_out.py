"""Letters that go out together, in the window: one act, one folder; stopped, refused, and told after a power cut."""

import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mttq_desktop.records.office import Letter
from mttq_desktop.services.reports.outbox import Outbox
from mttq_desktop.store.database import Database
from mttq_desktop.ui.pages.petitions_forward import ForwardDialog
from mttq_desktop.ui.pages.petitions_remind import RemindDialog, TellDialog
from tests import makers
from tests.services.reports.book import acts, book
from tests.ui.pages.conftest import Clerk
from tests.ui.pages.driving import Person
from tests.ui.pages.test_petitions_acts import HEALTH, ROADS, _cell

Enter = Callable[..., int]


@pytest.fixture
def made(clerk: Clerk, enter: Enter) -> list[int]:
    """Two petitions to one authority, one to another."""
    roads, health = (makers.authority(clerk.context.vocabulary, name) for name in (ROADS, HEALTH))
    found = [enter(content=f"Đề nghị sửa đường {n}", authorities=(roads,)) for n in range(2)]
    found.append(enter(content="Đề nghị bổ sung thuốc", field="YT", authorities=(health,)))
    clerk.wait_for_rows(*found)
    return found


def forward(clerk: Clerk, made: list[int], folder: Path) -> ForwardDialog:
    dialog = clerk.begin("forward", ForwardDialog, *made)
    dialog.folder = folder
    return dialog


def test_forwarding_and_its_letters_are_one_act_that_ctrl_z_takes_back_whole(
    clerk: Clerk, made: list[int], tmp_path: Path
) -> None:
    before, count = book(clerk.store), acts(clerk.store)
    clerk.finish(forward(clerk, made, tmp_path / "công văn"))
    assert acts(clerk.store) == count + 1
    (folder,) = (tmp_path / "công văn").iterdir()
    assert [p.name[:2] for p in sorted(folder.iterdir())] == ["01", "02"]
    clerk.wait(lambda: f"2 tệp Word trong {folder}" in clerk.toast())
    clerk.undo(lambda: clerk.state(made[0]) == "MOI")
    clerk.wait(lambda: "không còn giá trị" in clerk.toast())
    assert str(folder) in clerk.toast()
    assert book(clerk.store) == before


@pytest.mark.parametrize(("act", "kind"), [("remind", RemindDialog), ("tell", TellDialog)])
def test_reminders_and_notices_are_one_act_too(
    clerk: Clerk, tmp_path: Path, act: str, kind: type[RemindDialog] | type[TellDialog]
) -> None:
    from mttq_desktop.services.petitions.replies import record_reply

    words = clerk.context.vocabulary
    ids = makers.forwarded(clerk.store, words, 2, date(2024, 2, 1), ROADS)
    if act == "tell":
        answer = makers.an_answer(makers.authority(words, ROADS), day=date(2024, 3, 20))
        record_reply(clerk.store, ids, answer, date(2024, 4, 5))
    before, count = book(clerk.store), acts(clerk.store)
    dialog = clerk.begin(act, kind, *ids)
    dialog.folder = tmp_path / "công văn"
    clerk.finish(dialog)
    assert acts(clerk.store) == count + 1
    assert len(list((tmp_path / "công văn").iterdir())) == 1, "a single letter needs no folder of its own"
    clerk.undo(lambda: book(clerk.store) == before)


def test_the_dialog_stops_what_it_began_and_stays_open(clerk: Clerk, made: list[int], tmp_path: Path) -> None:
    before, held = (book(clerk.store), acts(clerk.store)), threading.Event()
    clerk.context.jobs.do("Việc khác", lambda _: held.wait(), lambda _: None)
    dialog = forward(clerk, made, tmp_path / "công văn")
    dialog.strong.click()
    assert not dialog.strong.isEnabled()
    assert not dialog.table.isEnabled(), "what is on its way cannot be changed"
    dialog.cancel.click()
    held.set()
    clerk.wait(dialog.trouble.isVisible)
    assert "Chưa có gì được ghi vào sổ" in dialog.trouble.text()
    assert dialog.isVisible()
    clerk.wait(dialog.strong.isEnabled)
    assert (book(clerk.store), acts(clerk.store)) == before
    assert not (tmp_path / "công văn").exists()
    clerk.finish(dialog)
    assert clerk.state(made[0]) == "CHUYEN", "and it can be begun again"


def test_a_place_that_refuses_is_told_in_the_dialog_and_nothing_is_recorded(
    clerk: Clerk, made: list[int], tmp_path: Path
) -> None:
    blocked = tmp_path / "tệp"
    blocked.write_text("x", encoding="utf-8")
    before = book(clerk.store), acts(clerk.store)
    dialog = forward(clerk, made, blocked)
    dialog.strong.click()
    clerk.wait(dialog.trouble.isVisible)
    assert "Không ghi được" in dialog.trouble.text()
    assert (book(clerk.store), acts(clerk.store)) == before
    clerk.wait(dialog.strong.isEnabled)
    dialog.folder = tmp_path / "khác"
    clerk.finish(dialog)
    assert clerk.state(made[0]) == "CHUYEN"


def test_a_taken_number_is_named_with_the_next_free_one(clerk: Clerk, made: list[int], enter: Enter) -> None:
    first = clerk.begin("forward", ForwardDialog, *made)
    first.on_paper.setChecked(False)
    clerk.finish(first)
    later = enter(authorities=(makers.authority(clerk.context.vocabulary, ROADS),))
    before = book(clerk.store), acts(clerk.store)
    dialog = clerk.begin("forward", ForwardDialog, later)
    column = next(i for i, head in enumerate(dialog.heads()) if head.title == "Số công văn")
    _cell(dialog, 0, column).setText("02/MTTQ-BTT")
    dialog.strong.click()
    clerk.wait(dialog.trouble.isVisible)
    assert dialog.trouble.text().startswith("Số 02/MTTQ-BTT đã dùng")
    assert "Số tiếp theo còn trống: 03/MTTQ-BTT." in dialog.trouble.text()
    assert (book(clerk.store), acts(clerk.store)) == before
    dialog.reject()


def test_after_a_restart_the_file_is_opened_from_its_folder(clerk: Clerk, made: list[int], tmp_path: Path) -> None:
    from mttq_desktop.ui.pages.reports_issued import IssuedPart, Printed

    clerk.finish(forward(clerk, made, tmp_path / "công văn"))
    with clerk.store.reading() as session:
        letters = session.query(Letter).all()
    part = IssuedPart(clerk.context)
    part.show_printed(Printed(letters))
    assert part.file is not None
    assert part.file.parent == tmp_path / "công văn" / "Chuyển kiến nghị 05.04.2024"
    part.deleteLater()


def test_files_of_an_act_that_was_never_kept_are_told_at_the_next_start(
    sit_down: Callable[[Path], Person], empty_store: Path, tmp_path: Path
) -> None:
    source = tmp_path / "cũ" / empty_store.name
    source.parent.mkdir()
    shutil.copy(empty_store, source)
    store, out = Database.open(source), tmp_path / "Chuyển kiến nghị 05.04.2024"
    Outbox(store, out).note()
    store.close()
    out.mkdir()
    (out / "01-MTTQ-BTT.docx").write_bytes(b"x")
    told = sit_down(source).told()
    assert "chưa ghi vào sổ" in told
    assert f"{out} (chưa ghi sổ)" in told
    assert (tmp_path / f"{out.name} (chưa ghi sổ)" / "01-MTTQ-BTT.docx").is_file()
