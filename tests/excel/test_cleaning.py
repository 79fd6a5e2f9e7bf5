"""From a raw cell to a value: what is nothing, what means "as above", what rejects and what only warns."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.errors import Severity
from mttq_desktop.excel.cleaning import (
    DITTO,
    EMPTY,
    Cleaner,
    Setting,
    is_blank,
    is_ditto,
    text_of,
)
from mttq_desktop.excel.groups import sentence_case, value_after_label
from mttq_desktop.excel.repairing import before_and_after, leaning, repaired
from mttq_desktop.excel.spec import ColumnSpec, TableSpec
from mttq_desktop.fields import IdNumber, Vocabulary
from mttq_desktop.services.tables import every_spec
from mttq_desktop.store.database import Database
from tests.makers import authority, organisation, unit

ON = date(2024, 1, 1)
_REFUSED = {
    "not_a_number", "bad_date", "date_incomplete", "negative", "out_of_range", "too_long", "bad_id", "bad_time",
    "bad_period", "unknown_code", "unknown_unit", "unit_unsure",
}  # fmt: skip


@pytest.fixture
def setting(vocabulary: Vocabulary) -> Setting:
    sender = unit(vocabulary, "Huyện Quế Sơn", ON)
    return Setting(vocabulary, sender, ON, date(2020, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("raw", ["", " ", "\u00a0\n", "\u200b", None])
def test_nothing_is_nothing(raw: object) -> None:
    assert is_blank(raw)


@pytest.mark.parametrize("raw", ["0", 0, False, "-", "x"])
def test_what_is_something_all_the_same(raw: object) -> None:
    assert not is_blank(raw)


@pytest.mark.parametrize("raw", ["nt", "-nt-", "N.T", "″", '"', "như trên", "(nt)", "„", "//"])
def test_marks_that_mean_as_above(raw: str) -> None:
    assert is_ditto(raw)


@pytest.mark.parametrize("raw", ["", "nội thất", "ntt", "nt 5", 5, None, "nông thôn mới như trên"])
def test_texts_that_do_not(raw: object) -> None:
    assert not is_ditto(raw)


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("a", "a"), (True, "1"), (False, "0"), (12.0, "12"), (12.5, "12,5"), (7, "7"),
        (date(2024, 3, 5), "05/03/2024"), (datetime(2024, 3, 5), "05/03/2024"),
        (datetime(2024, 3, 5, 8, 30), "2024-03-05 08:30:00"), (time(8, 30), "08:30"),
    ],
    ids=str,
)  # fmt: skip
def test_what_a_person_sees_in_the_cell(raw: object, seen: str) -> None:
    assert text_of(raw) == seen


@pytest.mark.parametrize(
    ("raw", "text", "code"),
    [
        ("§Ò nghÞ söa ®­êng", "Đề nghị sửa đường", "legacy_text_repaired"),
        ("Bà Nà, ba má, m³, 30°C, Axan", "Bà Nà, ba má, m³, 30°C, Axan", ""),
        ("plain ascii", "plain ascii", ""),
        (12.5, 12.5, ""),
    ],
)
def test_old_fonts_are_turned_into_unicode(raw: object, text: object, code: str) -> None:
    assert repaired(raw) == (text, code)


def test_the_encoding_of_a_whole_sheet() -> None:
    old = ["§Ò nghÞ söa ®­êng", "X· QuÕ Phó", "Héi N«ng d©n", "chưa"]
    assert leaning(old) == "TCVN3"
    assert leaning(["Đề nghị", "Xã Quế Phú", 5, "abc"]) is None
    assert leaning([]) is None


@pytest.mark.parametrize(
    ("text", "shown"), [("LĨNH VỰC ĐẤT ĐAI", "Lĩnh vực đất đai"), ("Đất Đai", "Đất Đai"), ("", "")]
)
def test_capitals_of_group_rows(text: str, shown: str) -> None:
    assert sentence_case(text) == shown


def test_what_stands_behind_the_fields_own_name() -> None:
    assert value_after_label("LĨNH VỰC: ĐẤT ĐAI", ("Lĩnh vực", "Lĩnh vực kiến nghị")) == "ĐẤT ĐAI"
    assert value_after_label("Linh vuc dat dai", ("Lĩnh vực",)) == "dat dai"
    assert value_after_label("Đất đai", ("Lĩnh vực",)) == ""


# ── one column at a time ─────────────────────────────────────────────────────


@pytest.mark.parametrize("raw", ["", "…", "-", "--", " . . . ", "___", "\u00a0"])
def test_dots_and_dashes_leave_a_cell_empty(spec: TableSpec, setting: Setting, raw: str) -> None:
    for name in ("commune_id", "received_on", "content", "people"):
        assert Cleaner(spec.column(name), setting).read(raw) is EMPTY, name


def test_as_above_is_no_value(spec: TableSpec, setting: Setting) -> None:
    for name in ("commune_id", "received_on", "content"):
        assert Cleaner(spec.column(name), setting).read("nt") is DITTO


def test_a_unit_of_the_sender_and_of_somebody_else(spec: TableSpec, setting: Setting, vocabulary: Vocabulary) -> None:
    read = Cleaner(spec.column("commune_id"), setting).read
    assert read("quế phú").value == unit(vocabulary, "Xã Quế Phú", ON)
    outside, where = read("Xã Tam Thanh").problems
    assert (outside.code, outside.is_error) == ("unknown_unit", True)
    assert outside.message.endswith("Huyện Quế Sơn không có “Xã Tam Thanh”.")
    assert (where.code, where.is_error) == ("unit_outside_sender", False)
    assert where.message == "“Xã Tam Thanh” thuộc Thành phố Tam Kỳ."
    (unknown,) = read("Xã Không Có").problems
    assert (unknown.code, unknown.is_error) == ("unknown_unit", True)


def test_a_day_without_its_year_is_proposed_in_that_of_the_list(spec: TableSpec, setting: Setting) -> None:
    (told,) = Cleaner(spec.column("received_on"), setting).read("5/3").problems
    assert (told.code, told.proposal) == ("date_incomplete", "05/03/2024")
    assert "thiếu năm" in told.message
    (month,) = Cleaner(spec.column("received_on"), setting).read("tháng 3/2024").problems
    assert (month.proposal, "thiếu ngày" in month.message) == (None, True)


def test_letters_that_became_question_marks_are_told(spec: TableSpec, setting: Setting) -> None:
    read = Cleaner(spec.column("content"), setting).read("Ð? ngh? s?a ch?a du?ng")
    assert read.legacy == "letters_lost"


def test_days_within_the_programme(spec: TableSpec, setting: Setting) -> None:
    read = Cleaner(spec.column("received_on"), setting).read
    assert (read("05/3/2024").value, read("05/3/2024").real_day) == (date(2024, 3, 5), False)
    assert (read(datetime(2024, 3, 5)).value, read(datetime(2024, 3, 5)).real_day) == (date(2024, 3, 5), True)
    assert read(45356).value == date(2024, 3, 5)
    short = read("5.3.24")
    assert (short.value, [p.code for p in short.problems], short.is_error) == (
        date(2024, 3, 5), ["two_digit_year"], False,
    )  # fmt: skip
    for raw, code in {"05/3/2019": "date_out_of_period", "31/02/2024": "bad_date", "3/2024": "date_incomplete",
                      "5-7/3/2024": "date_range", True: "bad_date"}.items():  # fmt: skip
        assert [(p.code, p.is_error) for p in read(raw).problems] == [(code, True)], raw


def test_the_1904_system(spec: TableSpec, setting: Setting) -> None:
    read = Cleaner(spec.column("received_on"), replace(setting, epoch1904=True)).read
    assert read(45356 - 1462).value == date(2024, 3, 5)


def test_an_unknown_word_only_warns_where_the_senders_own_is_kept(spec: TableSpec, setting: Setting) -> None:
    found = Cleaner(spec.column("field"), setting).read("Thiên văn học")
    assert (found.value, found.words) == (None, "Thiên văn học")
    assert [(p.code, p.is_error) for p in found.problems] == [("unknown_code", False)]
    known = Cleaner(spec.column("field"), setting).read("giao thông")
    assert (known.value, known.words, known.problems) == ("GT", "giao thông", ())


def test_an_organisation_may_carry_its_place(spec: TableSpec, setting: Setting, vocabulary: Vocabulary) -> None:
    read = Cleaner(spec.column("organisation_id"), setting).read
    assert read("Hội Nông dân xã Quế Phú").value == organisation(vocabulary, "HND")
    assert [(p.code, p.is_error) for p in read("Hội lạ").problems] == [("unknown_organisation", True)]


def test_several_authorities_in_one_cell(spec: TableSpec, setting: Setting, vocabulary: Vocabulary) -> None:
    read = Cleaner(spec.column("authorities"), setting).read
    health, home = authority(vocabulary, "Sở Y tế", ON), authority(vocabulary, "Sở Nội vụ", ON)
    for raw in ("Sở Y tế; Sở Nội vụ", "Sở Y tế, Sở Nội vụ", "Sở Y tế và Sở Nội vụ", "Sở Y tế\nSở Nội vụ"):
        assert read(raw).value == (health, home), raw
    odd = read("Sở Y tế; Sở Lạ")
    assert (odd.value, odd.words, odd.is_error) == (None, "Sở Y tế; Sở Lạ", False)


def test_an_authority_is_known_without_the_type_of_its_place_but_never_guessed(
    spec: TableSpec, setting: Setting, vocabulary: Vocabulary
) -> None:
    read = Cleaner(spec.column("authorities"), setting).read
    town, police = (authority(vocabulary, f"{body} thành phố Tam Kỳ", ON) for body in ("UBND", "Công an"))
    assert read("UBND Tam Kỳ, Công an Tam Kỳ").value == (town, police)
    later = Cleaner(spec.column("authorities"), replace(setting, on=None)).read("UBND Tam Kỳ")
    assert (later.value, later.words, later.is_error) == (None, "UBND Tam Kỳ", False)
    assert "có thể là UBND thành phố Tam Kỳ, UBND phường Tam Kỳ. Ghi rõ hơn." in later.problems[0].message
    toneless = read("UBND huyen Nui Thanh")
    assert (toneless.value, toneless.problems[0].code) == (None, "unknown_code")


def test_a_number_that_is_none_only_warns(spec: TableSpec, setting: Setting) -> None:
    read = Cleaner(spec.column("people"), setting).read
    assert read("1.234").value == read(1234.0).value == 1234
    assert [(p.code, p.is_error) for p in read("nhiều").problems] == [("not_a_number", False)]
    assert [p.code for p in read(-3).problems] == ["negative"]


def test_a_refused_cell_is_told_by_the_name_of_its_field(store: Database, setting: Setting) -> None:
    """Whatever table and column it stands in: a sender who gets the file back knows what is meant."""
    with store.reading() as session:
        columns = [column for spec in every_spec(session) for column in spec.columns]
    unnamed, seen = [], set()
    for column in columns:
        for raw in ("mười hai", "31/02/2024", "?!", "-3", "99999999999999999999"):
            for problem in Cleaner(column, setting).read(raw).problems:
                if problem.code in _REFUSED:
                    seen.add(problem.code)
                    unnamed += [problem.message] if column.field.label.lower() not in problem.message.lower() else []
    assert unnamed == []
    assert seen >= {"not_a_number", "bad_date", "negative", "bad_id", "unknown_code"}


def test_old_text_in_a_cell_is_told(spec: TableSpec, setting: Setting) -> None:
    found = Cleaner(spec.column("content"), setting).read("§Ò nghÞ söa ®­êng")
    assert (found.value, found.legacy) == ("Đề nghị sửa đường", "legacy_text_repaired")


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.dates()))
def test_no_cell_upsets_the_reader(raw: object) -> None:
    from mttq_desktop.records.petitions import PETITION
    from mttq_desktop.services.tables import spec_of

    setting = Setting(Vocabulary(), None, ON, date(2020, 1, 1), date(2025, 12, 31))
    columns: tuple[ColumnSpec, ...] = spec_of(PETITION).columns
    for column in columns:
        found = Cleaner(column, setting).read(raw)
        assert found is EMPTY or found is DITTO or found.value is not None or found.problems


def test_a_word_no_repair_explains_is_told_on_a_sheet_in_an_old_font(spec: TableSpec, setting: Setting) -> None:
    cleaner = Cleaner(spec.column("content"), replace(setting, lean="VNI"))
    assert cleaner.read("Ñeà nghò söûa caàu").legacy == ""
    assert cleaner.read("Ñeà nghò laøm caàu ôû Bhaleâeâ").legacy == "legacy_text_unsure"


def test_a_repaired_text_is_shown_before_and_after() -> None:
    assert before_and_after("Ñeà nghò") == "“Ñeà nghò” → “Đề nghị”"
    assert before_and_after("x" * 50).count("…") == 2


@pytest.mark.parametrize("raw", ["Không có", "không", "chưa có", "k có", "Ko.", "Chưa được cấp CCCD", "KHÔNG CÓ"])
def test_an_identity_number_said_not_to_be_there_is_empty(setting: Setting, raw: str) -> None:
    field = IdNumber(label="Số CCCD")
    made = Cleaner(ColumnSpec("id_number", field), setting).read(raw)
    assert made.value is None
    assert [(p.code, p.severity, p.message) for p in made.problems] == [
        ("none_said", Severity.FACT, f"Số CCCD: “{raw}” hiểu là không có số; để trống.")
    ]


@pytest.mark.parametrize("raw", ["Không rõ 123", "khác", "kho", "có"])
def test_other_words_are_no_identity_number(setting: Setting, raw: str) -> None:
    made = Cleaner(ColumnSpec("id_number", IdNumber(label="Số CCCD")), setting).read(raw)
    assert [p.code for p in made.problems] == ["bad_id"]
