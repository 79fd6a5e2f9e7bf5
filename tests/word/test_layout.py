"""Numbers, dashes and marks are put by the layout; signatures never stand alone."""

from dataclasses import replace

import pytest

from mttq_desktop.word import styles
from mttq_desktop.word.heads import MOTTO_MM, addressee_blocks, dashed, head_grid, title_blocks
from mttq_desktop.word.heights import grid_mm, line_mm
from mttq_desktop.word.layout import annex_name, lay_out
from mttq_desktop.word.look import Look
from mttq_desktop.word.metrics import broken, width
from mttq_desktop.word.model import (
    Align,
    Bullets,
    Column,
    Document,
    Heading,
    Minutes,
    Paragraph,
    Recipients,
    Signature,
    SignatureGrid,
    Table,
    Title,
)
from mttq_desktop.word.page import PORTRAIT, Framed, Gap, Grid, Line, Rule
from tests.word.samples import crowded, documents, joint


def texts(document: Document) -> list[str]:
    """The lines of the first sheet, outside grids."""
    blocks = lay_out(document)[0].blocks
    return ["".join(r.text for r in b.runs) for b in blocks if isinstance(b, Line)]


def test_headings_are_numbered_and_lower_ones_begin_anew() -> None:
    said = texts(joint())
    for line in (
        "I. NGUYÊN TẮC PHỐI HỢP",
        "II. NỘI DUNG PHỐI HỢP",
        "1. Thông tin, tuyên truyền",
        "d) Nội dung 4",
        "đ) Nội dung 5",
        "e) Nội dung 6",
        "2. Giám sát",
        "a) Nội dung 1",
    ):
        assert line in said


def test_a_part_has_its_number_and_its_name_in_the_middle_and_begins_the_numbers_anew() -> None:
    parts = (Heading(2, "Trước"), Heading(0, "Phần thứ hai: Kết quả giai đoạn 2020 - 2025"), Heading(2, "Sau"))
    lines = [b for b in lay_out(replace(joint(), parts=parts))[0].blocks if isinstance(b, Line)][-4:]
    said = ["".join(run.text for run in x.runs) for x in lines]
    assert said == ["1. Trước", "Phần thứ hai", "KẾT QUẢ GIAI ĐOẠN 2020\u00a0-\u00a02025", "1. Sau"]
    assert all(x.style.align is Align.CENTER and x.style.bold and x.style.keep_next for x in lines[1:3])


def test_what_announces_a_table_stays_on_its_page() -> None:
    table = Table((Column("STT", 10),), [("1",)])
    blocks = lay_out(replace(joint(), parts=(Paragraph("Xa."), Paragraph("Trước.\nGồm:"), table)))[0].blocks
    lines = {"".join(r.text for r in b.runs): b.keep_next for b in blocks if isinstance(b, Line)}
    assert (lines["Xa."], lines["Trước."], lines["Gồm:"]) == (False, False, True)


def test_dashes_and_ends_of_lists_are_put_once() -> None:
    assert dashed(("- A;", "B", " C. ")) == ("- A;", "- B;", "- C.")
    assert "- Hiệp thương dân chủ;" in texts(joint())
    assert "- Thống nhất hành động." in texts(joint())


def test_items_typed_with_numbers_keep_them_and_get_no_dash() -> None:
    items = ("1. Kiểm điểm;", "2) Thảo luận", "a) Thống nhất", "2024 là năm cuối", "+ Kết thúc")
    said = texts(replace(joint(), parts=(Bullets(items),)))
    assert said[-5:] == ["1. Kiểm điểm;", "2) Thảo luận;", "a) Thống nhất;", "- 2024 là năm cuối;", "- Kết thúc."]


def test_the_end_mark_replaces_the_last_stop() -> None:
    assert "Ghi chú: các bên thống nhất thực hiện./." in texts(joint())
    for document in documents().values():
        assert sum(text.endswith("./.") for text in texts(document)) == 1


def test_one_addressee_stands_on_the_line_several_below_the_colon() -> None:
    (one,) = addressee_blocks(("Sở Y tế",))
    assert isinstance(one, Line)
    assert one.runs[0].text == "Kính gửi: Sở Y tế"
    first, *others = addressee_blocks(("A", "B"))
    assert isinstance(first, Line)
    assert first.runs[0].text == "Kính gửi:"
    assert [b.runs[0].text for b in others if isinstance(b, Line)] == ["- A;", "- B."]
    assert addressee_blocks(()) == ()


@pytest.mark.parametrize(("number", "count", "name"), [(1, 1, "Phụ lục"), (1, 2, "Phụ lục I"), (4, 4, "Phụ lục IV")])
def test_annexes_are_numbered_only_when_there_are_several(number: int, count: int, name: str) -> None:
    assert annex_name(number, count) == name


def test_the_last_line_is_bound_to_the_signature() -> None:
    for document in documents().values():
        blocks = lay_out(document)[0].blocks
        signed = max(i for i, b in enumerate(blocks) if isinstance(b, Grid))
        last = next(b for b in reversed(blocks[:signed]) if not isinstance(b, Gap))
        assert isinstance(last, Line)
        assert last.keep_next


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_parties_sign_two_in_a_row_and_an_odd_last_one_in_the_middle(count: int) -> None:
    *_, grid = (b for b in lay_out(joint(count))[0].blocks if isinstance(b, Grid))
    *signed, below = grid.rows
    assert [len(row) for row in signed] == [2] * (count // 2) + [1] * (count % 2)
    assert all(sum(cell.span for cell in row) == 2 for row in (*signed, below))
    names = [cell.blocks[-1] for row in signed for cell in row]
    assert next(b.runs[0].text for b in names if isinstance(b, Line)) == "Nguyễn Văn Một"


def test_names_in_a_row_stand_level() -> None:
    *_, grid = (b for b in lay_out(joint())[0].blocks if isinstance(b, Grid))
    for row in grid.rows:
        assert len({len(cell.blocks) for cell in row}) == 1


def test_names_stand_level_beside_a_body_whose_name_takes_two_lines() -> None:
    sheet = joint(2)
    assert isinstance(sheet.closing, SignatureGrid)
    short, long = sheet.closing.parties
    body = ("LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT", *long.body[1:])
    parties = (replace(short, body=("HỘI NÔNG DÂN", *long.body[1:])), replace(long, body=body))
    *_, grid = (b for b in lay_out(replace(sheet, closing=SignatureGrid(parties)))[0].blocks if isinstance(b, Grid))
    heights = [sum(line_mm(b, 82.5, Look()) for b in cell.blocks if isinstance(b, Line)) for cell in grid.rows[0]]
    assert heights[0] == pytest.approx(heights[1])


def test_recipients_stand_below_the_grid_of_a_joint_document() -> None:
    *_, grid = lay_out(joint())[0].blocks
    assert isinstance(grid, Grid)
    (cell,) = grid.rows[-1]
    below = [b.runs[0].text for b in cell.blocks if isinstance(b, Line) and b.runs[0].text]
    assert below == ["Nơi nhận:", "- BTT UBTWMTTQVN (b/cáo);", "- Lưu: VT, VP, TC."]


def test_a_grid_too_tall_for_a_page_breaks_before_its_last_row_which_keeps_the_recipients() -> None:
    whole = [b for b in lay_out(joint())[0].blocks if isinstance(b, Grid)][1:]
    assert [len(grid.rows) for grid in whole] == [4]
    upper, lower = [b for b in lay_out(crowded())[0].blocks if isinstance(b, Grid)][1:]
    assert [len(upper.rows), len(lower.rows)] == [2, 2]
    names = [cell.blocks[-1] for row in (*upper.rows, lower.rows[0]) for cell in row]
    assert [b.keep_next for b in names if isinstance(b, Line)] == [True, True, False, False, True, True]


@pytest.mark.parametrize("count", [8, 9, 12, 20])
def test_signatures_of_many_fill_pages_and_the_first_stand_below_the_last_sentence(count: int) -> None:
    sheet = joint(6)
    assert isinstance(sheet.closing, SignatureGrid)
    first = replace(sheet.closing.parties[0], title=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    parties = tuple(replace(first, name=f"Người {n}") for n in range(count))
    found = lay_out(replace(sheet, closing=SignatureGrid(parties)))[0]
    grids = [b for b in found.blocks if isinstance(b, Grid)][1:]
    last = next(b for b in reversed(found.blocks[: found.blocks.index(grids[0])]) if isinstance(b, Line))
    heights = [grid_mm(grid, Look()) for grid in grids]
    assert line_mm(last, PORTRAIT.text_width, Look()) + heights[0] <= PORTRAIT.text_height
    assert max(heights) <= PORTRAIT.text_height
    names = [cell.blocks[-1] for grid in grids for row in grid.rows for cell in row if "Người" in str(cell)]
    assert len(names) == count


def test_minutes_are_signed_by_secretary_and_chair() -> None:
    from dataclasses import replace

    minutes = Minutes(Signature(("THƯ KÝ",), (), "A"), Signature(("CHỦ TỌA",), (), "B"))
    blocks = lay_out(replace(joint(), closing=minutes, recipients=Recipients(())))[0].blocks
    *_, grid = (b for b in blocks if isinstance(b, Grid))
    first = [cell.blocks[0] for cell in grid.rows[0]]
    assert [b.runs[0].text for b in first if isinstance(b, Line)] == ["THƯ KÝ", "CHỦ TỌA"]


def test_the_head_has_its_rules_and_the_framed_urgency() -> None:
    grid = head_grid(joint().head)
    assert list(grid.widths_mm) == [75, 90]
    rules = [b for cell in grid.rows[0] for b in cell.blocks if isinstance(b, Rule)]
    assert rules[1].length_mm == MOTTO_MM
    frames = [b for cell in grid.rows[1] for b in cell.blocks if isinstance(b, Framed)]
    assert [(f.text, f.width_mm) for f in frames] == [("HỎA TỐC", 30)]


def test_the_rule_below_a_short_subject_is_a_third_to_half_of_it() -> None:
    # 60.4 mm is the measured length of this text at 14 pt bold.
    *_, rule = title_blocks(Title("Báo cáo", "Độc lập - Tự do - Hạnh phúc"), 165)
    assert isinstance(rule, Rule)
    assert 60.4 / 3 <= rule.length_mm <= 60.4 / 2


def test_the_rule_below_a_subject_that_just_fits_is_no_stump() -> None:
    """These fill their line; taken for two lines they got a rule of a few mm."""
    for subject in ("Họp hằng năm giữa Ủy ban MTTQ Việt Nam với các tổ chức chính trị - xã hội",
                    "Tổng hợp ý kiến, kiến nghị của đoàn viên, hội viên và Nhân dân quý I/2024"):  # fmt: skip
        *_, rule = title_blocks(Title("Báo cáo", subject), 165)
        assert isinstance(rule, Rule)
        assert 50 <= rule.length_mm <= 82


def test_every_style_has_an_id_of_its_own() -> None:
    assert len({style.id for style in styles.ALL}) == len(styles.ALL)
    assert len({style.name for style in styles.ALL}) == len(styles.ALL)


@pytest.mark.parametrize(("own", "rules"), [(("ĐOÀN TNCS HỒ CHÍ MINH",), 1), (("ĐOÀN TNCS HỒ CHÍ MINH", "***"), 0)])
def test_stars_stand_for_the_rule_of_a_body_s_own_corner(own: tuple[str, ...], rules: int) -> None:
    _, corner = head_grid(replace(joint().head, right=own)).rows[0]
    assert sum(isinstance(block, Rule) for block in corner.blocks) == rules
    assert sum(isinstance(block, Line) for block in corner.blocks) == len(own)


def test_points_without_text_below_need_not_share_a_page() -> None:
    """A heading goes with its text; fifteen points in a row, bound to each other, would leave half a page blank."""
    parts = (Heading(2, "Đối với tỉnh"), Heading(3, "Giao thông"), Heading(3, "Y tế"), Paragraph("Có 4 kiến nghị."))
    blocks = lay_out(replace(joint(), parts=parts))[0].blocks
    bound = {"".join(r.text for r in b.runs): b.keep_next for b in blocks if isinstance(b, Line)}

    assert not bound["a) Giao thông"]
    assert bound["b) Y tế"]


def test_the_annex_of_contents_gives_the_contents_most_room() -> None:
    (table,) = [b for b in lay_out(documents()["D04"])[-1].blocks if isinstance(b, Table)]
    widths = [c.width_mm for c in table.columns]

    assert sum(widths) == 257
    assert widths[3] == max(widths) >= 100


LONG = "Về việc thành lập Đoàn giám sát bảo trì đường giao thông nông thôn sau mưa lũ"


@pytest.mark.parametrize(("subject", "end"), [
    (LONG, "sau_mưa_lũ"),
    ("Kết quả thực hiện Chương trình phối hợp", "Chương trình phối hợp"),
    ("Dòng một\nDòng hai", "Dòng hai"),
    ("", ""),
])  # fmt: skip
def test_no_word_stands_alone_at_the_end_of_a_title(subject: str, end: str) -> None:
    within = PORTRAIT.text_width
    *lines, rule = title_blocks(Title("Quyết định", subject), within)
    assert isinstance(rule, Rule)
    said = ["".join(run.text for run in block.runs) for block in lines if isinstance(block, Line)]
    assert said[-1].replace("\N{NO-BREAK SPACE}", "_").endswith(end)
    last = broken(said[-1], within, styles.SUBJECT.size, bold=True)[-1]
    assert rule.length_mm == pytest.approx(0.4 * width(last, styles.SUBJECT.size, bold=True)) or not subject
