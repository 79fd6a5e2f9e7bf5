"""Words of the catalogues: exact before toneless, one day, one parent; a unit's tones are never stripped."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.fields import Entry, Vocabulary
from mttq_desktop.fields.vocabulary import BodyLookup, Lookup, UnitLookup, unit_words

SHORES = Lookup("field", (
    Entry("BO", "Bờ sông", "BS", ("bờ kè",), valid_to=date(2023, 12, 31)),
    Entry("BÒ", "Bò sữa", aliases=("chăn nuôi bò",)),
    Entry("DD", "Đất đai", aliases=("đất",)),
))  # fmt: skip
DISTRICT = Entry(1, "Huyện Phú Ninh", level="district", code="518")
TOWN = Entry(2, "Thành phố Tam Kỳ", level="district", code="502")
UNITS = UnitLookup("unit", (
    DISTRICT, TOWN,
    Entry(3, "Xã Tam Thanh", level="commune", parent=2), Entry(4, "Xã Tam Thành", level="commune", parent=1),
    Entry(5, "Phường An Phú", level="commune", parent=2), Entry(6, "Xã An Phú", level="commune", parent=1),
    Entry(7, "Xã A Xan", level="commune", parent=1), Entry(8, "Xã Ch'ơm", level="commune", parent=1),
    Entry(9, "Phường Hương Trà", level="commune", parent=99, valid_from=date(2025, 7, 1)),
))  # fmt: skip


def keys(hits: tuple[Entry, ...]) -> list[object]:
    return [e.key for e in hits]


def test_exact_names_come_before_toneless_ones() -> None:
    assert keys(SHORES.find("bò sữa")) == ["BÒ"]
    assert keys(SHORES.find("  BỜ  Kè ")) == ["BO"]
    assert keys(SHORES.find("dat dai")) == ["DD"]
    assert keys(SHORES.find("đường")) == []


def test_an_entry_counts_only_on_its_days() -> None:
    assert keys(SHORES.find("BS", date(2023, 12, 31))) == ["BO"]
    assert keys(SHORES.find("BS", date(2024, 1, 1))) == []


def test_a_learned_word_goes_before_everything() -> None:
    taught = Lookup("field", SHORES.entries, learned={"đất": "BO", "lạ": "mất rồi"})
    assert keys(taught.find("Đất")) == ["BO"]
    assert keys(taught.find("lạ")) == []


def test_labels_of_what_records_store() -> None:
    assert (SHORES.label("DD"), SHORES.label("?"), SHORES.label(None)) == ("Đất đai", "?", "")
    assert (SHORES.short("BO"), SHORES.short("DD"), SHORES.short(None)) == ("BS", "Đất đai", "")


def test_suggestions_begin_then_contain_what_is_typed() -> None:
    assert keys(SHORES.suggest("bo")) == ["BO", "BÒ"]
    assert keys(SHORES.suggest("song")) == ["BO"]
    assert keys(SHORES.suggest("ất")) == ["DD"]
    assert keys(SHORES.suggest("", date(2024, 1, 1))) == ["BÒ", "DD"]
    assert keys(SHORES.suggest("", limit=1)) == ["BO"]


def test_a_unit_is_never_found_by_stripped_tones() -> None:
    assert keys(UNITS.find_unit("Tam Thanh")) == [3]
    assert keys(UNITS.find_unit("Tam Thành")) == [4]
    assert keys(UNITS.find_unit("tam thanh")) == [3]
    assert keys(UNITS.find_unit("tam ky")) == []


def test_a_written_type_word_must_agree_and_a_parent_narrows() -> None:
    assert keys(UNITS.find_unit("An Phú")) == [5, 6]
    assert keys(UNITS.find_unit("P. An Phú")) == [5]
    assert keys(UNITS.find_unit("xã An Phú")) == [6]
    assert keys(UNITS.find_unit("An Phú", within=2)) == [5]
    assert keys(UNITS.find_unit("Tam Thanh", within=1)) == [3]
    assert keys(UNITS.find_unit("TP.Tam Kỳ", level="commune")) == []


@pytest.mark.parametrize("written", ["A Xan", "Axan", "xã axan", "X. A Xan"])
def test_highland_names_are_written_with_and_without_blanks(written: str) -> None:
    assert keys(UNITS.find_unit(written)) == [7]


def test_apostrophes_of_highland_names() -> None:
    assert keys(UNITS.find_unit("Chơm")) == [8]
    assert keys(UNITS.find_unit("xã Ch’ơm")) == [8]


def test_a_unit_of_another_day() -> None:
    assert keys(UNITS.find_unit("Hương Trà", date(2025, 6, 30))) == []
    assert keys(UNITS.find_unit("Hương Trà", date(2025, 7, 1))) == [9]


def test_the_district_of_a_unit() -> None:
    assert [UNITS.district_of(k) for k in (1, 3, 9, 77, None)] == [1, 2, None, None, None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thị xã Điện Bàn", ("thị xã", "điện bàn")), ("TX. Điện Bàn", ("thị xã", "điện bàn")),
        ("h.Phú Ninh", ("huyện", "phú ninh")), ("TT Khâm Đức", ("thị trấn", "khâm đức")),
        ("Phú Ninh", ("", "phú ninh")), ("T", ("", "t")),
    ],
)  # fmt: skip
def test_the_type_word_of_a_unit(text: str, words: tuple[str, str]) -> None:
    assert unit_words(text) == words


def test_unknown_lists_are_empty_and_the_whole_goes_to_the_child(vocabulary: Vocabulary) -> None:
    assert Vocabulary().code_list("không có").entries == ()
    assert Vocabulary().target("không có").find("gì") == ()
    assert Vocabulary().target("unit").name == "unit"
    again: Vocabulary = pickle.loads(pickle.dumps(vocabulary))
    assert again.units.entries == vocabulary.units.entries


@given(st.text(max_size=30))
def test_no_text_upsets_the_search(text: str) -> None:
    for lookup in (SHORES, UNITS):
        assert set(lookup.find(text)) <= set(lookup.entries)
        assert set(lookup.suggest(text)) <= set(lookup.entries)


def test_every_unit_of_the_catalogue_is_found_by_its_own_name(vocabulary: Vocabulary) -> None:
    on = date(2024, 2, 1)
    for entry in (e for e in vocabulary.units.entries if e.valid(on)):
        assert entry in vocabulary.units.find_unit(entry.label, on, entry.parent, entry.level), entry.label


def test_what_is_sent_is_not_changed_by_an_index_made_meanwhile() -> None:
    """A vocabulary is pickled in a thread of its own while the window may look something up for the first time."""
    lookup = Lookup("organisation", (Entry(1, "Hội Nông dân tỉnh", "Hội Nông dân", (), "HND"),))
    sent = lookup.__getstate__()
    assert lookup.by_key[1].code == "HND"
    assert "by_key" not in sent
    assert pickle.loads(pickle.dumps(lookup)).by_key[1].code == "HND"


# ── bodies ───────────────────────────────────────────────────────────────────

BODIES = BodyLookup(
    "authority",
    (
        Entry(1, "UBND thành phố Tam Kỳ", aliases=("Ủy ban nhân dân thành phố Tam Kỳ",), parent=502),
        Entry(2, "Công an thành phố Tam Kỳ", aliases=("CA thành phố Tam Kỳ",), parent=502),
        Entry(3, "Phòng TN&MT thị xã Điện Bàn", aliases=("Phòng TNMT thị xã Điện Bàn",), parent=507),
        Entry(4, "UBND huyện Núi Thành", parent=517),
        Entry(5, "UBND xã Núi Thành", parent=20965),
        Entry(6, "UBND xã Tam Thạnh", parent=7),
        Entry(7, "Bảo hiểm xã hội huyện Núi Thành", parent=517),
        Entry(8, "Sở Giao thông vận tải"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("UBND Tam Kỳ", [1]), ("UBND TP Tam Kỳ", [1]), ("UBND TP.Tam Kỳ", [1]), ("Uỷ ban nhân dân tp. Tam Kỳ", [1]),
        ("Công an Tam Kỳ", [2]), ("CA Tam Kỳ", [2]), ("Phòng TNMT Điện Bàn", [3]), ("Phòng TN-MT TX Điện Bàn", [3]),
        ("UBND H. Núi Thành", [4]), ("UBND Núi Thành", [4, 5]), ("UBND xã Núi Thành", [5]),
        ("Bảo hiểm xã hội Núi Thành", [7]), ("So giao thong van tai", [8]),
        ("UBND Tam Ky", []), ("UBND thanh pho Tam Ky", []), ("UBND Tam Thành", []), ("UBND huyện Tam Kỳ", []),
        ("Tam Kỳ", []), ("UBND", []),
    ],
)  # fmt: skip
def test_bodies_of_a_place_whose_type_is_left_out(text: str, keys: list[int]) -> None:
    assert [e.key for e in BODIES.find(text)] == keys
