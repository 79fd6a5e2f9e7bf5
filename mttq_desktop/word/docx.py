"""A document as a .docx file.

The same document and day give the same bytes, so that tests compare and a reprint proves itself.
"""

import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final

from mttq_desktop.errors import NoSpace, NotWritable, is_full
from mttq_desktop.word.emf import emf
from mttq_desktop.word.layout import lay_out
from mttq_desktop.word.letterhead_parts import media
from mttq_desktop.word.look import PLAIN
from mttq_desktop.word.model import Document, Table
from mttq_desktop.word.package import XML, R, W, core_properties, picture_id, picture_name, section, story_parts
from mttq_desktop.word.page import Grid, Picture, Sheet
from mttq_desktop.word.tables import table_xml
from mttq_desktop.word.xml import LOW, block_xml, joined, picture_xml

ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def save(document: Document, target: Path, made: date) -> None:
    """Write the file beside its place and put it there only when whole.

    Raises NotWritable when the folder or a file open in Word refuses, NoSpace when the disk is full.
    """
    with troubled(target.name):
        _save(document, target, made)


@contextmanager
def troubled(name: str) -> Iterator[None]:
    """Say in words why a document of that name, or a folder of them, could not be written."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoSpace(
                f"Ổ đĩa đã đầy, chưa ghi được văn bản “{name}”.", "Hãy dọn bớt ổ đĩa hoặc chọn nơi lưu khác."
            ) from error
        raise NotWritable(
            f"Không ghi được “{name}”.",
            "Có thể tệp đang mở trong Word hoặc thư mục không cho ghi: hãy đóng tệp hoặc chọn nơi lưu khác.",
        ) from error


def _save(document: Document, target: Path, made: date) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"~{os.getpid()}-{target.name}.tmp")
    try:
        with beside.open("wb") as stream:
            write(document, stream, made)
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write(document: Document, stream: BinaryIO, made: date) -> None:
    """Write the .docx into a stream; `made` is the only day it holds beside the document's own."""
    sheets = lay_out(document)
    drawings = [block.drawing for sheet in sheets for block in sheet.blocks if isinstance(block, Picture)]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in story_parts(document.footer_mark, len(drawings), document.look or PLAIN).items():
            archive.writestr(_entry(name), content.encode("utf-8"))
        archive.writestr(_entry("docProps/core.xml"), _properties(document, made).encode("utf-8"))
        for name, data in media(sheets[0].head):
            archive.writestr(_entry(f"word/{name}"), data)
        for number, drawing in enumerate(drawings, 1):
            archive.writestr(_entry(f"word/{picture_name(number)}"), emf(drawing))
        with archive.open(_entry("word/document.xml"), "w") as part:
            for piece in joined(_main_part(sheets, marked=document.footer_mark is not None)):
                part.write(piece)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ZIP_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same bytes on every system
    return entry


def _properties(document: Document, made: date) -> str:
    head = document.head
    title = document.title.subject if document.title else head.subject or head.number
    return core_properties(title, " ".join((*head.superior, *head.issuer)), made)


def document_xml(document: Document) -> Iterator[str]:
    """The main part, in pieces."""
    return _main_part(lay_out(document), marked=document.footer_mark is not None)


def _main_part(sheets: Sequence[Sheet], marked: bool) -> Iterator[str]:
    yield f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
    numbers = count(1)
    for n, sheet in enumerate(sheets):
        yield from _sheet(sheet, numbers)
        ending = section(sheet.page, restart=n > 0, mark=marked, headed=bool(sheet.head))
        yield from _break(ending) if n < len(sheets) - 1 else (*_after(sheet), ending)
    yield "</w:body></w:document>"


def _sheet(sheet: Sheet, numbers: Iterator[int]) -> Iterator[str]:
    """Pictures are numbered through the whole document."""
    for block in sheet.blocks:
        if isinstance(block, Table):
            yield from table_xml(block, sheet.page.text_width, sheet.page.text_height)
        elif isinstance(block, Picture):
            number = next(numbers)
            yield picture_xml(block, number, picture_id(number))
        else:
            yield block_xml(block)


def _break(ending: str) -> tuple[str, ...]:
    """A section ends in the paragraph that holds its page."""
    return (f"<w:p><w:pPr>{LOW}{ending}</w:pPr></w:p>",)


def _after(sheet: Sheet) -> tuple[str, ...]:
    """Word wants a paragraph after a table at the very end: so low that it never makes a page of its own."""
    return (f"<w:p><w:pPr>{LOW}</w:pPr></w:p>",) if isinstance(sheet.blocks[-1], Table | Grid) else ()
