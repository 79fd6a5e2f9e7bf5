"""D08: figures by authority in the annex, summed up in the text."""

from dataclasses import replace
from re import findall, search

from mttq_desktop.word.petitions import d08_supervision as d08
from tests.word.reading import lines, table
from tests.word.samples import supervision, wording


def test_the_text_gives_the_figures_of_all() -> None:
    text = " ".join(lines(d08.document(supervision(), wording())))
    assert "đã chuyển 68 kiến nghị đến 3 cơ quan có thẩm quyền, với 75 lượt chuyển" in text
    assert "trả lời đối với 62 lượt (đạt 82,67%)" in text
    assert "chưa được trả lời là 13, trong đó quá hạn 3" in text
    assert "6 tháng đầu năm 2024" in text


def test_petitions_given_back_are_told_apart() -> None:
    text = " ".join(lines(d08.document(replace(supervision(), given_back=4), wording())))
    assert "Ngoài ra có 4 kiến nghị đã chuyển nhưng được cơ quan trả lại" in text
    assert "trả lại" not in " ".join(lines(d08.document(supervision(), wording())))


def test_the_classes_named_in_the_text_make_up_the_answers() -> None:
    text = " ".join(lines(d08.document(supervision(), wording())))
    answered = int(match[1]) if (match := search(r"trả lời đối với (\d+) lượt", text)) else None
    named = text.partition("trong đó: ")[2].partition(" (số liệu")[0]
    assert sum(int(n) for n in findall(r"(\d+)(?:;|$)", named)) == answered == 62
    assert named.count(";") == 3


def test_the_annex_has_one_row_an_authority_and_the_total() -> None:
    head, first, _, nothing, total = table(d08.document(supervision(), wording()), 2)
    assert head[1:] == [
        "Cơ quan",
        "Tổng",
        "Đã giải quyết xong",
        "Đang giải quyết",
        "Giải trình",
        "Chưa giải quyết",
        "Chưa trả lời",
        "Quá hạn",
        "Tỷ lệ",
    ]
    assert first == ["1", "Sở Giao thông vận tải", "40", "20", "8", "2", "2", "8", "3", "80%"]
    assert nothing[2:] == ["0", "0", "0", "0", "0", "0", "0", "-"]
    assert total == ["", "Tổng cộng", "75", "35", "18", "7", "2", "13", "3", "82,67%"]


def test_typed_text_stands_line_by_line() -> None:
    text = lines(d08.document(supervision(), wording()))
    assert "Các sở, ngành đã quan tâm trả lời kiến nghị của Nhân dân." in text
    assert "- Đề nghị Thường trực HĐND tỉnh phối hợp giám sát chuyên đề." in text


def test_nothing_forwarded_is_said_without_an_annex() -> None:
    text = lines(d08.document(replace(supervision(), authorities=(), remarks="", proposals=""), wording()))
    assert "Trong 6 tháng đầu năm 2024 không có kiến nghị chuyển đến các cơ quan có thẩm quyền." in text
    assert not any(line.startswith("Phụ lục") for line in text)
