"""The documents through LibreOffice, where it is installed: pages counted, words read."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mttq_desktop.word import styles
from mttq_desktop.word.docx import save
from mttq_desktop.word.layout import lay_out
from mttq_desktop.word.model import Document, Minutes, Paragraph, Recipients, SignatureGrid
from mttq_desktop.word.page import Line
from mttq_desktop.word.petitions import d05_forwarding as d05
from tests.word.letterheads import OFFICE, headed, own_letterhead
from tests.word.papers.every import bare_papers, papers
from tests.word.reading import MADE
from tests.word.samples import crowded, documents, forwarding, joint, wording

SOFFICE, TO_TEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_office = pytest.mark.skipif(not (SOFFICE and TO_TEXT), reason="LibreOffice or pdftotext is not installed")
EVERY = documents() | papers() | {
    "joint": joint(), "crowded": crowded(), "long": d05.document(forwarding(40), wording()),
    "letterhead": headed(own_letterhead()),
}  # fmt: skip
SENTENCE = " Đề nghị các cơ quan có thẩm quyền xem xét, giải quyết dứt điểm, trả lời bằng văn bản."
EMPTY_AND_LONG = {f"empty {code}": paper for code, paper in bare_papers().items()} | {
    f"long {times} {code}": paper for times in (1, 3, 7) for code, paper in papers(SENTENCE * times).items()
}
PAGES = {"D01": 6, "D02": 6, "D03": 4, "D04": 7, "D05": 2, "D06": 2, "D06K": 2, "D07": 2, "D08": 2, "joint": 2}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The text of each page of each document, all converted in one call."""
    return rendered(EVERY, tmp_path_factory.mktemp("rendered"))


def rendered(documents: Mapping[str, Document], folder: Path) -> Mapping[str, list[str]]:
    """The text of each page of each document."""
    for name, document in documents.items():
        save(document, folder / f"{name}.docx", MADE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(str(path) for path in folder.glob("*.docx"))
    command = [str(SOFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=400)
    return {path.stem: _pages(path) for path in folder.glob("*.pdf")}


def _pages(path: Path) -> list[str]:
    command = [str(TO_TEXT), "-layout", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def said(page: str) -> str:
    """A page's words with single blanks."""
    return re.sub(r"\s+", " ", page)


@needs_office
def test_every_document_has_the_pages_that_were_looked_at(pages: Mapping[str, list[str]]) -> None:
    assert {name: len(pages[name]) for name in PAGES} == PAGES


@needs_office
def test_nation_and_motto_stay_on_one_line_each(pages: Mapping[str, list[str]]) -> None:
    for every in pages.values():
        first = every[0]
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" in re.sub(" +\n", "\n", first)
        assert "Độc lập - Tự do - Hạnh phúc" in first


@needs_office
def test_the_first_page_bears_no_number_the_second_does(pages: Mapping[str, list[str]]) -> None:
    first, second, *_ = pages["D04"]
    assert first.strip().startswith("ỦY BAN MTTQ VIỆT NAM")
    assert second.strip().split("\n")[0].strip() == "2"


@needs_office
def test_the_letterhead_stands_above_the_first_page_alone(pages: Mapping[str, list[str]]) -> None:
    first, *others = pages["letterhead"]
    assert first.index(OFFICE) < first.index("CỘNG HÒA")
    assert len(others) > 2
    assert not any(OFFICE in page for page in others)
    assert others[0].strip().split("\n")[0].strip() == "2"


@needs_office
def test_annexes_repeat_their_head_and_count_from_one(pages: Mapping[str, list[str]]) -> None:
    _, first, second, *_ = pages["long"]
    assert "Phụ lục" in first
    assert second.strip().split("\n")[0].strip() == "2"
    assert "Nội dung kiến nghị" in said(second)


@needs_office
def test_the_signature_follows_text_on_its_page(pages: Mapping[str, list[str]]) -> None:
    for name in ("D04", "D05", "D06", "D07", "D08"):
        (page,) = (said(p) for p in pages[name] if "Nguyễn Thị Mẫu" in p)
        assert "./." in page
        assert page.index("./.") < page.index("Nguyễn Thị Mẫu")


@needs_office
def test_text_with_markup_is_printed_as_typed(pages: Mapping[str, list[str]]) -> None:
    assert "Sở TN&MT" in said(pages["D05"][1])
    assert "<A>" in said(pages["D05"][1])


def headings(document: Document) -> set[str]:
    """Every heading of a document, its blanks left out."""
    lines = (block for sheet in lay_out(document) for block in sheet.blocks if isinstance(block, Line))
    bold = {styles.HEADING_1, styles.HEADING_2, styles.CAPTION}
    return {"".join("".join(run.text for run in line.runs).split()) for line in lines if line.style in bold}


@needs_office
def test_no_page_ends_with_a_heading(pages: Mapping[str, list[str]]) -> None:
    assert not list(alone(EVERY, pages))


@needs_office
def test_no_page_ends_with_a_heading_where_nothing_or_much_is_written(tmp_path: Path) -> None:
    assert not list(alone(EMPTY_AND_LONG, rendered(EMPTY_AND_LONG, tmp_path)))


@needs_office
def test_no_page_is_empty_where_the_signatures_end_at_the_bottom(tmp_path: Path) -> None:
    """Whatever the height: what Word wants after a table makes no page of its own."""
    paper = replace(documents()["D08"], annexes=())
    made = {
        f"{lines} {bodies}": replace(
            paper, parts=tuple(Paragraph(f"Câu thứ {n}.") for n in range(lines)),
            recipients=Recipients(tuple(f"Nơi {n}" for n in range(bodies))),
        )
        for lines in range(12, 21) for bodies in range(9, 16)
    }  # fmt: skip
    assert [name for name, pages in rendered(made, tmp_path).items() if len(said(pages[-1])) < 20] == []


def alone(documents: Mapping[str, Document], pages: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Headings at the end of a page."""
    for name, document in documents.items():
        known = headings(document)
        for page in pages[name][:-1]:
            lines = ["".join(line.split()) for line in page.splitlines() if line.strip()]
            body = [line for line in lines if not re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}|Sốliệungày.*", line)]
            if body[-1] in known:
                yield name, body[-1]


@needs_office
def test_each_document_is_signed_on_the_page_of_its_last_sentence(pages: Mapping[str, list[str]]) -> None:
    for name in ("D01", "D02", "D03", "D09", "D10", "D16", "D20", "D25"):
        (page,) = (p for p in pages[name] if "./." in p)
        assert re.search(r"(CHỦ TỊCH|TRƯỞNG ĐOÀN|BÍ THƯ)", page), name


@needs_office
def test_recipients_stand_on_the_page_of_the_last_signature(pages: Mapping[str, list[str]]) -> None:
    for name in ("joint", "crowded", "D09", "D10", "D15", "D23"):
        closing = EVERY[name].closing
        assert isinstance(closing, Minutes | SignatureGrid)
        last = closing.chair if isinstance(closing, Minutes) else closing.parties[-1]
        (page,) = (said(p) for p in pages[name] if "Nơi nhận:" in p)
        assert last.name.split()[-1] in page.partition("Nơi nhận:")[0], name
        assert "Lưu: VT" in page, name
