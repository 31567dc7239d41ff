"""How the window stands a casebook that has grown: when each thing is shown, and how long its thread is ever held up.

python -m benches.scale_window                     1,000 messages beside 100,000, built for it (some minutes)
python -m benches.scale_window SMALL LARGE         two casebooks that `benches.scale --keep` built; they are copied
python -m benches.scale_window --messages 1000000  build a larger one

Each casebook is opened in a window that draws into memory, in a process of its own. A thread asks the screen's thread
every few milliseconds for a sign of life: the longest that it was kept waiting is the block.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QTableView

from benches.large_casebook import TODAY, build
from benches.screens import Forgetful, stop
from benches.turns import turn
from clientguard.actions.records import editing
from clientguard.domain.records import KINDS, Message
from clientguard.store.views import lists
from clientguard.ui.app.app import App, Options
from clientguard.ui.app.page_table import ON_THE_RAIL
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.look.theme import theme
from clientguard.ui.records.table import RecordTable

GROWTH, BLOCK, BUILD, OPEN = 1.2, 50.0, 100.0, 1.0  # goals: times; milliseconds; milliseconds; seconds
TIMES = 5  # that a page is shown again, or something saved; the medians count
BEAT = 0.002  # seconds between two signs of life

# By what is done: seconds until it is shown, of the longest block, and of the longest stretch of the thread's own work.
Figures = dict[str, tuple[float, float, float]]


class Pulse(QObject):
    """Measures how long the screen's thread keeps others waiting, and how long it works at a stretch.

    The first counts what a person feels, other programs and threads included. The second is the thread's own processor
    time in one round of its loop, from waking to the next wait: what other threads do is not in it.
    """

    _asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.worked = 0.0
        self._woken = time.thread_time()
        self._answered = threading.Event()
        self._stopped = threading.Event()
        self._asked.connect(self._answered.set, Qt.ConnectionType.QueuedConnection)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.awake.connect(self._wake, Qt.ConnectionType.DirectConnection)
        dispatcher.aboutToBlock.connect(self._rest, Qt.ConnectionType.DirectConnection)
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()

    def _wake(self) -> None:
        self._rest()
        self._woken = time.thread_time()

    def _rest(self) -> None:
        now = time.thread_time()
        self.worked = max(self.worked, now - self._woken)
        self._woken = now

    def reset(self) -> None:
        """Begin to measure."""
        self.longest = self.worked = 0.0
        self._woken = time.thread_time()

    def _beat(self) -> None:
        while not self._stopped.wait(BEAT):
            self._answered.clear()
            began = time.perf_counter()
            self._asked.emit()
            while not self._answered.wait(1) and not self._stopped.is_set():
                pass
            self.longest = max(self.longest, time.perf_counter() - began)

    def stop(self) -> None:
        """Measure no more."""
        self._stopped.set()
        self._answered.set()
        self._thread.join()


class Walk:
    """Does one thing after the other in a window, and takes its figures."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.pulse = Pulse()
        self.figures: Figures = {}

    def busy(self) -> bool:
        """Return whether something is being opened, read or done."""
        session = self.app.window.session
        return self.app.opener.busy or (session is not None and session.busy)

    def settle(self) -> None:
        """Go on with the loop until nothing is due."""
        while True:
            turn(1)
            if not self.busy():
                turn(1)
                if not self.busy():
                    return

    def take(self, name: str, act: Callable[[], object]) -> None:
        """Do something, wait until it is shown, and note what it took."""
        self.figures[name] = self._once(act)

    def repeat(self, name: str, act: Callable[[], object], before: Callable[[], object] | None = None) -> None:
        """Do something several times, each time after `before`, and note the median of each figure."""
        taken: list[tuple[float, float, float]] = []
        for _ in range(TIMES):
            if before:
                before()
            taken.append(self._once(act))
        seconds, longest, worked = zip(*taken, strict=True)
        self.figures[name] = (statistics.median(seconds), statistics.median(longest), statistics.median(worked))

    def _once(self, act: Callable[[], object]) -> tuple[float, float, float]:
        self.settle()
        self.pulse.reset()
        began = time.perf_counter()
        act()
        self.settle()
        return time.perf_counter() - began, self.pulse.longest, self.pulse.worked


def measure(path: Path, home: Path) -> Figures:
    """Return the figures of one casebook."""
    qInstallMessageHandler(heard)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    theme()
    assert isinstance(application, QApplication)
    app = App(application, Options([]), Forgetful(file=home / "settings.json", look="light"))
    app.today = lambda: TODAY
    app.window.resize(1280, 800)
    app.window.show()
    app.window.build()
    walk = Walk(app)
    walk.take("open, to Today", lambda: app.open(path))
    assert app.book is not None
    alone(walk)
    pages(walk)
    saves(walk)
    search(walk)
    walk.pulse.stop()
    stop(app)
    return walk.figures


def alone(walk: Walk) -> None:
    """Take what runs by itself in the background, so that it is not counted with what is done next.

    The backup and the check are on lines of their own in `benches.scale`.
    """
    app = walk.app
    assert app.backup_timer is not None
    app.backup_timer.timer.stop()
    app.backup_timer.check_timer.timer.stop()
    assert app.window.session is not None
    walk.take("what mail proposes, behind the pages", app.window.session.from_mail.ask)


def pages(walk: Walk) -> None:
    """Go to every page, twice: a page is built when it is first shown."""
    window = walk.app.window
    book = walk.app.book
    assert book is not None
    with book.read() as db:
        clients = lists.ids(db, KINDS["client"])[:2]
    for place in ON_THE_RAIL[1:]:
        walk.take(f"{place}, first", lambda place=place: window.go(place))
    walk.take("a client, first", lambda: window.go("client", clients[0]))
    for place in ON_THE_RAIL:
        other = "today" if place == "settings" else "settings"
        walk.repeat(place, lambda place=place: window.go(place), lambda other=other: window.go(other))
    walk.repeat("a client", lambda: window.go("client", clients[1]), lambda: window.go("settings"))
    window.go("messages")
    walk.settle()
    view = next(each for each in window.pages["messages"].findChildren(QTableView) if each.isVisible())
    walk.take("to the end of the messages", view.scrollToBottom)
    table = window.pages["messages"].findChild(RecordTable)
    assert table is not None
    row = next((row for row in range(len(table.model.ids)) if table.model.count(row) > 1), 0)
    table.view.setCurrentIndex(table.model.index(row, 0))
    for word, fold in (("unfold", False), ("fold", True)):
        walk.take(f"{word} a conversation", lambda fold=fold: table.view.fold_wanted.emit(fold))


def saves(walk: Walk) -> None:
    """Save a message while each page is open."""
    app = walk.app
    assert app.book is not None
    with app.book.read() as db:
        message = lists.rows(db, KINDS["message"], lists.ids(db, KINDS["message"])[:1]).records[0]
    assert isinstance(message, Message)
    count = itertools.count(1)
    for place in (*ON_THE_RAIL, "client"):
        app.window.go(place, message.client or 0)
        walk.settle()
        walk.repeat(f"save, with {place} open", lambda place=place: save(walk, message, f"{place} {next(count)}"))


def save(walk: Walk, message: Message, place: str) -> None:
    """Save a change to a message, as a form does."""
    app = walk.app
    book = app.book
    assert book is not None
    assert app.window.session is not None
    app.window.session.do(lambda _job: editing.change_record(book, message, subject=f"Read at {place}"))


def search(walk: Walk) -> None:
    """Open the search box and type a word."""
    window = walk.app.window
    walk.take("open the search box", window.search)
    box = window.findChild(SearchBox)
    assert box is not None

    def words() -> None:
        box.input.setText("invoice shop")
        box.show_found()

    walk.take("search", words)
    box.reject()


def heard(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but for what every window drawn in memory says."""
    if kind is not QtMsgType.QtDebugMsg and "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


def child(path: Path, home: Path) -> Figures:
    """Return the figures of one casebook, measured in a process of its own; its own copy is changed."""
    copy = home / f"{path.stem} copy{path.suffix}"
    shutil.copy(path, copy)
    made = subprocess.run(
        [sys.executable, "-m", "benches.scale_window", "--child", str(copy)],
        env={**os.environ, "CLIENTGUARD_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(made.stderr)
    sys.stderr.write(made.stderr)
    copy.unlink()
    return {name: (took[0], took[1], took[2]) for name, took in json.loads(made.stdout.splitlines()[-1]).items()}


def table(small: Figures, large: Figures) -> list[str]:
    """Return the figures as lines of a table, in milliseconds."""
    lines = [
        "| ms | shown, small | shown, large | block, small | block, large | work, small | work, large | times |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, took in large.items():
        pairs = zip(small[name], took, strict=True)
        cells = " | ".join(f"{before * 1000:.0f} | {after * 1000:.0f}" for before, after in pairs)
        lines.append(f"| {name} | {cells} | {took[2] / max(small[name][2], 0.001):.2f} |")
    return lines


def verdicts(small: Figures, large: Figures) -> list[str]:
    """Return the goals that are missed, by the work of the screen's thread."""
    missed: list[str] = []
    for name, (_shown, _block, work) in large.items():
        most = BUILD if "first" in name or name.startswith("open") else BLOCK
        if work * 1000 > most:
            missed.append(f"{name}: {work * 1000:.0f} ms at a stretch, at most {most:.0f}")
        if work * 1000 > BLOCK / 2 and work > GROWTH * small[name][2]:
            missed.append(f"{name}: it grows {work / small[name][2]:.2f} times, at most {GROWTH}")
    opening = large["open, to Today"][0]
    return missed + ([f"Today after {opening:.2f} s, at most {OPEN}"] if opening > OPEN else [])


def main(arguments: Sequence[str]) -> int:
    """Measure and print; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.scale_window")
    parser.add_argument("casebooks", type=Path, nargs="*", help="a small and a large casebook")
    parser.add_argument("--messages", type=int, default=100_000, help="how many the large one has (100,000)")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if options.child:
            print(json.dumps(measure(options.child, home)))
            return 0
        files = list(options.casebooks)
        if len(files) != 2:
            files = [home / "small.casebook", home / "large.casebook"]
            for file, messages in zip(files, (1_000, options.messages), strict=True):
                build(file, messages)
        small, large = (child(file, home) for file in files)
    print("\n".join(table(small, large)))
    missed = verdicts(small, large)
    print("\n".join(["", "Missed:", *missed] if missed else ["", "Every goal is met."]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
