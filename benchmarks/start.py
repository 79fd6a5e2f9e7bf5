"""First paint of the window beside the smallest PySide6 window: whole processes, taking turns.

Measured from outside, from the start of the process to the word it prints once its first paint is over,
so that starting Python and loading Qt count on both sides.
"""

import os
import subprocess
import sys
import tempfile
import time

from benchmarks.measure import ROOT, Row, medians

ROUNDS = 9
TARGET = 1.3

SMALLEST = """
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def event(self, event):
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: print("painted", flush=True))
        return done

app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

FRAME = """
from PySide6.QtWidgets import QApplication
from mttq_desktop.rules.period import Period
from mttq_desktop.ui import theme
from mttq_desktop.ui.frame import MainWindow
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page, PageEntry

app = QApplication([])
theme.apply(app)
entries = [PageEntry(f"p{n}", f"Trang {n}", Icon.TODAY, f"NHÓM {n // 5}", lambda: Page("Trang"), n) for n in range(15)]
window = MainWindow(entries, Period(2024, "Q1"))
window.painted.connect(lambda: print("painted", flush=True))
window.page_opened.connect(lambda key: print("ready", flush=True))
window.show()
app.exec()
"""


def until(code: str, word: str, compiled: str) -> float:
    """Seconds from the start of a process running this code until it prints the word.

    `compiled` is a folder for byte code, which an installed program has beside it.
    """
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = compiled
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        found = any(line.strip() == word for line in child.stdout)
        taken = time.perf_counter() - start
        child.kill()
    if not found:
        raise RuntimeError(f"the process ended without {word!r}")
    return taken


def run() -> list[Row]:
    """First paint, and the first page with the keyboard on it, beside the smallest window."""
    with tempfile.TemporaryDirectory() as compiled:
        variants = {
            "floor": lambda: until(SMALLEST, "painted", compiled),
            "paint": lambda: until(FRAME, "painted", compiled),
            "ready": lambda: until(FRAME, "ready", compiled),
        }
        medians(variants, 1)
        taken = medians(variants, ROUNDS)
    floor = taken["floor"]
    beside = f"smallest PySide6 window {floor * 1000:.0f} ms"
    return [
        Row("first paint of the window", taken["paint"], beside, taken["paint"] / floor, TARGET),
        Row("window with icons and an empty first page", taken["ready"], beside, taken["ready"] / floor, 2.0),
    ]
