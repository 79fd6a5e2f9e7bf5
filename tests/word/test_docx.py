"""The file: sections, page numbers, the same bytes for the same document, safe writing."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from mttq_desktop.errors import NoSpace, NotWritable
from mttq_desktop.word.docx import save
from mttq_desktop.word.petitions import d05_forwarding as d05
from tests.disk import largest_file, posix
from tests.word.reading import MADE, lines, opened, table, to_bytes
from tests.word.samples import documents, forwarding, joint, wording

EVERY = documents() | {"joint": joint()}


@pytest.mark.parametrize("name", sorted(EVERY))
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert to_bytes(EVERY[name]) == to_bytes((documents() | {"joint": joint()})[name])


def test_the_first_page_bears_no_number_and_annexes_begin_anew() -> None:
    sections = opened(EVERY["D04"]).sections
    assert len(sections) == 4
    for section in sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
    assert ['w:start="1"' in s._sectPr.xml for s in sections] == [False, True, True, True]


def test_the_page_is_a4_upright_and_its_annex_turned() -> None:
    main, annex = opened(EVERY["D05"]).sections
    assert (main.page_width, main.page_height) == (Mm(210), Mm(297)) or main.orientation == WD_ORIENT.PORTRAIT
    assert [round(m.mm) for m in _margins(main)] == [20, 20, 30, 15]
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert round(annex.page_width.mm if annex.page_width else 0) == 297


def _margins(section: object) -> list[Mm]:
    return [getattr(section, f"{side}_margin") for side in ("top", "bottom", "left", "right")]


def test_the_mark_stands_in_the_footer_of_every_page() -> None:
    for section in opened(EVERY["D04"]).sections:
        for footer in (section.footer, section.first_page_footer):
            assert footer.paragraphs[0].text == "Số liệu ngày 05/4/2024 · a1b2c3d4"
    assert "word/footer1.xml" not in zipfile.ZipFile(BytesIO(to_bytes(EVERY["D05"]))).namelist()


def test_properties_tell_what_and_when() -> None:
    properties = opened(EVERY["D08"]).core_properties
    assert properties.title == "Kết quả giám sát việc giải quyết, trả lời ý kiến, kiến nghị " + (
        "của đoàn viên, hội viên và Nhân dân 6 tháng đầu năm 2024"
    )
    assert properties.author == "ỦY BAN MTTQ VIỆT NAM TỈNH QUẢNG NAM BAN THƯỜNG TRỰC"
    assert properties.created is not None
    assert properties.created.date() == MADE


def test_the_head_is_that_of_the_decree() -> None:
    (left, right), (number, day) = table(EVERY["D06"], 0)
    assert left.split("\n") == ["ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG NAM", "BAN THƯỜNG TRỰC", ""]
    assert right.split("\n") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]
    assert number.split("\n")[0] == "Số: 31/MTTQ-BTT"
    assert day == "Quảng Nam, ngày 20 tháng 5 năm 2024"


def test_hostile_and_long_text_comes_back_whole() -> None:
    hostile = "Sở TN&MT <A> \"x\" 'y' LĐ-TB&XH 🙂 " + "nội dung dài " * 200
    letter = forwarding(1)
    item = replace(letter.items[0], content=hostile + "\x00\nxuống dòng", sender="&<>")
    document = d05.document(replace(letter, items=(item,), authority="Sở <A> & B"), wording())
    row = table(document, 2)[1]
    assert row[2] == hostile + "\nxuống dòng"
    assert row[3] == "&<>"
    assert "Kính gửi: Sở <A> & B" in lines(document)


def test_a_file_is_replaced_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "mới" / "12-MTTQ-BTT.docx"
    save(EVERY["D05"], target, MADE)
    save(EVERY["D06"], target, MADE)
    assert target.read_bytes() == to_bytes(EVERY["D06"])
    assert list(target.parent.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(NotWritable) as told:
        save(EVERY["D05"], tmp_path / "tệp" / "a.docx", MADE)
    assert "a.docx" in told.value.message
    assert told.value.advice


@posix
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"cu")
    with largest_file(2_000), pytest.raises(NoSpace, match=r"Ổ đĩa đã đầy, chưa ghi được văn bản “a\.docx”"):
        save(EVERY["D05"], target, MADE)
    assert target.read_bytes() == b"cu"
    assert list(tmp_path.iterdir()) == [target]


def test_every_document_passes_the_independent_check(shared: Path, tmp_path: Path) -> None:
    hostile = replace(forwarding(1).items[0], content="TN&MT <A> \x00 🙂\n" + "dài " * 700)
    every = EVERY | {"hostile": d05.document(replace(forwarding(1), items=(hostile,)), wording())}
    for name, document in every.items():
        save(document, tmp_path / f"{name}.docx", MADE)
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    command = [sys.executable, str(shared / "checks/check_docx.py"), "--profile", "nd30", "--json", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    items = {Path(report["file"]).name: report["items"] for report in json.loads(done.stdout)}
    assert items == {Path(file).name: [] for file in files}
