"""Every number on the screen's paper opens the records that were counted, and says from which cells they came."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.origins import source
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import preview, write
from mttq_desktop.services.keeping import checked
from mttq_desktop.services.records import save_record, trash_records
from mttq_desktop.services.reports import (
    PAPERS,
    Drawn,
    as_sheets,
    behind,
    carried,
    issued,
    moved,
    prepare,
    previews,
    write_report,
)
from mttq_desktop.services.reports.matter import RecordDocument
from mttq_desktop.services.reports.screen import FIGURE
from mttq_desktop.store.database import Database
from mttq_desktop.word import styles
from mttq_desktop.word.layout import lay_out
from mttq_desktop.word.model import Figured
from mttq_desktop.word.page import Line
from tests.every_kind.test_round_trips import samples
from tests.excel.books import row, saved, workbook
from tests.makers import organisation, petitions
from tests.services.reports.every_figure import figures
from tests.services.reports.raw import rate, rows

TODAY = date(2024, 7, 20)
H1 = Period.parse("2024-H1")
LINK = re.compile(f'<a href="{FIGURE}([^"]+)"[^>]*>([^<]*)</a>')


@pytest.fixture
def dialogues(store: Database, vocabulary: Vocabulary) -> list[int]:
    """Three dialogues of the province; one two years before, so that the year between is kept and has none."""
    made = []
    for day, there in ((4, 120), (5, 80), (6, 1_000), (0, 40)):
        held = date(2024, 3, day) if day else date(2022, 3, 4)
        given = samples(DIALOGUE, vocabulary) | {"held_on": held, "level": "province", "unit_id": None,
                                                 "people": there, "opinions": 10, "answered_at_once": 4}  # fmt: skip
        made.append(save_record(store, checked(DIALOGUE, given, vocabulary), vocabulary))
    return made[:-1]


def links(drawn: Drawn) -> dict[str, str]:
    """Keys of the figures on the screen's paper, with what they say; shares have the key of their part."""
    return {key: text for key, text in every_link(drawn) if not text.endswith("%") or key[:1] in "ABCDE"}


def every_link(drawn: Drawn) -> list[tuple[str, str]]:
    """Keys and texts of the figures on the screen's paper, in their order."""
    return [found for sheet in as_sheets(drawn.document) for found in LINK.findall(sheet.html)]


def test_a_figure_of_the_joint_report_opens_its_records(store: Database, dialogues: list[int]) -> None:
    (drawn,) = previews(store, "D01", H1, TODAY)
    found = links(drawn)
    assert found["C11"] == "3"
    assert found["C12"] == "1.200"
    for key in ("C11", "C12"):
        records = behind(store, drawn, key, H1, TODAY)
        assert records is not None
        assert records.kind is DIALOGUE
        assert sorted(records.ids) == sorted(dialogues)


def test_every_number_of_the_annexes_is_a_link_that_is_known(store: Database, dialogues: list[int]) -> None:
    (drawn,) = previews(store, "D01", H1, TODAY)
    for key, text in links(drawn).items():
        assert text
        assert key in drawn.figures.counts, key
        if text != "0":
            behind(store, drawn, key, H1, TODAY)


def test_one_organisation_opens_its_own(store: Database, vocabulary: Vocabulary) -> None:
    own, others = petitions(store, vocabulary, 2), petitions(
        store, vocabulary, 3, organisation_id=organisation(vocabulary, "LDLD"), content="Đề nghị sửa cầu"
    )
    (drawn,) = previews(store, "D01", H1, TODAY)
    key = f"B11/o{organisation(vocabulary, 'HND')}"
    assert (links(drawn)[key], links(drawn)["B11"]) == ("2", "5")
    found, every = (behind(store, drawn, k, H1, TODAY) for k in (key, "B11"))
    assert found is not None
    assert every is not None
    assert sorted(found.ids) == sorted(own)
    assert sorted(every.ids) == sorted([*own, *others])


def test_the_same_period_last_year_opens_its_records(store: Database, dialogues: list[int]) -> None:
    (now,) = previews(store, "D01", H1, TODAY)
    assert behind(store, now, "C11/last", H1, TODAY) is None
    year_later, period = date(2025, 7, 20), Period.parse("2025-H1")
    (later,) = previews(store, "D01", period, year_later)
    before = behind(store, later, "C11/last", period, year_later)
    assert before is not None
    assert sorted(before.ids) == sorted(dialogues)


def test_a_change_opens_the_records_of_both_periods(
    store: Database, vocabulary: Vocabulary, dialogues: list[int]
) -> None:
    given = samples(DIALOGUE, vocabulary) | {"held_on": date(2025, 2, 3), "level": "province", "unit_id": None}
    new = save_record(store, checked(DIALOGUE, given, vocabulary), vocabulary)
    year_later, period = date(2025, 7, 20), Period.parse("2025-H1")
    (drawn,) = previews(store, "D01", period, year_later)
    assert links(drawn)["C11/change"] == "-2"
    found = behind(store, drawn, "C11/change", period, year_later)
    assert found is not None
    now, before = found.sides
    assert (now.title, now.ids) == ("Kỳ này: 6 tháng đầu năm 2025", (new,))
    assert (before.title, sorted(before.ids)) == ("Cùng kỳ: 6 tháng đầu năm 2024", sorted(dialogues))
    assert sorted(found.ids) == sorted([new, *dialogues])


def test_the_change_moves_with_what_it_compares(store: Database, dialogues: list[int], tmp_path: Path) -> None:
    write_report(store, "D01", H1, tmp_path / "d01.docx", TODAY)
    trash_records(store, DIALOGUE, dialogues[:1])
    with store.reading() as session:
        (letter,) = issued(session, "D01", H1)
        told = {m.label: m.told for m in moved(session, letter, TODAY)}
    assert told["C11. Số hội nghị đối thoại – Tăng/giảm"] == "3 → 2"


def test_bars_of_a_chart_open_what_they_count(practice: Database) -> None:
    period = Period.parse("2023")
    (drawn,) = previews(practice, "D01", period, TODAY)
    areas = {area.key for sheet in as_sheets(drawn.document) for d in sheet.drawings for area in d.areas}
    assert {key.partition("/")[0] for key in areas} >= {"A12", "A12-A14", "A12&A14", "group", "C14.1", "reports"}
    for key in areas:
        records, number = behind(practice, drawn, key, period, TODAY), drawn.figures.counts[key]
        owing = key.endswith(("/owing", "/total")) and key.startswith("reports")
        assert owing or len(records.ids if records else ()) == number or key.startswith("C14"), key


def test_days_late_open_the_petition_and_name_its_due_day(practice: Database) -> None:
    drawn = previews(practice, "D06", Period.parse("2023-Q4"), date(2024, 4, 5))[0]
    late = [(f.key, f) for f in figures(drawn.document) if f.key.startswith("late/")]
    assert late
    for key, days in late:
        records = carried(drawn.figures, key)
        assert records is not None
        assert (records.kind, records.ids) == (PETITION, (int(key.removeprefix("late/")),))
        assert re.search(r"\(hạn \d\d?/\d\d?/\d{4}\): số ngày quá hạn$", drawn.figures.labels[key])
        assert drawn.figures.counts[key] == int(days.replace(".", ""))


def test_the_number_in_a_heading_opens_its_petitions(practice: Database) -> None:
    (drawn,) = previews(practice, "D04", Period.parse("2024-Q1"), date(2024, 4, 5))
    lines = [block for sheet in lay_out(drawn.document) for block in sheet.blocks if isinstance(block, Line)]
    counted = [
        (run.text.key, int(run.text)) for line in lines if line.style is styles.HEADING_3
        for run in line.runs if isinstance(run.text, Figured)
    ]  # fmt: skip
    assert len(counted) > 5
    for key, number in counted:
        records = carried(drawn.figures, key)
        assert records is not None
        assert len(records.ids) == number, key


def test_a_year_of_the_whole_span_opens_its_records(store: Database, dialogues: list[int]) -> None:
    span = Period.parse("2020-2025")
    (drawn,) = previews(store, "D02", span, TODAY)
    assert links(drawn)["C11/y2024"] == "3"
    found = behind(store, drawn, "C11/y2024", span, TODAY)
    assert found is not None
    assert sorted(found.ids) == sorted(dialogues)


def test_figures_that_moved_since_the_issue_name_old_and_new(
    store: Database, dialogues: list[int], tmp_path: Path
) -> None:
    write_report(store, "D01", H1, tmp_path / "d01.docx", TODAY)
    trash_records(store, DIALOGUE, dialogues[:1])
    with store.reading() as session:
        (letter,) = issued(session, "D01", H1)
        told = {m.label: m for m in moved(session, letter, TODAY)}
    one = told["C11. Số hội nghị đối thoại"]
    assert one.told == "3 → 2"
    assert one.kind == DIALOGUE.name
    assert set(one.then_ids) ^ set(one.now_ids) == {dialogues[0]}
    assert told["C12. Số đại biểu, đoàn viên, hội viên, Nhân dân dự"].told == "1.200 → 1.080"


def test_a_record_from_a_workbook_says_its_cells(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    typed = save_record(store, checked(DIALOGUE, samples(DIALOGUE, vocabulary), vocabulary), vocabulary)
    (found,) = preview(store, [saved(workbook([row(1), row(2)]), tmp_path, "kien_nghi.xlsx")])
    write(store, found)
    with store.reading() as session:
        assert source(session, typed, DIALOGUE) is None
        second = source(session, max(session.scalars(select(PETITION.record.id))))
    assert second is not None
    assert (second.file, second.sheet, second.row) == ("kien_nghi.xlsx", "KN", 8)
    sheet = openpyxl.load_workbook(tmp_path / "kien_nghi.xlsx")["KN"]
    taken = {str(sheet[cell].value) for cell in second.cells}
    assert str(sheet["B8"].value) in taken
    assert second.told().startswith("tệp “kien_nghi.xlsx”, trang “KN”, ô ")


@pytest.mark.parametrize(("code", "period"), [("D04", "2024-Q1"), ("D05", "2024-Q1"), ("D06", "2023-Q4"),
                                              ("D07", "2023-Q4"), ("D08", "2023"), ("D11", "2024")])  # fmt: skip
def test_figures_of_letters_and_plans_open_as_many_records(practice: Database, code: str, period: str) -> None:
    drawn = previews(practice, code, Period.parse(period), date(2024, 4, 5))[0]
    found = {key: text for key, text in links(drawn).items() if text not in ("0", "00")}
    assert found
    for key, text in found.items():
        records = behind(practice, drawn, key, Period.parse(period), date(2024, 4, 5))
        assert drawn.figures.counts[key] == int(text.replace(".", "")), key
        if key in ("expected", "sent", "nothing", "missing"):
            sent = found["sent"] if key == "expected" else text
            assert records is None or _senders_of(practice, records.ids) == int(sent), key
            continue
        assert records is not None, key
        one = key.startswith("late/") or key in ("longest", "letters")
        assert one or len(records.ids) == int(text.replace(".", "")), key


def _senders_of(practice: Database, ids: Sequence[int]) -> int:
    """How many sent these batches."""
    batches = [b for b in rows(practice, "petition_batch") if b["id"] in ids]
    return len({(b["sender_unit_id"], b["organisation_id"]) for b in batches})


FIGURES = {
    "D10": {"tasks"}, "D12": {"supervision_member"}, "D13": {"supervision_member"}, "D16": {"supervision_member"},
    "D19": {"opinions"}, "D20": {"people", "row/1"}, "D22": {"people", "opinions", "open"},
    "D24": {"households", "ballots_valid", "question/1/satisfied"},
    "D25": {"inspection_member", "inspection_visit"}, "D25K": {"inspection_visit"},
}  # fmt: skip
"""Numbers that papers of one record print, as the wording is shipped."""


def test_figures_of_papers_of_one_record_open_the_rows_they_count(practice: Database) -> None:
    for document in (d for d in PAPERS if d.code in FIGURES):
        drawn = _fullest(practice, document)
        assert set(links(drawn)) >= FIGURES[document.code], document.code
        _opens_what_it_counts(practice, drawn)


def _fullest(practice: Database, document: RecordDocument) -> Drawn:
    """The paper of the record with rows in most of its parts."""
    (kind,) = document.kinds
    owners = Counter(r[p.owner.key] for p in kind.parts for r in rows(practice, p.kind.table.name))
    for ident, _ in owners.most_common():
        with suppress(Refused):
            return prepare(practice, document.code, kind, ident, date(2024, 4, 5)).drawn[0]
    raise AssertionError(document.code)


def _opens_what_it_counts(practice: Database, drawn: Drawn) -> None:
    """A count of rows opens as many of them; a number that rows carry opens those that add up to it."""
    about = drawn.about
    assert about is not None
    for key, text in links(drawn).items():
        number = int(text.replace(".", ""))
        found, part = carried(drawn.figures, key), key.partition(".")[0]
        assert drawn.figures.counts[key] == number, key
        assert (found is None) == (number == 0), key
        if found is None:
            continue
        stored = {r["id"]: r for r in rows(practice, found.kind.table.name)}
        assert set(found.ids) <= set(stored), key
        if key in stored[found.ids[0]]:
            assert (found.ids, stored[about.id][key]) == ((about.id,), number), key
        elif part == "row" or key.startswith(("row/", "place/", "question/")):
            column = key.split("/")[2] if key.count("/") == 2 else "people"
            assert sum(stored[i][column] for i in found.ids) == number, key
        else:
            assert len(found.ids) == number, key


def test_a_share_opens_the_rows_of_its_part(practice: Database) -> None:
    (drawn,) = previews(practice, "D08", Period.parse("2023"), date(2024, 4, 5))
    told, shares = links(drawn), [(key, text) for key, text in every_link(drawn) if text.endswith("%")]
    assert len(shares) > 5
    for key, text in shares:
        records = behind(practice, drawn, key, Period.parse("2023"), date(2024, 4, 5))
        assert records is not None
        assert text == rate(len(records.ids), int(told[key.replace("answered", "total")].replace(".", ""))), key
