"""Words that tell totals, notes and signatures from records that only begin like them."""

import pytest

from mttq_desktop.excel.line_words import is_bare, names_note, names_signature, names_sum, names_total


@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG SỐ", "Tong cong", "Cộng", "Tổng cộng: 08 hộ", "Toàn xã"])
def test_what_names_a_sum(label: str) -> None:
    assert names_sum(label)


@pytest.mark.parametrize("label", ["Tống Văn Nơi", "Công khai tài chính", "Cộng đồng dân cư", "Tổng đài 1022", "Tồng"])
def test_what_only_sounds_like_a_sum(label: str) -> None:
    assert not names_sum(label)


def test_a_sum_of_everything_and_one_that_says_nothing_else() -> None:
    assert names_total("Tổng cộng")
    assert not names_total("Cộng")
    assert is_bare("TỔNG CỘNG")
    assert is_bare("Cộng toàn xã")
    assert not is_bare("Tổng số hộ chưa được hỗ trợ")


@pytest.mark.parametrize("label", ["Cần bổ sung biển báo", "Bị thu hồi đất chưa đền bù", "Xác minh lại", "Kê toàn bộ"])
def test_what_only_sounds_like_a_signature(label: str) -> None:
    assert not names_signature(label, among_texts=False)


@pytest.mark.parametrize("label", ["Cán bộ lập", "TM. BAN THƯỜNG TRỰC", "Bí thư", "Nguoi lap bieu", "KT. CHỦ TỊCH"])
@pytest.mark.parametrize("among_texts", [True, False])
def test_signatures_wherever_they_stand(label: str, *, among_texts: bool) -> None:
    assert names_signature(label, among_texts=among_texts)


def test_a_sentence_among_the_texts_is_no_signature_and_no_note() -> None:
    assert not names_signature("Chủ tịch xã chưa trả lời đơn của dân", among_texts=True)
    assert not names_note("Ghi chú trên sổ đỏ sai tên đề nghị sửa", among_texts=True)
    assert names_note("Ghi chú: số liệu tính đến ngày 31/3/2024", among_texts=True)
    assert names_note("Nguồn: Phòng Lao động", among_texts=False)
    assert not names_note("Nguồn nước sinh hoạt bị nhiễm phèn", among_texts=False)
