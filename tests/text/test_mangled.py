"""Text that was read or saved in the wrong code page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.text.mangled import has_lost_letters, unmangled

SAID = "Đề nghị sửa chữa đường liên thôn, xã Duy Phú – năm 2024"


def mangled(text: str) -> str:
    return "".join(bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in text.encode())


def test_utf8_read_as_windows_1252_is_read_again() -> None:
    assert mangled(SAID).startswith("Ä\x90á»\x81 nghá»‹")
    assert unmangled(mangled(SAID)) == SAID
    assert unmangled(mangled("Đề nghị\nsửa cầu")) == "Đề nghị\nsửa cầu"


@pytest.mark.parametrize(
    "text",
    [SAID, "XÃ DUY PHÚ", "Café « Noël »", "30°C, ½ ngày, m³", "§Ò nghÞ söa ®­êng", "Ñeà nghò söûa chöõa",
     "Thôn Ái Nghĩa", "XÃ–", "XÃ“A”", "á––", "â–“", "â…“", "Í–", "ÂM·",
     "ÂN TÌNH", "plain", ""],
)  # fmt: skip
def test_any_other_text_is_none(text: str) -> None:
    assert unmangled(text) is None


@given(st.text(st.sampled_from("aàáảãạăắâấđêếôốơớưứýXÃÂĐÁÍ –“”….,0123456789"), max_size=60))
def test_vietnamese_is_never_taken_for_it_and_always_comes_back(text: str) -> None:
    assert unmangled(text) is None
    assert unmangled(mangled(text)) == (None if text.isascii() else text)


@pytest.mark.parametrize(
    ("text", "lost"),
    [("Ð? ngh? s?a ch?a du?ng liên xã b? h?ng", True), ("Bao giờ làm? Ai làm?", False), ("Vì sao?Ai làm?Khi?", False),
     ("xem trang?id=5", False), (SAID, False)],
)  # fmt: skip
def test_letters_that_became_question_marks(text: str, lost: bool) -> None:
    assert has_lost_letters(text) is lost
