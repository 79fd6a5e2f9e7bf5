"""D07: the answers told to the organisation that asked."""

from mttq_desktop.word.petitions import d07_feedback as d07
from tests.word.reading import lines, table
from tests.word.samples import feedback, wording


def test_the_notice_names_the_organisation_and_counts_results() -> None:
    text = lines(d07.document(feedback(), wording()))
    assert text[0] == "THÔNG BÁO"
    assert "Kính gửi: Hội Nông dân tỉnh" in text
    assert "Kết quả: đang xem xét, giải quyết: 2; giải trình, cung cấp thông tin: 2; đã giải quyết xong: 1." in text


def test_the_annex_has_the_columns_of_the_real_form() -> None:
    head, first, *_ = table(d07.document(feedback(), wording()), 2)
    assert head == [
        "TT",
        "Huyện, thị xã, thành phố",
        "Mã kiến nghị",
        "Nội dung kiến nghị",
        "Cơ quan trả lời",
        "ND trả lời",
        "Số CV trả lời",
        "Kết quả",
    ]
    assert first[6:] == ["412/SGTVT-KT, ngày 15/5/2024", "Đang xem xét, giải quyết"]


def test_without_results_the_line_falls_away() -> None:
    text = lines(d07.document(feedback(0), wording()))
    assert not any(line.startswith("Kết quả:") for line in text)
