"""Rows read together are what they would be if read one by one, however plain and peculiar rows are mixed."""

from dataclasses import asdict
from datetime import date
from io import BytesIO
from random import Random
from typing import Any

import pytest

from mttq_desktop.excel.found import DATA, FoundRow, PlainRows, decode_plain, encode_plain
from mttq_desktop.excel.wire import BESIDE, receive, send, understood
from tests.excel.books import HEAD, TITLE, row, workbook
from tests.excel.conftest import Understand, codes, data_rows

FIRST = len(TITLE) + 2
PECULIAR: tuple[dict[str, object], ...] = (
    {"commune": "nt"}, {"commune": "-nt-", "field": "″"}, {"commune": "Xã Không Có"}, {"commune": None},
    {"day": "31/02/2024"}, {"day": date(2024, 2, 5)}, {"day": 45330}, {"day": "5/3/24"}, {"day": "25/01/2023"},
    {"content": None}, {"content": "nt"}, {"content": "§Ò nghÞ söa ®­êng th«n Trung Hßa"}, {"content": "Hai\ndòng  chữ"},
    {"content": "#REF!"}, {"content": "Tổng cộng kinh phí sửa đường"}, {"field": "Chuyện lạ"}, {"field": None},
    {"authority": "UBND huyện; Sở Y tế"}, {"organisation": "nt"}, {"result": "-"}, {"result": True}, {"result": 1},
)  # fmt: skip


def _mixed(seed: int, rows: int) -> list[list[object]]:
    random = Random(seed)
    made: list[list[object]] = []
    for number in range(1, rows + 1):
        chance = random.random()
        if chance < 0.02 and number * 4 > rows * 3:  # below a group's heading every row is read alone
            made.append([None, random.choice(["I. XÃ QUẾ MỸ", "Lĩnh vực đất đai", "Ghi chú: số liệu đến tháng 3"])])
        elif chance < 0.03:
            made.append(["Cộng", None, None, None, None, f"{number} kiến nghị"])
        made.append(row(number, **(random.choice(PECULIAR) if chance > 0.8 else {})))
    return made


def _together(sheet: Any) -> None:
    sheet.row_dimensions[FIRST + 3].hidden = True
    sheet.cell(FIRST + 5, 6).value = '=CONCATENATE("a", "b")'


def _alone(sheet: Any) -> None:
    """A merged area below the header makes the table one whose rows may depend on each other."""
    _together(sheet)
    sheet.merge_cells(start_row=sheet.max_row + 3, end_row=sheet.max_row + 4, start_column=1, end_column=1)


@pytest.mark.parametrize(("seed", "rows"), [(1, 40), (2, 1_200), (3, 2_500)])
def test_read_together_or_alone_every_row_is_the_same(understand: Understand, seed: int, rows: int) -> None:
    (together,) = understand(workbook(_mixed(seed, rows), touch=_together))
    (alone,) = understand(workbook(_mixed(seed, rows), touch=_alone))
    assert [asdict(r) for r in together.rows] == [asdict(r) for r in alone.rows]
    assert len({r.reason for r in together.rows}) > 3


def test_a_ditto_mark_means_the_plain_row_above_it(understand: Understand) -> None:
    rows = [row(n) for n in range(1, 1_004)]
    rows[1_000][1] = "nt"  # the first row of the second block
    rows[500][1] = "nt"
    rows[499][1] = "Xã Quế Mỹ"
    (sheet,) = understand(workbook(rows))
    found = data_rows(sheet)
    assert found[1_000].values["commune_id"] == found[999].values["commune_id"]
    assert found[500].values["commune_id"] == found[499].values["commune_id"] != found[0].values["commune_id"]
    assert codes(found[500]) == codes(found[1_000]) == ["ditto"]


def test_rows_of_unequal_length_in_a_text_file(understand: Understand) -> None:
    lines = [[str(c or "") for c in cells] for cells in (*TITLE, HEAD, *[row(n) for n in range(1, 60)])]
    lines[-5] = lines[-5][:6]
    text = "\n".join(";".join(f'"{c}"' for c in cells) for cells in lines)
    (sheet,) = understand(text.encode(), name="kien_nghi.csv")
    assert [r.outcome for r in data_rows(sheet)] == [DATA] * 59
    assert "reported_result" not in data_rows(sheet)[-5].values


def test_plain_rows_come_through_the_wire_as_they_were() -> None:
    rows = PlainRows([7, 9], {
        "received_on": [date(2024, 1, 5), None], "content": ["một", "hai"], "authorities": [None, (3, 4)],
    })  # fmt: skip
    names = ("content", "people", "received_on", "authorities")
    sent = BytesIO()
    columns, beside = encode_plain(rows, names)
    send(sent, {"rows": columns}, beside)
    sent.seek(0)
    message = understood(receive(sent) or b"")
    found = decode_plain(message["rows"], message[BESIDE], names, frozenset(["received_on"]))
    assert found.rows() == [
        FoundRow(7, DATA, values={"content": "một", "received_on": date(2024, 1, 5)}),
        FoundRow(9, DATA, values={"content": "hai", "authorities": (3, 4)}),
    ]
