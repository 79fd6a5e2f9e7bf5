"""Marking at once which partners used several pieces of news again (liên thông)."""

from collections.abc import Sequence

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import values
from mttq_desktop.records.campaigns import COMMUNICATION
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.store.database import Database

_NAMES = (*COMMUNICATION.columns, "shared_with")


def share(database: Database, ids: Sequence[int], partners: Sequence[int], vocabulary: Vocabulary) -> int:
    """Add the partners to those that used each piece again; returns how many pieces changed."""
    with database.writing("communication", "Ghi đơn vị đăng lại") as writing:
        changed = 0
        for ident, *told in values(writing.session, COMMUNICATION, ids, _NAMES):
            now = dict(zip(_NAMES, told, strict=True))
            before = tuple(now["shared_with"] or ())
            after = tuple(dict.fromkeys((*before, *(p for p in partners if p != now["organisation_id"]))))
            if after != before:
                keep(writing, checked(COMMUNICATION, {**now, "shared_with": after}, vocabulary), vocabulary, ident)
                changed += 1
        writing.say(f"Ghi đơn vị đăng lại cho {changed} hoạt động tuyên truyền")
    return changed
