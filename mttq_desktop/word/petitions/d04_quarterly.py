"""D04: the quarterly report that brings all opinions and petitions together."""

from collections.abc import Iterable, Sequence

from mttq_desktop.word.common import (
    Places,
    head,
    paragraphs,
    recipients,
    shown,
    typed,
)
from mttq_desktop.word.figures import figured
from mttq_desktop.word.joint.charts import chart
from mttq_desktop.word.model import Bullets, Document, Heading, Part, Title, with_end_mark
from mttq_desktop.word.petitions.d04_annexes import annexes
from mttq_desktop.word.petitions.d04_figures import (
    FieldFigures,
    Level,
    PreviousResults,
    QuarterlyReport,
    QuarterPetition,
    SenderFigures,
    level_key,
)
from mttq_desktop.word.wording import Wording

__all__ = [
    "FieldFigures",
    "Level",
    "PreviousResults",
    "QuarterPetition",
    "QuarterlyReport",
    "SenderFigures",
    "document",
]


_FIELD = "Lĩnh vực "
"""Some names of fields begin as their heading does: "Lĩnh vực khác"."""


def document(data: QuarterlyReport, wording: Wording) -> Document:
    """Lay out the quarterly report with its annexes."""
    places = data.places()
    text = _Text(data, wording, places)
    return Document(
        head=head(data.issue),
        title=Title(wording.text("D04.kind", places), wording.text("D04.subject", places)),
        addressees=wording.lines("D04.addressees", places),
        parts=with_end_mark(text.parts()),
        closing=data.issue.office.signer.signature(),
        recipients=recipients(wording, "D04.recipients", places),
        annexes=annexes(data, wording, places),
        footer_mark=data.issue.mark,
    )


class _Text:
    """The running text, section by section."""

    def __init__(self, data: QuarterlyReport, wording: Wording, places: Places) -> None:
        self.data = data
        self.wording = wording
        self.places = places

    def parts(self) -> tuple[Part, ...]:
        return (
            *self._say("opening"),
            *self._collected(),
            self._heading(1, "heading_situation"),
            *(typed(self.data.situation) or self._say("situation_empty")),
            *self._petitions(),
            *self._previous(),
            self._heading(1, "heading_proposals"),
            *(typed(self.data.proposals) or self._say("proposals_empty")),
            *self._say("closing"),
        )

    def _collected(self) -> Iterable[Part]:
        yield self._heading(1, "heading_collected")
        yield from self._say("collected")
        if self.data.nothing_to_send:
            yield from self._say("nothing_to_send")
        yield from self._say("not_sent" if self.data.not_sent else "all_sent")

    def _petitions(self) -> Iterable[Part]:
        of_level = self.data.of_level
        yield self._heading(1, "heading_petitions")
        yield from self._by_level() if self.data.petitions else self._say("no_petitions")
        yield from chart("petitions", self.data.field_bars, self.wording, "D04", self.places)
        yield self._heading(2, "heading_central")
        yield from self._list(of_level(Level.CENTRAL))
        yield self._heading(2, "heading_province")
        yield from self._by_field(of_level(Level.PROVINCE))
        yield self._heading(2, "heading_local")
        yield from self._list(of_level(Level.DISTRICT, Level.COMMUNE))
        if others := of_level(Level.OTHER):
            yield self._heading(2, "heading_other")
            yield from self._say("petitions_other") if self.data.list_petitions else ()
            yield from self._list(others)

    def _by_level(self) -> tuple[Part, ...]:
        """How many for each level, together all of them; of others there mostly are none."""
        others = any(p.level is Level.OTHER for p in self.data.petitions)
        wording = self.wording if others else self.wording.saying("D04.petitions", {"số nơi khác"})
        return paragraphs(wording, "D04.petitions", self.places)

    def _by_field(self, petitions: Sequence[QuarterPetition]) -> Iterable[Part]:
        if not petitions:
            yield from self._list(petitions)
        for name, of_field in self._grouped(petitions):
            yield Heading(3, self._field_heading(name, of_field))
            if self.data.list_petitions:
                yield from self._list(of_field)

    def _grouped(self, petitions: Sequence[QuarterPetition]) -> Iterable[tuple[str | None, list[QuarterPetition]]]:
        """By field in the order of Table 1; those without a field come last."""
        order = {line.name: n for n, line in enumerate(self.data.fields)}
        groups: dict[str | None, list[QuarterPetition]] = {}
        for petition in petitions:
            groups.setdefault(petition.field or None, []).append(petition)
        last = len(order)
        return sorted(groups.items(), key=lambda g: (g[0] is None, order.get(g[0] or "", last)))

    def _field_heading(self, name: str | None, of_field: Sequence[QuarterPetition]) -> str:
        begins = of_field[0].field_key
        counted = {"số của lĩnh vực": figured(len(of_field), f"{begins}/province" if begins else "")}
        if not name:
            return self.wording.text("D04.no_field", self.places | counted)
        field = name.removeprefix(_FIELD)
        return self.wording.text("D04.heading_field", self.places | counted | {"lĩnh vực": field})

    def _list(self, petitions: Sequence[QuarterPetition]) -> Iterable[Part]:
        if not petitions:
            yield from self._say("none")
        elif self.data.list_petitions:
            yield Bullets(tuple(_item(p) for p in petitions))
        else:
            places = self.places | {"số của phần": figured(len(petitions), _key({p.level for p in petitions}))}
            yield from paragraphs(self.wording, "D04.listed_in_annex", places)

    def _previous(self) -> Iterable[Part]:
        yield self._heading(1, "heading_previous")
        if self.data.previous is None:
            yield from self._say("no_previous")
            return
        yield from self._say("previous")
        if self.data.previous.unanswered:
            yield from self._say("previous_unanswered")
        yield from typed(self.data.previous.notes)

    def _say(self, key: str) -> tuple[Part, ...]:
        return paragraphs(self.wording, f"D04.{key}", self.places)

    def _heading(self, level: int, key: str) -> Heading:
        return Heading(level, self.wording.text(f"D04.{key}", self.places))


def _key(levels: set[Level]) -> str:
    """The figure that counts petitions of these levels."""
    if levels <= {Level.DISTRICT, Level.COMMUNE}:
        return "local"
    (level,) = levels
    return level_key(level)


def _item(petition: QuarterPetition) -> str:
    """The content in a few words, and who raised it."""
    said = shown(petition.summary or petition.content).rstrip(" .;")
    return f"{said} ({petition.sender})" if petition.sender else said
