"""The composition root of the window: arguments, settings, theme, window; then, when it stands, the casebook.

Before the first window only Qt's three modules and the standard library are imported; everything else follows once
the window is on the screen.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from clientguard import libraries, paths, texts
from clientguard.errors import KnownError
from clientguard.settings import Settings
from clientguard.texts import _
from clientguard.ui.app.main_window import MainWindow
from clientguard.ui.look.theme import STYLE, Theme, theme

if TYPE_CHECKING:
    from datetime import date

    from clientguard.store.casebook.open_casebook import Casebook
    from clientguard.store.file.keys import Key
    from clientguard.ui.app.file.moved_away import MovedAway
    from clientguard.ui.app.locking import Locking
    from clientguard.ui.app.open_job import Opened
    from clientguard.ui.app.open_state import OpenState
    from clientguard.ui.app.opener import Opener
    from clientguard.ui.app.recovery import Recovery
    from clientguard.ui.app.single_window import SingleWindow
    from clientguard.ui.pages.first_run import FirstRunPage
    from clientguard.ui.session.backup_timer import BackupTimer

TRACE = "CLIENTGUARD_TRACE_START"  # says on stderr when the first window stands; for benches/start.py


def config_dir() -> Path:
    """Return the folder of settings, as `paths.config_dir` has it, without platformdirs: Qt knows it as well."""
    home = paths.home()
    if home:
        return home / "config"
    place = QStandardPaths.StandardLocation
    generic = place.GenericDataLocation if sys.platform == "darwin" else place.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(generic)) / paths.APP


class Options:
    """What the command line asked the window for."""

    def __init__(self, words: Sequence[str]) -> None:
        self.demo = "--demo" in words
        self.shot: Path | None = None
        rest: list[str] = []
        waiting = iter(word for word in words if word != "--demo")
        for word in waiting:
            if word == "--screenshot":
                self.shot = Path(next(waiting, "clientguard.png"))
            elif not word.startswith("-"):
                rest.append(word)
        self.file = Path(rest[0]) if rest else None


def _today() -> date:
    from datetime import date  # late: the first window shows no day

    return date.today()


class App(QObject):
    """One running window and the casebook that it shows."""

    def __init__(self, application: QApplication, options: Options, settings: Settings) -> None:
        super().__init__(application)
        self._options = options
        self.settings = settings
        self.today: Callable[[], date] = _today
        self.book: Casebook | None = None
        self.backup_timer: BackupTimer | None = None
        self._single_window: SingleWindow | None = None
        theme().text_size = settings.text_size
        theme().begin(settings.look)
        self.window = MainWindow(settings)
        self.window.closing.connect(self._window_closes)
        self.window.open_wanted.connect(self.choose)
        self.window.new_wanted.connect(self.show_new)
        self.window.lock_wanted.connect(self.lock)
        self.window.sample_wanted.connect(lambda: self.opener.ask_about_sample())
        self.window.restore_wanted.connect(lambda: self.recovery.restore_here())

    @property
    def owner(self) -> QObject:
        """The object that jobs belong to (`Host`)."""
        return self

    # The parts of the composition root come with their first use, which is after the first window.

    @cached_property
    def locked(self) -> Locking:
        """The page that unlocks, and what watches over an open casebook."""
        from clientguard.ui.app.locking import Locking

        return Locking(self)

    @cached_property
    def recovery(self) -> Recovery:
        """What leads through a damaged casebook, a restore, a crash."""
        from clientguard.ui.app.recovery import Recovery

        return Recovery(self)

    @cached_property
    def moved_away(self) -> MovedAway:
        """What is done when the open casebook's file was moved, replaced or deleted."""
        from clientguard.ui.app.file.moved_away import MovedAway

        return MovedAway(self)

    @cached_property
    def opener(self) -> Opener:
        """What opens and makes casebooks in jobs."""
        from clientguard.ui.app.opener import Opener

        return Opener(self, self.locked, self.recovery)

    def begin(self) -> None:
        """Open what was asked for: the sample, a named file, the last casebook, or the first screen."""
        if self._options.demo:
            self.opener.open_sample()
            return
        file = self._options.file
        if file is None and self.settings.recent and Path(self.settings.recent[0]).exists():
            file = Path(self.settings.recent[0])
        if file is None:
            self.show_first_run()
        else:
            self.open(file)

    def show_first_run(self, error: KnownError | None = None) -> None:
        """Show the first screen."""
        from clientguard.ui.pages.first_run import FirstRunPage

        page = FirstRunPage(self.free_place(), self.settings.recent)
        page.made.connect(self.opener.make)
        page.sample_wanted.connect(self.opener.open_sample)
        page.open_wanted.connect(self.choose)
        page.restore_wanted.connect(self.recovery.restore_file)
        page.place_wanted.connect(lambda: self._choose_place(page))
        self.window.show_first_run(page)
        if error:
            self.window.show_error(error)

    def show_new(self) -> None:
        """Close the casebook and show the first screen, where another is made or opened."""
        self.close()
        self.show_first_run()

    def free_place(self) -> Path:
        """Return a name for a new casebook that is not taken."""
        place = paths.default_casebook()
        number = 2
        while place.exists():
            place = place.with_name(f"practice {number}{paths.SUFFIX}")
            number += 1
        return place

    def _choose_place(self, page: FirstRunPage) -> None:
        from PySide6.QtWidgets import QFileDialog

        name, _filter = QFileDialog.getSaveFileName(self.window, _("Where to keep it"), str(page.place), "*.casebook")
        if name:
            page.keep_at(Path(name))

    def choose(self, path: Path | None) -> None:
        """Open a casebook, asking for it when none is named."""
        if path is None:
            from PySide6.QtWidgets import QFileDialog

            name, _filter = QFileDialog.getOpenFileName(
                self.window, _("Open a casebook"), str(paths.documents_dir()), "*.casebook"
            )
            if not name:
                return
            path = Path(name)
        self.open(path)

    def open(self, path: Path, key: Key | None = None, then: Callable[[], object] | None = None) -> None:
        """Open a casebook and show it, or the page that unlocks it (`Opener`); then call `then`."""
        self.opener.open(path, key, then)

    def is_elsewhere(self, path: Path) -> bool:
        """Raise the window of another start that shows a casebook, and end this one if it shows none."""
        from clientguard.ui.app.single_window import call

        here = self._single_window is not None and self._single_window.path == path.resolve()
        if here or not call(path) or self.book is not None:
            return False
        self.window.close()
        return True

    def lock(self) -> None:
        """Lock the open casebook, or say that it has nothing to be locked with."""
        book, backup_timer = self.book, self.backup_timer
        if book is None:
            return
        if book.key is None:
            self.window.say(_("This casebook has no passphrase to lock it with. You can set one in Settings."))
            return
        self.settings.save()
        self.opener.give_up()
        self.book = self.backup_timer = None
        self.locked.lock(book.path, backup_timer)

    def hold_open_state(self, held: OpenState) -> None:
        """Keep what was typed and could not be kept in its casebook, until that is opened."""
        if self.locked.locker:
            self.locked.locker.open_state = held

    def listen(self, path: Path) -> None:
        """Be found by another start that wants the same casebook."""
        from clientguard.ui.app.single_window import SingleWindow

        if self._single_window is None or self._single_window.path != path.resolve():
            self._hear_no_more()
            self._single_window = SingleWindow(path, self.raise_window, self)

    def _hear_no_more(self) -> None:
        if self._single_window:
            self._single_window.close()
            self._single_window = None

    def show_opened(self, opened: Opened, *, remember: bool) -> None:
        """Close what is shown, and show a casebook that was opened; the sample is not remembered."""
        from PySide6.QtCore import Qt  # not before the first window

        from clientguard.ui.app.window import source_reading
        from clientguard.ui.session.agenda_keeper import AgendaKeeper
        from clientguard.ui.session.file_reader import FileReader
        from clientguard.ui.session.session import Session
        from clientguard.ui.session.source_keeper import SourceKeeper
        from clientguard.ui.session.zone_keeper import ZoneKeeper

        self.close()
        book = self.book = opened.book
        if remember:
            self.settings.remember(book.path)
            self.settings.save()
        session = Session(book, self.today, self)
        ZoneKeeper(session, opened.zone)
        AgendaKeeper(session, self.settings, opened.uid)
        source_reading.announce(self.window, SourceKeeper(session, self.settings, opened.uid))
        session.layouts = self.settings.layouts
        self.listen(book.path)
        if remember and book.writable:  # the sample can be made again
            from clientguard.ui.session.backup_timer import BackupTimer

            self.backup_timer = BackupTimer(session, self.settings, opened.uid)
            session.before_import = self.backup_timer.before_import
            session.places = self.backup_timer.places
        if book.writable:
            FileReader(session).reading.connect(self.window.show_reading)
        self.window.show_session(session, self.backup_timer, opened.uid)
        session.failed.connect(self.recovery.read_failed)
        session.moved.connect(self.moved_away.show, Qt.ConnectionType.QueuedConnection)
        book.take_refuge([folder for folder, _made in self.settings.backup_folders(opened.uid)])
        self.locked.opened(session)
        self.recovery.opened(older=opened.older is not None)

    def _window_closes(self) -> None:
        """Close the casebook with the window, which stays when there is something that has to be read first."""
        self.close()
        self.window.stays = self.moved_away.tell()

    def raise_window(self) -> None:
        """Bring the window to the front: a second start asked for it."""
        from PySide6.QtCore import Qt  # not before the first window: `Theme.begin`

        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Close the casebook; what was asked for is written first."""
        self.settings.save()
        session = self.window.session
        self.window.leave_session()
        self._hear_no_more()
        self.opener.finish()
        self.locked.finish()
        self.recovery.finish()
        self.moved_away.finish()
        if session:
            session.finish()
            if self.backup_timer:
                self.backup_timer.close()
                self.backup_timer = None
            session.deleteLater()
        book, self.book = self.book, None
        if book:
            try:
                book.close()
            except KnownError as error:  # its drive is away: what was saved is in its WAL, or in a copy
                self.window.show_error(error)
            if book.moved:
                self.moved_away.note(book.moved, book.key)


class _FirstPaint(QObject):
    """Calls back once, when the window was first drawn."""

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            watched.removeEventFilter(self)
            if os.environ.get(TRACE):
                sys.stderr.write(f"mapped {time.monotonic_ns()}\n")
                sys.stderr.flush()
            QTimer.singleShot(0, self._then)
        return False


def start(words: Sequence[str], language: str = "") -> int:
    """Run the window in a language, else in that of the settings, until it is closed.

    Without a display, the first screen is drawn into a picture instead.
    """
    settings = Settings.load(config_dir())
    texts.use(language or settings.language)
    options = Options(words)
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        options.shot = options.shot or Path("clientguard.png")
        said = _("There is no display, so the first screen is saved to {path}.", path=str(options.shot))
        sys.stderr.write(f"{said}\n")
    elif lacking := libraries.refusal_of_screen():
        libraries.tell(texts.current().error(lacking))
        return libraries.STATUS
    found = QApplication.instance()
    application = found or QApplication([*sys.argv[:1], "-style", STYLE])
    assert isinstance(application, QApplication)
    application.setApplicationName(paths.APP)
    application.setDesktopFileName("clientguard")
    Theme(application, has_style=found is None)
    app = App(application, options, settings)
    sys.excepthook = _crashed(app)
    _FirstPaint(app.window, lambda: _ready(app, options))
    app.window.show()
    status = application.exec()
    app.recovery.unwatch()
    return status


def _ready(app: App, options: Options) -> None:
    if os.environ.get(TRACE) == "quit":
        QApplication.exit(0)
        return
    gc.freeze()  # what the start has made stays to the end
    gc.set_threshold(10_000, 10, 10)  # what is opened next makes many things that stay: 700 is for small programs
    gc.enable()  # __main__ switched it off: it would only have found things that are still needed
    theme().use(app.settings.look)
    app.window.build()
    app.begin()
    app.recovery.offer_report()
    app.recovery.sweep()
    if options.shot:
        from clientguard.ui.app.window.picture import save_first_screen

        save_first_screen(app.window, options.shot, lambda: app.opener.busy)


def _crashed(app: App) -> Callable[..., None]:
    def report(kind: type[BaseException], error: BaseException, trace: object) -> None:
        from clientguard.crash import write_report

        path = write_report(error)
        sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type]
        app.recovery.crashed(path)

    return report
