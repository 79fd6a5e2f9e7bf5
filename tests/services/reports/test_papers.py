"""Papers of one record from a store: numbers taken once and kept in the record, files, gaps, undo."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from mttq_desktop.errors import NotWritable, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import part_ids
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.office import Letter
from mttq_desktop.records.recommendations import RECOMMENDATION, Recommendation
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.records.supervisions import SUPERVISION, SUPERVISION_MEMBER, SUPERVISION_SESSION, Supervision
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.keeping import PartRow, amend, checked, keep
from mttq_desktop.services.reports import PAPERS, keep_text, paper_named, papers_of, prepare, texts_of, write_paper
from mttq_desktop.services.reports import previews as previews_of_period
from mttq_desktop.services.wording import read_wording
from mttq_desktop.store.database import Database
from mttq_desktop.word.docx import document_xml
from tests.makers import authority, organisation

TODAY = date(2024, 4, 5)
SCHOOLS, ROADS = "Sở Giáo dục và Đào tạo", "Sở Giao thông vận tải"


def put(
    store: Database, words: Vocabulary, kind: Kind[Any], values: dict[str, Any],
    parts: dict[Kind[Any], list[dict[str, Any]]] | None = None,
) -> int:  # fmt: skip
    """A record with the rows of its parts."""
    rows = {k.name: [PartRow(checked(k, row, words)) for row in given] for k, given in (parts or {}).items()}
    with store.writing("test", "Thêm") as writing:
        return keep(writing, checked(kind, values, words), words, parts=rows)


@pytest.fixture
def supervision(store: Database, vocabulary: Vocabulary) -> int:
    """A team of two that meets twice and recommends something to two authorities."""
    values = {
        "year": 2024, "content": "Giám sát thu, chi đầu năm học", "form": "HT2", "level": "province",
        "timing": "Quý II/2024", "chair_id": organisation(vocabulary, "MTTQ"),
        "bodies": (authority(vocabulary, SCHOOLS),), "plan_number": "07/KH-MTTQ-BTT", "planned_on": date(2024, 3, 1),
    }  # fmt: skip
    sessions = [
        {"held_on": date(2024, 4, d), "held_at": "08:00", "place": "Hội trường", "body": f"Trường {d}"} for d in (2, 3)
    ]
    advice = [
        {"source": "GS", "content": f"Rà soát {n}", "result": "CHUA", "authority_id": authority(vocabulary, body)}
        for n, body in enumerate((SCHOOLS, ROADS, SCHOOLS), 1)
    ]
    members = [{"name": "Trần Thị Thử", "title": "Phó Chủ tịch", "role": "TRD"},
               {"name": "Lê Văn Mẫu", "title": "Chuyên viên", "role": "TK"}]  # fmt: skip
    parts: dict[Kind[Any], list[dict[str, Any]]] = {
        SUPERVISION_MEMBER: members, SUPERVISION_SESSION: sessions, RECOMMENDATION: advice,
    }  # fmt: skip
    return put(store, vocabulary, SUPERVISION, values, parts)


def record(store: Database, ident: int) -> Supervision:
    with store.reading() as session:
        return session.get_one(Supervision, ident)


def said(store: Database, code: str, ident: int, kind: Kind[Any] = SUPERVISION) -> list[str]:
    """The main part of each sheet."""
    return ["".join(document_xml(d.document)) for d in prepare(store, code, kind, ident, TODAY).drawn]


def test_each_document_of_a_kind_is_registered_once_with_words_and_true_fields(store: Database) -> None:
    assert len({(d.code, k.name) for d in PAPERS for k in d.kinds}) == sum(len(d.kinds) for d in PAPERS)
    with store.reading() as session:
        wording = read_wording(session)
    for document in PAPERS:
        assert f"{document.code}.number" in wording.phrases
        for kind in document.kinds:
            assert kind in EVERY_KIND
            known = {*kind.shown, *(p.name for p in kind.parts)}
            assert {n for n in (*document.wanted, document.number, document.day) if n} <= known


def test_a_draft_has_the_record_s_words_and_changes_nothing(store: Database, supervision: int) -> None:
    (text,) = said(store, "D13", supervision)
    for words in ("thu, chi đầu năm học", "Trần Thị Thử", "số 07/KH-MTTQ-BTT ngày 01/3/2024", "Số: …/QĐ-MTTQ-BTT"):
        assert words in text
    with store.reading() as session:
        assert session.scalars(select(Letter)).all() == []


def test_issuing_takes_a_number_once_and_writes_it_into_the_record(
    store: Database, vocabulary: Vocabulary, supervision: int, tmp_path: Path
) -> None:
    out = tmp_path / "qd.docx"
    first = write_paper(store, "D13", SUPERVISION, supervision, out, TODAY)
    again = write_paper(store, "D13", SUPERVISION, supervision, out, date(2024, 4, 9))
    assert first.letters == again.letters
    assert first.paths == (out,)
    found = record(store, supervision)
    assert (found.decision_number, found.decided_on, found.state) == ("01/QĐ-MTTQ-BTT", TODAY, "QD")
    prepared = prepare(store, "D13", SUPERVISION, supervision, TODAY)
    assert [(x.number, x.day, x.file_name) for x in prepared.letters] == [("01/QĐ-MTTQ-BTT", TODAY, "qd.docx")]
    assert json.loads(prepared.letters[0].figures)["counts"]["supervision_member"] == 2


def test_a_number_typed_in_the_record_is_the_paper_s(
    store: Database, vocabulary: Vocabulary, supervision: int, tmp_path: Path
) -> None:
    write_paper(store, "D12", SUPERVISION, supervision, tmp_path / "kh.docx", TODAY)
    (letter,) = prepare(store, "D12", SUPERVISION, supervision, TODAY).letters
    assert (letter.number, letter.day, letter.ordinal) == ("07/KH-MTTQ-BTT", date(2024, 3, 1), 7)
    with store.writing("test", "Sửa") as writing:
        amend(writing, SUPERVISION, supervision, {"plan_number": "08/KH-MTTQ-BTT"}, vocabulary)
    write_paper(store, "D12", SUPERVISION, supervision, tmp_path / "kh.docx", TODAY)
    (letter,) = prepare(store, "D12", SUPERVISION, supervision, TODAY).letters
    assert letter.number == "08/KH-MTTQ-BTT"


def test_a_number_of_the_record_that_another_paper_has_is_kept_and_told(
    store: Database, vocabulary: Vocabulary, supervision: int, tmp_path: Path
) -> None:
    write_paper(store, "D13", SUPERVISION, supervision, tmp_path / "1.docx", TODAY)
    values = {
        "year": 2024, "content": "Giám sát khác", "form": "HT2", "level": "province",
        "chair_id": organisation(vocabulary, "MTTQ"), "decision_number": "01/QĐ-MTTQ-BTT", "decided_on": TODAY,
    }  # fmt: skip
    other = put(store, vocabulary, SUPERVISION, values)
    told = [g.message for g in prepare(store, "D13", SUPERVISION, other, TODAY).gaps]
    assert "Số 01/QĐ-MTTQ-BTT cũng là số của một văn bản khác trong năm 2024; xem lại số trong phiếu." in told
    write_paper(store, "D13", SUPERVISION, other, tmp_path / "2.docx", TODAY)
    assert record(store, other).decision_number == "01/QĐ-MTTQ-BTT"
    mine = [g.message for g in prepare(store, "D13", SUPERVISION, supervision, TODAY).gaps]
    assert any("cũng là số" in m for m in mine)


def test_undoing_takes_the_number_out_of_the_record_again(store: Database, supervision: int, tmp_path: Path) -> None:
    write_paper(store, "D13", SUPERVISION, supervision, tmp_path / "qd.docx", TODAY)
    with store.reading() as session:
        act = last_undoable(session)
    assert act is not None
    undo(store, act.id)
    assert record(store, supervision).decision_number is None
    assert prepare(store, "D13", SUPERVISION, supervision, TODAY).letters == ()


def test_each_session_has_its_minutes_and_each_authority_its_letter(
    store: Database, supervision: int, tmp_path: Path
) -> None:
    minutes = write_paper(store, "D15", SUPERVISION, supervision, tmp_path / "bb", TODAY)
    assert [p.name for p in minutes.paths] == [
        f"0{n}-BB-ĐGS Biên bản làm việc Trường {d} 0{d}.04.2024.docx" for n, d in ((1, 2), (2, 3))
    ]
    figures = prepare(store, "D17", SUPERVISION, supervision, TODAY).drawn[0].figures
    assert {figures.labels[key]: figures.counts[key] for key in ("authority/1", "authority/2")} == {
        f"{SCHOOLS}: số kiến nghị": 2, f"{ROADS}: số kiến nghị": 1,
    }  # fmt: skip
    letters = write_paper(store, "D17", SUPERVISION, supervision, tmp_path / "kn", TODAY)
    assert len(letters.paths) == 2
    with store.reading() as session:
        part = SUPERVISION.part(RECOMMENDATION.name)
        sent = [session.get_one(Recommendation, i) for i in part_ids(session, part, supervision)]
        assert [(r.letter_number, r.sent_on) for r in sent] == [
            (f"0{n}/MTTQ-BTT", TODAY) for n in (1, 2, 1)
        ]
        assert all(r.answer_due_on for r in sent)


def test_what_is_missing_is_said_and_what_cannot_be_is_refused(
    store: Database, vocabulary: Vocabulary, supervision: int
) -> None:
    told = [g.message for g in prepare(store, "D16", SUPERVISION, supervision, TODAY).gaps]
    assert "Chưa ghi kết quả đạt được." in told
    assert "Chưa ghi số quyết định thành lập đoàn." in told
    other = put(store, vocabulary, SUPERVISION, {
        "year": 2024, "content": "Xem xét văn bản", "form": "HT1", "level": "province",
        "chair_id": organisation(vocabulary, "HND"),
    })  # fmt: skip
    with pytest.raises(Refused, match="chỉ lập khi tổ chức đoàn giám sát"):
        prepare(store, "D13", SUPERVISION, other, TODAY)
    with pytest.raises(Refused, match="chưa ghi kiến nghị"):
        prepare(store, "D17", SUPERVISION, other, TODAY)
    with store.writing("test", "Sửa") as writing:
        amend(writing, SUPERVISION, other, {"form": "HT2"}, vocabulary)
    told = [g.message for g in prepare(store, "D13", SUPERVISION, other, TODAY).gaps]
    assert "Hội Nông dân tỉnh chủ trì: văn bản thường do tổ chức đó ban hành." in told
    with pytest.raises(Refused, match="Các văn bản lập được: D12"):
        paper_named("D20", SUPERVISION)
    assert papers_of(SUPERVISION_MEMBER) == ()


def test_texts_typed_for_a_record_stand_in_its_paper_alone(store: Database, supervision: int) -> None:
    keep_text(store, "D12", SUPERVISION, supervision, "duties", "Ông Thử phụ trách chung.")
    assert texts_of(store, "D12", SUPERVISION, supervision) == {"duties": "Ông Thử phụ trách chung."}
    assert "Ông Thử phụ trách chung." in said(store, "D12", supervision)[0]
    assert "Ông Thử" not in said(store, "D13", supervision)[0]


def test_a_failed_file_leaves_neither_number_nor_letter(store: Database, supervision: int, tmp_path: Path) -> None:
    blocked = tmp_path / "tệp"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(NotWritable):
        write_paper(store, "D13", SUPERVISION, supervision, blocked / "qd.docx", TODAY)
    assert record(store, supervision).decision_number is None


def test_counts_that_moved_since_issuing_are_told(
    store: Database, vocabulary: Vocabulary, supervision: int, tmp_path: Path
) -> None:
    write_paper(store, "D13", SUPERVISION, supervision, tmp_path / "qd.docx", TODAY)
    assert prepare(store, "D13", SUPERVISION, supervision, TODAY).moved == ()
    with store.writing("test", "Bớt") as writing:
        values = {"year": 2024, "content": "Giám sát thu, chi đầu năm học", "form": "HT2", "level": "province",
                  "chair_id": organisation(vocabulary, "MTTQ")}  # fmt: skip
        keep(writing, checked(SUPERVISION, values, vocabulary), vocabulary, supervision, None,
             {SUPERVISION_SESSION.name: []})  # fmt: skip
    (moved,) = prepare(store, "D13", SUPERVISION, supervision, TODAY).moved
    assert (moved.label, moved.then, moved.now) == ("Buổi làm việc", 2, 0)


def test_the_year_s_plan_lists_what_is_planned(store: Database, supervision: int) -> None:
    (drawn,) = previews_of_period(store, "D11", Period(2024, "Y"), TODAY)
    assert "thu, chi đầu năm học" in "".join(document_xml(drawn.document))
    with pytest.raises(Refused, match="không lập cho"):
        previews_of_period(store, "D11", Period(2024, "Q1"), TODAY)
    with pytest.raises(Refused, match="Chưa có cuộc giám sát"):
        previews_of_period(store, "D11", Period(2023, "Y"), TODAY)
