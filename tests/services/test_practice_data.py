"""The practice province: the same for the same seed, whole, believable, and nothing after today."""

from collections import Counter, defaultdict
from datetime import date
from statistics import median

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.paths import resources
from mttq_desktop.rules.period import Period
from mttq_desktop.services.practice_data import NONE_TO_REPORT, SILENT, practice_province
from mttq_desktop.services.practice_records import PracticeData
from mttq_desktop.services.practice_wording import Wording, read_wording
from mttq_desktop.store.seed import Catalogue, UnitKey, UnitRow, read_catalogue
from mttq_desktop.text.days import Calendar
from mttq_desktop.text.fold import clean, fold

DAYS = [date(2024, 4, 5), date(2024, 11, 20), date(2025, 2, 10), date(2025, 9, 1), date(2026, 11, 23)]
CALENDAR = Calendar({date(2024, 2, 10): "Tết", date(2024, 4, 30): "Ngày Chiến thắng"})


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(resources())


@pytest.fixture(scope="module")
def wording() -> Wording:
    return read_wording(resources())


@pytest.fixture(scope="module")
def made(catalogue: Catalogue, wording: Wording) -> dict[date, PracticeData]:
    return {day: practice_province(7, day.year, catalogue, wording, CALENDAR, day) for day in DAYS}


@pytest.fixture(scope="module")
def data(made: dict[date, PracticeData]) -> PracticeData:
    return made[date(2024, 4, 5)]


def unit(catalogue: Catalogue, key: UnitKey) -> UnitRow:
    return next(u for u in catalogue.units if u.key == key)


# ── the same again, or refused ──


def test_the_same_seed_gives_the_same_province(catalogue: Catalogue, wording: Wording, data: PracticeData) -> None:
    assert practice_province(7, 2024, catalogue, wording, CALENDAR, data.today) == data


def test_another_seed_gives_another_province(catalogue: Catalogue, wording: Wording, data: PracticeData) -> None:
    other = practice_province(8, 2024, catalogue, wording, CALENDAR, data.today)
    assert {p.content for p in other.petitions} != {p.content for p in data.petitions}


def test_a_year_that_has_not_begun_is_refused(catalogue: Catalogue, wording: Wording) -> None:
    with pytest.raises(Refused, match="2025"):
        practice_province(7, 2025, catalogue, wording, CALENDAR, date(2024, 12, 31))


# ── counts and spread ──


@pytest.mark.parametrize("day", DAYS)
def test_five_quarters_of_about_fifteen_hundred_petitions(made: dict[date, PracticeData], day: date) -> None:
    data = made[day]
    assert [Period.parse(code) for code in data.periods][-1].contains(day)
    assert [Period.parse(b).previous().code for b in data.periods[1:]] == list(data.periods[:-1])
    assert 1300 <= len(data.petitions) <= 1800
    by_period = Counter(p.period for p in data.petitions)
    assert all(by_period[code] > 280 for code in data.periods[:-1])


@pytest.mark.parametrize("day", DAYS)
def test_every_state_and_every_organisation_occurs(
    made: dict[date, PracticeData], catalogue: Catalogue, day: date
) -> None:
    states = Counter(p.state for p in made[day].petitions)
    assert set(states) == {c.code for c in catalogue.code_list("petition_status")}
    organisations = Counter(p.organisation for p in made[day].petitions)
    assert set(organisations) == {o.code for o in catalogue.organisations}
    assert min(organisations.values()) > 90


@pytest.mark.parametrize("day", DAYS)
def test_some_are_late_some_due_soon_most_answered(made: dict[date, PracticeData], day: date) -> None:
    data = made[day]
    closed = {r.forwarding for r in data.replies} | {f.key for f in data.forwardings if f.returned_on}
    waiting = [f for f in data.forwardings if f.key not in closed]
    assert 40 <= sum(f.due_on < day for f in waiting) <= 250
    assert sum(0 <= (f.due_on - day).days <= 7 for f in waiting) >= 3
    assert len(data.replies) > 0.6 * len(data.forwardings)
    assert {r.round for r in data.reminders} == {1, 2, 3}


def test_senders_of_a_quarter(data: PracticeData, catalogue: Catalogue) -> None:
    for code in data.periods[:-1]:
        sent = [(b.sender_unit, b.organisation) for b in data.batches if b.period == code]
        missing = [(m.sender_unit, m.organisation) for m in data.missing if m.period == code]
        assert len(set(sent + missing)) == len(sent + missing) == 18 + 6
    assert data.missing
    assert any(b.none_to_report for b in data.batches)
    late = [b for b in data.batches if (b.received_on - Period.parse(b.period).end).days > 12]
    assert 3 <= len(late) <= 30


@pytest.mark.parametrize("day", DAYS)
def test_some_senders_of_a_past_quarter_are_silent_or_have_nothing(
    made: dict[date, PracticeData], day: date
) -> None:
    data = made[day]
    over = [code for code in data.periods if Period.parse(code).end < day]
    for code in over:
        wrote = {(p.sender_unit, None if p.sender_unit else p.organisation) for p in data.petitions if p.period == code}
        silent = {(m.sender_unit, m.organisation) for m in data.missing if m.period == code}
        none = {(b.sender_unit, b.organisation) for b in data.batches if b.period == code and b.none_to_report}
        assert len(silent) == SILENT
        assert len(none) == NONE_TO_REPORT
        assert not (silent | none) & wrote


@pytest.mark.parametrize("day", DAYS)
def test_the_last_full_quarter_has_merged_groups_and_groups_to_be_found(
    made: dict[date, PracticeData], day: date
) -> None:
    code = [c for c in made[day].periods if Period.parse(c).end < day][-1]
    groups: dict[int, set[bool]] = defaultdict(set)
    for petition in made[day].petitions:
        if petition.period == code and petition.group is not None:
            groups[petition.group].add(petition.merged_into is not None)
    merged = sum(True in kinds for kinds in groups.values())
    assert merged >= 1
    assert len(groups) - merged >= 5


def test_no_batch_without_petitions_says_it_has_some(data: PracticeData) -> None:
    filled = {p.batch for p in data.petitions}
    for batch in data.batches:
        assert (batch.key in filled) != batch.none_to_report


def test_communes_send_once_there_are_no_districts(made: dict[date, PracticeData], catalogue: Catalogue) -> None:
    senders = {p.sender_unit for p in made[date(2026, 11, 23)].petitions if p.sender_unit}
    assert {unit(catalogue, s).level for s in senders} == {"commune"}


def test_about_sixty_groups_to_merge_some_merged(data: PracticeData) -> None:
    groups: dict[int, list[str]] = defaultdict(list)
    for petition in data.petitions:
        if petition.group is not None:
            groups[petition.group].append(petition.state)
    assert 45 <= len(groups) <= 65
    assert all(len(states) >= 2 for states in groups.values())
    merged = [g for g, states in groups.items() if "TRUNG" in states]
    assert 8 <= len(merged) <= len(groups) - 15


def test_merged_petitions_point_to_one_of_their_group(made: dict[date, PracticeData]) -> None:
    for data in made.values():
        rows = {p.key: p for p in data.petitions}
        for petition in rows.values():
            assert (petition.merged_into is not None) == (petition.state == "TRUNG")
            if petition.merged_into is not None:
                first = rows[petition.merged_into]
                assert first.merged_into is None
                assert (first.group, first.period) == (petition.group, petition.period)


def test_repeats_of_the_quarter_before(data: PracticeData) -> None:
    rows = {p.key: p for p in data.petitions}
    again = [p for p in rows.values() if p.repeated_from is not None]
    assert len(again) >= 5
    for petition in again:
        old = rows[petition.repeated_from or 0]
        assert Period.parse(petition.period).previous().code == old.period
        assert (petition.sender_unit, petition.commune, petition.severity) == (old.sender_unit, old.commune, "KEODAI")


# ── dates, units, catalogues ──


@pytest.mark.parametrize("day", DAYS)
def test_nothing_happens_after_today(made: dict[date, PracticeData], day: date) -> None:
    data = made[day]
    happened = [
        *(p.recorded_on for p in data.petitions), *(b.received_on for b in data.batches),
        *(x.day for x in data.letters), *(x.day for x in data.forwardings), *(x.day for x in data.reminders),
        *(x.day for x in data.replies), *(x.day for x in data.feedback),
        *(x.returned_on for x in data.forwardings if x.returned_on),
    ]  # fmt: skip
    assert max(happened) <= day


@pytest.mark.parametrize("day", DAYS)
def test_documents_follow_each_other(made: dict[date, PracticeData], day: date) -> None:
    data = made[day]
    petitions = {p.key: p for p in data.petitions}
    forwardings = {f.key: f for f in data.forwardings}
    for petition in petitions.values():
        assert Period.parse(petition.period).contains(petition.received_on)
        assert petition.received_on <= petition.recorded_on
    for row in forwardings.values():
        assert petitions[row.petition].recorded_on < row.day < row.due_on
        assert row.due_reasons
    for reminder in data.reminders:
        assert forwardings[reminder.forwarding].due_on < reminder.day < reminder.new_due_on
    for reply in data.replies:
        assert forwardings[reply.forwarding].day < reply.day
        assert forwardings[reply.forwarding].petition == reply.petition
    answered = {r.petition: r.day for r in data.replies}
    assert all(answered[f.petition] < f.day for f in data.feedback)


@pytest.mark.parametrize("day", DAYS)
def test_units_exist_on_their_day(made: dict[date, PracticeData], catalogue: Catalogue, day: date) -> None:
    units = {u.key: u for u in catalogue.units}
    for petition in made[day].petitions:
        commune = units[petition.commune]
        assert commune.level == "commune"
        assert commune.valid(petition.received_on)
        if petition.sender_unit:
            sender = units[petition.sender_unit]
            assert sender.valid(petition.received_on)
            assert sender.code in (commune.parent_code, commune.code)


@pytest.mark.parametrize("day", DAYS)
def test_authorities_are_in_office(made: dict[date, PracticeData], catalogue: Catalogue, day: date) -> None:
    bodies = {a.code: a for a in catalogue.authorities}
    data = made[day]
    for petition in data.petitions:
        assert 1 <= len(petition.authorities) == len(set(petition.authorities)) <= 3
        assert all(bodies[code].valid(petition.received_on) for code in petition.authorities)
    assert all(bodies[f.authority].valid(f.day) for f in data.forwardings)
    assert {len(p.authorities) for p in data.petitions} == {1, 2, 3}


def test_codes_are_of_the_lists(made: dict[date, PracticeData], catalogue: Catalogue) -> None:
    lists = {
        "source": "petition_source", "subject": "petition_subject", "field": "petition_field_detail",
        "level": "authority_level", "severity": "petition_severity", "state": "petition_status",
        "reported_result": "petition_reported_result",
    }  # fmt: skip
    for name, code_list in lists.items():
        known = {None, *(c.code for c in catalogue.code_list(code_list))}
        assert {getattr(p, name) for d in made.values() for p in d.petitions} <= known
    replies = [r for d in made.values() for r in d.replies]
    assert {r.reply_class for r in replies} <= {c.code for c in catalogue.code_list("petition_reply_class")}
    assert {r.assessment for r in replies} == {c.code for c in catalogue.code_list("reply_assessment")}
    opinions = {f.opinion for d in made.values() for f in d.feedback}
    assert opinions == {c.code for c in catalogue.code_list("feedback_opinion")}


def test_letters_are_numbered_by_year_in_order_of_days(data: PracticeData) -> None:
    for notice in (True, False):
        rows = [x for x in data.letters if (x.document == "D07") == notice]
        assert rows == sorted(rows, key=lambda x: x.day)
        numbers = [(x.day.year, x.ordinal) for x in rows]
        assert numbers == sorted(set(numbers))
    keys = {x.key for x in data.letters}
    used = {f.letter for f in data.forwardings} | {r.letter for r in data.reminders}
    used |= {f.letter for f in data.feedback}
    assert used == keys


# ── texts ──


def test_templates_are_many_and_cover_every_field(wording: Wording, catalogue: Catalogue) -> None:
    assert len(wording.petitions) >= 60
    assert {t.field for t in wording.petitions} == {c.code for c in catalogue.code_list("petition_field_detail")}
    known = {c.code for c in catalogue.code_list("petition_reply_class")}
    assert {r.reply_class for r in wording.replies} <= known


def test_contents_are_varied_and_of_believable_length(data: PracticeData) -> None:
    contents = [p.content for p in data.petitions]
    lengths = [len(c) for c in contents]
    assert min(lengths) >= 60
    assert max(lengths) <= 1200
    assert 300 <= median(lengths) <= 480
    assert max(lengths) > 850
    assert len(set(contents)) > 0.94 * len(contents)
    assert not [c for c in contents if "{" in c or "}" in c]


def test_texts_are_clean_vietnamese(made: dict[date, PracticeData]) -> None:
    for data in made.values():
        texts = [*(p.content for p in data.petitions), *(r.content for r in data.replies)]
        assert all(clean(text) == text and fold(text) != text for text in texts)


def test_petitioners_are_groups(data: PracticeData) -> None:
    groups = ("Nhân dân ", "Cử tri ", "Chi hội ", "Chi đoàn ", "Ban công tác ", "Tập thể ")
    named = [p.petitioners for p in data.petitions if p.petitioners]
    assert named
    assert all(name.startswith(groups) for name in named)


def test_a_letter_speaks_to_the_body_of_one_commune_or_district(data: PracticeData, catalogue: Catalogue) -> None:
    bodies = {a.code: a for a in catalogue.authorities}
    communes = {p.key: p.commune for p in data.petitions}
    units = {u.key: u for u in catalogue.units}
    told: dict[int, set[object]] = {}
    for row in data.forwardings:
        body, commune = bodies[row.authority], units[communes[row.petition]]
        if body.unit_code is None and body.level in ("XA", "HUYEN"):
            told.setdefault(row.letter, set()).add(commune.key if body.level == "XA" else commune.parent_code)

    assert len(told) > 50
    assert all(len(places) == 1 for places in told.values())
    assert all(x.unit is not None for x in data.letters if x.key in told)
