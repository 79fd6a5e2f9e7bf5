"""By when an authority must answer a recommendation, and why: what was asked, its own days, the last reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.rules.term import Due, Term, due
from mttq_desktop.text.dates import short
from mttq_desktop.text.days import Calendar


@dataclass(frozen=True, slots=True)
class Urging:
    """One reminder: which it was, when it went out, and the new day it set (None leaves the day as it was)."""

    round: int
    day: date
    number: str | None
    new_due_on: date | None
    escalated_to: str | None = None


def answer_due(
    sent_on: date | None, asked_for: date | None, term: Term, calendar: Calendar, urged: Sequence[Urging] = ()
) -> Due | None:
    """The day typed in the letter, else the authority's days from sending; the last reminder sets a new one.

    None while nothing was sent and no day is asked for.
    """
    first = _first(sent_on, asked_for, term, calendar)
    if first is None:
        return None
    day, lines = first.day, list(first.reasons)
    for urging in urged:
        day = urging.new_due_on or day
        lines += _in_words(urging)
    return Due(day, tuple(lines))


def _first(sent_on: date | None, asked_for: date | None, term: Term, calendar: Calendar) -> Due | None:
    if asked_for is not None:
        return Due(asked_for, (f"Văn bản kiến nghị yêu cầu trả lời trước hết ngày {short(asked_for)}.",))
    return due(sent_on, term, calendar) if sent_on is not None else None


def _in_words(urging: Urging) -> list[str]:
    letter = f" tại văn bản số {urging.number}" if urging.number else ""
    said = f"Đôn đốc lần {urging.round} ngày {short(urging.day)}{letter}"
    until = f"hạn mới {short(urging.new_due_on)}" if urging.new_due_on else "hạn giữ nguyên"
    above = [f"Đã gửi cấp trên: {urging.escalated_to}."] if urging.escalated_to else []
    return [f"{said}: {until}.", *above]


def may_escalate(asked_on: date, rule: Term, calendar: Calendar) -> Due:
    """From when silence may be told to the Front above: so many days after the last letter."""
    return due(asked_on, rule, calendar)
