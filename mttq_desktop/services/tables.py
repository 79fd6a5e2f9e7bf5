"""A kind of record as a table that workbooks hold: what its columns may be called, what must be there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.excel.spec import ORDINAL, Caption, ColumnSpec, TableSpec
from mttq_desktop.fields import Line, Prose
from mttq_desktop.records.catalogue import Caption as CaptionRow
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import PETITION

IMPORTABLE: tuple[Kind[Any], ...] = (PETITION,)


@dataclass(frozen=True)
class _Special:
    """What the declaration of a kind does not say about its workbooks."""

    title_words: tuple[str, ...]
    other_words: tuple[str, ...] = ()
    sender: str = ""
    skipped: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    as_sent: tuple[tuple[str, str], ...] = ()
    unit_levels: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


_SPECIAL = {
    "petition": _Special(
        title_words=("kiến nghị", "ý kiến, kiến nghị", "phản ánh", "ý kiến cử tri"),
        other_words=("đối thoại", "hộ nghèo", "thoát nghèo", "giám sát", "phản biện", "hài lòng", "hàng Việt"),
        sender="sender_unit_id",
        skipped=("number", "state", "due_on", "field_as_sent", "authority_as_sent"),
        expected=("commune_id",),
        as_sent=(("field", "field_as_sent"), ("authorities", "authority_as_sent")),
        unit_levels=(("sender_unit_id", "district"), ("commune_id", "commune")),
        notes=(("reply_text", "Nội dung trả lời"), ("reply_number", "Văn bản trả lời"),
               ("reply_authority", "Cơ quan trả lời"), ("letter_number", "Công văn gửi"),
               ("plan_number", "Kế hoạch số")),
    ),
}  # fmt: skip


def captions_of(session: Session, kind: Kind[Any]) -> tuple[tuple[str, str, str], ...]:
    """(field, caption, parent) rows of the catalogue for one kind."""
    table = CaptionRow.__table__.c
    statement = select(table.field, table.text, table.parent).where(table.kind == kind.name, table.deleted_on.is_(None))
    return tuple((r.field, r.text, r.parent or "") for r in session.execute(statement))


def spec_of(kind: Kind[Any], captions: Iterable[tuple[str, str, str]] = ()) -> TableSpec:
    """The table of a kind: columns by declaration, captions from labels, aliases and the catalogue."""
    special = _SPECIAL[kind.name]
    known: dict[str, list[Caption]] = {}
    for field, text, parent in captions:
        name, _, code = field.partition(":")
        if name != ORDINAL:
            known.setdefault(name, []).append(Caption(text, parent, code))
    columns = [_column(kind, name, known.get(name, []), special) for name in kind.shown if name not in special.skipped]
    columns += [_note(name, label, known.get(name, [])) for name, label in special.notes]
    return TableSpec(
        kind.name, kind.title, tuple(columns), special.title_words, special.other_words, special.sender,
        kind.period or "", kind.day or "",
    )  # fmt: skip


def _column(kind: Kind[Any], name: str, captions: list[Caption], special: _Special) -> ColumnSpec:
    shown = kind.shown[name]
    as_sent = dict(special.as_sent).get(name, "")
    companion = kind.shown[as_sent].field if as_sent else None
    longest = companion.longest if isinstance(companion, Line) else 500
    return ColumnSpec(
        name, shown.field, tuple(captions), required=shown.required, expected=name in special.expected,
        as_sent=as_sent, as_sent_longest=longest, unit_level=dict(special.unit_levels).get(name, ""),
    )  # fmt: skip


def _note(name: str, label: str, captions: list[Caption]) -> ColumnSpec:
    return ColumnSpec(name, Prose(label=label), tuple(captions), into="note")
