"""Template → filled in → taken in → list → taken in again, for every kind that comes in workbooks."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from mttq_desktop.errors import Severity
from mttq_desktop.excel.spec import OWNER, ColumnSpec, Hints, TableSpec
from mttq_desktop.fields import Day, Measure, Vocabulary, Whole
from mttq_desktop.queries.listing import Filter, ids, part_ids, values
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.exporting import export_kind
from mttq_desktop.services.importing import Choices, FilePreview, Outcome, blocking, preview, recheck, undo, write
from mttq_desktop.services.marking import write_marked_copy
from mttq_desktop.services.tables import IMPORTABLE, part_spec, spec_of
from mttq_desktop.services.templates import write_template
from mttq_desktop.store.database import Database
from tests.every_kind.test_round_trips import samples
from tests.makers import unit

every_importable = pytest.mark.parametrize("kind", IMPORTABLE, ids=lambda k: k.name)
_CHANGED = {"people_supervision": "cases", "indicator_override": "note", "programme": "closing"}
"""A field that a corrected file says differently and that is no part of what makes a record the same."""


@pytest.fixture
def made(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> "Maker":
    return Maker(store, vocabulary, tmp_path)


class Maker:
    """Makes and fills templates, and says what is in the store."""

    def __init__(self, store: Database, words: Vocabulary, folder: Path) -> None:
        self.store, self.words, self.folder = store, words, folder

    def values(self, kind: Kind[Any], spec: TableSpec) -> dict[str, Any]:
        """Invented values of every column of the template."""
        given = samples(kind, self.words)
        names = [c.name for c in spec.columns if c.name in given and given[c.name] is not None]
        found = {n: given[n] for n in names if n in kind.template or kind not in IMPORTABLE}
        return found | ({"commune_id": unit(self.words, "Xã Đại Hiệp")} if "commune_id" in found else {})

    def filled(self, kind: Kind[Any], name: str = "mau.xlsx", **changed: Any) -> Path:
        """A template with one record in it, and one row for each of its parts."""
        path = self.folder / name
        write_template(self.store, kind.name, path, unit_code="506", period="2024-Q1")
        book = load_workbook(path)
        self._fill(book.worksheets[0], spec_of(kind), {**self.values(kind, spec_of(kind)), **changed}, {"STT": 1})
        for n, part in enumerate(kind.parts, 1):
            spec = part_spec(kind, part)
            self._fill(book.worksheets[n], spec, self.values(part.kind, spec), {spec.column(OWNER).field.label: 1})
        book.save(path)
        return path

    def _fill(self, sheet: Any, spec: TableSpec, given: Mapping[str, Any], first: Mapping[str, int]) -> None:
        head = next(r for r in range(1, 20) if str(sheet.cell(r, 1).value).removesuffix(" *") in first)
        captions = [str(c.value).removesuffix(" *") for c in sheet[head] if c.value is not None]
        assert len(set(captions)) == len(captions)
        for below in sheet.iter_rows(min_row=head + 2):
            for cell in below:
                cell.value = None  # the form of a periodic report lists every indicator
        sheet.cell(head + 1, 1).value = 1
        for name, value in given.items():
            column = spec.column(name)
            if column.field.label in captions:
                cell = sheet.cell(head + 1, captions.index(column.field.label) + 1)
                cell.value = self._typed(column, value)
                assert (cell.number_format == "@") == isinstance(cell.value, str), name

    def _typed(self, column: ColumnSpec, value: Any) -> Any:
        if isinstance(column.field, Day | Whole | Measure):
            return float(value) if isinstance(value, Decimal) else value
        return column.field.format(value, self.words)

    def looked(self, path: Path) -> FilePreview:
        """The file as previewed; nothing may be asked or doubted."""
        (found,) = preview(self.store, [path])
        assert blocking(found, found.tables) == []
        return found

    def stored(self, kind: Kind[Any], names: list[str]) -> list[dict[str, Any]]:
        """What the store holds of a kind, catalogues of a new data file left out."""
        with self.store.reading() as session:
            wanted = [i for i in ids(session, kind, Filter()) if i not in self.before(kind)]
            return [dict(zip(names, row[1:], strict=True)) for row in values(session, kind, wanted, names)]

    def before(self, kind: Kind[Any]) -> set[int]:
        with self.store.reading() as session:
            table = kind.table.name
            return set(session.scalars(text(f"SELECT id FROM {table} WHERE import_batch IS NULL")).all())

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables but the log of acts, the numbers given and the batches."""
        log = {"act", "journal", "number_series", "import_batch", "fonds"}
        with self.store.reading() as session:
            names = session.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")
            )
            raw = session.connection().connection.driver_connection
            return {n: _rows(raw, n) for n in names.all() if n not in log}


def _rows(raw: Any, table: str) -> list[tuple[Any, ...]]:
    """By the driver itself: eighty tables are read five times for each kind."""
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    found: list[tuple[Any, ...]] = raw.execute(
        f"SELECT {', '.join(n for n in names if n != 'revision')} FROM {table}"
    ).fetchall()
    return found


def _wrong(found: FilePreview) -> list[str]:
    told = [p for s in found.tables for r in s.rows for p in r.problems if p.severity is not Severity.FACT]
    return [f"{p.field}: {p.message}" for p in told if p.code not in ("already_imported", "duplicate_in_store")]


@every_importable
def test_a_template_filled_in_is_taken_in_corrected_and_taken_back(kind: Kind[Any], made: Maker) -> None:
    empty, path, spec = made.everything(), made.filled(kind), spec_of(kind)
    found, given = made.looked(path), made.values(kind, spec)
    assert _wrong(found) == []
    assert found.counts["new"] == 1 + len(kind.parts)
    assert [p.message for s in found.sheets for p in s.problems] == []
    first = write(made.store, found)
    assert made.stored(kind, list(given)) == [given]
    _parts_are_kept(kind, made)

    taken = made.everything()
    write(made.store, made.looked(path), Choices(accept_changes=True))
    assert made.everything() == taken
    _comes_back_as_a_list(kind, made)

    name = _CHANGED.get(kind.name, "note")
    new = 7 if isinstance(kind.field(name), Whole) else "Đã bổ sung theo báo cáo"
    corrected = made.looked(made.filled(kind, "sua.xlsx", **{name: new}))
    assert {n for _, r in corrected.rows() for n in r.changes} == {name}
    second = write(made.store, corrected, Choices(accept_changes=True))
    assert made.stored(kind, [name]) == [{name: new}]

    assert second.batch is not None
    assert first.batch is not None
    assert undo(made.store, second.batch).reversed == 1
    assert made.everything() == taken
    undone = undo(made.store, first.batch)
    assert (undone.reversed, undone.kept, undone.failed) == (1 + len(kind.parts), (), ())
    assert made.everything() == empty


def _parts_are_kept(kind: Kind[Any], made: Maker) -> None:
    with made.store.reading() as session:
        (owner,) = [i for i in ids(session, kind, Filter()) if i not in made.before(kind)]
        for part in kind.parts:
            given = made.values(part.kind, part_spec(kind, part))
            (row,) = values(session, part.kind, part_ids(session, part, owner), list(given))
            assert dict(zip(given, row[1:], strict=True)) == given


def _comes_back_as_a_list(kind: Kind[Any], made: Maker) -> None:
    path = made.folder / "danh_sach.xlsx"
    personal = {f.label for f in (kind.field(n) for n in kind.columns) if f.personal}
    export_kind(made.store, kind, Filter(), path, personal=True)
    assert personal <= {c.value for c in load_workbook(path).worksheets[0][1]}
    export_kind(made.store, kind, Filter(), path)
    book = load_workbook(path)
    assert not personal & {c.value for c in book.worksheets[0][1]}
    assert [s.title for s in book.worksheets][1:-1] == [p.title[:31] for p in kind.parts]

    found = made.looked(path)
    assert {r.outcome for _, r in found.rows()} == {Outcome.UNCHANGED}
    assert [p.message for s in found.sheets for p in s.problems] == []


def test_a_template_without_its_hidden_sheet_is_not_guessed_at(made: Maker) -> None:
    from mttq_desktop.records.lower_levels import TRAINING

    path = made.filled(TRAINING)
    book = load_workbook(path)
    del book["_mttq"]
    book.save(path)
    (found,) = preview(made.store, [path])
    assert found.tables == []
    (told,) = preview(made.store, [path], Hints(kind="training", sheet=book.worksheets[0].title))
    assert [s.kind for s in told.leading] == [TRAINING]


def test_rows_of_parts_need_a_record_without_errors(made: Maker) -> None:
    from mttq_desktop.records.dialogues import DIALOGUE, DIALOGUE_GROUP

    path = made.filled(DIALOGUE, opinions=3, answered_at_once=5)
    book = load_workbook(path)
    sheet = book["Thành phần dự"]
    head = next(r for r in range(1, 9) if str(sheet.cell(r, 1).value).startswith("STT"))
    for at, added in enumerate((9, sheet.cell(head + 1, 2).value, 4), 1):
        sheet.cell(head + 2, at, added)
    book.save(path)
    found = made.looked(path)
    (leading,) = found.leading
    groups = next(s for s in found.tables if s.kind is DIALOGUE_GROUP)

    (first,) = [r for r in leading.rows if r.is_data]
    assert [(p.code, p.field) for p in first.problems] == [("inconsistent", "answered_at_once")]
    assert first.problems[0].cell is not None
    assert [r.reason for r in groups.rows if r.is_data] == ["owner_rejected", "unknown_owner"]
    recheck(made.store, found, leading, first, "answered_at_once", "2")
    assert [r.reason for r in groups.rows if r.is_data] == [None, "unknown_owner"]
    assert write_marked_copy(made.store, found, made.folder / "gui_lai.xlsx")


def test_a_resent_file_adds_and_corrects_rows_of_parts(made: Maker) -> None:
    from mttq_desktop.records.lower_levels import TRAINING

    write(made.store, made.looked(made.filled(TRAINING)))
    path = made.filled(TRAINING, "lai.xlsx")
    book = load_workbook(path)
    sheet = book["Số người dự theo tổ chức"]
    head = next(r for r in range(1, 9) if str(sheet.cell(r, 1).value).startswith("STT"))
    sheet.cell(head + 1, 3).value = 50
    for at, added in enumerate(("1", "Hội Nông dân", "20"), 1):
        sheet.cell(head + 2, at, added)
    book.save(path)
    found = made.looked(path)
    assert {o: n for o, n in found.counts.items() if o != "skipped"} == {"duplicate": 1, "changed": 1, "new": 1}
    done = write(made.store, found, Choices(accept_changes=True))
    assert made.stored(TRAINING, ["people_counted"]) == [{"people_counted": 70}]
    assert done.batch is not None
    assert undo(made.store, done.batch).reversed == 2
    assert made.stored(TRAINING, ["people_counted"]) == [{"people_counted": 3}]
