"""D01 of a full year of the practice province: its annexes added up anew, row by row, without the program's queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pytest

from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import Drawn, previews
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Chart, Table
from tests.services.reports.raw import Raw, rows
from tests.services.reports.test_d01_by_hand import LISTED, MILLION, dotted

FIRST, LAST = "2023-01-01", "2023-12-31"
CODES = ("2023", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2023-H1", "2023-H2", "2023-9M")
MEDIA = ("WEB", "BT", "TH", "PT", "BAO", "FB", "ZALO")
"""Channels of news; every other one is a talk or a contest."""
NOWHERE = "Chưa ghi đơn vị"
Found = Iterable[tuple[int | None, Decimal | int]]
"""A unit as recorded, and what a row adds."""


def inside(day: object) -> bool:
    """In the year."""
    return day is not None and FIRST <= str(day)[:10] <= LAST


class Book:
    """The rows of the province, table by table, and what is counted of them."""

    def __init__(self, store: Database) -> None:
        self.store = store
        self._read: dict[str, list[Raw]] = {}

    def of(self, table: str) -> list[Raw]:
        """Live rows, read once."""
        if table not in self._read:
            self._read[table] = rows(self.store, table)
        return self._read[table]

    def parts(self, table: str, owner: str) -> dict[int, list[Raw]]:
        """Rows by the record they belong to."""
        found = defaultdict(list)
        for row in self.of(table):
            found[row[owner]].append(row)
        return found

    # ── households ───────────────────────────────────────────────────────────

    @cached_property
    def years(self) -> dict[int, list[Raw]]:
        return self.parts("household_year", "household_id")

    @cached_property
    def entered(self) -> dict[int, int]:
        with self.store.reading() as session:
            acts = session.connection().exec_driver_sql("SELECT id, at FROM act").all()
        return {ident: datetime.fromisoformat(str(at)).year for ident, at in acts}

    def begun(self, home: Raw) -> int | None:
        decided = int(str(home["decided_on"])[:4]) if home["decided_on"] else None
        return home["registered_year"] or decided or self.entered.get(home["made_by"])

    def taken_on(self) -> Found:
        for home in self.of("household"):
            own = [y["year"] for y in self.years.get(home["id"], ())] or [self.begun(home)]
            if 2023 in own:
                yield home["commune_id"], 1

    def registered(self) -> Found:
        return ((home["commune_id"], 1) for home in self.who_registered())

    def who_registered(self) -> Iterator[Raw]:
        for home in self.of("household"):
            said = any(y["year"] == 2023 and y["registered"] for y in self.years.get(home["id"], ()))
            if said or home["registered_year"] == 2023:
                yield home

    def risen(self) -> Found:
        return ((home["commune_id"], 1) for home in self.who_rose())

    def who_rose(self) -> Iterator[Raw]:
        for home in self.of("household"):
            told = [(y["year"], y["progress"]) for y in self.years.get(home["id"], ()) if y["progress"]]
            if not told and home["progress"]:
                decided = int(str(home["decided_on"])[:4]) if home["decided_on"] else None
                told = [(decided or home["registered_year"] or self.begun(home), home["progress"])]
            if any(year == 2023 and progress in ("TH", "TBV") for year, progress in told):
                yield home

    def given(self) -> Found:
        homes = {home["id"]: home for home in self.of("household")}
        for help_ in self.of("household_support"):
            if inside(help_["day"]) and help_["household_id"] in homes:
                yield homes[help_["household_id"]]["commune_id"], help_["value"] or 0

    # ── petitions and the rest ───────────────────────────────────────────────

    def talks(self) -> Found:
        return ((n["unit_id"], n["items"]) for n in self.of("communication")
                if n["period"] in CODES and n["channel"] not in MEDIA)  # fmt: skip

    def received(self) -> Iterator[Raw]:
        return (p for p in self.of("petition") if p["period"] in CODES)

    def petitions(self) -> Found:
        return ((p["commune_id"] or p["sender_unit_id"], 1) for p in self.received())

    def answered(self) -> Found:
        sent, replies = self.parts("forwarding", "petition_id"), self.parts("reply", "petition_id")
        standing = {p["id"] for p in self.of("petition")}
        for p in self.received():
            own, letters = p["merged_into_id"] not in standing, sent.get(p["id"], [])
            waits = any(f["answered_on"] is None and f["returned_on"] is None for f in letters)
            if own and letters and not waits and replies.get(p["id"]):
                yield p["commune_id"] or p["sender_unit_id"], 1

    def conferences(self) -> Iterator[Raw]:
        return (d for d in self.of("dialogue") if d["purpose"] == "QD218" and inside(d["held_on"]))

    def dialogues(self) -> Found:
        return ((d["unit_id"], 1) for d in self.conferences())

    def watched(self) -> Iterator[Raw]:
        """Supervisions that took place in the year."""
        days = ("first_session_on", "ended_on", "reported_on", "concluded_on", "recommended_on")
        for s in self.of("supervision"):
            worked = next((s[day] for day in days if s[day]), None)
            begun = worked or s["state"] in ("LV", "BC", "KN", "TD", "HT")
            if s["state"] != "HUY" and begun and inside(worked or s["planned_from"] or f"{s['year']}-12-31"):
                yield s

    def supervisions(self) -> Found:
        return ((s["unit_id"], 1) for s in self.watched())

    def trainings(self) -> Found:
        return ((t["unit_id"], 1) for t in self.of("training") if inside(t["starts_on"]))


@pytest.fixture(scope="module")
def practice(practice_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A copy of the province, to read."""
    path = tmp_path_factory.mktemp("d01") / practice_file.name
    path.write_bytes(practice_file.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()


@pytest.fixture(scope="module")
def book(practice: Database) -> Book:
    return Book(practice)


@pytest.fixture(scope="module")
def drawn(practice: Database) -> Drawn:
    """The report of the year."""
    (only,) = previews(practice, "D01", Period.parse("2023"), datetime(2024, 4, 5).date())
    return only


@pytest.fixture(scope="module")
def found(drawn: Drawn) -> list[list[list[str]]]:
    """Every table of its annexes as printed: captions, lines, the total."""
    listed = [part for annex in drawn.document.annexes for part in annex.parts if isinstance(part, Table)]
    return [
        [[c.caption for c in t.columns], *(list(r) for r in t.rows if isinstance(r, tuple)), list(t.total or ())]
        for t in listed
    ]


COLUMNS = {
    "A11": Book.taken_on, "A12": Book.registered, "A14": Book.risen, "A18": Book.given, "B01": Book.talks,
    "B11": Book.petitions, "B14.1": Book.answered, "C11": Book.dialogues, "D01": Book.supervisions,
    "E02.1": Book.trainings,
}  # fmt: skip


def printed(code: str, amount: Decimal | int) -> str:
    """Money in millions, points between thousands."""
    exact = Decimal(amount)
    return dotted(exact / MILLION if LISTED[code]["measure"] == "đồng" else exact)


@pytest.mark.parametrize("code", COLUMNS)
def test_a_column_of_the_annex_by_district(book: Book, found: list[list[list[str]]], code: str) -> None:
    (table,) = [t for t in found if t[0][1] == "Huyện, thị xã, thành phố"]
    head, *lines, total = table
    place = [caption.removesuffix(" (triệu đồng)") for caption in head].index(LISTED[code]["label"])
    units = {u["id"]: u for u in book.of("unit")}
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for unit, amount in COLUMNS[code](book):
        own = units.get(unit or 0)
        district = own if own is None or own["level"] == "district" else units[own["parent_id"]]
        wanted[district["full_name"] if district else NOWHERE] += Decimal(amount)
    shown = {line[1]: line[place] for line in lines}
    assert len(shown) >= 18
    assert sum(wanted.values()) > 0
    nothing = {NOWHERE: "-"} if NOWHERE not in wanted else {}
    assert shown == {name: printed(code, wanted[name]) for name in shown} | nothing
    assert set(wanted) <= set(shown)
    assert total[place] == printed(code, sum(wanted.values()))


# ── the whole province ───────────────────────────────────────────────────────


def of_periods(book: Book, table: str) -> list[Raw]:
    """Rows that name a period of the year."""
    return [r for r in book.of(table) if r["period"] in CODES]


def works(book: Book, column: str = "") -> Decimal:
    own = [r for r in of_periods(book, "campaign_item") if r["campaign"] not in ("HANGVIET", "DKST")]
    return Decimal(sum(1 if not column else r[column] or 0 for r in own))


def goods(book: Book, *activities: str) -> Decimal:
    own = (r for r in of_periods(book, "vietnamese_goods_activity") if r["activity"] in activities)
    return Decimal(sum(r["sessions"] or 1 for r in own))


def surveys(book: Book) -> list[Raw]:
    return [r for r in book.of("satisfaction_survey") if inside(r["starts_on"])]


def ballots(book: Book, column: str) -> Decimal:
    return Decimal(sum(r[column] for r in surveys(book)))


def satisfied(book: Book) -> Decimal:
    """Per cent of overall satisfaction on the valid ballots of surveys that asked for it."""
    valid = {r["id"]: r["ballots_valid"] for r in surveys(book)}
    own = [a for a in book.of("survey_answer") if a["overall"] and a["survey_id"] in valid]
    whole: int = sum(valid[a["survey_id"]] for a in own)
    happy: int = sum(a["satisfied"] for a in own)
    return (Decimal(happy) * 100 / whole).quantize(Decimal("0.01"))


def in_conferences(book: Book, column: str, part: str, counted: Callable[[Raw], int]) -> Decimal:
    """What is typed for a conference, or what its rows add up to, whichever is more."""
    listed = book.parts(part, "dialogue_id")
    return Decimal(sum(max(d[column] or 0, sum(map(counted, listed.get(d["id"], ())))) for d in book.conferences()))


def people_there(book: Book) -> Decimal:
    came = book.parts("dialogue_group", "dialogue_id")
    return Decimal(sum(d["people"] or sum(g["people"] for g in came.get(d["id"], ())) for d in book.conferences()))


def advised(book: Book, *results: str) -> Decimal:
    watched = {s["id"]: s for s in book.of("supervision")}
    found = 0
    for r in (r for r in book.of("recommendation") if r["source"] == "GS"):
        s = watched.get(r["supervision_id"], {})
        day = r["sent_on"] or s.get("recommended_on") or s.get("concluded_on")
        found += inside(day) and (not results or r["result"] in results)
    return Decimal(found)


def drafts(book: Book, kind: str) -> list[Raw]:
    return [c for c in book.of("social_criticism")
            if c["kind"] == kind and inside(c["sent_on"] or c["held_on"] or c["received_on"])]  # fmt: skip


def opinions(book: Book) -> Decimal:
    kept = book.parts("criticism_opinion", "criticism_id")
    return Decimal(sum(max(c["opinions"] or 0, len(kept.get(c["id"], ()))) for c in drafts(book, "PB")))


def tasks(book: Book, *states: str) -> Decimal:
    plans = {p["id"] for p in book.of("joint_plan")}
    own = (k for k in book.of("joint_task") if k["plan_id"] is None or k["plan_id"] in plans)
    return Decimal(sum(k["year"] == 2023 and k["state"] in states for k in own))


def trained(book: Book) -> Decimal:
    came = book.parts("training_attendance", "training_id")
    own = (t for t in book.of("training") if inside(t["starts_on"]))
    return Decimal(sum(max(t["people"] or 0, sum(a["people"] for a in came.get(t["id"], ()))) for t in own))


def days(book: Book, table: str, column: str) -> Decimal:
    return Decimal(sum(inside(r[column]) for r in book.of(table)))


def news(book: Book, column: str, *, media: bool | None = None) -> Decimal:
    own = (n for n in of_periods(book, "communication") if media is None or (n["channel"] in MEDIA) is media)
    return Decimal(sum(n[column] or 0 for n in own))


def started(book: Book, column: str = "") -> Decimal:
    own = [r for r in book.of("initiative") if r["year"] == 2023]
    return Decimal(sum(1 if not column else r[column] or 0 for r in own))


TOTALS: dict[str, Callable[[Book], Decimal]] = {
    "A01": works, "A02": lambda b: works(b, "funds"), "A03": lambda b: works(b, "workdays"),
    "A31": lambda b: Decimal(len({r["unit_id"] for r in surveys(b) if r["form"] != "KDC"})),
    "A32.1": lambda b: ballots(b, "ballots_out"), "A32.2": lambda b: ballots(b, "ballots_in"),
    "A32.3": lambda b: ballots(b, "ballots_valid"), "A33": satisfied, "A41": lambda b: goods(b, "TT"),
    "A42": lambda b: Decimal(sum(r["people"] or 0 for r in of_periods(b, "vietnamese_goods_activity"))),
    "A43": lambda b: goods(b, "HC", "DB"), "A51": started, "A52": lambda b: started(b, "value"),
    "B02": lambda b: news(b, "people"), "B03": lambda b: news(b, "items", media=True), "C12": people_there,
    "C13": lambda b: in_conferences(b, "opinions", "dialogue_item", lambda i: 1),
    "C14.1": lambda b: in_conferences(b, "answered_at_once", "dialogue_item", lambda i: i["answer_mode"] == "TT"),
    "D04": advised, "D05.1": lambda b: advised(b, "XONG", "DANG"), "D11": lambda b: Decimal(len(drafts(b, "PB"))),
    "D12.1": opinions, "D13": lambda b: Decimal(len(drafts(b, "GY"))), "E01.1": lambda b: tasks(b, "XONG"),
    "E01.2": lambda b: tasks(b, "DANG", "CHAM"), "E01.3": lambda b: tasks(b, "CHUA"), "E02.2": trained,
    "E03.1": lambda b: days(b, "joint_inspection", "starts_on"), "E03.2": lambda b: days(b, "inspection_visit", "day"),
}  # fmt: skip


def test_totals_of_the_year(book: Book, found: list[list[list[str]]]) -> None:
    (table,) = [t for t in found if "Nội dung, chỉ tiêu" in t[0]]
    labels = {LISTED[code]["label"]: code for code in TOTALS}
    shown = {labels[row[1]]: row[-4] for row in table if row and row[1] in labels}
    wanted = {code: count(book) for code, count in TOTALS.items()}
    assert shown == {code: printed(code, amount) for code, amount in wanted.items()}
    assert sum(bool(amount) for amount in wanted.values()) > 24


def test_charts_show_what_was_counted(book: Book, drawn: Drawn) -> None:
    households, petitions, dialogues = (part for part in drawn.document.parts if isinstance(part, Chart))
    registered, rose = ({home["id"] for home in homes} for homes in (book.who_registered(), book.who_rose()))
    assert sum(bar.length for bar in households.bars) == len(registered)
    assert sum(bar.values[0] for bar in households.bars) == len(registered & rose)
    standing = {p["id"] for p in book.of("petition")}
    own = [p for p in book.received() if p["merged_into_id"] not in standing]
    assert sum(bar.length for bar in petitions.bars) == len(own)
    assert sum(bar.values[0] for bar in petitions.bars) == sum(amount for _, amount in book.answered())
    assert dialogues.bars[0].length == TOTALS["C14.1"](book)
    assert all(len(bar.label) > 2 for chart in (households, petitions, dialogues) for bar in chart.bars)
