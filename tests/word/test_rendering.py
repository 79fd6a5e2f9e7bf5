"""The documents through LibreOffice, where it is installed: pages counted, words read."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from mttq_desktop.word.docx import save
from mttq_desktop.word.petitions import d05_forwarding as d05
from tests.word.reading import MADE
from tests.word.samples import documents, forwarding, joint, wording

SOFFICE, TO_TEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_office = pytest.mark.skipif(not (SOFFICE and TO_TEXT), reason="LibreOffice or pdftotext is not installed")
PAGES = {"D04": 7, "D05": 2, "D06": 2, "D06K": 2, "D07": 2, "D08": 2, "joint": 2}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The text of each page of each document, all converted in one call."""
    folder = tmp_path_factory.mktemp("rendered")
    long = {"long": d05.document(forwarding(40), wording())}
    for name, document in (documents() | {"joint": joint()} | long).items():
        save(document, folder / f"{name}.docx", MADE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(str(path) for path in folder.glob("*.docx"))
    command = [str(SOFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
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
