"""The register of kinds: a hand-written tuple; adding a kind is one module and one line here."""

from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.records import office
from mttq_desktop.records.catalogue import AUTHORITY, CODE_ITEM, HOLIDAY, ORGANISATION, PERSON, UNIT
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import PETITION, PETITION_BATCH

OFFICE = (office.Act, office.Letter, office.ImportBatch)
"""Tables of the office itself; named here so that every entry knows them."""

KINDS: tuple[Kind[Any], ...] = (PETITION, PETITION_BATCH, UNIT, ORGANISATION, PERSON, AUTHORITY, CODE_ITEM, HOLIDAY)


def kind_named(name: str) -> Kind[Any]:
    """The kind a person names on the command line; an unknown one is told what there is."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    known = ", ".join(k.name for k in KINDS)
    raise Refused(f"Không có loại hồ sơ “{name}”.", f"Các loại có: {known}.")
