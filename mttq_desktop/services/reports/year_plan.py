"""D11 from the records of one year."""

from collections.abc import Mapping
from typing import Any

from mttq_desktop.queries.cases import all_values
from mttq_desktop.queries.listing import Filter, Sort, ids
from mttq_desktop.records.criticism import CRITICISM, SOCIAL_CRITICISM
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.supervisions import SUPERVISION, SupervisionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Drawn, Frozen, Paper
from mttq_desktop.services.reports.narratives import narratives
from mttq_desktop.text.dates import short
from mttq_desktop.word.common import inside, listed
from mttq_desktop.word.supervision import d11_year_plan as d11

_ORDER = {"supervision": "planned_to", "social_criticism": "received_on"}


def year_plan(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """The year's plan of supervision and criticism; nothing while neither is planned."""
    watched = [r for r in _rows(paper, SUPERVISION, period) if r[1]["state"] != SupervisionState.CANCELLED]
    drafts = [r for r in _rows(paper, SOCIAL_CRITICISM, period) if r[1]["kind"] == CRITICISM]
    if not (watched or drafts):
        return ()
    typed, frozen = narratives(paper.session, d11.CODE, period), _frozen(watched, drafts)
    data = d11.YearPlan(
        paper.issue(d11.CODE, frozen), period.start.year, [_watched(paper, v) for _, v in watched],
        [_draft(paper, v) for _, v in drafts], typed.get("purpose", ""), typed.get("organising", ""),
    )  # fmt: skip
    document, letter = d11.year_plan(data, paper.wording), paper.letter
    name = f"Kế hoạch giám sát, phản biện xã hội {period.label}"
    return (Drawn(name, document, frozen, letter.id if letter else None, data.issue.number),)


def _rows(paper: Paper, kind: Kind[Any], period: Period) -> list[tuple[int, dict[str, Any]]]:
    sort = Sort(_ORDER[kind.name], descending=False)
    return all_values(paper.session, kind, ids(paper.session, kind, Filter(period=period.code), sort))


def _frozen(watched: list[tuple[int, dict[str, Any]]], drafts: list[tuple[int, dict[str, Any]]]) -> Frozen:
    counts = {"supervision": len(watched), "social_criticism": len(drafts)}
    labels = {"supervision": "Số cuộc giám sát", "social_criticism": "Số dự thảo phản biện"}
    ids = {"supervision": tuple(i for i, _ in watched), "social_criticism": tuple(i for i, _ in drafts)}
    return Frozen(counts, labels, ids, {name: name for name in counts})


def _watched(paper: Paper, v: Mapping[str, Any]) -> d11.PlannedWork:
    organisations, authorities = (paper.vocabulary.target(n) for n in ("organisation", "authority"))
    targets = [authorities.short(key) for key in v["bodies"] or ()] + [inside(v["bodies_text"])]
    return d11.PlannedWork(
        v["content"], SUPERVISION.field("form").format(v["form"], paper.vocabulary),
        listed((t for t in targets if t), "; "), organisations.short(v["chair_id"]),
        listed((organisations.short(key) for key in v["partners"] or ()), "; "), v["timing"] or "", inside(v["note"]),
    )  # fmt: skip


def _draft(paper: Paper, v: Mapping[str, Any]) -> d11.PlannedWork:
    organisations, form = paper.vocabulary.target("organisation"), v["form"]
    return d11.PlannedWork(
        v["title"], SOCIAL_CRITICISM.field("form").format(form, paper.vocabulary) if form else "",
        paper.names.authority(v["drafter_id"]), organisations.short(v["chair_id"]),
        listed((organisations.short(key) for key in v["partners"] or ()), "; "),
        short(v["held_on"]) if v["held_on"] else "", inside(v["note"]),
    )  # fmt: skip
