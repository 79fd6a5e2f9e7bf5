"""The delivered catalogues hold together: counts by day, parents, successions, words with one meaning."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from mttq_desktop.errors import Unreadable
from mttq_desktop.fields.vocabulary import unit_words
from mttq_desktop.paths import resources
from mttq_desktop.store.seed import (
    AuthorityRow,
    Catalogue,
    CodeRow,
    UnitRow,
    read_captions,
    read_catalogue,
    read_codes,
    read_units,
)
from mttq_desktop.text.fold import fold, tone_key

ROW = TypeVar("ROW")
DAYS = (
    date(2020, 1, 1), date(2020, 2, 1), date(2022, 6, 1), date(2023, 4, 10), date(2024, 12, 31),
    date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1),
)  # fmt: skip
SIX = ["MTTQ", "LDLD", "HND", "DTN", "LHPN", "CCB"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(resources())


def twice(items: Iterable[Hashable]) -> list[Hashable]:
    return [item for item, times in Counter(items).items() if times > 1]


def shared_words(
    rows: Iterable[ROW], names: Callable[[ROW], Iterable[str]], key: Callable[[str], str]
) -> dict[str, list[ROW]]:
    found: dict[str, list[ROW]] = defaultdict(list)
    for row in rows:
        for word in {key(name) for name in names(row)}:
            found[word].append(row)
    return {word: them for word, them in found.items() if len(them) > 1}


def code_names(row: CodeRow) -> tuple[str, ...]:
    return (row.label, *row.aliases)


def authority_names(row: AuthorityRow) -> tuple[str, ...]:
    return (row.name, row.short_name, *row.aliases)


# ── units ──


@pytest.mark.parametrize(
    ("on", "districts", "communes"),
    [
        (date(2020, 3, 1), 18, 241),
        (date(2022, 6, 1), 18, 241),
        (date(2024, 6, 1), 18, 241),
        (date(2025, 3, 1), 17, 233),
        (date(2025, 8, 1), 0, 78),
    ],
)
def test_units_by_day(catalogue: Catalogue, on: date, districts: int, communes: int) -> None:
    assert len(catalogue.units_on(on, "province")) == 1
    assert len(catalogue.units_on(on, "district")) == districts
    assert len(catalogue.units_on(on, "commune")) == communes


def test_one_version_of_a_code_at_a_time(catalogue: Catalogue) -> None:
    assert not twice(u.key for u in catalogue.units)
    for on in DAYS:
        assert not twice(u.code for u in catalogue.units if u.valid(on))


def test_parents_exist_on_the_same_days(catalogue: Catalogue) -> None:
    for unit in catalogue.units:
        last = unit.valid_to or date(2030, 1, 1)
        for on in (unit.valid_from, last):
            parents = [p for p in catalogue.units if p.code == unit.parent_code and p.valid(on)]
            assert len(parents) == (unit.level != "province"), (unit.full_name, on)


def test_full_names_begin_with_the_type(catalogue: Catalogue) -> None:
    for unit in catalogue.units:
        assert unit.full_name == f"{unit.type} {unit.name}"


def test_every_ended_commune_has_a_successor_the_next_day(catalogue: Catalogue) -> None:
    began = {u.key: u for u in catalogue.units}
    after = {(s.old_code, s.old_valid_from): s for s in catalogue.successions}
    for unit in catalogue.units:
        if unit.valid_to is None or (unit.level == "district" and unit.valid_to == date(2025, 6, 30)):
            assert unit.key not in after
            continue
        step = after[unit.key]
        assert step.on_day == unit.valid_to + timedelta(days=1)
        assert began[(step.new_code, step.new_valid_from)].valid(step.on_day)
        assert step.basis


def test_each_commune_of_early_2025_goes_to_exactly_one_of_the_78(catalogue: Catalogue) -> None:
    july = date(2025, 7, 1)
    steps = [s for s in catalogue.successions if s.on_day == july and s.old_code not in {"48", "49"}]
    old = {u.key: u for u in catalogue.units_on(date(2025, 3, 1), "commune")}
    assert Counter((s.old_code, s.old_valid_from) for s in steps) == Counter(list(old))
    assert {s.new_code for s in steps} == {u.code for u in catalogue.units_on(july, "commune")}
    assert all(s.whole for s in steps)


def test_each_of_the_78_lies_in_one_former_district(catalogue: Catalogue) -> None:
    old = {u.key: u for u in catalogue.units_on(date(2025, 3, 1), "commune")}
    districts: dict[str, set[str | None]] = defaultdict(set)
    for step in catalogue.successions:
        if step.on_day == date(2025, 7, 1) and (step.old_code, step.old_valid_from) in old:
            districts[step.new_code].add(old[(step.old_code, step.old_valid_from)].parent_code)
    assert len(districts) == 78
    assert {len(them) for them in districts.values()} == {1}


def test_commune_names_are_one_of_a_kind_but_phuoc_hoa(catalogue: Catalogue) -> None:
    def same_names(on: date) -> dict[str, list[UnitRow]]:
        return shared_words(catalogue.units_on(on, "commune"), lambda u: [u.name], tone_key)

    for on in (date(2020, 3, 1), date(2022, 6, 1), date(2024, 12, 31)):
        same = same_names(on)
        assert list(same) == [tone_key("Phước Hòa")]
        assert {(u.type, u.parent_code) for u in same[tone_key("Phước Hoà")]} == {
            ("Phường", "502"),
            ("Xã", "511"),
        }
    assert not same_names(date(2025, 3, 1))
    assert not same_names(date(2025, 8, 1))


def test_tones_tell_communes_apart(catalogue: Catalogue) -> None:
    communes = catalogue.units_on(date(2022, 6, 1), "commune")
    toneless = shared_words(communes, lambda u: [u.name], fold)
    assert {fold("Trà Don"), fold("Tam Dân"), fold("Tam Thanh")} <= set(toneless)


def test_codes_were_given_again(catalogue: Catalogue) -> None:
    before = {u.code: u for u in catalogue.units_on(date(2025, 6, 30), "commune")}
    after = {u.code: u for u in catalogue.units_on(date(2025, 7, 1), "commune")}
    assert sum(before[c].full_name != after[c].full_name for c in after if c in before) == 64


def test_unit_aliases_mean_one_unit(catalogue: Catalogue) -> None:
    versions = {u.key: u for u in catalogue.units}
    assert not twice((a.code, a.valid_from, tone_key(a.alias)) for a in catalogue.unit_aliases)
    for on in DAYS:
        words: dict[str, set[str]] = defaultdict(set)
        for unit in catalogue.units_on(on, "commune"):
            words[unit_words(unit.full_name)[1].replace(" ", "")].add(unit.code)
        for alias in catalogue.unit_aliases:
            if versions[(alias.code, alias.valid_from)].valid(on):
                words[tone_key(alias.alias).replace(" ", "")].add(alias.code)
        same = {word for word, codes in words.items() if len(codes) > 1}
        assert same <= {"phướchòa"} | ({"tânan"} if on < date(2020, 2, 1) else set())


def test_zones_are_known_for_districts_and_communes(catalogue: Catalogue) -> None:
    zones = {u.zone for u in catalogue.units if u.level != "province"}
    assert zones == {"đồng bằng", "miền núi", "miền núi cao"}


# ── organisations and authorities ──


def test_six_organisations_in_the_programmes_order(catalogue: Catalogue) -> None:
    rows = catalogue.organisations
    assert [o.code for o in sorted(rows, key=lambda o: o.order)] == SIX
    assert [o.letters for o in rows] == ["MTTQ", "LĐLĐ", "HND", "ĐTN", "HPN", "CCB"]
    assert all(len(o.sign_lines) == 2 and o.sign_prefix.startswith("TM. ") for o in rows)


def test_words_mean_one_organisation(catalogue: Catalogue) -> None:
    def names(row: object) -> tuple[str, ...]:
        found = next(o for o in catalogue.organisations if o is row)
        return (found.full_name, found.short_name, *found.aliases)

    assert not shared_words(catalogue.organisations, names, fold)


def test_authority_codes_levels_units_and_successors(catalogue: Catalogue) -> None:
    rows = {a.code: a for a in catalogue.authorities}
    levels = {c.code for c in catalogue.code_list("authority_level")}
    assert len(rows) == len(catalogue.authorities)
    for row in rows.values():
        assert row.level in levels
        assert row.reply_days is None or (1 <= row.reply_days <= 365 and row.basis)
        assert row.successor is None or rows[row.successor].valid(_next(row)), row.code


def _next(row: AuthorityRow) -> date:
    assert row.valid_to is not None
    return row.valid_to + timedelta(days=1)


def test_authorities_of_units_live_with_their_units(catalogue: Catalogue) -> None:
    for row in catalogue.authorities:
        if row.unit_code is not None:
            first = max(row.valid_from, date(2020, 1, 1))
            for on in (first, row.valid_to or date(2026, 1, 1)):
                assert any(u.code == row.unit_code and u.valid(on) for u in catalogue.units), row.code


def test_every_district_and_new_commune_has_its_people_s_committee(catalogue: Catalogue) -> None:
    for on, level in ((date(2022, 6, 1), "district"), (date(2025, 8, 1), "commune")):
        seats = {a.unit_code for a in catalogue.authorities if a.code.startswith("UB") and a.valid(on)}
        assert {u.code for u in catalogue.units_on(on, level)} <= seats


@pytest.mark.parametrize("key", [tone_key, fold])
def test_words_mean_one_authority_on_any_day(catalogue: Catalogue, key: Callable[[str], str]) -> None:
    for on in DAYS:
        valid = [a for a in catalogue.authorities if a.valid(on)]
        same = shared_words(valid, authority_names, key)
        assert not {word: [a.code for a in them] for word, them in same.items()}


def test_departments_merged_in_march_2025(catalogue: Catalogue) -> None:
    rows = {a.code: a for a in catalogue.authorities}
    assert (rows["SGTVT"].valid_to, rows["SGTVT"].successor) == (date(2025, 2, 28), "SXD")
    assert rows["SNNPTNT"].successor == rows["STNMT"].successor == "SNNMT"
    assert rows["SNNMT"].valid_from == date(2025, 3, 1)


# ── code lists ──

NEEDED = {
    "petition_field_detail": 27, "petition_field_hdnd5": 5, "authority_level": 6, "petition_source": 9,
    "petition_reply_class": 14, "petition_subject": 5, "petition_severity": 3, "reply_assessment": 4,
    "feedback_opinion": 3, "batch_state": 4, "petition_reported_result": 3, "petition_status": 13,
    "unit_level": 3, "organisation_relation": 2, "holiday_kind": 2,
}  # fmt: skip


def test_lists_of_petitions_are_whole(catalogue: Catalogue) -> None:
    assert {name: len(catalogue.code_list(name)) for name in NEEDED} == NEEDED


def test_codes_are_unique_and_ordered_within_their_list(catalogue: Catalogue) -> None:
    assert not twice((c.list, c.code) for c in catalogue.codes)
    assert not twice((c.list, c.order) for c in catalogue.codes)


def test_parents_of_codes_exist(catalogue: Catalogue) -> None:
    known = {(c.list, c.code) for c in catalogue.codes}
    for row in catalogue.codes:
        if row.parent is not None:
            group = "petition_field_hdnd5" if row.list == "petition_field_detail" else row.list
            assert (group, row.parent) in known, row
    assert all(c.parent for c in catalogue.code_list("petition_field_detail"))


@pytest.mark.parametrize("key", [tone_key, fold])
def test_words_mean_one_code_of_a_list(catalogue: Catalogue, key: Callable[[str], str]) -> None:
    for name in {c.list for c in catalogue.codes}:
        same = shared_words(catalogue.code_list(name), code_names, key)
        assert not {word: [c.code for c in them] for word, them in same.items()}, name


def test_no_cell_is_longer_than_its_field(catalogue: Catalogue) -> None:
    assert all(len("; ".join(o.aliases)) <= 500 for o in catalogue.organisations)
    assert all(len("; ".join(a.aliases)) <= 500 for a in catalogue.authorities)
    assert all(len("; ".join(c.aliases)) <= 1000 and len(c.label) <= 300 for c in catalogue.codes)


# ── captions ──


def test_captions_are_listed_once() -> None:
    rows = read_captions(resources())
    assert not twice(rows)
    kinds = {"petition", "supervision", "dialogue", "household", "periodic_report", "social_criticism"}
    assert {r.kind for r in rows} == kinds


AMBIGUOUS = {
    "Đơn vị", "Địa phương", "Đơn vị gửi", "Đơn vị kiến nghị", "Kết quả giải quyết", "Kết quả xử lý",
    "Cơ quan trả lời", "Cấp giải quyết",
}  # fmt: skip


def test_only_documented_captions_stand_for_several_fields() -> None:
    petition = [r for r in read_captions(resources()) if r.kind == "petition" and r.parent is None]
    same = shared_words(petition, lambda r: [r.caption], tone_key)
    assert set(same) <= {tone_key(caption) for caption in AMBIGUOUS}


def test_mark_columns_name_a_code(catalogue: Catalogue) -> None:
    lists = {
        "field5": "petition_field_hdnd5", "level": "authority_level",
        "reported_result": "petition_reported_result", "type": "household_type", "support": "support_type",
        "progress": "household_progress", "result": "pbxh_result",
    }  # fmt: skip
    for row in read_captions(resources()):
        name, _, code = row.field.partition(":")
        if code:
            assert code in {c.code for c in catalogue.code_list(lists[name])}, row
            assert row.parent


# ── the programme, damaged files ──


def test_the_programme_as_data() -> None:
    programme = tomllib.loads((resources() / "programme" / "2020-2025.toml").read_text(encoding="utf-8"))
    codes = [c["code"] for c in programme["contents"]]
    assert codes == ["I", "II", "II.1", "II.2", "II.3", "II.4", "III", "III.1", "III.2", "III.3"]
    assert programme["parties"] == [s["organisation"] for s in programme["signatories"]] == SIX
    assert all(c["parent"] in ("", *codes) for c in programme["contents"])


def test_resources_are_plain_utf8_without_addresses() -> None:
    files = [*(resources() / "units").iterdir(), *(resources() / "codes").iterdir()]
    for path in files:
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in raw
        assert "found:" not in raw.decode("utf-8")


@pytest.mark.parametrize("row", ["1,x,y", "20335,A,B,C,commune,502,not-a-day,,"])
def test_a_damaged_catalogue_names_file_and_line(tmp_path: Path, row: str) -> None:
    folder = tmp_path / "units"
    folder.mkdir()
    head = "code,name,full_name,type,level,parent_code,valid_from,valid_to,zone\n"
    (folder / "units.csv").write_text(head + row + "\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"units\.csv sai ở dòng 2"):
        read_units(tmp_path)


def test_reading_twice_gives_equal_rows() -> None:
    assert read_codes(resources()) == read_codes(resources())
