"""What holds for every paper of a record: sound files from any text, dots where nothing is written, no open place."""

import re
import subprocess
import sys
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from mttq_desktop.paths import resources
from mttq_desktop.word.docx import document_xml
from mttq_desktop.word.model import Document, Heading, Paragraph
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words
from tests.word.letterheads import headed, own_letterhead
from tests.word.papers import criticism, reports
from tests.word.papers.every import bare_papers, papers
from tests.word.reading import opened, to_bytes
from tests.word.samples import issue, wording

HOSTILE = " R&D <b>“x”</b> \x07\x1f😀 ]]> " + "dài " * 625
INSTEAD = re.compile(r"\.number$|D20\.question_days$|D0[123]\.(?:figures_\d_none|unknown)$")
"""Patterns; printed as the day that follows from it; for sentences of noughts and gaps, printed in their place."""
EVERY, BARE, LOUD = papers(), bare_papers(), papers(HOSTILE)


def text_of(document: Document) -> str:
    """Every letter of the main part."""
    root = etree.fromstring("".join(document_xml(document)).encode())
    return "".join(map(str, root.itertext()))


@pytest.mark.parametrize("code", sorted(EVERY))
def test_no_place_is_left_open_and_the_last_sentence_ends(code: str) -> None:
    for paper in (EVERY[code], BARE[code]):
        text = text_of(paper)
        assert "{" not in text
        assert "None" not in text
        assert text.count("./.") == 1


@pytest.mark.parametrize("code", sorted(EVERY))
def test_nobody_of_a_list_that_is_still_empty_is_counted(code: str) -> None:
    assert not re.search(r"\b00 (thành viên|ông|đơn vị)", text_of(BARE[code]))


@pytest.mark.parametrize("code", sorted(EVERY))
def test_what_is_announced_follows(code: str) -> None:
    """A sentence that ends with a colon is not the last of its section."""
    open_ends, level = list[str](), -1
    for part, after in pairwise((*BARE[code].parts, Heading(1, ""))):
        level = part.level if isinstance(part, Heading) else level
        ends = isinstance(after, Heading) and after.level <= level
        if ends and isinstance(part, Paragraph) and str(part.text).endswith(":"):
            open_ends.append(str(part.text))
    assert open_ends == []


@pytest.mark.parametrize("code", sorted(EVERY))
def test_any_text_makes_a_sound_file(code: str) -> None:
    with zipfile.ZipFile(BytesIO(to_bytes(LOUD[code]))) as package:
        for name in (n for n in package.namelist() if not n.endswith(".emf")):
            etree.fromstring(package.read(name))
    assert opened(LOUD[code]).paragraphs
    text = text_of(LOUD[code])
    assert "R&D <b>“x”</b>" in text
    assert "\x07" not in text


def loud_wording() -> Wording:
    """Every phrase says its own name and all the places it offers."""
    said = {
        key: f"[{key}] " + " ".join(f"{{{place}}}" for place in phrase.places)
        for key, phrase in wording().phrases.items()
    }
    return Wording.load(resources() / "word", said)


def test_every_phrase_offered_for_editing_is_printed_with_each_of_its_places() -> None:
    words = loud_wording()
    found = (*papers(words=words).values(), *bare_papers(words).values(), *criticism.passed(words).values())
    printed = "".join(map(text_of, found)).upper()
    kept = [k for k in words.phrases if k.partition(".")[0] in EVERY and not INSTEAD.search(k)]
    assert [k for k in kept if f"[{k}]".upper() not in printed] == []


@pytest.mark.parametrize("code", sorted(reports.PERIODS))
def test_what_did_not_happen_or_was_not_reported_is_said_in_words(code: str) -> None:
    noughts, gaps = (text_of(paper) for paper in reports.nothing(code, wording()))
    for n in range(1, 6):
        told, none = (wording().current(f"{code}.figures_{n}{end}").split("\n") for end in ("", "_none"))
        assert len(none) == sum(not line.startswith("{") for line in told)
        for line in none:
            assert line.removeprefix("Trong {kỳ} ") in noughts
    assert not re.search(r"\b0 (?:cuộc|hộ|đơn vị|ý kiến|dự thảo)", noughts)
    assert gaps.count("Chưa có số liệu báo cáo về nội dung này.") == 12
    assert "Có chưa có" not in gaps


def test_every_paper_passes_the_independent_check(tmp_path: Path, shared: Path) -> None:
    paths = []
    for name, found in (("", EVERY), ("-bare", BARE), ("-loud", LOUD)):
        for code, paper in found.items():
            paths.append(tmp_path / f"{code}{name}.docx")
            paths[-1].write_bytes(to_bytes(paper))
    paths.append(tmp_path / "letterhead.docx")
    paths[-1].write_bytes(to_bytes(headed(own_letterhead())))
    checker = shared / "checks" / "check_docx.py"
    command = [sys.executable, str(checker), "--profile", "nd30", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_basis_that_only_names_a_document_is_put_into_words() -> None:
    assert _basis("D13")[2:4] == ["Căn cứ Kế hoạch số 5;", "Thực hiện ý kiến chỉ đạo;"]


def test_laws_stand_before_what_is_made_under_them() -> None:
    first, second, *_ = _basis("D13")
    assert first.startswith("Căn cứ Luật Mặt trận Tổ quốc Việt Nam")
    assert second.startswith("Căn cứ Nghị quyết liên tịch")


@pytest.mark.parametrize(("code", "last"), [("D12", "Thực hiện ý kiến"), ("D13", "Theo đề nghị của Ban Dân chủ")])
def test_only_the_last_basis_ends_with_a_full_stop(code: str, last: str) -> None:
    *others, end = _basis(code)
    assert all(text.endswith(";") for text in others)
    assert end.startswith(last)
    assert end.endswith(".")


def _basis(code: str) -> list[str]:
    words = Words.of(wording(), code, issue("1", None), {"kế hoạch": "", "nội dung giám sát": ""})
    found = words.basis("Kế hoạch số 5;", "Thực hiện ý kiến chỉ đạo")
    assert all(isinstance(p, Paragraph) and p.italic for p in found)
    return [str(p.text) for p in found if isinstance(p, Paragraph)]
