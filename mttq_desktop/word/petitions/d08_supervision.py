"""D08: the report on supervising how petitions were settled."""

from collections.abc import Sequence
from dataclasses import dataclass

from mttq_desktop.word.common import (
    Issue,
    Places,
    head,
    in_sentence,
    issue_places,
    paragraphs,
    recipients,
    typed,
)
from mttq_desktop.word.figures import Figure, figured, shared
from mttq_desktop.word.model import (
    Align,
    Annex,
    Column,
    Document,
    Heading,
    Part,
    Table,
    Title,
    with_end_mark,
)
from mttq_desktop.word.wording import Wording

COLUMNS = (
    Column("STT", 12, Align.CENTER),
    Column("Cơ quan", 64),
    Column("Tổng", 18, Align.CENTER),
    Column("Đã giải quyết xong", 26, Align.CENTER),
    Column("Đang giải quyết", 24, Align.CENTER),
    Column("Giải trình", 22, Align.CENTER),
    Column("Chưa giải quyết", 24, Align.CENTER),
    Column("Chưa trả lời", 22, Align.CENTER),
    Column("Quá hạn", 21, Align.CENTER),
    Column("Tỷ lệ", 24, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class AuthorityFigures:
    """What one authority was asked and what it did; `answered` sums the four classes, and is the rate of `total`.

    `key` begins the names of its figures.
    """

    authority: str
    total: Figure
    resolved: Figure
    in_progress: Figure
    explained: Figure
    unresolved: Figure
    unanswered: Figure
    overdue: Figure
    answered: Figure
    key: str = ""


@dataclass(frozen=True, slots=True)
class SupervisionReport:
    """All that the report says; `petitions` counts each once, the total once for each authority that was asked.

    `given_back` are petitions besides that no authority has any more. `remarks` and `proposals` are typed, line by
    line.
    """

    issue: Issue
    period_label: str
    authorities: Sequence[AuthorityFigures]
    total: AuthorityFigures
    petitions: Figure
    given_back: Figure = 0
    remarks: str = ""
    proposals: str = ""

    def places(self) -> Places:
        """What fills the phrases of D08."""
        total = self.total
        return issue_places(self.issue) | {
            "kỳ": in_sentence(self.period_label),
            "số cơ quan": figured(len(self.authorities), "authorities"),
            "số kiến nghị": figured(self.petitions, "petitions"),
            "số trả lại": figured(self.given_back, "given_back"),
            "tổng số": _keyed(total, "total"),
            "số đã trả lời": _keyed(total, "answered"),
            "tỷ lệ trả lời": _rate(total),
            "số giải quyết xong": _keyed(total, "resolved"),
            "số đang giải quyết": _keyed(total, "in_progress"),
            "số giải trình": _keyed(total, "explained"),
            "số chưa giải quyết": _keyed(total, "unresolved"),
            "số chưa trả lời": _keyed(total, "unanswered"),
            "số quá hạn": _keyed(total, "overdue"),
        }


def document(data: SupervisionReport, wording: Wording) -> Document:
    """Lay out the report with its annex of figures by authority."""
    places = data.places()
    return Document(
        head=head(data.issue),
        title=Title(wording.text("D08.kind", places), wording.text("D08.subject", places)),
        addressees=wording.lines("D08.addressees", places),
        parts=_body(data, wording, places),
        closing=data.issue.office.signer.signature(),
        recipients=recipients(wording, "D08.recipients", places),
        annexes=(_annex(data, wording, places),) if data.authorities else (),
        footer_mark=data.issue.mark,
    )


def _body(data: SupervisionReport, wording: Wording, places: Places) -> tuple[Part, ...]:
    def say(key: str) -> tuple[Part, ...]:
        return paragraphs(wording, key, places)

    def heading(key: str) -> Heading:
        return Heading(1, wording.text(key, places))

    results: tuple[str, ...] = ("D08.results", "D08.late") if data.authorities else ("D08.no_petitions",)
    results += ("D08.given_back",) if data.given_back else ()
    parts = (
        *say("D08.opening"),
        heading("D08.heading_results"),
        *(p for key in results for p in say(key)),
        heading("D08.heading_remarks"),
        *(typed(data.remarks) or say("D08.remarks_empty")),
        heading("D08.heading_proposals"),
        *(typed(data.proposals) or say("D08.proposals_empty")),
        *say("D08.closing"),
    )
    return with_end_mark(parts)


def _annex(data: SupervisionReport, wording: Wording, places: Places) -> Annex:
    rows = [(str(n), *_cells(line)) for n, line in enumerate(data.authorities, 1)]
    total = ("", wording.text("D08.total", places), *_cells(data.total)[1:])
    return Annex(
        title=wording.text("D08.annex_title", places),
        attached=wording.text("D08.annex_attached", places),
        parts=(Table(COLUMNS, rows, total=total),),
    )


def _cells(line: AuthorityFigures) -> tuple[str, ...]:
    names = ("total", "resolved", "in_progress", "explained", "unresolved", "unanswered", "overdue")
    return (line.authority, *(_keyed(line, name) for name in names), _rate(line))


def _keyed(line: AuthorityFigures, name: str) -> str:
    return figured(getattr(line, name), f"{line.key}/{name}" if line.key else "")


def _rate(line: AuthorityFigures) -> str:
    return shared(line.answered, line.total, f"{line.key}/answered" if line.key else "")
