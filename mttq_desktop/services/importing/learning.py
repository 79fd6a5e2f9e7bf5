"""What is remembered from a person's corrections: how a sender's columns are meant, what an odd word means."""

import json
from collections.abc import Sequence

from sqlalchemy import select

from mttq_desktop.records.catalogue import LearnedAlias
from mttq_desktop.records.office import LearnedMapping
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.store.database import Writing


def remember(writing: Writing, preview: FilePreview, sheets: Sequence[SheetPreview]) -> None:
    """Keep the corrections made while looking at the file, so that the next one needs none."""
    for sheet in sheets:
        if preview.corrected.get(sheet.name):
            _mapping(writing, sheet)
    for (lookup, word), key in preview.learned.items():
        _alias(writing, lookup, word, str(key))


def _mapping(writing: Writing, sheet: SheetPreview) -> None:
    assert sheet.kind is not None
    sender = str(sheet.unit or "")
    mapping = json.dumps({str(at): name for name, at in sheet.places.items()})
    statement = select(LearnedMapping).where(
        LearnedMapping.sender == sender, LearnedMapping.kind == sheet.kind.name, LearnedMapping.layout == sheet.layout
    )
    known = writing.session.scalars(statement).first()
    if known is not None:
        known.mapping = mapping
        return
    writing.session.add(
        LearnedMapping(sender=sender, kind=sheet.kind.name, layout=sheet.layout, mapping=mapping, folded="")
    )


def _alias(writing: Writing, lookup: str, word: str, key: str) -> None:
    statement = select(LearnedAlias).where(LearnedAlias.lookup == lookup, LearnedAlias.word == word)
    known = writing.session.scalars(statement).first()
    if known is not None:
        known.key = key
        return
    writing.session.add(LearnedAlias(lookup=lookup, word=word, key=key, folded=""))
