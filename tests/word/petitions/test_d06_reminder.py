"""D06: the n-th reminder, its table, and copies from the second time on."""

from dataclasses import replace
from datetime import date, timedelta

from mttq_desktop.word.petitions import d06_reminder as d06
from tests.word.reading import lines, table
from tests.word.samples import reminder, wording

COLUMNS = ["STT", "Mã", "Nội dung", "Công văn chuyển số, ngày", "Hạn", "Quá hạn (ngày)"]


def recipients(data: d06.ReminderLetter) -> list[str]:
    """The list on the left of the signature."""
    left, _ = table(d06.document(data, wording()), -1)[0]
    return left.split("\n")


def test_the_subject_counts_the_reminders() -> None:
    number, _ = table(d06.document(reminder(), wording()), 0)[1]
    assert number.split("\n")[1] == "V/v đôn đốc trả lời ý kiến, kiến nghị quý I/2024 (lần 2)"


def test_it_cites_the_letter_that_forwarded_and_asks_by_a_day() -> None:
    text = " ".join(lines(d06.document(reminder(), wording())))
    assert "tại Công văn số 12/MTTQ-BTT ngày 05/4/2024" in text
    assert "chậm nhất ngày 03/6/2024" in text


def test_many_letters_are_counted_not_named() -> None:
    data = reminder(6)
    items = tuple(replace(item, forwarding_number=f"{n}/MTTQ-BTT") for n, item in enumerate(data.items))
    text = " ".join(lines(d06.document(replace(data, items=items), wording())))
    assert "tại 6 công văn." in text


def test_the_table_stands_in_the_letter_with_days_late() -> None:
    head, first, *_ = table(d06.document(reminder(), wording()), 1)
    assert head == COLUMNS
    assert first[0] == "1"
    assert first[3:] == ["12/MTTQ-BTT, ngày 05/4/2024", "06/5/2024", "14"]


def test_a_long_list_goes_to_an_annex() -> None:
    document = d06.document(reminder(9), wording())
    assert table(document, 2)[0] == COLUMNS
    assert any("nêu tại Phụ lục kèm theo" in line for line in lines(document))


def test_copies_go_to_the_council_and_the_committee_from_the_second_time() -> None:
    assert recipients(reminder(times=1)) == ["Nơi nhận:", "- Như trên;", "- BTT UBMTTQVN tỉnh;", "- Lưu: VT, VP."]
    assert recipients(reminder(times=2)) == [
        "Nơi nhận:",
        "- Như trên;",
        "- BTT UBMTTQVN tỉnh;",
        "- Thường trực HĐND tỉnh (b/cáo);",
        "- UBND tỉnh (b/cáo);",
        "- Lưu: VT, VP.",
    ]


def test_the_first_time_says_nothing_of_earlier_ones() -> None:
    assert not any("lần 1" in line for line in lines(d06.document(reminder(times=1), wording())))


def test_without_a_new_day_it_asks_for_an_early_answer() -> None:
    text = " ".join(lines(d06.document(replace(reminder(), new_due_on=None), wording())))
    assert "sớm gửi văn bản trả lời" in text


def test_letters_are_named_in_the_order_of_their_days() -> None:
    data = reminder(2)
    later = replace(data.items[0], forwarding_day=date(2024, 4, 5) + timedelta(7), forwarding_number="15/MTTQ-BTT")
    text = " ".join(lines(d06.document(replace(data, items=(later, data.items[1])), wording())))
    assert "Công văn số 12/MTTQ-BTT ngày 05/4/2024, Công văn số 15/MTTQ-BTT ngày 12/4/2024" in text
