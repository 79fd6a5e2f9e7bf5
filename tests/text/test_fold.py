"""Forms of text for keeping, matching, searching and sorting."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.text.fold import (
    Folder,
    clean,
    clean_lines,
    fold,
    fold_all,
    name_sort_key,
    nfc,
    sort_key,
    tone_key,
    unseen_in_words,
)

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵbcdđghklmnpqrstvx"
WORDS = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=7)
PHRASES = st.lists(WORDS, max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Xã\u00a0 Tam  Dân\t", "Xã Tam Dân"),
        ("\ufeffQuảng\u200b Nam", "Quảng Nam"),
        ("\u00ad- Đề nghị", "- Đề nghị"),
        ("một\r\nhai", "một hai"),
        (unicodedata.normalize("NFD", "Phước Sơn"), "Phước Sơn"),
        ("dấu\x00 hỏng\x1f", "dấu hỏng"),
        ("", ""),
        (" \u00a0\u200b ", ""),
        ("sửa đư\u00adờng bê\u00ad tông", "sửa đường bê tông"),
        ("gia\u200d đình\u2066 \u061cđông\u2069", "gia đình đông"),
        ("nhà 👨\u200d👩\u200d👧 vui ❤\ufe0f\u200d🔥", "nhà 👨\u200d👩\u200d👧 vui ❤\ufe0f\u200d🔥"),
        ("cờ 🏴\U000e0067\U000e0062\U000e007f x\U000e0061", "cờ 🏴\U000e0067\U000e0062\U000e007f x"),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_soft_hyphen_that_may_be_a_letter_stays() -> None:
    assert clean("n\u00adíc") == "n\u00adíc"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("sửa đư\u00adờng", "sửa đư¦ờng"), ("gia\u200bđình", "gia¦đình"), ("\ufeffUBND xã\u200b", ""),
        ("n\u00adíc", ""), ("nhà 👨\u200d👩", ""), ("Xã\u00a0Tam Dân", ""),
    ],
)  # fmt: skip
def test_signs_inside_words_that_go(typed: str, shown: str) -> None:
    assert unseen_in_words(typed) == shown


def test_clean_lines_keeps_line_breaks() -> None:
    assert clean_lines("\n - Một  \r\n\r\n-\u00a0hai\x0bba\n\n") == "- Một\n\n- hai\nba"


@given(st.text())
def test_clean_is_idempotent_and_composed(text: str) -> None:
    once = clean(text)
    assert clean(once) == once == nfc(once)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(st.text())
def test_cleaned_text_can_be_written_anywhere(text: str) -> None:
    clean(text).encode("utf-8")
    assert not set(clean(text)) & {chr(c) for c in range(32)}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đại Lộc – Điện Bàn", "dai loc dien ban"),
        ("Ủy ban MTTQ, tỉnh", "uy ban mttq tinh"),
        ("12/BC-MTTQ", "12 bc mttq"),
        ("Ch'ơm", "ch om"),
        ("“Toàn dân”…và", "toan dan va"),
        ("1.200 m²", "1 200 m2"),
        (unicodedata.normalize("NFD", "Trà Đốc"), "tra doc"),
        ("x·y", "x y"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_idempotent_ascii_and_lower(text: str) -> None:
    once = fold(text)
    assert once.isascii()
    assert once == once.lower() == fold(once)


@given(PHRASES)
def test_fold_looks_through_case_form_and_tones(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phước Hòa", "Phước Hoà"),
        ("Uỷ ban", "ỦY BAN"),
        ("khoẻ", "khỏe"),
        ("Thuỷ  lợi", "thủy lợi"),
        ("Ch'ơm", "Ch’ơm"),
        ("Quảng Nam – 2024", "Quảng Nam - 2024"),
        (unicodedata.normalize("NFD", "Tiên Kỳ"), "Tiên kỳ"),
        ("qúy", "quý"),
        ("Toà, án", "tòa, án"),
    ],
)
def test_same_words(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trà Don", "Trà Dơn"),
        ("Tam Dân", "Tam Đàn"),
        ("Tam Thanh", "Tam Thạnh"),
        ("quý", "quỳ"),
        ("hòan", "hoàn"),
        ("già", "gia"),
    ],
)
def test_different_words(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)


@pytest.mark.parametrize("word", ["hoàn", "quý", "quà", "già", "khoảng", "huyện", "thuế", "tuỳnh"])
def test_tones_of_closed_syllables_do_not_move(word: str) -> None:
    assert tone_key(word) == word


@given(PHRASES)
def test_tone_key_is_idempotent(text: str) -> None:
    once = tone_key(text)
    assert tone_key(once) == once == tone_key(text.upper()) == tone_key(unicodedata.normalize("NFD", text))


def _shuffled(words: list[str], key: Callable[[str], str]) -> list[str]:
    mixed = words[::-1]
    mixed.sort(key=key)
    return mixed


def test_alphabet_and_tones_in_order() -> None:
    words = "a à ả ã á ạ ai an ă ăn â b ca ch d đ e ê g i l m n o ô ơ p u ư v x y".split(" ")
    assert _shuffled(words, sort_key) == words


def test_a_tone_counts_before_the_next_syllable() -> None:
    places = ["Tam Dân", "Tam Đàn", "Tam Thanh", "Tam Thành", "Tam Thạnh", "Tàm Xá", "Trà Don", "Trà Dơn"]
    assert _shuffled(places, sort_key) == places


def test_numbers_inside_sort_as_numbers() -> None:
    places = ["Thôn 2", "Thôn 10", "Thôn A"]
    assert _shuffled(places, sort_key) == places


def test_people_sort_by_given_name() -> None:
    people = ["Trần Thị An", "Lê Văn Ánh", "Bùi Bình", "Võ Bình", "Ngô Đức", "Hồ Thị Êm"]
    assert _shuffled(people, name_sort_key) == people


def test_numbers_of_any_length_sort() -> None:
    assert sort_key("9" * 5000) > sort_key("8" * 5000)


def test_an_empty_name_sorts() -> None:
    assert name_sort_key("  ") < name_sort_key("An")


@given(PHRASES)
def test_sort_key_is_printable_ascii(text: str) -> None:
    assert sort_key(text).isascii()
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text.upper()))


@given(st.lists(st.text()))
def test_a_folder_folds_cleaned_texts_as_fold_does(texts: list[str]) -> None:
    folder = Folder()
    for text in map(clean_lines, texts * 2):
        assert folder(text) == fold(text)


@given(st.lists(st.text(st.characters(max_codepoint=127)) | st.text()))
def test_many_texts_fold_together_as_they_do_alone(texts: list[str]) -> None:
    assert fold_all(texts) == list(map(fold, texts))
