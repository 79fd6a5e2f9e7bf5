"""Figures of D04, D08, the board and the start page: right numbers, and the rows behind each."""

from datetime import date

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.board import Board, Sending
from mttq_desktop.queries.figures import quarter
from mttq_desktop.queries.followed import start, supervision
from mttq_desktop.queries.listing import Filter, count
from mttq_desktop.records.deadlines import DeadlineRule
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.batches import Cover, board, record_batch, record_none_to_report
from mttq_desktop.services.petitions.forwarding import forward, plan_forwarding, return_petition
from mttq_desktop.services.petitions.merging import merge
from mttq_desktop.services.petitions.replies import record_reply
from mttq_desktop.services.reports import gaps, previews
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Table
from tests.makers import an_answer, authority, organisation, petitions, unit

Q1, Q2 = Period(2024, "Q1"), Period(2024, "Q2")
TODAY = date(2024, 4, 5)
ROADS, LAND = "Sở Giao thông vận tải", "Sở Tài nguyên và Môi trường"


def senders(store: Database, period: Period, today: date = TODAY) -> Board:
    with store.reading() as session:
        return board(session, period, today)


@pytest.mark.parametrize(
    ("period", "districts"),
    [(Q1, 18), (Period(2024, "Y"), 18), (Period(2025, "Q1"), 17), (Period(2025, "Q2"), 17), (Period(2025, "Q3"), 0)],
)
def test_expected_senders_follow_the_units_in_force(store: Database, period: Period, districts: int) -> None:
    found = senders(store, period)
    assert sum(1 for s in found.senders if s.unit_ids) == districts
    assert [s.name for s in found.senders if s.organisation_id] == [
        "Liên đoàn Lao động tỉnh", "Hội Nông dân tỉnh", "Tỉnh đoàn", "Hội LHPN tỉnh", "Hội Cựu chiến binh tỉnh",
    ]  # fmt: skip


def test_sent_none_late_and_missing_are_told_apart(store: Database, vocabulary: Vocabulary) -> None:
    district = unit(vocabulary, "Huyện Đại Lộc")
    petitions(store, vocabulary, 2, organisation_id=None, sender_unit_id=district)
    before = {s.name: s for s in senders(store, Q1).senders}
    record_none_to_report(store, Q1, before["Tỉnh đoàn"], Cover(date(2024, 4, 1)))
    record_batch(store, Q1, before["Huyện Quế Sơn"], Cover(date(2024, 4, 9), "12/BC-MTTQ", date(2024, 4, 8)))
    found = {s.name: (s.state, s.late) for s in senders(store, Q1, date(2024, 4, 10)).senders}
    assert found["Huyện Đại Lộc"] == (Sending.SENT, False)
    assert found["Tỉnh đoàn"] == (Sending.NONE, False)
    assert found["Huyện Quế Sơn"] == (Sending.LATE, True)
    assert found["Huyện Núi Thành"] == (Sending.NOT_SENT, True)
    assert {s.name: s for s in senders(store, Q1).senders}["Huyện Núi Thành"].late is False  # 05/4 is the last day
    with store.writing("test", "Ngày chốt") as writing:
        writing.session.query(DeadlineRule).filter_by(code="kn_quarter").one().days = 10
    assert {s.name: s.state for s in senders(store, Q1).senders}["Huyện Quế Sơn"] is Sending.SENT


def test_none_to_report_is_refused_after_petitions_came_and_kept_once(store: Database, vocabulary: Vocabulary) -> None:
    from mttq_desktop.errors import Refused

    petitions(store, vocabulary, 1)
    found = {s.name: s for s in senders(store, Q1).senders}
    with pytest.raises(Refused, match="đã gửi 1 kiến nghị"):
        record_none_to_report(store, Q1, found["Hội Nông dân tỉnh"], Cover(TODAY))
    first = record_none_to_report(store, Q1, found["Tỉnh đoàn"], Cover(TODAY))
    again = {s.name: s for s in senders(store, Q1).senders}["Tỉnh đoàn"]
    assert record_none_to_report(store, Q1, again, Cover(TODAY, "05/BC-TĐ")) == first


def test_our_own_body_and_unexpected_senders_show_once_they_have_sent(store: Database, vocabulary: Vocabulary) -> None:
    petitions(store, vocabulary, 1, organisation_id=organisation(vocabulary, "MTTQ"))
    commune = unit(vocabulary, "Xã Tam Thanh")
    petitions(store, vocabulary, 1, organisation_id=None, sender_unit_id=commune)
    extra = [s for s in senders(store, Q1).senders if not s.expected]
    assert [(s.name, s.petitions) for s in extra] == [("Ủy ban MTTQ Việt Nam tỉnh", 1), ("Xã Tam Thanh", 1)]


@pytest.fixture
def filled(store: Database, vocabulary: Vocabulary) -> dict[str, list[int]]:
    """Q1: farmers 3, women 2 (one says the same as a farmers' one), Đại Lộc 2; two authorities asked."""
    roads, land = authority(vocabulary, ROADS), authority(vocabulary, LAND)
    farmers = petitions(store, vocabulary, 3, level="TINH", authorities=(roads,))
    women = petitions(store, vocabulary, 2, organisation_id=organisation(vocabulary, "LHPN"), field="DD")
    district = petitions(
        store, vocabulary, 2, organisation_id=None, sender_unit_id=unit(vocabulary, "Huyện Đại Lộc"), field=None,
        authorities=(land, roads),
    )  # fmt: skip
    merge(store, farmers[0], [women[0]])
    with store.reading() as session:
        plan = plan_forwarding(session, [farmers[0], farmers[1], district[0]], date(2024, 2, 26))
    forward(store, [x.due(date(2024, 3, 26)) for x in plan.letters])
    record_reply(store, [farmers[0]], an_answer(roads, day=date(2024, 3, 20), reply_class="DGQ_VB"), TODAY)
    record_reply(store, [district[0]], an_answer(roads, day=date(2024, 3, 21), reply_class="CGQ"), TODAY)
    return {"farmers": farmers, "women": women, "district": district}


def test_tables_of_the_quarterly_report(store: Database, filled: dict[str, list[int]]) -> None:
    with store.reading() as session:
        found = quarter(session, Q1, board(session, Q1, TODAY), TODAY)
    roads, land, none = found.fields
    assert (roads.name, roads.total.n, roads.province.n, roads.answered.n) == ("Giao thông", 3, 3, 1)
    assert (land.name, land.total.n) == ("Đất đai", 1)
    assert (none.name, none.total.n, none.province.n, none.answered.n) == ("Chưa phân lĩnh vực", 2, 2, 0)
    assert (found.fields_total.total.n, found.opinions.n, found.petitions.n) == (6, 7, 6)
    columns = ("opinions", "merged", "forwarded", "answered", "unanswered")
    lines = {x.name: [getattr(x, c).n for c in columns] for x in found.senders}
    assert lines["Hội Nông dân tỉnh"] == [3, 3, 2, 1, 1]
    assert lines["Hội LHPN tỉnh"] == [2, 1, 1, 1, 0]
    assert lines["Huyện Đại Lộc"] == [2, 2, 1, 0, 1]
    total = found.senders_total
    assert [f.n for f in (total.opinions, total.merged, total.forwarded, total.answered)] == [7, 6, 4, 2]
    assert {x.name for x in found.senders if x.reported} == {"Hội Nông dân tỉnh", "Hội LHPN tỉnh", "Huyện Đại Lộc"}


def test_columns_add_up_and_every_figure_opens_its_rows(store: Database, filled: dict[str, list[int]]) -> None:
    with store.reading() as session:
        found = quarter(session, Q1, board(session, Q1, TODAY), TODAY)
    for name in ("opinions", "merged", "forwarded", "answered", "unanswered"):
        rows = [i for line in found.senders for i in getattr(line, name).ids]
        assert sorted(rows) == sorted(getattr(found.senders_total, name).ids)
    for key, _, figure in found.cells():
        assert found.behind(key) == figure.ids
    keys = [key for key, _, _ in found.cells()]
    assert len(keys) == len(set(keys))
    assert set(found.behind("fields/total")) == {*filled["farmers"], filled["women"][1], *filled["district"]}


def test_results_of_the_period_before(store: Database, filled: dict[str, list[int]]) -> None:
    with store.reading() as session:
        found = quarter(session, Q2, board(session, Q2, TODAY), TODAY).previous
    figures = (found.forwarded, found.answered, found.resolved, found.unresolved, found.unanswered, found.overdue)
    assert [f.n for f in figures] == [3, 1, 1, 0, 2, 2]
    assert set(found.overdue.ids) == {filled["farmers"][1], filled["district"][0]}


def test_supervision_by_authority(store: Database, vocabulary: Vocabulary, filled: dict[str, list[int]]) -> None:
    with store.reading() as session:
        found = supervision(session, Q1, TODAY)
    lines = {
        x.name: [f.n for f in (x.total, x.resolved, x.unresolved, x.unanswered, x.overdue, x.answered)]
        for x in (*found.authorities, found.total)
    }
    assert lines == {ROADS: [3, 1, 1, 1, 1, 2], LAND: [1, 0, 0, 1, 1, 0], "Tổng cộng": [4, 1, 1, 2, 2, 2]}
    assert found.petitions.n == len(set(found.total.total.ids)) == 3
    return_petition(store, [filled["district"][0]], authority(vocabulary, LAND), TODAY)
    with store.reading() as session:
        after = supervision(session, Q1, TODAY)
        assert [x.name for x in after.authorities] == [ROADS]
        back = filled["district"][0]
        assert after.behind("given_back") == (() if back in after.petitions.ids else (back,))
        assert after.petitions.n + after.given_back.n == found.petitions.n


def test_the_start_page_counts_what_lists_show(store: Database, filled: dict[str, list[int]]) -> None:
    with store.reading() as session:
        found = start(session, Q1, TODAY)
        assert found.late == count(session, PETITION, Filter(late=True, today=TODAY)) == 2
        assert (found.forwarded, found.answered, found.share) == (3, 1, 1 / 3)
        assert found.untold == 1
        assert found.by_month == (("2024-02", 7, 0), ("2024-03", 0, 2))
        assert dict(found.by_field) == {"GT": 3, "DD": 1, None: 2}
        assert start(session, Period(2023, "Q1"), TODAY).share is None


def test_gaps_name_what_to_settle_before_printing(store: Database, filled: dict[str, list[int]]) -> None:
    with store.reading() as session:
        found = gaps(session, "D04", Q1, TODAY)
    assert [g.message for g in found][:4] == [
        "3 kiến nghị mới nhận, chưa tổng hợp.",
        "1 kiến nghị chưa ghi cấp thẩm quyền hoặc cơ quan.",
        "2 kiến nghị chưa phân lĩnh vực.",
        "20 đơn vị chưa gửi: Liên đoàn Lao động tỉnh, Tỉnh đoàn, Hội Cựu chiến binh tỉnh, Thành phố Tam Kỳ, "
        "Thành phố Hội An, Huyện Tây Giang và 14 nơi khác.",
    ]
    assert found[1].ids == (filled["women"][1],)
    assert found[-1].message.startswith("Chưa soạn lời văn: II.")


def test_a_level_outside_the_four_columns_is_told(store: Database, vocabulary: Vocabulary) -> None:
    (inside,) = petitions(store, vocabulary, 1, level="XA")
    (company,) = petitions(store, vocabulary, 1, level="DN", content="Đề nghị công ty trồng lại cây")
    with store.reading() as session:
        told = {g.message: g.ids for g in gaps(session, "D04", Q1, TODAY)}
    (ids,) = (ids for message, ids in told.items() if message.startswith("1 kiến nghị ghi cấp khác"))
    assert ids == (company,)
    assert inside not in ids


def test_a_summary_stands_for_a_long_content_in_the_text_alone(store: Database, vocabulary: Vocabulary) -> None:
    long = "Đề nghị sửa chữa tuyến đường bê tông liên thôn đã xuống cấp nhiều năm qua"
    petitions(store, vocabulary, 1, content=long, summary="Sửa đường liên thôn", level="TINH")
    (drawn,) = previews(store, "D04", Q1, TODAY)
    said = " ".join(str(getattr(p, "text", "") or getattr(p, "items", "")) for p in drawn.document.parts)
    assert "Sửa đường liên thôn" in said
    assert long not in said
    annex = drawn.document.annexes[-1].parts[0]
    assert isinstance(annex, Table)
    assert long in str(annex.rows)
