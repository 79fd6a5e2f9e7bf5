"""Ruled tables: heads of one or two rows, widths that fill the page, rows that do not split."""

import pytest
from lxml import etree

from mttq_desktop.word.model import Align, Column, GroupRow, Table
from mttq_desktop.word.package import W
from mttq_desktop.word.tables import table_xml, widths

PLAIN = (Column("STT", 10, Align.CENTER), Column("Tên", 50))
MERGED = (Column("STT", 10), Column("Kinh tế", 20, group="Lĩnh vực"), Column("Tư pháp", 20, group="Lĩnh vực"))


def parsed(table: Table, within_mm: float = 165, page_mm: float = 257) -> etree._Element:
    """The table as XML."""
    return etree.fromstring(f'<w:x xmlns:w="{W}">{"".join(table_xml(table, within_mm, page_mm))}</w:x>')


def found(table: Table, path: str, page_mm: float = 257) -> list[etree._Element]:
    """What an XPath finds in it."""
    result = parsed(table, page_mm=page_mm).xpath(path, namespaces={"w": W})
    assert isinstance(result, list)
    return [element for element in result if isinstance(element, etree._Element)]


def test_columns_fill_the_page_whatever_their_shares() -> None:
    assert sum(widths(PLAIN, 257)) == pytest.approx(257)
    assert widths(PLAIN, 120)[0] == pytest.approx(20)


def test_widths_stand_on_table_grid_and_every_cell() -> None:
    table = Table(PLAIN, [("1", "A")])
    grid = [int(e.get(f"{{{W}}}w", "0")) for e in found(table, "//w:gridCol")]
    assert [int(e.get(f"{{{W}}}w", "0")) for e in found(table, "//w:tcW")] == grid * 2
    assert int(found(table, "//w:tblW")[0].get(f"{{{W}}}w", "0")) == sum(grid)


def test_heads_repeat_and_no_row_splits() -> None:
    table = Table(MERGED, [("1", "X", ""), ("2", "", "X")], total=("", "1", "1"))
    assert len(found(table, "//w:tblHeader")) == 2
    assert len(found(table, "//w:cantSplit")) == len(found(table, "//w:tr")) == 5


def test_a_row_taller_than_a_page_may_split() -> None:
    table = Table(PLAIN, [("1", "từ " * 4000), ("2", "ngắn")])
    assert len(found(table, "//w:tr")) - len(found(table, "//w:cantSplit")) == 1


def splitting(row: tuple[str, ...], page_mm: float) -> bool:
    """The second row may be broken over two pages."""
    rows = found(Table(PLAIN, [("1", "ngắn"), row]), "//w:tr", page_mm)
    return not rows[2].xpath("w:trPr/w:cantSplit", namespaces={"w": W})


@pytest.mark.parametrize(("lines", "page_mm", "splits"), [(30, 257, False), (30, 165, True), (60, 257, True)])
def test_only_a_row_taller_than_its_own_page_may_split(lines: int, page_mm: float, splits: bool) -> None:
    """A page upright holds some fifty lines, one on its side thirty."""
    assert splitting(("2", "đường " * (lines * 11)), page_mm) is splits


def test_short_lines_make_a_row_tall_too() -> None:
    assert splitting(("2", "\n".join("- a" for _ in range(60))), 257)
    assert splitting(("2", "x" * 6_000), 257)


def test_a_common_caption_spans_its_columns_and_the_others_run_down() -> None:
    table = Table(MERGED, [])
    assert [e.get(f"{{{W}}}val") for e in found(table, "//w:gridSpan")] == ["2"]
    assert [e.get(f"{{{W}}}val") for e in found(table, "//w:vMerge")] == ["restart", None]


def test_a_group_row_is_one_cell_bound_to_the_next() -> None:
    table = Table(PLAIN, [GroupRow("I. CẤP HUYỆN"), ("1", "A")])
    assert len(found(table, "//w:tr[2]/w:tc")) == 1
    assert len(found(table, "//w:tr[2]//w:keepNext")) == 1


def test_a_row_of_the_wrong_length_is_a_bug() -> None:
    with pytest.raises(ValueError):
        parsed(Table(PLAIN, [("1",)]))


def test_every_cell_ends_with_a_paragraph() -> None:
    table = Table(MERGED, [("1", "", "")], total=("", "", ""))
    assert all(cell[-1].tag == f"{{{W}}}p" for cell in found(table, "//w:tc"))
