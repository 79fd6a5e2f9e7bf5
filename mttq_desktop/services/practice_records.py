"""The practice province as plain rows; keys are numbers of their own kind, counted from 1.

Units are (code, valid_from), organisations and authorities are codes of the delivered catalogues.
"""

from dataclasses import dataclass, field
from datetime import date

from mttq_desktop.store.seed import UnitKey


@dataclass(frozen=True, slots=True)
class PracticeBatch:
    """What one sender sent for one quarter; a sender is a district (later a commune) or an organisation."""

    key: int
    period: str
    sender_unit: UnitKey | None
    organisation: str | None
    number: str
    day: date
    received_on: date
    none_to_report: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class PracticePetition:
    """One petition; `batch` is None when it came on its own during the quarter.

    `recorded_on` is the day the office got it; `matter` is the field it truly is about (`field` may be left
    open); `policy` says that it asks for a rule, not for something at a place; `state` is a code of
    petition_status and follows from the documents. `merged_into` and `repeated_from` are keys of petitions;
    `group` numbers likely repeats.
    """

    key: int
    batch: int | None
    period: str
    sender_unit: UnitKey | None
    organisation: str
    commune: UnitKey
    received_on: date
    recorded_on: date
    source: str
    subject: str | None
    petitioners: str | None
    people: int | None
    content: str
    topic: str
    matter: str
    policy: bool
    field: str | None
    level: str | None
    authorities: tuple[str, ...]
    severity: str
    reported_result: str | None
    state: str
    merged_into: int | None = None
    repeated_from: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class PracticeLetter:
    """A letter of the office: D05 forwards, D06 reminds, D07 tells; numbered by year in order of days."""

    key: int
    document: str
    number: str
    ordinal: int
    day: date
    period: str
    authority: str | None = None
    organisation: str | None = None
    unit: UnitKey | None = None


@dataclass(frozen=True, slots=True)
class PracticeForwarding:
    """A petition sent to one authority; `round` 2 after another body gave it back."""

    key: int
    petition: int
    authority: str
    letter: int
    day: date
    due_on: date
    due_reasons: tuple[str, ...]
    round: int
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class PracticeReminder:
    """The n-th reminder of a forwarding."""

    forwarding: int
    letter: int
    day: date
    round: int
    new_due_on: date


@dataclass(frozen=True, slots=True)
class PracticeReply:
    """An authority's answer to a petition."""

    petition: int
    forwarding: int
    authority: str
    number: str
    day: date
    content: str
    reply_class: str
    schedule: str | None
    expected_on: date | None
    assessment: str


@dataclass(frozen=True, slots=True)
class PracticeFeedback:
    """A sender told of the answer."""

    petition: int
    organisation: str | None
    unit: UnitKey | None
    letter: int
    day: date
    opinion: str


@dataclass(frozen=True, slots=True)
class PracticeMissing:
    """A sender from whom nothing has come for a quarter."""

    period: str
    sender_unit: UnitKey | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class PracticeData:
    """The whole practice province; five quarters, the last of them running or just over."""

    today: date
    periods: tuple[str, ...]
    batches: tuple[PracticeBatch, ...]
    missing: tuple[PracticeMissing, ...]
    petitions: tuple[PracticePetition, ...]
    letters: tuple[PracticeLetter, ...]
    forwardings: tuple[PracticeForwarding, ...]
    reminders: tuple[PracticeReminder, ...]
    replies: tuple[PracticeReply, ...]
    feedback: tuple[PracticeFeedback, ...]


@dataclass(slots=True)
class Growing:
    """The rows while they are being made."""

    batches: list[PracticeBatch] = field(default_factory=list)
    missing: list[PracticeMissing] = field(default_factory=list)
    petitions: list[PracticePetition] = field(default_factory=list)
    letters: dict[tuple[str, str, date], PracticeLetter] = field(default_factory=dict)
    forwardings: list[PracticeForwarding] = field(default_factory=list)
    reminders: list[PracticeReminder] = field(default_factory=list)
    replies: list[PracticeReply] = field(default_factory=list)
    feedback: list[PracticeFeedback] = field(default_factory=list)
