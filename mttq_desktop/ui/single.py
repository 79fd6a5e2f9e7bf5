"""One window a data folder: a second start hands its arguments (a workbook) to the running one and ends."""

import getpass
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_500


def name_for(data_dir: Path) -> str:
    """A name of the channel that differs by person and data folder."""
    mark = sha256(f"{getpass.getuser()}\n{data_dir.resolve()}".encode()).hexdigest()
    return f"mttq-desktop-{mark[:16]}"


class SingleInstance(QObject):
    """`called` carries the arguments of a later start; the window should come to the front then."""

    called = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._callers: list[QLocalSocket] = []

    def hand_over(self, arguments: Sequence[str]) -> bool:
        """Give the arguments to a running window; False when none runs."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(json.dumps(list(arguments)).encode())
        socket.flush()
        sent = socket.waitForBytesWritten(_PATIENCE_MS) or socket.bytesToWrite() == 0
        socket.disconnectFromServer()
        return sent

    def listen(self) -> bool:
        """Become the running window; what a crashed one left behind is removed."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Let others become the running window."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        self._callers.append(socket)
        socket.disconnected.connect(self._read_ended)
        self._read_ended()

    def _read_ended(self) -> None:
        """Callers say everything and leave; only then is it read."""
        ended = [s for s in self._callers if s.state() is QLocalSocket.LocalSocketState.UnconnectedState]
        for socket in ended:
            self._callers.remove(socket)
            text = bytes(socket.readAll().data()).decode("utf-8", "replace")
            socket.deleteLater()
            self._tell(text)

    def _tell(self, text: str) -> None:
        try:
            arguments = json.loads(text)
        except ValueError:
            return
        if isinstance(arguments, list) and all(isinstance(a, str) for a in arguments):
            self.called.emit(tuple(arguments))
