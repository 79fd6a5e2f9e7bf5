"""Names of files and people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.text.names import LONGEST_FILE_NAME, given_name, safe_file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("12/BC-MTTQ-BTT", "12-BC-MTTQ-BTT"),
        ("Báo cáo quý I/2024", "Báo cáo quý I-2024"),
        ("Kiến nghị: huyện “Núi Thành”?", "Kiến nghị huyện “Núi Thành”"),
        ("a\\b|c", "a-b-c"),
        ("  tên. ", "tên"),
        ("con", "_con"),
        ("LPT1.docx", "_LPT1.docx"),
        ("Công ty", "Công ty"),
        ("", "Không tên"),
        ("...", "Không tên"),
    ],
)
def test_safe_file_name(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


@given(st.text(max_size=300))
def test_any_text_makes_a_file_name(text: str) -> None:
    name = safe_file_name(text)
    assert 0 < len(name) <= LONGEST_FILE_NAME + 1
    assert not set(name) & set('/\\:*?"<>|\n\t\0')
    assert name == name.strip(" .")
    assert safe_file_name(name) == name


def test_given_name() -> None:
    assert given_name(" Nguyễn Văn  Tòng ") == "Tòng"
    assert given_name("") == ""


def test_a_long_file_name_ends_at_a_word() -> None:
    assert set(safe_file_name("Chương trình " * 20).split()) == {"Chương", "trình"}
    assert len(safe_file_name("x" * 300)) == LONGEST_FILE_NAME
