"""Criticism, feedback and surveys: their papers from a store, and the verdict worked out by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.criticism import CRITICISM_OPINION, SOCIAL_CRITICISM, SocialCriticism
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_ROUND, PartyFeedbackRound
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, SURVEY_ANSWER
from mttq_desktop.services.reports import prepare, write_paper
from mttq_desktop.store.database import Database
from tests.makers import authority, organisation, unit
from tests.services.reports.test_papers import TODAY, put, said

HEALTH = "Sở Y tế"


def draft(store: Database, words: Vocabulary, **given: Any) -> int:
    """A draft of a department with one opinion and one recommendation."""
    values = {
        "kind": "PB", "title": "Dự thảo Nghị quyết thu hút bác sĩ", "drafter_id": authority(words, HEALTH),
        "form": "PB1", "draft_type": words.codes["pbxh_draft_type"].entries[0].key, "level": "province",
        "issuer": words.codes["draft_issuer"].entries[0].key, "chair_id": organisation(words, "MTTQ"),
        "received_on": date(2024, 3, 1), "held_on": date(2024, 3, 20), "opinions": 12, "need": "Rất cần thiết.",
    } | given  # fmt: skip
    parts: dict[Kind[Any], list[dict[str, Any]]] = {
        CRITICISM_OPINION: [{"article": "Điều 3", "content": "Nâng mức hỗ trợ", "result": "TT"}],
        RECOMMENDATION: [{"source": "PB", "content": "Đánh giá tác động", "result": "CHUA",
                          "authority_id": authority(words, HEALTH)}],
    }  # fmt: skip
    return put(store, words, SOCIAL_CRITICISM, values, parts)


def test_the_criticism_has_its_points_articles_and_asks_and_is_sent_by_being_issued(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    ident = draft(store, vocabulary)
    (text,) = said(store, "D19", ident, SOCIAL_CRITICISM)
    for words in (f"Kính gửi: {HEALTH}", "Rất cần thiết", "1. Sự cần thiết", "Điều 3", "Nâng mức hỗ trợ",
                  "1. Đánh giá tác động.", "ngày 20/3/2024"):  # fmt: skip
        assert words in text
    told = [g.message for g in prepare(store, "D19", SOCIAL_CRITICISM, ident, TODAY).gaps]
    assert "Chưa ghi 4. tác động, hiệu quả." in told
    write_paper(store, "D19", SOCIAL_CRITICISM, ident, tmp_path / "pb.docx", TODAY)
    with store.reading() as session:
        found = session.get_one(SocialCriticism, ident)
        assert (found.letter_number, found.sent_on, found.stage) == ("01/MTTQ-BTT", TODAY, "CHO")


def test_plain_comments_have_no_criticism_papers(store: Database, vocabulary: Vocabulary) -> None:
    ident = draft(store, vocabulary, kind="GY", form=None)
    with pytest.raises(Refused, match="chỉ lập cho phản biện"):
        prepare(store, "D19", SOCIAL_CRITICISM, ident, TODAY)
    assert "bác sĩ" in said(store, "D18", draft(store, vocabulary), SOCIAL_CRITICISM)[0]


def test_the_request_goes_to_everybody_asked(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    asked = tuple(organisation(vocabulary, code) for code in ("MTTQ", "HND", "CCB"))
    ident = put(store, vocabulary, PARTY_FEEDBACK_ROUND, {"year": 2024, "target": "TT", "asked": asked})
    (text,) = said(store, "D26", ident, PARTY_FEEDBACK_ROUND)
    assert "- Hội Nông dân tỉnh Quảng Nam;" in text
    assert "- Ủy ban Mặt trận" not in text
    assert "V/v lấy ý kiến góp ý đối với tập thể" in text
    assert "tập thể Ban Thường vụ Tỉnh ủy năm 2024" in text
    write_paper(store, "D26", PARTY_FEEDBACK_ROUND, ident, tmp_path / "cv.docx", TODAY)
    with store.reading() as session:
        assert session.get_one(PartyFeedbackRound, ident).request_number == "01/MTTQ-BTT"


def test_a_draft_is_called_one_whatever_its_title(store: Database, vocabulary: Vocabulary) -> None:
    for title in ("Nghị quyết thu hút bác sĩ", "Dự thảo Nghị quyết thu hút bác sĩ"):
        (text,) = said(store, "D18", draft(store, vocabulary, title=title), SOCIAL_CRITICISM)
        assert "đối với dự thảo Nghị quyết thu hút bác sĩ" in text


def surveyed(store: Database, words: Vocabulary, satisfied: int, lowest: int = 950, **given: Any) -> int:
    """A commune's survey of 1,000 valid ballots; the last question is the overall one."""
    values = {
        "level": "XA", "form": "P1", "unit_id": unit(words, "Xã Bình Minh"),
        "mode": words.codes["ntm_collect_mode"].entries[0].key, "starts_on": date(2024, 3, 1),
        "ends_on": date(2024, 3, 20), "households": 1250, "chosen": 1100, "ballots_out": 1100, "ballots_in": 1050,
        "ballots_valid": 1000,
    } | given  # fmt: skip
    rows = [
        {"question": 1, "content": "Giao thông", "overall": False, "satisfied": lowest, "dissatisfied": 1000 - lowest,
         "no_opinion": 0, "reasons": "Đường hư hỏng"},
        {"question": 2, "content": "Chung", "overall": True, "satisfied": satisfied, "dissatisfied": 1000 - satisfied,
         "no_opinion": 0},
    ]  # fmt: skip
    return put(store, words, SATISFACTION_SURVEY, values, {SURVEY_ANSWER: rows})


def test_the_verdict_is_the_one_worked_out_by_hand(store: Database, vocabulary: Vocabulary) -> None:
    good = surveyed(store, vocabulary, 953)
    (text,) = said(store, "D24", good, SATISFACTION_SURVEY)
    assert "Tỷ lệ hài lòng chung đạt 95,3%, đủ điều kiện theo HD 90/HD-MTTW-BTT; QĐ 18/2022/QĐ-TTg." in text
    for words in ("xã Bình Minh", ">88%<", ">1.250<", ">95,3%<", "Câu 1: Đường hư hỏng"):
        assert words in text
    assert any("chưa kiểm tra" in g.message for g in prepare(store, "D24", SATISFACTION_SURVEY, good, TODAY).gaps)
    bad = surveyed(store, vocabulary, 920, 700, starts_on=date(2024, 2, 1), ends_on=date(2024, 2, 10))
    (text,) = said(store, "D24", bad, SATISFACTION_SURVEY)
    assert "chưa đủ điều kiện" in text
    assert "(câu 1) 70%, chưa đạt mức tối thiểu 80%" in text


def test_hamlets_surveyed_in_the_same_days_are_lines_with_a_total(store: Database, vocabulary: Vocabulary) -> None:
    hamlets = [
        surveyed(store, vocabulary, 950, level="KDC", hamlet=hamlet, households=600, chosen=550,
                 starts_on=date(2024, 3, day))
        for hamlet, day in (("Thôn Tân An", 3), ("Thôn Bình Tịnh", 5))
    ]  # fmt: skip
    whole = surveyed(store, vocabulary, 953)
    (text,) = said(store, "D24", whole, SATISFACTION_SURVEY)
    assert text.index("Thôn Tân An") < text.index("Thôn Bình Tịnh") < text.index("Tổng cộng")
    figures = prepare(store, "D24", SATISFACTION_SURVEY, whole, TODAY).drawn[0].figures
    assert [figures.counts[key] for key in ("households", "place/1/households", "place/2/chosen")] == [1250, 600, 550]
    opened = [figures.ids[key] for key in ("households", "place/1/households", "place/2/households")]
    assert opened == [(whole,), *((ident,) for ident in hamlets)]
