"""Joint papers from a store: six signatures in their order, the programme's headings, minutes, inspections."""

from datetime import date
from pathlib import Path
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.programme import current
from mttq_desktop.records.catalogue import PERSON
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.lower_levels import (
    INSPECTION_MEMBER,
    INSPECTION_VISIT,
    JOINT_INSPECTION,
    JointInspection,
)
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, JointPlan
from mttq_desktop.records.programme import PROGRAMME, PROGRAMME_PARTY, PROGRAMME_SECTION, Programme
from mttq_desktop.services.catalogues import save_entry
from mttq_desktop.services.keeping import amend, checked
from mttq_desktop.services.reports import prepare, write_paper
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Minutes, SignatureGrid
from tests.makers import organisation, unit
from tests.services.reports.test_papers import TODAY, put, said

SIX = ("MTTQ", "LDLD", "HND", "DTN", "LHPN", "CCB")


def programme(store: Database, words: Vocabulary) -> int:
    """A programme with three headings, the first amended away from its words, six parties, one deputy."""
    sections: list[dict[str, Any]] = [
        {"code": "I", "title": "Nguyên tắc", "body": "Dân chủ.", "heading": False},
        {"code": "II", "title": "Nội dung phối hợp", "heading": False},
        {"code": "II.1", "parent": "II", "title": "Các cuộc vận động", "body": "Giúp hộ nghèo.", "heading": True},
    ]
    rows: list[dict[str, Any]] = [
        {"organisation_id": organisation(words, code), "role": "partner", "signer": f"Người {code}",
         "signer_title": "Phó Bí thư" if code == "DTN" else None}
        for code in SIX
    ]  # fmt: skip
    values = {"title": "Chương trình phối hợp giữa các bên giai đoạn 2031 - 2035", "period": "2031-2035",
              "in_force": True, "preamble": "Căn cứ Điều lệ;", "recipients": "Tỉnh ủy\nLưu: VT"}  # fmt: skip
    parts: dict[Kind[Any], list[dict[str, Any]]] = {PROGRAMME_SECTION: sections, PROGRAMME_PARTY: rows}
    return put(store, words, PROGRAMME, values, parts)


def test_the_programme_is_its_tree_and_six_sign_in_their_order(store: Database, vocabulary: Vocabulary) -> None:
    ident = programme(store, vocabulary)
    (text,) = said(store, "D09", ident, PROGRAMME)
    for words in ("I. NGUYÊN TẮC", "II. NỘI DUNG PHỐI HỢP", "1. Các cuộc vận động", "Giúp hộ nghèo.",
                  "Giữa các bên giai đoạn 2031 - 2035", "CHÍNH TRỊ - XÃ HỘI"):  # fmt: skip
        assert words in text
    (drawn,) = prepare(store, "D09", PROGRAMME, ident, TODAY).drawn
    assert isinstance(drawn.document.closing, SignatureGrid)
    signed = drawn.document.closing.parties
    assert [s.name for s in signed] == [f"Người {code}" for code in SIX]
    assert signed[0].authority == ("TM. BAN THƯỜNG TRỰC",)
    assert signed[3].title == ("KT. BÍ THƯ", "PHÓ BÍ THƯ")
    assert signed[3].body == ("ĐOÀN TNCS HỒ CHÍ MINH", "TỈNH QUẢNG NAM")
    assert drawn.document.recipients.lines == ("Tỉnh ủy", "Lưu: VT")


def test_printing_a_programme_in_force_does_not_end_what_it_was_in_force_for(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    ident = programme(store, vocabulary)
    prepared = prepare(store, "D09", PROGRAMME, ident, TODAY)
    assert any("chưa ghi ngày ký" in gap.message for gap in prepared.gaps)
    write_paper(store, "D09", PROGRAMME, ident, tmp_path / "ct.docx", date(2033, 4, 5))
    with store.reading() as session:
        assert session.get_one(Programme, ident).signed_on is None
        assert current(session, date(2032, 12, 31)) == ident
    with store.writing("test", "Dự thảo") as writing:
        amend(writing, PROGRAMME, ident, {"in_force": False}, vocabulary)
    write_paper(store, "D09", PROGRAMME, ident, tmp_path / "ct2.docx", date(2033, 4, 5))
    with store.reading() as session:
        assert session.get_one(Programme, ident).signed_on == date(2033, 4, 5)


def test_the_year_s_plan_groups_tasks_and_its_parties_sign(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    front, farmers = organisation(vocabulary, "MTTQ"), organisation(vocabulary, "HND")
    person = {"name": "Bà Thử", "title": "Chủ tịch", "organisation_id": farmers}
    save_entry(store, checked(PERSON, person, vocabulary), vocabulary)
    with store.reading() as session:
        words = read_vocabulary(session)
    tasks: list[dict[str, Any]] = [
        {"year": 2024, "content": "Giúp hộ nghèo", "lead_id": front, "partners": (farmers,), "timing": "Quý II",
         "product": "Danh sách", "state": "CHUA"},
        {"year": 2024, "content": "Việc đã bỏ", "lead_id": front, "state": "BO"},
    ]  # fmt: skip
    values = {"year": 2024, "title": "Kế hoạch liên tịch năm 2024", "parties": (farmers, front)}
    ident = put(store, words, JOINT_PLAN, values, {JOINT_TASK: tasks})
    prepared = prepare(store, "D10", JOINT_PLAN, ident, TODAY)
    (text,) = said(store, "D10", ident, JOINT_PLAN)
    assert "Giúp hộ nghèo" in text
    assert "Việc đã bỏ" not in text
    closing = prepared.drawn[0].document.closing
    assert isinstance(closing, SignatureGrid)
    assert [s.body[0] for s in closing.parties] == ["HỘI NÔNG DÂN", "ỦY BAN MTTQ VIỆT NAM"]
    assert "chưa xếp vào nhóm" in " ".join(g.message for g in prepared.gaps)
    write_paper(store, "D10", JOINT_PLAN, ident, tmp_path / "kh.docx", TODAY)
    with store.reading() as session:
        assert session.get_one(JointPlan, ident).number == "01/KHLT-MTTQ-TCCTXH"


def test_minutes_of_a_meeting_have_two_signatures_and_its_day(store: Database, vocabulary: Vocabulary) -> None:
    values = {"type": "NAM", "held_on": date(2024, 3, 5), "begins_at": "08:00", "place": "Phòng họp", "present": "A\nB",
              "chair": "Ông Chủ", "secretary": "Bà Thư", "discussion": "Đồng ý."}  # fmt: skip
    front = organisation(vocabulary, "MTTQ")
    item = {"content": "Họp lại", "lead_id": front, "due_on": date(2024, 9, 30), "state": "CHUA"}
    ident = put(store, vocabulary, JOINT_MEETING, values, {RESOLUTION: [item]})
    (drawn,) = prepare(store, "D23", JOINT_MEETING, ident, TODAY).drawn
    assert isinstance(drawn.document.closing, Minutes)
    assert (drawn.document.closing.chair.name, drawn.document.closing.secretary.name) == ("Ông Chủ", "Bà Thư")
    assert drawn.document.head.day == date(2024, 3, 5)
    (text,) = said(store, "D23", ident, JOINT_MEETING)
    assert "30/9/2024" in text
    assert "08 giờ 00, ngày 05 tháng 3 năm 2024" in text


def test_an_inspection_has_its_plan_and_its_conclusion(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    values = {"title": "Kiểm tra việc ký chương trình", "level": "province", "starts_on": date(2024, 4, 10),
              "chair_id": organisation(vocabulary, "MTTQ"), "strengths": "Tốt."}  # fmt: skip
    seen = {"unit_id": unit(vocabulary, "Huyện Đại Lộc"), "day": date(2024, 4, 10), "findings": "Đã ký"}
    parts: dict[Kind[Any], list[dict[str, Any]]] = {
        INSPECTION_MEMBER: [{"name": "Ông Trưởng", "title": "Phó Chủ tịch", "role": "TRD"}], INSPECTION_VISIT: [seen],
    }  # fmt: skip
    ident = put(store, vocabulary, JOINT_INSPECTION, values, parts)
    (text,) = said(store, "D25", ident, JOINT_INSPECTION)
    for words in ("kiểm tra việc ký chương trình", "Huyện Đại Lộc", "Ông Trưởng", "10/4/2024"):
        assert words in text.lower() or words in text
    write_paper(store, "D25", JOINT_INSPECTION, ident, tmp_path / "kh.docx", TODAY)
    with store.reading() as session:
        assert session.get_one(JointInspection, ident).decision_number == "01/KH-MTTQ-BTT"
    (text,) = said(store, "D25K", ident, JOINT_INSPECTION)
    assert "Thực hiện Kế hoạch số 01/KH-MTTQ-BTT ngày 05/4/2024" in text
    assert "Đã ký" in text
