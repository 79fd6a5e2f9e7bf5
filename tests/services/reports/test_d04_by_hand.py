"""D04: every number of its tables and sentences against the rows of the practice province, added up anew."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import write_report
from mttq_desktop.store.database import Database
from tests.services.reports.raw import Raw, dotted, rate, rows, tables, told

TODAY = date(2024, 4, 5)
Q1 = Period.parse("2024-Q1")
ORDER = ["DGQ", "GTCCTT", "DXXGQ", "CGQ"]
"""First-level classes of answers; the later one counts where several authorities answered."""


@dataclass
class Told:
    """One petition with what its root's documents say."""

    row: Raw
    root: Raw
    level: str | None
    sent: bool
    answer: str | None
    late: bool

    @property
    def own(self) -> bool:
        return self.row is self.root


@dataclass
class Book:
    """All that D04 is about, read row by row."""

    store: Database
    today: date = TODAY
    petitions: dict[int, Raw] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.petitions = {p["id"]: p for p in rows(self.store, "petition")}
        self.forwardings = rows(self.store, "forwarding")
        self.classes = {c["code"]: c["parent"] or c["code"] for c in rows(self.store, "code_item")
                        if c["list"] == "petition_reply_class"}  # fmt: skip
        self.levels = {a["id"]: a["level"] for a in rows(self.store, "authority")}
        self.asked = sorted(rows(self.store, "petition_authority"), key=lambda p: p["position"])
        self.replies = sorted(rows(self.store, "reply"), key=lambda r: (r["day"], r["id"]))

    def of(self, *quarters: str) -> list[Told]:
        return [self._told(p) for p in self.petitions.values() if p["period"] in quarters]

    def _told(self, petition: Raw) -> Told:
        root = self.petitions.get(petition["merged_into_id"], petition)
        sent = [f for f in self.forwardings if f["petition_id"] == root["id"]]
        waiting = any(f["answered_on"] is None and f["returned_on"] is None for f in sent)
        last = {r["authority_id"]: r for r in self.replies if r["petition_id"] == root["id"]}
        answers = [self.classes.get(r["reply_class"], "CGQ") for r in last.values()]
        worst = max(answers, key=ORDER.index) if answers and not waiting else None
        late = root["state"] in ("CHUYEN", "DON") and root["due_on"] is not None and root["due_on"] < str(self.today)
        return Told(petition, root, self._level(petition), bool(sent), worst, late)

    def _level(self, petition: Raw) -> str | None:
        mine = [a["target_id"] for a in self.asked if a["owner_id"] == petition["id"]]
        return petition["level"] or (self.levels[mine[0]] if mine else None)


@pytest.fixture
def book(practice: Database) -> Book:
    return Book(practice)


@pytest.fixture
def paper(practice: Database, tmp_path: Path) -> Path:
    write_report(practice, "D04", Q1, tmp_path / "d04.docx", TODAY)
    return tmp_path / "d04.docx"


def line(found: list[Told]) -> list[str]:
    """Table 1 without number and name."""
    levels = [sum(t.level == x for t in found) for x in ("TW", "TINH", "HUYEN", "XA")]
    answered = sum(t.answer is not None for t in found)
    return [str(len(found)), *map(str, levels), str(answered), rate(answered, len(found))]


def test_the_table_by_field(book: Book, paper: Path) -> None:
    (table,) = [t for t in tables(paper) if t[0][1:3] == ["Lĩnh vực", "Tổng số"]]
    labels = {c["code"]: c["label"] for c in rows(book.store, "code_item") if c["list"] == "petition_field_detail"}
    own = [t for t in book.of("2024-Q1") if t.own]
    assert len(table) > 20
    for _, name, *cells in table[1:-1]:
        code = next((c for c, label in labels.items() if label == name), None)
        assert cells == line([t for t in own if t.row["field"] == code]), name
    assert table[-1][2:] == line(own)
    assert sum(int(row[2]) for row in table[1:-1]) == len(own)


def sender_line(found: list[Told]) -> list[str]:
    """Table 2 without number and name."""
    sent, answered = sum(t.sent for t in found), sum(t.answer is not None for t in found)
    unanswered = sum(t.sent and t.answer is None for t in found)
    return [dotted(n) for n in (len(found), sum(t.own for t in found), sent, answered, unanswered)]


def _sender(row: Raw) -> tuple[int | None, int | None]:
    """The unit, else the organisation."""
    unit = row["sender_unit_id"]
    return (unit, None) if unit is not None else (None, row["organisation_id"])


def test_the_table_by_sender(book: Book, paper: Path) -> None:
    (table,) = [t for t in tables(paper) if t[0][1] == "Đơn vị gửi"]
    found = book.of("2024-Q1")
    organisations = {o["short_name"]: o["id"] for o in rows(book.store, "organisation")}
    units = {u["full_name"]: u["id"] for u in rows(book.store, "unit") if u["level"] == "district"}
    batches = [b for b in rows(book.store, "petition_batch") if b["period"] == "2024-Q1"]
    for _, name, *cells in table[1:-1]:
        own = organisations.get(name)
        sender = (units.get(name), None) if own is None else (None, own)
        mine = [t for t in found if _sender(t.row) == sender]
        said = mine or any(_sender(b) == sender for b in batches)
        assert cells == (sender_line(mine) if said else [""] * 5), name
    assert table[-1][2:] == sender_line(found)


def test_every_petition_stands_once_in_the_matrix(book: Book, paper: Path) -> None:
    (table,) = [t for t in tables(paper) if t[0][0] == "TT"]
    own = {t.row["number"]: t for t in book.of("2024-Q1") if t.own}
    groups = {c["code"]: c["parent"] for c in rows(book.store, "code_item") if c["list"] == "petition_field_detail"}
    heads = {c["label"]: c["code"] for c in rows(book.store, "code_item") if c["list"] == "petition_field_hdnd5"}
    body = [row for row in table if row[0].isdigit()]
    assert sorted(row[2] for row in body) == sorted(own)
    captions = table[1]
    for row in body:
        marked = [heads[captions[n]] for n, cell in enumerate(row) if cell == "X"]
        wanted = groups.get(own[row[2]].row["field"] or "")
        assert marked == ([wanted] if wanted else []), row[2]


def test_the_sentences(book: Book, paper: Path) -> None:
    said, found = told(paper), book.of("2024-Q1")
    own, before = [t for t in found if t.own], [t for t in book.of("2023-Q4") if t.own and t.sent]
    assert f"tổng số {dotted(len(found))} ý kiến" in said
    assert f"còn {dotted(len(own))} kiến nghị" in said
    answered = [t for t in before if t.answer]
    by_class = [sum(t.answer == c for t in answered) for c in ("DGQ", "DXXGQ", "GTCCTT", "CGQ")]
    numbers = [len(before), len(answered), *by_class]
    (sentence,) = [p for p in said.splitlines() if p.startswith(f"Đối với {dotted(len(before))} kiến nghị")]
    plain = re.sub(r"/\d{4}|\d+(,\d+)?%", "", sentence)
    assert [int(n) for n in re.findall(r"\d+", plain)] == numbers
    assert f"(đạt {rate(len(answered), len(before))})" in sentence
    waiting, late = len(before) - len(answered), sum(t.late for t in before)
    assert f"Còn {waiting} kiến nghị chưa được trả lời, trong đó {late} kiến nghị đã quá hạn" in said
    for name, level in (("của Trung ương", "TW"), ("cấp tỉnh", "TINH"), ("cấp huyện", "HUYEN"), ("cấp xã", "XA")):
        assert f"{sum(t.level == level for t in own)} kiến nghị thuộc thẩm quyền {name}" in said, name
