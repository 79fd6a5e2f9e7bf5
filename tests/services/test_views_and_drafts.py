"""Saved lists under a name; forms as typed so far; numbers of letters, each given once."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from mttq_desktop.errors import Cancelled, Refused
from mttq_desktop.records.catalogue import UNIT
from mttq_desktop.records.office import Act
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.drafts import forget_typed, save_typed, unfinished
from mttq_desktop.services.numbering import is_taken, last_given, proposed, series_of, take
from mttq_desktop.services.petitions.letters import Desk
from mttq_desktop.services.views import remove_view, save_view, saved_views
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database


def test_a_saved_list_of_the_same_name_is_replaced(store: Database) -> None:
    first = save_view(store, PETITION, "  Đất đai ", {"field": ["DD"]})
    save_view(store, PETITION, "Trễ hạn", {"late": True})
    assert save_view(store, PETITION, "Đất đai", {"field": ["DD", "GT"], "chữ": "Đại Lộc"}) == first
    save_view(store, UNIT, "Đất đai", {})

    with store.reading() as session:
        assert [(v.name, v.content) for v in saved_views(session, PETITION)] == [
            ("Đất đai", {"field": ["DD", "GT"], "chữ": "Đại Lộc"}), ("Trễ hạn", {"late": True}),
        ]  # fmt: skip
        assert [v.content for v in saved_views(session, UNIT)] == [{}]


def test_a_removed_list_is_gone_and_a_nameless_one_refused(store: Database) -> None:
    one = save_view(store, PETITION, "Đất đai", {})
    remove_view(store, one)
    with store.reading() as session:
        assert saved_views(session, PETITION) == ()
    with pytest.raises(Refused, match="Chưa đặt tên"):
        save_view(store, PETITION, " \n", {})
    with pytest.raises(Refused, match="không còn nữa"):
        remove_view(store, 999)


def test_a_form_as_typed_so_far_is_kept_apart_and_is_no_act(store: Database) -> None:
    with store.reading() as session:
        acts = len(session.scalars(select(Act)).all())
    save_typed(store, PETITION, None, {"content": "Đề nghị sửa"})
    at = save_typed(store, PETITION, None, {"content": "Đề nghị sửa đường", "people": "1x"})
    save_typed(store, PETITION, 7, {"content": "Sửa bản ghi 7"})

    assert at == datetime(2024, 4, 5, 9, 30)
    typed = {t.record_id: (t.kind, t.texts) for t in unfinished(store)}
    assert typed == {
        None: ("petition", {"content": "Đề nghị sửa đường", "people": "1x"}),
        7: ("petition", {"content": "Sửa bản ghi 7"}),
    }
    forget_typed(store, "petition", None)
    assert [t.record_id for t in unfinished(store)] == [7]
    with store.reading() as session:
        assert len(session.scalars(select(Act)).all()) == acts


def test_numbers_are_proposed_then_given_once(store: Database) -> None:
    day = date(2024, 4, 5)
    with store.writing("test", "Lấy số") as writing:
        desk = Desk.of(writing.session)
        assert desk.proposed(writing.session, "D05", 2024, 2) == ["01/MTTQ-BTT", "02/MTTQ-BTT"]
        assert desk.letter(writing, "D05", day, None, "Công văn").number == "01/MTTQ-BTT"
        assert desk.letter(writing, "D06", day, None, "Đôn đốc").number == "02/MTTQ-BTT"
        assert desk.letter(writing, "D07", day, None, "Thông báo").number == "01/TB-MTTQ-BTT"
        assert desk.letter(writing, "D05", day, "15/MTTQ-BTT", "Số tự ghi").ordinal == 15
        assert desk.letter(writing, "D05", day, " ", "Công văn").number == "16/MTTQ-BTT"
        assert desk.letter(writing, "D05", day, "9/MTTQ-BTT", "Số cũ").ordinal == 9
        assert desk.letter(writing, "D05", day, "HĐ/1", "Số lạ").ordinal == 0
        with pytest.raises(Refused, match="Số 15/MTTQ-BTT đã dùng"):
            take(writing, "D05", 2024, desk.wording, desk.settings, "15/MTTQ-BTT")
        assert is_taken(writing.session, 2024, "01/MTTQ-BTT")
        assert not is_taken(writing.session, 2023, "01/MTTQ-BTT")
        assert last_given(writing.session, series_of("D05", 2024, desk.wording, desk.settings)) == 16
        assert proposed(writing.session, "D05", 2025, 1, desk.wording, desk.settings) == ["01/MTTQ-BTT"]


def test_progress_tells_and_stops() -> None:
    heard: list[tuple[int, int | None, str]] = []
    progress = Progress(lambda *said: heard.append(said))
    progress.report(1, 9, "Đang đọc")
    progress.report(2, None)
    progress.cancelled = True
    with pytest.raises(Cancelled, match="Chưa có gì được ghi"):
        progress.report(3, 9)
    assert heard == [(1, 9, "Đang đọc"), (2, None, "Đang đọc")]
