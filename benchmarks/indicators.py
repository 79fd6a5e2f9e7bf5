"""All indicators of the programme at once over 20,000 records: by organisation and by district, beside the limit."""

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.finding import p95
from benchmarks.measure import SEED, Row, dice
from benchmarks.stores import ON, opened
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.indicators import By, table
from mttq_desktop.queries.rollup import Units
from mttq_desktop.records.campaigns import CampaignItem, Communication
from mttq_desktop.records.dialogues import Dialogue
from mttq_desktop.records.households import Household, HouseholdSupport, HouseholdYear
from mttq_desktop.records.petitions import Forwarding, Reply
from mttq_desktop.records.supervisions import Supervision
from mttq_desktop.records.uids import new_uid
from mttq_desktop.rules.period import Period
from mttq_desktop.store.database import Database

PETITIONS, FORWARDED, REPLIED = 8_000, 3_000, 2_000
ITEMS, NEWS, HOMES, DIALOGUES, SUPERVISIONS = 1_500, 1_500, 1_500, 600, 400
RECORDS = PETITIONS + FORWARDED + REPLIED + ITEMS + NEWS + HOMES + DIALOGUES + SUPERVISIONS
LIMIT_MS = 300.0
PERIOD, TODAY = Period.parse("2024-H1"), date(2024, 7, 5)


def run() -> list[Row]:
    """p95 of the whole table in milliseconds."""
    database = opened(PETITIONS)
    fill(database)
    with database.reading() as session:
        words, units = vocabulary(session), Units.read(session)
    organisations = [int(e.key) for e in words.target("organisation").entries]
    districts = [u.id for u in units.on(TODAY, "district")]
    wanted = {"tổ chức": (By.ORGANISATION, organisations), "huyện": (By.UNIT, districts)}
    rows = [_row(name, p95(lambda of=of: _count(database, *of))) for name, of in wanted.items()]  # type: ignore[misc]
    database.close()
    return rows


def _count(database: Database, by: By, keys: list[int]) -> object:
    with database.reading() as session:
        return table(session, PERIOD, TODAY, by, keys)


def _row(name: str, value: float) -> Row:
    what = f"82 chỉ tiêu × {name} ({RECORDS:,} hồ sơ, seed {SEED})"
    return Row(what, value, f"giới hạn {LIMIT_MS:g} ms", value / LIMIT_MS, 1.0, "ms")


def fill(database: Database) -> None:
    """Invented records of the other duties beside the petitions, once."""
    dices = dice()
    with database.reading() as session:
        words = vocabulary(session)
    made = _rows(words, dices)
    with database.writing("bench", "Nạp dữ liệu đo") as writing:
        if writing.session.query(Dialogue.id).first():
            return
        carried = {"revision": 1, "made_by": writing.act, "folded": ""}
        for record, rows in made:
            writing.session.execute(insert(record), [carried | {"uid": new_uid()} | row for row in rows])
        writing.connection.exec_driver_sql("ANALYZE")


def _rows(words: Vocabulary, dices: random.Random) -> list[tuple[Any, list[dict[str, Any]]]]:
    communes = [int(e.key) for e in words.units.entries if e.level == "commune" and e.valid(ON)]
    bodies = [int(e.key) for e in words.target("organisation").entries]
    authorities = [int(e.key) for e in words.target("authority").entries]

    def day() -> date:
        return date(2021, 1, 1) + timedelta(days=dices.randrange(1_270))

    def period(on: date) -> str:
        return f"{on.year}-Q{(on.month + 2) // 3}"

    def where() -> dict[str, Any]:
        return {"organisation_id": dices.choice(bodies), "unit_id": dices.choice(communes), "period": period(day())}

    sent = [(n, day()) for n in dices.sample(range(1, PETITIONS + 1), FORWARDED)]
    return [
        (Forwarding, [{"petition_id": p, "authority_id": dices.choice(authorities), "day": d, "round": 1,
                       "due_on": d + timedelta(30), "due_reason": "", "reminders": 0} for p, d in sent]),
        (Reply, [{"petition_id": p, "authority_id": dices.choice(authorities), "day": d, "number": "1", "content": "x",
                  "reply_class": dices.choice(("DGQ", "DX_LT", "GTCCTT"))} for p, d in sent[:REPLIED]]),
        (CampaignItem, [where() | {"campaign": "NTM", "content": f"Việc {n}", "funds": n} for n in range(ITEMS)]),
        (Communication, [where() | {"channel": dices.choice(("HN", "FB")), "content": "Tin", "items": 2, "people": 9}
                         for _ in range(NEWS)]),
        (Household, [{"id": n + 1, "head": f"Hộ {n}", "commune_id": dices.choice(communes), "type": "N", "members": 4,
                      "helper_id": dices.choice(bodies), "years_above": 0} for n in range(HOMES)]),
        (HouseholdYear, [{"household_id": n + 1, "year": dices.choice((2022, 2023, 2024)), "registered": True,
                          "above_line": False, "progress": "TBV", "position": 0} for n in range(HOMES)]),
        (HouseholdSupport, [{"household_id": n + 1, "day": day(), "type": "NHA", "value": 50_000_000, "position": 0,
                             "giver_id": dices.choice(bodies)} for n in range(HOMES)]),
        (Dialogue, [{"topic": "x", "purpose": "QD218", "level": "commune", "unit_id": dices.choice(communes),
                     "type": "DK", "chair_role": "BT", "audience": "ND", "held_on": day(), "mode": "TRUCTIEP",
                     "people": 80, "opinions": 9, "answered_at_once": 6, "items_written": 0, "items_at_once": 0}
                    for _ in range(DIALOGUES)]),
        (Supervision, [{"year": d.year, "content": "x", "form": "HT1", "chair_id": dices.choice(bodies),
                        "level": "province", "state": "BC", "reported_on": d, "heads": 0, "open_recommendations": 0}
                       for d in (day() for _ in range(SUPERVISIONS))]),
    ]  # fmt: skip
