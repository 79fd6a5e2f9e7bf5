"""Bodies named in one cell, each found in its catalogue, the sender's own first; none is guessed."""

from collections.abc import Iterator
from datetime import date

from mttq_desktop.fields import Bad, Entry, Key, Several, Vocabulary, unit_words
from mttq_desktop.text.fold import clean


def read_several(
    kind: Several, parts: list[str], vocabulary: Vocabulary, sender: Key | None, on: date | None, *, kept: bool
) -> tuple[int, ...]:
    """The bodies meant, each once; refuses a word that is unknown or may be several (`kept` tells it is not lost)."""
    return tuple(dict.fromkeys(_each(kind, parts, vocabulary, sender, on, kept)))


def _each(
    kind: Several, parts: list[str], vocabulary: Vocabulary, sender: Key | None, on: date | None, kept: bool
) -> Iterator[int]:
    for part in parts:
        hits = kind.lookup(vocabulary).find(part, on)
        if not hits:
            advice = "giữ nguyên lời của nơi gửi" if kept else "sửa lại hoặc chọn trong danh mục"
            raise Bad("unknown_code", f"{kind.label}: chưa biết “{clean(part)}”; {advice}.")
        meant = _nearest(hits, vocabulary, sender)
        if meant is None:
            names = ", ".join(h.label for h in hits)
            message = f"{kind.label}: “{clean(part)}” có thể là {names}. Ghi rõ hơn."
            raise Bad("unknown_code", message, proposal=hits[0].label)
        yield int(meant.key)


def _nearest(hits: tuple[Entry, ...], vocabulary: Vocabulary, sender: Key | None) -> Entry | None:
    """Of several bodies with one name, the one of the sender's own district; None where that does not decide."""
    own = [h for h in hits if sender is not None and h.parent == sender]
    places = {unit_words(vocabulary.units.label(h.parent))[1] for h in hits}
    if len(hits) == 1:
        return hits[0]
    return own[0] if len(own) == 1 and len(places) > 1 else None
