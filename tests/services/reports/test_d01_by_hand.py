"""D01: every number of its sentences and annexes against a small province worked out with pencil and paper."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.paths import resources
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import write_report
from mttq_desktop.store.database import Database
from mttq_desktop.store.seed import read_plain
from tests.queries.indicators.test_by_value import EXPECTED, HEADINGS, ORGANISATIONS, TODAY, Number
from tests.services.reports.raw import rows, tables, told

HALF = Period.parse("2024-H1")
LISTED = {r["code"]: r for r in read_plain(resources() / "codes" / "indicators.csv", dict.fromkeys(HEADINGS, str))}
MILLION = 1_000_000


@pytest.fixture(scope="module")
def paper(province: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the half-year, written."""
    out = tmp_path_factory.mktemp("d01") / "d01.docx"
    write_report(province, "D01", HALF, out, TODAY)
    return out


def dotted(amount: Decimal) -> str:
    """1234.5 is 1.234,5"""
    text = f"{amount:,f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:,f}"
    return text.translate(str.maketrans(",.", ".,"))


def cell(code: str, number: Number) -> str:
    """As the annex prints it: nothing was reported, does not apply, or a number; money in millions."""
    if number in (None, "?"):
        return "" if number == "?" else "-"
    amount = Decimal(str(number))
    return dotted(amount / MILLION if LISTED[code]["measure"] == "đồng" else amount)


def change(code: str, now: Number, before: Number) -> str:
    """More or less than a year before; nothing where either is no number."""
    if now in (None, "?") or before in (None, "?"):
        return ""
    amount = Decimal(str(now)) - Decimal(str(before))
    return ("+" if amount > 0 else "") + cell(code, str(amount))


def annex_of_figures(paper: Path) -> dict[str, list[str]]:
    """Cells of the first annex by the code of their line, without the remark."""
    codes = {r["label"]: code for code, r in LISTED.items()}
    (table,) = [t for t in tables(paper) if "Nội dung, chỉ tiêu" in t[0]]
    return {codes[row[1]]: row[3:-1] for row in table if row[1] in codes}


@pytest.mark.parametrize("code", EXPECTED)
def test_a_line_of_the_annex(paper: Path, code: str) -> None:
    known = EXPECTED[code]
    own = [cell(code, known.of.get(o, known.others)) for o in ORGANISATIONS]
    whole = [cell(code, known.total), cell(code, known.last_year), change(code, known.total, known.last_year)]
    assert annex_of_figures(paper)[code] == [*own, *whole]


def test_every_number_in_the_sentences_is_that_of_its_indicator(paper: Path) -> None:
    template = (resources() / "word" / "d01.toml").read_text(encoding="utf-8")
    said = told(paper)
    sentences = [line for line in template.splitlines() if re.search(r"\{[A-E]\d", line) and not line.startswith("#")]
    for line in sentences:
        wanted = re.sub(r"\{([A-E][\d.]+)\}", lambda m: spoken(m[1]), line.removeprefix('text = "').rstrip('"'))
        assert wanted in said
    assert len(sentences) == 12


def spoken(code: str) -> str:
    """The total as a sentence says it."""
    number = EXPECTED[code].total
    if number in (None, "?"):
        return "chưa có số liệu" if number == "?" else "không có"
    return dotted(Decimal(str(number))) + ("%" if LISTED[code]["measure"] == "%" else "")


def test_the_annex_by_district_against_the_rows(province: Database, paper: Path) -> None:
    (table,) = [t for t in tables(paper) if t[0][1] == "Huyện, thị xã, thành phố"]
    head, *lines, total = table
    words = read(province)
    by_name = {line[1]: line[2:] for line in lines}
    nowhere = by_name.pop("Chưa ghi đơn vị")
    assert len(by_name) == 18
    units = {u["id"]: u for u in rows(province, "unit")}
    received = [p for p in rows(province, "petition") if p["period"] in ("2024-Q1", "2024-Q2")]
    dialogues = [d for d in rows(province, "dialogue", purpose="QD218") if "2024-01-01" <= d["held_on"] <= str(TODAY)]
    place = head.index("Số ý kiến, kiến nghị tiếp nhận") - 2
    held = head.index("Số hội nghị đối thoại") - 2
    for name, cells in by_name.items():
        inside = {i for i, u in units.items() if name in (words.units.label(i), words.units.label(u["parent_id"]))}
        sent = sum(1 for p in received if (p["commune_id"] or p["sender_unit_id"]) in inside)
        assert cells[place] == dotted(Decimal(sent)), name
        assert cells[held] == dotted(Decimal(sum(d["unit_id"] in inside for d in dialogues))), name
    assert nowhere[place] == dotted(Decimal(sum(not (p["commune_id"] or p["sender_unit_id"]) for p in received)))
    assert nowhere[held] == dotted(Decimal(sum(d["unit_id"] is None for d in dialogues)))
    assert total[2:] == [cell(c, EXPECTED[c].total) for c in _codes(head[2:])]


def read(store: Database) -> Vocabulary:
    """What units are called."""
    with store.reading() as session:
        return read_vocabulary(session)


def _codes(captions: list[str]) -> list[str]:
    codes = {r["label"]: code for code, r in LISTED.items()}
    return [codes[c.removesuffix(" (triệu đồng)")] for c in captions]


def test_who_reported_against_the_rows(province: Database, paper: Path) -> None:
    (table,) = [t for t in tables(paper) if "Ngày gửi" in t[0]]
    names = {o["id"]: o["short_name"] for o in rows(province, "organisation")}
    kept = [r for r in rows(province, "periodic_report") if r["period"] == "2024-H1"]
    came = {names[r["organisation_id"]]: r["received_on"] for r in kept if r["organisation_id"]}
    lines = {row[1]: row[2:] for row in table[1:]}
    assert len(lines) == 24
    assert sum(bool(line[0]) for line in lines.values()) == len({(r["organisation_id"], r["unit_id"]) for r in kept})
    for name, day in came.items():
        year, month, date = (int(x) for x in str(day).split("-"))
        shown = next(line for n, line in lines.items() if name in n)[0]
        assert [int(x) for x in shown.split("/")] == [date, month, year]
