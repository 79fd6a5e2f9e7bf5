"""The other duties of the practice province: each filler has its own random numbers, and all run in the one act."""

from datetime import date
from random import Random

from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.practice_duties import fill_duties
from mttq_desktop.store.database import Database, Writing

TODAY = date(2024, 4, 5)


def test_a_filler_draws_the_same_numbers_whatever_ran_before(store: Database, vocabulary: Vocabulary) -> None:
    drawn: list[float] = []

    def filler(writing: Writing, words: Vocabulary, random: Random, today: date) -> None:
        assert words is vocabulary
        assert today == TODAY
        drawn.append(random.random())

    with store.writing("test", "Thử") as writing:
        fill_duties(writing, vocabulary, 7, TODAY, [filler])
        fill_duties(writing, vocabulary, 7, TODAY, [filler, filler])
        fill_duties(writing, vocabulary, 8, TODAY, [filler])
    assert drawn[0] == drawn[1] == drawn[2] != drawn[3]
