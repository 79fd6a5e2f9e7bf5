"""How long ago, in words."""

from datetime import datetime, timedelta

import pytest

from mttq_desktop.ui.times import ago

NOW = datetime(2024, 4, 5, 9, 30)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=30), "vừa xong"), (timedelta(minutes=10), "10 phút trước"),
        (timedelta(hours=3), "3 giờ trước"), (timedelta(hours=20), "hôm qua"), (timedelta(days=12), "12 ngày trước"),
        (timedelta(days=-3), "vừa xong"),
    ],
)  # fmt: skip
def test_how_long_ago(since: timedelta, words: str) -> None:
    assert ago(NOW - since, NOW) == words


def test_never() -> None:
    assert ago(None, NOW) == "chưa lần nào"
