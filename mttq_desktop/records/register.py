"""The register of kinds: hand-written tuples; adding a kind is one module and one line here."""

from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.records import attachments, office
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, COMMUNICATION, INITIATIVE, VIETNAMESE_GOODS
from mttq_desktop.records.catalogue import AUTHORITY, CODE_ITEM, HOLIDAY, ORGANISATION, PERSON, UNIT
from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.records.deadlines import DEADLINE_RULE
from mttq_desktop.records.dialogues import DIALOGUE, DIALOGUE_ITEM
from mttq_desktop.records.households import HOUSEHOLD
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.records.lower_levels import INSPECTION_VISIT, JOINT_INSPECTION, LOCAL_PROGRAMME, TRAINING
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_ROUND
from mttq_desktop.records.periodic import INDICATOR, OVERRIDE, PERIODIC_REPORT
from mttq_desktop.records.petitions import PETITION, PETITION_BATCH
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL
from mttq_desktop.records.programme import PROGRAMME
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.records.supervisions import PEOPLE_SUPERVISION, SUPERVISION
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, THRESHOLD

OFFICE = (office.Act, office.Letter, office.ImportBatch, attachments.Attachment)
"""Tables of the office itself; named here so that every entry knows them."""

KINDS: tuple[Kind[Any], ...] = (
    PETITION, PETITION_BATCH, SUPERVISION, RECOMMENDATION, SOCIAL_CRITICISM, DIALOGUE, DIALOGUE_ITEM, HOUSEHOLD,
    SATISFACTION_SURVEY, CAMPAIGN_ITEM, VIETNAMESE_GOODS, INITIATIVE, COMMUNICATION, PARTY_FEEDBACK_ROUND,
    PROGRAMME, JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL, PERIODIC_REPORT, OVERRIDE, JOINT_MEETING, RESOLUTION,
    TRAINING, JOINT_INSPECTION, INSPECTION_VISIT, LOCAL_PROGRAMME, PEOPLE_SUPERVISION, UNIT, ORGANISATION, PERSON,
    AUTHORITY, CODE_ITEM, HOLIDAY, THRESHOLD, INDICATOR, DEADLINE_RULE,
)  # fmt: skip
"""Kinds with a list of their own."""


def _with_parts() -> tuple[Kind[Any], ...]:
    parts = (part.kind for kind in KINDS for part in kind.parts)
    return tuple(dict.fromkeys([*KINDS, *parts]))


EVERY_KIND = _with_parts()
"""Kinds with a list of their own, then those that only stand inside another one's form."""


def kind_of_rows(name: str) -> Kind[Any]:
    """The kind of that name, also one that only stands inside another one's form."""
    return next(kind for kind in EVERY_KIND if kind.name == name)


def owner_of(kind: Kind[Any]) -> Part | None:
    """The part that a record of this kind must stand in; None when it may stand alone."""
    parts = (p for owner in KINDS for p in owner.parts if p.kind is kind)
    return next((p for p in parts if not p.owner.property.columns[0].nullable), None)


def home_of(kind: Kind[Any]) -> tuple[Kind[Any], Part] | None:
    """The kind in whose form a record of this kind is written, and as which part; None when it stands alone."""
    part = owner_of(kind)
    return next(((owner, part) for owner in KINDS if part in owner.parts), None) if part is not None else None


def kind_named(name: str) -> Kind[Any]:
    """The kind a person names on the command line; an unknown one is told what there is."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    known = ", ".join(k.name for k in KINDS)
    raise Refused(f"Không có loại hồ sơ “{name}”.", f"Các loại có: {known}.")
