"""The shape of Vietnamese syllables."""

import pytest

from mttq_desktop.text.syllables import is_everyday, is_syllable

RIGHT = """
ủy uỷ hòa hoà khỏe khoẻ quý quỳ quốc quyết già giá gì giếng giữa giường nghĩa nghiệp khuyến huỳnh nguyễn thuở khuya
khuỷu xoong ngoằn oẳn uyên yêu yến ướt người rượu cừu mía múa mưa hoàn toàn hoài xoáy ngoéo tuần quần quân quả quơ
đắk thạch xích ềnh chếch ngạch ở ơi ý à ra đi hương xuân thúy thuý tuyết quạnh quặn quẹt quýt
""".split()
WRONG = """
ấ ẵ bâ hộí héi xaõ oâng khôâng tât cac̀ vietnam fá jà wế ngễa̿ ghà ngà̀ tốat hóan thủân cuả nguơì qủa tớí
""".split()


@pytest.mark.parametrize("word", RIGHT)
def test_right(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", WRONG)
def test_wrong(word: str) -> None:
    assert not is_syllable(word)


def test_everyday_words_are_syllables() -> None:
    assert is_everyday("ủy")
    assert not is_everyday("tõm")
