"""D06K: the n-th reminder of recommendations; what is not late yet is said so; silence told above."""

from dataclasses import replace

from mttq_desktop.word.model import Document
from mttq_desktop.word.recommendations import d06k_reminder as d06k
from tests.word.reading import lines, table
from tests.word.samples import urging, wording


def _said(data: d06k.RecommendationReminder) -> str:
    return " ".join(lines(d06k.document(data, wording())))


def _recipients(document: Document) -> list[str]:
    left, _ = table(document, -1)[0]
    return left.split("\n")[1:]


def test_the_subject_says_where_the_recommendations_came_from() -> None:
    number, _ = table(d06k.document(urging(), wording()), 0)[1]
    assert number.split("\n")[1] == "V/v đôn đốc trả lời kiến nghị qua đối thoại, giám sát (lần 2)"


def test_it_cites_the_letter_and_asks_by_a_day() -> None:
    text = _said(urging())
    assert "đã gửi Sở Giáo dục và Đào tạo kiến nghị qua đối thoại, giám sát tại Văn bản số 21/MTTQ-BTT" in text
    assert "Đến nay đã quá hạn" in text
    assert "chậm nhất ngày 03/6/2024" in text


def test_a_letter_without_number_is_named_by_its_day() -> None:
    items = tuple(replace(item, letter_number="") for item in urging().items)
    assert "tại Văn bản ngày 01/3/2024." in _said(replace(urging(), items=items))
    assert table(d06k.document(replace(urging(), items=items), wording()), 1)[1][3] == "ngày 01/3/2024"


def test_what_is_not_late_yet_is_not_called_late() -> None:
    first, *others = urging().items
    early = replace(urging(), items=(replace(first, days_late=0), *others))
    text = _said(early)
    assert "đối với 4 kiến nghị, trong đó đã quá hạn 3." in text
    assert "Đến nay đã quá hạn" not in text
    assert table(d06k.document(early, wording()), 1)[1][5] == "chưa quá hạn"


def test_silence_is_told_above_in_words_and_by_a_copy() -> None:
    above = "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam"
    document = d06k.document(urging(above=above), wording())
    assert f"đồng thời báo cáo {above} theo dõi" in " ".join(lines(document))
    assert _recipients(document) == [
        "- Như trên;", "- BTT UBMTTQVN tỉnh;", "- Thường trực HĐND tỉnh (b/cáo);", "- UBND tỉnh (b/cáo);",
        f"- {above} (b/cáo);", "- Lưu: VT, VP.",
    ]  # fmt: skip
    assert _recipients(d06k.document(urging(times=1), wording())) == [
        "- Như trên;", "- BTT UBMTTQVN tỉnh;", "- Lưu: VT, VP."
    ]  # fmt: skip


def test_a_long_list_goes_to_an_annex() -> None:
    document = d06k.document(urging(9), wording())
    assert len(table(document, 2)) == 10
    assert any("nêu tại Phụ lục kèm theo" in line for line in lines(document))
