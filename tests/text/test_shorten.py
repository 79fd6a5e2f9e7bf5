"""A text without room for all of it ends at a word, and says that it goes on."""

import pytest

from mttq_desktop.text.shorten import shortened


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Sửa đường thôn", 14, "Sửa đường thôn"),
        ("Sửa đường thôn Trung Hòa", 14, "Sửa đường thôn…"),
        ("Sửa đường thôn Trung Hòa", 17, "Sửa đường thôn…"),
        ("Sửa đường, thôn Trung Hòa", 12, "Sửa đường…"),
        ("Sửa đường\nthôn Trung Hòa", 11, "Sửa đường…"),
        ("x" * 40, 30, "x" * 30 + "…"),
        ("", 10, ""),
    ],
)
def test_a_long_text_ends_at_a_word(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown
