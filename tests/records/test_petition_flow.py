"""States of a petition: which may follow which, and that a refusal says what to do first."""

import pytest

from mttq_desktop.records.petition_flow import BY_HAND, PETITION_FLOW, SENT, SETTLED, UNSENT, refusal
from mttq_desktop.records.petitions import PetitionState as S

ALLOWED = {
    S.NEW: {S.SORTING, S.CONSOLIDATED, S.MERGED, S.FORWARDED, S.RETURNED, S.NEXT_PERIOD, S.FILED},
    S.CONSOLIDATED: {S.SORTING, S.CONSOLIDATED, S.MERGED, S.FORWARDED, S.RETURNED, S.NEXT_PERIOD, S.FILED},
    S.FORWARDED: {S.FORWARDED, S.REMINDED, S.ANSWERED, S.RETURNED},
    S.REMINDED: {S.FORWARDED, S.REMINDED, S.ANSWERED, S.RETURNED},
    S.RETURNED: {S.SORTING, S.CONSOLIDATED, S.MERGED, S.FORWARDED, S.NEXT_PERIOD, S.FILED},
    S.ANSWERED: {S.FORWARDED, S.ANSWERED, S.TOLD, S.NEXT_PERIOD, S.FILED},
    S.DONE: {S.ANSWERED, S.TOLD, S.FILED},
    S.TOLD: {S.FORWARDED, S.ANSWERED, S.TOLD, S.NEXT_PERIOD, S.FILED},
    S.NEXT_PERIOD: {S.SORTING, S.CONSOLIDATED, S.ANSWERED, S.FILED},
    S.FILED: {S.SORTING, S.CONSOLIDATED},
    S.MERGED: set[S](),
}


@pytest.mark.parametrize("state", ALLOWED, ids=lambda s: s.name)
def test_what_may_follow(state: S) -> None:
    assert set(PETITION_FLOW.allowed(state)) == ALLOWED[state]


@pytest.mark.parametrize("state", S, ids=lambda s: s.name)
def test_every_refusal_is_a_sentence_and_nothing_allowed_is_refused(state: S) -> None:
    for target in {m.target for m in PETITION_FLOW.moves}:
        said = refusal(state, target)
        if target in PETITION_FLOW.allowed(state):
            assert said is None
        else:
            assert said is not None
            assert said.endswith((".", "trước."))


def test_a_merged_or_filed_petition_names_its_own_way_back() -> None:
    assert "bỏ gộp trước" in str(refusal(S.MERGED, S.FORWARDED))
    assert "mở lại" in str(refusal(S.FILED, S.FORWARDED))
    assert "Chỉ đôn đốc được" in str(refusal(S.NEW, S.REMINDED))


def test_the_groups_of_states_do_not_overlap() -> None:
    assert not UNSENT & SENT
    assert not SENT & SETTLED
    assert not UNSENT & SETTLED
    assert not BY_HAND & (SENT | SETTLED | {S.TOLD, S.MERGED})
