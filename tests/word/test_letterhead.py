"""The header of the office's own Word file: taken piece by piece, it stands above the first page alone."""

from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from mttq_desktop.errors import Refused
from mttq_desktop.word.letterhead import HeadLine, HeadRow, Image, Words
from mttq_desktop.word.look import PLAIN, read_look, told
from mttq_desktop.word.model import Align
from tests.word.letterheads import ADDRESS, OFFICE, headed, letterhead_in_ours, own_letterhead, png, saved
from tests.word.reading import opened, to_bytes
from tests.word.samples import joint


@pytest.mark.parametrize("data", [own_letterhead(), letterhead_in_ours()], ids=["own", "ours"])
def test_pictures_words_and_rules_of_a_letterhead_are_taken(data: bytes) -> None:
    look = read_look(data)
    row, rule = look.head
    assert isinstance(row, HeadRow)
    left, right = (cell.lines for cell in row.cells)
    assert left == (HeadLine((Image(png(), "png", 20.0, 20.0),)),)
    assert right[0] == HeadLine((Words(OFFICE, 15.0, bold=True, colour="C01020"),), Align.CENTER)
    assert isinstance(right[1].parts[0], Words)
    assert right[1].parts[0].text == ADDRESS
    assert rule == HeadLine((), ruled=True)
    assert told(look) == ("Đầu trang thứ nhất: 1 ảnh, 2 dòng chữ",)


def test_it_stands_above_the_first_page_of_the_document_alone() -> None:
    paper = opened(headed(own_letterhead()))
    first, *annexes = paper.sections
    (table,) = first.first_page_header.tables
    assert [cell.text for cell in table.rows[0].cells] == ["", f"{OFFICE}\n{ADDRESS}"]
    (picture,) = first.first_page_header.part.related_parts.values()
    assert picture.blob == png()
    assert [len(s.first_page_header.tables) for s in annexes] == [0, 0]
    assert "PAGE" in first.header._element.xml
    assert OFFICE not in first.header._element.xml


def test_the_same_letterhead_gives_the_same_again() -> None:
    document = headed(own_letterhead())
    assert read_look(to_bytes(document)) == document.look


def test_a_picture_that_not_every_word_shows_is_told() -> None:
    paper = docx.Document()
    drawn = paper.sections[0].header.paragraphs[0].add_run()
    drawn.add_picture(BytesIO(png()), Mm(20))
    part = next(iter(paper.sections[0].header.part.related_parts.values()))
    part._blob = b"\x01\0\0\0 EMF"
    with pytest.raises(Refused, match="Không lấy được 1 ảnh"):
        read_look(saved(paper))
    paper.sections[0].header.add_paragraph(OFFICE)
    look = read_look(saved(paper))
    assert (look.left_out, len(look.head)) == (1, 1)
    assert told(look)[1].startswith("Không lấy được 1 ảnh")


def test_a_picture_larger_than_a_page_is_shrunk_and_a_page_number_is_left() -> None:
    paper = docx.Document()
    header = paper.sections[0].header
    header.paragraphs[0].add_run().add_picture(BytesIO(png()), Mm(350), Mm(70))
    (line,) = read_look(saved(paper)).head
    assert isinstance(line, HeadLine)
    assert isinstance(line.parts[0], Image)
    assert (line.parts[0].width, line.parts[0].height) == (175.0, 35.0)
    assert read_look(to_bytes(joint())) == PLAIN
