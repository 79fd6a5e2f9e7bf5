"""A practice province for training: a believable year of petitions, invented, the same for the same seed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from mttq_desktop.rules.period import Period
from mttq_desktop.services.practice_flow import follow, numbered
from mttq_desktop.services.practice_province import Province, Sender, quarters
from mttq_desktop.services.practice_records import (
    Growing,
    PracticeBatch,
    PracticeData,
    PracticeMissing,
    PracticePetition,
)
from mttq_desktop.services.practice_wording import (
    PetitionText,
    Wording,
    petition_content,
    places,
    repeated_content,
    same_content,
)
from mttq_desktop.store.seed import Catalogue, UnitRow
from mttq_desktop.text.days import Calendar

T = TypeVar("T")
PER_QUARTER = 400
GROUPS_PER_QUARTER = 12
SILENT, NONE_TO_REPORT = 2, 2
"""So many senders of each quarter that is over have said nothing, or that they have no petitions."""
REPEATED_PER_QUARTER = 5
_OURS = "MTTQ"
_ORGANISATIONS = {"MTTQ": 30, "LDLD": 12, "HND": 18, "DTN": 10, "LHPN": 17, "CCB": 13}
_SUBJECTS = {
    "MTTQ": ("ND", "CT"), "LDLD": ("DV",), "HND": ("HV", "ND"), "DTN": ("DV",), "LHPN": ("HV", "ND"), "CCB": ("HV",),
}  # fmt: skip
_SOURCES = {"DVHV": 34, "ND": 22, "TXCT": 16, "DT": 7, "TCD": 7, "GS": 4, "HN": 8, "MTS": 2}
_SEVERITIES = {"THUONG": 84, "BUCXUC": 10, "KEODAI": 6}
_RESULTS = {None: 60, "chua_tra_loi": 25, "dang_giai_quyet": 10, "da_tra_loi": 5}
_PETITIONERS = (
    "Nhân dân {hamlet}", "Cử tri {commune}", "Chi hội nông dân {hamlet}", "Chi hội phụ nữ {hamlet}",
    "Chi hội cựu chiến binh {hamlet}", "Chi đoàn {hamlet}", "Ban công tác Mặt trận {hamlet}",
    "Tập thể công đoàn viên {commune}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Arrival:
    """How petitions of one sender reach the office in one quarter."""

    sender: Sender
    batch: PracticeBatch | None
    count: int


def practice_province(
    seed: int, year: int, catalogue: Catalogue, wording: Wording, calendar: Calendar, today: date
) -> PracticeData:
    """Five quarters of batches, petitions and everything written about them, all before `today`.

    `year` is that of `today` or the one before; the last quarter may still be running. Before 01/7/2025
    eighteen (in 2025 seventeen) districts send, afterwards the communes. Refused when the year has not begun.
    """
    periods = quarters(year, today)
    province = Province(catalogue, calendar, today)
    rows = Growing()
    for period in periods:
        _quarter(Random(f"{seed}/{period.code}"), province, wording, period, rows)
    rng = Random(f"{seed}/documents")
    follow(rng, province, wording, rows)
    letters = numbered(rng, rows)
    return PracticeData(
        today, tuple(p.code for p in periods), tuple(rows.batches), tuple(rows.missing), tuple(rows.petitions),
        letters, tuple(rows.forwardings), tuple(rows.reminders), tuple(rows.replies), tuple(rows.feedback),
    )  # fmt: skip


def _quarter(rng: Random, province: Province, wording: Wording, period: Period, rows: Growing) -> None:
    previous = [p for p in rows.petitions if p.period == period.previous().code]
    senders = province.senders(rng, period)
    common = rng.sample([t for t in wording.petitions if t.common], GROUPS_PER_QUARTER)
    arrivals = _arrivals(rng, province, senders, period, rows)
    for arrival in arrivals:
        for _ in range(arrival.count):
            _single(rng, province, wording, period, arrival, rows)
    for template in common:
        _group(rng, province, wording, period, template, arrivals, rows)
    _again(rng, province, period, previous, arrivals, rows)


def _arrivals(
    rng: Random, province: Province, senders: tuple[Sender, ...], period: Period, rows: Growing
) -> list[_Arrival]:
    made: list[_Arrival] = []
    over = period.end < province.today
    apart = rng.sample([s for s in senders if s.organisation != _OURS], SILENT + NONE_TO_REPORT) if over else []
    silent, none = apart[:SILENT], apart[SILENT:]
    whole = sum(s.weight for s in senders if s not in apart)
    for sender in senders:
        if sender in silent:
            rows.missing.append(PracticeMissing(period.code, sender.unit_key, sender.organisation))
        elif sender in none:
            _batch(rng, province, sender, period, rows, none=True)
        else:
            made += _sent(rng, province, sender, period, sender.weight / whole, rows)
    return made


def _sent(
    rng: Random, province: Province, sender: Sender, period: Period, share: float, rows: Growing
) -> list[_Arrival]:
    count = max(1, round(share * (PER_QUARTER - 3 * GROUPS_PER_QUARTER)))
    early = round(count * rng.uniform(0.3, 0.55))
    made = [_Arrival(sender, None, early)]
    batch = _batch(rng, province, sender, period, rows)
    if batch is not None:
        made.append(_Arrival(sender, batch, count - early))
    return made


def _batch(
    rng: Random, province: Province, sender: Sender, period: Period, rows: Growing, none: bool = False
) -> PracticeBatch | None:
    luck = rng.random()
    wait = rng.randint(15, 38) if luck < 0.14 else rng.randint(-6, 8)
    day = province.working(period.end + timedelta(days=wait - 1))
    received = province.working(day + timedelta(days=rng.randint(0, 2)))
    number = f"{rng.randint(5, 190):02d}/BC-{_letters(province, sender)}"
    if received > province.today:
        if period.end >= province.today:
            return None
        since = (province.today - period.end).days  # the quarter is just over: what is late in coming is there now
        day = received = min(province.today, province.working(period.end + timedelta(days=rng.randint(1, since))))
    note = "Trong quý không phát sinh ý kiến, kiến nghị." if none else None
    batch = PracticeBatch(
        len(rows.batches) + 1, period.code, sender.unit_key, sender.organisation, number, day, received, none, note
    )  # fmt: skip
    rows.batches.append(batch)
    return batch


def _letters(province: Province, sender: Sender) -> str:
    if sender.organisation in (None, _OURS):
        return "MTTQ-BTT"
    return next(o.letters for o in province.catalogue.organisations if o.code == sender.organisation)


def _single(
    rng: Random, province: Province, wording: Wording, period: Period, arrival: _Arrival, rows: Growing
) -> None:
    received, recorded = _days(rng, province, period, arrival)
    if recorded > province.today:
        return
    commune = rng.choice(province.communes(received, arrival.sender.unit))
    template = rng.choice([t for t in wording.petitions if not t.common and t.fits(commune)])
    where = _places(rng, province, commune, received, wording)
    content = petition_content(rng, template, where, wording)
    rows.petitions.append(
        _petition(rng, province, period, arrival, (received, recorded), commune, template, where, content, rows)
    )


def _days(rng: Random, province: Province, period: Period, arrival: _Arrival) -> tuple[date, date]:
    length = (period.end - period.start).days
    if arrival.batch is not None:
        last = min(length, (arrival.batch.day - period.start).days)
        return period.start + timedelta(days=rng.randint(0, last)), arrival.batch.received_on
    received = period.start + timedelta(days=rng.randint(3, length))
    return received, province.working(received + timedelta(days=rng.randint(0, 4)))


def _places(rng: Random, province: Province, commune: UnitRow, on: date, wording: Wording) -> dict[str, str]:
    (body,) = province.bodies(("@UB",), commune, on)
    return places(rng, commune, province.authority(body).name, on, wording)


def _petition(
    rng: Random, province: Province, period: Period, arrival: _Arrival, days: tuple[date, date], commune: UnitRow,
    template: PetitionText, where: dict[str, str], content: str, rows: Growing,
) -> PracticePetition:  # fmt: skip
    organisation = arrival.sender.organisation or _drawn(rng, _ORGANISATIONS)
    words = (*template.authorities, "UBNDT")[: rng.choices((1, 2, 3), (76, 19, 5))[0]]
    petitioners = rng.choice(_PETITIONERS).format_map(where) if rng.random() < 0.35 else None
    return PracticePetition(
        key=len(rows.petitions) + 1,
        batch=arrival.batch.key if arrival.batch else None,
        period=period.code,
        sender_unit=arrival.sender.unit_key,
        organisation=organisation,
        commune=commune.key,
        received_on=days[0],
        recorded_on=days[1],
        source=_drawn(rng, _SOURCES),
        subject=rng.choice(_SUBJECTS[organisation]) if rng.random() < 0.8 else None,
        petitioners=petitioners,
        people=rng.choice((1, 3, 8, 15, 26, 40, 75, 120, 260, 400)) if rng.random() < 0.55 else None,
        content=content,
        topic=template.topic.format_map(where),
        matter=template.field,
        policy=template.common,
        field=template.field if rng.random() < 0.88 else None,
        level=template.level if rng.random() < 0.92 else None,
        authorities=province.bodies(words, commune, days[0]),
        severity=_drawn(rng, _SEVERITIES),
        reported_result=_drawn(rng, _RESULTS) if arrival.batch and arrival.sender.unit else None,
        state="MOI",
    )


def _drawn(rng: Random, weights: Mapping[T, int]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]


def _group(
    rng: Random, province: Province, wording: Wording, period: Period, template: PetitionText,
    arrivals: list[_Arrival], rows: Growing,
) -> None:  # fmt: skip
    """The same matter from two to four senders, said almost word for word."""
    where: dict[str, str] | None = None
    made: list[PracticePetition] = []
    for arrival in rng.sample(arrivals, min(rng.choice((2, 3, 3, 4)), len(arrivals))):
        days = _days(rng, province, period, arrival)
        commune = rng.choice(province.communes(days[0], arrival.sender.unit))
        where = where or _places(rng, province, commune, days[0], wording)
        content = same_content(rng, template, where)
        made.append(_petition(rng, province, period, arrival, days, commune, template, where, content, rows))
    _number_group([m for m in made if m.recorded_on <= province.today], rows)


def _number_group(made: list[PracticePetition], rows: Growing) -> None:
    group = max((p.group or 0 for p in rows.petitions), default=0) + 1 if len(made) > 1 else None
    for petition in made:
        rows.petitions.append(replace(petition, key=len(rows.petitions) + 1, group=group))


def _again(
    rng: Random, province: Province, period: Period, previous: list[PracticePetition], arrivals: list[_Arrival],
    rows: Growing,
) -> None:  # fmt: skip
    """Petitions of the quarter before, sent once more by the same sender."""
    single = [p for p in previous if p.group is None and p.repeated_from is None]
    for old in rng.sample(single, min(REPEATED_PER_QUARTER, len(single))):
        arrival = next((a for a in arrivals if a.batch and _same_sender(a, old)), None)
        if arrival is not None:
            _sent_again(rng, province, period, old, arrival, rows)


def _sent_again(
    rng: Random, province: Province, period: Period, old: PracticePetition, arrival: _Arrival, rows: Growing
) -> None:
    received, recorded = _days(rng, province, period, arrival)
    places = province.communes(received, arrival.sender.unit)
    commune = next((c for c in places if c.key == old.commune), None)
    if commune is None or recorded > province.today:
        return
    rows.petitions.append(
        replace(
            old, key=len(rows.petitions) + 1, batch=arrival.batch.key if arrival.batch else None,
            period=period.code, received_on=received, recorded_on=recorded,
            content=repeated_content(rng, old.content), severity="KEODAI", repeated_from=old.key,
            authorities=province.bodies(old.authorities, commune, received), reported_result="chua_tra_loi",
        )
    )  # fmt: skip


def _same_sender(arrival: _Arrival, old: PracticePetition) -> bool:
    sender = arrival.sender
    organisation = old.organisation if old.sender_unit is None else None
    return (sender.unit_key, sender.organisation) == (old.sender_unit, organisation)
