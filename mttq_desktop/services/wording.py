"""The words of the documents as this office has them, and changing or resetting them."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mttq_desktop import paths
from mttq_desktop.records.office import WordingText
from mttq_desktop.store.database import Database
from mttq_desktop.word.wording import Phrase, Wording

FOLDER = "word"
__all__ = ["FOLDER", "Phrase", "phrases", "read_wording", "reset_phrase", "save_phrase"]


def read_wording(session: Session) -> Wording:
    """Shipped words with the office's own laid over them."""
    rows = session.execute(select(WordingText.key, WordingText.text).where(WordingText.deleted_on.is_(None)))
    return Wording.load(paths.resources() / FOLDER, {row.key: row.text for row in rows})


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
