"""How a casebook comes to be shown: opened, made, or the sample; and what is shown when it does not open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard import paths
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.app.open_job import Opened, OpenJob, identified

if TYPE_CHECKING:
    from clientguard.actions.casebook.older_file import OlderFile
    from clientguard.domain.records import Contract
    from clientguard.store.backup.kept_backups import Kept
    from clientguard.store.casebook.open_casebook import Casebook
    from clientguard.store.file.keys import Key
    from clientguard.ui.app.host import Host
    from clientguard.ui.app.locking import Locking
    from clientguard.ui.app.recovery import Recovery
    from clientguard.ui.session.jobs import Job


class _Attempt:
    """One file that a job opens; where it turns out to be a damaged casebook, the job looks for its `backups` too."""

    def __init__(self, recovery: Recovery, path: Path, key: Key | None) -> None:
        self._recovery = recovery
        self.path, self.key = path, key
        self.backups: list[Kept] | None = None

    def open(self, make: Callable[[], Opened]) -> Opened:
        """Return what `make` opens. KnownError as it raises; `backups` then tells whether it is a damaged casebook."""
        try:
            return make()
        except KnownError as error:
            self.backups = self._recovery.look(error, self.path, self.key)
            raise


class Opener:
    """Opens casebooks off the screen, for one window; what is shown stays until the next one is open."""

    def __init__(self, app: Host, locked: Locking, recovery: Recovery) -> None:
        self._app = app
        self._locked = locked
        self._recovery = recovery
        self._job = OpenJob(app.owner)
        self._job.migrating.connect(self._say_migrating)

    @property
    def busy(self) -> bool:
        """Whether a casebook is being opened, or what can be done about a damaged one is being looked for."""
        return self._job.busy or self._recovery.looking

    def give_up(self) -> None:
        """Show no longer what is being opened."""
        self._app.window.say_opening("")
        self._job.give_up()

    def finish(self) -> None:
        """Give up, and wait until nothing is open: the window closes."""
        self._app.window.say_opening("")
        self._job.finish()

    def open(self, path: Path, key: Key | None, then: Callable[[], object] | None) -> None:
        """Open a casebook and show it, or the page that unlocks it; then call `then`."""
        from clientguard.store.file.place import is_part_of, true_path

        path = true_path(path)
        book = self._app.book
        if book and (book.path == path or is_part_of(path, book.path)) and not book.moved:
            return  # also by another name: while it is open, only SQLite may open the file
        self._locked.finish()

        attempt = _Attempt(self._recovery, path, key)

        def failed(error: KnownError) -> None:
            self._not_opened(error, attempt)
            if then:
                then()

        self._open(path, lambda: attempt.open(lambda: self._looked_at(path, key)), failed, then=then)

    def _looked_at(self, path: Path, key: Key | None) -> Opened:
        """Open a casebook; an older file in the place of a newer one only to be read, until the user has decided."""
        from clientguard.actions.casebook import older_file
        from clientguard.store.casebook.open_casebook import Casebook

        opened = identified(Casebook.open(path, key=key, beside=True, migrating=self._job.migrating.emit))
        try:
            seen = older_file.seen_in(paths.data_dir())
            older = older_file.look(opened.book, self._recovery.places(opened.uid), seen)
        except BaseException:
            opened.book.close()
            raise
        if older is None or not opened.book.writable:
            _carry_over_stops(opened.book)
            return replace(opened, older=older)
        opened.book.close()
        return replace(opened, book=Casebook.open(path, write=False, key=key), older=older)

    def make(self, business: object, place: Path, protect: bool = False) -> None:
        """Make a casebook with its business, and show it; with `protect`, ask for its passphrase then."""
        from clientguard.actions.casebook import casebooks
        from clientguard.domain.records import Business

        assert isinstance(business, Business)
        path = paths.documents_dir() / place.expanduser()  # one that is named in full stays as it is
        if path.suffix != paths.SUFFIX:
            path = path.with_name(path.name + paths.SUFFIX)

        def then() -> None:
            self._app.window.go("find")
            if protect:
                self._app.window.ask_for_passphrase()

        self._open(path, lambda: identified(casebooks.create_casebook(path, business)), self._not_made, then=then)

    def open_sample(self) -> None:
        """Show the sample: as it was left if it was changed, or else a new one, dated by today."""
        self._open_sample(again=False)

    def ask_about_sample(self) -> None:
        """Say what starting the sample again takes away, with the button that does it."""
        self._app.window.notify(
            "attention",
            _("The sample is made again with dates of today. What you changed in it is lost."),
            _("Start again"),
            self._start_again,
        )

    def _start_again(self) -> None:
        self._app.close()
        self._open_sample(again=True)

    def _open_sample(self, *, again: bool) -> None:
        from clientguard.actions.casebook import sample

        place, today = paths.sample(), self._app.today()

        def make() -> Opened:
            kept = None if again else sample.reopen_sample(place)
            return identified(kept or sample.create_sample(_free_sample(place), today, words=current()))

        attempt = _Attempt(self._recovery, place, None)
        self._open(place, lambda: attempt.open(make), lambda error: self._not_opened(error, attempt), remember=False)

    def _open(
        self,
        path: Path,
        make: Callable[[], Opened],
        failed: Callable[[KnownError], object],
        *,
        remember: bool = True,
        then: Callable[[], object] | None = None,
    ) -> None:
        def done(opened: Opened) -> None:
            self._app.window.say_opening("")
            self._app.show_opened(opened, remember=remember)
            if opened.older:
                self._say_older(opened.older)
            if then:
                then()

        def refused(error: KnownError) -> None:
            self._app.window.say_opening("")
            failed(error)

        self._app.window.say_opening(_("Opening {name} …", name=path.name))
        self._job.open(make, done, refused)

    def _say_migrating(self) -> None:
        self._app.window.say_opening(
            _("An older casebook is backed up, the backup is checked, and then the casebook is brought up to date …")
        )

    # --- an older file in the place of a newer one ---

    def _say_older(self, older: OlderFile) -> None:
        """Say what the casebook lacks, above the page, with the way to the decision."""
        from clientguard.actions.casebook import older_file

        told = current().say(older_file.in_words(older))
        self._app.window.notify(
            "attention",
            _("{what} Until you decide, it can only be read.", what=told),
            _("See your options"),
            lambda: self._decide(older),
        )

    def _decide(self, older: OlderFile) -> None:
        from clientguard.actions.casebook import opening
        from clientguard.ui.dialogs.older_dialog import OlderDialog

        book, backup = self._app.book, older.backup
        if book is None:
            return
        path, key = book.path, opening.same_key(book.key)
        dialog = OlderDialog(older, self._app.window)
        dialog.rejected.connect(lambda: self._say_older(older))
        dialog.go_on_wanted.connect(lambda: self._go_on(path, key))
        if backup:
            dialog.restore_wanted.connect(lambda: self._recovery.restore(backup, path, key, key))
        dialog.open()

    def _go_on(self, path: Path, key: Key | None) -> None:
        """Note that the user goes on with this file, and open it to be written to."""
        from clientguard.actions.casebook import older_file
        from clientguard.actions.casebook.backups import edge

        book, session = self._app.book, self._app.window.session
        if book is None or session is None:
            return

        def work(_job: Job) -> None:
            older_file.go_on(book, self._recovery.places(edge(book).uid), older_file.seen_in(paths.data_dir()))

        def again(_none: None) -> None:
            self._app.close()
            self._app.open(path, key)

        session.do(work, done=again)

    # --- what does not open ---

    def _not_opened(self, error: KnownError, attempt: _Attempt) -> None:
        """Show the page that unlocks, or what can be done; where another window has it open, raise that one."""
        from clientguard.store.file.plain_errors import DamagedError, InUseError, LockedError

        path, key = attempt.path, attempt.key
        if attempt.backups is not None:
            self._recovery.show_ways(path, key if isinstance(error, DamagedError) else None, attempt.backups)
        elif isinstance(error, LockedError):
            if not self._app.is_elsewhere(path):
                self._locked.show(path, error if key else None)
        elif not isinstance(error, InUseError) or not self._app.is_elsewhere(path):
            self._refused(error, path)

    def _refused(self, error: KnownError, path: Path | None = None) -> None:
        """Say why a casebook was not opened: at its own field, or over what is shown."""
        if self._locked.refuse(error, path):
            return
        if self._app.book or self._locked.page:
            self._app.window.show_error(error)
        else:
            self._app.show_first_run(error)

    def _not_made(self, error: KnownError) -> None:
        page = self._app.window.pages.get("first run")
        if page is None:
            self._app.window.show_error(error)
        else:
            page.refuse(error)  # type: ignore[attr-defined]


def _carry_over_stops(book: Casebook) -> None:
    """Make records of stops that only contracts tell of; what does that is loaded only where there are some."""
    from clientguard.store.views.collecting.stops import unrecorded_stops

    found: list[Contract] = []
    with suppress(KnownError), book.read() as db:  # what is damaged is told of where it is met
        found = unrecorded_stops(db, limit=1)
    if found:
        from clientguard.actions.contracts.stopping import carry_over_stops

        carry_over_stops(book)


def _free_sample(first: Path) -> Path:
    """Return where a sample can be made: at `first`, or beside it if another window has that one open."""
    number, place = 2, first
    while not _is_free(place):
        place = first.with_name(f"{first.stem} {number}{first.suffix}")
        number += 1
    return place


def _is_free(path: Path) -> bool:
    """Return whether a sample can be made here: an earlier one that nobody has open is removed.

    After a kill, SQLite's files may lie next to it, or alone.
    """
    from clientguard.store.file import file_lock
    from clientguard.store.file.syncing import SIDE_FILES

    parts = [path.with_name(path.name + part) for part in ("", *SIDE_FILES)]
    if not any(each.exists() for each in parts):
        return True
    try:
        lock = file_lock.acquire_lock(path)
    except KnownError:
        return False
    try:
        for each in parts:
            each.unlink(missing_ok=True)
    except OSError:  # a folder, or what another program holds: the next name is tried
        return False
    finally:
        file_lock.let_go(lock)
    return True
