"""The truth files beside the sample workbooks, in our own words."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mttq_desktop.errors import Severity
from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.importing import FilePreview, RowPreview
from mttq_desktop.text.fold import tone_key

FIELDS = {
    "xa": "commune_id", "ngay": "received_on", "linh_vuc": "field_as_sent", "noi_dung": "content",
    "to_chuc": "organisation_id", "co_quan": "authority_as_sent", "ket_qua": "reported_result",
}  # fmt: skip
FIELDS_OF = {
    "kien_nghi": FIELDS,
    "doi_thoai": {
        "xa": "unit_id", "ngay": "held_on", "chu_tri": "chair", "so_nguoi": "people", "so_y_kien": "opinions",
        "so_tra_loi": "answered_at_once", "noi_dung": "topic",
    },
    "ho_ngheo": {
        "chu_ho": "head", "nam_sinh": "born", "xa": "commune_id", "thon": "hamlet", "loai": "type",
        "so_khau": "members", "cccd": "id_number", "to_chuc": "helper_id", "nam_thoat": "registered_year",
    },
}  # fmt: skip
"""Our names by the truth's kind."""
TYPES = {"ngheo": "N", "can_ngheo": "CN"}
NAMES = {**FIELDS, "linh_vuc": "field", "co_quan": "authorities"}
ORGANISATIONS = {"HCCB": "CCB", "HPN": "LHPN"}
OUTCOMES = {"accepted": "new"}
EXCHANGE_WARNINGS = {
    "hidden_row", "total_mismatch", "date_maybe_swapped", "two_digit_year", "legacy_text_repaired", "unknown_code",
    "legacy_text_unsure", "error_value", "date_out_of_period", "no_cached_value", "conflicting_marks", "out_of_range",
}  # fmt: skip


def truth_of(folder: Path, name: str) -> dict[str, Any]:
    """One truth file."""
    found: dict[str, Any] = json.loads((folder / f"{name}.truth.json").read_text(encoding="utf-8"))
    return found


def comparable(text: str) -> str:
    """TRUTH.md: NFC, one space for any white space, invisible marks gone, tone place ignored."""
    for unseen in "\u200b\ufeff\u00ad":
        text = text.replace(unseen, "")
    return tone_key(" ".join(unicodedata.normalize("NFC", text).split()))


def said(value: Any) -> Any:
    """A value of the truth in our words."""
    return comparable(ORGANISATIONS.get(value, TYPES.get(value, value))) if isinstance(value, str) else value


def ours(row: RowPreview, name: str, vocabulary: Vocabulary) -> Any:
    """Our value in the truth's words."""
    value = row.values.get(name)
    if value is None or (isinstance(value, int) and not name.endswith("_id")):
        return value
    if name in ("commune_id", "unit_id"):
        return comparable(vocabulary.units.label(value))
    if name in ("organisation_id", "helper_id"):
        return comparable(vocabulary.target("organisation").by_key[value].code)
    return comparable(value.isoformat() if isinstance(value, date) else str(value))


def differences(preview: FilePreview, truth: dict[str, Any]) -> list[str]:
    """Everything in which a preview and its truth file disagree, row by row, value by value."""
    found = []
    sheets = {s.name: s for s in preview.sheets}
    beside = _Beside(truth, preview.vocabulary)
    for wanted in truth["sheets"]:
        rows = {r.number: r for r in sheets[wanted["sheet"]].rows}
        expected = {r["row"]: r for r in wanted["rows"]}
        found += [f"row {n}: only one of us lists it" for n in sorted(rows.keys() ^ expected.keys())]
        for number in sorted(rows.keys() & expected.keys()):
            for what in beside.differences(rows[number], expected[number]):
                found.append(f"row {number}: {what}")
    return found


class _Beside:
    """Rows of one file beside its truth."""

    def __init__(self, truth: Mapping[str, Any], vocabulary: Vocabulary) -> None:
        self._fields = FIELDS_OF[truth["kind"]]
        self._names = NAMES if truth["kind"] == "kien_nghi" else {**self._fields, "chu_tri": "chair_role"}
        self._folds, self._vocabulary = truth["compare"] == "casefold", vocabulary

    def differences(self, row: RowPreview, wanted: Mapping[str, Any]) -> list[str]:
        """What one row says differently."""
        outcome = OUTCOMES.get(wanted["cls"], wanted["cls"])
        found = [] if row.outcome.value == outcome else [f"outcome {row.outcome.value} {row.reason}, not {outcome}"]
        if wanted["cls"] == "skipped":
            return found + ([] if row.reason == wanted["why"] else [f"why {row.reason}, not {wanted['why']}"])
        for name, value in wanted["values"].items():
            mine, theirs = ours(row, self._fields[name], self._vocabulary), said(value)
            if self._cased(mine) != self._cased(theirs):
                found.append(f"{name} {mine!r}, not {theirs!r}")
        errors = sorted(f"{p.code}:{p.field}" for p in row.problems if p.is_error)
        reasons = sorted(self._renamed(r) for r in wanted.get("reasons", ()) if ":" in r)
        if errors != reasons:
            found.append(f"reasons {errors}, not {reasons}")
        return found + self._flags(row, wanted)

    def _cased(self, value: Any) -> Any:
        return value.casefold() if self._folds and isinstance(value, str) else value

    def _flags(self, row: RowPreview, wanted: Mapping[str, Any]) -> list[str]:
        flags = {self._renamed(f) for f in wanted.get("flags", ())}
        mine = {f"{p.code}:{p.field}" if p.field else p.code for p in row.problems if not p.is_error}
        missing = sorted(flags - mine)
        extra = sorted(f for f in mine - flags if f.split(":")[0] in EXCHANGE_WARNINGS)
        changed = sorted(self._names[n] for n in wanted.get("changed_fields", ()))
        found = [f"flags missing {missing}, unexpected {extra}"] if missing or extra else []
        return found + ([] if sorted(row.changes) == changed else [f"changes {row.changes}, not {changed}"])

    def _renamed(self, flag: str) -> str:
        code, _, field = flag.partition(":")
        if code == "same_id_in_file":  # it names the other file
            return f"{code}:id_number"
        return f"{code}:{self._names.get(field.partition('>')[0], field)}" if field else code


def warnings_of(row: RowPreview) -> list[str]:
    """Codes of a row's warnings."""
    return [p.code for p in row.problems if p.severity is Severity.WARNING]
