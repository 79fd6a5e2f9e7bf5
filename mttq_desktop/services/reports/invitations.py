"""D21 for anything people are invited to: one number, one sheet for each guest of a typed list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mttq_desktop.records.criticism import CRITICISM, SOCIAL_CRITICISM
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.lower_levels import TRAINING
from mttq_desktop.records.meetings import JOINT_MEETING
from mttq_desktop.services.reports.drawing import Drawn
from mttq_desktop.services.reports.matter import Matter, RecordDocument
from mttq_desktop.services.reports.narratives import NarrativePart
from mttq_desktop.text.fold import clean
from mttq_desktop.word.common import Issue, draft_named, lowered
from mttq_desktop.word.dialogue.d21_invitation import Invitation, invitation

GUESTS, AGENDA = "guests", "agenda"
_TYPED = (NarrativePart(GUESTS, "Danh sách khách mời (mỗi dòng một nơi, mỗi nơi một giấy mời)"),
          NarrativePart(AGENDA, "Nội dung"))  # fmt: skip
Read = Callable[[Matter], Invitation]


def _drawn(read: Read) -> Callable[[Matter], Iterable[Drawn]]:
    def draw(matter: Matter) -> Iterator[Drawn]:
        data = replace(read(matter), agenda=matter.typed.get(AGENDA, ""))
        for guest in _guests(matter):
            document = invitation(data, guest, matter.wording(matter.about()))
            yield matter.drawn(matter.about(), document, guest)

    return draw


def _guests(matter: Matter) -> tuple[str, ...]:
    """Those typed, else the other organisations that take part, else a blank sheet."""
    typed = tuple(clean(line) for line in matter.typed.get(GUESTS, "").splitlines() if line.strip())
    pairs = [p.name for p in matter.case.kind.pairs]
    return typed or tuple(name for pair in pairs for name in matter.others(pair)) or ("",)


def _dialogue(matter: Matter) -> Invitation:
    text = matter.text
    chair = ", ".join(t for t in (text("chair"), text("chair_role")) if t)
    what = f"hội nghị đối thoại về {lowered(text('topic'))}"
    return Invitation(_issue(matter), what, chair, matter.value("held_on"), text("held_at"), text("place"))


def _criticism(matter: Matter) -> Invitation:
    what = f"hội nghị phản biện xã hội đối với {draft_named(matter.text('title'))}"
    return Invitation(_issue(matter), what, matter.text("chair_id"), matter.value("held_on"))


def _meeting(matter: Matter) -> Invitation:
    text = matter.text
    return Invitation(
        _issue(matter), f"{lowered(text('type'))} giữa Ủy ban MTTQ Việt Nam với các tổ chức chính trị - xã hội",
        text("chair"), matter.value("held_on"), text("begins_at"), text("place"),
    )  # fmt: skip


def _training(matter: Matter) -> Invitation:
    text, led = matter.text, ", ".join(matter.names("organisers"))
    return Invitation(_issue(matter), lowered(text("title")), led, matter.value("starts_on"), "", text("place"))


def _issue(matter: Matter) -> Issue:
    return matter.issue(matter.about())


def _no_list(matter: Matter) -> Iterator[str]:
    if not matter.typed.get(GUESTS):
        yield "Chưa gõ danh sách khách mời; đang mời các tổ chức ghi trong phiếu."


def _paper(
    kind: Kind[Any], read: Read, wanted: tuple[str, ...], day: str = "",
    refusal: Callable[[Mapping[str, Any]], str] = lambda values: "",
) -> RecordDocument:  # fmt: skip
    return RecordDocument(
        "D21", "Giấy mời", (kind,), _drawn(read), refusal, wanted, _no_list, day=day, narrative=_TYPED
    )


INVITATIONS = (
    _paper(DIALOGUE, _dialogue, ("held_at", "place"), "notified_on"),
    _paper(JOINT_MEETING, _meeting, ("begins_at",)),
    _paper(TRAINING, _training, ("place",)),
    _paper(SOCIAL_CRITICISM, _criticism, ("held_on",),
           refusal=lambda v: "" if v["kind"] == CRITICISM else "chỉ mời dự hội nghị phản biện xã hội."),
)  # fmt: skip
