"""D01, D02 and D03: the joint report of a period, of the whole span, and one organisation's part of it.

One layout: the chapters of the programme with their figures in words and the narrative below, the evaluation,
and annexes of figures. D02 tells its parts as "Phần thứ nhất …" and sets years beside each other; D03 knows one
organisation only.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mttq_desktop.word.common import (
    Issue,
    Places,
    head,
    in_sentence,
    issue_places,
    paragraphs,
    recipients,
    typed,
)
from mttq_desktop.word.joint.annexes import Annexes, annexes
from mttq_desktop.word.model import Chart, Document, Head, Heading, Paragraph, Part, Signature, Title, with_end_mark
from mttq_desktop.word.wording import Wording

_SUB = re.compile(r"\d+\.\d+\. ")
_PART = "Phần "
UNKNOWN = "chưa có số liệu"
"""What stands in a sentence for a figure that was not reported."""
NONE = "_none"
"""What keys of phrases end with that stand for sentences of which every figure is 0."""
EVALUATION = ("strengths", "weaknesses", "causes")


@dataclass(frozen=True, slots=True)
class Told:
    """What one body wrote for a part of the report."""

    body: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One content of the programme: its heading, the phrases that tell its figures, the part of what was written.

    `charts` stand below both.
    """

    title: str
    phrases: tuple[str, ...]
    part: str
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True)
class JointReport:
    """All that the report says. `figures` are indicators in words by code; `office` what the office itself wrote.

    `told` are the organisations' own words by part, shown where the office wrote nothing of its own. Figures of
    `unsaid` codes do not apply: no sentence is made of them alone.
    """

    document: str
    issue: Issue
    period_label: str
    next_label: str
    chapters: Sequence[Chapter]
    figures: Mapping[str, str]
    annexes: Annexes
    office: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    body: str = ""
    signature: Signature | None = None
    unsaid: frozenset[str] = frozenset()

    def places(self) -> Places:
        """What fills the phrases: the office, the period, and every indicator by its code."""
        now, later = in_sentence(self.period_label), in_sentence(self.next_label)
        own = {"kỳ": now, "kỳ tới": later, "tổ chức": self.body, "mục": "II"}
        return issue_places(self.issue) | own | dict(self.figures)


def document(data: JointReport, wording: Wording) -> Document:
    """Lay out the report with its annexes."""
    places, name = data.places(), data.document
    return Document(
        head=_head(data, wording, places),
        title=Title(wording.text(f"{name}.kind", places), wording.text(f"{name}.subject", places)),
        addressees=wording.lines(f"{name}.addressees", places),
        parts=with_end_mark(tuple(_body(data, wording, places))),
        closing=data.signature or data.issue.office.signer.signature(),
        recipients=recipients(wording, f"{name}.recipients", places),
        annexes=annexes(data.annexes, wording, name, places),
        footer_mark=data.issue.mark,
    )


def _head(data: JointReport, wording: Wording, places: Places) -> Head:
    """The body's own head; what stands above its name and in the right corner is wording."""
    own = head(data.issue)
    if f"{data.document}.right" not in wording.phrases:
        return own
    above, right = (wording.lines(f"{data.document}.{name}", places) for name in ("superior", "right"))
    return replace(own, superior=above or own.superior, right=right)


def _body(data: JointReport, wording: Wording, places: Places) -> list[Part]:
    name = data.document

    def heading(level: int, key: str) -> Heading:
        text = wording.text(f"{name}.{key}", places)
        return Heading(0 if text.startswith(_PART) else level, text)

    parts: list[Part] = [*paragraphs(wording, f"{name}.opening", places), heading(1, "heading_lead")]
    parts += _narrative(data, "lead", wording, places)
    parts.append(heading(1, "heading_results"))
    for n, chapter in enumerate(data.chapters, 1):
        parts.append(Heading(2, chapter.title))
        for phrase in chapter.phrases:
            applying = _applying(data, wording, f"{name}.{phrase}")
            told = paragraphs(applying, f"{name}.{phrase}", places | {"mục": str(n)})
            parts += (_heading_or_text(part) for part in told)
        parts += [*_written(data, chapter.part), *chapter.charts]
    parts.append(heading(1, "heading_evaluation"))
    for key in EVALUATION:
        parts += [heading(2, f"heading_{key}"), *_narrative(data, key, wording, places)]
    for key in ("plan", "proposals", "rewards"):
        if key == "rewards" and not _written(data, key):
            continue
        parts += [heading(1, f"heading_{key}"), *_narrative(data, key, wording, places)]
    return [*parts, *paragraphs(wording, f"{name}.closing", places)]


def _applying(data: JointReport, wording: Wording, key: str) -> Wording:
    """Without what does not apply; what did not happen at all, or was not reported, is told in words, not by a row of
    noughts or gaps."""
    nought = {code for code, said in data.figures.items() if said in ("0", "0%")}
    unknown = {code for code, said in data.figures.items() if said == UNKNOWN}
    told = wording.telling(key, nought, data.unsaid, f"{key}{NONE}")
    return told.not_knowing(key, unknown, f"{data.document}.unknown").saying(key, data.unsaid)


def _heading_or_text(part: Part) -> Part:
    """A line that begins with its own number ("1.2. …") is a heading."""
    if isinstance(part, Paragraph) and isinstance(part.text, str) and _SUB.match(part.text):
        return Heading(3, part.text, numbered=False)
    return part


def _narrative(data: JointReport, key: str, wording: Wording, places: Places) -> tuple[Part, ...]:
    """What was written, else the phrase for a part nobody wrote."""
    return _written(data, key) or paragraphs(wording, f"{data.document}.empty", places)


def _written(data: JointReport, key: str) -> tuple[Part, ...]:
    """The office's own words; where it has none, what each organisation wrote, under its name."""
    if own := data.office.get(key, "").strip():
        return typed(own)
    parts: list[Part] = []
    for told in data.told.get(key, ()):
        first, *others = [line.strip() for line in told.text.splitlines() if line.strip()] or [""]
        if first:
            parts.append(Paragraph(f"{told.body}: {first}" if told.body else first))
            parts += [Paragraph(line) for line in others]
    return tuple(parts)
