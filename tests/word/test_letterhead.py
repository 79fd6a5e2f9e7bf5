"""The header of the office's own Word file: taken piece by piece, it stands above the first page alone."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm

from mttq_desktop.errors import Refused
from mttq_desktop.word.drawing import Label
from mttq_desktop.word.letterhead import HeadLine, HeadRow, Image, Words, images, lines
from mttq_desktop.word.letterhead_parts import FRAMED
from mttq_desktop.word.look import PLAIN, read_look, told
from mttq_desktop.word.model import Align, Bar, Chart
from mttq_desktop.word.preview import sheets
from tests.word.letterheads import (
    ADDRESS,
    BOXED,
    OFFICE,
    as_in_old_word,
    headed,
    letterhead_in_ours,
    metafile,
    own_letterhead,
    png,
    saved,
    with_boxes,
    with_other_picture,
)
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


WMF = b"\xd7\xcd\xc6\x9a" + bytes(40)


@pytest.mark.parametrize(("data", "kind"), [(metafile(), "emf"), (WMF, "wmf")])
def test_pictures_that_only_word_draws_go_into_its_file_unchanged(data: bytes, kind: str) -> None:
    document = headed(with_other_picture(data))
    assert document.look is not None
    assert (document.look.left_out, images(document.look.head)) == (0, (Image(data, kind, 40.0, 20.0),))
    header = opened(document).sections[0].first_page_header
    (picture,) = header.part.related_parts.values()
    assert (picture.blob, picture.content_type) == (data, f"image/x-{kind}")
    assert read_look(to_bytes(document)) == document.look


def test_such_a_picture_and_charts_share_a_kind_of_file() -> None:
    chart = Chart("Số hộ", ("Hộ",), (Bar("HND", (3.0,)),))
    document = replace(headed(with_other_picture(metafile())), parts=(chart,))
    with ZipFile(BytesIO(to_bytes(document))) as archive:
        assert archive.read("[Content_Types].xml").count(b'Extension="emf"') == 1


def test_the_screen_says_in_its_place_what_it_does_not_draw() -> None:
    first = sheets(headed(with_other_picture(metafile())))[0]
    (frame,) = first.head_drawings
    assert (frame.width, frame.height) == (40.0, 20.0)
    said = " ".join(shape.text for shape in frame.shapes if isinstance(shape, Label))
    assert said == "Ảnh EMF: có trong tệp Word, không hiện ở đây"
    assert f'src="{FRAMED}0"' in first.head


def test_a_picture_as_old_word_wrote_it_is_taken() -> None:
    look = read_look(as_in_old_word())
    (image,) = images(look.head)
    assert (image.data, image.kind, look.left_out) == (png(), "png", 0)
    assert (image.width, image.height) == (25.4, 12.7)


def test_what_stands_in_boxes_is_taken_once() -> None:
    look = read_look(with_boxes())
    said = [[part.text for part in line.parts if isinstance(part, Words)] for line in lines(look.head)]
    assert said == [[OFFICE], [BOXED[0]], [], [BOXED[1]]]
    (image,) = images(look.head)
    assert (image.data, look.left_out) == (png(), 0)
    first = opened(headed(with_boxes())).sections[0].first_page_header
    assert [p.text for p in first.paragraphs if p.text] == [OFFICE, *BOXED]


def test_a_picture_that_not_every_word_shows_is_told() -> None:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(png()), Mm(20))
    next(iter(paper.sections[0].header.part.related_parts.values()))._blob = b"II*\0 TIFF"
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
