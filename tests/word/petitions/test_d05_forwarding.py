"""D05: source, number of petitions, due day, and the annex with its columns."""

from dataclasses import replace
from datetime import date

from mttq_desktop.word.petitions import d05_forwarding as d05
from tests.word.reading import lines, table
from tests.word.samples import forwarding, issue, wording


def test_the_letter_says_how_many_to_whom_and_until_when() -> None:
    text = " ".join(lines(d05.document(forwarding(), wording())))
    assert "Kính gửi: Sở Giao thông vận tải" in text
    assert "chuyển 6 ý kiến, kiến nghị thuộc thẩm quyền đến Sở Giao thông vận tải" in text
    assert "chậm nhất ngày 06/5/2024" in text


def test_several_due_days_are_left_to_the_annex() -> None:
    letter = forwarding(2)
    items = (letter.items[0], replace(letter.items[1], due_on=date(2024, 6, 3)))
    document = d05.document(replace(letter, items=items), wording())
    assert any("theo hạn ghi tại Phụ lục" in line for line in lines(document))
    assert [row[5] for row in table(document, 2)[1:]] == ["06/5/2024", "03/6/2024"]


def test_the_annex_has_the_columns_of_the_form() -> None:
    head, first, *_ = table(d05.document(forwarding(), wording()), 2)
    assert head == ["STT", "Mã", "Nội dung kiến nghị", "Đơn vị kiến nghị", "Địa bàn", "Hạn trả lời"]
    assert first[:2] == ["1", "KN-2024-Q1-0001"]
    assert first[2].startswith("Kiến nghị Sở TN&MT")


def test_a_draft_leaves_number_and_day_to_the_hand() -> None:
    document = d05.document(replace(forwarding(), issue=issue("      /MTTQ-BTT", None)), wording())
    number, day = table(document, 0)[1]
    assert number.startswith("Số:       /MTTQ-BTT")
    assert day == "Quảng Nam, ngày      tháng      năm"
    assert any("ngày …/…/… của" in line for line in lines(document))


def test_a_letter_without_petitions_still_lays_out() -> None:
    assert len(table(d05.document(forwarding(0), wording()), 2)) == 1
