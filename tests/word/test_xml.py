"""Whatever was typed comes out of the file as it was, but for what XML cannot hold."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mttq_desktop.text.fold import nfc
from mttq_desktop.word.package import W
from mttq_desktop.word.xml import clean, joined, text_xml

HOSTILE = ("Sở TN&MT", "LĐ-TB&XH", "<A>", "\"trích\" 'dẫn'", "🙂", "]]>", "&amp;", "{{x}}", "<w:t>")


def read_back(text: str) -> str:
    """The text of a run as a reader sees it."""
    root = etree.fromstring(f'<w:r xmlns:w="{W}">{text_xml(text)}</w:r>')
    marks = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(marks.get(str(e.tag), e.text or "") for e in root)


@given(st.text())
def test_text_survives(text: str) -> None:
    assert read_back(text) == clean(text).strip("\n")


@given(st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Zl", "Zp"))))
def test_printable_text_is_only_composed(text: str) -> None:
    assert clean(text.replace("\ufffe", "").replace("\uffff", "")) == nfc(
        text.replace("\ufffe", "").replace("\uffff", "")
    )


def test_markup_in_text_is_text() -> None:
    for text in HOSTILE:
        assert read_back(text) == text


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    assert clean("a\x00b\x0cc\x1bd\ud800e\ufffff") == "ab\ncdef"


def test_every_line_break_is_a_break() -> None:
    assert clean("a\r\nb\rc\vd\u2028e") == "a\nb\nc\nd\ne"


@given(st.lists(st.text(st.characters(codec="utf-8"))), st.integers(1, 50))
def test_joining_loses_nothing(pieces: list[str], size: int) -> None:
    assert b"".join(joined(pieces, size)) == "".join(pieces).encode()
