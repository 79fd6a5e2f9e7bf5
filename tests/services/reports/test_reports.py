"""Documents D04 to D08 written from a store: right figures, right numbers, sound files."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mttq_desktop.errors import Cancelled, NotWritable, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.catalogue import Person
from mttq_desktop.records.office import Act, Letter
from mttq_desktop.records.petitions import Forwarding
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.petitions.feedback import plan_feedback, tell
from mttq_desktop.services.petitions.forwarding import forward, plan_forwarding
from mttq_desktop.services.petitions.merging import merge
from mttq_desktop.services.petitions.reminding import plan_reminders, remind
from mttq_desktop.services.petitions.replies import record_reply
from mttq_desktop.services.reports import (
    DOCUMENTS,
    PAPERS,
    as_html,
    issued,
    moved,
    narratives,
    preview,
    previews,
    save_narrative,
    with_mark,
    write_report,
)
from mttq_desktop.services.settings import set_one
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Signature
from tests.makers import an_answer, authority, organisation, petitions, unit

Q1 = Period(2024, "Q1")
TODAY = date(2024, 4, 5)
ROADS, LAND = "Sở Giao thông vận tải", "Sở Tài nguyên và Môi trường"


@pytest.fixture
def quarter(store: Database, vocabulary: Vocabulary) -> Database:
    """A quarter in which two senders sent, two petitions say the same, and one authority answered."""
    roads, land = authority(vocabulary, ROADS), authority(vocabulary, LAND)
    first, second = petitions(store, vocabulary, 2, authorities=(roads,), level="TINH")
    district = unit(vocabulary, "Huyện Đại Lộc")
    third, fourth = petitions(
        store, vocabulary, 2, organisation_id=None, sender_unit_id=district, field="DD", authorities=(land,)
    )
    merge(store, first, [third])
    with store.reading() as session:
        letters = plan_forwarding(session, [first, second, fourth], date(2024, 2, 26)).letters
    forward(store, [x.due(date(2024, 3, 26)) for x in letters])
    record_reply(store, [first], an_answer(roads, day=date(2024, 3, 20), reply_class="DGQ"), TODAY)
    return store


def test_the_register_names_each_document_once() -> None:
    codes = [d.code for d in DOCUMENTS]
    assert codes == ["D04", "D05", "D06", "D06K", "D07", "D08", "D01", "D02", "D03", "D11"]
    every = {f"D{n:02}" for n in range(1, 27)}
    assert {*codes, *(paper.code for paper in PAPERS)} == every | {"D06K", "D25K"}


@pytest.mark.parametrize("code", ["D04", "D08"])
def test_a_report_is_one_file_with_a_number_kept_when_written_again(
    quarter: Database, tmp_path: Path, code: str
) -> None:
    out = tmp_path / "bao-cao.docx"
    first = write_report(quarter, code, Q1, out, TODAY)
    again = write_report(quarter, code, Q1, out, date(2024, 4, 8))
    assert first.letters == again.letters
    with quarter.reading() as session:
        (letter,) = issued(session, code, Q1)
        assert (letter.number, letter.day, letter.period) == ("01/BC-MTTQ-BTT", date(2024, 4, 8), "2024-Q1")
        assert letter.sha256 == sha256(out.read_bytes()).hexdigest()
        assert json.loads(letter.figures)["mark"]


def test_both_reports_share_the_series_of_their_sign(quarter: Database, tmp_path: Path) -> None:
    write_report(quarter, "D04", Q1, tmp_path / "1.docx", TODAY)
    write_report(quarter, "D08", Q1, tmp_path / "2.docx", TODAY)
    with quarter.reading() as session:
        assert [x.number for x in issued(session, "D08", Q1)] == ["02/BC-MTTQ-BTT"]


def test_letters_recorded_become_one_file_each_under_its_number(quarter: Database, tmp_path: Path) -> None:
    written = write_report(quarter, "D05", Q1, tmp_path / "cong-van.docx", TODAY)
    assert not written.draft
    assert [p.parent.name for p in written.paths] == ["cong-van", "cong-van"]
    assert [p.name for p in written.paths] == [
        f"0{n}-MTTQ-BTT Công văn chuyển kiến nghị {name} 26.02.2024.docx" for n, name in ((1, ROADS), (2, LAND))
    ]
    with quarter.reading() as session:
        letters = session.scalars(select(Letter).where(Letter.document == "D05")).all()
        assert [x.file_name for x in letters] == [p.name for p in written.paths]
        assert session.scalar(select(func.count()).select_from(Act).where(Act.what.like("Xuất D05%"))) == 1


def test_what_was_never_recorded_is_a_draft_and_changes_nothing(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    petitions(store, vocabulary, 3, authorities=(authority(vocabulary, ROADS),))
    before = _rows(store)
    written = write_report(store, "D05", Q1, tmp_path / "x.docx", TODAY)
    assert (written.draft, written.letters, written.paths) == (True, (), (tmp_path / "x.docx",))
    assert _rows(store) == before
    (drawn,) = previews(store, "D05", Q1, TODAY)
    assert (drawn.document.head.number, drawn.document.head.day) == ("…/MTTQ-BTT", None)


def test_acting_records_then_writes(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    roads = authority(vocabulary, ROADS)
    ids = petitions(store, vocabulary, 3, authorities=(roads,))
    written = write_report(store, "D05", Q1, tmp_path / "d05", date(2024, 3, 1), act=True)
    assert (len(written.paths), written.draft) == (1, False)
    reminded = write_report(store, "D06", Q1, tmp_path / "d06", date(2024, 4, 5), act=True)
    assert "đôn đốc lần 1" in reminded.paths[0].name
    record_reply(store, ids, an_answer(roads, day=date(2024, 4, 5)), TODAY)
    told = write_report(store, "D07", Q1, tmp_path / "d07", date(2024, 4, 8), act=True)
    assert told.paths[0].name == "01-TB-MTTQ-BTT Thông báo kết quả kiến nghị Hội Nông dân tỉnh 08.04.2024.docx"


def test_forty_petitions_go_to_nine_authorities_in_one_act(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    nine = [int(e.key) for e in vocabulary.target("authority").entries if e.label.startswith("Sở ")][:9]
    for n in range(40):
        petitions(store, vocabulary, 1, content=f"Kiến nghị {n}", authorities=(nine[n % 9],), level="TINH")
    before = _rows(store)
    written = write_report(store, "D05", Q1, tmp_path / "cv", date(2024, 3, 1), act=True)
    assert {p.parent for p in written.paths} == {tmp_path / "cv"}
    assert [p.name[:18] for p in written.paths] == [f"0{n}-MTTQ-BTT Công v" for n in range(1, 10)]
    assert len({p.name.rpartition("kiến nghị ")[2] for p in written.paths}) == 9
    with store.reading() as session:
        letters = session.scalars(select(Letter)).all()
        act = last_undoable(session)
    assert [len(json.loads(x.figures)["ids"]["petitions"]) for x in letters] == [5, 5, 5, 5, 4, 4, 4, 4, 4]
    assert act is not None
    undo(store, act.id)
    assert _rows(store)[1:] == before[1:]
    again = write_report(store, "D05", Q1, tmp_path / "lại", date(2024, 3, 1), act=True)
    assert [p.name[:2] for p in again.paths] == [f"0{n}" for n in range(1, 10)], "nothing was numbered meanwhile"


def test_nothing_to_write_is_said_with_what_to_do(store: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Không có kiến nghị nào của Quý I/2024"):
        write_report(store, "D06", Q1, tmp_path / "x.docx", TODAY)
    with pytest.raises(Refused, match="Các văn bản viết được: D04"):
        write_report(store, "D99", Q1, tmp_path / "x.docx", TODAY)


def test_a_failure_leaves_neither_files_nor_numbers(quarter: Database, tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        write_report(quarter, "D04", Q1, _blocked(tmp_path) / "x.docx", TODAY)
    with quarter.reading() as session:
        assert issued(session, "D04", Q1) == []
    stop = Progress()

    def tell(done: int, total: int | None, text: str) -> None:
        stop.cancelled = done == 1

    stop.tell = tell
    with pytest.raises(Cancelled):
        write_report(quarter, "D05", Q1, tmp_path / "d05", TODAY, stop)
    assert {p.name for p in tmp_path.iterdir()} == {"data", "a-file"}


def _blocked(tmp_path: Path) -> Path:
    file = tmp_path / "a-file"
    file.write_text("where a folder should be", encoding="utf-8")
    return file


def test_narrative_belongs_to_the_period_and_stands_in_the_report(quarter: Database) -> None:
    save_narrative(quarter, "D04", Q1, "situation", "Nhân dân phấn khởi.\n\nCòn lo giá vật tư.")
    save_narrative(quarter, "D04", Q1, "situation", "Nhân dân phấn khởi.\nCòn lo giá vật tư.")
    with quarter.reading() as session:
        assert narratives(session, "D04", Q1) == {"situation": "Nhân dân phấn khởi.\nCòn lo giá vật tư."}
    html = as_html(preview(quarter, "D04", Q1, TODAY))
    assert "Còn lo giá vật tư." in html
    assert "Còn lo giá vật tư." not in as_html(preview(quarter, "D04", Q1.previous(), TODAY))


@pytest.mark.parametrize(("signs", "title", "wanted"), [
    (None, "Chủ tịch", (("TM. BAN THƯỜNG TRỰC",), ("CHỦ TỊCH",))),
    ("KT.", "Phó Chủ tịch", (("TM. BAN THƯỜNG TRỰC",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))),
    ("TL.", "Chánh Văn phòng", (("TL. BAN THƯỜNG TRỰC",), ("CHÁNH VĂN PHÒNG",))),
    ("TUQ.", "Trưởng ban", (("TUQ. BAN THƯỜNG TRỰC",), ("TRƯỞNG BAN",))),
])  # fmt: skip
def test_in_whose_name_somebody_signs(
    store: Database, vocabulary: Vocabulary, signs: str | None, title: str, wanted: tuple[tuple[str, ...], ...]
) -> None:
    with store.writing("test", "Thêm người ký") as writing:
        ours = organisation(vocabulary, "MTTQ")
        writing.session.add(Person(name="Trần Thị Mẫu", title=title, organisation_id=ours, signs=signs))
    closing = preview(store, "D04", Q1, TODAY).closing
    assert isinstance(closing, Signature)
    assert (closing.authority, closing.title) == wanted


def test_who_signs_comes_from_the_catalogue(quarter: Database, vocabulary: Vocabulary) -> None:
    ours = organisation(vocabulary, "MTTQ")
    with quarter.writing("test", "Thêm người ký") as writing:
        person = Person(name="Trần Thị Mẫu", title="Phó Chủ tịch", organisation_id=ours, signs="KT.")
        writing.session.add(person)
    closing = preview(quarter, "D04", Q1, TODAY).closing
    assert repr(closing).count("KT. CHỦ TỊCH") == 1
    assert "Trần Thị Mẫu" in repr(closing)
    set_one(quarter, document_code="MTTQ-BTT-X", signer_id=person.id)
    assert preview(quarter, "D08", Q1, TODAY).head.number == "…/BC-MTTQ-BTT-X"


def test_the_head_signs_where_the_deputy_is_known_too(quarter: Database, vocabulary: Vocabulary) -> None:
    ours = organisation(vocabulary, "MTTQ")
    with quarter.writing("test", "Thêm người ký") as writing:
        writing.session.add(Person(name="Lê Văn Phó", title="Phó Chủ tịch", organisation_id=ours, signs="KT."))
        writing.session.add(Person(name="Trần Thị Mẫu", title="Chủ tịch", organisation_id=ours))
    closing = preview(quarter, "D04", Q1, TODAY).closing
    assert isinstance(closing, Signature)
    assert (closing.title, closing.name) == (("CHỦ TỊCH",), "Trần Thị Mẫu")
    with quarter.writing("test", "Thêm người nữa") as writing:
        writing.session.add(Person(name="Võ Thị Hai", title="Chủ tịch", organisation_id=ours))
    closing = preview(quarter, "D04", Q1, TODAY).closing
    assert isinstance(closing, Signature)
    assert (closing.title, closing.name) == (("CHỦ TỊCH",), "")


def test_figures_are_frozen_and_their_moves_told(quarter: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    write_report(quarter, "D04", Q1, tmp_path / "x.docx", TODAY)
    with quarter.reading() as session:
        (letter,) = issued(session, "D04", Q1)
        assert moved(session, letter, TODAY) == ()
        mark = json.loads(letter.figures)["mark"]
        assert [x.id for x in with_mark(session, mark.lower())] == [letter.id]
    (late,) = petitions(quarter, vocabulary, 1, organisation_id=organisation(vocabulary, "CCB"))
    with quarter.reading() as session:
        changes = {m.label: (m.then, m.now) for m in moved(session, letter, TODAY)}
        assert changes["Kiến nghị sau gộp"] == (3, 4)
        assert changes["Hội Cựu chiến binh tỉnh: số ý kiến"] == (0, 1)
        assert late in next(m for m in moved(session, letter, TODAY) if m.label == "Kiến nghị sau gộp").now_ids


def test_every_document_passes_the_independent_check(quarter: Database, tmp_path: Path, shared: Path) -> None:
    with quarter.reading() as session:
        reminders = plan_reminders(session, TODAY)
    remind(quarter, [replace(r, day=TODAY) for r in reminders])
    with quarter.reading() as session:
        notices = plan_feedback(session, TODAY)
    tell(quarter, notices)
    periods = {"D01": Period.parse("2024-H1"), "D02": Period.parse("2020-2025"), "D03": Period.parse("2023")}
    paths = [p for d in DOCUMENTS if d.code not in ("D06K", "D11")
             for p in write_report(quarter, d.code, periods.get(d.code, Q1), tmp_path / d.code / "x.docx", TODAY).paths]
    assert len(paths) >= 15
    checker = shared / "checks" / "check_docx.py"
    done = subprocess.run(
        [sys.executable, str(checker), "--profile", "nd30", *map(str, paths)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _rows(store: Database) -> tuple[int | None, ...]:
    with store.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(t)) for t in (Act, Letter, Forwarding))
