"""What the counts of a survey must agree on: ballots, questions, the one question on overall satisfaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mttq_desktop.rules.thresholds import ratio
from mttq_desktop.text.numbers import whole

LEVEL_OF_FORM: Mapping[str, tuple[str, ...]] = {
    "P1": ("XA",), "P2": ("XA",), "P3": ("XA",), "P4": ("HUYEN",), "P5": ("HUYEN",), "P6": ("HUYEN",),
    "P7": ("TINH",), "KDC": ("KDC",),
}  # fmt: skip
"""Levels at which each form is used; ballots of a hamlet also go into the form of its commune."""
UNIT_OF_LEVEL: Mapping[str, str] = {"KDC": "commune", "XA": "commune", "HUYEN": "district", "TINH": "province"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that does not agree: the row, the field, and the sentence."""

    row: int
    field: str
    words: str


def fits(form: str, level: str) -> bool:
    """The form is one of that level; an unknown form fits everywhere."""
    return level == "KDC" or level in LEVEL_OF_FORM.get(form, (level,))


def disagreements(valid: int | None, rows: Sequence[Mapping[str, Any]]) -> Iterator[Wrong]:
    """Satisfied, dissatisfied and without opinion make up the valid ballots; one question is the overall one."""
    seen: set[int] = set()
    for n, row in enumerate(rows):
        question = row.get("question")
        if question is not None and question in seen:
            yield Wrong(n, "question", f"Câu {question} đã có một dòng.")
        seen.add(question or 0)
        if said := _sum_words(valid, row):
            yield Wrong(n, "satisfied", said)
    yield from _overall(rows)


def _sum_words(valid: int | None, row: Mapping[str, Any]) -> str:
    counts = [row.get(name) for name in ("satisfied", "dissatisfied", "no_opinion")]
    if valid is None or counts[0] is None or counts[1] is None:
        return ""
    parts = [c or 0 for c in counts]
    total = sum(parts)
    if total == valid:
        return ""
    more = "thừa" if total > valid else "thiếu"
    told = " + ".join(map(whole, parts))
    off = f"{more} {whole(abs(total - valid))} so với {whole(valid)} phiếu hợp lệ"
    return f"Câu {row.get('question')}: {told} = {whole(total)}, {off}."


def _overall(rows: Sequence[Mapping[str, Any]]) -> Iterator[Wrong]:
    marked = [n for n, row in enumerate(rows) if row.get("overall")]
    if rows and not marked:
        yield Wrong(len(rows) - 1, "overall", "Chưa đánh dấu câu nào là câu hài lòng chung.")
    for n in marked[1:]:
        yield Wrong(n, "overall", "Chỉ một câu là câu hài lòng chung.")


def settled(own: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Decimal | None]:
    """The share of overall satisfaction on valid ballots, as lists show it."""
    overall = next((row for row in rows if row["overall"]), None)
    return {"overall_share": ratio(overall["satisfied"], own["ballots_valid"]) if overall else None}
