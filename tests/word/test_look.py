"""The office's own look: taken from a restyled Word file, the same on paper and on screen, nothing else taken."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.shared import Mm, Pt

from mttq_desktop.errors import Refused
from mttq_desktop.word import styles
from mttq_desktop.word.layout import lay_out
from mttq_desktop.word.look import PLAIN, Look, read_look, told
from mttq_desktop.word.page import PORTRAIT
from mttq_desktop.word.preview import sheets
from tests.word.reading import opened, to_bytes
from tests.word.samples import documents, joint


def restyled(size: int = 13, left: float = 35, font: str = "Times New Roman") -> bytes:
    """A document of the program after somebody changed its styles in Word."""
    paper = opened(joint())
    body = next(s for s in paper.styles if s.style_id == "NoiDung")
    body.font.size, body.font.name = Pt(size), font
    body.paragraph_format.line_spacing, body.paragraph_format.first_line_indent = 1.5, Mm(10)
    cell = next(s for s in paper.styles if s.style_id == "BangTrai")
    cell.font.italic = True
    paper.sections[0].left_margin = Mm(left)
    stream = BytesIO()
    paper.save(stream)
    return stream.getvalue()


def test_a_document_nobody_changed_looks_as_the_decree_says() -> None:
    look = read_look(to_bytes(joint()))
    assert look == PLAIN
    assert told(look) == ()


def test_what_was_changed_in_word_is_taken_and_told() -> None:
    look = read_look(restyled())
    body = look.of(styles.BODY)
    assert (body.size, body.line, body.first_mm, body.align) == (13, 1.5, 10.0, styles.BODY.align)
    assert look.portrait == replace(PORTRAIT, left=35.0)
    assert look.landscape.top == 35.0
    assert told(look) == (
        "Nội dung: cỡ 13 pt, thụt đầu dòng 10 mm, giãn dòng 1,5", "Bảng: chữ: nghiêng",
        "Lề trang: trên 20, dưới 20, trái 35, phải 15 mm",
    )  # fmt: skip


def test_paper_and_screen_take_the_same_look() -> None:
    look = read_look(restyled(font="Be Vietnam Pro"))
    dressed = replace(joint(), look=look)
    paper = opened(dressed)
    style = next(s for s in paper.styles if s.style_id == "NoiDung")
    assert style.font.size == Pt(13)
    assert 'w:ascii="Be Vietnam Pro"' in zipfile.ZipFile(BytesIO(to_bytes(dressed))).read("word/styles.xml").decode()
    assert round(paper.sections[0].left_margin.mm) == 35  # type: ignore[union-attr]  # it has one
    (sheet, *_) = sheets(dressed)
    assert sheet.page.left == 35.0
    assert "font-family:'Be Vietnam Pro'" in sheet.html
    assert "line-height:156%" in sheet.html  # of what a rich-text view takes for a line: 1,5 lines on paper
    assert '<i>1</i>' not in sheet.html
    assert "<i>Tập huấn chung</i>" in sheet.html
    assert lay_out(dressed)[0].page.text_width == PORTRAIT.text_width - 5


def test_the_same_look_gives_the_same_document_again() -> None:
    look = read_look(restyled())
    assert read_look(to_bytes(replace(joint(), look=look))) == look


@pytest.mark.parametrize("data", [b"", b"PK", b"<?xml version='1.0'?><x/>"])
def test_what_is_no_word_file_is_told(data: bytes) -> None:
    with pytest.raises(Refused, match="không phải tệp Word"):
        read_look(data)


def test_a_word_file_of_somebody_else_is_told() -> None:
    stream = BytesIO()
    docx.Document().save(stream)
    with pytest.raises(Refused, match="không có kiểu chữ nào"):
        read_look(stream.getvalue())


def test_margins_out_of_all_proportion_are_left_as_they_were() -> None:
    assert read_look(restyled(left=150)).portrait == PORTRAIT
    assert read_look(restyled(size=200)).of(styles.BODY).size == 28


def test_every_document_can_be_dressed() -> None:
    look = Look({styles.BODY.id: replace(styles.BODY, size=13)}, replace(PORTRAIT, left=35))
    for document in documents().values():
        assert to_bytes(replace(document, look=look)) != to_bytes(document)
