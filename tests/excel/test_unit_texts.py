"""Units named among other words, in cells and in the lines over groups of rows."""

from datetime import date

import pytest

from mttq_desktop.errors import Severity
from mttq_desktop.excel.cleaning import Cleaner, Setting
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.excel.unit_texts import named_unit
from mttq_desktop.fields import Vocabulary
from tests.excel.books import workbook
from tests.excel.conftest import Understand, codes, data_rows
from tests.makers import unit

ON = date(2024, 1, 1)


@pytest.fixture
def setting(vocabulary: Vocabulary) -> Setting:
    return Setting(vocabulary, unit(vocabulary, "Huyện Duy Xuyên", ON), ON, date(2020, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["UBND xã Duy Phú", "MTTQ xã Duy Phú", "Ủy ban MTTQVN xã Duy Phú", "Xã Duy Phú - huyện Duy Xuyên",
     "Duy Phú, Duy Xuyên", "xã Duy Phú (04 ý kiến)", "* Duy Phú:", "Xã Duy Phú, huyện Duy Xuyên, tỉnh Quảng Nam"],
)  # fmt: skip
def test_a_place_with_a_body_a_district_or_a_count(spec: TableSpec, setting: Setting, text: str) -> None:
    read = Cleaner(spec.column("commune_id"), setting).read(text)
    assert read.value == unit(setting.vocabulary, "Xã Duy Phú", ON)
    assert {p.severity for p in read.problems} <= {Severity.FACT}


def test_a_hamlet_that_no_field_keeps_is_told(spec: TableSpec, setting: Setting) -> None:
    read = Cleaner(spec.column("commune_id"), setting).read("thôn 2, xã Duy Trinh")
    assert read.value == unit(setting.vocabulary, "Xã Duy Trinh", ON)
    (told,) = read.problems
    assert (told.code, told.severity) == ("unit_variant", Severity.WARNING)
    assert "“thôn 2” không ghi" in told.message


@pytest.mark.parametrize(
    "text", ["Duy Trung; Duy Sơn", "Xã Duy Thu (Duy Tân)", "Duy Phú, Điện Bàn", "Toàn huyện", "Hội Nông dân xã Duy Phú"]
)
def test_other_words_or_two_places_are_none(spec: TableSpec, setting: Setting, text: str) -> None:
    read = Cleaner(spec.column("commune_id"), setting).read(text)
    assert (read.value, [p.code for p in read.problems], read.is_error) == (None, ["unknown_unit"], True)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Duy Phu", "Xã Duy Phú"), ("Xã Duy Hoá", "Xã Duy Hòa"), ("Đuy Phú", "Xã Duy Phú"), ("Xã Nam Phước",
     "Thị trấn Nam Phước"), ("Các xã", None), ("D.Phú", None)],
)  # fmt: skip
def test_the_name_most_likely_meant_is_only_proposed(
    spec: TableSpec, setting: Setting, text: str, meant: str | None
) -> None:
    read = Cleaner(spec.column("commune_id"), setting).read(text)
    assert read.value is None
    assert [p.proposal for p in read.problems] == [meant]


@pytest.mark.parametrize("text", ["Duy Nghiã", "Thị trấn Nam Phứơc", "xã duy hoà"])
def test_a_tone_typed_over_another_letter_of_its_syllable(setting: Setting, text: str) -> None:
    hits = setting.vocabulary.units.find_unit(text, ON, setting.sender, "commune")
    assert len(hits) == 1


def test_a_body_of_the_state_is_a_place_only_where_one_is_sure_to_stand(setting: Setting) -> None:
    units, sender = setting.vocabulary.units, setting.sender
    assert named_unit("UBND xã Duy Phú", units, ON, sender, "commune") is None
    assert named_unit("UBND xã Duy Phú", units, ON, sender, "commune", state=True) is not None


@pytest.mark.parametrize("line", ["* Quế Phú:", "UBMTTQVN XÃ QUẾ PHÚ", "- Xã Quế Phú (04 ý kiến)"])
def test_the_line_over_a_group_may_say_more(understand: Understand, vocabulary: Vocabulary, line: str) -> None:
    head = (("STT", "Ngày tiếp nhận", "Tổ chức", "Nội dung kiến nghị", "Kết quả"),)
    rows = [(line,), (1, "5/1/2024", "HND", "Sửa đường số một", "chưa")]
    (sheet,) = understand(workbook(rows, head=head))
    (found,) = data_rows(sheet)
    assert found.outcome == "data"
    assert found.values["commune_id"] == unit(vocabulary, "Xã Quế Phú", ON)
    assert "value_from_group" in codes(found, "commune_id")
