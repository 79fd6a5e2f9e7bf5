"""Numbers with a word beside them: which words may stand there, which would change what is meant."""

import pytest

from mttq_desktop.excel.counted import number_of

AREA, NEWS = "Diện tích đất hiến (m²)", "Số cuộc, tin, bài"


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("272 người", "Số đại biểu", "272"), ("1.200 lượt người", "Số", "1.200"), ("3 bài", NEWS, "3"),
        ("2 tin, bài", NEWS, "2"), ("250 m2", AREA, "250"), ("1.200,5 m²", AREA, "1.200,5"), ("12", NEWS, "12"),
        ("45 công", "Số ngày công", "45"), ("2 vụ việc", "Số vụ việc phát hiện", "2"),
    ],
)  # fmt: skip
def test_words_of_the_field_itself(text: str, label: str, number: str) -> None:
    assert number_of(text, label) == number


@pytest.mark.parametrize(
    ("text", "label"),
    [("2 ha", AREA), ("3 lớp", "Số lượt người"), ("5 triệu", "Số hộ"), ("khoảng 30", NEWS), ("20-30 người", "Số người"),
     ("12 _", NEWS)],
)  # fmt: skip
def test_any_other_word_stays(text: str, label: str) -> None:
    assert number_of(text, label) == text
