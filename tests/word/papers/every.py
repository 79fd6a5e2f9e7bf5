"""All families together."""

from mttq_desktop.word.model import Document
from mttq_desktop.word.wording import Wording
from tests.word.papers import criticism, dialogue, joint, reports, supervision
from tests.word.samples import wording

FAMILIES = (supervision, dialogue, criticism, joint, reports)


def papers(more: str = "", words: Wording | None = None) -> dict[str, Document]:
    """One paper of each kind; `more` is appended to whatever people type."""
    said = words or wording()
    return {code: paper for family in FAMILIES for code, paper in family.documents(said, more).items()}


def bare_papers(words: Wording | None = None) -> dict[str, Document]:
    """The same of records in which next to nothing is written."""
    said = words or wording()
    return {code: paper for family in FAMILIES for code, paper in family.bare(said).items()}
