"""What happened to the practice petitions: sorted, merged, forwarded, reminded, answered, told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from mttq_desktop.rules.period import Period
from mttq_desktop.rules.term import Due, Term, due
from mttq_desktop.services.practice_province import Province
from mttq_desktop.services.practice_records import (
    Growing,
    PracticeFeedback,
    PracticeForwarding,
    PracticeLetter,
    PracticePetition,
    PracticeReminder,
    PracticeReply,
)
from mttq_desktop.services.practice_wording import ReplyText, Wording, reply_content
from mttq_desktop.store.seed import UnitKey, UnitRow

LETTER_WEEKDAY, CHASE_WEEKDAY, TELL_WEEKDAY = 3, 0, 4
MOST_REMINDERS = 3
_MERGED, _MERGED_LATELY = 0.66, 0.35
"""Share of the groups that somebody has merged already; the rest is left to be found."""
_DONE, _GOING = ("DGQ", "DGQ_VB", "DGQ_TTKT", "DGQ_TCTH"), "DX"
_OPINIONS = {"DT": 80, "CDT": 6, "CYK": 14}


_USUAL = Term(30, False, "Luật MTTQ Việt Nam (Điều 29) không ấn định số ngày trả lời; 30 ngày là mức mặc định")
"""As the rule kn_reply_default is delivered: practice authorities have no days of their own."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every step needs."""

    rng: Random
    province: Province
    wording: Wording
    rows: Growing

    @property
    def today(self) -> date:
        """The day the practice province stands on."""
        return self.province.today


def follow(rng: Random, province: Province, wording: Wording, rows: Growing) -> None:
    """Add every dated document up to today, and set each petition's state by them."""
    scene = _Scene(rng, province, wording, rows)
    merged = _merged(scene)
    rows.petitions[:] = [
        replace(p, state="TRUNG", merged_into=merged[p.key]) if p.key in merged else _lived(scene, p)
        for p in rows.petitions
    ]
    _tell(scene)


def _merged(scene: _Scene) -> dict[int, int]:
    """About two groups of three are merged into their first petition; fewer in the last two quarters."""
    recent = {p.period for p in scene.rows.petitions[-1:]}
    recent |= {Period.parse(code).previous().code for code in recent}
    groups: dict[int, list[PracticePetition]] = defaultdict(list)
    for petition in scene.rows.petitions:
        if petition.group is not None:
            groups[petition.group].append(petition)
    found: dict[int, int] = {}
    for members in groups.values():
        if scene.rng.random() < (_MERGED_LATELY if members[0].period in recent else _MERGED):
            first = min(members, key=lambda p: (p.recorded_on, p.key))
            found |= {p.key: first.key for p in members if p is not first}
    return found


def _lived(scene: _Scene, petition: PracticePetition) -> PracticePetition:
    rng, today = scene.rng, scene.today
    steps = Random(f"{petition.recorded_on}/{petition.batch or -petition.key}")
    sorted_on = petition.recorded_on + timedelta(days=steps.randint(2, 10))
    fate = rng.random()
    if sorted_on > today:
        return replace(petition, state="MOI" if fate < 0.6 else "CHO")
    if fate < 0.025:
        return replace(petition, state="LUU")
    sent_on = scene.province.weekday(sorted_on + timedelta(days=steps.randint(1, 9)), LETTER_WEEKDAY)
    if sent_on > today:
        return replace(petition, state="TH")
    if fate < 0.05:
        return replace(petition, state="KYSAU")
    return _sent(scene, petition, sent_on)


def _sent(scene: _Scene, petition: PracticePetition, day: date) -> PracticePetition:
    results: list[str] = []
    for code in petition.authorities:
        (body,) = scene.province.bodies((code,), _commune(scene, petition), day)
        results.append(_forwarded(scene, petition, body, day, 1))
    return replace(petition, state=_state(results))


def _commune(scene: _Scene, petition: PracticePetition) -> UnitRow:
    return scene.province.unit(petition.commune)


def _forwarded(scene: _Scene, petition: PracticePetition, authority: str, day: date, round_: int) -> str:
    """One forwarding with all that came of it; what it came to is told by a state code."""
    rng = scene.rng
    letter = _letter(scene, "D05", day, petition.period, authority=authority, unit=_whose(scene, petition, authority))
    ends = _term(scene, authority, day)
    back = scene.province.working(day + timedelta(days=rng.randint(4, 14)))
    returned = back if rng.random() < 0.035 and back <= scene.today else None
    row = PracticeForwarding(
        len(scene.rows.forwardings) + 1, petition.key, authority, letter, day, ends.day, ends.reasons, round_, returned
    )  # fmt: skip
    scene.rows.forwardings.append(row)
    if returned is not None:
        return _elsewhere(scene, petition, returned, round_)
    reply_day = _reply_day(scene, row)
    rounds = _reminded(scene, petition, row, reply_day or scene.today)
    if reply_day is not None:
        return _answered(scene, petition, row, reply_day)
    return "DON" if rounds else "CHUYEN"


def _whose(scene: _Scene, petition: PracticePetition, authority: str) -> UnitKey | None:
    """Whose "UBND xã" or "Trung tâm Y tế huyện" is meant: a letter speaks to one commune's or district's body."""
    body, commune = scene.province.authority(authority), _commune(scene, petition)
    if body.unit_code is not None or body.level not in ("XA", "HUYEN"):
        return None
    return commune.key if body.level == "XA" else scene.province.district(commune)


def _term(scene: _Scene, authority: str, day: date) -> Due:
    row = scene.province.authority(authority)
    own = Term(row.reply_days, row.reply_working, row.basis) if row.reply_days else _USUAL
    return due(day, own, scene.province.calendar)


def _elsewhere(scene: _Scene, petition: PracticePetition, returned: date, round_: int) -> str:
    """A petition given back goes to the people's committee above, once."""
    day = scene.province.weekday(returned + timedelta(days=scene.rng.randint(2, 8)), LETTER_WEEKDAY)
    if round_ > 1 or day > scene.today or scene.rng.random() < 0.3:
        return "TRALAI"
    (body,) = scene.province.bodies(("UBNDT",), _commune(scene, petition), day)
    return _forwarded(scene, petition, body, day, round_ + 1)


def _reply_day(scene: _Scene, row: PracticeForwarding) -> date | None:
    luck = scene.rng.random()
    if luck > 0.94:
        return None
    wait = scene.rng.randint(6, 30) if luck < 0.68 else scene.rng.randint(33, 85)
    day = scene.province.working(row.day + timedelta(days=wait))
    return day if day <= scene.today else None


def _reminded(scene: _Scene, petition: PracticePetition, row: PracticeForwarding, until: date) -> int:
    """Reminders on Mondays after the due day, two weeks and more apart; the number of them."""
    day = scene.province.weekday(row.due_on + timedelta(days=3), CHASE_WEEKDAY)
    for round_ in range(1, MOST_REMINDERS + 1):
        if day >= until:
            return round_ - 1
        whose = _whose(scene, petition, row.authority)
        letter = _letter(scene, f"D06/{round_}", day, petition.period, authority=row.authority, unit=whose)
        new_due = scene.province.working(day + timedelta(days=15))
        scene.rows.reminders.append(PracticeReminder(row.key, letter, day, round_, new_due))
        day = scene.province.weekday(new_due + timedelta(days=3), CHASE_WEEKDAY)
    return MOST_REMINDERS


def _answered(scene: _Scene, petition: PracticePetition, row: PracticeForwarding, day: date) -> str:
    rng = scene.rng
    text = rng.choice([r for r in scene.wording.replies if r.fits(petition.matter, petition.policy)])
    where = {"money": f"{rng.randint(5, 900)} triệu đồng", "yearnow": str(day.year)}
    name = scene.province.authority(row.authority).name
    expected = day + timedelta(days=rng.randint(60, 240)) if text.reply_class == "DX_LT" else None
    scene.rows.replies.append(
        PracticeReply(
            petition.key, row.key, row.authority, f"{rng.randint(30, 4200)}/{_mark(row.authority)}", day,
            reply_content(text, petition.topic, name, where), text.reply_class,
            text.schedule.format_map(where) or None, expected, rng.choice(text.assessments),
        )
    )  # fmt: skip
    return _after(text)


def _mark(authority: str) -> str:
    if authority.startswith("UB"):
        return "UBND-VP"
    return f"{authority.rstrip('0123456789')}-VP" if authority.startswith("S") else "CV"


def _after(text: ReplyText) -> str:
    if text.reply_class in _DONE:
        return "XONG"
    return "DANG" if text.reply_class.startswith(_GOING) else "TL"


def _state(results: list[str]) -> str:
    """The petition is where its slowest forwarding is."""
    order = ("DON", "CHUYEN", "DANG", "TL", "XONG", "TRALAI")
    return next(state for state in order if state in results)


def _letter(
    scene: _Scene, document: str, day: date, period: str, authority: str | None = None,
    organisation: str | None = None, unit: UnitKey | None = None,
) -> int:  # fmt: skip
    """The letter of that day to that receiver; one letter carries many petitions."""
    receiver = f"{authority or organisation or ''}/{unit or ''}"
    key = (document, f"{receiver}/{period}", day)
    if key not in scene.rows.letters:
        number = len(scene.rows.letters) + 1
        kind = document.partition("/")[0]
        scene.rows.letters[key] = PracticeLetter(number, kind, "", 0, day, period, authority, organisation, unit)
    return scene.rows.letters[key].key


def _tell(scene: _Scene) -> None:
    """Most senders are told once every body has answered."""
    last: dict[int, date] = {}
    for reply in scene.rows.replies:
        last[reply.petition] = max(reply.day, last.get(reply.petition, reply.day))
    followers: dict[int, list[PracticePetition]] = defaultdict(list)
    for petition in scene.rows.petitions:
        followers[petition.merged_into or petition.key].append(petition)
    for index, petition in enumerate(scene.rows.petitions):
        if petition.state in ("TL", "XONG", "DANG") and petition.key in last and scene.rng.random() < 0.72:
            day = _telling_day(scene, last[petition.key])
            if day <= scene.today:
                _told(scene, petition, followers[petition.key], day)
                scene.rows.petitions[index] = replace(petition, state="TB")


def _telling_day(scene: _Scene, answered: date) -> date:
    """Notices go out in the last days of a month, so that one letter carries many answers."""
    first = (answered.replace(day=1) + timedelta(days=32)).replace(day=1)
    month_end = first - timedelta(days=5) if answered.day <= 20 else first + timedelta(days=25)
    return scene.province.weekday(month_end, TELL_WEEKDAY)


def _told(scene: _Scene, petition: PracticePetition, senders: Iterable[PracticePetition], day: date) -> None:
    """One notice to each sender, also when it sent the same matter twice."""
    told: set[int] = set()
    for sender in senders:
        unit = sender.sender_unit
        organisation = None if unit else sender.organisation
        letter = _letter(scene, "D07", day, petition.period, organisation=organisation, unit=unit)
        opinion = scene.rng.choices(list(_OPINIONS), list(_OPINIONS.values()))[0]
        if letter not in told:
            told.add(letter)
            scene.rows.feedback.append(PracticeFeedback(petition.key, organisation, unit, letter, day, opinion))


def numbered(rng: Random, rows: Growing) -> tuple[PracticeLetter, ...]:
    """Letters in order of days, with numbers that rise through each year (other letters lie between)."""
    counters: dict[tuple[bool, int], int] = {}
    made: list[PracticeLetter] = []
    for letter in sorted(rows.letters.values(), key=lambda x: (x.day, x.document, x.key)):
        notice = letter.document == "D07"
        place = (notice, letter.day.year)
        counters[place] = counters.get(place, 0) + rng.randint(1, 3)
        pattern = "{:02d}/TB-MTTQ-BTT" if notice else "{:02d}/MTTQ-BTT"
        number = pattern.format(counters[place])
        made.append(replace(letter, number=number, ordinal=counters[place]))
    return tuple(made)
