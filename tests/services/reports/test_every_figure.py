"""No document prints a number that was counted without what it was counted from; issuing keeps every one of them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import DOCUMENTS, PAPERS, Drawn, behind, prepare, previews
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Paragraph, joined
from tests.services.reports.every_figure import drawings, figures, typed_words, untraced
from tests.services.reports.raw import rows
from tests.word.samples import documents

TODAY = date(2024, 4, 5)
PERIODS = {
    "D01": ("2024-H1", "2023"), "D02": ("2020-2025",), "D03": ("2024-H1",), "D04": ("2024-Q1", "2023"),
    "D05": ("2024-Q1",), "D06": ("2023-Q4", "2024-Q1"), "D06K": ("2023", "2024-Q1"), "D07": ("2023-Q4",),
    "D08": ("2023",), "D11": ("2024", "2023"),
}  # fmt: skip
ENOUGH = 5
"""So many papers of one kind and one document, or letters of one period, are looked at."""


@pytest.fixture(scope="module")
def province(practice_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The practice province, only read."""
    path = tmp_path_factory.mktemp("figures") / practice_file.name
    path.write_bytes(practice_file.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()


@pytest.fixture(scope="module")
def typed(province: Database) -> str:
    """What people wrote."""
    return typed_words(province)


@pytest.fixture(scope="module")
def drawn(province: Database) -> Mapping[str, list[tuple[Drawn, Period | None]]]:
    """Every declared document from the practice records, by its code, with its period where it has one."""
    found: dict[str, list[tuple[Drawn, Period | None]]] = {}
    for code, periods in PERIODS.items():
        for period in map(Period.parse, periods):
            found.setdefault(code, []).extend((d, period) for d in previews(province, code, period, TODAY)[:ENOUGH])
    for code, paper in _papers(province):
        found.setdefault(code, []).append((paper, None))
    return found


def _papers(province: Database) -> Iterator[tuple[str, Drawn]]:
    """Papers of the records with most values."""
    for document in PAPERS:
        for kind in document.kinds:
            kept = sorted(rows(province, kind.table.name), key=lambda r: [*r.values()].count(None))
            for row in kept[:ENOUGH]:
                with suppress(Refused):
                    made = prepare(province, document.code, kind, row["id"], TODAY).drawn
                    yield from ((document.code, drawn) for drawn in made)


CODES = sorted({d.code for d in DOCUMENTS} | {d.code for d in PAPERS})


def test_all_twenty_six_are_looked_at() -> None:
    assert {code[:3] for code in CODES} == {f"D{n:02}" for n in range(1, 27)}
    assert set(PERIODS) == {d.code for d in DOCUMENTS}


@pytest.mark.parametrize("code", CODES)
def test_every_counted_number_opens_what_it_counts(
    code: str, drawn: Mapping[str, list[tuple[Drawn, Period | None]]], typed: str
) -> None:
    assert drawn[code]
    left = {number for one, _ in drawn[code] for number in untraced(one.document, typed)}
    assert not left, sorted(left)


@pytest.mark.parametrize("code", CODES)
def test_every_figure_is_kept_at_issuing(code: str, drawn: Mapping[str, list[tuple[Drawn, Period | None]]]) -> None:
    for one, _ in drawn[code]:
        keys = {figure.key for figure in figures(one.document)}
        keys |= {area.key for drawing in drawings(one.document) for area in drawing.areas}
        assert keys <= one.figures.counts.keys(), sorted(keys - one.figures.counts.keys())
        assert keys <= one.figures.labels.keys()


@pytest.mark.parametrize("code", sorted(PERIODS))
def test_a_number_above_nought_opens_records(
    code: str, province: Database, drawn: Mapping[str, list[tuple[Drawn, Period | None]]]
) -> None:
    for one, period in drawn[code][-1:]:
        assert period is not None
        for key in {f.key for f in figures(one.document) if f.strip("0+-%*") and not _not_sent(f.key)}:
            assert behind(province, one, key, period, TODAY) is not None, key


def _not_sent(key: str) -> bool:
    """Counts those of whom there is no record: what did not send, reports that did not come."""
    return key in ("missing", "nothing") or key.startswith("E05.3")


def test_a_number_without_a_key_is_found() -> None:
    """The search is no sieve: in words, in a heading, in a bullet, in a cell."""
    paper = documents()["D04"]
    planted = replace(paper, parts=(*paper.parts, Paragraph(joined("Có 7", " kiến nghị, đạt 93,5%."))))
    before = untraced(paper, "")
    assert [n for n in untraced(planted, "") if n not in before] == ["Có 7 kiến nghị, đạt 93,5%."] * 2
