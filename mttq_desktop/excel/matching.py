"""Which column holds which field: by captions first, by the values below where captions say too little."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mttq_desktop.excel.captions import VAGUE, Known, caption_key, is_mark
from mttq_desktop.excel.classify import is_sum
from mttq_desktop.excel.cleaning import is_blank
from mttq_desktop.excel.dates import looks_like_day
from mttq_desktop.excel.header import Header, is_column_numbers
from mttq_desktop.excel.own_list import OwnColumns
from mttq_desktop.excel.reading import Line
from mttq_desktop.excel.spec import ORDINAL, ColumnSpec
from mttq_desktop.fields import Coded, Day, Link, Prose, Several, UnitOf, Vocabulary, Whole
from mttq_desktop.text.fold import fold

_ENOUGH, _BY_PARENT = 50.0, 100.0
_MOSTLY = 0.75
"""A column of crosses may hold a slip of the pen here and there."""
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One column of a matrix: a mark in it means `code` (None when only the words are known)."""

    column: int
    code: str | None
    words: str


@dataclass
class ColumnMap:
    """How the columns of one table were understood; `guessed` are fields that values told and no caption.

    Of these a person is `asked` where a record must have the field and no caption speaks for the column at all, or
    another column may hold it as well.
    """

    columns: dict[str, int] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    ordinal: int | None = None
    unknown: list[int] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    score: float = 0.0
    own: OwnColumns | None = None

    @property
    def names(self) -> set[str]:
        """Fields that some column or matrix holds."""
        return set(self.columns) | set(self.choices)

    def place(self, name: str) -> int | None:
        """The column shown for a field."""
        if name in self.columns:
            return self.columns[name]
        return self.choices[name][0].column if name in self.choices else None


def match_columns(
    header: Header, body: Sequence[Line], known: Known, vocabulary: Vocabulary,
    corrected: Mapping[int, str] | None = None,
) -> ColumnMap:  # fmt: skip
    """Assign every column of the header; `corrected` is what a person, or memory, says of them."""
    values = _column_values(header, body)
    made = ColumnMap()
    taken: set[int] = set()
    for column, name in (corrected or {}).items():
        if name not in ("", ORDINAL, *known.spec.names):
            continue  # a field of an older template that is no more: the caption must tell
        taken.add(column)
        if name == ORDINAL:
            made.ordinal = column
        elif name and name in known.spec.names:
            made.columns[name] = column
    _matrices(header, values, known, vocabulary, made, taken)
    weighed = {c: known.weigh(path) for c, path in header.paths.items() if c not in taken}
    _ordinal(weighed, made, taken)
    candidates = _candidates(header, weighed, values, known, vocabulary, taken)
    for total, column, name in sorted(candidates, key=lambda t: (-t[0], t[1])):
        if total >= _ENOUGH and column not in taken and name not in made.names:
            made.columns[name] = column
            made.score += total
            taken.add(column)
            if not any(named == name for named, _ in weighed[column]):
                made.guessed.append(name)
    made.asked = [n for n in made.guessed if known.spec.column(n).required and _in_doubt(n, header, made, candidates)]
    for one in known.spec.columns:
        if one.instead_of and one.name in made.columns and one.instead_of not in made.names:
            made.columns[one.instead_of] = made.columns.pop(one.name)
            made.guessed.append(one.instead_of)
    made.unknown = [c for c in header.paths if c not in taken and values.get(c)]
    made.unknown += [c for c in _nameless(header, body) if c not in taken]
    return made


def _in_doubt(name: str, header: Header, made: ColumnMap, candidates: Sequence[tuple[float, int, str]]) -> bool:
    """True when nothing but its values speaks for a column, or these speak for a column left over as well."""
    taken = set(made.columns.values())
    if any(n == name and c not in taken and total >= _ENOUGH for total, c, n in candidates):
        return True
    return fold(caption_key(header.paths[made.columns[name]][-1])) not in VAGUE


def _nameless(header: Header, body: Sequence[Line]) -> list[int]:
    """Columns with values but without a caption."""
    counted = Counter(c for _, cells in body[:_SAMPLE] for c, cell in enumerate(cells) if not is_blank(cell))
    return [c for c, filled in sorted(counted.items()) if filled > 1 and c not in header.paths]


def _column_values(header: Header, body: Sequence[Line]) -> dict[int, list[object]]:
    found: dict[int, list[object]] = {c: [] for c in header.paths}
    for _, cells in body[:_SAMPLE]:
        alone = sum(not is_blank(c) for c in cells) < 2
        if alone or is_sum(cells) or is_column_numbers(cells):
            continue
        for c, values in found.items():
            if c < len(cells) and cells[c] not in ("", None) and str(cells[c]).strip():
                values.append(cells[c])
    return found


def _ordinal(weighed: Mapping[int, Mapping[tuple[str, str], float]], made: ColumnMap, taken: set[int]) -> None:
    if made.ordinal is None:
        made.ordinal = next((c for c, w in weighed.items() if w.get((ORDINAL, ""), 0) >= 80), None)
    if made.ordinal is not None:
        taken.add(made.ordinal)


def _candidates(
    header: Header, weighed: Mapping[int, Mapping[tuple[str, str], float]], values: Mapping[int, Sequence[object]],
    known: Known, vocabulary: Vocabulary, taken: set[int],
) -> list[tuple[float, int, str]]:  # fmt: skip
    found = []
    for c, weights in weighed.items():
        if c in taken:
            continue
        scores = {name: s for (name, code), s in weights.items() if not code and name != ORDINAL}
        if any(s >= _BY_PARENT for s in scores.values()):  # the caption above tells more than the values below
            scores = {name: s for name, s in scores.items() if s >= _BY_PARENT}
        vague = fold(caption_key(header.paths[c][-1])) in VAGUE
        unheard = not scores and not vague
        wrong_level = _of_another_level(scores, values.get(c, ()), known, vocabulary)
        for column in known.spec.columns:
            base = scores.get(column.name, 50.0 if vague or unheard else 0.0)
            if wrong_level and column.name not in scores and isinstance(column.field, UnitOf):
                if (how_well := fit(column, values.get(c, ()), vocabulary)) >= 0.6:
                    found.append((wrong_level + 30 * (how_well - 0.5), c, column.name))
                continue
            how_well = fit(column, values.get(c, ()), vocabulary) if base else 0.0
            if column.name in scores:
                found.append((base + 30 * (how_well - 0.5), c, column.name))
            elif (vague or unheard) and how_well >= 0.6 and _may_be_guessed(column, unheard=unheard):
                found.append((base + 10 * how_well, c, column.name))
    return found


def _of_another_level(
    scores: Mapping[str, float], values: Sequence[object], known: Known, vocabulary: Vocabulary
) -> float:
    """How well the caption fits a column of communes whose cells name none: "Địa phương" above names of districts."""
    places = [c for c in known.spec.columns if c.name in scores and isinstance(c.field, UnitOf) and c.unit_level]
    return max((scores[c.name] for c in places if values and fit(c, values, vocabulary) < 0.4), default=0.0)


def _may_be_guessed(column: ColumnSpec, *, unheard: bool) -> bool:
    """True where values alone may tell the field; under a caption nobody knows, only what a record must have."""
    return isinstance(column.field, UnitOf | Link | Day) and (column.required or not unheard)


def fit(column: ColumnSpec, values: Sequence[object], vocabulary: Vocabulary) -> float:
    """Share of the values that look like the field's; 0.5 when nothing can be said."""
    if not values:
        return 0.5
    kind = column.field
    if isinstance(kind, Day):
        return _share(values, looks_like_day)
    if isinstance(kind, UnitOf):
        return _share(values, lambda v: _is_unit(v, column, vocabulary))
    if isinstance(kind, Coded | Link | Several):
        lookup = kind.lookup(vocabulary)
        share = _share(values, lambda v: isinstance(v, str) and bool(lookup.find(v) or column.hinted(v)))
        return max(share, 0.5) if column.as_sent else share
    if isinstance(kind, Whole):
        return _share(values, lambda v: isinstance(v, int | float) or (isinstance(v, str) and v.strip()[:1].isdigit()))
    if isinstance(kind, Prose):
        return min(sum(len(str(v)) for v in values) / len(values) / 40, 1.0)
    return 0.3 if _share(values, lambda v: isinstance(v, date)) > 0.5 else 0.5


def _share(values: Sequence[object], test: Callable[[object], bool]) -> float:
    distinct = list(dict.fromkeys(values))[:60]
    return sum(bool(test(v)) for v in distinct) / len(distinct)


def _is_unit(value: object, column: ColumnSpec, vocabulary: Vocabulary) -> bool:
    return isinstance(value, str) and bool(vocabulary.units.find_unit(value, level=column.unit_level or None))


def _matrices(
    header: Header, values: Mapping[int, Sequence[object]], known: Known, vocabulary: Vocabulary, made: ColumnMap,
    taken: set[int],
) -> None:  # fmt: skip
    """Groups of columns that hold marks only: one field whose choice is the marked column."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for c, path in header.paths.items():
        if c not in taken and sum(map(is_mark, values[c])) >= _MOSTLY * len(values[c]):
            groups.setdefault(path[:-1], []).append(c)
    for parents, columns in groups.items():
        if not any(values[c] for c in columns) or (not parents and len(columns) < 2):
            continue
        column = _matrix_field(parents, columns, header, known, vocabulary)
        if column is None or column.name in made.names:
            continue
        made.choices[column.name] = [_choice(column, c, header, known, vocabulary) for c in columns]
        made.score += 90
        taken.update(columns)


def _matrix_field(
    parents: tuple[str, ...], columns: Sequence[int], header: Header, known: Known, vocabulary: Vocabulary
) -> ColumnSpec | None:
    """The coded field that knows most of the choices; the parent caption alone decides when none does."""
    best, most = None, 0
    for column in known.spec.columns:
        if isinstance(column.field, Coded):
            hits = sum(_choice(column, c, header, known, vocabulary).code is not None for c in columns)
            if hits > most:
                best, most = column, hits
    if best is not None and most * 2 >= len(columns):
        return best
    if not parents:
        return None
    names = {name for (name, code), s in known.weigh(parents).items() if not code and s >= 60}
    return next((c for c in known.spec.columns if c.name in names and isinstance(c.field, Coded)), best)


def _choice(column: ColumnSpec, at: int, header: Header, known: Known, vocabulary: Vocabulary) -> Choice:
    path = header.paths[at]
    words = path[-1]
    codes = {code: s for (name, code), s in known.weigh(path).items() if name == column.name and code}
    if codes:
        return Choice(at, max(codes, key=lambda k: codes[k]), words)
    assert isinstance(column.field, Coded)
    lookup = column.field.lookup(vocabulary)
    hits = lookup.find(words) or lookup.find(caption_key(words))
    return Choice(at, str(hits[0].key) if len(hits) == 1 else None, words)
