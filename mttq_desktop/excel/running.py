"""Reading a file in a child process, with limits of time, memory and output, and cancelling at any moment."""

import contextlib
import logging
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias

from mttq_desktop.errors import NoSpace, NotWritable, Problem, Trouble, Unreadable
from mttq_desktop.excel import formats
from mttq_desktop.excel.found import (
    FoundFile,
    FoundRow,
    FoundSheet,
    PlainRows,
    decode_plain,
    decode_problem,
    decode_row,
    decode_sheet,
    names_of,
)
from mttq_desktop.excel.marked_copy import MarkRequest
from mttq_desktop.excel.spec import Opening, Request
from mttq_desktop.excel.wire import BESIDE, receive, understood
from mttq_desktop.paths import CHILD_ARGUMENT, is_installed

_log = logging.getLogger(__name__)
AnyRequest: TypeAlias = Request | MarkRequest
_TROUBLES: dict[str, type[Trouble]] = {"NoSpace": NoSpace, "NotWritable": NotWritable}
Answers: TypeAlias = "queue.Queue[bytes | None]"
Tick = Callable[[int], None]
"""Told the rows read so far, several times a second; raises to cancel."""


class Sink:
    """Takes the rows of a file as they come, while the child reads on; this one puts them to their sheet."""

    def begin(self, sheet: FoundSheet) -> None:
        """The rows of another sheet come now."""

    def take(self, sheet: FoundSheet, rows: Sequence[FoundRow]) -> None:
        """Rows with something to tell."""
        sheet.rows += rows

    def take_plain(self, sheet: FoundSheet, rows: PlainRows) -> None:
        """Rows with nothing to tell."""
        sheet.plain.append(rows)

    def tell_late(self, sheet: FoundSheet, problems: Sequence[tuple[int, Problem]]) -> None:
        """Problems of rows by their number, seen when all rows had been."""
        sheet.tell_late(problems)


def read_file(
    request: Request, tick: Tick = lambda rows: None, sink: Sink | None = None, child: "Child | None" = None
) -> FoundFile:
    """Everything one file holds. Raises `Unreadable` with a file code, or whatever `tick` raises.

    A `sink` takes the rows, so that they are not in the answer. A `child` started beforehand saves its start.
    """
    found = FoundFile()
    gathered = _Gatherer(request, found, sink or Sink())
    with child or Child() as reader:
        for message in reader.ask(request, lambda: tick(gathered.rows)):
            gathered.take(message)
    if not gathered.ended:
        raise _crashed(request)
    return found


def mark_file(request: MarkRequest, tick: Callable[[], None] = lambda: None) -> None:
    """Write the marked copy of a file in a child. Raises `Unreadable`, `NoSpace` or `NotWritable`."""
    done = False
    with Child() as reader:
        for message in reader.ask(request, tick):
            if message["t"] == "trouble":
                raise _TROUBLES[message["kind"]](message["message"], message["advice"])
            _check(message)
            done = message["t"] == "end"
    if not done:
        raise _crashed(request)


def _check(message: dict[str, Any]) -> None:
    """Raise what the child could not do."""
    if message["t"] == "unreadable":
        raise Unreadable(message["code"], message["message"], message["advice"])
    if message["t"] == "crash":
        _log.warning("reader failed: %s", message["trace"])
        raise formats.damaged() if message["file"] else _our_fault()


class _Gatherer:
    """Puts the messages of a child together."""

    def __init__(self, request: Request, found: FoundFile, sink: Sink) -> None:
        self._sink = sink
        self._specs = {s.kind: s for s in request.specs}
        self._found, self.rows, self.ended = found, 0, False
        self._names: tuple[tuple[str, ...], frozenset[str]] = ((), frozenset())

    def take(self, message: dict[str, Any]) -> None:
        """One message."""
        kind = message.get("t")
        if kind == "rows":
            self._take_rows([decode_row(raw, *self._names) for raw in message["rows"]])
        elif kind == "plain":
            self._take_plain(decode_plain(message["rows"], message[BESIDE], *self._names))
        elif kind == "sheet":
            sheet = decode_sheet(message["sheet"])
            self._names = names_of(self._specs.get(sheet.kind))
            self._found.sheets.append(sheet)
            self._sink.begin(sheet)
        elif kind == "sheet_end":
            self._end_sheet(message)
        elif kind == "file":
            self._found.sha256, self._found.size = message["sha256"], message["size"]
        elif kind == "format":
            self._found.format = message["format"]
            self._found.problems += [decode_problem(p) for p in message["problems"]]
        else:
            _check(message)
        self.ended = kind == "end"

    def _take_rows(self, rows: list[FoundRow]) -> None:
        self._sink.take(self._found.sheets[-1], rows)
        self.rows += len(rows)

    def _take_plain(self, rows: PlainRows) -> None:
        self._sink.take_plain(self._found.sheets[-1], rows)
        self.rows += len(rows)

    def _end_sheet(self, message: dict[str, Any]) -> None:
        sheet = self._found.sheets[-1]
        sheet.problems = [decode_problem(p) for p in message["problems"]]
        sheet.more = [(first, places) for first, places in message["more"]]
        self._sink.tell_late(sheet, [(number, decode_problem(problem)) for number, problem in message["late"]])


def child_command() -> list[str]:
    """How to start the child: this Python with our module, or the installed program itself."""
    if is_installed():
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-X", "utf8", "-m", "mttq_desktop.excel.child"]


def _environment() -> dict[str, str]:
    """The child must find the package where this program found it."""
    home = str(Path(__file__).resolve().parents[2])
    others = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in (home, others) if p)}


class Child:
    """One child process: started, asked once, and gone when the `with` block ends."""

    def __init__(self) -> None:
        window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self._process = subprocess.Popen(
            child_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(), creationflags=window,
        )  # fmt: skip
        self._answers: Answers = queue.Queue(maxsize=8)
        self._stop = threading.Event()
        self._listener: threading.Thread | None = None
        self._opening: Opening | None = None

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def alive(self) -> bool:
        """False when the process is gone already."""
        return self._process.poll() is None

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self._stop.set()
        self._process.kill()
        self._process.wait()
        if self._listener is not None:
            self._listener.join(timeout=2)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def open(self, opening: Opening) -> None:
        """Let the child open a file while what it is to be asked is still being gathered."""
        self._opening = opening
        _say(self._process.stdin, opening)

    def ask(self, request: AnyRequest, tick: Callable[[], None]) -> Iterator[dict[str, Any]]:
        """Every message of the child's answer."""
        self.begin(request)
        yield from _until_end(self._answers, request, tick)

    def begin(self, request: AnyRequest) -> None:
        """Let the child work on the answer before anybody listens; it goes on until a little of it waits."""
        if self._listener is not None:
            return
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        self._listener = threading.Thread(
            target=_listen, args=(stdout, self._answers, self._stop, request), daemon=True
        )
        self._listener.start()
        if isinstance(request, Request) and self._opening is None:
            self.open(Opening(request.path, request.limits))
        threading.Thread(target=_tell, args=(stdin, request), daemon=True).start()


def _until_end(answers: Answers, request: AnyRequest, tick: Callable[[], None]) -> Iterator[dict[str, Any]]:
    latest = time.monotonic() + request.limits.seconds
    while True:
        tick()
        try:
            body = answers.get(timeout=0.1)
        except queue.Empty:
            body = b""
        message = _meant(body)
        if message is None:
            return
        if message:
            yield message
            if message.get("t") == "end":  # the child needs a while to go
                return
        if time.monotonic() > latest:
            raise Unreadable(
                "too_slow", f"Đọc tệp quá {int(request.limits.seconds)} giây chưa xong.",
                "Tệp có thể hỏng hoặc chứa quá nhiều dữ liệu; mở bằng Excel, xóa các trang thừa rồi lưu lại.",
            )  # fmt: skip


def _meant(body: bytes | None) -> dict[str, Any] | None:
    """A message; None at the end, which words without sense are too."""
    if not body:
        return None if body is None else {}
    with contextlib.suppress(ValueError, RecursionError):
        return understood(body)
    return None


def _tell(stream: IO[bytes], request: AnyRequest) -> None:
    _say(stream, request)
    with contextlib.suppress(OSError, ValueError):
        stream.close()


def _say(stream: IO[bytes] | None, what: AnyRequest | Opening) -> None:
    """The child may die, or be ended, before it has read this; the missing answer tells that."""
    assert stream is not None
    with contextlib.suppress(OSError, ValueError):
        stream.write(pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL))
        stream.flush()


def _listen(stream: IO[bytes], answers: Answers, stop: threading.Event, request: AnyRequest) -> None:
    left = request.limits.answer_mb * 1_000_000
    try:
        while not stop.is_set() and left > 0:
            body = receive(stream)
            left -= len(body or b"")
            _put(answers, body, stop)
            if body is None:
                return
    except (OSError, ValueError):
        pass
    _put(answers, None, stop)


def _put(answers: Answers, body: bytes | None, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            answers.put(body, timeout=0.2)
        except queue.Full:
            continue
        return


def _our_fault() -> Unreadable:
    """The file may be good: our own reading stumbled over it."""
    return Unreadable(
        "reader_failed", "Chương trình gặp lỗi khi đọc tệp này; đây là lỗi của chương trình, chưa chắc tệp hỏng.",
        "Thử lưu tệp thành một tệp .xlsx mới rồi nhập lại; nếu vẫn lỗi, gửi tệp cho người hỗ trợ và ghi tay các dòng.",
    )  # fmt: skip


def _crashed(request: AnyRequest) -> Unreadable:
    """The child died without a word: the fast reader aborts on absurd sheets, the system stops a glutton."""
    _log.warning("reader died on %s", Path(request.path).name)
    return Unreadable(
        "damaged", "Không đọc được tệp: tệp hỏng hoặc quá lớn so với bộ nhớ.",
        "Mở bằng Excel, xóa các dòng và cột thừa, lưu lại rồi nhập; hoặc đề nghị nơi gửi gửi lại.",
    )  # fmt: skip
