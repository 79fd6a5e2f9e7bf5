"""One document's phrases with their places filled, and the document that is made of them.

What a document has follows from its wording: with a phrase `kind` it has a title, without one it is a công văn;
`issuer` names another body than the office in the head; an empty `addressees` leaves "Kính gửi" out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mttq_desktop.word.common import Issue, day_or_blank, head, inside, issue_places, paragraphs, typed
from mttq_desktop.word.model import (
    Align,
    Annex,
    Closing,
    Document,
    Figured,
    Head,
    Heading,
    Paragraph,
    Part,
    Recipients,
    Run,
    Table,
    Title,
    runs_of,
    with_end_mark,
)
from mttq_desktop.word.wording import Wording

DOTS = "……………"
_GROUNDS = ("Căn cứ", "Thực hiện", "Theo")
_RANKS = (("Căn cứ Hiến pháp",), ("Căn cứ Luật", "Căn cứ Bộ luật"), ("Căn cứ Nghị quyết", "Căn cứ Nghị định"))
_ROMAN, _ARABIC = re.compile(r"[IVX]+\.\s*"), re.compile(r"\d{1,2}\.\s+")
COLUMNS_ON_A_PAGE = 6
"""A table with more columns than these stands in an annex of its own, turned."""


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of the document `code`, filled from `places`."""

    wording: Wording
    code: str
    places: Mapping[str, str]

    @classmethod
    def of(cls, wording: Wording, code: str, issue: Issue, places: Mapping[str, str]) -> "Words":
        """With the places every document fills."""
        return cls(wording, code, issue_places(issue) | dict(places))

    def has(self, name: str) -> bool:
        """True when the document has such a phrase."""
        return f"{self.code}.{name}" in self.wording.phrases

    def text(self, name: str, **more: str) -> str:
        """One phrase in force, filled; `more` are places of this phrase alone."""
        return self.wording.text(f"{self.code}.{name}", {**self.places, **more})

    def lines(self, name: str) -> tuple[str, ...]:
        """One phrase as a list; none where the document has no such phrase."""
        return self.wording.lines(f"{self.code}.{name}", self.places) if self.has(name) else ()

    def say(self, *names: str) -> tuple[Part, ...]:
        """Phrases as paragraphs, one after the other."""
        return tuple(part for name in names for part in paragraphs(self.wording, f"{self.code}.{name}", self.places))

    def basis(self, *own: str) -> tuple[Part, ...]:
        """Căn cứ …: the record's own ones and those of the wording, laws first, in italics, each with a semicolon and
        the last with a full stop; where the document has it, "Theo đề nghị của …" ends them (Nghị định 30/2020, phụ
        lục I, II.6)."""
        grounds = (line.strip().rstrip(";., ") for line in (*own, *self.lines("basis")) if line.strip())
        listed = sorted(map(_grounded, grounds), key=_rank)
        listed += [line.strip().rstrip(";., ") for line in self.lines("proposal") if line.strip()]
        ends = (";" if n < len(listed) else "." for n in range(1, len(listed) + 1))
        return tuple(Paragraph(text + end, italic=True) for text, end in zip(listed, ends, strict=True))

    def section(self, name: str, *body: Part, level: int = 1) -> tuple[Part, ...]:
        """A heading and what stands below it; without anything of its own, the phrase named after it."""
        heading = Heading(level, self.text(f"heading_{name}"))
        return (heading, *(body or (self.say(name) if self.has(name) else ())))

    def written(self, name: str, text: str | None, level: int = 1) -> tuple[Part, ...]:
        """A heading with what was typed below it, else the phrase for nothing typed."""
        return self.section(name, *typed(text or ""), level=level)

    def table(self, table: Table) -> tuple[Part, ...]:
        """A table in the text, unless it is too wide for it or empty."""
        return (table,) if table.rows and len(table.columns) <= COLUMNS_ON_A_PAGE else ()

    def announced(self, name: str, table: Table) -> tuple[Part, ...]:
        """A phrase and the table it announces; while the table is empty, the phrase ends with a full stop."""
        said = self.say(name)
        return (*said, *self.table(table)) if table.rows else tuple(map(_ended, said))

    def annex(self, table: Table, name: str = "annex") -> tuple[Annex, ...]:
        """The table in an annex, turned where it is wide; none without rows."""
        if not table.rows:
            return ()
        title, attached = self.text(f"{name}_title"), self.text("annex_attached")
        return (Annex(title, attached, (table,), landscape=len(table.columns) > COLUMNS_ON_A_PAGE),)


def document(
    issue: Issue, words: Words, parts: Sequence[Part], annexes: Sequence[Annex] = (), closing: Closing | None = None
) -> Document:
    """The whole document; signed by the office's signer unless another closing is given."""
    title = Title(words.text("kind"), words.text("subject")) if words.has("kind") else None
    return Document(
        head=_head(issue, words, None if title else words.text("subject")), title=title,
        addressees=words.lines("addressees"), parts=with_end_mark(tuple(parts)),
        closing=closing or issue.office.signer.signature(), recipients=Recipients(words.lines("recipients")),
        annexes=tuple(annexes), footer_mark=issue.mark,
    )  # fmt: skip


def _head(issue: Issue, words: Words, subject: str | None) -> Head:
    """The office's own head, or the bodies the wording names: several sign, or a team speaks."""
    own = head(issue, subject)
    if not words.has("issuer"):
        return own
    superior = words.lines("superior") if words.has("superior") else own.superior
    lines = words.lines("issuer") or own.issuer
    return replace(own, superior=tuple(x.upper() for x in superior), issuer=tuple(x.upper() for x in lines))


def _grounded(line: str) -> str:
    """ "Căn cứ …", also where the record only names the document."""
    return line if line.startswith(_GROUNDS) else f"Căn cứ {line}"


def _rank(ground: str) -> int:
    """Laws stand before what is made under them; those alike stay in their order."""
    return next((n for n, names in enumerate(_RANKS) if ground.startswith(names)), len(_RANKS))


def _ended(part: Part) -> Part:
    if isinstance(part, Paragraph) and isinstance(part.text, str) and part.text.endswith(":"):
        return replace(part, text=f"{part.text[:-1]}.")
    return part


def article(number: int, said: Sequence[Part]) -> tuple[Part, ...]:
    """ "Điều 1. …" of a decision, its name in bold; further paragraphs stand below."""
    first, *rest = said or (Paragraph(""),)
    assert isinstance(first, Paragraph)
    own = first.text if isinstance(first.text, tuple) else runs_of(first.text)
    return (replace(first, text=(Run(f"Điều {number}. ", bold=True), *own)), *rest)


def centred(text: str) -> Paragraph:
    """A bold line in the middle: QUYẾT ĐỊNH:"""
    return Paragraph((Run(text, bold=True),), indent=False, align=Align.CENTER)


def outlined(text: str) -> tuple[Part, ...]:
    """Text typed with its own numbers: "I. …" and "1. …" become headings, other lines paragraphs."""
    return tuple(_outline_part(line.strip()) for line in text.splitlines() if line.strip())


def _outline_part(line: str) -> Part:
    if found := _ROMAN.match(line):
        return Heading(1, line[found.end() :])
    if found := _ARABIC.match(line):
        return Heading(2, line[found.end() :])
    return Paragraph(line)


def numbered(texts: Sequence[str]) -> tuple[Part, ...]:
    """Sentences numbered 1, 2, 3 …; lines inside one stay together."""
    return tuple(Paragraph(f"{n}. {inside(text)}.") for n, text in enumerate(texts, 1))


def or_dots(text: str | None) -> str:
    """The text inside a sentence, or a dotted line to be filled by hand."""
    return inside(text) or DOTS


def several(count: int, key: str) -> str:
    """How many, in two digits; a dotted line where none is written down yet."""
    return Figured(f"{count:02d}", key) if count else DOTS


def dated(number: str | None, day: date | None) -> str:
    """ "số 15/QĐ-MTTQ-BTT ngày 05/3/2024", with dots for what is not known."""
    return f"số {number or DOTS} ngày {day_or_blank(day)}"
