"""What the fast reader leaves out: errors, formulas, hidden rows, far cells; also of .ods sheets."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.excel.ods import extras
from mttq_desktop.excel.places import cell_name, letters, split_cell
from mttq_desktop.excel.reading import Merge
from mttq_desktop.excel.scanning import ERROR, EXTERNAL, FORMULA, NO_VALUE, scan, sheet_parts, uses_1904
from tests.excel.books import as_bytes, row, workbook

SHEET = """<worksheet xmlns="x"><sheetData>
<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>
<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>NOW()</f></c></row>
<row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3"><f>[1]S!A1</f><v>5</v></c><c r="C3"><f si="0"/></c></row>
%s</sheetData></worksheet>"""


def _zip(**parts: str) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        for name, text in parts.items():
            z.writestr(name, text)
    return zipfile.ZipFile(buffer)


def test_cells_and_rows_that_need_a_word() -> None:
    marks = scan(_zip(s=SHEET % ""), "s")
    assert marks.hidden_rows == {1}
    assert marks.cells == {
        (2, 0): [(ERROR, "#REF!")], (2, 1): [(FORMULA, "")], (2, 2): [(NO_VALUE, "")],
        (3, 0): [(FORMULA, "")], (3, 1): [(FORMULA, ""), (EXTERNAL, "")], (3, 2): [(NO_VALUE, "")],
    }  # fmt: skip
    assert (marks.far, marks.last_row) == (False, 3)


def test_a_cell_at_the_edge_of_the_sheet() -> None:
    marks = scan(_zip(s=SHEET % '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "s")
    assert (marks.far, marks.last_row) == (True, 1_048_576)


def test_marks_of_a_sheet_longer_than_one_block() -> None:
    filler = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{"y" * 400}</v></c></row>' for n in range(4, 6_000))
    last = '<row r="6000" hidden="true"><c r="D6000" t="e"><v>#N/A</v></c></row>'
    marks = scan(_zip(s=SHEET % (filler + last)), "s")
    assert marks.hidden_rows == {1, 6000}
    assert marks.cells[6000, 3] == [(ERROR, "#N/A")]


def test_sheets_by_name_and_the_date_system() -> None:
    book = workbook([row(1)], name="Quế Sơn & Phú Ninh")
    with zipfile.ZipFile(io.BytesIO(as_bytes(book))) as z:
        assert sheet_parts(z) == {"Quế Sơn & Phú Ninh": "xl/worksheets/sheet1.xml"}
        assert not uses_1904(z)
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    with zipfile.ZipFile(io.BytesIO(as_bytes(book))) as z:
        assert uses_1904(z)
    assert sheet_parts(_zip(a="b")) == {}


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")])
def test_names_of_columns(column: int, name: str) -> None:
    assert letters(column) == name
    assert cell_name(7, column) == f"{name}7"


@given(st.integers(1, 1_048_576), st.integers(0, 16_383))
def test_every_cells_name_leads_back_to_it(number: int, column: int) -> None:
    assert split_cell(cell_name(number, column)) == (number, column)


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:style="s" xmlns:text="x" xmlns:calcext="c">
<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>
<table:table table:name="KN"><table:table-row table:number-rows-repeated="3"/>
<table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="3"/></table:table-row>
<table:table-row><table:table-cell/>
<table:table-cell calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="ẩn" table:style-name="ta2"/></office:document-content>"""


def test_an_ods_sheet() -> None:
    found = extras(ODS.encode())
    merges, marks, hidden = found["KN"]
    assert merges == (Merge(4, 2, 5, 4),)
    assert (marks.hidden_rows, marks.cells, hidden) == ({4}, {(5, 1): [(ERROR, "#N/A")]}, False)
    assert found["ẩn"][2]
