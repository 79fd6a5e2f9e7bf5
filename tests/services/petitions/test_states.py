"""The table of moves, and the derived state against a plain model under arbitrary documents."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.petition_flow import BY_HAND, PETITION_FLOW, refusal
from mttq_desktop.records.petitions import Feedback, Forwarding, Petition, PetitionState, Reminder, Reply
from mttq_desktop.services.petitions.states import check_moves, refresh
from mttq_desktop.store.database import Database
from tests.makers import authority, petitions, read

S = PetitionState
ALLOWED = {
    S.NEW: "CHO TH TRUNG CHUYEN TRALAI KYSAU LUU",
    S.SORTING: "CHO TH TRUNG CHUYEN TRALAI KYSAU LUU",
    S.CONSOLIDATED: "CHO TH TRUNG CHUYEN TRALAI KYSAU LUU",
    S.RETURNED: "CHO TH TRUNG CHUYEN KYSAU LUU",
    S.NEXT_PERIOD: "CHO TH TL LUU",
    S.MERGED: "",
    S.FORWARDED: "CHUYEN DON TL TRALAI",
    S.REMINDED: "CHUYEN DON TL TRALAI",
    S.ANSWERED: "CHUYEN TL TB KYSAU LUU",
    S.IN_PROGRESS: "CHUYEN TL TB KYSAU LUU",
    S.DONE: "TL TB LUU",
    S.TOLD: "CHUYEN TL TB KYSAU LUU",
    S.FILED: "CHO TH",
}


@pytest.mark.parametrize("source", list(S), ids=lambda s: s.name)
def test_the_moves_are_those_of_the_table(source: S) -> None:
    assert {s.value for s in PETITION_FLOW.allowed(source)} == set(ALLOWED[source].split())


@pytest.mark.parametrize("source", list(S), ids=lambda s: s.name)
def test_every_refused_move_is_explained_in_vietnamese(source: S) -> None:
    for target in (m.target for m in PETITION_FLOW.moves):
        why = refusal(source, target)
        assert (why is None) == (target.value in ALLOWED[source].split())
        assert why is None or why.endswith(".")


def test_states_set_by_hand_are_all_in_the_table() -> None:
    assert {m.target for m in PETITION_FLOW.moves} >= BY_HAND


def test_a_refusal_in_bulk_names_the_petitions(store: Database, vocabulary: Vocabulary) -> None:
    ids = petitions(store, vocabulary, 7)
    with store.reading() as session:
        with pytest.raises(Refused, match="KN-2024-Q1-0005 và 2 kiến nghị khác: Chỉ đôn đốc") as caught:
            check_moves(session, ids, S.REMINDED)
        assert len(caught.value.problems) == 7
        with pytest.raises(Refused, match="không còn trong sổ"):
            check_moves(session, [*ids, 9999], S.SORTING)


# ── the derived state against a model ─────────────────────────────────────────

START = date(2024, 1, 10)
CLASSES = {"DGQ": 1, "DGQ_VB": 1, "GTCCTT": 2, "DXXGQ": 3, "DX_NL": 3, "CGQ": 4}
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@dataclass
class Model:
    """Documents of one petition as plain values."""

    set_state: str | None = None
    forwardings: list[tuple[int, date, date, bool]] = field(default_factory=list)
    """Authority (0 or 1), day, due day, given back."""
    reminders: list[tuple[int, date | None]] = field(default_factory=list)
    """Index of the forwarding, new due day."""
    replies: list[tuple[int, date, str]] = field(default_factory=list)
    told: date | None = None

    def waiting(self) -> list[tuple[int, date]]:
        """Open forwardings: how often reminded, due when."""
        found = []
        for n, (who, day, due, back) in enumerate(self.forwardings):
            if back or any(a == who and d >= day for a, d, _ in self.replies):
                continue
            new = [d for i, d in self.reminders if i == n]
            times = len(new)
            found.append((times, next((d for d in reversed(new) if d), due)))
        return found

    def state(self) -> str:
        """The state that follows."""
        waiting = self.waiting()
        if self.set_state in ("LUU", "KYSAU"):
            return self.set_state
        if waiting:
            return "DON" if any(times for times, _ in waiting) else "CHUYEN"
        if self.replies:
            return self.answered()
        if self.forwardings:
            return "TRALAI"
        return self.set_state or "MOI"

    def answered(self) -> str:
        """The state of a petition that has answers and waits for none."""
        if self.told and self.told >= max(d for _, d, _ in self.replies):
            return "TB"
        latest: dict[int, tuple[date, int, str]] = {}
        for n, (who, day, code) in enumerate(self.replies):
            latest[who] = max(latest.get(who, (date.min, 0, "")), (day, n, code))
        return {1: "XONG", 2: "TL", 3: "DANG", 4: "TL"}[max(CLASSES[c] for _, _, c in latest.values())]

    def due_on(self) -> date | None:
        """The earliest due day still open."""
        if self.set_state == "LUU":
            return None
        return min((due for _, due in self.waiting()), default=None)


@st.composite
def models(draw: st.DrawFn) -> Model:
    model = Model(set_state=draw(st.sampled_from([None, "CHO", "TH", "LUU", "KYSAU", "TRALAI"])))
    for _ in range(draw(st.integers(0, 3))):
        day = draw(days)
        model.forwardings.append((draw(st.integers(0, 1)), day, day + timedelta(days=30), draw(st.booleans())))
    if model.forwardings:
        for _ in range(draw(st.integers(0, 3))):
            model.reminders.append((draw(st.integers(0, len(model.forwardings) - 1)), draw(st.none() | days)))
    for _ in range(draw(st.integers(0, 3))):
        model.replies.append((draw(st.integers(0, 1)), draw(days), draw(st.sampled_from(sorted(CLASSES)))))
    model.told = draw(st.none() | days)
    return model


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(model=models())
def test_the_state_follows_from_the_documents(store: Database, vocabulary: Vocabulary, model: Model) -> None:
    bodies = (authority(vocabulary, "Sở Giao thông vận tải"), authority(vocabulary, "Sở Tài nguyên và Môi trường"))
    with store.reading() as session:
        present = session.get(Petition, 1)
    wanted = present.id if present else petitions(store, vocabulary, 1)[0]
    _write(store, wanted, model, bodies)
    (now,) = read(store, wanted)
    assert (now.state, now.due_on) == (model.state(), model.due_on())


def _write(store: Database, wanted: int, model: Model, bodies: tuple[int, int]) -> None:
    with store.writing("test", "Ghi hồ sơ") as writing:
        session = writing.session
        for record in (Reminder, Forwarding, Reply, Feedback):
            session.execute(delete(record))
        session.get_one(Petition, wanted).set_state = model.set_state
        rows = []
        for who, day, due, back in model.forwardings:
            rows.append(Forwarding(petition_id=wanted, authority_id=bodies[who], day=day, due_on=due,
                                   returned_on=day if back else None))  # fmt: skip
        session.add_all(rows)
        session.flush()
        for n, (index, new_due) in enumerate(model.reminders, 1):
            session.add(Reminder(forwarding_id=rows[index].id, day=START, round=n, new_due_on=new_due))
        for who, day, code in model.replies:
            session.add(Reply(petition_id=wanted, authority_id=bodies[who], number="1", day=day, content="Đã rõ",
                              reply_class=code))  # fmt: skip
            session.flush()
        if model.told:
            session.add(Feedback(petition_id=wanted, unit_id=None, day=model.told))
        refresh(writing, [wanted])
