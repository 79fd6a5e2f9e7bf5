"""Finding: words with or without tones, numbers, filters, any sort, the same from every side."""

from datetime import date

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter, Sort, codes_inside, count, facets, ids, part_counts, totals, values
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.records.households import HOUSEHOLD, HouseholdSupport
from mttq_desktop.records.petitions import PETITION, Petition, PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.store.database import Database
from tests.makers import a_petition, authority, organisation, unit

TODAY = date(2024, 4, 5)


@pytest.fixture
def three(store: Database, vocabulary: Vocabulary) -> tuple[int, int, int]:
    """Three petitions of different senders, places, days and authorities."""
    with store.writing("test", "Thêm") as writing:
        road = a_petition(writing, vocabulary, received_on=date(2024, 1, 5))
        land = a_petition(
            writing, vocabulary, content="Kiến nghị giải quyết đất đai, đền bù khu dân cư", field="DD",
            sender_unit_id=unit(vocabulary, "Huyện Đại Lộc"), organisation_id=None,
            received_on=date(2024, 3, 20),
            authorities=tuple(authority(vocabulary, n) for n in ("Sở Y tế", "Sở Tài nguyên và Môi trường")),
        )  # fmt: skip
        old = a_petition(writing, vocabulary, content="Đường điện", period="2023-Q4", received_on=date(2023, 12, 1))
        for wanted, due in ((road, date(2024, 3, 1)), (land, date(2024, 4, 9))):
            petition = writing.session.get_one(Petition, wanted)
            petition.state, petition.due_on = PetitionState.FORWARDED, due
    return road, land, old


@pytest.mark.parametrize(
    "typed",
    ["đất đai", "dat dai", "DAT  DAI", "đền bù khu", "dai loc", "kien nghi dat d", "Q1-0002", "KN-2024-Q1-0002"],
)
def test_words_are_found_with_or_without_tones(store: Database, three: tuple[int, int, int], typed: str) -> None:
    with store.reading() as session:
        assert list(ids(session, PETITION, Filter(text=typed))) == [three[1]]


@pytest.mark.parametrize("typed", ["khong co", '"', "a OR b", "NEAR(", "*", "dat' OR 1=1 --"])
def test_odd_words_find_nothing_and_break_nothing(store: Database, three: tuple[int, int, int], typed: str) -> None:
    with store.reading() as session:
        found = ids(session, PETITION, Filter(text=typed))
    assert len(found) in (0, 3)


def test_filters_and_sorts(store: Database, vocabulary: Vocabulary, three: tuple[int, int, int]) -> None:
    road, land, old = three
    health = authority(vocabulary, "Sở Y tế")
    with store.reading() as session:

        def look(where: Filter, sort: Sort | None = None) -> list[int]:
            return list(ids(session, PETITION, where, sort))

        assert look(Filter()) == [land, road, old]
        assert look(Filter(), Sort("received_on", descending=False)) == [old, road, land]
        assert look(Filter(period="2024-Q1")) == [land, road]
        assert look(Filter(period="2020-2025")) == [land, road, old]
        assert look(Filter(period="2023-H2")) == [old]
        assert look(Filter(late=True, today=TODAY)) == [road]
        assert look(Filter(due_within=7, today=TODAY)) == [land]
        assert look(Filter().having("authorities", health)) == [land]
        assert look(Filter().having("authorities", None)) == [road, old]
        assert look(Filter().having("organisation_id", organisation(vocabulary, "HND"))) == [road, old]
        assert look(Filter().having("organisation_id", None)) == [land]
        assert count(session, PETITION, Filter(period="2024")) == 2
        assert facets(session, PETITION, Filter().having("field", "DD"), "field") == {"GT": 2, "DD": 1}
        assert facets(session, PETITION, Filter(), "authorities")[health] == 1


@pytest.mark.parametrize("name", PETITION.listed)
def test_every_shown_column_can_be_sorted(store: Database, three: tuple[int, int, int], name: str) -> None:
    with store.reading() as session:
        up = list(ids(session, PETITION, Filter(), Sort(name, descending=False)))
        down = list(ids(session, PETITION, Filter(), Sort(name, descending=True)))
        empty = {i for i, value in values(session, PETITION, three, [name]) if value is None}
    filled = len(three) - len(empty)
    assert sorted(up) == sorted(down) == sorted(three)
    assert up[:filled] == down[:filled][::-1]
    assert set(up[filled:]) == set(down[filled:]) == empty


def test_values_come_in_the_order_asked(store: Database, three: tuple[int, int, int]) -> None:
    with store.reading() as session:
        rows = values(session, PETITION, [three[2], three[0]], ["content", "authorities"])
    assert [r[0] for r in rows] == [three[2], three[0]]
    assert rows[0][1] == "Đường điện"


def test_every_period_inside_a_period() -> None:
    assert codes_inside(Period.parse("2024-H1")) == ("2024-Q1", "2024-Q2", "2024-H1")
    assert codes_inside(Period.parse("2024-Q3")) == ("2024-Q3",)
    assert codes_inside(Period.parse("2024"))[4:] == ("2024-H1", "2024-H2", "2024-9M", "2024")
    assert len(codes_inside(Period.parse("2020-2025"))) == 6 * 8 + 1


@pytest.mark.parametrize(("wanted", "kept"), [
    ("2024-Q1", {"2024-Q1"}), ("2024-H1", {"2024-Q1", "2024-H1"}),
    ("2024", {"2024-Q1", "2024-H1", "2024"}), ("2020-2025", {"2023", "2024-Q1", "2024-H1", "2024"}),
])  # fmt: skip
@pytest.mark.parametrize("text", ["", "duong hoa"])
def test_a_period_keeps_records_of_every_period_inside_it(
    store: Database, vocabulary: Vocabulary, wanted: str, kept: set[str], text: str
) -> None:
    values_ = {"campaign": "NTM", "content": "Đường hoa", "organisation_id": organisation(vocabulary, "HND")}
    with store.writing("test", "Thêm") as writing:
        for code in ("2023", "2024-Q1", "2024-H1", "2024"):
            keep(writing, checked(CAMPAIGN_ITEM, {**values_, "period": code}, vocabulary), vocabulary)
    with store.reading() as session:
        found = values(session, CAMPAIGN_ITEM, ids(session, CAMPAIGN_ITEM, Filter(text=text, period=wanted)),
                       ["period"])  # fmt: skip
    assert {period for _, period in found} == kept


def test_keys_sort_as_people_read_them_and_empty_ones_stand_last(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thêm kiến nghị") as writing:
        road, health, none = (a_petition(writing, vocabulary, field=f) for f in ("GT", "YT", None))
    with store.reading() as session:
        up = ids(session, PETITION, Filter(), Sort("field", False, ("YT", "GT")))
        down = ids(session, PETITION, Filter(), Sort("field", True, ("YT", "GT")), limit=2)
    assert list(up) == [health, road, none]
    assert list(down) == [road, health]


def test_words_stand_in_vietnamese_order(store: Database, vocabulary: Vocabulary) -> None:
    words = ("Đường điện", "An ninh", "Ấp mới", "Dân sinh")
    with store.writing("test", "Thêm kiến nghị") as writing:
        made = {a_petition(writing, vocabulary, content=w): w for w in words}
    with store.reading() as session:
        found = ids(session, PETITION, Filter(), Sort("content", False))
    assert [made[i] for i in found] == ["An ninh", "Ấp mới", "Dân sinh", "Đường điện"]


def test_totals_over_what_the_filter_keeps(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thêm kiến nghị") as writing:
        for people, field in ((14, "GT"), (3, "GT"), (100, "YT"), (None, "GT")):
            a_petition(writing, vocabulary, people=people, field=field)
    with store.reading() as session:
        assert totals(session, PETITION, Filter(equals={"field": ("GT",)}), ["people"]) == {"people": 17}
        assert totals(session, PETITION, Filter(period="2020-Q1"), ["people"]) == {"people": 0}


def test_people_stand_by_their_given_names(store: Database, vocabulary: Vocabulary) -> None:
    names = ("Trần Văn An", "Đỗ Thị Bé", "Nguyễn Văn Ánh", "Lê Thị An", "Nguyễn An", "Phạm Đức Ăn")
    with store.writing("test", "Thêm") as writing:
        for name in names:
            one = {"head": name, "commune_id": unit(vocabulary, "Xã Đại Hiệp"), "type": "HN",
                   "helper_id": organisation(vocabulary, "HND")}  # fmt: skip
            keep(writing, checked(HOUSEHOLD, one, vocabulary), vocabulary)
    with store.reading() as session:
        found = ids(session, HOUSEHOLD, Filter(), Sort("head", descending=False))
        heads = [head for _, head in values(session, HOUSEHOLD, found, ("head",))]
    assert heads == ["Lê Thị An", "Nguyễn An", "Trần Văn An", "Nguyễn Văn Ánh", "Phạm Đức Ăn", "Đỗ Thị Bé"]


def test_rows_of_a_part_are_counted_for_many_records_at_once(store: Database, vocabulary: Vocabulary) -> None:
    (years, part), found = HOUSEHOLD.parts, []
    with store.writing("Người thử", "Nhập") as writing:
        for many in (2, 0, 1):
            one = {"head": f"Hộ thử {many}", "commune_id": unit(vocabulary, "Xã Đại Hiệp"), "type": "HN",
                   "helper_id": organisation(vocabulary, "HND")}  # fmt: skip
            found.append(keep(writing, checked(HOUSEHOLD, one, vocabulary), vocabulary))
            for at in range(many):
                given = HouseholdSupport(
                    household_id=found[-1], day=date(2024, 1, 1 + at), type="NHA", position=at,
                    giver_id=organisation(vocabulary, "HND"),
                )  # fmt: skip
                writing.session.add(given)
    with store.reading() as session:
        assert part_counts(session, part, found) == {found[0]: 2, found[2]: 1}
        assert part_counts(session, years, found) == {}
