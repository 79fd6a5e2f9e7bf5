"""D01, D02 and D03 from the records: chapters of the programme, figures in three states, words of the bodies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.expected import Expected, Senders, Standing, expected_within
from mttq_desktop.queries.indicators import NOWHERE, By, Cell, Line, Table, Value, table, with_typed_years
from mttq_desktop.queries.indicators.named import Named, named
from mttq_desktop.queries.issued import letters_of_bodies
from mttq_desktop.queries.reports import texts_of
from mttq_desktop.queries.rollup import View
from mttq_desktop.queries.topics import RESULTS, topics
from mttq_desktop.records.catalogue import ORGANISATION
from mttq_desktop.records.office import Letter
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.office import office_of
from mttq_desktop.services.reports.drawing import About, Drawn, Paper
from mttq_desktop.services.reports.joint_charts import Drawings
from mttq_desktop.services.reports.joint_figures import compared, frozen_of, letters, marked, notes, sign
from mttq_desktop.services.reports.jointly import jointly
from mttq_desktop.services.reports.narratives import narratives
from mttq_desktop.services.reports.remarks import Remarks, of_years, remarks_of_bodies, sent_back
from mttq_desktop.text.dates import short
from mttq_desktop.word.common import Issue
from mttq_desktop.word.joint import d01_report as d01
from mttq_desktop.word.joint.annexes import Annexes, FigureGroup, FigureLine, FigureTable, Sending, UnitTable
from mttq_desktop.word.joint.d01_report import UNKNOWN, Chapter, JointReport, Told
from mttq_desktop.word.model import Chart, Figured

SECTIONS = {"lead": "CD", "strengths": "UD", "weaknesses": "HC", "causes": "NN", "plan": "PH", "proposals": "DX"}
"""Parts of the report by the section of the bodies' own reports that goes there; contents of the programme go to
their own chapters."""
_BY_UNIT = ("A11", "A12", "A14", "A18", "B01", "B11", "B14.1", "C11", "D01", "E02.1")
_GROUPS = {"A": "Cuộc vận động, phong trào thi đua", "B": "Tuyên truyền; ý kiến, kiến nghị", "C": "Góp ý, đối thoại",
           "D": "Giám sát, phản biện xã hội", "E": "Tổ chức thực hiện"}  # fmt: skip
_PHRASES = {letter: n for n, letter in enumerate(_GROUPS, 1)}
"""The phrase that tells the figures of a letter."""
_COMPARED = ("Cùng kỳ", "Tăng/\ngiảm")
_STANDINGS = {Standing.AWAITED: "Chưa đến hạn", Standing.MISSING: "Chưa gửi", Standing.RETURNED: "Trả lại, chờ gửi lại"}


def joint(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """D01: the report of a half-year, nine months or a year."""
    return (_drawn(paper, period, "D01", _by_organisation(paper, period)),)


def whole_span(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """D02: the report at the programme's end, its years beside each other."""
    return (_drawn(paper, period, "D02", *_by_year(paper, period)),)


def of_organisations(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """D03: one report for each of the six organisations, from its own records and words."""
    words = vocabulary(paper.session)
    whole = table(paper.session, period, paper.today, By.ORGANISATION, organisations(words, period))
    senders = {e.organisation_id: e for e in _senders(paper, period)}
    letters = letters_of_bodies(paper.session, "D03", period)
    return tuple(_of_one(paper, period, words, key, whole, senders.get(key), letters.get(key)) for key in whole.keys)


def _drawn(
    paper: Paper, period: Period, code: str, found: tuple[Table, FigureTable], years: Sequence[Table] = ()
) -> Drawn:
    whole, figures = found
    senders = _senders(paper, period)
    by_unit, units = _by_unit(paper, period)
    names = {key: letters(paper.vocabulary, key) for key in whole.keys}
    drawings = Drawings(paper, period, whole, names, senders)
    frozen = frozen_of(paper, period, whole, by_unit, years).also(*drawings.counts())
    data = JointReport(
        document=code, issue=paper.issue(code, frozen), period_label=period.label, next_label=_next(period).label,
        chapters=(), figures=_in_words(paper, whole),
        annexes=Annexes(figures, units, [_sending(e) for e in senders], drawings.sendings),
        office=narratives(paper.session, code, period), told=_told(paper.session, period, senders),
        unsaid=_not_applying(whole) & _shares(paper.session),
    )  # fmt: skip
    data = replace(data, chapters=_chapters(paper.session, period, drawings.charts(code, data.places())))
    letter = paper.letter
    document = jointly(paper, code, d01.document(data, paper.wording), whole.keys)
    return Drawn(f"{_NAMES[code]} {period.label}", document, frozen, letter.id if letter else None, data.issue.number)


MONEY = "đồng"
_NAMES = {"D01": "Báo cáo kết quả thực hiện Chương trình phối hợp", "D02": "Báo cáo tổng kết Chương trình phối hợp",
          "D03": "Báo cáo thực hiện Chương trình phối hợp"}  # fmt: skip


def _of_one(
    paper: Paper, period: Period, words: Vocabulary, key: int, whole: Table, sender: Expected | None,
    letter: Letter | None,
) -> Drawn:  # fmt: skip
    name = words.target("organisation").label(key)
    own = replace(whole, keys=(key,), lines={c: replace(line, total=line.at(key)) for c, line in whole.lines.items()})
    frozen = frozen_of(paper, period, own)
    entry = words.target("organisation").by_key[key]
    number, day = (letter.number, letter.day) if letter is not None and letter.ordinal else ("", None)
    office = office_of(paper.session, paper.desk.settings, key, day or paper.today)
    issue = Issue(office, number or paper.blank_number("D03", office.code, entry.code), day, frozen.mark)
    data = JointReport(
        document="D03", issue=issue, period_label=period.label, next_label=_next(period).label,
        chapters=_chapters(paper.session, period), figures=_in_words(paper, own, whose=f"/o{key}"),
        annexes=Annexes(_figures_of_one(paper, own, key, [sender] if sender else [])),
        told=_told(paper.session, period, [sender] if sender else [], named=False), body=name,
        unsaid=_not_applying(own),
    )  # fmt: skip
    document = d01.document(data, paper.words(day, entry.code))
    ident, about = letter.id if letter else None, About(ORGANISATION.name, key)
    ours = entry.code == paper.desk.settings.organisation_code
    return Drawn(f"{_NAMES['D03']} {period.label}", document, frozen, ident, number, name, about, ours)


def _senders(paper: Paper, period: Period) -> tuple[Expected, ...]:
    """Who reported on the period, or on the periods inside it."""
    return expected_within(paper.session, period, period.start, paper.today, Senders.read(paper.session))


# ── figures ──────────────────────────────────────────────────────────────────


def _in_words(paper: Paper, whole: Table, whose: str = "") -> dict[str, str]:
    """Every indicator's total for the sentences; "không có" and "chưa có số liệu" where there is no number."""
    said = {FigureState.NONE: "không có", FigureState.MISSING: UNKNOWN}
    shares = _shares(paper.session)
    return {
        code: said.get(line.total.shown.state)
        or Figured(tidy(Decimal(line.total.shown.amount or 0)) + ("%" if code in shares else ""), code + whose)
        for code, line in whole.lines.items()
    }


def _shares(session: Session) -> frozenset[str]:
    return frozenset(one.code for one in named(session) if one.measure == "%")


def _not_applying(whole: Table) -> frozenset[str]:
    """Indicators that do not apply, such as a share of nothing."""
    return frozenset(code for code, line in whole.lines.items() if line.total.shown.state is FigureState.NONE)


def organisations(words: Vocabulary, period: Period) -> tuple[int, ...]:
    """The organisations there are at a period's end, in their order."""
    return tuple(int(e.key) for e in words.target("organisation").entries if e.valid(period.end))


def _by_organisation(paper: Paper, period: Period) -> tuple[Table, FigureTable]:
    words, senders = vocabulary(paper.session), _senders(paper, period)
    keys = organisations(words, period)
    whole = table(paper.session, period, paper.today, By.ORGANISATION, keys)
    names = {key: letters(words, key) for key in keys}
    remarks = Remarks(names, remarks_of_bodies(paper.session, senders), back=sent_back(senders))
    figures = _figure_table(paper, whole, keys, (*names.values(), "Tổng", *_COMPARED), remarks)
    return whole, replace(figures, group="Tổ chức", silent=_silent(senders, period, names))


def _silent(senders: Sequence[Expected], period: Period, names: Mapping[int, str]) -> tuple[str, ...]:
    """Organisations whose report of this very period is not there."""
    board = {e.organisation_id: e.standing for e in senders if e.period == period}
    return tuple(name for key, name in names.items() if board.get(key) in _STANDINGS)


def _figures_of_one(paper: Paper, own: Table, key: int, senders: Sequence[Expected]) -> FigureTable:
    """The one organisation stands for the whole."""
    remarks = Remarks({key: ""}, remarks_of_bodies(paper.session, senders), f"/o{key}", sent_back(senders))
    return _figure_table(paper, own, (), ("Kết quả", *_COMPARED), remarks)


def _figure_table(
    paper: Paper, whole: Table, keys: Sequence[int], captions: Sequence[str], remarks: Remarks
) -> FigureTable:
    def cells(line: Line) -> tuple[str, ...]:
        total, key = line.total, line.code + remarks.whose
        own = (marked(line.at(k), f"{line.code}/o{k}") for k in keys)
        return (*own, marked(total, key), *compared(total, key))

    has_typed = any(cell.typed for line in whole.lines.values() for cell in (*map(line.at, keys), line.total))
    return FigureTable(captions, _grouped(paper, whole, cells, remarks.of), len(keys), marked=has_typed)


def _grouped(
    paper: Paper, whole: Table, cells: Callable[[Line], tuple[str, ...]], remark: Callable[[Line], str]
) -> list[FigureGroup]:
    groups: dict[str, list[FigureLine]] = {}
    for one in named(paper.session):
        if one.code in whole.lines:
            shown = _shown(whole.lines[one.code], one)
            line = FigureLine(one.label, _measure(one), cells(shown), remark(shown))
            groups.setdefault(one.code[0], []).append(line)
    return [FigureGroup(_GROUPS[letter], lines) for letter, lines in groups.items()]


def _measure(one: Named) -> str:
    """Money stands in millions, so that a column holds it."""
    return "triệu đồng" if one.measure == MONEY else one.measure


def _shown(line: Line, one: Named) -> Line:
    """The line as the annexes print it."""
    if one.measure != MONEY:
        return line
    return replace(line, cells={k: _in_millions(c) for k, c in line.cells.items()}, total=_in_millions(line.total))


def _in_millions(cell: Cell) -> Cell:
    typed = replace(cell.typed, value=_millions(cell.typed.value)) if cell.typed else None
    return replace(cell, counted=_millions(cell.counted), last_year=_millions(cell.last_year), typed=typed)


def _millions(value: Value) -> Value:
    return value if value.amount is None else Value(value.state, value.amount / 1_000_000)


def _by_year(paper: Paper, period: Period) -> tuple[tuple[Table, FigureTable], Sequence[Table]]:
    """The whole span, its years as columns; and what was counted of each year."""
    words = vocabulary(paper.session)
    keys = organisations(words, period)
    years = [Period(y, "Y") for y in range(period.start.year, period.end.year + 1)]
    tables = [table(paper.session, year, paper.today, By.ORGANISATION, keys, in_span=True) for year in years]
    whole = with_typed_years(table(paper.session, period, paper.today, By.ORGANISATION, keys), tables)
    known = {one.code: one for one in named(paper.session)}
    shown = [replace(t, lines={c: _shown(line, known[c]) for c, line in t.lines.items() if c in known}) for t in tables]

    def cells(line: Line) -> tuple[str, ...]:
        yearly = (marked(t.lines[line.code].total, f"{line.code}/y{t.period.year}") for t in shown)
        return (*yearly, marked(line.total, line.code))

    def remark(line: Line) -> str:
        return of_years(line, shown, known[line.code].measure)

    has_typed = any(line.total.typed for t in (whole, *tables) for line in t.lines.values())
    captions, groups = (*(str(y.year) for y in years), "Tổng"), _grouped(paper, whole, cells, remark)
    return (whole, FigureTable(captions, groups, len(years), "Năm", may_be_bare=True, marked=has_typed)), tables


def _by_unit(paper: Paper, period: Period) -> tuple[Table | None, UnitTable]:
    """The units of the office's choice as lines; what stands under none of them follows, so that the sum is right."""
    seen, of = paper.seen(period), sign(paper)
    known = {one.code: one for one in named(paper.session)}
    if not seen.keys:
        return None, UnitTable((), (), ())
    found = table(paper.session, period, paper.today, By.UNIT, seen.keys, view=seen.view, on=seen.day, codes=_BY_UNIT)
    lines = {c: _shown(found.lines[c], known[c]) for c in _BY_UNIT}
    counted = {k for line in found.lines.values() for k, cell in line.cells.items() if cell.shown.amount}
    names = {k: seen.name(k) for k in seen.lines({*seen.keys, *counted})}
    rows = [
        (name, *(marked(lines[c].at(k), f"{c}/{of}{k or NOWHERE}") for c in _BY_UNIT)) for k, name in names.items()
    ]
    total = tuple(marked(lines[c].total, c) for c in _BY_UNIT)
    head = "Huyện, thị xã, thành phố" if seen.view is View.DISTRICT else "Đơn vị"
    said = notes(paper, found, {k: name for k, name in names.items() if k is not None}, of)
    whole = replace(found, keys=tuple(k for k in names if k is not None))
    return whole, UnitTable([_caption(known[c]) for c in _BY_UNIT], rows, total, head, said)


def _caption(one: Named) -> str:
    return f"{one.label} (triệu đồng)" if one.measure == MONEY else one.label


# ── words ────────────────────────────────────────────────────────────────────


def _chapters(
    session: Session, period: Period, drawings: Mapping[str, tuple[Chart, ...]] | None = None
) -> tuple[Chapter, ...]:
    """The contents of the programme in force (documents.md, D01); figures alone where there is none."""
    found = [(t.title, t.letters, t.part) for t in topics(session, period)]
    return tuple(
        Chapter(
            title, tuple(f"figures_{_PHRASES[x]}" for x in letters), part,
            tuple(drawing for x in letters for drawing in (drawings or {}).get(x, ())),
        )
        for title, letters, part in found or [(title, (letter,), "") for letter, title in _GROUPS.items()]
    )  # fmt: skip


def words_of_bodies(session: Session, document: str, period: Period, today: date) -> Mapping[str, str]:
    """What the organisations wrote, part by part, each under its name; of the joint reports alone."""
    if document not in ("D01", "D02"):
        return {}
    senders = expected_within(session, period, period.start, today, Senders.read(session))
    found = _told(session, period, senders)
    return {part: "\n".join(f"{told.body}: {told.text}" for told in said) for part, said in found.items()}


def _told(
    session: Session, period: Period, senders: Sequence[Expected], *, named: bool = True
) -> Mapping[str, Sequence[Told]]:
    """What the organisations wrote in the latest version of their reports, part by part."""
    found: dict[str, list[Told]] = {}
    parts = _parts(session, period)
    for sender in _in_order(senders):
        if sender.organisation_id is None or sender.report_id is None or sender.standing is Standing.RETURNED:
            continue
        texts = texts_of(session, sender.report_id)
        for section, part in parts.items():
            if section in texts:
                told = Told(sender.name if named else "", texts[section].body)
                found.setdefault(part, []).append(told)
    return {part: tuple(dict.fromkeys(said)) for part, said in found.items()}


def _in_order(senders: Sequence[Expected]) -> list[Expected]:
    """Bodies in their order; what one wrote of several periods stands together, the earliest first."""
    place = {key: n for n, key in enumerate(dict.fromkeys(s.organisation_id for s in senders))}
    return sorted(senders, key=lambda s: (place[s.organisation_id], s.period))


def _parts(session: Session, period: Period) -> dict[str, str]:
    """Which part of ours a section of theirs belongs to; results told in one piece stand in the last chapter."""
    contents = topics(session, period)
    last = {RESULTS: contents[-1].part} if contents else {}
    return {section: part for part, section in SECTIONS.items()} | {t.key: t.part for t in contents} | last


def _sending(one: Expected) -> Sending:
    latest, label = one.latest, one.period.label
    day = short(one.received_on) if one.received_on else ""
    standing = _STANDINGS.get(one.standing) or ("Chậm" if one.late else "Đúng hạn")
    return Sending(one.name, day, (latest.number or "") if latest else "", standing, label[:1].upper() + label[1:])


def _next(period: Period) -> Period:
    """The period the plans are for: the other half-year, the next year, the next span."""
    if period.part == "H1":
        return Period(period.year, "H2")
    if period.last_year is not None:
        return Period(period.last_year, "span", 2 * period.last_year - period.year)
    return Period(period.end.year + 1, "H1" if period.part == "H2" else "Y")
