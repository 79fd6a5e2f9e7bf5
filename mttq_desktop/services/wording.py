"""The words of the documents as this office has them: for all, from a day on, for one organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from mttq_desktop import paths
from mttq_desktop.errors import Refused
from mttq_desktop.records.office import WordingText, WordingVersion
from mttq_desktop.store.database import Database
from mttq_desktop.text.dates import short
from mttq_desktop.word.wording import Phrase, Wording

FOLDER = "word"
__all__ = [
    "FOLDER", "Phrase", "Version", "drop_version", "phrases", "read_wording", "reset_phrase", "save_phrase",
    "save_version", "versions",
]  # fmt: skip


def read_wording(session: Session, on: date | None = None, organisation: str = "") -> Wording:
    """Shipped words with the office's own laid over them, as they read on a day in documents of an organisation.

    What holds for the organisation alone comes before what holds for all, and of each the latest begun; without
    a day only what has no beginning holds.
    """
    rows = session.execute(select(WordingText.key, WordingText.text).where(WordingText.deleted_on.is_(None)))
    shipped = Wording.load(paths.resources() / FOLDER, {row.key: row.text for row in rows})
    begun = _begun(session, on)
    own = {p.key: p.of[organisation] for p in shipped.phrases.values() if organisation in p.of}
    of_all = {v.key: v.text for v in begun if not v.organisation}
    of_one = {v.key: v.text for v in begun if organisation and v.organisation == organisation}
    return Wording(shipped.phrases, {**shipped.overrides, **of_all, **own, **of_one})


def _begun(session: Session, on: date | None) -> Iterable[WordingVersion]:
    """Versions in force on the day, the latest begun last."""
    v = WordingVersion
    in_force = v.valid_from.is_(None) if on is None else or_(v.valid_from.is_(None), v.valid_from <= on)
    statement = select(v).where(v.deleted_on.is_(None), in_force)
    return session.scalars(statement.order_by(v.valid_from.is_not(None), v.valid_from, v.id)).all()


def phrases(session: Session, document: str) -> tuple[tuple[Phrase, str], ...]:
    """Every editable phrase of a document with the words in force, in the order of its file."""
    wording = read_wording(session)
    return tuple((p, wording.current(key)) for key, p in wording.phrases.items() if key.startswith(f"{document}."))


def save_phrase(database: Database, key: str, text: str, origin: str = "wording") -> None:
    """Keep the office's own words; refused when a {place} is unknown."""
    with database.writing(origin, f"Sửa câu chữ {key}") as writing:
        read_wording(writing.session).check(key, text)
        row = writing.session.scalar(select(WordingText).where(WordingText.key == key))
        if row is None:
            writing.session.add(WordingText(key=key, text=text))
        else:
            row.text, row.deleted_on = text, None


def reset_phrase(database: Database, key: str, origin: str = "wording") -> None:
    """Go back to the shipped words."""
    with database.writing(origin, f"Trả lại câu chữ gốc {key}") as writing:
        writing.session.execute(delete(WordingText).where(WordingText.key == key))


# ── from a day on, for one organisation ──────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Version:
    """A phrase as it reads from a day on (None: always), in documents of one organisation ("" for all)."""

    id: int
    organisation: str
    valid_from: date | None
    text: str


def versions(session: Session, key: str) -> tuple[Version, ...]:
    """The versions of a phrase, in the order in which they begin."""
    v = WordingVersion
    statement = select(v).where(v.key == key, v.deleted_on.is_(None)).order_by(v.organisation, v.valid_from, v.id)
    return tuple(Version(x.id, x.organisation, x.valid_from, x.text) for x in session.scalars(statement))


def save_version(
    database: Database, key: str, text: str, organisation: str, valid_from: date | None, origin: str = "wording"
) -> None:
    """Keep the words of a phrase for an organisation or from a day on; refused when a {place} is unknown.

    What holds for all at all times is no version: that is `save_phrase`.
    """
    if not organisation and valid_from is None:
        raise Refused("Bản này chưa khác câu đang dùng.", "Chọn một tổ chức, hoặc ghi ngày bắt đầu áp dụng.")
    since = f" từ {short(valid_from)}" if valid_from else ""
    with database.writing(origin, f"Sửa câu chữ {key}{since} {organisation}".rstrip()) as writing:
        read_wording(writing.session).check(key, text)
        v = WordingVersion
        same = v.valid_from.is_(None) if valid_from is None else v.valid_from == valid_from
        row = writing.session.scalar(select(v).where(v.key == key, v.organisation == organisation, same))
        if row is None:
            writing.session.add(v(key=key, organisation=organisation, valid_from=valid_from, text=text))
        else:
            row.text, row.deleted_on = text, None


def drop_version(database: Database, version_id: int, origin: str = "wording") -> None:
    """Let a version go; the words before it hold again."""
    with database.writing(origin, "Bỏ một bản câu chữ") as writing:
        row = writing.session.get_one(WordingVersion, version_id)
        row.deleted_on = writing.at
        writing.say(f"Bỏ một bản câu chữ {row.key}")
