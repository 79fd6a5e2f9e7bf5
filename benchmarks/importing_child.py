"""What an import costs beside its time: memory of the child that reads, and of the window with its late ticks.

`python -m benchmarks.importing_child read REQUEST` prints the Run of the reading child alone.
`python -m benchmarks.importing_child window WORKBOOK STORE` imports as the window does, in a job beside the event
loop, and prints JSON: MB before and at the peak, and how late the ticks came (ms: p99 idle, p99, longest).
"""

import gc
import json
import os
import pickle
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.measure import peak_mb, seconds, tell
from mttq_desktop.excel.child import answer
from mttq_desktop.excel.spec import Opening

TICK, STARTED, IDLE = 5, 1_000, 1_000
"""Milliseconds: between ticks, until a reader stands by, and of ticking before the work begins."""


def read(request_path: str) -> None:
    """Read a file as the child does; what it finds goes nowhere."""
    gc.disable()
    request = pickle.loads(Path(request_path).read_bytes())
    with open(os.devnull, "wb") as out:
        taken = seconds(lambda: answer(Opening(request.path, request.limits), lambda: request, out))
    tell(taken, 1)


def window(workbook: str, store: str) -> None:
    """One import in a job, while the event loop ticks."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    from benchmarks.importing import job
    from mttq_desktop.services.importing import Readers
    from mttq_desktop.services.opening import open_store
    from mttq_desktop.ui.jobs import Job, Jobs

    app, database, ticks = QCoreApplication([]), open_store(Path(store), "bench"), list[float]()
    readers, jobs = Readers(), Jobs()
    readers.stand_by()
    clock = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
    clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
    work: Job[int] = Job("import", lambda progress: job(Path(workbook), database, readers, progress))
    work.ended.connect(app.quit)
    before, begun = peak_mb(), list[int]()
    QTimer.singleShot(STARTED, clock.start)
    work_begins = QTimer(singleShot=True, interval=STARTED + IDLE)
    work_begins.timeout.connect(lambda: begun.append(len(ticks)))
    work_begins.timeout.connect(lambda: jobs.start(work))
    work_begins.start()
    app.exec()
    clock.stop()
    readers.rest()
    database.close()
    late = [max(0.0, (b - a) * 1_000 - TICK) for a, b in pairwise(ticks)]
    idle, working = (statistics.quantiles(some, n=100)[-1] for some in (late[: begun[0]], late[begun[0] :]))
    found = {"before": before, "peak": peak_mb(), "idle": idle, "p99": working, "longest": max(late[begun[0] :])}
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1] == "read":
        read(sys.argv[2])
    else:
        window(sys.argv[2], sys.argv[3])
