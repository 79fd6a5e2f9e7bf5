"""Dialogues: plan, conclusions, invitations to a list under one number."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.records.dialogues import DIALOGUE, DIALOGUE_GROUP, DIALOGUE_ITEM, Dialogue
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.lower_levels import TRAINING
from mttq_desktop.records.meetings import JOINT_MEETING
from mttq_desktop.records.office import Act, Letter
from mttq_desktop.services.acts import undo
from mttq_desktop.services.reports import keep_text, prepare, write_paper
from mttq_desktop.services.wording import save_phrase
from mttq_desktop.store.database import Database
from tests.makers import authority, organisation
from tests.services.reports.test_papers import TODAY, put, said

ROADS = "Sở Giao thông vận tải"


@pytest.fixture
def dialogue(store: Database, vocabulary: Vocabulary) -> int:
    """A conference with one open question."""
    values = {
        "topic": "Bồi thường, tái định cư", "purpose": "QD218", "level": "province", "type": "DK", "chair_role": "BT",
        "audience": vocabulary.codes["dialogue_audience"].entries[0].key, "held_on": date(2024, 4, 10),
        "held_at": "08:00", "place": "Hội trường tỉnh", "mode": "TRUCTIEP", "people": 120, "opinions": 18,
        "partners": (organisation(vocabulary, "HND"), organisation(vocabulary, "LHPN")),
    }  # fmt: skip
    items: list[dict[str, Any]] = [
        {"content": "Sớm cấp đất", "authority_id": authority(vocabulary, ROADS), "due_on": date(2024, 6, 30),
         "answer_mode": "VB"},
        {"content": "Trả lời rồi", "answer_mode": "TT", "conclusion": "Đồng ý"},
    ]  # fmt: skip
    parts: dict[Kind[Any], list[dict[str, Any]]] = {
        DIALOGUE_ITEM: items, DIALOGUE_GROUP: [{"attended_as": "ND", "people": 80}],
    }  # fmt: skip
    return put(store, vocabulary, DIALOGUE, values, parts)


def test_questions_are_sent_so_many_days_before_as_the_wording_says(store: Database, dialogue: int) -> None:
    assert "trước ngày 31/3/2024;" in said(store, "D20", dialogue, DIALOGUE)[0]
    save_phrase(store, "D20.question_days", "7")
    assert "trước ngày 03/4/2024;" in said(store, "D20", dialogue, DIALOGUE)[0]
    with pytest.raises(Refused, match="số ngày"):
        save_phrase(store, "D20.question_days", "mười")


def test_our_own_body_is_not_invited_by_itself(store: Database, vocabulary: Vocabulary) -> None:
    parties = tuple(organisation(vocabulary, code) for code in ("MTTQ", "HND"))
    training = put(store, vocabulary, TRAINING, {
        "title": "Tập huấn", "type": vocabulary.codes["training_type"].entries[0].key,
        "level": "province", "starts_on": TODAY, "organisers": parties,
    })  # fmt: skip
    assert [d.to for d in prepare(store, "D21", TRAINING, training, TODAY).drawn] == ["Hội Nông dân tỉnh Quảng Nam"]


def test_the_plan_has_who_comes_and_its_number_goes_into_the_record(
    store: Database, dialogue: int, tmp_path: Path
) -> None:
    (text,) = said(store, "D20", dialogue, DIALOGUE)
    for words in ("bồi thường, tái định cư", "08 giờ 00, ngày 10/4/2024", "Hội Nông dân tỉnh", ">Nhân dân<", ">80<"):
        assert words in text
    write_paper(store, "D20", DIALOGUE, dialogue, tmp_path / "kh.docx", TODAY)
    with store.reading() as session:
        assert session.get_one(Dialogue, dialogue).plan_number == "01/KH-MTTQ-BTT"


def test_the_notice_assigns_what_was_not_answered_at_once(store: Database, dialogue: int) -> None:
    (text,) = said(store, "D22", dialogue, DIALOGUE)
    assert "Sớm cấp đất" in text
    assert "30/6/2024" in text
    assert "Trả lời rồi" not in text
    assert "Đồng ý" in text
    assert "18" in text
    assert "KẾT LUẬN CỦA BÍ THƯ" in text


def test_a_list_of_guests_becomes_a_sheet_each_under_one_number(
    store: Database, dialogue: int, tmp_path: Path
) -> None:
    assert [d.to for d in prepare(store, "D21", DIALOGUE, dialogue, TODAY).drawn] == [
        "Hội Nông dân tỉnh Quảng Nam", "Hội Liên hiệp Phụ nữ tỉnh Quảng Nam",
    ]  # fmt: skip
    keep_text(store, "D21", DIALOGUE, dialogue, "guests", "Ông Nguyễn Văn A\n\n  Sở Y tế \nUBND huyện B")
    written = write_paper(store, "D21", DIALOGUE, dialogue, tmp_path / "gm", TODAY)
    assert [p.name for p in written.paths] == [
        f"01-GM-MTTQ-BTT Giấy mời {guest} 05.04.2024.docx" for guest in ("Ông Nguyễn Văn A", "Sở Y tế", "UBND huyện B")
    ]
    with store.reading() as session:
        assert len(session.scalars(select(Letter)).all()) == 1
        assert session.get_one(Dialogue, dialogue).notified_on == TODAY


def test_a_long_list_of_guests_is_one_act_one_folder_and_undone_whole(
    store: Database, dialogue: int, tmp_path: Path
) -> None:
    long = "Ban Chỉ đạo " * 30
    guests = [*(f"Ông Nguyễn Văn {n}" for n in range(1, 38)), "Sở TN&MT <A>: \"x\"?", long, "Ông Nguyễn Văn 1"]
    keep_text(store, "D21", DIALOGUE, dialogue, "guests", "\n".join(guests))
    with store.reading() as session:
        acts = session.scalar(select(func.max(Act.id)))
    written = write_paper(store, "D21", DIALOGUE, dialogue, tmp_path / "gm", TODAY)
    names = sorted(p.name for p in (tmp_path / "gm").iterdir())
    assert len(names) == len({n.casefold() for n in names}) == len(guests) == 40
    assert all(n.startswith("01-GM-MTTQ-BTT Giấy mời ") and len(n) < 140 for n in names)
    assert "01-GM-MTTQ-BTT Giấy mời Ông Nguyễn Văn 1 05.04.2024 (2).docx" in names
    assert len(written.letters) == 1
    with store.reading() as session:
        (made,) = session.scalars(select(Act.id).where(Act.id > (acts or 0)))
    undo(store, made)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter).where(Letter.deleted_on.is_(None))) == 0


def test_meetings_trainings_and_criticism_invite_too(store: Database, vocabulary: Vocabulary) -> None:
    meeting = put(store, vocabulary, JOINT_MEETING, {
        "type": "NAM", "held_on": TODAY, "place": "Phòng họp", "present": "A", "chair": "Ông B", "secretary": "Bà C",
        "discussion": "…",
    })  # fmt: skip
    assert "họp hằng năm giữa" in said(store, "D21", meeting, JOINT_MEETING)[0]
    training = put(store, vocabulary, TRAINING, {
        "title": "Tập huấn công tác giám sát", "type": vocabulary.codes["training_type"].entries[0].key,
        "level": "province", "starts_on": TODAY, "organisers": (organisation(vocabulary, "CCB"),),
    })  # fmt: skip
    assert "tập huấn công tác giám sát" in said(store, "D21", training, TRAINING)[0]
    draft = put(store, vocabulary, SOCIAL_CRITICISM, {
        "kind": "PB", "title": "Dự thảo Nghị quyết", "drafter_id": authority(vocabulary, ROADS), "form": "PB1",
        "draft_type": vocabulary.codes["pbxh_draft_type"].entries[0].key, "level": "province",
        "issuer": vocabulary.codes["draft_issuer"].entries[0].key, "chair_id": organisation(vocabulary, "MTTQ"),
        "received_on": TODAY,
    })  # fmt: skip
    assert "phản biện xã hội đối với dự thảo Nghị quyết" in said(store, "D21", draft, SOCIAL_CRITICISM)[0]
