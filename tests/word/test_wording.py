"""Words are data: resettable, and refused when they name what no document can fill."""

from pathlib import Path

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.paths import resources
from mttq_desktop.services.periodic import RETURN_PLACES
from mttq_desktop.word.wording import Phrase, Wording, check
from tests.word.papers.every import papers
from tests.word.samples import feedback, forwarding, quarterly, reminder, supervision, urging, wording

DEFAULTS = resources() / "word"
FILLED = {
    "D04": quarterly().places(),
    "D05": forwarding().places(),
    "D06": reminder().places(),
    "D06K": urging().places(),
    "D07": feedback().places(),
    "D08": supervision().places(),
    "TRALAI": dict.fromkeys(RETURN_PLACES, "x"),
}


def test_an_unknown_place_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(Refused) as refused:
        wording().check("D05.opening", "Chuyển {số kiến nghi} kiến nghị")
    assert "{số kiến nghi}" in refused.value.message
    assert "{số kiến nghị}" in refused.value.advice
    assert [p.code for p in refused.value.problems] == ["unknown_place"]


@pytest.mark.parametrize("text", ["{", "}", "a } b {", "{{kỳ}}", "{kỳ"])
def test_a_brace_alone_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check(text, ("kỳ",))


@pytest.mark.parametrize("pattern", ["", "12/BC", "{n}{n}/BC", "{n}/BC\n{body}", "{body}/BC"])
def test_a_pattern_of_numbers_gives_each_letter_its_own(pattern: str) -> None:
    with pytest.raises(Refused, match="Mẫu số, ký hiệu phải có một chỗ điền"):
        wording().check("D05.number", pattern)
    wording().check("D05.number", "{ n }/CV-{body}")


def test_a_phrase_without_places_says_so() -> None:
    with pytest.raises(Refused) as refused:
        check("{kỳ}", ())
    assert "không có chỗ điền nào" in refused.value.advice


def test_the_office_lays_its_own_words_over_the_shipped_ones() -> None:
    own = Wording.load(DEFAULTS, {"D05.closing": "Trân trọng cảm ơn {cơ quan}."})
    assert own.text("D05.closing", {"cơ quan": "Sở Y tế"}) == "Trân trọng cảm ơn Sở Y tế."
    assert own.phrases["D05.closing"].text == wording().current("D05.closing")


def test_an_override_that_no_longer_fits_yields_to_the_shipped_words() -> None:
    own = Wording.load(DEFAULTS, {"D05.closing": "{gone}", "D99.gone": "x"})
    assert own.stale() == ("D05.closing", "D99.gone")
    assert own.current("D05.closing") == wording().current("D05.closing")


@pytest.mark.parametrize(
    ("text", "unsaid", "said"),
    [
        ("Họp {a} lần. Có {b} ý kiến; {a} đơn vị.", {"b"}, "Họp {a} lần. {a} đơn vị."),
        ("Họp {a} lần; có {b} ý kiến.", {"b"}, "Họp {a} lần."),
        ("Họp {a} lần; có {b} ý kiến.", {"a"}, "Có {b} ý kiến."),
        ("Mục này:\nHọp {a} lần; {b} ý kiến.\nCó {c} xã.", {"a", "b"}, "Mục này:\nCó {c} xã."),
        ("Họp {a} lần, {b} ý kiến.", {"a"}, "Họp {a} lần, {b} ý kiến."),
        ("Họp {a} lần.", {"a"}, "Họp {a} lần."),
        ("Trong {a} ý kiến; {b} của xã; gồm:", {"b"}, "Trong {a} ý kiến; gồm:"),
        ("Có {a} ý kiến (đạt {b}); {c} xã.", {"b"}, "Có {a} ý kiến; {c} xã."),
    ],
)  # fmt: skip
def test_clauses_of_places_that_are_unsaid_fall_away(text: str, unsaid: set[str], said: str) -> None:
    phrase = Phrase("D99.told", "", text, {"a": "1", "b": "2", "c": "3"})
    assert Wording({phrase.key: phrase}, {}).saying(phrase.key, unsaid).current(phrase.key) == said


def test_what_fills_a_place_is_never_read_as_a_place() -> None:
    assert wording().text("D05.addressees", {"cơ quan": "Sở {kỳ}"}) == "Sở {kỳ}"


def test_places_typed_on_a_mac_are_understood() -> None:
    import unicodedata

    own = Wording.load(DEFAULTS, {"D05.closing": unicodedata.normalize("NFD", "Gửi {cơ quan}.")})
    assert own.text("D05.closing", {"cơ quan": "Sở Y tế"}) == "Gửi Sở Y tế."


def test_empty_lines_of_a_list_fall_away() -> None:
    own = Wording.load(DEFAULTS, {"D05.recipients": "Như trên\n\n  \nLưu: VT"})
    assert own.lines("D05.recipients", {}) == ("Như trên", "Lưu: VT")


@pytest.mark.parametrize("key", sorted(k for k in wording().phrases if k.partition(".")[0] in FILLED))
def test_every_place_a_phrase_may_use_is_filled_by_its_document(key: str) -> None:
    phrase = wording().phrases[key]
    own = set(phrase.places) - set(FILLED[key.split(".", maxsplit=1)[0]])
    assert not own or key in {"D04.heading_field", "D04.no_field", "D04.listed_in_annex"} or key.endswith(".number")
    assert phrase.label
    assert all(example for example in phrase.places.values())


def test_every_wording_is_that_of_a_document_looked_at() -> None:
    joint = {"D01", "D02", "D03"}  # drawn from a store, with their figures, in tests of services
    assert {key.partition(".")[0] for key in wording().phrases} == {*FILLED, *papers()} | joint


def test_every_document_offers_all_it_fills() -> None:
    for name, places in FILLED.items():
        assert set(wording().phrases[f"{name}.subject"].places) == set(places)


def test_a_default_with_a_wrong_place_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[X.places]\n[X.phrase.a]\nlabel = "A"\ntext = "{b}"\n', encoding="utf-8")
    with pytest.raises(Refused):
        Wording.load(tmp_path, {})


@pytest.mark.parametrize(
    ("nought", "apart", "said"),
    [
        ({"a"}, set[str](), "{m}.1. Họp\nHọp chưa có.\nCó {b} xã; {c} huyện."),
        ({"b"}, set[str](), "{m}.1. Họp\nHọp {a} lần.\n{c} huyện."),
        ({"b", "c"}, set[str](), "{m}.1. Họp\nHọp {a} lần.\nXã chưa có."),
        ({"b"}, {"a"}, "{m}.1. Họp\nHọp {a} lần.\n{c} huyện."),
    ],
)  # fmt: skip
def test_noughts_fall_away_and_whole_lines_of_them_are_said_in_words(
    nought: set[str], apart: set[str], said: str
) -> None:
    places = dict.fromkeys("mabc", "1")
    told = Phrase("D99.told", "", "{m}.1. Họp\nHọp {a} lần.\nCó {b} xã; {c} huyện.", places)
    none = Phrase("D99.none", "", "Họp chưa có.\nXã chưa có.", places)
    words = Wording({p.key: p for p in (told, none)}, {})
    assert words.telling(told.key, nought, apart, none.key).current(told.key) == said


def test_lines_of_which_nothing_is_known_say_so() -> None:
    told = Phrase("D99.told", "", "Họp {a} lần.\nCó {b} xã; {a} huyện.", dict.fromkeys("ab", "1"))
    gap = Phrase("D99.gap", "", "Chưa có số liệu.", {})
    words = Wording({p.key: p for p in (told, gap)}, {})
    assert words.not_knowing(told.key, {"a"}, gap.key).current(told.key) == "Chưa có số liệu.\nCó {b} xã; {a} huyện."
