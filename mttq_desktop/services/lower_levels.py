"""Programmes of districts and communes: many written down as signed at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import targets_of
from mttq_desktop.queries.lower_levels import records_of
from mttq_desktop.records.lower_levels import LOCAL_PROGRAMME
from mttq_desktop.services.keeping import checked, existing, keep
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.fold import clean
from mttq_desktop.text.numbers import whole

_KEPT = ("unit_id", "period", "signed", "number", "signed_on", "note")


@dataclass(frozen=True, slots=True)
class Signing:
    """What is written for each unit; what is left out stays as it is there."""

    signed: bool = True
    signed_on: date | None = None
    number: str = ""
    parties: tuple[int, ...] = ()


def record_signing(
    database: Database, units: Sequence[int], period: str, given: Signing, vocabulary: Vocabulary
) -> int:
    """Write it for every unit in one act, changing what is there already; returns how many."""
    if not units:
        raise Refused("Chưa chọn đơn vị nào.", "Chọn các huyện, xã trong bảng (giữ Ctrl hoặc Shift).")
    word = "đã ký" if given.signed else "chưa ký"
    with database.writing("local programmes", f"Ghi {whole(len(units))} đơn vị {word} chương trình") as writing:
        there = records_of(writing.session, list(units), period)
        for unit in units:
            _record(writing, unit, period, given, there.get(unit), vocabulary)
    return len(units)


def _record(
    writing: Writing, unit: int, period: str, given: Signing, record_id: int | None, vocabulary: Vocabulary
) -> None:
    values: dict[str, Any] = {"unit_id": unit, "period": period}
    if record_id is not None:
        record = existing(writing.session, LOCAL_PROGRAMME, record_id)
        values = {n: getattr(record, n) for n in _KEPT}
        parties = targets_of(writing.session, LOCAL_PROGRAMME, "parties", [record_id])
        values["parties"] = parties.get(record_id, ())
    values["signed"] = given.signed
    if not given.signed:
        values |= {"signed_on": None, "number": None}
    told = {"signed_on": given.signed_on, "number": clean(given.number), "parties": given.parties}
    values |= {n: v for n, v in told.items() if v}
    keep(writing, checked(LOCAL_PROGRAMME, values, vocabulary), vocabulary, record_id)
