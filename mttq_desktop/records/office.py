"""What the office itself leaves behind: acts, imports, letters issued, drafts, settings, wording."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.records.base import Base, Record


class Act(Base):
    """One thing somebody did: who, when, what in Vietnamese, from where. Journal entries hang on it."""

    __tablename__ = "act"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, init=False)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    origin: Mapped[str] = mapped_column(Text, default="")
    undone_by: Mapped[int | None] = mapped_column(Integer, default=None)


class Journal(Base):
    """Before-image of one changed or deleted row; an insert is known by the row's own `made_by`."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_row", "table_name", "row_id"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, init=False)
    act_id: Mapped[int | None] = mapped_column(Integer, index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    operation: Mapped[str]
    before: Mapped[str] = mapped_column(Text)


class ImportBatch(Record):
    """One workbook taken in by one act: hash, sender, counts, mapping, and every row's outcome."""

    __tablename__ = "import_batch"
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(Text, index=True)
    size: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    sender_unit: Mapped[int | None] = mapped_column(Integer, ForeignKey("unit.id"), default=None)
    sender_organisation: Mapped[int | None] = mapped_column(Integer, ForeignKey("organisation.id"), default=None)
    period: Mapped[str | None] = mapped_column(Text, default=None)
    counts: Mapped[str] = mapped_column(Text, default="{}")
    mapping: Mapped[str] = mapped_column(Text, default="{}")
    outcomes: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, repr=False)
    undone_on: Mapped[datetime | None] = mapped_column(default=None)
    superseded_by: Mapped[int | None] = mapped_column(Integer, default=None)


ANSWERS = "answers"
"""Where a mapping keeps, beside its columns, what was said of contradictions: sign → answer."""


class LearnedMapping(Record):
    """How the columns of one sender's layout were understood, once confirmed, and what was said of contradictions."""

    __tablename__ = "learned_mapping"
    sender: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str]
    layout: Mapped[str] = mapped_column(Text)
    mapping: Mapped[str] = mapped_column(Text)


class Letter(Record):
    """A document the office wrote: number, day, to whom, and the file as it was issued.

    One drawn from a record names its kind and id in `about_kind` and `about_id`.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_number", "document", "year", "ordinal"), Index("ix_letter_about", "about_kind", "about_id"),
    )  # fmt: skip
    document: Mapped[str]
    number: Mapped[str]
    ordinal: Mapped[int]
    year: Mapped[int]
    day: Mapped[date]
    period: Mapped[str | None] = mapped_column(Text, default=None)
    authority_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("authority.id"), default=None, index=True)
    organisation_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("organisation.id"), default=None)
    unit_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("unit.id"), default=None)
    about_kind: Mapped[str | None] = mapped_column(Text, default=None)
    about_id: Mapped[int | None] = mapped_column(Integer, default=None)
    title: Mapped[str] = mapped_column(Text, default="")
    file_name: Mapped[str | None] = mapped_column(Text, default=None)
    folder: Mapped[str | None] = mapped_column(Text, default=None)
    sha256: Mapped[str | None] = mapped_column(Text, default=None)
    figures: Mapped[str] = mapped_column(Text, default="{}", repr=False)


class Narrative(Record):
    """Text typed for a part of a document; it belongs to the period, or to the record ("dialogue/12"), not the file."""

    __tablename__ = "narrative"
    __table_args__ = (Index("ix_narrative_place", "document", "period", "part", unique=True),)
    document: Mapped[str]
    period: Mapped[str]
    part: Mapped[str]
    text: Mapped[str] = mapped_column(Text, default="")


class WordingText(Record):
    """A phrase of a document changed by the office; the original stays in the resources."""

    __tablename__ = "wording_text"
    key: Mapped[str] = mapped_column(Text, unique=True)
    text: Mapped[str] = mapped_column(Text)


class WordingVersion(Record):
    """A phrase as it reads from a day on, or in documents of one organisation ("" for all)."""

    __tablename__ = "wording_version"
    key: Mapped[str] = mapped_column(Text, index=True)
    organisation: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(Text)


class Setting(Record):
    """One setting of this data file (JSON): which body we are, working year, days to remind …"""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(Text, unique=True)
    value: Mapped[str] = mapped_column(Text)


class SavedView(Record):
    """A list as a person likes it: filters, columns and order under a name."""

    __tablename__ = "saved_view"
    kind: Mapped[str] = mapped_column(Text, index=True)
    name: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer, default=0)


class Unfinished(Base):
    """A form as typed so far, kept apart so that a crash loses nothing. Not journalled."""

    __tablename__ = "unfinished"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, init=False)
    kind: Mapped[str]
    record_id: Mapped[int | None]
    typed: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]


class NumberSeries(Base):
    """The last number given in a series (petitions of a period, letters of a year); never given twice."""

    __tablename__ = "number_series"
    __table_args__ = ({"sqlite_with_rowid": False},)
    series: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int]
