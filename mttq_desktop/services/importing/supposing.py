"""What a district's own list does not say in a column but elsewhere: the level of a meeting, who came to it.

Each such value is told to the person as a fact; a value of a column is never touched.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Key, Vocabulary
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.services.importing.model import SheetPreview
from mttq_desktop.services.importing.row import RowPreview
from mttq_desktop.text.fold import fold

Values = Mapping[str, Any]
Words = tuple[tuple[str, str], ...]
_CHAIR_LEVELS: Words = (
    (r"\b(tinh uy|ubnd tinh|uy ban nhan dan tinh|cap tinh)\b", "province"),
    (r"\b(huyen uy|thi uy|thanh uy|(ubnd|uy ban nhan dan) (huyen|thi xa|thanh pho)|cap huyen)\b", "district"),
    (r"\b(dang uy|chi bo|(ubnd|uy ban nhan dan) (xa|phuong|thi tran)|cap xa)\b", "commune"),
)
_AUDIENCES: Words = (
    (r"\b(nong dan|hoi nong dan)\b", "NONG"), (r"\b(thanh nien|doan thanh nien|hoc sinh|sinh vien)\b", "TN"),
    (r"\b(phu nu|hoi vien phu nu)\b", "PN"), (r"\b(cuu chien binh|ccb)\b", "CCB"),
    (r"\b(cong nhan|nguoi lao dong|cong doan)\b", "CN"), (r"\b(doanh nghiep|hop tac xa)\b", "DN"),
)  # fmt: skip
_TYPES: Words = ((r"\bdot xuat\b", "DX"), (r"\bchuyen de\b", "CD"))
_DRAFTS: Words = (
    (r"\bnghi quyet\b", "NQ"), (r"\bquy hoach\b", "QH"), (r"\bde an\b", "DEAN"), (r"\bke hoach\b", "KH"),
    (r"\bchuong trinh\b", "CT"), (r"\bdu an\b", "DA"), (r"\b(tinh uy|ban thuong vu)\b", "VBD"),
)  # fmt: skip
_ISSUERS = {"VBD": "TU", "NQ": "HDND"}
_FRONT = "MTTQ"


def suppose(sheet: SheetPreview, row: RowPreview, vocabulary: Vocabulary) -> list[Problem]:
    """Fill what the row leaves open where its kind's table may, and tell it."""
    assert sheet.spec is not None
    worker = _WORKERS.get(sheet.spec.kind)
    if worker is None or sheet.own:
        return []
    found = []
    for name, value in worker(row.values, sheet, vocabulary):
        if row.values.get(name) is None and not any(p.field == name and p.is_error for p in row.problems):
            row.values[name] = value
            field = sheet.field(name)
            why = _why(name, sheet, row)
            message = f"{field.label}: {why}; tạm hiểu là “{field.format(value, vocabulary)}”."
            found.append(Problem("supposed", message, Severity.FACT, name))
    return found


def _why(name: str, sheet: SheetPreview, row: RowPreview) -> str:
    if name not in sheet.places:
        return "chưa có cột"
    return "chưa hiểu điều đã ghi" if any(p.field == name for p in row.problems) else "để trống"


def _told(words: Words, *texts: object) -> str:
    folded = " ; ".join(fold(str(t)) for t in texts if t)
    return next((code for pattern, code in words if re.search(pattern, folded)), "")


def _level(values: Values, name: str, sheet: SheetPreview, vocabulary: Vocabulary) -> str:
    """The level of the unit that held it, of the sender where none is named."""
    entry = vocabulary.units.by_key.get(values.get(name) or sheet.unit or 0)
    return entry.level if entry is not None and entry.level in ("district", "commune") else "province"


def _dialogue(values: Values, sheet: SheetPreview, vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    chair = _told(_CHAIR_LEVELS, values.get("chair"))
    yield "level", chair or _level(values, "unit_id", sheet, vocabulary)
    yield "type", _told(_TYPES, values.get("topic")) or "DK"
    yield "audience", _told(_AUDIENCES, values.get("topic")) or "ND"


def _supervision(values: Values, sheet: SheetPreview, vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    yield "level", _level(values, "unit_id", sheet, vocabulary)
    yield "form", "HT2"
    if (front := _front(vocabulary)) is not None:
        yield "chair_id", front


def _criticism(values: Values, sheet: SheetPreview, vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    level = _level(values, "unit_id", sheet, vocabulary)
    draft = values.get("draft_type") or _told(_DRAFTS, values.get("title")) or "VBQPPL"
    comment = "góp ý" in str(values.get("title") or "").casefold()
    yield "level", level
    yield "kind", "GY" if comment else "PB"
    yield "draft_type", draft
    yield "issuer", "CAPDUOI" if level != "province" else _ISSUERS.get(draft, "UBND")
    yield "form", "PB1" if values.get("held_on") else "PB2"
    if (front := _front(vocabulary)) is not None:
        yield "chair_id", front


def _figure(values: Values, sheet: SheetPreview, vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    """A figure that is written down is one; what was left empty was not reported."""
    yield "state", (FigureState.MISSING if values.get("value") is None else FigureState.VALUE).value


def _front(vocabulary: Vocabulary) -> Key | None:
    found = vocabulary.target("organisation").by_code.get(_FRONT, ())
    return found[0].key if found else None


Worker = Callable[[Values, SheetPreview, Vocabulary], Iterator[tuple[str, Any]]]
_WORKERS: Mapping[str, Worker] = {
    "dialogue": _dialogue, "supervision": _supervision, "social_criticism": _criticism,
    "periodic_report/report_figure": _figure,
}  # fmt: skip
