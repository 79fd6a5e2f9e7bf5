"""An import taken back in the window, in three parts: what went, what stays and why, what could not come back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from mttq_desktop.queries.importing import ids_made_by
from mttq_desktop.records.catalogue import AUTHORITY
from mttq_desktop.records.petitions import PETITION, Forwarding, Petition
from mttq_desktop.services.importing import Choices, preview, write
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.petitions.forwarding import forward, plan_forwarding
from mttq_desktop.services.records import save_record
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.importing import ImportingPage
from mttq_desktop.ui.pages.importing_state import Stage
from tests.excel.books import row, saved, workbook
from tests.makers import a_petition, authority, petition_values
from tests.ui.pages.driving import Person, drop

Rows = dict[int, Mapping[str, Any]]


def _petitions(office: Person) -> Rows:
    """Every petition by its id, with all that is stored of it."""
    with office.context.database.reading() as session:
        return {r["id"]: dict(r) for r in session.execute(select(PETITION.table)).mappings()}


def _bystanders(office: Person, folder: Path) -> int:
    """Written before the file: a petition by hand, and one of an earlier file that names a body since removed."""
    store, words = office.context.database, office.context.vocabulary
    given = {"code": "LA", "name": "Ban lạ", "short_name": "Ban lạ", "level": "TINH", "reply_working": False}
    with store.writing("test", "Thêm") as writing:
        odd = keep(writing, checked(AUTHORITY, given, words), words)
        a_petition(writing, words, content="Đề nghị mở lớp học bơi cho thiếu nhi ven sông")
    (found,) = preview(store, [saved(workbook([row(1, authority="Ban lạ")]), folder, "truoc.xlsx")])
    write(store, found, Choices())
    return odd


def _written_in_the_window(office: Person, page: ImportingPage, folder: Path) -> list[int]:
    """The corrected file: one petition changed, three new."""
    drop(page, saved(workbook([row(n, authority="Sở Y tế") for n in range(1, 5)]), folder, "que_son.xlsx"))
    office.until(lambda: page.job is None)
    page.sheet.accept.click()
    page.write()
    office.until(lambda: page.job is None)
    (loaded,) = page.files
    assert loaded.result is not None
    assert loaded.result.act is not None
    with office.context.database.reading() as session:
        return list(ids_made_by(session, PETITION, loaded.result.act))


def _edit(office: Person, petition: int) -> None:
    """A person at the form, since."""
    store, words = office.context.database, office.context.vocabulary
    with store.reading() as session:
        kept = session.get_one(Petition, petition)
        values = petition_values(words, content=kept.content, note="đã gọi điện cho xã", commune_id=kept.commune_id)
    save_record(store, checked(PETITION, values, words), words, record_id=petition)


def _send(office: Person, petition: int) -> None:
    """A letter goes out with it."""
    store = office.context.database
    with store.reading() as session:
        body = authority(office.context.vocabulary, "Sở Y tế")
        (letter,) = plan_forwarding(session, [petition], date(2024, 4, 3), authorities=[body]).letters
    forward(store, [replace(letter, number="12/MTTQ-BTT")])


def test_what_went_what_stays_and_what_could_not_come_back(office: Person, tmp_path: Path) -> None:
    page = office.open(entries.IMPORTING, ImportingPage)
    odd = _bystanders(office, tmp_path)
    gone, edited, sent = _written_in_the_window(office, page, tmp_path)
    _edit(office, edited)
    _send(office, sent)
    with office.context.database.writing("test", "Xóa hẳn") as writing:
        writing.session.execute(text("DELETE FROM authority WHERE id = :id"), {"id": odd})
    before = _petitions(office)

    said = office.agree()
    page.sheet.undo_button.click()
    office.until(lambda: page.files[0].stage is Stage.UNDONE)
    assert "Hoàn tác lần nhập “que_son.xlsx”?" in said[0]
    told = office.told()
    number = {id_: str(values["number"]) for id_, values in before.items()}
    (changed,) = (i for i, v in before.items() if v["import_row"] == 7 and i not in (gone, edited, sent))
    assert "Đã hoàn tác 1 hồ sơ." in told
    assert f"Giữ lại 1 hồ sơ đã được sửa sau khi nhập: {number[edited]}." in told
    assert f"Giữ lại 1 hồ sơ đã có công văn, trả lời hoặc hồ sơ khác gắn vào: {number[sent]}." in told
    assert f"Không trả lại được 1 hồ sơ, vẫn như tệp ghi: {number[changed]}: giá trị cũ trỏ tới mục" in told
    assert number[gone] not in told

    assert _petitions(office) == {i: values for i, values in before.items() if i != gone}
    with office.context.database.reading() as session:
        assert list(session.scalars(select(Forwarding.petition_id))) == [sent]
    assert not page.sheet.undo_button.isVisible()


def test_an_undone_file_can_be_read_and_written_again(office: Person, tmp_path: Path) -> None:
    page = office.open(entries.IMPORTING, ImportingPage)
    assert len(_written_in_the_window(office, page, tmp_path)) == 4
    office.agree()
    page.sheet.undo_button.click()
    office.until(lambda: page.files[0].stage is Stage.UNDONE)
    office.told()
    assert _petitions(office) == {}
    page.sheet.again_asked.emit()
    office.until(lambda: page.job is None and page.files[0].stage is Stage.READY)
    page.write()
    office.until(lambda: page.job is None)
    assert len(_petitions(office)) == 4
