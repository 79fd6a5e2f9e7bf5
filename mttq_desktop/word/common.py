"""What all documents share: who issues, the head, the places every phrase may use, small words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import short
from mttq_desktop.word.model import Head, Paragraph, Part, Recipients
from mttq_desktop.word.office import Office
from mttq_desktop.word.wording import Wording

Places = dict[str, str]
_DRAFT = "dự thảo"
_KIND_OF_PLACE = re.compile(r"(?:Thôn|Khối phố|Tổ dân phố|Khu dân cư|Xã|Phường|Thị trấn|Huyện|Thị xã|Thành phố) ")


@dataclass(frozen=True, slots=True)
class Issue:
    """The paper itself: who issues it, its number and day (none yet: a draft), its data mark."""

    office: Office
    number: str
    day: date | None
    mark: str | None = None


def issue_places(issue: Issue) -> Places:
    """The places every document fills."""
    return {
        "cơ quan ban hành": issue.office.full_name,
        "địa bàn": issue.office.area,
        "số văn bản": issue.number,
        "ngày văn bản": day_or_blank(issue.day),
    }


def day_or_blank(day: date | None) -> str:
    """ "05/4/2024", or the dotted line to be filled by hand."""
    return short(day) if day else "…/…/…"


def hour(time: str) -> str:
    """ "08:00" as letters have it, "08 giờ 00"; a line to be filled by hand where none is known."""
    return time.replace(":", " giờ ") if time else "… giờ …"


def head(issue: Issue, subject: str | None = None) -> Head:
    """The head of a document of this office."""
    office = issue.office
    return Head(
        superior=office.superior,
        issuer=office.issuer,
        number=issue.number,
        place=office.place,
        day=issue.day,
        subject=subject,
    )


def recipients(wording: Wording, key: str, places: Mapping[str, str]) -> Recipients:
    """Nơi nhận from the wording, one body a line."""
    return Recipients(wording.lines(key, places))


def paragraphs(wording: Wording, key: str, places: Mapping[str, str]) -> tuple[Part, ...]:
    """The words of one phrase as paragraphs, figures in them still known; none when the office emptied it."""
    return tuple(Paragraph(line) for line in wording.lines(key, places))


def typed(text: str) -> tuple[Part, ...]:
    """Narrative as it was typed: every line a paragraph, empty lines left out."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def shown(content: str) -> str:
    """A petition's text as a table shows it: without the dash half of them are typed with."""
    return content.strip().lstrip("-–•+").lstrip()


def in_sentence(label: str) -> str:
    """ "Quý I/2024" as it stands inside a sentence: "quý I/2024"."""
    return label[:1].lower() + label[1:]


def inside(text: str | None) -> str:
    """A typed text as it stands inside a sentence: one line, no mark at its end."""
    return " ".join((text or "").split()).lstrip("-–•+ ").rstrip(" .;,")


def lowered(text: str | None) -> str:
    """The same with a small first letter, unless the word is written in capitals: "UBND tỉnh" stays."""
    plain = inside(text)
    return plain if plain[1:2].isupper() or plain[1:2] == "" else in_sentence(plain)


def draft_named(title: str | None) -> str:
    """A draft inside a sentence: "dự thảo Nghị quyết …", also where its title does not say so."""
    plain = inside(title)
    if not plain or plain.casefold().startswith(_DRAFT):
        return in_sentence(plain)
    return f"{_DRAFT} {plain}"


def placed(name: str) -> str:
    """A place inside a sentence: "thôn 2, xã Tam Tiến"; names that do not begin with their kind stay as they are."""
    return in_sentence(name) if _KIND_OF_PLACE.match(name) else name


def listed(names: Iterable[str], separator: str = ", ") -> str:
    """Names as a list in running text."""
    return separator.join(names)
