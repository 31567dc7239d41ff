"""One window for one casebook: a second start finds the first through a local socket, and raises it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT = 500  # milliseconds


def _name(path: Path) -> str:
    import hashlib  # late: it loads OpenSSL

    return "clientguard-" + hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]


class SingleWindow(QObject):
    """Listens while the casebook is open; `raised` is called when another start asks."""

    def __init__(self, path: Path, raised: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.path = path.resolve()
        self._raised = raised
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(path))  # the casebook's lock is ours, so this one is left from a crash
        self._server.newConnection.connect(self._called)
        self._server.listen(_name(path))

    def close(self) -> None:
        """Listen no more, from now on."""
        self._server.close()
        self.deleteLater()

    def _called(self) -> None:
        while connection := self._server.nextPendingConnection():
            connection.disconnectFromServer()
            connection.deleteLater()
            self._raised()


def call(path: Path) -> bool:
    """Ask the window that has the casebook open to come to the front; return whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    found = socket.waitForConnected(WAIT)
    socket.abort()
    return found
