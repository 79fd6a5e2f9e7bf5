"""D04 from the records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select

from mttq_desktop.queries.board import Sender, Sending
from mttq_desktop.queries.contents import Content, contents
from mttq_desktop.queries.figures import FieldLine, Quarter, Results, SenderLine, gathered, joined_cells, quarter
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.catalogue import CodeItem
from mttq_desktop.records.petitions import PETITION, PETITION_BATCH
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.batches import board
from mttq_desktop.services.reports.drawing import Count, Drawn, Frozen, Paper
from mttq_desktop.services.reports.narratives import narratives
from mttq_desktop.services.reports.petition_chart import by_group
from mttq_desktop.text.numbers import whole
from mttq_desktop.word.common import in_sentence
from mttq_desktop.word.model import Figured, joined, listing
from mttq_desktop.word.petitions import d04_quarterly as d04

CODE = "D04"
LISTED_IN_TEXT = 60
"""With more petitions than these the text gives figures and the annex the contents."""
_LEVELS = {"TW": d04.Level.CENTRAL, "TINH": d04.Level.PROVINCE, "HUYEN": d04.Level.DISTRICT, "XA": d04.Level.COMMUNE}


def quarterly(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """The report on a period; figures and text as they are now."""
    found = quarter(paper.session, period, board(paper.session, period, paper.today), paper.today)
    lines = _lines(paper, found)
    own = contents(paper.session, found.petitions.ids, paper.names)
    groups = by_group(paper.vocabulary, found.own)
    frozen = Frozen.of([*found.cells(), *joined_cells(lines)]).also(
        *_board(found), *(c for g in groups for c in g.counts()), *_merged(own.values())
    )
    typed = narratives(paper.session, CODE, period)
    petitions = _petitions(paper, found, own.values())
    few = len(petitions) <= LISTED_IN_TEXT
    data = d04.QuarterlyReport(
        issue=paper.issue(CODE, frozen), period_label=period.label, **_senders(found),
        fields=tuple(_field(line, f"field/{line.code or '-'}") for line in found.fields),
        fields_total=_field(found.fields_total, "fields"), field_bars=[g.bar for g in groups],
        senders=tuple(_sender(line) for line in lines), senders_total=_sender(found.senders_total),
        petitions=petitions, field_groups=tuple(label for _, label in _groups(paper)),
        previous=_previous(found.previous, typed.get("previous", "")), situation=typed.get("situation", ""),
        proposals=typed.get("proposals", ""),
        list_petitions=few if paper.list_petitions is None else paper.list_petitions,
    )  # fmt: skip
    letter = paper.letter
    return (
        Drawn(
            f"Báo cáo tổng hợp kiến nghị {period.label}", d04.document(data, paper.wording), frozen,
            letter.id if letter else None, data.issue.number,
        ),
    )  # fmt: skip


def _lines(paper: Paper, found: Quarter) -> Sequence[SenderLine]:
    """Senders as they were, or by the units of today."""
    return found.senders if paper.choice is Choice.THEN else gathered(found.senders, paper.seen(found.period))


def _board(found: Quarter) -> Iterator[Count]:
    """How many should send, have sent, said there is nothing, said nothing at all, with what they sent."""
    said = [s for s in found.board.senders if s.expected]
    counted = {
        "expected": ("Đơn vị phải gửi", said), "sent": ("Đơn vị đã gửi", [s for s in said if not s.missing]),
        "nothing": ("Đơn vị báo không có kiến nghị", [s for s in said if s.state is Sending.NONE]),
        "missing": ("Đơn vị chưa gửi", [s for s in said if s.missing]),
    }  # fmt: skip
    for name, (label, them) in counted.items():
        batches = tuple(ident for sender in them for ident in sender.batches)
        yield Count(name, label, PETITION_BATCH, batches, len(them))


def _merged(own: Iterable[Content]) -> Iterator[Count]:
    """How many opinions stand in a petition into which others were merged."""
    for petition in own:
        if petition.originals:
            label = f"{petition.number}: số ý kiến đã gộp"
            yield Count(f"merged/{petition.id}", label, PETITION, (petition.id, *petition.originals))


def _senders(found: Quarter) -> dict[str, tuple[str, ...]]:
    said = [s for s in found.board.senders if s.expected]
    return {
        "sent": tuple(_in_text(s) for s in said if not s.missing),
        "not_sent": tuple(_in_text(s) for s in said if s.missing),
        "nothing_to_send": tuple(_in_text(s) for s in said if not s.missing and s.state is Sending.NONE),
    }


def _in_text(sender: Sender) -> str:
    """A district's kind has a small letter inside a sentence: "huyện Duy Xuyên"."""
    return in_sentence(sender.name) if sender.unit_ids else sender.name


def _field(line: FieldLine, key: str) -> d04.FieldFigures:
    return d04.FieldFigures(
        line.name, line.total.n, line.central.n, line.province.n, line.district.n, line.commune.n, line.answered.n, key
    )


def _sender(line: SenderLine) -> d04.SenderFigures:
    """Every cell stays empty when nothing was reported: "chưa báo cáo" is no 0 (documents §3.3)."""
    figures = (line.opinions, line.merged, line.forwarded, line.answered, line.unanswered)
    opinions, merged, forwarded, answered, unanswered = (f.n if line.reported else None for f in figures)
    return d04.SenderFigures(line.name, opinions, merged, forwarded, answered, unanswered, line.key)


def _previous(found: Results, notes: str) -> d04.PreviousResults | None:
    if not found.forwarded.n:
        return None
    return d04.PreviousResults(
        found.period.label, found.forwarded.n, found.answered.n, found.resolved.n, found.in_progress.n,
        found.explained.n, found.unresolved.n, found.unanswered.n, found.overdue.n, notes,
    )  # fmt: skip


def _groups(paper: Paper) -> list[tuple[str, str]]:
    """The five groups of fields, the columns of the annex."""
    c = CodeItem
    statement = select(c.code, c.label).where(c.list == "petition_field_hdnd5").order_by(c.position)
    return [(code, label) for code, label in paper.session.execute(statement)]


def _petitions(paper: Paper, found: Quarter, own: Iterable[Content]) -> tuple[d04.QuarterPetition, ...]:
    c = CodeItem
    rows = paper.session.execute(select(c.code, c.label, c.parent).where(c.list == "petition_field_detail"))
    fields = {code: (label, parent) for code, label, parent in rows}
    groups = [code for code, _ in _groups(paper)]
    levels = {f.id: f.level for f in found.own}
    return tuple(_petition(replace(p, level=levels.get(p.id)), fields, groups) for p in own)


def _petition(
    petition: Content, fields: dict[str, tuple[str, str | None]], groups: list[str]
) -> d04.QuarterPetition:
    label, parent = fields.get(petition.field or "", (None, None))
    return d04.QuarterPetition(
        number=petition.number, content=petition.content, sender=petition.sender, district=petition.district,
        level=_LEVELS.get(petition.level or "", d04.Level.OTHER), field=label,
        group=groups.index(parent) if parent in groups else None, note=_note(petition),
        summary=petition.summary, field_key=f"field/{petition.field or '-'}",
    )  # fmt: skip


def _note(petition: Content) -> str:
    said = ["Kỳ trước chuyển sang"] if petition.carried else []
    if petition.originals:
        count = Figured(whole(len(petition.originals) + 1), f"merged/{petition.id}")
        said.append(joined("Gộp ", count, " ý kiến"))
    return listing(said, "; ")
