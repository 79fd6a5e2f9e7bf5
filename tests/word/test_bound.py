"""No line that belongs to the next stands where LibreOffice deals out the last one of a page."""

from dataclasses import replace

import pytest

from mttq_desktop.word.layout import lay_out
from mttq_desktop.word.model import Document, Heading, Paragraph, Part
from mttq_desktop.word.page import Grid, Line, Thin
from tests.word.papers.every import bare_papers
from tests.word.samples import documents


def place_of(document: Document, words: str) -> int:
    """Which paragraph of the first sheet this is; every row of the head counts as one."""
    place = 0
    for block in lay_out(document)[0].blocks:
        place += len(block.rows) if isinstance(block, Grid) else 1
        if isinstance(block, Line) and words in "".join(run.text for run in block.runs):
            return place
    raise AssertionError(words)


def with_heading_after(lines: int) -> Document:
    """A heading below so many lines."""
    above: tuple[Part, ...] = tuple(Paragraph(f"Dòng {n}.") for n in range(lines))
    return replace(documents()["D08"], parts=(*above, Heading(1, "Đề mục"), Paragraph("Chữ.")), annexes=())


@pytest.mark.parametrize("lines", range(10, 60))
def test_a_heading_is_never_the_last_that_is_dealt_out(lines: int) -> None:
    assert place_of(with_heading_after(lines), "ĐỀ MỤC") % 25
    assert place_of(with_heading_after(lines), "ĐỀ MỤC") % 20


def test_thin_lines_stand_only_where_they_are_needed() -> None:
    found = [[isinstance(b, Thin) for b in lay_out(with_heading_after(n))[0].blocks] for n in range(10, 60)]
    counts = [sum(thin) for thin in found]
    assert counts.count(0) > 30
    assert max(counts) <= 3


def test_the_empty_plan_of_a_dialogue_keeps_its_last_heading_with_its_text() -> None:
    assert place_of(bare_papers()["D20"], "TỔ CHỨC THỰC HIỆN") == 26
