"""Conclusions looked at by the next meeting; programmes of districts and communes on the units of a day."""

from collections import Counter
from datetime import date

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.deadlines import owed
from mttq_desktop.queries.lower_levels import board
from mttq_desktop.queries.meetings import open_items
from mttq_desktop.records.lower_levels import LocalProgramme
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION, Resolution
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.services.lower_levels import Signing, record_signing
from mttq_desktop.services.meetings import look_at
from mttq_desktop.services.progress import Progress
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit

TODAY = date(2024, 4, 5)
PERIOD = "2020-2025"


def _meeting(store: Database, vocabulary: Vocabulary, held_on: date, *agreed: str) -> int:
    values = {"type": "NAM", "held_on": held_on, "place": "Hội trường", "present": "Sáu tổ chức",
              "chair": "Trần Văn Mẫu", "secretary": "Lê Thị Thử", "discussion": "Trao đổi"}  # fmt: skip
    item = {"lead_id": organisation(vocabulary, "HND"), "due_on": date(2024, 3, 1), "state": "CHUA"}
    rows = [{"content": c, **item} for c in agreed]
    with store.writing("test", "Họp") as writing:
        parts = {RESOLUTION.name: [PartRow(checked(RESOLUTION, r, vocabulary)) for r in rows]}
        return keep(writing, checked(JOINT_MEETING, values, vocabulary), vocabulary, parts=parts)


def test_the_next_meeting_begins_with_what_is_still_open(store: Database, vocabulary: Vocabulary) -> None:
    _meeting(store, vocabulary, date(2023, 1, 10), "Việc một", "Việc hai")
    _meeting(store, vocabulary, date(2024, 1, 10), "Việc ba")
    new = _meeting(store, vocabulary, TODAY, "Việc của kỳ này")
    with store.reading() as session:
        waiting = open_items(session, TODAY, new)
        assert [i.content for i in waiting] == ["Việc một", "Việc hai", "Việc ba"]
        assert len(owed(session, TODAY, kinds=[RESOLUTION])) == 4
    given = [Progress(waiting[0].id, "XONG", "Đã làm"), Progress(waiting[1].id, "DANG", "Đang làm")]
    assert look_at(store, new, given, TODAY, vocabulary) == 2
    with store.reading() as session:
        done = session.get(Resolution, waiting[0].id)
        assert done is not None
        assert (done.state, done.done_on, done.looked_at_id) == ("XONG", TODAY, new)
        assert [i.content for i in open_items(session, TODAY)] == ["Việc hai", "Việc ba"]
        assert len(open_items(session, TODAY, new)) == 3
        assert len(owed(session, TODAY, kinds=[RESOLUTION])) == 3


def test_a_meeting_does_not_look_at_its_own_conclusions(store: Database, vocabulary: Vocabulary) -> None:
    new = _meeting(store, vocabulary, TODAY, "Việc của kỳ này")
    with store.reading() as session:
        own = session.query(Resolution).one().id
    with pytest.raises(Refused, match="kỳ họp trước"):
        look_at(store, new, [Progress(own, "XONG", "Đã làm")], TODAY, vocabulary)


@pytest.mark.parametrize(
    ("on", "districts", "communes"),
    [(TODAY, 18, 241), (date(2025, 2, 1), 17, 233), (date(2025, 7, 1), 0, 78)],
)
def test_the_board_holds_the_units_of_its_day(store: Database, on: date, districts: int, communes: int) -> None:
    with store.reading() as session:
        found = Counter({level: len(board(session, level, PERIOD, on)) for level in ("district", "commune")})
    assert found == {"district": districts, "commune": communes}


def test_many_units_are_written_down_as_signed_at_once(store: Database, vocabulary: Vocabulary) -> None:
    units = [unit(vocabulary, n) for n in ("Huyện Đại Lộc", "Huyện Quế Sơn")]
    front = organisation(vocabulary, "MTTQ")
    first = Signing(signed_on=date(2021, 5, 4), parties=(front,))
    assert record_signing(store, units, PERIOD, first, vocabulary) == 2
    assert record_signing(store, units[:1], PERIOD, Signing(number="02/CTPH"), vocabulary) == 1
    with store.reading() as session:
        signed = {r.unit_id: r for r in board(session, "district", PERIOD, TODAY) if r.signed}
        assert set(signed) == set(units)
        assert (signed[units[0]].number, signed[units[0]].signed_on) == ("02/CTPH", date(2021, 5, 4))
        assert session.query(LocalProgramme).count() == 2
        assert not any(r.signed for r in board(session, "district", "2025-2030", TODAY))
    record_signing(store, units[:1], PERIOD, Signing(signed=False), vocabulary)
    with store.reading() as session:
        (changed,) = (r for r in board(session, "district", PERIOD, TODAY) if r.unit_id == units[0])
        assert (changed.signed, changed.signed_on, changed.number) == (False, None, None)
    with pytest.raises(Refused, match="Chưa chọn"):
        record_signing(store, [], PERIOD, Signing(), vocabulary)
