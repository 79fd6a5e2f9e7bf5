"""PySide6 6.12 on Python 3.11 loses a reference to None or True in every call and aborts after some thousands."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

CALLS = 1_000
SLACK = 50


class Teller(QObject):
    """Says True."""

    told = Signal(bool)


def test_void_calls_leave_none_alone(qapp: QApplication) -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < SLACK


def test_emitted_truth_is_left_alone(qapp: QApplication) -> None:
    teller = Teller()
    heard: list[bool] = []
    teller.told.connect(heard.append)
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        teller.told.emit(True)
    heard.clear()
    assert abs(sys.getrefcount(True) - before) < SLACK
