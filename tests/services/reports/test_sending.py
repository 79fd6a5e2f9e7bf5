"""Letters to several bodies go out as one act: book, numbers, files and kept copies together, and back together."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mttq_desktop.errors import Cancelled, NotWritable, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.office import Act, Letter
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.records.supervisions import SUPERVISION
from mttq_desktop.rules.period import Period
from mttq_desktop.services import recommendations
from mttq_desktop.services.acts import summary, undo
from mttq_desktop.services.petitions.feedback import plan_feedback
from mttq_desktop.services.petitions.forwarding import PlannedLetter, plan_forwarding
from mttq_desktop.services.petitions.reminding import plan_reminders
from mttq_desktop.services.petitions.replies import record_reply
from mttq_desktop.services.reports import give_back, issued, keep_text, write_paper, write_report
from mttq_desktop.services.reports.outbox import Outbox, tidy
from mttq_desktop.services.reports.sending import Outgoing, forwarding, reminding, send_out, telling, urging
from mttq_desktop.services.work import Progress
from mttq_desktop.store.changes import Changes
from mttq_desktop.store.database import Database, Writing
from tests.makers import an_answer, authority, forwarded, petitions
from tests.services.reports.book import acts, book
from tests.services.reports.test_papers import put, supervision
from tests.services.reports.test_papers_of_gatherings import dialogue

__all__ = ["dialogue", "supervision"]
TODAY, Q1 = date(2024, 4, 5), Period(2024, "Q1")
ROADS, HEALTH = "Sở Giao thông vận tải", "Sở Y tế"
Plan = Callable[[Database, Vocabulary], Outgoing]


def planned(store: Database, words: Vocabulary, day: date = TODAY) -> tuple[PlannedLetter, ...]:
    """Three petitions for one authority, two for another."""
    ids = [i for n, name in ((3, ROADS), (2, HEALTH))
           for i in petitions(store, words, n, authorities=(authority(words, name),))]  # fmt: skip
    with store.reading() as session:
        return plan_forwarding(session, ids, day).letters


def d05(store: Database, words: Vocabulary) -> Outgoing:
    return forwarding(planned(store, words))


def d06(store: Database, words: Vocabulary) -> Outgoing:
    for name in (ROADS, HEALTH):
        forwarded(store, words, 2, date(2024, 2, 1), name)
    with store.reading() as session:
        return reminding(plan_reminders(session, TODAY))


def d06k(store: Database, words: Vocabulary) -> Outgoing:
    values = {"year": 2024, "content": "Giám sát", "form": "HT2", "level": "province", "chair_id": 1}
    advice = [{"source": "GS", "content": f"Rà soát {n}", "result": "CHUA", "authority_id": authority(words, name)}
              for n, name in enumerate((ROADS, HEALTH))]  # fmt: skip
    put(store, words, SUPERVISION, values, {RECOMMENDATION: advice})
    with store.reading() as session:
        ids = list(session.scalars(select(RECOMMENDATION.table.c.id)))
    recommendations.send(store, ids, recommendations.Letter(date(2024, 3, 1)), TODAY, words)
    with store.reading() as session:
        return urging(recommendations.plan_reminders(session, TODAY), words)


def d07(store: Database, words: Vocabulary) -> Outgoing:
    body = authority(words, ROADS)
    for organisation in ("HND", "LHPN"):
        told = int(words.target("organisation").by_code[organisation][0].key)
        ids = petitions(store, words, 2, authorities=(body,), organisation_id=told)
        with store.reading() as session:
            send_out(store, forwarding(plan_forwarding(session, ids, date(2024, 3, 1)).letters), None, TODAY)
        record_reply(store, ids, an_answer(body, day=date(2024, 3, 20)), TODAY)
    with store.reading() as session:
        return telling(plan_feedback(session, TODAY))


def last_act(store: Database) -> Act:
    with store.reading() as session:
        return session.scalars(select(Act).order_by(Act.id.desc()).limit(1)).one()


@pytest.mark.parametrize(
    ("plan", "what"),
    [(d05, "Chuyển 5 kiến nghị đến 2 cơ quan – 2 công văn 01/MTTQ-BTT … 02/MTTQ-BTT"),
     (d06, "Đôn đốc 2 cơ quan trả lời 4 kiến nghị – 2 công văn 03/MTTQ-BTT … 04/MTTQ-BTT"),
     (d06k, "Đôn đốc 2 cơ quan trả lời 2 kiến nghị – 2 công văn 01/MTTQ-BTT … 02/MTTQ-BTT"),
     (d07, "Thông báo kết quả 4 kiến nghị đến 2 nơi – 2 thông báo 01/TB-MTTQ-BTT … 02/TB-MTTQ-BTT")],
)  # fmt: skip
def test_what_goes_out_together_is_one_act_and_one_undoing_takes_back_all_of_it(
    store: Database, vocabulary: Vocabulary, tmp_path: Path, plan: Plan, what: str
) -> None:
    going = plan(store, vocabulary)
    before, count = book(store), acts(store)
    written = send_out(store, going, tmp_path / "văn bản", TODAY)
    assert acts(store) == count + 1
    assert (last_act(store).id, last_act(store).what) == (written.act, what)
    (folder,) = {p.parent for p in written.paths}
    assert folder.name == f"{going.title} 05.04.2024"
    assert sorted(folder.iterdir()) == sorted(written.paths)
    assert list((tmp_path / "văn bản").iterdir()) == [folder]
    with store.reading() as session:
        letters = [session.get_one(Letter, i) for i in written.letters]
    assert [(x.file_name, x.folder) for x in letters] == [(p.name, str(folder)) for p in written.paths]
    assert all('"mark"' in x.figures for x in letters), "figures are frozen"
    for path, ident in zip(written.paths, written.letters, strict=True):
        assert give_back(store, ident, tmp_path / "kho").read_bytes() == path.read_bytes()
    sent = book(store)
    assert written.act is not None
    done = undo(store, written.act)
    assert book(store) == before
    assert f"2 tệp Word trong “{folder}” vẫn còn trên máy nhưng không còn giá trị." in summary(done)
    undo(store, done.act)
    assert book(store) == sent, "and what was taken back can be done again"
    assert give_back(store, written.letters[0], tmp_path / "kho").read_bytes() == written.paths[0].read_bytes()


@pytest.mark.parametrize(
    ("code", "what"),
    [("D17", "Phát hành D17 Công văn kiến nghị sau giám sát – 2 văn bản 01/MTTQ-BTT … 02/MTTQ-BTT"),
     ("D21", "Phát hành D21 Giấy mời – 1 số, 3 tờ: 01/GM-MTTQ-BTT")],
)  # fmt: skip
def test_papers_of_a_record_that_go_to_several_are_one_act_too(
    store: Database, supervision: int, dialogue: int, tmp_path: Path, code: str, what: str
) -> None:
    kind, ident = (SUPERVISION, supervision) if code == "D17" else (DIALOGUE, dialogue)
    if code == "D21":
        keep_text(store, "D21", DIALOGUE, dialogue, "guests", "Ông A\nSở Y tế\nUBND huyện B")
    before, count = book(store), acts(store)
    written = write_paper(store, code, kind, ident, tmp_path / "giấy", TODAY)
    assert (acts(store), last_act(store).what) == (count + 1, what)
    sent = book(store)
    assert written.act is not None
    done = undo(store, written.act)
    assert book(store) == before
    assert f"{len(written.paths)} tệp Word trong “{tmp_path / 'giấy'}” vẫn còn" in summary(done)
    undo(store, done.act)
    assert book(store) == sent


def test_everything_of_a_period_goes_out_in_one_act(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    planned(store, vocabulary)
    before, count = book(store), acts(store)
    written = write_report(store, "D05", Q1, tmp_path / "cv", TODAY, act=True)
    assert acts(store) == count + 1
    assert last_act(store).what.startswith("Chuyển 5 kiến nghị đến 2 cơ quan – 2 công văn")
    assert written.act is not None
    undo(store, written.act)
    assert book(store) == before


# ── all or none ──


def nothing_happened(store: Database, before: tuple[object, int], folder: Path) -> bool:
    return (book(store), acts(store)) == before and not folder.exists()


def test_stopping_in_the_middle_leaves_nothing(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    going, stop, seen = d05(store, vocabulary), Progress(), list[str]()

    def tell(done: int, total: int | None, text: str) -> None:
        seen.append(text)
        stop.cancelled = done == 1

    stop.tell = tell
    before = book(store), acts(store)
    with pytest.raises(Cancelled):
        send_out(store, going, tmp_path / "văn bản", TODAY, stop)
    assert seen == ["Đang ghi sổ", f"Đang viết {ROADS}", f"Đang viết {HEALTH}"]
    assert nothing_happened(store, before, tmp_path / "văn bản")
    assert [p.name for p in tmp_path.iterdir()] == ["data"], "nothing is left beside"


def test_a_place_that_refuses_the_files_leaves_the_book_as_it_was(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    going = d05(store, vocabulary)
    before = book(store), acts(store)
    blocked = tmp_path / "tệp"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(NotWritable, match="Không ghi được"):
        send_out(store, going, blocked, TODAY)
    assert (book(store), acts(store)) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "tệp"]


def test_the_second_file_refused_brings_back_what_the_first_replaced(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    first = send_out(store, d05(store, vocabulary), tmp_path, TODAY)
    folder, older = first.paths[0].parent, first.paths[0].read_bytes() + b"changed by hand"
    first.paths[0].write_bytes(older)
    first.paths[1].unlink()
    first.paths[1].mkdir()
    (first.paths[1] / "x").write_text("x")
    before = book(store), acts(store)
    with pytest.raises(NotWritable):
        write_report(store, "D05", Q1, folder, TODAY)
    assert (book(store), acts(store)) == before
    assert first.paths[0].read_bytes() == older
    assert sorted(folder.iterdir()) == sorted(first.paths)


def broken(going: Outgoing) -> Outgoing:
    """The same letters with a row that the data file refuses at the very end, when the act is to be kept."""

    def record(writing: Writing) -> tuple[int, ...]:
        rows = going.record(writing)
        writing.execute("PRAGMA defer_foreign_keys = ON")
        writing.execute("UPDATE letter SET organisation_id = 999999 WHERE id = ?", (rows[0],))
        return rows

    return replace(going, record=record)


def test_an_act_that_cannot_be_kept_takes_its_files_away_again(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    going = broken(d05(store, vocabulary))
    before = book(store), acts(store)
    with pytest.raises(IntegrityError):
        send_out(store, going, tmp_path / "văn bản", TODAY)
    assert acts(store) == before[1]
    assert book(store) == before[0]
    assert nothing_happened(store, before, tmp_path / "văn bản")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_what_fails_once_the_act_is_kept_leaves_its_files(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    going = d05(store, vocabulary)

    def fail(_: Changes) -> None:
        raise RuntimeError

    stop = store.feed.subscribe(fail)
    with pytest.raises(RuntimeError):
        send_out(store, going, tmp_path / "văn bản", TODAY)
    stop()
    assert last_act(store).what.startswith("Chuyển 5 kiến nghị")
    assert len(list((tmp_path / "văn bản" / "Chuyển kiến nghị 05.04.2024").iterdir())) == 2
    assert book(store)["unfinished"] == []


CUT = """
import os, sys
from datetime import date
from pathlib import Path
from sqlalchemy import event
from mttq_desktop.services.petitions.forwarding import plan_forwarding
from mttq_desktop.services.reports.sending import Outgoing, forwarding, send_out
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database

path, out, when = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
store = Database.open(path)
with store.reading() as session:
    going = forwarding(plan_forwarding(session, list(map(int, sys.argv[4:])), date(2024, 4, 5)).letters)

def record(writing):
    if when == "keeping":
        event.listen(writing.connection.engine, "commit", lambda _: os._exit(7))
    return going.record(writing)

def tell(done, total, text):
    if when == "writing" and done == 1:
        os._exit(7)

send_out(store, Outgoing(going.title, going.count, record), out, date(2024, 4, 5), Progress(tell))
"""


@pytest.mark.parametrize("when", ["writing", "keeping"])
def test_a_power_cut_leaves_no_letter_that_is_not_in_the_book(
    store: Database, vocabulary: Vocabulary, tmp_path: Path, when: str
) -> None:
    ids = [i for letter in planned(store, vocabulary) for i in letter.petition_ids]
    before, out = (book(store), acts(store)), tmp_path / "văn bản"
    out.mkdir()
    store.close()
    ended = subprocess.run(
        [sys.executable, "-c", CUT, str(store.path), str(out), when, *map(str, ids)], check=False, env=os.environ
    )
    assert ended.returncode == 7
    again = Database.open(store.path)
    found = tidy(again)
    assert (book(again), acts(again)) == before
    named = ["Chuyển kiến nghị 05.04.2024 (chưa ghi sổ)"] if when == "keeping" else []
    assert [p.name for p in out.iterdir()] == [p.name for p in found] == named
    assert tidy(again) == ()
    again.close()


def test_what_a_later_act_wrote_to_the_same_place_is_left_alone(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    Outbox(store, tmp_path / "Chuyển kiến nghị 05.04.2024").note()
    written = send_out(store, d05(store, vocabulary), tmp_path, TODAY)
    assert tidy(store) == ()
    assert all(p.is_file() for p in written.paths)


# ── numbers ──


def test_numbers_that_are_taken_are_named_with_the_next_free_ones(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    send_out(store, d05(store, vocabulary), None, TODAY)
    roads, health = planned(store, vocabulary)
    before = book(store), acts(store)
    typed = [replace(roads, number="01/MTTQ-BTT"), replace(health, number=" 02/MTTQ-BTT ")]
    with pytest.raises(Refused) as refused:
        send_out(store, forwarding(typed), tmp_path / "văn bản", TODAY)
    assert refused.value.message == "Số 01/MTTQ-BTT, 02/MTTQ-BTT đã dùng cho một văn bản khác trong năm 2024."
    assert refused.value.advice.startswith("Số tiếp theo còn trống: 03/MTTQ-BTT, 04/MTTQ-BTT.")
    twice = [replace(x, number="09/MTTQ-BTT") for x in (roads, health)]
    with pytest.raises(Refused, match="Số 09/MTTQ-BTT ghi cho nhiều văn bản"):
        send_out(store, forwarding(twice), tmp_path / "văn bản", TODAY)
    assert nothing_happened(store, before, tmp_path / "văn bản")


def test_numbers_taken_back_are_given_again_unless_later_ones_were(store: Database, vocabulary: Vocabulary) -> None:
    first, second = (send_out(store, d05(store, vocabulary), None, TODAY) for _ in range(2))
    assert first.act is not None
    assert second.act is not None
    undone = undo(store, first.act)
    with store.reading() as session:
        assert plan_forwarding(session, [], TODAY).letters == ()
        assert [x.number for x in session.scalars(select(Letter))] == ["03/MTTQ-BTT", "04/MTTQ-BTT"]
    third = send_out(store, d05(store, vocabulary), None, TODAY)
    assert last_act(store).what.endswith("05/MTTQ-BTT … 06/MTTQ-BTT"), "03 and 04 are out"
    undo(store, undone.act)
    assert third.act is not None
    fresh = undo(store, third.act)
    other = send_out(store, d05(store, vocabulary), None, TODAY)
    assert last_act(store).what.endswith("05/MTTQ-BTT … 06/MTTQ-BTT")
    with pytest.raises(Refused, match="Không làm lại được việc đã hoàn tác: từ đó đã có 05/MTTQ-BTT thay chỗ"):
        undo(store, fresh.act)
    assert other.act == last_act(store).id


def test_a_letter_answered_since_stays_with_its_number_and_kept_copy(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    letters = planned(store, vocabulary)
    written = send_out(store, forwarding(letters), tmp_path, TODAY)
    answered = letters[0].petition_ids[0]
    record_reply(store, [answered], an_answer(authority(vocabulary, ROADS)), date(2024, 4, 20))
    assert written.act is not None
    told = summary(undo(store, written.act))
    assert "Giữ lại 2 mục vì đã có trả lời hoặc đôn đốc sau đó: KN-2024-Q1-0001, 01/MTTQ-BTT." in told
    assert "1 tệp Word trong" in told
    assert give_back(store, written.letters[0], tmp_path / "kho").read_bytes() == written.paths[0].read_bytes()
    with pytest.raises(Refused, match="Chưa giữ tệp"):
        give_back(store, written.letters[1], tmp_path / "kho")
    with store.reading() as session:
        assert [x.number for x in issued(session, "D05", Q1)] == ["01/MTTQ-BTT"]
