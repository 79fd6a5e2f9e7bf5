"""The other duties of the practice province: one filler a duty, in a hand-written tuple.

A filler writes invented records of its duty through `services.keeping`, the same for the same random
numbers; it runs after the petitions stand, inside the one act that fills the file.
"""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.following import put_off
from mttq_desktop.services.practice_duties import (
    campaigns,
    criticism,
    dialogues,
    households,
    meetings,
    periodic,
    plans,
    supervision,
    surveys,
)
from mttq_desktop.store.database import Writing

Filler = Callable[[Writing, Vocabulary, Random, date], None]
"""Given the act, the catalogues, its own random numbers and the day on which the province stands."""

FILLERS: tuple[Filler, ...] = (
    supervision.fill,
    criticism.fill,
    dialogues.fill,
    plans.fill,
    meetings.fill,
    households.fill,
    surveys.fill,
    campaigns.fill,
    periodic.fill,
)
"""In their order; periodic reports come last, they tell what the records of the others say."""


def fill_duties(
    writing: Writing, vocabulary: Vocabulary, seed: int, today: date, fillers: Sequence[Filler] = FILLERS
) -> None:
    """Run every filler with random numbers of its own, so that a new one changes nothing of the others."""
    for filler in fillers:
        with put_off(writing):
            filler(writing, vocabulary, Random(f"{seed}/{filler.__module__}"), today)
