"""Likely repeats are proposed, other places and remembered differences are not."""

import time

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.repeats import groups_of_repeats, similar
from mttq_desktop.rules.likeness import marks, numbers, same_numbers, same_place
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.merging import merge, not_same
from mttq_desktop.services.petitions.sorting import file_away
from mttq_desktop.store.database import Database
from tests.makers import a_petition, forwarded, petitions

Q1 = Period(2024, "Q1")
ROAD = "Đề nghị sớm sửa chữa tuyến đường liên xã qua thôn Trung Hòa bị hư hỏng nặng, đi lại khó khăn"
SAME_ROAD = "Kiến nghị sửa chữa đường liên xã qua thôn Trung Hòa hư hỏng nặng, Nhân dân đi lại rất khó khăn."
OTHER_ROAD = "Đề nghị sớm sửa chữa tuyến đường liên xã qua thôn Phú Bình bị hư hỏng nặng, đi lại khó khăn"
PAY = "Đề nghị nâng mức phụ cấp cho người hoạt động không chuyên trách ở thôn vì mức hiện nay còn thấp"
WATER = "Kiến nghị đầu tư hệ thống nước sạch, mùa nắng các giếng đều nhiễm mặn"


def kept(store: Database, vocabulary: Vocabulary, *contents: str) -> list[int]:
    with store.writing("test", "Thêm") as writing:
        return [a_petition(writing, vocabulary, content=c) for c in contents]


def found(store: Database) -> list[set[int]]:
    with store.reading() as session:
        return [set(g.ids) for g in groups_of_repeats(session, Q1)]


def test_the_same_matter_is_grouped_and_another_place_is_not(store: Database, vocabulary: Vocabulary) -> None:
    a, b, _, d, e, _ = kept(store, vocabulary, ROAD, SAME_ROAD, OTHER_ROAD, PAY, PAY.upper(), WATER)
    assert found(store) == [{d, e}, {a, b}]


def test_a_remembered_difference_is_not_proposed_again(store: Database, vocabulary: Vocabulary) -> None:
    a, b, c = kept(store, vocabulary, PAY, PAY, f"{PAY}.")
    assert found(store) == [{a, b, c}]
    not_same(store, a, b)
    (group,) = found(store)
    assert not {a, b} <= group


def test_merged_and_filed_ones_are_left_out(store: Database, vocabulary: Vocabulary) -> None:
    a, b, c, d = kept(store, vocabulary, PAY, PAY, PAY, PAY)
    merge(store, a, [b])
    file_away(store, [d])
    assert found(store) == [{a, c}]


def test_the_one_already_sent_stays_the_root_and_two_sent_are_not_joined(
    store: Database, vocabulary: Vocabulary
) -> None:
    from datetime import date

    day = date(2024, 4, 5)
    (sent,) = forwarded(store, vocabulary, 1, day, "Sở Nội vụ")
    with store.reading() as session:
        from mttq_desktop.records.petitions import Petition

        content = session.get_one(Petition, sent).content
    (fresh,) = kept(store, vocabulary, f"{content} còn hơn thế nữa")
    with store.reading() as session:
        (group,) = groups_of_repeats(session, Q1)
    assert group.ids == (sent, fresh)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Đề nghị sửa đường ở xã Tam Thanh, TP Tam Kỳ", {"tam thanh", "tam ky"}),
        ("1. Nhà văn hóa thôn 5 dột nát", {"thon 5"}),
        ("Kiến nghị. Hộ nghèo năm 2023 còn bỏ sót", {"2023"}),
        ("Ủy ban MTTQ Việt Nam quan tâm", set()),
    ],
)
def test_names_and_numbers_mark_the_place(content: str, expected: set[str]) -> None:
    assert marks(content) == expected


def test_places_agree_when_one_says_less() -> None:
    assert same_place(frozenset({"tam ky"}), frozenset({"tam ky", "tam thanh"}))
    assert same_place(frozenset(), frozenset({"tam thanh"}))
    assert not same_place(frozenset({"thon 5"}), frozenset({"thon 1"}))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Sửa công trình số 1", "Sửa công trình số 2", False),
        ("Nhà văn hóa thôn 5 năm 2023", "Nhà văn hóa thôn 3 năm 2023", False),
        ("3. Sửa đường ĐT611", "7. Sửa đường ĐT 611", True),
        ("1.490.000 đồng ở thôn 05", "1490000 đồng ở thôn 5", True),
        ("Nhà văn hóa thôn 5", "Nhà văn hóa thôn 5 năm 2023", True),
        ("Nhà văn hóa thôn", "Nhà văn hóa thôn 5", True),
        ("12/3/2024 đê vỡ", "12/4/2024 đê vỡ", False),
    ],
)
def test_numbers_tell_two_matters_apart(first: str, second: str, same: bool) -> None:
    assert same_numbers(numbers(first), numbers(second)) is same


def test_what_differs_only_in_its_number_is_no_repeat(store: Database, vocabulary: Vocabulary) -> None:
    """Not even where each number is so common that it marks no place."""
    bridge = "Đề nghị sửa chữa nhà văn hóa thôn {} do mưa bão làm tốc mái, xã Quế Phú, huyện Quế Sơn, tỉnh Quảng Nam"
    one, _, again, _ = kept(store, vocabulary, *(bridge.format(n) for n in (1, 2, 1, 3)))
    assert found(store) == [{one, again}]
    with store.reading() as session:
        near = {s.id: s.likeness for s in similar(session, bridge.format(1))}
    assert near[one] == near[again] == 100
    assert sorted(near.values())[:2] == [74, 74]


def test_similar_ones_show_while_typing_closed_ones_too(store: Database, vocabulary: Vocabulary) -> None:
    a, b, c, d, _ = kept(store, vocabulary, ROAD, SAME_ROAD, OTHER_ROAD, PAY, WATER)
    file_away(store, [d])
    with store.reading() as session:
        assert [s.id for s in similar(session, "nâng mức phụ cấp cho người hoạt động không chuyên")] == [d]
        assert [s.id for s in similar(session, ROAD)][:2] == [a, b]
        assert c in [s.id for s in similar(session, ROAD, exclude=a)]
        assert a not in [s.id for s in similar(session, ROAD, exclude=a)]
        assert similar(session, "đường") == ()
        assert similar(session, "abc xyz chưa từng thấy bao giờ") == ()


def test_a_large_quarter_is_grouped_in_time(store: Database, vocabulary: Vocabulary) -> None:
    """1,500 petitions of one quarter: under two seconds on an office PC; half of that is given here."""
    petitions(store, vocabulary, 1500, field=None)
    start = time.perf_counter()
    found(store)
    assert time.perf_counter() - start < 4  # generous: test machines are shared
