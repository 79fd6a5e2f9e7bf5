"""The header among the first rows, its groups, and which column holds which field."""

from collections.abc import Sequence
from typing import Any

import pytest

from mttq_desktop.excel.captions import Known, caption_key, is_mark, is_no_mark
from mttq_desktop.excel.header import Header, find_header, is_column_numbers, repeats
from mttq_desktop.excel.matching import ColumnMap, match_columns
from mttq_desktop.excel.reading import Merge
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.excel.two_languages import in_vietnamese
from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.text.fold import tone_key
from tests.excel.books import HEAD, TITLE, row

Lines = list[tuple[int, list[Any]]]


def _lines(*rows: Sequence[object]) -> Lines:
    return [(n, ["" if c is None else c for c in cells]) for n, cells in enumerate(rows, 1)]


@pytest.fixture
def known(spec: TableSpec) -> Known:
    return Known(spec)


def test_the_header_stands_below_the_titles(known: Known) -> None:
    found = find_header(_lines(*TITLE, HEAD, row(1)), (), known, knows_merges=True)
    assert found is not None
    assert (found.rows, found.last, found.caption(5)) == ((6,), 6, "Nội dung kiến nghị")
    assert found.layout.startswith("0:STT|1:Xã, phường|2:Ngày tiếp nhận")


def test_a_group_above_its_columns(known: Known) -> None:
    upper = ["STT", "Xã", "Nội dung kiến nghị", "Kết quả", None, "Ngày tiếp nhận"]
    lower = [None, None, None, "Đã trả lời", "Chưa trả lời", None]
    merges = (Merge(1, 0, 2, 0), Merge(1, 1, 2, 1), Merge(1, 2, 2, 2), Merge(1, 3, 1, 4), Merge(1, 5, 2, 5))
    found = find_header(_lines(upper, lower, [1, "Quế Phú", "Sửa cầu", "x", "", "5/3/2024"]), merges, known, True)
    assert found is not None
    assert found.rows == (1, 2)
    assert (found.caption(3), found.caption(4)) == ("Kết quả > Đã trả lời", "Kết quả > Chưa trả lời")
    assert found.caption(0) == "STT"


def test_groups_are_guessed_where_merges_are_unknown(known: Known) -> None:
    upper = ["STT", "Xã", "Nội dung kiến nghị", "Kết quả", "", "Ngày tiếp nhận"]
    lower = ["", "", "", "Đã trả lời", "Chưa trả lời", ""]
    found = find_header(_lines(upper, lower, [1, "Quế Phú", "Sửa", "x", "", "5/3/2024"]), (), known, False)
    assert found is not None
    assert found.caption(3).startswith("Kết quả")


def test_no_header_where_fewer_than_three_captions_are_known(known: Known) -> None:
    assert find_header(_lines(["STT", "chữ", "gì đó"], [1, "a", "b"]), (), known, True) is None
    assert find_header([], (), known, True) is None


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        (["(1)", "(2)", "(3)"], True), ([1, 2, 3, 4], True), (["A", "B", "1", "2"], True),
        (["1", "2", "3=1+2"], True), (["1", "2"], False), ([1, "Quế Phú", "x"], False), ([3, 2, 1], False),
        ([1, 200, 3000], False),
    ],
    ids=str,
)  # fmt: skip
def test_the_row_of_column_numbers(cells: list[object], is_one: bool) -> None:
    assert is_column_numbers(cells) is is_one


def test_the_captions_said_again() -> None:
    header = Header((6,), {0: ("STT",), 1: ("Xã",), 2: ("Nội dung",)}, 3)
    assert repeats(["STT", "Xã", "Nội dung"], header)
    assert not repeats(["1", "Xã", "Sửa cầu"], header)


@pytest.mark.parametrize(("raw", "mark"), [("x", True), ("X", True), ("×", True), ("√", True), (1, True), (1.0, True),
                                           ("1", True), ("", False), (2, False), ("có thể", False), ("•", True),
                                           ("☑", True), ("✔\ufe0f", True), ("Х", True), ("∆", False)])  # fmt: skip
def test_marks(raw: object, mark: bool) -> None:
    assert is_mark(raw) is mark


@pytest.mark.parametrize(("raw", "none"), [("0", True), ("Không", True), ("", True), (0, True), ("∆", False),
                                           ("※", False), ("х", False), ("đã", False)])  # fmt: skip
def test_a_sign_nobody_knows_does_not_say_no(raw: object, none: bool) -> None:
    assert is_no_mark(raw) is none


def test_captions_without_their_ornaments() -> None:
    assert caption_key("Nội dung kiến nghị * (ghi rõ)") == caption_key("nội dung kiến nghị:")
    assert caption_key("(5) Nội dung kiến nghị") == caption_key("nội dung kiến nghị")
    assert caption_key("1. Sự cần thiết") != caption_key("Sự cần thiết")


@pytest.mark.parametrize(
    ("caption", "vietnamese"),
    [
        ("Ngày / Date", "Ngày"), ("Date (Ngày)", "Ngày"), ("Ngày\nDate", "Ngày"), ("[Date] Ngày", "Ngày"),
        ("Date of receipt - Ngày tiếp nhận", "Ngày tiếp nhận"), ("Full name / Họ và tên", "Họ và tên"),
        ("STT\nNo.", "STT"), ("Kết quả (đã giải quyết) / Result", "Kết quả"), ("Xã (Commune, ward)", "Xã"),
        ("Họ tên chủ hộ (Name of household)", "Họ tên chủ hộ"),
    ],
)  # fmt: skip
def test_captions_in_two_languages(caption: str, vietnamese: str) -> None:
    assert caption_key(caption) == caption_key(vietnamese)


@pytest.mark.parametrize("caption", ["Name", "No", "Full name", "Tong no", "Xã/Phường", "Email", "Date / Name"])
def test_captions_in_one_language_stay_whole(caption: str) -> None:
    assert caption_key(caption) == caption.lower()


def test_no_own_caption_is_shortened() -> None:
    for kind in IMPORTABLE:
        for field in map(kind.field, kind.shown):
            for key in map(tone_key, (field.label, *field.aliases)):
                assert in_vietnamese(key) == key


def test_every_own_caption_is_known_with_and_without_tones(known: Known, spec: TableSpec) -> None:
    from mttq_desktop.text.fold import fold

    for column in spec.columns:
        assert known.knows(column.field.label), column.name
        assert known.knows(fold(caption_key(column.field.label))), column.name
    assert not known.knows("Chỉ số tia cực tím")
    assert known.is_ordinal("TT")


def _matched(
    spec: TableSpec, vocabulary: Vocabulary, head: Sequence[str], *body: Sequence[Any], **corrected: int
) -> ColumnMap:
    header = Header((1,), {c: (text,) for c, text in enumerate(head)}, len(head))
    made = {at: name for name, at in corrected.items()}
    return match_columns(header, [(n, list(r)) for n, r in enumerate(body, 2)], Known(spec), vocabulary, made)


def test_columns_by_caption(spec: TableSpec, vocabulary: Vocabulary) -> None:
    found = _matched(spec, vocabulary, HEAD, row(1), row(2))
    assert found.ordinal == 0
    assert found.columns == {
        "commune_id": 1, "received_on": 2, "organisation_id": 3, "field": 4, "content": 5, "authorities": 6,
        "reported_result": 7,
    }  # fmt: skip
    assert found.unknown == []


def test_an_unknown_caption_is_left_and_an_empty_column_forgotten(spec: TableSpec, vocabulary: Vocabulary) -> None:
    head = ("STT", "Nội dung kiến nghị", "Chỉ số tia cực tím", "Cột bỏ không")
    found = _matched(spec, vocabulary, head, (1, "Sửa cầu", "cao", ""), (2, "Sửa đường", "thấp", ""))
    assert (found.columns, found.unknown) == ({"content": 1}, [2])


def test_the_persons_word_goes_before_the_caption(spec: TableSpec, vocabulary: Vocabulary) -> None:
    found = _matched(spec, vocabulary, ("STT", "Nội dung kiến nghị", "Ghi chú"), (1, "a", "b"), content=2)
    assert found.columns["content"] == 2


def test_a_vague_caption_is_told_by_its_values(spec: TableSpec, vocabulary: Vocabulary) -> None:
    found = _matched(
        spec, vocabulary, ("STT", "Đơn vị", "Ngày", "Nội dung kiến nghị"),
        (1, "Xã Quế Phú", "05/3/2024", "Sửa cầu"), (2, "Xã Quế Long", "06/3/2024", "Sửa đường"),
    )  # fmt: skip
    assert (found.columns["commune_id"], found.columns["received_on"]) == (1, 2)


def test_columns_of_marks_are_choices_of_one_field(spec: TableSpec, vocabulary: Vocabulary) -> None:
    paths = {0: ("STT",), 1: ("Nội dung kiến nghị",), 2: ("Lĩnh vực", "Giao thông"), 3: ("Lĩnh vực", "Y tế, BHYT")}
    body = [(3, [1, "Sửa cầu", "x", ""]), (4, [2, "Trạm y tế", "", "x"])]
    found = match_columns(Header((1, 2), paths, 4), body, Known(spec), vocabulary)
    assert [(x.column, x.code) for x in found.choices["field"]] == [(2, "GT"), (3, "YT")]
    assert found.place("field") == 2
