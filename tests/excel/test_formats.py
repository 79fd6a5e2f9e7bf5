"""What a file really is, whatever its name says; and every way in which it can be bad."""

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mttq_desktop.errors import Unreadable
from mttq_desktop.excel import formats
from mttq_desktop.excel.child import blames_file, told
from mttq_desktop.excel.encodings import decoded
from mttq_desktop.excel.running import read_file
from mttq_desktop.excel.spec import Limits, Request, TableSpec
from mttq_desktop.fields import Vocabulary
from tests.excel.books import as_bytes, row, workbook
from tests.excel.conftest import Understand, codes, data_rows
from tests.text.test_legacy import to_tcvn3, to_vni

WORD_ENTRY = "WordDocument".encode("utf-16-le").ljust(64, b"\x00") + b"\x1a\x00"
"""The name of its text in a Word file of 1997, as its directory keeps it."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        formats.detect(data, limits or Limits())
    assert refused.value.message
    assert refused.value.advice
    return refused.value.code


def _zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\x00" * 300, "empty_file"),
        (b"PK\x03\x04 not a zip at all", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "not_a_spreadsheet"),
        (b"%PDF-1.7 ...", "not_a_spreadsheet"),
        (b"Kinh gui Ban Thuong truc,\nxin gui bao cao.\nTran trong.", "not_a_spreadsheet"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 2000, "encrypted"),
        (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le") + b"\x00" * 2000, "not_a_spreadsheet"),
        (
            OLE + "Bookman Old Style".encode("utf-16-le") + b"\x00" * 600 + WORD_ENTRY + b"\x00" * 2000,
            "not_a_spreadsheet",
        ),
        (OLE + b"\x00" * 90, "damaged"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "unsupported_version"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            "unsupported_version",
        ),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + b"\x00" * 100, "unsupported_version"),
        (_zip(word__document_xml=b"<w/>"), "not_a_spreadsheet"),
        (_zip(readme_txt=b"xin chao"), "not_a_spreadsheet"),
        (_zip(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'), "unsafe_content"),
        (_zip(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b" " * 60_000_000), "unsafe_content"),
    ],
)
def test_bad_files_are_refused_with_their_code(data: bytes, code: str) -> None:
    assert _refused(data) == code


def test_a_file_too_large_is_refused() -> None:
    data = _zip(xl__workbook_xml=b"<workbook/>", xl__sharedStrings_xml=bytes(range(256)) * 8_000)
    assert _refused(data, Limits(unpacked_mb=1)) == "too_large"


@pytest.mark.parametrize("name", ["~$kien_nghi.xlsx", ".~lock.kien_nghi.ods#"])
def test_the_lock_file_of_an_open_workbook(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        formats.check_name(name)
    assert refused.value.code == "lock_file"


def test_the_content_counts_and_not_the_name() -> None:
    data = as_bytes(workbook([row(1)]))
    assert formats.detect(data, Limits()) == formats.XLSX
    assert formats.wrong_extension("kien_nghi.xls", formats.XLSX)
    assert not formats.wrong_extension("KIEN_NGHI.XLSX", formats.XLSX)
    assert not formats.wrong_extension("a.xlsm", formats.XLSX)


def _csv(mark: str) -> str:
    lines = [["HUYỆN QUẾ SƠN"], ["TỔNG HỢP KIẾN NGHỊ QUÝ I NĂM 2024"]]
    lines += [["STT", "Xã", "Ngày tiếp nhận", "Tổ chức", "Nội dung kiến nghị"]]
    lines += [[str(n), "Xã Quế Phú", "25/01/2024", "HND", f"Sửa cầu số {n}"] for n in range(1, 6)]
    return "\r\n".join(mark.join(f'"{c}"' for c in line) for line in lines)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_files_of_excel(understand: Understand, mark: str, encoding: str) -> None:
    (sheet,) = understand(_csv(mark).encode(encoding), name="kien_nghi.csv")
    assert [r.outcome for r in data_rows(sheet)] == ["data"] * 5
    assert (sheet.period, data_rows(sheet)[0].values["content"]) == ("2024-Q1", "Sửa cầu số 1")


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_text_files_end_their_lines_in_any_way(understand: Understand, end: str) -> None:
    (sheet,) = understand(_csv(";").replace("\r\n", end).encode(), name="a.csv")
    assert [r.outcome for r in data_rows(sheet)] == ["data"] * 5


def test_text_files_with_very_long_texts_below_titles(understand: Understand) -> None:
    text = _csv(";").replace("Sửa cầu số 2", "Sửa cầu " * 20_000)
    (sheet,) = understand(text.encode(), name="a.csv")
    assert [r.outcome for r in data_rows(sheet)] == ["data", "rejected", *["data"] * 3]
    assert [p.code for p in data_rows(sheet)[1].problems] == ["too_long"]


def _as_old_windows(text: str) -> bytes:
    """Code page 1258: tones stand by themselves behind their vowels, all else is composed."""
    return b"".join(_toned(c) for c in text)


def _toned(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parted = unicodedata.normalize("NFD", letter)
        (tone,) = (c for c in parted if c in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parted.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def test_text_files_of_old_windows(understand: Understand) -> None:
    plain, old = (understand(data, name="a.csv")[0] for data in (_csv(";").encode(), _as_old_windows(_csv(";"))))
    assert [r.values for r in data_rows(old)] == [r.values for r in data_rows(plain)]
    assert [r.problems for r in data_rows(old)] == [[]] * 5


@pytest.mark.parametrize("write", [to_tcvn3, to_vni])
def test_text_files_of_old_fonts_are_none_of_old_windows(write: Callable[[str], str]) -> None:
    text = write("kiến nghị sửa chữa cầu dân sinh ở xã Quế Phú; nước sạch, đường bê tông, trường học đã xuống cấp")
    assert decoded(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", ["Château, forêt, élève, où êtes-vous, là-bas, déjà, très", "naïve café Übergröße"])
def test_other_languages_are_none_of_old_windows(text: str) -> None:
    assert decoded(text.encode("cp1252")) == text


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 500, bytes(range(256)) * 8, "漢字\0".encode("utf-16-le") * 99])
def test_what_holds_noughts_is_seldom_text(data: bytes) -> None:
    assert decoded(data) is None


def test_errors_and_formulas_without_a_result(understand: Understand) -> None:
    def edit(data: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for info in old.infolist():
                part = old.read(info)
                if info.filename.endswith("sheet1.xml"):
                    part = part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>45356</v>").replace(
                        b"<f>1+1</f><v />", b"<f>1+1</f><v>45356</v>"
                    )
                    part = part.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>45356</v>")
                new.writestr(info, part)
        return buffer.getvalue()

    rows = [row(1, day="=1+1"), row(2, day="=TODAY()"), row(3, field="#N/A"), row(4, commune="#REF!")]

    def errors(sheet: object) -> None:
        for place in ("E9", "B10"):
            sheet[place].data_type = "e"  # type: ignore[index]

    (sheet,) = understand(edit(as_bytes(workbook(rows, touch=errors))))
    one, two, three, four = data_rows(sheet)
    assert codes(one) == ["formula_value"]
    assert (two.outcome, codes(two)) == ("rejected", ["no_cached_value"])
    assert (three.outcome, codes(three)) == ("data", ["error_value"])
    assert (four.outcome, codes(four)) == ("rejected", ["error_value"])


def test_one_stray_cell_at_the_edge_of_the_sheet_costs_nothing(understand: Understand) -> None:
    book = workbook([row(1), row(2)], touch=lambda s: s.cell(1_048_576, 16_384, "x"))
    (sheet,) = understand(book)
    assert [r.outcome for r in data_rows(sheet)] == ["data"] * 2


# ── through the child process ────────────────────────────────────────────────


def _read(path: Path, spec: TableSpec, vocabulary: Vocabulary, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        read_file(Request(str(path), (spec,), vocabulary, limits=limits or Limits()))
    return refused.value.code


def test_a_missing_file_and_a_folder(tmp_path: Path, spec: TableSpec, vocabulary: Vocabulary) -> None:
    assert _read(tmp_path / "khong_co.xlsx", spec, vocabulary) == "file_missing"
    assert _read(tmp_path, spec, vocabulary) == "not_a_spreadsheet"


def test_a_child_that_runs_out_of_time_is_ended(tmp_path: Path, spec: TableSpec, vocabulary: Vocabulary) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(as_bytes(workbook([row(1)])))
    assert _read(path, spec, vocabulary, Limits(seconds=0.0)) == "too_slow"


def test_a_child_that_runs_out_of_memory_is_ended(tmp_path: Path, spec: TableSpec, vocabulary: Vocabulary) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(as_bytes(workbook([row(i) for i in range(4000)])))
    assert _read(path, spec, vocabulary, Limits(memory_mb=30)) in ("too_large", "damaged")


def test_a_file_cut_in_half(tmp_path: Path, spec: TableSpec, vocabulary: Vocabulary) -> None:
    path = tmp_path / "a.xlsx"
    data = as_bytes(workbook([row(i) for i in range(300)]))
    path.write_bytes(data[: len(data) // 2])
    assert _read(path, spec, vocabulary) == "damaged"


def test_cancelling_ends_the_child(tmp_path: Path, spec: TableSpec, vocabulary: Vocabulary) -> None:
    from mttq_desktop.errors import Cancelled
    from mttq_desktop.services.work import Progress

    path = tmp_path / "a.xlsx"
    path.write_bytes(as_bytes(workbook([row(1)])))
    progress = Progress(cancelled=True)
    with pytest.raises(Cancelled):
        read_file(Request(str(path), (spec,), vocabulary), lambda _: progress.check())


def test_a_slip_of_our_own_reader_is_not_blamed_on_the_file(tmp_path: Path, spec: TableSpec) -> None:
    path = tmp_path / "tot.xlsx"
    path.write_bytes(as_bytes(workbook([row(1)])))
    no_catalogues: Any = None

    assert _read(path, spec, no_catalogues) == "reader_failed"


@pytest.mark.parametrize(
    ("error", "the_file"),
    [
        (zipfile.BadZipFile(), True), (UnicodeDecodeError("utf-8", b"", 0, 1, ""), True), (SyntaxError("xml"), True),
        (AttributeError("ours"), False), (KeyError("ours"), False),
    ],
    ids=str,
)  # fmt: skip
def test_whose_fault_an_error_is(error: Exception, the_file: bool) -> None:
    with pytest.raises(KeyError) as ours:
        formats.wrong_extension("a.xlsx", "no format of ours")
    with pytest.raises(ValueError, match="Expecting") as librarys:
        json.loads("{")

    assert blames_file(error.with_traceback(ours.value.__traceback__)) is the_file
    assert blames_file(error.with_traceback(librarys.value.__traceback__))


def test_memory_that_ran_out_inside_a_library_is_no_damaged_file() -> None:
    with pytest.raises(ValueError, match="closed") as raised:
        try:
            raise MemoryError
        finally:
            raise ValueError("I/O operation on closed file")
    assert told(raised.value)["code"] == "too_large"
