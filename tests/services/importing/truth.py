"""The truth files beside the sample workbooks, in our own words."""

import json
import unicodedata
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
    return comparable(ORGANISATIONS.get(value, value)) if isinstance(value, str) else value


def ours(row: RowPreview, name: str, vocabulary: Vocabulary) -> Any:
    """Our value in the truth's words."""
    value = row.values.get(name)
    if value is None:
        return None
    if name == "commune_id":
        return comparable(vocabulary.units.label(value))
    if name == "organisation_id":
        return comparable(vocabulary.target("organisation").by_key[value].code)
    return comparable(value.isoformat() if name == "received_on" else str(value))


def differences(preview: FilePreview, truth: dict[str, Any]) -> list[str]:
    """Everything in which a preview and its truth file disagree, row by row, value by value."""
    found = []
    sheets = {s.name: s for s in preview.sheets}
    for wanted in truth["sheets"]:
        rows = {r.number: r for r in sheets[wanted["sheet"]].rows}
        expected = {r["row"]: r for r in wanted["rows"]}
        found += [f"row {n}: only one of us lists it" for n in sorted(rows.keys() ^ expected.keys())]
        for number in sorted(rows.keys() & expected.keys()):
            for what in _row_differences(rows[number], expected[number], preview.vocabulary):
                found.append(f"row {number}: {what}")
    return found


def _row_differences(row: RowPreview, wanted: dict[str, Any], vocabulary: Vocabulary) -> list[str]:
    outcome = OUTCOMES.get(wanted["cls"], wanted["cls"])
    found = [] if row.outcome.value == outcome else [f"outcome {row.outcome.value} {row.reason}, not {outcome}"]
    if wanted["cls"] == "skipped":
        return found + ([] if row.reason == wanted["why"] else [f"why {row.reason}, not {wanted['why']}"])
    for name, value in wanted["values"].items():
        if (mine := ours(row, FIELDS[name], vocabulary)) != said(value):
            found.append(f"{name} {mine!r}, not {said(value)!r}")
    errors = sorted(f"{p.code}:{p.field}" for p in row.problems if p.is_error)
    reasons = sorted(_renamed(r) for r in wanted.get("reasons", ()) if ":" in r)
    if errors != reasons:
        found.append(f"reasons {errors}, not {reasons}")
    return found + _flag_differences(row, wanted)


def _flag_differences(row: RowPreview, wanted: dict[str, Any]) -> list[str]:
    flags = {_renamed(f) for f in wanted.get("flags", ())}
    mine = {f"{p.code}:{p.field}" if p.field else p.code for p in row.problems if not p.is_error}
    missing = sorted(flags - mine)
    extra = sorted(f for f in mine - flags if f.split(":")[0] in EXCHANGE_WARNINGS)
    changed = sorted(NAMES[n] for n in wanted.get("changed_fields", ()))
    found = [f"flags missing {missing}, unexpected {extra}"] if missing or extra else []
    return found + ([] if sorted(row.changes) == changed else [f"changes {row.changes}, not {changed}"])


def _renamed(flag: str) -> str:
    code, _, field = flag.partition(":")
    return f"{code}:{NAMES.get(field, field)}" if field else code


def warnings_of(row: RowPreview) -> list[str]:
    """Codes of a row's warnings."""
    return [p.code for p in row.problems if p.severity is Severity.WARNING]
