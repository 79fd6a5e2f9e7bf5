"""Filling an empty data file with the practice province: invented, the same for the same seed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Table, insert

from mttq_desktop import paths
from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import calendar, vocabulary
from mttq_desktop.records.office import Letter, NumberSeries
from mttq_desktop.records.petitions import (
    PETITION,
    PETITION_AUTHORITIES,
    PETITION_BATCH,
    Feedback,
    Forwarding,
    Petition,
    PetitionBatch,
    Reminder,
    Reply,
    fingerprint,
)
from mttq_desktop.records.uids import new_uid
from mttq_desktop.rules.numbering import petition_number
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import folded_text
from mttq_desktop.services.numbering import series_of
from mttq_desktop.services.opening import holds_records
from mttq_desktop.services.petitions.states import refresh
from mttq_desktop.services.practice_data import practice_province
from mttq_desktop.services.practice_duties import fill_duties
from mttq_desktop.services.practice_records import PracticeData, PracticePetition
from mttq_desktop.services.practice_wording import read_wording
from mttq_desktop.services.settings import read_settings, write_settings
from mttq_desktop.services.wording import read_wording as read_letter_wording
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.store.search import bulk_insert
from mttq_desktop.store.seed import UnitKey, read_catalogue

SEED = 2024
PRACTICE_DAY = date(2024, 4, 5)
"""The day on which the practice province stands: quarter I is over, its report is due, 18 districts send."""


@dataclass(frozen=True, slots=True)
class _Keys:
    """Rows of the data file behind the practice data's own keys."""

    unit: Callable[[UnitKey | None], int | None]
    organisation: Callable[[str | None], int | None]
    authority: Callable[[str | None], int | None]


def fill_with_practice(
    database: Database, today: date = PRACTICE_DAY, progress: Progress | None = None, seed: int = SEED
) -> PracticeData:
    """Write the practice province in one act; a data file that holds records is refused."""
    if holds_records(database):
        raise Refused(
            "Sổ này đã có hồ sơ nên không nạp dữ liệu thực hành.",
            "Chọn một thư mục dữ liệu mới, trống, để thực hành.",
        )
    progress = progress or Progress()
    with database.reading() as session:
        words, days = vocabulary(session), calendar(session)
    progress.report(0, 4, "Dựng tỉnh thực hành")
    resources = paths.resources()
    data = practice_province(seed, today.year, read_catalogue(resources), read_wording(resources), days, today)
    with database.writing("practice", "Nạp tỉnh thực hành") as writing:
        progress.report(1, 4, "Ghi kiến nghị")
        _write(writing, data, words)
        progress.report(2, 4, "Tính tình trạng, hạn trả lời")
        refresh(writing, [p.key for p in data.petitions])
        progress.report(3, 4, "Ghi các nhiệm vụ khác của Chương trình")
        fill_duties(writing, words, seed, today)
        settings = replace(read_settings(writing.session), practice=True, practice_day=today, first_run_done=True)
        write_settings(writing, settings)
    progress.report(4, 4, "Xong")
    return data


def _write(writing: Writing, data: PracticeData, words: Vocabulary) -> None:
    keys = _keys(words)
    rows = {p.key: _petition(p, n, keys, words) for p, n in _numbered(data.petitions)}
    writing.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # a repeat may point to a later petition
    with bulk_insert(writing.connection, PETITION):
        _insert(writing, Petition.__table__, rows.values())
    targets = [(p.key, keys.authority(a), i) for p in data.petitions for i, a in enumerate(p.authorities)]
    pairs = [{"owner_id": o, "target_id": t, "position": i} for o, t, i in targets]
    writing.session.execute(insert(PETITION_AUTHORITIES), pairs)
    _insert(writing, PetitionBatch.__table__, (_batch(b, keys, words) for b in data.batches))
    _insert(writing, Letter.__table__, (_letter(x, keys) for x in data.letters))
    _insert_documents(writing, data, keys)
    _continue_numbers(writing, data)


def _keys(words: Vocabulary) -> _Keys:
    units = {(e.code, e.valid_from): int(e.key) for e in words.units.entries}

    def by_code(target: str) -> Callable[[str | None], int | None]:
        lookup = words.target(target).by_code
        return lambda code: int(lookup[code][0].key) if code is not None else None

    return _Keys(lambda k: units[k] if k else None, by_code("organisation"), by_code("authority"))


def _numbered(petitions: Sequence[PracticePetition]) -> Iterable[tuple[PracticePetition, str]]:
    last: dict[str, int] = {}
    for p in petitions:
        last[p.period] = last.get(p.period, 0) + 1
        yield p, petition_number(Period.parse(p.period), last[p.period])


def _petition(p: PracticePetition, number: str, keys: _Keys, words: Vocabulary) -> dict[str, Any]:
    row = {
        "id": p.key, "number": number, "sender_unit_id": keys.unit(p.sender_unit),
        "organisation_id": keys.organisation(p.organisation), "commune_id": keys.unit(p.commune),
        "received_on": p.received_on, "period": p.period, "source": p.source, "subject": p.subject,
        "petitioners": p.petitioners, "people": p.people, "content": p.content, "field": p.field, "level": p.level,
        "severity": p.severity, "reported_result": p.reported_result, "fingerprint": fingerprint(p.content),
        "merged_into_id": p.merged_into, "repeated_from_id": p.repeated_from, "merged_count": 0,
        "state": "MOI", "set_state": p.state if p.state in ("CHO", "TH", "KYSAU", "LUU") else None,
    }  # fmt: skip
    return row | {"folded": folded_text(PETITION, row, words)}


def _batch(b: Any, keys: _Keys, words: Vocabulary) -> dict[str, Any]:
    row = {
        "id": b.key, "sender_unit_id": keys.unit(b.sender_unit), "organisation_id": keys.organisation(b.organisation),
        "period": b.period, "number": b.number, "day": b.day, "received_on": b.received_on,
        "none_to_report": b.none_to_report, "note": b.note,
    }  # fmt: skip
    return row | {"folded": folded_text(PETITION_BATCH, row, words)}


def _letter(x: Any, keys: _Keys) -> dict[str, Any]:
    return {
        "id": x.key, "document": x.document, "number": x.number, "ordinal": x.ordinal, "year": x.day.year,
        "day": x.day, "period": x.period, "authority_id": keys.authority(x.authority), "title": "", "figures": "{}",
        "organisation_id": keys.organisation(x.organisation), "unit_id": keys.unit(x.unit),
    }  # fmt: skip


def _insert_documents(writing: Writing, data: PracticeData, keys: _Keys) -> None:
    numbers = {x.key: x.number for x in data.letters}
    _insert(writing, Forwarding.__table__, (
        {"id": f.key, "petition_id": f.petition, "authority_id": keys.authority(f.authority), "letter_id": f.letter,
         "number": numbers[f.letter], "day": f.day, "due_on": f.due_on, "due_reason": "\n".join(f.due_reasons),
         "round": f.round, "returned_on": f.returned_on, "reminders": 0} for f in data.forwardings
    ))  # fmt: skip
    _insert(writing, Reminder.__table__, (
        {"forwarding_id": m.forwarding, "letter_id": m.letter, "number": numbers[m.letter], "day": m.day,
         "round": m.round, "new_due_on": m.new_due_on} for m in data.reminders
    ))  # fmt: skip
    _insert(writing, Reply.__table__, (
        {"petition_id": r.petition, "authority_id": keys.authority(r.authority), "number": r.number, "day": r.day,
         "content": r.content, "reply_class": r.reply_class, "schedule": r.schedule, "expected_on": r.expected_on,
         "assessment": r.assessment} for r in data.replies
    ))  # fmt: skip
    _insert(writing, Feedback.__table__, (
        {"petition_id": b.petition, "organisation_id": keys.organisation(b.organisation), "unit_id": keys.unit(b.unit),
         "letter_id": b.letter, "number": numbers[b.letter], "day": b.day, "opinion": b.opinion} for b in data.feedback
    ))  # fmt: skip


def _insert(writing: Writing, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    assert isinstance(table, Table)
    carried = {"revision": 1, "made_by": writing.act, "changed_by": writing.act}
    full = [carried | {"uid": new_uid(), "folded": ""} | row for row in rows]
    if full:
        writing.session.execute(insert(table), full)


def _continue_numbers(writing: Writing, data: PracticeData) -> None:
    series: dict[str, int] = {}
    for p in data.petitions:
        series[f"petition/{p.period}"] = series.get(f"petition/{p.period}", 0) + 1
    letter_words, settings = read_letter_wording(writing.session), read_settings(writing.session)
    for x in data.letters:
        name = series_of(x.document, x.day.year, letter_words, settings)
        series[name] = max(series.get(name, 0), x.ordinal)
    writing.session.add_all(NumberSeries(series=name, last=last) for name, last in series.items())

