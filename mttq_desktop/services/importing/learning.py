"""What is remembered from a person's corrections: how a sender's columns are meant, what an odd word means."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from mttq_desktop.records.catalogue import LearnedAlias
from mttq_desktop.records.office import ANSWERS, LearnedMapping
from mttq_desktop.services.importing.model import FilePreview, SheetPreview
from mttq_desktop.store.database import Writing


def remember(writing: Writing, preview: FilePreview, sheets: Sequence[SheetPreview]) -> None:
    """Keep the corrections made while looking at the file, so that the next one needs none."""
    for sheet in sheets:
        corrected = preview.corrected.get(sheet.name, {})
        if corrected or preview.kind_told or sheet.settled:
            _mapping(writing, sheet, corrected)
    for (lookup, word), key in preview.learned.items():
        _alias(writing, lookup, word, str(key))


def _mapping(writing: Writing, sheet: SheetPreview, corrected: Mapping[int, str]) -> None:
    """The kind, columns a person named or left out, what was said of contradictions; the others tell themselves."""
    if sheet.kind is None or sheet.part is not None or sheet.own:
        return
    sender = str(sheet.unit or "")
    statement = select(LearnedMapping).where(
        LearnedMapping.sender == sender, LearnedMapping.kind == sheet.kind.name, LearnedMapping.layout == sheet.layout
    )
    known = writing.session.scalars(statement).first()
    before = json.loads(known.mapping) if known is not None else {}
    answers = before.get(ANSWERS, {}) | sheet.settled
    learned = before | {str(at): name for at, name in corrected.items()} | ({ANSWERS: answers} if answers else {})
    mapping = json.dumps(learned)
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
