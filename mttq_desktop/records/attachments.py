"""Files kept with a record: scans of letters, workbooks as they came. Their bytes lie in the data file, once each."""

from datetime import date

from sqlalchemy import Index, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.records.base import Base, Record

LETTER = "letter"
"""The kind under which files of letters are kept."""


class Attachment(Record):
    """One file of one record: `kind` is the record's kind, `sha256` finds the bytes."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_record", "kind", "record_id"),)
    kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[int] = mapped_column(Integer)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text, index=True)
    size: Mapped[int] = mapped_column(Integer)
    added_on: Mapped[date]


class AttachmentContent(Base):
    """The bytes of a file; two records with the same scan share them. Not journalled."""

    __tablename__ = "attachment_content"
    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, repr=False)
