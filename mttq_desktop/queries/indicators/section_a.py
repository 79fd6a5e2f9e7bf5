"""II.1: campaigns, poor households, satisfaction, Vietnamese goods, initiatives."""

from sqlalchemy import Subquery, and_, exists, func, select, union_all
from sqlalchemy.orm import aliased

from mttq_desktop.queries.indicators.model import (
    Adds,
    Distinct,
    Ratio,
    Rows,
    Section,
    Sum,
    Worked,
    by_code,
    by_day,
    by_year,
)
from mttq_desktop.queries.indicators.reported import last_reported, sum_reported
from mttq_desktop.queries.indicators.shared import year_of
from mttq_desktop.queries.indicators.surveys import failed, lowest, passed
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, INITIATIVE, VIETNAMESE_GOODS, Initiative
from mttq_desktop.records.campaigns import CampaignItem as Item
from mttq_desktop.records.campaigns import VietnameseGoodsActivity as Goods
from mttq_desktop.records.households import HOUSEHOLD, Household, HouseholdSupport, HouseholdYear, Progress
from mttq_desktop.records.office import Act
from mttq_desktop.records.periodic import PERIODIC_REPORT
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, SurveyAnswer
from mttq_desktop.records.surveys import SatisfactionSurvey as Survey

_OWN_SECTIONS = ("HANGVIET", "DKST")
"""Campaigns that have indicators of their own (A41-A43, A51-A52)."""
_TALKS, _SALES = ("TT",), ("HC", "DB")
_ROSE = (Progress.ABOVE_POOR.value, Progress.LASTING.value)
_NEW_HOUSE, _REPAIRED = "NHA", "SC"
_HAMLETS = "KDC"

CAMPAIGNS = Rows(
    CAMPAIGN_ITEM, Item.__table__, Item.id, and_(Item.deleted_on.is_(None), Item.campaign.not_in(_OWN_SECTIONS)),
    by_code(Item.period), Item.organisation_id, Item.unit_id,
)  # fmt: skip

# A household's years stand in its rows by year; where no row says it, the household's own columns do.
_h, _y = Household, HouseholdYear
_own_year = aliased(HouseholdYear)
_has_year = exists().where(_own_year.household_id == _h.id, _own_year.deleted_on.is_(None))
_live_years = and_(_y.household_id == _h.id, _y.deleted_on.is_(None))
_helper = func.coalesce(_y.helper_id, _h.helper_id)
_begun = func.coalesce(_h.registered_year, year_of(_h.decided_on), year_of(Act.at))
"""A household without rows by year: when it registered, rose, or (nothing else is known) was entered."""

_taken_on = union_all(
    select(_h.id.label("household"), _y.year.label("year"), _helper.label("helper"))
    .join(_y, _live_years).where(_h.deleted_on.is_(None)),
    select(_h.id, _begun, _h.helper_id).outerjoin(Act, Act.id == _h.made_by)
    .where(_h.deleted_on.is_(None), ~_has_year),
).subquery("taken_on")  # fmt: skip
_registered = union_all(
    select(_h.id.label("household"), _y.year.label("year"), _helper.label("helper"))
    .join(_y, _live_years).where(_h.deleted_on.is_(None), _y.registered.is_(True)),
    select(_h.id, _h.registered_year, _h.helper_id)
    .where(_h.deleted_on.is_(None), _h.registered_year.is_not(None),
           ~_has_year.where(_own_year.year == _h.registered_year, _own_year.registered.is_(True))),
).subquery("registered")  # fmt: skip
_outcomes = union_all(
    select(_h.id.label("household"), _y.year.label("year"), _helper.label("helper"), _y.progress.label("progress"))
    .join(_y, _live_years).where(_h.deleted_on.is_(None), _y.progress.is_not(None)),
    select(_h.id, func.coalesce(year_of(_h.decided_on), _h.registered_year, _begun), _h.helper_id, _h.progress)
    .outerjoin(Act, Act.id == _h.made_by)
    .where(_h.deleted_on.is_(None), _h.progress.is_not(None), ~_has_year.where(_own_year.progress.is_not(None))),
).subquery("outcome")  # fmt: skip
_home = aliased(Household)


def _households(found: Subquery) -> Rows:
    columns = found.c
    start = found.join(_home, _home.id == columns.household)
    return Rows(HOUSEHOLD, start, columns.household, _home.deleted_on.is_(None), by_year(columns.year),
                columns.helper, _home.commune_id)  # fmt: skip


TAKEN_ON, REGISTERED, OUTCOMES = (_households(f) for f in (_taken_on, _registered, _outcomes))

_s = HouseholdSupport
SUPPORTS = Rows(
    HOUSEHOLD, _s.__table__.join(_h.__table__, _s.household_id == _h.id), _h.id,
    and_(_s.deleted_on.is_(None), _h.deleted_on.is_(None)), by_day(_s.day), _s.giver_id, _h.commune_id,
)  # fmt: skip

SURVEYS = Rows(
    SATISFACTION_SURVEY, Survey.__table__, Survey.id, Survey.deleted_on.is_(None), by_day(Survey.starts_on),
    unit=Survey.unit_id,
)  # fmt: skip
OVERALL = Rows(
    SATISFACTION_SURVEY, SurveyAnswer.__table__.join(Survey.__table__, SurveyAnswer.survey_id == Survey.id), Survey.id,
    and_(SurveyAnswer.deleted_on.is_(None), Survey.deleted_on.is_(None), SurveyAnswer.overall.is_(True)),
    by_day(Survey.starts_on), unit=Survey.unit_id,
)  # fmt: skip

GOODS = Rows(
    VIETNAMESE_GOODS, Goods.__table__, Goods.id, Goods.deleted_on.is_(None), by_code(Goods.period),
    Goods.organisation_id, Goods.unit_id,
)  # fmt: skip
_times = func.coalesce(Goods.sessions, 1)
"""An activity without a number is one."""
INITIATIVES = Rows(
    INITIATIVE, Initiative.__table__, Initiative.id, Initiative.deleted_on.is_(None), by_year(Initiative.year),
    Initiative.organisation_id, Initiative.unit_id,
)  # fmt: skip


def _typed(code: str, *, adds: bool = False) -> Worked:
    """Known only from what bodies report: their latest figure, or the figures of their periods added up."""
    found = sum_reported(code) if adds else last_reported(code)
    return Worked(code, PERIODIC_REPORT, found, Adds.REPORTED, by_organisation=True, stands=not adds)


SECTION_A = Section(
    counted=(
        Sum("A01", CAMPAIGNS),
        Sum("A02", CAMPAIGNS, Item.funds),
        Sum("A03", CAMPAIGNS, Item.workdays),
        Sum("A04", CAMPAIGNS, Item.land),
        _typed("A05"), _typed("A06"), _typed("A07"),
        Distinct("A11", TAKEN_ON, _taken_on.c.household),
        Distinct("A12", REGISTERED, _registered.c.household),
        Distinct("A13", REGISTERED, _registered.c.household, weight=func.coalesce(_home.members, 0)),
        Distinct("A14", OUTCOMES, _outcomes.c.household, _outcomes.c.progress.in_(_ROSE)),
        Ratio("A15", "A14", "A12"),
        Distinct("A16", OUTCOMES, _outcomes.c.household, _outcomes.c.progress == Progress.FALLEN_BACK.value),
        Distinct("A17", SUPPORTS, _h.id),
        Sum("A18", SUPPORTS, _s.value),
        Sum("A19", SUPPORTS, where=_s.type == _NEW_HOUSE),
        Sum("A20", SUPPORTS, where=_s.type == _REPAIRED),
        _typed("A21", adds=True),
        Distinct("A31", SURVEYS, Survey.unit_id, Survey.form != _HAMLETS),
        Sum("A32.1", SURVEYS, Survey.ballots_out),
        Sum("A32.2", SURVEYS, Survey.ballots_in),
        Sum("A32.3", SURVEYS, Survey.ballots_valid),
        Ratio("A33", "A33.satisfied", "A33.valid"),
        Worked("A34", SATISFACTION_SURVEY, lowest, Adds.LEAST),
        Worked("A35.1", SATISFACTION_SURVEY, passed),
        Worked("A35.2", SATISFACTION_SURVEY, failed),
        Sum("A41", GOODS, _times, Goods.activity.in_(_TALKS)),
        Sum("A42", GOODS, Goods.people),
        Sum("A43", GOODS, _times, Goods.activity.in_(_SALES)),
        Sum("A51", INITIATIVES),
        Sum("A52", INITIATIVES, Initiative.value),
    ),
    helpers=(Sum("A33.satisfied", OVERALL, SurveyAnswer.satisfied), Sum("A33.valid", OVERALL, Survey.ballots_valid)),
)  # fmt: skip
