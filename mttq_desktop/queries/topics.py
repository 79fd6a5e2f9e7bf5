"""The contents of the programme under which a report of a period is written, and the figures each of them tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.queries.programme import current, headings
from mttq_desktop.records.catalogue import CodeItem
from mttq_desktop.records.periodic import Indicator
from mttq_desktop.records.programme import Programme
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.tree import Section

LOWER_LEVELS = "Phối hợp ở cấp huyện, cấp xã"
"""What a chapter of the programme's own text ("III. TỔ CHỨC THỰC HIỆN") is called as a part of a report."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One content: its code in the tree, its title, its key among the parts of reports, letters of its indicators."""

    code: str
    title: str
    key: str
    letters: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """The name under which the office's own words on it are kept."""
        return f"part/{self.code}"


def key_of(period: str, code: str) -> str:
    """How a part of a report names a content: two programmes may have an "II.1" each."""
    return f"{period}/{code}"


def topics(session: Session, period: Period) -> tuple[Topic, ...]:
    """Headings of the programme of that span of years, else of the one in force on the period's last day.

    They stand as amended by that day.
    """
    own = session.scalar(select(Programme.id).where(Programme.period == period.code, Programme.deleted_on.is_(None)))
    programme = own if own is not None else current(session, period.end)
    if programme is None:
        return ()
    span = session.scalars(select(Programme.period).where(Programme.id == programme)).one()
    found = headings(session, period.end, programme)
    letters = shared(_sections(session), [s.code for s in found])
    return tuple(Topic(s.code, title_of(s), key_of(span, s.code), letters.get(s.code, ())) for s in found)


RESULTS = "KQ"
"""The part of a body's report that the contents of the programme stand for."""


def report_parts(session: Session, period: Period, kept: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Parts of a body's report on a period, key and title: the code list, with the contents for its results.

    What was `kept` under a part that is no longer asked for stands last, so that no words are lost.
    """
    c = CodeItem
    listed = select(c.code, c.label).where(c.list == "report_section", c.deleted_on.is_(None)).order_by(c.position)
    labels: dict[str, str] = dict(iter(session.execute(listed)))
    contents = {t.key: f"{t.code}. {t.title}" for t in topics(session, period)}
    found: dict[str, str] = {}
    for code, label in labels.items():
        found |= contents if code == RESULTS and contents else {code: label}
    return tuple((found | {key: labels.get(key, key) for key in kept if key not in found}).items())


def title_of(section: Section) -> str:
    """As a part of a report carries it."""
    return section.title if section.parent else LOWER_LEVELS


def shared(sections: Iterable[tuple[str, str]], codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Letters of indicators by heading: an indicator's section begins with the code of its heading.

    Where a new programme numbers its contents otherwise and nobody changed the indicators yet, what fits no heading
    goes to the first one without figures, else to the last one: no figure is lost.
    """
    found: dict[str, list[str]] = {code: [] for code in codes}
    homeless: list[str] = []
    for letter, section in dict(sections).items():
        word = section.split(" ")[0].rstrip(".")
        own = [c for c in codes if word == c or word.startswith(f"{c}.")]
        (found[max(own, key=len)] if own else homeless).append(letter)
    for letter in homeless if codes else ():
        empty = next((c for c in codes if not found[c]), codes[-1])
        found[empty].append(letter)
    return {code: tuple(them) for code, them in found.items()}


def _sections(session: Session) -> list[tuple[str, str]]:
    """The letter of each indicator and its section, the last one first, so that the first of a letter decides."""
    i = Indicator
    statement = select(i.code, i.section).where(i.deleted_on.is_(None)).order_by(i.position.desc())
    rows = [(code[0], section) for code, section in session.execute(statement)]
    return sorted(dict(rows).items())
