"""Every indicator, worked out by hand: by organisation, in all, from the span's beginning, and a year before."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from mttq_desktop.paths import resources
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.indicators import BY_CODE, By, Scope, Table, Value, counted, table
from mttq_desktop.queries.rollup import View
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.rules.period import Period
from mttq_desktop.store.database import Database
from mttq_desktop.store.seed import read_plain
from tests.makers import organisation, unit

TODAY = date(2024, 7, 5)
HALF = Period.parse("2024-H1")
ORGANISATIONS = ("MTTQ", "LDLD", "HND", "DTN", "LHPN", "CCB")
Number = int | str | None
"""A figure; None is "không có"; "?" is "chưa báo cáo"."""


@dataclass(frozen=True)
class Worked:
    """What a person gets with pencil and paper. Organisations not named have 0 (or nothing, of a share)."""

    total: Number
    cumulative: Number
    last_year: Number
    of: dict[str, Number] = field(default_factory=dict)
    others: Number = 0


def plain(total: Number, cumulative: Number, last_year: Number) -> Worked:
    """An indicator that organisations have no figures of."""
    return Worked(total, cumulative, last_year, others=None)


EXPECTED = {
    "A01": Worked(3, 4, 1, {"HND": 2, "MTTQ": 1}),
    "A02": Worked(18_000_000, 19_000_000, 1_000_000, {"HND": 15_000_000, "MTTQ": 3_000_000}),
    "A03": Worked(27, 29, 2, {"HND": 20, "MTTQ": 7}),
    "A04": Worked(200, 200, 0, {"HND": 200}),
    "A05": Worked(12, 12, "?", others="?"),
    "A06": Worked("?", "?", "?", others="?"),
    "A07": Worked("?", "?", "?", others="?"),
    "A11": Worked(4, 5, 2, {"HND": 2, "MTTQ": 1, "LDLD": 1}),
    "A12": Worked(2, 3, 2, {"HND": 1, "MTTQ": 1}),
    "A13": Worked(7, 12, 9, {"HND": 4, "MTTQ": 3}),
    "A14": Worked(1, 2, 1, {"HND": 1}),
    "A15": Worked("50.00", "66.67", "50.00", {"HND": 100, "MTTQ": 0}, None),
    "A16": Worked(1, 1, 0, {"HND": 1}),
    "A17": Worked(2, 2, 1, {"HND": 1, "MTTQ": 2}),
    "A18": Worked(70_500_000, 70_800_000, 300_000, {"HND": 50_000_000, "MTTQ": 20_500_000}),
    "A19": Worked(1, 1, 0, {"HND": 1}),
    "A20": Worked(1, 1, 0, {"MTTQ": 1}),
    "A21": Worked(100_000_000, 100_000_000, "?", {"HND": 50_000_000}, "?"),
    "A31": plain(2, 2, 1),
    "A32.1": plain(160, 210, 50),
    "A32.2": plain(158, 208, 50),
    "A32.3": plain(150, 200, 50),
    "A33": plain("96.00", "97.00", "100.00"),
    "A34": plain("78.00", "78.00", "98.00"),
    "A35.1": plain(1, 1, 1),
    "A35.2": plain(1, 1, 0),
    "A41": Worked(4, 4, 0, {"HND": 4}),
    "A42": Worked(430, 430, 0, {"HND": 130, "MTTQ": 300}),
    "A43": Worked(3, 3, 0, {"MTTQ": 2, "LDLD": 1}),
    "A51": Worked(2, 3, 1, {"LDLD": 1, "DTN": 1}),
    "A52": Worked(200_000_000, 300_000_000, 100_000_000, {"LDLD": 200_000_000}),
    "B01": Worked(5, 5, 0, {"HND": 2, "MTTQ": 3}),
    "B02": Worked(140, 140, 0, {"HND": 80, "MTTQ": 60}),
    "B03": Worked(10, 14, 4, {"DTN": 10}),
    "B11": Worked(5, 7, 1, {"HND": 3, "MTTQ": 1, "LDLD": 1}),
    "B12": Worked(4, 6, 1, {"HND": 2, "MTTQ": 1, "LDLD": 1}),
    "B13": Worked(3, 4, 1, {"HND": 1, "MTTQ": 1, "LDLD": 1}),
    "B14.1": Worked(2, 3, 1, {"HND": 1, "LDLD": 1}),
    "B14.2": Worked("66.67", "75.00", "100.00", {"HND": 100, "LDLD": 100, "MTTQ": 0}, None),
    "B15.1": Worked(1, 1, 0, {"HND": 1}),
    "B15.2": Worked(1, 1, 0, {"LDLD": 1}),
    "B15.3": Worked(0, 0, 0),
    "B15.4": Worked(0, 1, 1),
    "B16": Worked(1, 1, 0, {"MTTQ": 1}),
    "B17": Worked(1, 1, 0, {"MTTQ": 1, "LDLD": 1}),
    "B18": Worked(1, 2, 1, {"HND": 1}),
    "B19": Worked(1, 1, 0, {"HND": 1}),
    "C01": Worked(3, 4, 1, {"HND": 2, "MTTQ": 1}),
    "C02.1": Worked(6, 7, 1, {"HND": 5, "MTTQ": 1}),
    "C02.2": Worked(4, 4, 0, {"HND": 4}),
    "C11": plain(2, 3, 1),
    "C12": plain(150, 160, 10),
    "C13": plain(15, 16, 1),
    "C14.1": plain(10, 11, 1),
    "C14.2": plain(1, 1, 0),
    "C14.3": plain(4, 4, 0),
    "C15": plain(239, 239, 240),
    "D01": Worked(2, 3, 1, {"MTTQ": 1, "HND": 1}),
    "D02": Worked("66.67", "75.00", "100.00", {"MTTQ": 100, "HND": 100, "LDLD": 0}, None),
    "D03": Worked(4, 5, 1, {"MTTQ": 2, "HND": 2}),
    "D04": Worked(3, 3, 0, {"MTTQ": 2, "HND": 1}),
    "D05.1": Worked(1, 1, 0, {"MTTQ": 1}),
    "D05.2": Worked("33.33", "33.33", None, {"MTTQ": 50, "HND": 0}, None),
    "D06.1": plain(5, 6, 1),
    "D06.2": plain(1, 1, 0),
    "D06.3": plain(5_000_000, 5_000_000, 0),
    "D06.4": plain("100.5", "100.5", 0),
    "D11": Worked(2, 3, 1, {"MTTQ": 2}),
    "D12.1": Worked(10, 12, 2, {"MTTQ": 10}),
    "D12.2": Worked(2, 2, 0, {"MTTQ": 2}),
    "D13": Worked(1, 1, 0, {"HND": 1}),
    "E01.1": Worked(1, 2, 1, {"HND": 1}),
    "E01.2": Worked(2, 2, 0, {"MTTQ": 2}),
    "E01.3": Worked(1, 1, 0, {"LDLD": 1}),
    "E02.1": Worked(1, 1, 0, {"MTTQ": 1, "HND": 1}),
    "E02.2": Worked(100, 100, 0, {"MTTQ": 30, "HND": 60}),
    "E03.1": Worked(1, 1, 0, {"MTTQ": 1}),
    "E03.2": Worked(2, 2, 0, {"MTTQ": 2}),
    "E04": plain(2, 2, 1),
    "E05.1": Worked(2, 2, 0, {"HND": 1}),
    "E05.2": Worked(1, 1, 0, {"MTTQ": 1}),
    "E05.3": Worked(21, 21, 24, {"LDLD": 1, "DTN": 1, "LHPN": 1, "CCB": 1}),
}  # fmt: skip


@pytest.fixture(scope="module")
def by_organisation(province: Database) -> Table:
    with province.reading() as session:
        words = read_vocabulary(session)
        return table(session, HALF, TODAY, By.ORGANISATION, [organisation(words, c) for c in ORGANISATIONS])


def value(written: Number) -> Value:
    if written is None:
        return Value(FigureState.NONE)
    return Value(FigureState.MISSING) if written == "?" else Value(FigureState.VALUE, Decimal(written))


def test_every_indicator_of_the_list_is_counted_and_tested() -> None:
    listed = read_plain(resources() / "codes" / "indicators.csv", dict.fromkeys(HEADINGS, str))
    assert [row["code"] for row in listed] == list(BY_CODE) == list(EXPECTED)


HEADINGS = ("code", "section", "label", "measure", "adds", "counted_from", "position", "in_report")


@pytest.mark.parametrize("code", EXPECTED)
def test_an_indicator_in_all(by_organisation: Table, code: str) -> None:
    total, expected = by_organisation.lines[code].total, EXPECTED[code]
    assert total.counted == value(expected.total)
    assert total.cumulative == value(expected.cumulative)
    assert total.last_year == value(expected.last_year)


@pytest.mark.parametrize("code", EXPECTED)
def test_an_indicator_by_organisation(by_organisation: Table, code: str) -> None:
    line, expected = by_organisation.lines[code], EXPECTED[code]
    found = {c: line.at(key).counted for c, key in zip(ORGANISATIONS, by_organisation.keys, strict=True)}
    assert found == {c: value(expected.of.get(c, expected.others)) for c in ORGANISATIONS}


@pytest.mark.parametrize("code", EXPECTED)
def test_one_figure_agrees_with_the_table_and_has_its_rows(
    province: Database, by_organisation: Table, code: str
) -> None:
    with province.reading() as session:
        whole = counted(session, code, HALF, TODAY)
        alone = [counted(session, code, HALF, TODAY, organisation=key) for key in by_organisation.keys]
        before = counted(session, code, HALF, TODAY, scope=Scope.LAST_YEAR)
        kept = [session.get_one(whole.kind.record, i) for i in whole.ids] if whole.kind else []
    line = by_organisation.lines[code]
    assert whole.counted == line.total.counted
    assert before.counted == line.total.last_year
    assert [f.counted for f in alone] == [line.at(key).counted for key in by_organisation.keys]
    assert len(kept) == len(whole.ids)
    assert not any(record.deleted_on for record in kept)


@pytest.mark.parametrize(("code", "rows"), [
    ("A01", 3), ("A11", 4), ("A17", 2), ("A19", 1), ("B11", 5), ("B12", 4), ("B17", 2), ("C11", 2), ("C15", 239),
    ("D03", 2), ("D05.2", 1), ("E02.1", 1), ("E05.1", 2),
])  # fmt: skip
def test_the_rows_behind_a_figure(province: Database, code: str, rows: int) -> None:
    with province.reading() as session:
        assert len(counted(session, code, HALF, TODAY).ids) == rows


@pytest.mark.parametrize(("code", "dai_loc", "tam_ky"), [
    ("A01", 2, 1), ("A02", 15_000_000, 3_000_000), ("A05", 12, "?"), ("A11", 2, 2), ("A21", 100_000_000, "?"),
    ("A34", "78.00", "95.00"), ("A35.2", 1, 0), ("B01", 3, 0), ("B11", 1, 0), ("C11", 1, 0), ("C15", 17, 12),
    ("D01", 1, 0), ("D06.1", 5, 0), ("E03.2", 1, 1), ("E04", 1, 1), ("E05.1", 1, 0), ("C01", None, None),
    ("E01.1", None, None),
])  # fmt: skip
def test_an_indicator_by_district(province: Database, code: str, dai_loc: Number, tam_ky: Number) -> None:
    with province.reading() as session:
        words = read_vocabulary(session)
        keys = [unit(words, "Huyện Đại Lộc"), unit(words, "Thành phố Tam Kỳ")]
        found = table(session, HALF, TODAY, By.UNIT, keys, codes=[code]).lines[code]
        alone = [counted(session, code, HALF, TODAY, unit=key, view=View.DISTRICT) for key in keys]
    assert [found.at(key).counted for key in keys] == [value(dai_loc), value(tam_ky)]
    assert [one.counted for one in alone] == [value(dai_loc), value(tam_ky)]
