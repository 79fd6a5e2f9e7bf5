"""Copies made by themselves: only when something changed, thinned, and real."""

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.fields import Vocabulary
from mttq_desktop.services import autobackup
from mttq_desktop.services.backup import look_into
from mttq_desktop.services.settings import read_settings, set_one
from mttq_desktop.store.database import Database
from tests import makers

NOW = datetime(2024, 4, 5, 17, 0)


def test_a_copy_is_made_when_something_changed_and_only_then(store: Database, vocabulary: Vocabulary) -> None:
    makers.petitions(store, vocabulary, 3)

    first = autobackup.automatic(store, NOW)
    again = autobackup.automatic(store, NOW + timedelta(minutes=1))

    assert first is not None
    assert look_into(first.path).rows["petition"] == 3
    assert again is None
    with store.reading() as session:
        assert read_settings(session).last_backup == NOW


def test_another_working_period_is_no_reason_for_a_copy(store: Database, vocabulary: Vocabulary) -> None:
    makers.petitions(store, vocabulary, 1)
    assert autobackup.automatic(store, NOW) is not None

    set_one(store, "period", working_period="2024-Q1")

    assert autobackup.automatic(store, NOW + timedelta(hours=1)) is None


def test_a_disk_that_takes_no_copy_keeps_nobody(store: Database, vocabulary: Vocabulary) -> None:
    makers.petitions(store, vocabulary, 1)
    (store.path.parent / autobackup.FOLDER).write_text("in the way")

    assert autobackup.automatic(store, NOW) is None


def test_a_copy_on_a_stick_is_remembered(store: Database, tmp_path: Path) -> None:
    health = autobackup.copy_to(store, tmp_path / "usb" / autobackup.name_for_copy(NOW), NOW)

    assert health.sound
    with store.reading() as session:
        assert read_settings(session).last_usb_copy == NOW


def test_old_copies_are_thinned_and_foreign_files_left_alone(tmp_path: Path) -> None:
    for hours in range(0, 24 * 90, 6):
        (tmp_path / (NOW - timedelta(hours=hours)).strftime("mttq-%Y%m%d-%H%M%S.sqlite3")).touch()
    (tmp_path / "thu-cua-toi.txt").touch()

    autobackup.thin(tmp_path, NOW)

    there = autobackup.copies(tmp_path)
    assert (tmp_path / "thu-cua-toi.txt").exists()
    assert 20 <= len(there) <= 40
    assert there[0].at == NOW


@given(st.lists(st.integers(0, 24 * 500), min_size=1, unique=True))
def test_the_newest_of_every_stretch_is_kept(hours: list[int]) -> None:
    times = [NOW - timedelta(hours=h) for h in hours]
    kept = set(autobackup.kept(times, NOW))

    for at in times:
        if NOW - at <= timedelta(days=2):
            assert at in kept
        elif NOW - at <= timedelta(days=14):
            assert any(k.date() == at.date() for k in kept)
    assert kept <= set(times)
