"""Words and tones of tasks and agreed items, as lists, cards and grids show them."""

from collections.abc import Mapping
from datetime import date

from mttq_desktop.rules.tasks import Standing
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone

STANDINGS: Mapping[Standing, Mark] = {
    Standing.DONE: Mark("Đã xong", Tone.DONE), Standing.DOING: Mark("Đang làm", Tone.WAITING),
    Standing.NOT_YET: Mark("Chưa làm", Tone.PLAIN), Standing.LATE: Mark("Chậm", Tone.LATE),
    Standing.CARRIED: Mark("Chuyển năm sau", Tone.SOON), Standing.DROPPED: Mark("Không làm", Tone.PLAIN),
}  # fmt: skip
"""In the order in which they are counted."""


def standing_mark(standing: Standing, ends_on: date | None, today: date) -> Mark:
    """The state in words; how late where it is late."""
    if standing is Standing.LATE and ends_on is not None:
        return Mark(f"Chậm {(today - ends_on).days} ngày", Tone.LATE)
    return STANDINGS[standing]
