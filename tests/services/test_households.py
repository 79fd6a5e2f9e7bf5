"""Households several at once: registered, helped, reviewed at year's end, carried over; and what follows from it."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.households import GIVEN, HELPED, LASTING, REGISTERED, at_years_end, board, known, standings
from mttq_desktop.records.households import HOUSEHOLD, HOUSEHOLD_YEAR, Household, Progress
from mttq_desktop.services.acts import undo
from mttq_desktop.services.households import Result, carry_over, close_year, give, register, write_result
from mttq_desktop.services.keeping import PartRow, checked, keep, trash
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def a_household(store: Database, words: Vocabulary, *years: dict[str, Any], **given: Any) -> int:
    values = {
        "head": "Nguyễn Thị Mẫu", "commune_id": unit(words, "Xã Đại Hiệp"), "hamlet": "Thôn 2", "type": "N",
        "helper_id": organisation(words, "HND"),
    } | given  # fmt: skip
    rows = [PartRow(checked(HOUSEHOLD_YEAR, {"registered": False, "above_line": False} | y, words)) for y in years]
    with store.writing("test", "Thêm hộ") as writing:
        return keep(writing, checked(HOUSEHOLD, values, words), words, parts={HOUSEHOLD_YEAR.name: rows})


def read(store: Database, ident: int) -> Household:
    with store.reading() as session:
        return session.get_one(Household, ident)


def years(store: Database, ident: int) -> list[tuple[Any, ...]]:
    with store.reading() as session:
        (one,) = standings(session, [ident])
    return [(y.year, y.type, y.registered, y.above_line, y.progress) for y in one.years]


def test_the_latest_year_settles_the_household_and_a_trashed_one_gives_way(
    store: Database, vocabulary: Vocabulary
) -> None:
    ident = a_household(
        store, vocabulary,
        {"year": 2021, "type": "N", "above_line": True}, {"year": 2022, "type": "TCN", "above_line": True},
        {"year": 2023, "type": "TCN", "above_line": True, "progress": "TBV", "registered": True,
         "helper_id": organisation(vocabulary, "CCB")},
    )  # fmt: skip
    one = read(store, ident)
    assert (one.type, one.progress, one.years_above, one.registered_year) == ("TCN", "TBV", 3, 2023)
    assert one.helper_id == organisation(vocabulary, "CCB")
    with store.reading() as session:
        last = session.scalars(HOUSEHOLD_YEAR.table.select().where(HOUSEHOLD_YEAR.table.c.year == 2023)).one()
    with store.writing("test", "Bỏ năm 2023") as writing:
        trash(writing, HOUSEHOLD_YEAR, [last])
    assert read(store, ident).years_above == 2
    undo(store, writing.act)
    assert read(store, ident).years_above == 3


def test_two_rows_of_one_year_are_refused_by_the_service_too(store: Database, vocabulary: Vocabulary) -> None:
    with pytest.raises(Refused, match="mỗi năm chỉ một dòng"):
        a_household(store, vocabulary, {"year": 2023}, {"year": 2023})


def test_registering_begins_the_year_and_leaves_those_that_stand(store: Database, vocabulary: Vocabulary) -> None:
    fresh = a_household(store, vocabulary, {"year": 2023, "type": "CN", "above_line": True, "progress": "TH"})
    done = a_household(store, vocabulary, {"year": 2024, "type": "N", "registered": True}, head="Trần Văn Thử")
    assert register(store, [fresh, done], 2024, vocabulary, organisation(vocabulary, "LHPN")) == 1
    assert years(store, fresh) == [(2023, "CN", False, True, "TH"), (2024, "TCN", True, False, "DK")]
    assert years(store, done) == [(2024, "N", True, False, None)]
    one = read(store, fresh)
    assert (one.registered_year, one.helper_id) == (2024, organisation(vocabulary, "LHPN"))


def test_one_support_is_written_for_each_and_taken_back_at_once(store: Database, vocabulary: Vocabulary) -> None:
    ids = [a_household(store, vocabulary, head=f"Lê Thị Mẫu {n}") for n in range(3)]
    gift = {"day": date(2024, 2, 1), "type": "QUA", "value": 500_000, "giver_id": organisation(vocabulary, "MTTQ")}
    assert give(store, ids, gift, vocabulary) == 3
    assert give(store, ids[:1], gift, vocabulary) == 1
    assert [read(store, i).support_value for i in ids] == [1_000_000, 500_000, 500_000]
    with pytest.raises(Refused, match="Cần ghi hình thức hỗ trợ"):
        give(store, ids, {**gift, "type": None}, vocabulary)


def test_results_of_a_year_change_only_what_differs(store: Database, vocabulary: Vocabulary) -> None:
    up = a_household(store, vocabulary, {"year": 2023, "type": "CN", "registered": True})
    same = a_household(store, vocabulary, {"year": 2023, "type": "N", "progress": "DG"}, head="Võ Văn Thử")
    none = a_household(store, vocabulary, head="Hồ Văn Thử")
    results = [Result(up, "CN", registered=True, above_line=True, progress="TH"), Result(same, "N", progress="DG"),
               Result(none)]  # fmt: skip
    assert close_year(store, 2023, results, vocabulary) == 1
    assert years(store, up) == [(2023, "CN", True, True, "TH")]
    assert years(store, none) == []
    write_result(store, same, 2023, Progress.NOT_REACHED, vocabulary)
    assert read(store, same).progress == "KHT"


def test_carrying_over_leaves_out_those_that_are_done_or_gone(store: Database, vocabulary: Vocabulary) -> None:
    poor = a_household(store, vocabulary, {"year": 2023, "type": "N", "progress": "KHT"})
    above = a_household(store, vocabulary, {"year": 2023, "type": "CN", "above_line": True, "progress": "TH"}, head="A")
    lasting = a_household(store, vocabulary, {"year": 2023, "type": "TCN", "progress": "CH"}, head="B")
    bare = a_household(store, vocabulary, head="C")
    assert carry_over(store, [poor, above, lasting, bare], 2024, vocabulary) == 3
    assert years(store, poor)[-1] == (2024, "N", False, False, "DG")
    assert years(store, above)[-1] == (2024, "TCN", False, False, "TH")
    assert years(store, bare) == [(2024, "N", False, False, "DG")]
    assert carry_over(store, [poor, above, lasting, bare], 2024, vocabulary) == 0


@pytest.mark.parametrize(("given", "found"), [
    ({"head": "nguyen thi mau"}, True), ({"head": "Nguyễn Thị Mẫu", "hamlet": "thon 2"}, True),
    ({"head": "Nguyễn Thị Mẫu", "hamlet": "Thôn 3"}, False), ({"head": "Nguyễn Thị Mậu B"}, False),
    ({"head": "Người khác", "id_number": "049190000001"}, True), ({"head": ""}, False),
])  # fmt: skip
def test_the_same_household_is_found_while_typing(
    store: Database, vocabulary: Vocabulary, given: dict[str, Any], found: bool
) -> None:
    ident = a_household(store, vocabulary, id_number="049190000001")
    commune = unit(vocabulary, "Xã Đại Hiệp")
    with store.reading() as session:
        told = known(session, given["head"], commune, given.get("hamlet", ""), given.get("id_number"))
        assert [k.id for k in told] == ([ident] if found else [])
        assert all(k.sure == ("id_number" in given) for k in told)
        assert known(session, given["head"], commune, id_number=given.get("id_number"), besides=ident) == []


def test_a_commune_at_years_end_shows_whom_the_year_still_concerns(store: Database, vocabulary: Vocabulary) -> None:
    now = a_household(store, vocabulary, {"year": 2023, "type": "N"})
    before = a_household(store, vocabulary, {"year": 2022, "type": "N"}, head="A")
    lasting = a_household(store, vocabulary, {"year": 2022, "type": "TCN", "progress": "CH"}, head="B")
    later = a_household(store, vocabulary, {"year": 2024, "type": "N"}, head="C")
    bare = a_household(store, vocabulary, head="D")
    with store.reading() as session:
        found = {s.id for s in at_years_end(session, unit(vocabulary, "Xã Đại Hiệp"), 2023)}
    assert found == {now, before, bare}
    assert found.isdisjoint({lasting, later})


def test_the_board_counts_by_helper_and_giver_with_the_households_behind(
    store: Database, vocabulary: Vocabulary
) -> None:
    farmers, women = organisation(vocabulary, "HND"), organisation(vocabulary, "LHPN")
    one = a_household(store, vocabulary, {"year": 2024, "registered": True})
    two = a_household(store, vocabulary, {"year": 2024, "helper_id": women, "progress": "TBV"}, head="A",
                      registered_year=2022)  # fmt: skip
    bare = a_household(store, vocabulary, head="B", registered_year=2024)
    gone = a_household(store, vocabulary, {"year": 2024}, head="C")
    gift = {"day": date(2024, 3, 1), "type": "CON", "value": 7_000_000, "giver_id": women}
    give(store, [one, two], gift, vocabulary)
    give(store, [one], {**gift, "day": date(2023, 12, 31)}, vocabulary)
    with store.writing("test", "Bỏ") as writing:
        trash(writing, HOUSEHOLD, [gone])
    with store.reading() as session:
        found = board(session, *YEAR)
    assert found.of(farmers, HELPED).ids == (one, bare)
    assert found.of(farmers, REGISTERED).value == 2
    assert (found.of(women, LASTING).ids, found.of(women, GIVEN).value) == ((two,), 14_000_000)
    assert set(found.of(women, GIVEN).ids) == {one, two}
    assert found.total[HELPED].value == 3
