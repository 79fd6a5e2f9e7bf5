"""Out of the program by other roads: PDF through Word or LibreOffice, tables as a workbook, files as kept."""

import os
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from mttq_desktop.errors import NotWritable, Refused
from mttq_desktop.rules.period import Period
from mttq_desktop.services.acts import undo
from mttq_desktop.services.reports import give_back, issued, previews, write_report
from mttq_desktop.services.reports.pdf import LIBREOFFICE, WORD, Converter, converter, pdf_beside, write_pdf
from mttq_desktop.services.reports.workbook import write_tables
from mttq_desktop.store.database import Database
from mttq_desktop.word.docx import save
from mttq_desktop.word.model import GroupRow, Table
from mttq_desktop.word.petitions import d05_forwarding as d05
from tests.word.samples import forwarding, joint, wording

TODAY = date(2024, 4, 5)
Q1 = Period.parse("2024-Q1")


def program(place: Path, name: str) -> Path:
    """An executable file that does nothing."""
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text("#!/bin/sh\nexit 0\n")
    (place / name).chmod(0o755)
    return place / name


def test_without_word_and_libreoffice_there_is_no_converter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert converter() is None
    with pytest.raises(Refused, match="không có Word hay LibreOffice"):
        pdf_beside(tmp_path / "a.docx")


@pytest.mark.skipif(os.name == "nt", reason="executables of Windows end in .exe")
def test_word_comes_before_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    office = program(tmp_path / "bin", "soffice")
    monkeypatch.setenv("PATH", str(office.parent))
    found = converter()
    assert found == Converter(LIBREOFFICE, office)
    program(tmp_path / "files" / "Microsoft Office" / "root" / "Office16", "WINWORD.EXE")
    monkeypatch.setenv("ProgramFiles", str(tmp_path / "files"))
    shell = program(tmp_path / "bin", "powershell")
    assert converter() == Converter(WORD, shell)
    assert "MTTQ_PAPER" in " ".join(Converter(WORD, shell).command(Path("a’b.docx"), tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="executables of Windows end in .exe")
def test_a_program_that_makes_no_pdf_is_told(tmp_path: Path) -> None:
    silent = Converter(LIBREOFFICE, program(tmp_path, "soffice"))
    with pytest.raises(Refused, match="LibreOffice chưa tạo được PDF"):
        write_pdf(joint(), tmp_path / "a.pdf", TODAY, silent)
    with pytest.raises(Refused, match="chưa tạo được PDF"):
        write_pdf(joint(), tmp_path / "a.pdf", TODAY, Converter(LIBREOFFICE, tmp_path / "không có"))
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_makes_the_pdf(tmp_path: Path) -> None:
    found = converter()
    assert found is not None
    made = write_pdf(joint(), tmp_path / "mới" / "văn bản.pdf", TODAY, found)
    assert made.read_bytes().startswith(b"%PDF")
    save(joint(), tmp_path / "a.docx", TODAY)
    assert pdf_beside(tmp_path / "a.docx").read_bytes().startswith(b"%PDF")
    (tmp_path / "tệp").write_text("không phải thư mục")
    with pytest.raises(NotWritable, match=r"b\.pdf"):
        write_pdf(joint(), tmp_path / "tệp" / "b.pdf", TODAY, found)


def test_the_tables_of_a_report_stand_in_a_workbook(practice: Database, tmp_path: Path) -> None:
    (drawn,) = previews(practice, "D01", Period.parse("2023"), TODAY)
    assert write_tables(drawn.document, tmp_path / "d01.xlsx") == 3
    book = openpyxl.load_workbook(tmp_path / "d01.xlsx")
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    sheet, table = book["Phụ lục I"], drawn.document.annexes[0].parts[0]
    assert isinstance(table, Table)
    assert sheet["D1"].value == "Tổ chức: MTTQ"
    assert sheet.max_row == 1 + len(table.rows)
    numbers = [c for row in sheet.iter_rows(min_row=3) for c in row if isinstance(c.value, int | float)]
    assert len(numbers) > 400
    assert all(c.data_type == "n" for c in numbers)
    money = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Kinh phí vận động")
    assert money[2] == "triệu đồng"
    assert money[9] == float(sum(x for x in money[3:9] if isinstance(x, int | float)))


def test_shares_are_numbers_that_read_as_shares(practice: Database, tmp_path: Path) -> None:
    (drawn,) = previews(practice, "D08", Period.parse("2023"), TODAY)
    write_tables(drawn.document, tmp_path / "d08.xlsx")
    sheet, table = openpyxl.load_workbook(tmp_path / "d08.xlsx").worksheets[0], drawn.document.annexes[0].parts[0]
    assert isinstance(table, Table)
    for cell, row in zip(sheet["J"][1:], (r for r in table.rows if not isinstance(r, GroupRow)), strict=False):
        assert (cell.data_type, cell.number_format) == ("n", "0.00%"), row
        assert Decimal(str(cell.value)) * 100 == Decimal(row[-1].removesuffix("%").replace(",", "."))


def test_a_document_without_tables_is_told(tmp_path: Path) -> None:
    plain = replace(d05.document(forwarding(1), wording()), annexes=())
    with pytest.raises(Refused, match="không có bảng nào"):
        write_tables(plain, tmp_path / "a.xlsx")


def test_the_file_is_kept_as_it_was_issued(practice: Database, tmp_path: Path) -> None:
    out = tmp_path / "bao_cao.docx"
    write_report(practice, "D04", Q1, out, TODAY)
    first = out.read_bytes()
    with practice.reading() as session:
        (letter,) = issued(session, "D04", Q1)
    out.unlink()
    again = give_back(practice, letter.id, tmp_path / "kho")
    assert again.name == "bao_cao.docx"
    assert again.read_bytes() == first


def test_an_undone_issue_keeps_no_file(practice: Database, tmp_path: Path) -> None:
    write_report(practice, "D04", Q1, tmp_path / "bao_cao.docx", TODAY)
    with practice.reading() as session:
        (letter,) = issued(session, "D04", Q1)
        act = letter.made_by
    assert act is not None
    undo(practice, act)
    with practice.reading() as session:
        assert issued(session, "D04", Q1) == []
    with pytest.raises(Refused, match="Chưa giữ tệp"):
        give_back(practice, letter.id, tmp_path)
