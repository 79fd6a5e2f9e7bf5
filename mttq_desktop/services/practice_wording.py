"""The invented texts of the practice province: petitions, details and answers with named places."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from mttq_desktop.store.seed import UnitRow

SHORTEST, LONGEST = 60, 1200
"""Real contents: median 389, p95 1,030 characters."""
_SHORT = 0.1
_DETAILS = (10, 20, 25, 18, 12, 9, 6)
HIGHLAND = "miền núi cao"
COAST = frozenset({"502", "503", "507", "508", "513", "517"})
TOWNS = frozenset({"Phường", "Thị trấn"})
EVERYWHERE = "*"
_HAMLET_WORDS = {"Xã": "thôn", "Phường": "khối phố", "Thị trấn": "tổ dân phố"}
_OPENINGS = ("", "", "", "", "- ", "Ý kiến Nhân dân {hamlet}: ", "Tại hội nghị ở {hamlet}: ", "{number}. ")
_REPEATED = ("Kiến nghị nhiều kỳ: ", "Tiếp tục kiến nghị: ", "Nội dung quý trước chưa được trả lời: ")
_SAME_AGAIN = (
    "",
    " Đây cũng là ý kiến của nhiều đoàn viên, hội viên.",
    " Đề nghị trả lời bằng văn bản.",
    " Cử tri đã nêu nhiều lần.",
    " Mong các cấp sớm quan tâm.",
    " Nội dung này được nêu tại hội nghị giao ban quý.",
)


@dataclass(frozen=True, slots=True)
class PetitionText:
    """A petition with places in braces; `authorities` may begin with "@" (the district's own body)."""

    field: str
    level: str
    authorities: tuple[str, ...]
    where: str
    topic: str
    text: str

    @property
    def common(self) -> bool:
        """True when no place is named, so that several senders may write the same."""
        return "{hamlet" not in self.text and "{commune" not in self.text

    def fits(self, commune: UnitRow) -> bool:
        """True when such a matter can arise in that commune."""
        return {
            "mountain": commune.zone == HIGHLAND,
            "coast": commune.parent_code in COAST,
            "town": commune.type in TOWNS,
        }.get(self.where, True)


@dataclass(frozen=True, slots=True)
class Detail:
    """A sentence that may follow a petition of these fields ("*" means any)."""

    fields: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ReplyText:
    """An answer of one class, and how the Front may judge it.

    `policy` is "1" for asks of a rule or rate, "0" for something to be done at a place, "*" for both.
    """

    reply_class: str
    fields: tuple[str, ...]
    policy: str
    assessments: tuple[str, ...]
    schedule: str
    text: str

    def fits(self, field: str, policy: bool) -> bool:
        """True when a petition of that field can be answered so."""
        right = self.policy in (EVERYWHERE, "1" if policy else "0")
        return right and bool({field, EVERYWHERE} & set(self.fields))


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything the practice province is written with."""

    petitions: tuple[PetitionText, ...]
    details: tuple[Detail, ...]
    replies: tuple[ReplyText, ...]
    hamlets: tuple[str, ...]


def read_wording(resources: Path) -> Wording:
    """The practice texts from the program's resources."""
    folder = resources / "training"
    return Wording(
        tuple(
            PetitionText(r["field"], r["level"], _parts(r["authorities"]), r["where"], r["topic"], r["text"])
            for r in _rows(folder / "petitions.csv")
        ),
        tuple(Detail(_parts(r["fields"]), r["text"]) for r in _rows(folder / "details.csv")),
        tuple(
            ReplyText(
                r["reply_class"], _parts(r["fields"]), r["policy"], _parts(r["assessments"]), r["schedule"], r["text"]
            )
            for r in _rows(folder / "replies.csv")
        ),
        tuple(r["name"] for r in _rows(folder / "hamlets.csv")),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


def places(rng: Random, commune: UnitRow, body: str, on: date, wording: Wording) -> dict[str, str]:
    """One set of invented hamlets, numbers and years for a petition of that commune."""
    hamlet, other = _hamlets(rng, commune, wording)
    return {
        "hamlet": hamlet, "hamlet2": other, "commune": f"{commune.type.lower()} {commune.name}",
        "ubnd": body,
        "road": f"ĐH{rng.randint(1, 33)}", "province_road": f"ĐT{rng.randint(601, 620)}",
        "few": str(rng.randint(2, 6)), "n": str(rng.randint(7, 48)), "some": str(rng.randint(12, 95)),
        "many": str(rng.randint(60, 480)), "km": f"{rng.randint(1, 6)},{rng.randint(1, 9)} km",
        "len": f"{rng.randint(3, 19) * 50} m", "ha": f"{rng.randint(4, 60)} ha",
        "money": f"{rng.randint(3, 60)} triệu đồng", "month": str(rng.randint(1, 12)),
        "past": str(on.year - rng.randint(1, 5)), "yearnow": str(on.year), "number": str(rng.randint(1, 9)),
    }  # fmt: skip


def _hamlets(rng: Random, commune: UnitRow, wording: Wording) -> tuple[str, str]:
    if commune.zone == HIGHLAND and rng.random() < 0.6:
        first, second = rng.sample(range(1, 7), 2)
        return f"thôn {first}", f"thôn {second}"
    word = _HAMLET_WORDS[commune.type]
    first_name, second_name = rng.sample(wording.hamlets, 2)
    return f"{word} {first_name}", f"{word} {second_name}"


def petition_content(rng: Random, template: PetitionText, where: dict[str, str], wording: Wording) -> str:
    """The petition with up to six further sentences, of SHORTEST to LONGEST characters."""
    core = template.text.format_map(where)
    first = f"{core.partition(';')[0].removesuffix('.')}."
    if rng.random() < _SHORT and len(first) >= SHORTEST:
        return first
    text = rng.choice(_OPENINGS).format_map(where) + core
    fitting = [d.text for d in wording.details if {template.field, EVERYWHERE} & set(d.fields)]
    count = rng.choices(range(7), _DETAILS)[0]
    for sentence in rng.sample(fitting, min(count, len(fitting))):
        longer = f"{text} {sentence.format_map({**where, 'past': str(int(where['past']) - 1)})}"
        text = longer if len(longer) <= LONGEST else text
    return text


def same_content(rng: Random, template: PetitionText, where: dict[str, str]) -> str:
    """What several senders write almost word for word."""
    return template.text.format_map(where) + rng.choice(_SAME_AGAIN)


def repeated_content(rng: Random, content: str) -> str:
    """A petition sent again a quarter later."""
    return (rng.choice(_REPEATED) + content.removeprefix("- "))[:LONGEST]


def reply_content(reply: ReplyText, topic: str, authority: str, where: dict[str, str]) -> str:
    """The answer, naming the matter and the body."""
    text = reply.text.format_map({**where, "topic": topic, "authority": authority})
    return text[0].upper() + text[1:]
