"""Charts: drawn from their numbers, told apart without colour, the same on paper and on screen."""

import struct
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from mttq_desktop.word.charts import draw
from mttq_desktop.word.drawing import Box, Drawing, Label, Stroke
from mttq_desktop.word.emf import emf
from mttq_desktop.word.metrics import width, wrapped
from mttq_desktop.word.model import Align, Bar, Chart
from mttq_desktop.word.page import PORTRAIT
from mttq_desktop.word.preview import DRAWN, sheets
from tests.word.reading import to_bytes
from tests.word.samples import joint

ROOM = PORTRAIT.text_width
CHART = Chart(
    "Kiến nghị theo lĩnh vực",
    ("Đã trả lời", "Còn trong hạn", "Quá hạn"),
    (Bar("Giao thông", (60, 30, 10)), Bar("Đất đai <A&B>", (50, 0, 1)), Bar("Y tế", (0, 0, 0), "-")),
)
LONG = "Chế độ, chính sách đối với người hoạt động không chuyên trách ở thôn, khối phố " * 4


def labels(drawing: Drawing) -> list[str]:
    """Every text of a drawing."""
    return [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def bars(drawing: Drawing) -> list[Box]:
    """The parts of bars: edged boxes as tall as a bar."""
    return [s for s in drawing.shapes if isinstance(s, Box) and s.edged and s.height > 5]


def test_lengths_are_as_the_numbers() -> None:
    first, second, third, *others = bars(draw(CHART, ROOM))
    assert first.width == pytest.approx(2 * second.width)
    assert second.width == pytest.approx(3 * third.width)
    assert len(others) == 2


def test_every_number_is_written_and_no_number_is_no_nought() -> None:
    texts = labels(draw(CHART, ROOM))
    assert {"60", "30", "10", "100", "50"} <= set(texts)
    assert "51 (50; 0; 1)" in texts
    assert texts[-1] == "-"
    assert "0" not in texts


def test_parts_differ_without_colour() -> None:
    drawing = draw(CHART, ROOM)
    first, second, third, *_ = bars(drawing)
    strokes = [s for s in drawing.shapes if isinstance(s, Stroke)]

    def crossed(box: Box) -> bool:
        middles = (((s.x1 + s.x2) / 2, (s.y1 + s.y2) / 2) for s in strokes)
        return any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in middles)

    assert (first.shade < 60, crossed(first)) == (True, False)
    assert (second.shade, crossed(second)) == (255, True)
    assert (third.shade, crossed(third)) == (255, False)


@pytest.mark.parametrize("chart", [CHART, replace(CHART, bars=(Bar(LONG, (1_234_567, 1, 1)),))])
def test_everything_lies_inside_the_drawing(chart: Chart) -> None:
    drawing = draw(chart, ROOM)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            assert 0 <= shape.x <= shape.x + shape.width <= drawing.width
            assert 0 <= shape.y <= shape.y + shape.height <= drawing.height
        elif isinstance(shape, Label):
            wide = width(shape.text, shape.points, shape.bold)
            left = shape.x - {Align.RIGHT: wide, Align.CENTER: wide / 2}.get(shape.align, 0)
            assert -0.1 <= left <= left + wide <= drawing.width + 0.1, shape
            assert shape.y <= drawing.height


def test_a_long_name_ends_with_dots_in_its_second_line() -> None:
    lines = wrapped(LONG, 50, 10)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width(line, 10) <= 50 for line in lines)


def records(data: bytes) -> list[tuple[int, bytes]]:
    """Kind and body of every record of a metafile."""
    found, at = [], 0
    while at < len(data):
        kind, size = struct.unpack_from("<2I", data, at)
        found.append((kind, data[at + 8 : at + size]))
        at += size
    return found


def test_the_metafile_is_whole() -> None:
    data = emf(draw(CHART, ROOM))
    found = records(data)
    right, bottom = struct.unpack_from("<2i", data, 16)
    assert data[40:44] == b" EMF"
    assert struct.unpack_from("<2I", data, 48) == (len(data), len(found))
    assert (found[0][0], found[-1][0]) == (1, 14)
    assert (right, bottom) == (round(ROOM * 100), round(draw(CHART, ROOM).height * 100))
    made = [struct.unpack_from("<I", body)[0] for kind, body in found if kind in (38, 39, 82)]
    given_back = [struct.unpack_from("<I", body)[0] for kind, body in found if kind == 40]
    assert sorted(made) == sorted(given_back)


def test_letters_of_the_metafile_are_those_of_the_drawing() -> None:
    told = []
    for kind, body in records(emf(draw(CHART, ROOM))):
        if kind == 84:
            count, at = struct.unpack_from("<2I", body, 36)
            told.append(body[at - 8 : at - 8 + 2 * count].decode("utf-16-le"))
    assert told == labels(draw(CHART, ROOM))
    assert "Đất đai <A&B>" in told


def test_widths_of_letters_do_not_hang_on_their_marks() -> None:
    assert width("Đặng Thị Ấu ở xã", 14) > width("Đang Thi Au o xa", 14)  # ở is wider than o
    assert width("ạ ế ỗ ũ ỳ", 14) == width("a e o u y", 14)
    assert width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True) == pytest.approx(87.7, abs=0.7)


def test_a_chart_stands_in_the_file_and_on_the_screen() -> None:
    document = replace(joint(), parts=(CHART, *joint().parts))
    with zipfile.ZipFile(BytesIO(to_bytes(document))) as package:
        assert package.read("word/media/image1.emf") == emf(draw(CHART, ROOM))
        root = etree.fromstring(package.read("word/document.xml"))
    (told,) = [str(e.get("descr")) for e in root.iter("{*}docPr")]
    assert "Đất đai <A&B>: Đã trả lời 50, Còn trong hạn 0, Quá hạn 1" in told
    (first, *_) = sheets(document)
    assert first.drawings == (draw(CHART, ROOM),)
    assert f'<img src="{DRAWN}0"' in first.html


def test_bars_without_length_make_no_chart() -> None:
    empty = Chart("Trống", ("A",), (Bar("x", (0,)),))
    document = replace(joint(), parts=(empty, *joint().parts))
    assert b"drawing" not in zipfile.ZipFile(BytesIO(to_bytes(document))).read("word/document.xml")
