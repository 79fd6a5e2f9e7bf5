"""Files kept with records."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.records.attachments import Attachment, AttachmentContent


def of_record(session: Session, kind: str, record_id: int) -> tuple[Attachment, ...]:
    """The files of one record, the latest first."""
    a = Attachment
    statement = select(a).where(a.kind == kind, a.record_id == record_id, a.deleted_on.is_(None))
    return tuple(session.scalars(statement.order_by(a.id.desc())))


def content(session: Session, attachment_id: int) -> tuple[Attachment, bytes] | None:
    """One file with its bytes; None when it is gone."""
    statement = (
        select(Attachment, AttachmentContent.data)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(Attachment.id == attachment_id)
    )  # fmt: skip
    found = session.execute(statement).first()
    return (found[0], found[1]) if found else None


def stored(session: Session, sha256: str) -> bool:
    """The bytes are in the data file already."""
    return session.get(AttachmentContent, sha256) is not None
