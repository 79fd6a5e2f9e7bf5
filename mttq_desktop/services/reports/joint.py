"""D01, D02 and D03 from the records: chapters of the programme, figures in three states, words of the bodies."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.expected import Expected, Senders, Standing, expected_within
from mttq_desktop.queries.indicators import By, Cell, Line, Table, Value, table
from mttq_desktop.queries.indicators.named import Named, named
from mttq_desktop.queries.reports import texts_of
from mttq_desktop.queries.topics import RESULTS, topics
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Drawn, Frozen, Paper
from mttq_desktop.services.reports.narratives import narratives
from mttq_desktop.text.dates import short
from mttq_desktop.word.joint import d01_report as d01
from mttq_desktop.word.joint.annexes import Annexes, FigureGroup, FigureLine, FigureTable, Sending, UnitTable
from mttq_desktop.word.joint.d01_report import Chapter, JointReport, Told

SECTIONS = {"lead": "CD", "strengths": "UD", "weaknesses": "HC", "causes": "NN", "plan": "PH", "proposals": "DX"}
"""Parts of the report by the section of the bodies' own reports that goes there; contents of the programme go to
their own chapters."""
_BY_UNIT = ("A11", "A12", "A14", "A18", "B01", "B11", "B14.1", "C11", "D01", "E02.1")
_GROUPS = {"A": "Cuộc vận động, phong trào thi đua", "B": "Tuyên truyền; ý kiến, kiến nghị", "C": "Góp ý, đối thoại",
           "D": "Giám sát, phản biện xã hội", "E": "Tổ chức thực hiện"}  # fmt: skip
_PHRASES = {letter: n for n, letter in enumerate(_GROUPS, 1)}
"""The phrase that tells the figures of a letter."""
_STANDINGS = {Standing.AWAITED: "Chưa đến hạn", Standing.MISSING: "Chưa gửi", Standing.RETURNED: "Trả lại, chờ gửi lại"}


def joint(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """D01: the report of a half-year, nine months or a year."""
    return (_drawn(paper, period, "D01", _by_organisation(paper, period)),)


def whole_span(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """D02: the report at the programme's end, its years beside each other."""
    return (_drawn(paper, period, "D02", _by_year(paper, period)),)


def of_organisations(paper: Paper, period: Period) -> tuple[Drawn, ...]:
    """D03: one report for each of the six organisations, from its own records and words."""
    words = vocabulary(paper.session)
    whole = table(paper.session, period, paper.today, By.ORGANISATION, _organisations(words, period))
    senders = {e.organisation_id: e for e in _senders(paper, period)}
    return tuple(_of_one(paper, period, words, key, whole, senders.get(key)) for key in whole.keys)


def _drawn(paper: Paper, period: Period, code: str, found: tuple[Table, FigureTable]) -> Drawn:
    whole, figures = found
    senders = _senders(paper, period)
    units = _by_unit(paper, period)
    frozen = frozen_of(whole, named(paper.session))
    data = JointReport(
        document=code, issue=paper.issue(code, frozen), period_label=period.label, next_label=_next(period).label,
        chapters=_chapters(paper.session, period), figures=_in_words(paper, whole),
        annexes=Annexes(figures, units, [_sending(e) for e in senders]),
        office=narratives(paper.session, code, period), told=_told(paper.session, period, senders),
    )  # fmt: skip
    letter = paper.letter
    document = d01.document(data, paper.desk.wording)
    return Drawn(f"{_NAMES[code]} {period.label}", document, frozen, letter.id if letter else None, data.issue.number)


_NAMES = {"D01": "Báo cáo kết quả thực hiện Chương trình phối hợp", "D02": "Báo cáo tổng kết Chương trình phối hợp",
          "D03": "Báo cáo thực hiện Chương trình phối hợp"}  # fmt: skip


def _of_one(
    paper: Paper, period: Period, words: Vocabulary, key: int, whole: Table, sender: Expected | None
) -> Drawn:
    name = words.target("organisation").label(key)
    own = replace(whole, keys=(key,), lines={c: replace(line, total=line.at(key)) for c, line in whole.lines.items()})
    frozen = frozen_of(own, named(paper.session))
    data = JointReport(
        document="D03", issue=paper.issue("D03", frozen), period_label=period.label, next_label=_next(period).label,
        chapters=_chapters(paper.session, period), figures=_in_words(paper, own),
        annexes=Annexes(_figure_table(paper, own, (), ("Kết quả", "Cùng kỳ", "Tăng, giảm"))),
        told=_told(paper.session, period, [sender] if sender else [], named=False), body=name,
    )  # fmt: skip
    return Drawn(f"{_NAMES['D03']} {period.label}", d01.document(data, paper.desk.wording), frozen, None, "", name)


def _senders(paper: Paper, period: Period) -> tuple[Expected, ...]:
    """Who reported on the period, or on the periods inside it."""
    return expected_within(paper.session, period, period.start, paper.today, Senders.read(paper.session))


# ── figures ──────────────────────────────────────────────────────────────────


def printed(value: Value) -> str:
    """ "1.234", "0", "-" where it does not apply, nothing where nobody reported."""
    if value.state is FigureState.MISSING:
        return ""
    return "-" if value.amount is None else tidy(Decimal(value.amount))


def frozen_of(whole: Table, names: Iterable[Named]) -> Frozen:
    """Totals as printed, whole numbers; what does not apply or was not reported has none."""
    amounts = {code: line.total.shown.amount for code, line in whole.lines.items()}
    counts = {code: int(amount) for code, amount in amounts.items() if amount is not None}
    labels = {one.code: f"{one.code}. {one.label}" for one in names if one.code in counts}
    return Frozen({code: counts[code] for code in labels}, labels, {})


def _in_words(paper: Paper, whole: Table) -> dict[str, str]:
    """Every indicator's total for the sentences; "không có" and "chưa có số liệu" where there is no number."""
    said = {FigureState.NONE: "không có", FigureState.MISSING: "chưa có số liệu"}
    shares = {one.code for one in named(paper.session) if one.measure == "%"}
    return {
        code: said.get(line.total.shown.state)
        or tidy(Decimal(line.total.shown.amount or 0)) + ("%" if code in shares else "")
        for code, line in whole.lines.items()
    }


def _organisations(words: Vocabulary, period: Period) -> tuple[int, ...]:
    return tuple(int(e.key) for e in words.target("organisation").entries if e.valid(period.end))


def _by_organisation(paper: Paper, period: Period) -> tuple[Table, FigureTable]:
    words = vocabulary(paper.session)
    keys = _organisations(words, period)
    whole = table(paper.session, period, paper.today, By.ORGANISATION, keys)
    letters = [_letters(words, key) for key in keys]
    return whole, _figure_table(paper, whole, keys, (*letters, "Tổng", "Cùng kỳ", "Tăng, giảm"), "Tổ chức")


def _letters(words: Vocabulary, key: int) -> str:
    """The sign of an organisation in numbers of documents, as columns carry it: MTTQ, LĐLĐ …"""
    entry = words.target("organisation").by_key[key]
    return entry.aliases[-2] if len(entry.aliases) > 1 else entry.short


def _figure_table(
    paper: Paper, whole: Table, keys: Sequence[int], captions: Sequence[str], group: str = ""
) -> FigureTable:
    def cells(line: Line) -> tuple[str, ...]:
        total = line.total
        last = (printed(total.shown), printed(total.last_year), _change(total))
        return (*(printed(line.at(k).shown) for k in keys), *last)

    return FigureTable(captions, _grouped(paper, whole, cells), len(keys), group)


def _change(cell: Cell) -> str:
    """ "+12", "-3", "0"; nothing where either side is no number."""
    change = cell.change
    if change.amount is None:
        return ""
    return ("+" if change.amount > 0 else "") + tidy(Decimal(change.amount))


def _grouped(paper: Paper, whole: Table, cells: Callable[[Line], tuple[str, ...]]) -> list[FigureGroup]:
    groups: dict[str, list[FigureLine]] = {}
    for one in named(paper.session):
        if one.code in whole.lines:
            line = FigureLine(one.label, one.measure, cells(whole.lines[one.code]))
            groups.setdefault(one.code[0], []).append(line)
    return [FigureGroup(_GROUPS[letter], lines) for letter, lines in groups.items()]


def _by_year(paper: Paper, period: Period) -> tuple[Table, FigureTable]:
    """The whole span, its years as columns."""
    words = vocabulary(paper.session)
    keys = _organisations(words, period)
    years = [Period(y, "Y") for y in range(period.start.year, period.end.year + 1)]
    tables = [table(paper.session, year, paper.today, By.ORGANISATION, keys) for year in years]
    whole = table(paper.session, period, paper.today, By.ORGANISATION, keys)

    def cells(line: Line) -> tuple[str, ...]:
        yearly = (printed(t.lines[line.code].total.shown) for t in tables)
        return (*yearly, printed(line.total.shown))

    captions = (*(str(y.year) for y in years), "Tổng")
    return whole, FigureTable(captions, _grouped(paper, whole, cells), len(years), "Năm")


def _by_unit(paper: Paper, period: Period) -> UnitTable:
    """The districts of the period's last day (communes after 01/7/2025) as lines."""
    units = Senders.read(paper.session).units
    keys = [u.id for u in units.on(period.end, "district") or units.on(period.end, "commune")]
    label = vocabulary(paper.session).units.label
    labels = {one.code: one.label for one in named(paper.session)}
    if not keys:
        return UnitTable((), (), ())
    found = table(paper.session, period, paper.today, By.UNIT, keys, codes=_BY_UNIT)
    rows = [(label(k), *(printed(found.lines[c].at(k).shown) for c in _BY_UNIT)) for k in keys]
    total = tuple(printed(found.lines[c].total.shown) for c in _BY_UNIT)
    return UnitTable([labels[c] for c in _BY_UNIT], rows, total)


# ── words ────────────────────────────────────────────────────────────────────


def _chapters(session: Session, period: Period) -> tuple[Chapter, ...]:
    """The contents of the programme in force (documents.md, D01); figures alone where there is none."""
    found = topics(session, period)
    if not found:
        return tuple(Chapter(title, (f"figures_{n}",), "") for n, title in enumerate(_GROUPS.values(), 1))
    return tuple(Chapter(t.title, tuple(f"figures_{_PHRASES[x]}" for x in t.letters), t.part) for t in found)


def _told(
    session: Session, period: Period, senders: Sequence[Expected], *, named: bool = True
) -> Mapping[str, Sequence[Told]]:
    """What the organisations wrote in the latest version of their reports, part by part."""
    found: dict[str, list[Told]] = {}
    parts = _parts(session, period)
    for sender in senders:
        if sender.organisation_id is None or sender.report_id is None or sender.standing is Standing.RETURNED:
            continue
        texts = texts_of(session, sender.report_id)
        for section, part in parts.items():
            if section in texts:
                told = Told(sender.name if named else "", texts[section].body)
                found.setdefault(part, []).append(told)
    return found


def _parts(session: Session, period: Period) -> dict[str, str]:
    """Which part of ours a section of theirs belongs to; results told in one piece stand in the last chapter."""
    contents = topics(session, period)
    last = {RESULTS: contents[-1].part} if contents else {}
    return {section: part for part, section in SECTIONS.items()} | {t.key: t.part for t in contents} | last


def _sending(one: Expected) -> Sending:
    latest = one.latest
    day = short(one.received_on) if one.received_on else ""
    standing = _STANDINGS.get(one.standing) or ("Chậm" if one.late else "Đúng hạn")
    return Sending(one.name, day, (latest.number or "") if latest else "", standing)


def _next(period: Period) -> Period:
    """The period the plans are for: the other half-year, the next year, the next span."""
    if period.part == "H1":
        return Period(period.year, "H2")
    if period.last_year is not None:
        return Period(period.last_year, "span", 2 * period.last_year - period.year)
    return Period(period.end.year + 1, "H1" if period.part == "H2" else "Y")
