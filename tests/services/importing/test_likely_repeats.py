"""Petitions that several districts send: proposed before anything is written, merged or kept apart as decided."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from mttq_desktop.errors import Cancelled
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.near import likely_repeats
from mttq_desktop.queries.repeats import groups_of_repeats
from mttq_desktop.records.petitions import NotSame, Petition, PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import (
    Choices,
    FilePreview,
    Outcome,
    RowPreview,
    Undone,
    as_json,
    is_unsearched,
    look_for_likes,
    preview,
    recheck,
    undo,
    write,
)
from mttq_desktop.services.importing import near as repeats
from mttq_desktop.services.petitions.merging import merge
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from tests.excel.books import TITLE, row, saved, workbook
from tests.makers import a_petition

PAY = "Đề nghị nâng mức phụ cấp cho người hoạt động không chuyên trách ở thôn vì mức hiện nay còn quá thấp"
PAY_AGAIN = "Kiến nghị nâng phụ cấp cho người hoạt động không chuyên trách ở thôn, vì mức hiện nay quá thấp."
WATER = "Kiến nghị đầu tư hệ thống nước sạch, mùa nắng các giếng ven biển đều nhiễm mặn"
DISTRICTS = {"Huyện Quế Sơn": "Xã Quế Phú", "Huyện Đại Lộc": "Xã Đại Hiệp", "Huyện Tiên Phước": "Xã Tiên Cảnh"}
MERGE, APART = {("KN", 7): True}, {("KN", 7): False}


def _book(folder: Path, district: str, *contents: str) -> Path:
    title = (TITLE[0], (district.upper(),), *TITLE[2:])
    rows = [row(n, commune=DISTRICTS[district], content=c) for n, c in enumerate(contents, 1)]
    return saved(workbook(rows, title=title), folder, f"{district}.xlsx")


def _first(found: FilePreview) -> RowPreview:
    return found.tables[0].row(7)


def _kept(store: Database) -> list[Petition]:
    with store.reading() as session:
        return list(session.scalars(select(Petition).order_by(Petition.id)))


def _states(store: Database) -> list[tuple[PetitionState, int | None, int]]:
    return [(PetitionState(p.state), p.merged_into_id, p.merged_count) for p in _kept(store)]


def _stored(store: Database, vocabulary: Vocabulary, *contents: str) -> Sequence[int]:
    with store.writing("test", "Thêm") as writing:
        return [a_petition(writing, vocabulary, content=c) for c in contents]


def test_a_row_is_told_which_kept_petition_it_is_like(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    (first,) = _stored(store, vocabulary, PAY)
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY_AGAIN, WATER)])
    like = _first(found).like
    assert like is not None
    assert (like.record, like.content) == (first, PAY)
    (problem,) = _first(found).problems
    (number,) = [p.number for p in _kept(store)]
    assert problem.message.startswith(f"Gần giống kiến nghị {number} (")
    assert (problem.code, problem.cell, problem.is_error) == ("likely_repeat", "F7", False)
    assert found.tables[0].row(8).problems == ()
    rows = as_json([found])["files"][0]["sheets"][0]["rows"]
    assert [[p["code"] for p in r["problems"]] for r in rows if r["row"] == 7] == [["likely_repeat"]]


HALL = "Đề nghị sửa chữa nhà văn hóa thôn {} do mưa bão làm tốc mái, xã Quế Phú, huyện Quế Sơn, tỉnh Quảng Nam"


def test_what_differs_only_in_its_number_is_no_repeat(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    """Beside a kept one, a row of the same file, and one of another file."""
    _stored(store, vocabulary, HALL.format(1))
    sent = {"Huyện Quế Sơn": (2, 3), "Huyện Đại Lộc": (4, 1)}
    files = preview(store, [_book(tmp_path, name, *map(HALL.format, numbers)) for name, numbers in sent.items()])
    assert [(r.values["content"], len(r.likes)) for f in files for _, r in f.rows() if r.likes] == [(HALL.format(1), 1)]


def test_merged_as_it_is_written_in_the_one_act_of_its_file(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    (first,) = _stored(store, vocabulary, PAY)
    before = [(p.changed_by, p.state) for p in _kept(store)]
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY_AGAIN, WATER)])
    done = write(store, found, Choices(merge=MERGE))
    assert done.merged == 1
    new = (PetitionState.NEW, None, 0)
    assert _states(store) == [(PetitionState.NEW, None, 1), (PetitionState.MERGED, first, 0), new]
    assert {p.changed_by for p in _kept(store)} == {done.act}
    assert done.batch is not None
    assert undo(store, done.batch).reversed == 2
    assert [(p.changed_by, p.state) for p in _kept(store)] == before


def test_told_apart_as_it_is_written_it_is_not_proposed_again(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    (first,) = _stored(store, vocabulary, PAY)
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY_AGAIN)])
    done = write(store, found, Choices(merge=APART))
    with store.reading() as session:
        assert groups_of_repeats(session, Period(2024, "Q1")) == ()
        assert [r.first_id for r in session.scalars(select(NotSame))] == [first]
    assert done.batch is not None
    assert undo(store, done.batch) == Undone(1)
    with store.reading() as session:
        assert list(session.scalars(select(NotSame))) == []


def test_undecided_it_is_written_and_proposed_among_all_petitions(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    _stored(store, vocabulary, PAY)
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY_AGAIN)])
    assert write(store, found).merged == 0
    with store.reading() as session:
        assert [len(g.ids) for g in groups_of_repeats(session, Period(2024, "Q1"))] == [2]


def test_rows_of_the_files_looked_at_together_are_compared(store: Database, tmp_path: Path) -> None:
    paths = [
        _book(tmp_path, "Huyện Quế Sơn", PAY), _book(tmp_path, "Huyện Đại Lộc", WATER, PAY_AGAIN),
        _book(tmp_path, "Huyện Tiên Phước", PAY.upper(), PAY_AGAIN),
    ]  # fmt: skip
    one, two, three = preview(store, paths)
    like = two.tables[0].row(8).like
    assert like is not None
    assert like.where == "dòng 7 tệp “Huyện Quế Sơn.xlsx” (Huyện Quế Sơn)"
    assert _first(one).like is None
    last = three.tables[0].row(8).like
    assert last is not None
    assert (last.likeness, last.where) == (100, "dòng 8 tệp “Huyện Đại Lộc.xlsx” (Huyện Đại Lộc)")
    write(store, one)
    assert write(store, two, Choices(merge={("KN", 8): True})).merged == 1
    assert write(store, three, Choices(merge={("KN", 7): True, ("KN", 8): True})).merged == 2
    assert [into for _, into, _ in _states(store)] == [None, None, 1, 1, 1]
    (again,) = preview(store, [_book(tmp_path / "..", "Huyện Tiên Phước", WATER.upper())], beside=(one, two, three))
    assert _first(again).like is not None
    assert _first(again).like.record == 2  # type: ignore[union-attr]


def test_rows_merged_with_a_row_of_their_own_file_are_undone_whole(store: Database, tmp_path: Path) -> None:
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY, PAY_AGAIN, WATER)])
    done = write(store, found, Choices(merge={("KN", 8): True}))
    assert [into for _, into, _ in _states(store)] == [None, 1, None]
    assert done.batch is not None
    assert undo(store, done.batch) == Undone(3)
    assert _kept(store) == []


def test_what_a_row_is_like_may_be_left_out_or_merged_meanwhile(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY, PAY_AGAIN)])
    done = write(store, found, Choices(take={("KN", 7): False}, merge={("KN", 8): True}))
    assert (done.merged, len(_kept(store))) == (0, 1)
    (root,) = _stored(store, vocabulary, PAY)
    (other,) = preview(store, [_book(tmp_path, "Huyện Quế Sơn", f"{PAY_AGAIN} ạ")])
    like = _first(other).like
    assert like is not None
    assert like.record is not None
    merge(store, root, [1])
    assert write(store, other, Choices(merge=MERGE)).merged == 1
    assert [into for _, into, _ in _states(store)] == [root, None, root]


def test_a_corrected_text_is_looked_for_anew(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    _stored(store, vocabulary, PAY, WATER)
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY_AGAIN)])
    (sheet,) = found.tables
    recheck(store, found, sheet, sheet.row(7), "content", WATER)
    assert sheet.row(7).outcome is Outcome.NEW
    like = sheet.row(7).like
    assert like is not None
    assert like.content == WATER
    recheck(store, found, sheet, sheet.row(7), "content", "Xin cấp đất làm nhà văn hóa khối phố mới thành lập")
    assert (sheet.row(7).like, sheet.row(7).problems) == (None, ())


def test_a_long_sheet_is_told_that_repeats_are_found_later(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "MOST", 1)
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY, PAY_AGAIN)])
    (problem,) = found.tables[0].problems
    assert (problem.code, problem.is_error) == ("likely_repeat", False)
    assert found.tables[0].row(8).like is None


def test_repeats_of_a_long_sheet_are_looked_for_when_asked(
    store: Database, vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stored(store, vocabulary, WATER)
    monkeypatch.setattr(repeats, "MOST", 1)
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY, PAY_AGAIN, WATER)])
    (sheet,) = found.tables
    assert is_unsearched(sheet)
    assert look_for_likes(store, found, Progress()) == 2
    assert [row.like is not None for row in sheet.rows if row.is_data] == [False, True, True]
    assert (is_unsearched(sheet), [p.code for p in sheet.problems]) == (False, [])
    recheck(store, found, sheet, sheet.row(8), "content", "Xin cấp đất làm nhà văn hóa khối phố mới thành lập")
    assert [row.like is not None for row in sheet.rows if row.is_data] == [False, False, True]


def test_looking_in_a_long_sheet_can_be_stopped(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "MOST", 1)
    (found,) = preview(store, [_book(tmp_path, "Huyện Đại Lộc", PAY, PAY_AGAIN)])
    with pytest.raises(Cancelled):
        look_for_likes(store, found, Progress(cancelled=True))
    (sheet,) = found.tables
    assert is_unsearched(sheet)
    assert all(row.like is None for row in sheet.rows)


def test_of_thousands_of_texts_the_repeats_are_found(store: Database) -> None:
    """Forty of sentences made of the same hundred syllables say again what stands above."""
    words = [f"{first}{last}" for first in "bcdghklmnt" for last in ("a", "ang", "e", "iu", "o", "on", "u", "uy", "y")]
    dice = Random(7)
    texts = [" ".join([f"dh{n}", *dice.choices(words, k=40)]) for n in range(6_000)]
    again = dict(zip(range(3_000, 6_000, 75), dice.sample(range(3_000), 40), strict=True))
    for n, earlier in again.items():
        texts[n] = f"{texts[earlier]} sớm"
    with store.reading() as session:
        found = likely_repeats(session, texts, ())
    assert {n: near[0].other for n, near in found.items() if n in again} == again
