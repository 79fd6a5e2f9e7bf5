"""D08 from the records."""

from mttq_desktop.queries.followed import AuthorityLine, supervision
from mttq_desktop.records.catalogue import AUTHORITY
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Count, Drawn, Frozen, Paper
from mttq_desktop.services.reports.narratives import narratives
from mttq_desktop.word.petitions import d08_supervision as d08

CODE = "D08"


def supervising(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """The report on how authorities settled a period's petitions."""
    found = supervision(paper.session, period, paper.today)
    asked = tuple(line.authority_id for line in found.authorities if line.authority_id is not None)
    whom = Count("authorities", "Số cơ quan được chuyển", AUTHORITY, asked, len(found.authorities))
    frozen = Frozen.of(found.cells()).also(whom)
    typed = narratives(paper.session, CODE, period)
    data = d08.SupervisionReport(
        issue=paper.issue(CODE, frozen), period_label=period.label,
        authorities=tuple(_line(line) for line in found.authorities), total=_line(found.total),
        petitions=found.petitions.n, given_back=found.given_back.n,
        remarks=typed.get("remarks", ""), proposals=typed.get("proposals", ""),
    )  # fmt: skip
    letter = paper.letter
    name = f"Báo cáo giám sát giải quyết kiến nghị {period.label}"
    document = d08.document(data, paper.wording)
    return (Drawn(name, document, frozen, letter.id if letter else None, data.issue.number),)


def _line(line: AuthorityLine) -> d08.AuthorityFigures:
    return d08.AuthorityFigures(
        line.name, line.total.n, line.resolved.n, line.in_progress.n, line.explained.n, line.unresolved.n,
        line.unanswered.n, line.overdue.n, line.answered.n, f"authority/{line.authority_id or 'all'}",
    )  # fmt: skip
