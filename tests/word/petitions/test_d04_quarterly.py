"""D04: all five sections, three annexes, and honest words when there is nothing."""

import re
from dataclasses import replace

from mttq_desktop.word.petitions import d04_quarterly as d04
from tests.word.reading import lines, table
from tests.word.samples import quarterly, wording

HEADINGS = [
    "I. TÌNH HÌNH TẬP HỢP",
    "II. TÌNH HÌNH TƯ TƯỞNG, DƯ LUẬN ĐOÀN VIÊN, HỘI VIÊN VÀ NHÂN DÂN",
    "III. Ý KIẾN, KIẾN NGHỊ",
    "1. Đối với Trung ương",
    "2. Đối với tỉnh",
    "3. Đối với cấp huyện, cấp xã",
    "IV. KẾT QUẢ GIẢI QUYẾT KIẾN NGHỊ KỲ TRƯỚC",
    "V. ĐỀ XUẤT",
]


def said(data: d04.QuarterlyReport) -> list[str]:
    return lines(d04.document(data, wording()))


def test_the_sections_are_those_of_the_form() -> None:
    assert [line for line in said(quarterly()) if line in HEADINGS] == HEADINGS


def test_the_units_that_sent_and_did_not_are_named() -> None:
    text = said(quarterly())
    assert any("7/9 đơn vị" in line and "1.234 ý kiến" in line and "còn 12 kiến nghị" in line for line in text)
    assert "Còn 2 đơn vị chưa gửi báo cáo: Huyện Nam Giang, Thị xã Điện Bàn." in text
    assert "Có 1 đơn vị báo cáo không có ý kiến, kiến nghị: Tỉnh đoàn." in text


def test_petitions_to_the_province_are_grouped_by_field_in_the_order_of_table_1() -> None:
    fields = [line for line in said(quarterly()) if re.match(r"[a-zđ]\) ", line)]
    assert fields == [
        "a) Lĩnh vực Giao thông (1 kiến nghị)",
        "b) Lĩnh vực Tài nguyên - Môi trường (2 kiến nghị)",
        "c) Lĩnh vực Chế độ, chính sách cán bộ cơ sở (3 kiến nghị)",
        "d) Chưa phân lĩnh vực (2 kiến nghị)",
    ]


def test_the_field_of_other_things_is_not_said_to_be_a_field_twice() -> None:
    data = quarterly()
    other = replace(data, petitions=[replace(p, field="Lĩnh vực khác") for p in data.petitions])
    assert [line for line in said(other) if line.startswith("a) ")] == ["a) Lĩnh vực khác (8 kiến nghị)"]


def test_a_note_says_what_is_counted_where_opinions_were_merged() -> None:
    data = quarterly()
    note = "kể cả ý kiến đã gộp vào kiến nghị khác"
    apart = replace(data, senders_total=replace(data.senders_total, opinions=12, merged=12))
    merged = replace(data, senders_total=replace(data.senders_total, opinions=13, merged=12))
    assert any(note in line for line in said(merged))
    assert not any(note in line for line in said(apart))


def test_a_petition_typed_with_a_dash_gets_one_dash_and_its_sender() -> None:
    (line,) = {x for x in said(quarterly()) if "TN&MT" in x and "Liên đoàn" in x}
    assert line.startswith("- Kiến nghị Sở TN&MT")
    assert line.endswith("(Liên đoàn Lao động tỉnh);")


def test_figures_by_field_have_their_columns_and_total() -> None:
    head, first, *_, total = table(d04.document(quarterly(), wording()), 2)
    assert head == ["STT", "Lĩnh vực", "Tổng số", "TW", "Tỉnh", "Huyện", "Xã", "Đã trả lời", "Tỷ lệ %"]
    assert first == ["1", "Giao thông", "5", "0", "4", "1", "0", "3", "60%"]
    assert total == ["", "Tổng cộng", "12", "2", "7", "2", "1", "5", "41,67%"]


def test_figures_by_sender_tell_nought_from_nothing_to_say() -> None:
    head, *rows = table(d04.document(quarterly(), wording()), 3)
    assert head == ["STT", "Đơn vị gửi", "Số ý kiến", "Sau gộp", "Chuyển", "Đã trả lời", "Chưa"]
    assert rows[0] == ["1", "Hội Nông dân tỉnh", "1.234", "8", "6", "4", "2"]
    assert rows[1][2:] == ["0", "0", "-", "-", "-"]
    assert rows[2][2:] == [""] * 5


def test_every_petition_stands_in_the_matrix_with_one_mark() -> None:
    upper, lower, *rows = table(d04.document(quarterly(), wording()), 4)
    assert upper == [
        "TT",
        "Huyện, thị xã, thành phố",
        "Số kiến nghị",
        "Nội dung kiến nghị",
        *["Lĩnh vực"] * 5,
        "Ghi chú",
    ]
    assert lower[4:9] == [
        "Cơ chế, chính sách",
        "Kinh tế - Ngân sách",
        "Văn hóa - Xã hội",
        "Tư pháp",
        "ANQP & các vấn đề khác",
    ]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 13)]
    assert rows[0][2:9] == ["KN-2024-Q1-0001", rows[0][3], "", "X", "", "", ""]
    assert all(row[4:9].count("X") <= 1 for row in rows)


def test_the_annexes_name_the_report_they_belong_to() -> None:
    text = said(quarterly())
    assert (
        text.count(
            "(Kèm theo Báo cáo số 05/BC-MTTQ-BTT ngày 05/4/2024 của Ban Thường trực Ủy ban MTTQ Việt Nam "
            "tỉnh Quảng Nam)"
        )
        == 3
    )
    assert [line for line in text if line.startswith("Phụ lục")] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]


def test_the_answers_of_the_period_before_are_told() -> None:
    text = " ".join(said(quarterly()))
    assert "Đối với 120 kiến nghị đã chuyển trong quý IV/2023" in text
    assert "trả lời 96 kiến nghị (đạt 80%)" in text
    assert "Còn 24 kiến nghị chưa được trả lời, trong đó 9 kiến nghị đã quá hạn." in text


def test_with_contents_left_to_the_annex_the_text_gives_figures() -> None:
    text = said(replace(quarterly(), list_petitions=False))
    assert not any("TN&MT" in line for line in text)
    assert "Có 2 kiến nghị (nội dung cụ thể tại phụ lục kèm theo)." in text


def test_petitions_to_other_bodies_have_a_section_only_when_there_are_some() -> None:
    data = quarterly()
    others = tuple(replace(p, level=d04.Level.OTHER) for p in data.petitions[:1])
    text = said(replace(data, petitions=others))
    assert "4. Đối với các cơ quan, đơn vị khác" in text
    assert "Có 1 kiến nghị thuộc các cơ quan, đơn vị khác hoặc chưa rõ cấp thẩm quyền." in text
    assert "4. Đối với các cơ quan, đơn vị khác" not in said(data)


def test_the_levels_told_are_together_all_petitions() -> None:
    data = quarterly()
    others = tuple(replace(p, level=d04.Level.OTHER) for p in data.petitions[:2])
    for petitions, other in ((data.petitions, ""), ((*others, *data.petitions[2:]), "; 2 kiến nghị thuộc các cơ quan")):
        (line,) = {x for x in said(replace(data, petitions=petitions)) if x.startswith("Trong ") and "cụ thể:" in x}
        whole, *levels = (int(n) for n in re.findall(r"(\d+) kiến nghị", line))
        assert whole == sum(levels)
        assert other in line
        assert line.endswith("; cụ thể:")


def test_an_empty_quarter_is_a_report_too() -> None:
    data = quarterly()
    empty = replace(
        data,
        not_sent=(),
        nothing_to_send=(),
        fields=(),
        senders=(),
        senders_total=d04.SenderFigures("", 0, 0, 0, 0, 0),
        petitions=(),
        previous=None,
        situation="  \n",
        proposals="",
    )
    text = said(empty)
    assert [line for line in text if line in HEADINGS] == HEADINGS
    assert "Trong quý I/2024 không có ý kiến, kiến nghị." in text
    assert text.count("Không có kiến nghị.") == 3
    assert "Kỳ trước không có kiến nghị chuyển đến các cơ quan có thẩm quyền." in text
    assert "Không có đề xuất, kiến nghị." in text
    assert not any(line.startswith("Phụ lục") for line in text)


def test_the_words_are_the_offices_own_where_it_has_some() -> None:
    words = wording(D04_closing="Xin báo cáo về {kỳ}.", D04_addressees="Ban Thường vụ Tỉnh ủy\nUBND tỉnh")
    text = lines(d04.document(quarterly(), words))
    assert "Xin báo cáo về quý I/2024./." in text
    assert "- Ban Thường vụ Tỉnh ủy;" in text
