"""The page of a locked casebook: which one it is, and one field for its passphrase or recovery code."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from clientguard.errors import Cancelled, KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.look import icons
from clientguard.ui.look.theme import tokens
from clientguard.ui.session.jobs import Job
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label, Line
from clientguard.ui.widgets.secret import secret_line

if TYPE_CHECKING:
    from clientguard.actions.casebook.passphrase import Key

WIDTH = 400  # points
Check = Callable[[str, Callable[[float], None]], "Key"]  # a secret and what waits so many seconds; gives the key


class UnlockPage(QWidget):
    """Asks until the casebook opens, or another is chosen.

    `unlocked(key)`; `open_wanted(None)`: ask which other one; `new_wanted`. The guess is looked at off the screen, and
    given up as soon as the page is left; then what was typed is gone too.
    """

    unlocked = Signal(object)
    open_wanted = Signal(object)
    new_wanted = Signal()

    def __init__(self, path: Path, check: Check) -> None:
        super().__init__()
        self.path = path
        self._check = check
        self._job: Job | None = None
        self._left = 0
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._count)
        box = self._column()
        box.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(14)
        self.name = Line(path.stem, "title")
        box.addWidget(self.name, 0, Qt.AlignmentFlag.AlignHCenter)
        self.folder = Line(str(path.parent), "soft")
        box.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignHCenter)
        self.note = Label("", "soft", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.note.hide()
        box.addSpacing(4)
        box.addWidget(self.note)
        box.addSpacing(22)
        self._ask(box)
        self._others(box)
        box.addStretch()

    def _column(self) -> QVBoxLayout:
        """Return the layout of a narrow column in the middle, which scrolls where there is no room for it."""
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner, body = QWidget(), QWidget()
        body.setFixedWidth(WIDTH)
        row = QHBoxLayout(inner)
        row.addWidget(body, 0, Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._above = QWidget()
        box.addWidget(self._above)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin at a fifth of the height: what is said below moves nothing above it."""
        super().resizeEvent(event)
        self._above.setFixedHeight(max(8, self.height() // 5 - 24))

    def _ask(self, box: QVBoxLayout) -> None:
        word = _("Passphrase or recovery code")
        box.addWidget(Label(word, "field"))
        self.field = secret_line(word)
        self.field.returnPressed.connect(self.unlock)
        self.field.textEdited.connect(lambda: self.error.say("", self.field))
        box.addWidget(self.field)
        self.error = ErrorLine()
        box.addWidget(self.error)
        self.show_it = QCheckBox(_("Show what I type"))
        self.show_it.toggled.connect(self._show_typed)
        box.addSpacing(2)
        box.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(12)
        self.go = button(_("Unlock"), primary=True)
        self.go.clicked.connect(self.unlock)
        box.addWidget(self.go)
        self.status = Label("", "soft", wrap=True)
        self.status.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.status.setMinimumHeight(self.fontMetrics().lineSpacing() + 8)  # room kept, so that nothing jumps
        box.addWidget(self.status)

    def _others(self, box: QVBoxLayout) -> None:
        box.addSpacing(10)
        box.addWidget(hairline())
        box.addSpacing(6)
        self.other = quiet(_("Open another casebook"))
        self.other.clicked.connect(lambda: self.open_wanted.emit(None))
        self.new = quiet(_("Make a new one"))
        self.new.clicked.connect(self.new_wanted)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.other)
        row.addWidget(self.new)
        row.addStretch()
        box.addLayout(row)

    # --- what it says ---

    def say(self, text: str) -> None:
        """Say below the name why it is locked, or what became of what was open."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def hold(self, text: str) -> None:
        """Take no guess yet, and say why; with "" from now on."""
        self.status.setText(text)
        for part in (self.field, self.show_it, self.go, self.other, self.new):
            part.setEnabled(not text)
        if not text:
            self.take_focus()

    def refuse(self, error: KnownError) -> None:
        """Say under the field why it did not open; what was typed stays, and is selected."""
        self._rest()
        self.error.say(current().error(error), self.field)
        self.field.selectAll()
        self.take_focus()

    def take_focus(self) -> None:
        """Take the keyboard."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- a guess ---

    def unlock(self) -> None:
        """Look at what was typed."""
        secret = self.field.text()
        if self._job or not self.go.isEnabled():
            return
        if not secret.strip():
            self.error.say(_("Type the passphrase, or the code from the recovery sheet."), self.field)
            self.take_focus()
            return
        self.error.say("", self.field)
        self.go.setEnabled(False)
        self.field.setReadOnly(True)
        self.status.setText(_("Checking …"))
        check = self._check

        def work(job: Job) -> Key:
            def wait(seconds: float) -> None:
                if seconds:
                    job.report(ceil(seconds), 0)
                    job.pause(seconds)
                    job.report(0, 0)

            key = check(secret, wait)
            if job.is_cancelled():  # the page was left
                key.drop()
                raise Cancelled
            return key

        job = Job(work, QApplication.instance())  # it may outlive the page by a moment
        job.progress.connect(self._wait)
        job.done.connect(self._opened)
        job.failed.connect(self.refuse)
        job.ended.connect(self._ended)
        self._job = job.start()

    def _ended(self) -> None:
        self._job = None

    def _wait(self, seconds: int, _of: int) -> None:
        self._left = seconds
        if seconds:
            self._second.start()
        self._tell_wait()

    def _count(self) -> None:
        self._left -= 1
        self._tell_wait()

    def _tell_wait(self) -> None:
        if self._left <= 0:
            self._second.stop()
            self.status.setText(_("Checking …"))
            return
        text = _n(
            "After wrong attempts there is a wait: checking in {count} second.",
            "After wrong attempts there is a wait: checking in {count} seconds.",
            self._left,
        )
        self.status.setText(text)

    def _opened(self, key: Key) -> None:
        self.status.setText(_("Opening …"))
        self.unlocked.emit(key)

    def _rest(self) -> None:
        self._second.stop()
        self.status.setText("")
        self.go.setEnabled(True)
        self.field.setReadOnly(False)

    def _show_typed(self, on: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.take_focus()

    # --- coming and going ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed, and give up the guess."""
        super().hideEvent(event)
        if event.spontaneous():  # the window was made small
            return
        if self._job:
            self._job.cancel()
            self._job.forget()
            self._job = None
        self._rest()
        self.field.setText("")


class _Mark(QWidget):
    """A lock on a round ground."""

    SIZE = 60

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(self.SIZE, self.SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.weak))
        painter.drawEllipse(self.rect())
        edge = (self.SIZE - 26) // 2
        painter.drawPixmap(edge, edge, icons.pixmap("lock", look.accent, 26, self.devicePixelRatioF()))
