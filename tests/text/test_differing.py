"""Differing words of two texts."""

from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.text.differing import differing


def _own(runs: object) -> list[str]:
    return [r.text for r in runs if r.differs]  # type: ignore[attr-defined]


def test_words_that_differ_are_told_from_shared_ones() -> None:
    first, second = differing("Đề nghị sửa đường thôn Trung Hòa", "đề nghị sửa cầu, đường thôn Trung Hoà")
    assert _own(first) == []
    assert _own(second) == ["cầu"]


def test_neighbouring_words_make_one_run() -> None:
    first, second = differing("Sửa đường bê tông ở thôn Bắc", "Sửa đường ở thôn Nam")
    assert _own(first) == ["bê tông", "Bắc"]
    assert _own(second) == ["Nam"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_runs_joined_are_the_text(a: str, b: str) -> None:
    first, second = differing(a, b)
    assert "".join(r.text for r in first) == a
    assert "".join(r.text for r in second) == b


@given(st.text(max_size=60))
def test_a_text_does_not_differ_from_itself(a: str) -> None:
    assert not any(r.differs for runs in differing(a, a) for r in runs)
