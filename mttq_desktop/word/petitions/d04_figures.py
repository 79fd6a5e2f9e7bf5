"""What the quarterly report on petitions needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from mttq_desktop.word.common import Issue, Places, in_sentence, issue_places, listed
from mttq_desktop.word.figures import Figure, figured, shared
from mttq_desktop.word.model import Bar


class Level(Enum):
    """Whose business a petition is."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


def level_key(level: Level) -> str:
    """The figure that counts petitions of this level."""
    return "other" if level is Level.OTHER else f"fields/{level.value}"


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """Table 1: one field of life, counted after merging; `key` begins the names of its figures."""

    name: str
    total: Figure
    central: Figure
    province: Figure
    district: Figure
    commune: Figure
    answered: Figure
    key: str = ""


@dataclass(frozen=True, slots=True)
class SenderFigures:
    """Table 2: one sender; every figure `None` when it has not reported, 0 when it had none."""

    name: str
    opinions: Figure
    merged: Figure
    forwarded: Figure
    answered: Figure
    unanswered: Figure
    key: str = ""


@dataclass(frozen=True, slots=True)
class QuarterPetition:
    """One petition after merging; `group` is the index of its field group among the five.

    `content` is printed whole in the annex; `summary`, where kept, stands for it in the text. `field_key` begins the
    names of its field's figures.
    """

    number: str
    content: str
    sender: str
    district: str
    level: Level
    field: str | None = None
    group: int | None = None
    note: str = ""
    summary: str = ""
    field_key: str = ""


@dataclass(frozen=True, slots=True)
class PreviousResults:
    """What became of the petitions of the period before; `notes` is typed."""

    period_label: str
    forwarded: int
    answered: int
    resolved: int
    in_progress: int
    explained: int
    unresolved: int
    unanswered: int
    overdue: int
    notes: str = ""


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """All that D04 says; `situation` and `proposals` are typed and kept with the record.

    `field_groups` are the captions of the field columns of the annex, in order. With
    `list_petitions` off, the text gives figures alone and leaves contents to the annex.
    """

    issue: Issue
    period_label: str
    sent: Sequence[str]
    not_sent: Sequence[str]
    nothing_to_send: Sequence[str]
    fields: Sequence[FieldFigures]
    fields_total: FieldFigures
    senders: Sequence[SenderFigures]
    senders_total: SenderFigures
    petitions: Sequence[QuarterPetition]
    field_groups: tuple[str, ...]
    previous: PreviousResults | None
    situation: str = ""
    proposals: str = ""
    list_petitions: bool = True
    field_bars: Sequence[Bar] = ()

    def of_level(self, *levels: Level) -> tuple[QuarterPetition, ...]:
        """The petitions that are the business of these levels, in their order."""
        return tuple(p for p in self.petitions if p.level in levels)

    def places(self) -> Places:
        """What fills the phrases of D04."""
        return (
            issue_places(self.issue)
            | self._collected_places()
            | {
                name: figured(len(self.of_level(level)), level_key(level))
                for name, level in LEVEL_PLACES.items()
            }
            | (_previous_places(self.previous) if self.previous else NO_PREVIOUS)
        )

    def _collected_places(self) -> Places:
        return {
            "kỳ": in_sentence(self.period_label),
            "số đơn vị": figured(len(self.sent) + len(self.not_sent), "expected"),
            "số đơn vị đã gửi": figured(len(self.sent), "sent"),
            "số đơn vị chưa gửi": figured(len(self.not_sent), "missing"),
            "đơn vị chưa gửi": listed(self.not_sent),
            "số đơn vị không có kiến nghị": figured(len(self.nothing_to_send), "nothing"),
            "đơn vị không có kiến nghị": listed(self.nothing_to_send),
            "số ý kiến": figured(self.senders_total.opinions, "opinions"),
            "số sau gộp": figured(len(self.petitions), "petitions"),
        }


LEVEL_PLACES = {
    "số trung ương": Level.CENTRAL,
    "số tỉnh": Level.PROVINCE,
    "số huyện": Level.DISTRICT,
    "số xã": Level.COMMUNE,
    "số nơi khác": Level.OTHER,
}


def _previous_places(previous: PreviousResults) -> Places:
    counted = {
        "số đã chuyển": "forwarded", "số đã trả lời": "answered", "số giải quyết xong": "resolved",
        "số đang giải quyết": "in_progress", "số giải trình": "explained", "số chưa giải quyết": "unresolved",
        "số chưa trả lời": "unanswered", "số quá hạn": "overdue",
    }  # fmt: skip
    return {
        "kỳ trước": in_sentence(previous.period_label),
        "tỷ lệ trả lời": shared(previous.answered, previous.forwarded, "previous/answered"),
        **{place: figured(getattr(previous, name), f"previous/{name}") for place, name in counted.items()},
    }


NO_PREVIOUS = {**_previous_places(PreviousResults("", 0, 0, 0, 0, 0, 0, 0, 0)), "kỳ trước": "kỳ trước"}
