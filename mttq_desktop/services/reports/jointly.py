"""Documents that one body signs, or all who take part: the office chooses for each kind of document."""

from collections.abc import Sequence
from dataclasses import replace

from mttq_desktop.services.reports import signing
from mttq_desktop.services.reports.drawing import Paper
from mttq_desktop.word.model import Document, SignatureGrid

EITHER = ("D01", "D02", "D20", "D25", "D25K")
"""Documents that may be signed by one or by all (documents.md §3.1: S1 or S6)."""
_HEAD = "D10"
"""The joint plan's words for who issues."""


def jointly(paper: Paper, code: str, document: Document, organisations: Sequence[int]) -> Document:
    """The document as it is, or with the head and the signatures of all these bodies where the office chose so."""
    if code not in paper.desk.settings.signed_together:
        return document
    day = document.head.day or paper.today
    parties = signing.of_parties(paper.session, tuple(dict.fromkeys(organisations)), day)
    if len(parties) < 2:
        return document
    places = {"địa bàn": paper.desk.settings.area}
    above, issuer = (paper.words(day).lines(f"{_HEAD}.{name}", places) for name in ("superior", "issuer"))
    head = replace(document.head, superior=tuple(t.upper() for t in above), issuer=tuple(t.upper() for t in issuer))
    return replace(document, head=head, closing=SignatureGrid(parties))


def own_body(paper: Paper) -> tuple[int, ...]:
    """Our own body's key among the organisations."""
    found = paper.vocabulary.target("organisation").by_code.get(paper.desk.settings.organisation_code, ())
    return tuple(int(entry.key) for entry in found[:1])
