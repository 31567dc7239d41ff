"""The composition root where something went wrong: a damaged casebook, a backup that is restored, a crash, a bad place.

It closes and opens casebooks through the app, and shows pages and notices in its window.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard import paths
from clientguard.errors import KnownError
from clientguard.texts import N_, _, current
from clientguard.ui.app.file.linked import Linked
from clientguard.ui.session.job_slot import JobSlot, beside

if TYPE_CHECKING:
    from clientguard.actions.casebook.backups import Place
    from clientguard.actions.casebook.restore import Restored
    from clientguard.domain.wording import Said
    from clientguard.store.backup.kept_backups import Kept
    from clientguard.store.file.keys import Key
    from clientguard.ui.app.host import Host
    from clientguard.ui.pages.damaged import DamagedPage


class Recovery:
    """Leads through what is not usual, for one window."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._slot = JobSlot(beside(app.owner))
        self._look = JobSlot(beside(app.owner))
        self._linked = Linked(app, self._slot)

    @property
    def page(self) -> DamagedPage | None:
        """The page of a damaged casebook, while it is shown."""
        from clientguard.ui.pages.damaged import DamagedPage

        page = self._app.window.pages.get("first run")
        return page if isinstance(page, DamagedPage) else None

    @property
    def looking(self) -> bool:
        """Whether the backups of a damaged casebook are being looked for."""
        return self._look.busy

    # --- a damaged casebook ---

    def show_damaged(self, path: Path, key: Key | None, faults: Sequence[object] = (), *, opens: bool = False) -> None:
        """Close what is open, look for the backups of a damaged casebook, and show what can be done about it."""
        from clientguard.actions.casebook import opening
        from clientguard.ui.pages.damaged import WorkPage

        key = opening.same_key(key)
        self._app.close()
        page = WorkPage(_("Looking for the backups of {name} …", name=path.name))
        self._app.window.show_first_run(page)
        self._app.window.head.show_head(_("Damaged casebook"), path.name)

        def show(found: list[Kept]) -> None:
            if self._app.window.pages.get("first run") is page:  # or something else is shown by now
                self.show_ways(path, key, found, faults, opens=opens)

        self._look = JobSlot(beside(self._app.owner))  # of the one before, the end may still be on the way
        # Without the list of backups, the other ways on are open all the same.
        self._look.run(lambda _job: self._backups(path, key), done=show, failed=lambda _error: show([]))

    def show_ways(
        self, path: Path, key: Key | None, found: list[Kept], faults: Sequence[object] = (), *, opens: bool = False
    ) -> None:
        """Close what is open, and show what can be done about a damaged casebook whose backups were `found`."""
        from clientguard.actions.casebook import opening
        from clientguard.ui.pages.damaged import Damage, DamagedPage, sentences

        key = opening.same_key(key)
        self._app.close()
        page = DamagedPage(Damage(path, sentences(faults), found, opens))
        page.newest_wanted.connect(lambda: self._put_back(page, found[0].path, key))
        page.backup_wanted.connect(lambda: self._choose(page, key))
        page.salvage_wanted.connect(lambda: self._salvage(page, key))
        page.other_wanted.connect(lambda: self._app.choose(None))
        page.opened.connect(lambda chosen: self._app.open(chosen, key))
        page.cancelled.connect(self._slot.cancel)
        self._app.window.show_first_run(page)
        self._app.window.head.show_head(_("Damaged casebook"), path.name)

    def read_failed(self, error: KnownError) -> None:
        """Show what can be done when the open casebook turns out to be damaged while it is read."""
        from clientguard.store.file.plain_errors import DamagedError

        book = self._app.book
        if book is not None and isinstance(error, DamagedError):
            self.show_damaged(book.path, book.key, [error])

    def look(self, error: KnownError, path: Path, key: Key | None) -> list[Kept] | None:
        """Return the backups of a file that did not open, if it is what is left of a casebook; for a job."""
        from clientguard.actions.casebook import opening
        from clientguard.store.file.plain_errors import DamagedError, InUseError

        if isinstance(error, DamagedError):
            return self._backups(path, key)
        if isinstance(error, InUseError) or not opening.is_damaged_casebook(path):
            return None
        return self._backups(path, None)

    def _backups(self, path: Path, key: Key | None) -> list[Kept]:
        """Return the backups of a casebook that may be damaged, newest first; for a job."""
        from clientguard.actions.casebook import opening

        uid = opening.uid_of(path, key)
        return opening.backups_of(path, uid, self._folders(path, uid))

    def places(self, uid: str) -> list[Place]:
        """Return the backup folders of a casebook."""
        from clientguard.actions.casebook.backups import Place

        return [Place(folder, made) for folder, made in self._app.settings.backup_folders(uid)]

    def _folders(self, path: Path, uid: str) -> list[Path]:
        own = paths.data_dir() / "backups"
        named = [folder for folder, _made in self._app.settings.backup_folders(uid or "unknown")]
        try:
            others = [] if uid else sorted(each for each in own.iterdir() if each.is_dir())
        except OSError:
            others = []
        return [*named, *others, path.parent]

    def _put_back(self, page: DamagedPage, backup: Path, key: Key | None, with_erased: bool = False) -> None:
        path = page.damage.path
        page.begin(_("Checking the backup in full, and putting it in place …"), can_cancel=False)
        self._slot.run(
            lambda _job: self._carry_out(backup, path, key, key, with_erased=with_erased, damaged=True),
            done=lambda done: self._restored(path, backup, done, key),
            failed=lambda error: page.fail(current().error(error)),
        )

    def _carry_out(
        self, backup: Path, path: Path, key: Key | None, before: Key | None, *, with_erased: bool, damaged: bool
    ) -> Restored:
        """Restore a backup without what was erased since, and note that it was put there on purpose; for a job."""
        from clientguard.actions.casebook import older_file, opening, restore

        uid = opening.uid_of(backup, key)
        newest = opening.backups_of(backup, uid, self._folders(path, uid))[:1] if uid else []
        sources = [(path, before)] if path.is_file() else []
        sources += [(each.path, key) for each in newest if each.path != path]
        done = restore.restore(backup, path, sources, key=key, with_erased=with_erased, damaged=damaged)
        older_file.restored(path, key, self.places, older_file.seen_in(paths.data_dir()))
        return done

    def _choose(self, page: DamagedPage, key: Key | None) -> None:
        what = _("The backup takes the place of the damaged file, which is kept next to it.")

        def chosen(backup: Path, found: Key | None, with_erased: bool) -> None:
            self._put_back(page, backup, found or key, with_erased)

        self._ask(page.damage.backups, what, key, chosen)

    def _salvage(self, page: DamagedPage, key: Key | None) -> None:
        from clientguard.actions.casebook import opening, salvage

        path = page.damage.path
        target = opening.free_name(path, _("salvaged"))
        page.begin(_("Reading …"), can_cancel=True)

        def done(found: salvage.Salvaged) -> None:
            told = [current().say(each) for each in salvage.told(found)]
            page.report(target, told, [current().say(each) for each in salvage.missing(found)])

        self._slot.run(
            lambda job: salvage.salvage_casebook(
                path, target, key=key, progress=job.report, cancelled=job.is_cancelled
            ),
            done=done,
            failed=lambda error: page.fail(current().error(error)),
            progress=page.progress,
            cancelled=lambda: page.fail(_("Cancelled. Nothing was written.")),
        )

    # --- restoring ---

    def restore_here(self) -> None:
        """Ask which backup of the open casebook is to be restored, and restore it in its place."""
        from clientguard.actions.casebook import opening
        from clientguard.actions.casebook.backups import edge

        book, session = self._app.book, self._app.window.session
        if book is None or session is None:
            return
        path, key = book.path, opening.same_key(book.key)
        what = _(
            "The backup takes the place of {name}. What is open now is kept next to it, under a name that says so.",
            name=path.name,
        )

        def chosen(backup: Path, own: Key | None, with_erased: bool) -> None:
            self.restore(backup, path, own or key, key, with_erased)

        def look() -> list[Kept]:
            uid = edge(book).uid
            return opening.backups_of(path, uid, self._folders(path, uid))

        session.do(lambda _job: look(), done=lambda found: self._ask(found, what, key, chosen, book=book))

    def restore_file(self) -> None:
        """Ask for a backup and for the place that it is to be restored to: there is no casebook yet."""
        from PySide6.QtWidgets import QFileDialog

        window = self._app.window
        name, _filter = QFileDialog.getOpenFileName(window, _("Choose a backup"), "", "*.casebook")
        if not name:
            return
        offered = self._app.free_place()
        place, _filter = QFileDialog.getSaveFileName(window, _("Where to keep it"), str(offered), "*.casebook")
        if not place:
            return
        path, backup = Path(place), Path(name)
        if path.suffix != paths.SUFFIX:
            path = path.with_name(path.name + paths.SUFFIX)
        what = _(
            "The backup is checked in full and written to {path}. A file that is already there is kept.", path=str(path)
        )

        def chosen(picked: Path, key: Key | None, with_erased: bool) -> None:
            self.restore(picked, path, key, None, with_erased)

        self._ask([], what, None, chosen, backup)

    def _ask(self, backups, what, key, then, file=None, book=None) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        from clientguard.actions.casebook import opening, passphrase, restore
        from clientguard.store.file.salts import Salts
        from clientguard.ui.dialogs.restore_dialog import RestoreDialog

        salts = Salts(paths.data_dir() / "salts")

        def asks(path: Path) -> bool:
            if self._app.book:
                self._app.book.refuse_own([path])
            return opening.takes_passphrase(path) and not opening.opens(path, key)

        dialog = RestoreDialog(
            backups,
            what,
            asks,
            lambda path, secret, wait: passphrase.unlock(path, secret, salts, wait=wait),
            lambda path: restore.would_return(restore.still_in(path, key, restore.erasures_in(book))) if book else [],
            self._app.window,
        )
        if file:
            dialog.show_file(file)
        dialog.chosen.connect(then)
        dialog.open()

    def restore(self, backup: Path, path: Path, key: Key | None, before: Key | None, with_erased: bool = False) -> None:
        """Close what is open, restore a backup to `path`, and show it; `before` opens the file that is there."""
        from clientguard.ui.pages.damaged import WorkPage

        self._app.close()
        self._app.window.show_first_run(
            WorkPage(_("Checking the backup in full, restoring it, and comparing the result …"))
        )
        self._app.window.head.show_head(_("Restoring"), backup.name)
        self._slot.run(
            lambda _job: self._carry_out(backup, path, key, before, with_erased=with_erased, damaged=False),
            done=lambda done: self._restored(path, backup, done, key),
            failed=lambda error: self._not_restored(error, path, before),
        )

    def _restored(self, path: Path, backup: Path, done: Restored, key: Key | None) -> None:
        from clientguard.actions.casebook import restore

        lines = [_("Restored from {name}; it was checked in full.", name=backup.name)]
        if done.aside:
            lines.append(_("What was there before is kept as {path}.", path=str(done.aside)))
        lines += [current().say(each) for each in restore.in_words(done)]
        self._app.open(path, key, lambda: self._app.window.notify("met", " ".join(lines), _("Close", "window")))

    def _not_restored(self, error: KnownError, path: Path, key: Key | None) -> None:
        if path.exists():
            self._app.open(path, key, lambda: self._app.window.show_error(error))
        else:
            self._app.show_first_run(error)

    def finish(self) -> None:
        """Wait for what is being done: the window closes."""
        for slot in (self._slot, self._look):
            slot.give_up()
            slot.wait()

    # --- what is said when a casebook opens ---

    def opened(self, *, older: bool = False) -> None:
        """Say what is not usual about the casebook that was opened, besides that it is an `older` file."""
        from clientguard.actions.casebook import opening

        app = self._app
        book = app.book
        if book is None:
            return
        if book.is_linked and not older:
            self._linked.offer(book.path.name)
        elif not book.writable and not older:
            app.window.notify(
                "note",
                _(
                    "{name} is open for reading only, because its folder cannot be written to. To work in it, copy it"
                    " to a folder of your own.",
                    name=book.path.name,
                ),
                _("Close", "window"),
            )
        session = app.window.session
        if session and book.writable and app.backup_timer:
            session.read(lambda _db: (opening.hazard(book.path), opening.is_warned(book)), self._warn, session)
        if app.backup_timer:
            app.backup_timer.check_timer.faulty.connect(self._faulty)

    def _warn(self, found: tuple[Said | None, bool]) -> None:
        """Say once what is wrong with the folder that the casebook lies in."""
        reason, is_warned = found
        if reason and not is_warned:
            self._app.window.notify("attention", current().say(reason), _("Dismiss", "notice"), self._note_warned)

    def _note_warned(self) -> None:
        from clientguard.actions.casebook import opening

        book, session = self._app.book, self._app.window.session
        if book and session:
            session.do(lambda _job: opening.warned(book))

    def _faulty(self, faults: Sequence[object]) -> None:
        book = self._app.book
        if book is None:
            return
        self._app.window.notify(
            "stop",
            _("The full check found faults in {name}. Nothing was changed.", name=book.path.name),
            _("See your options"),
            lambda: self.show_damaged(book.path, book.key, faults, opens=True),
        )

    # --- a crash ---

    def crashed(self, report: Path | None) -> None:
        """Say that something went wrong, and offer the report."""
        if report is None:
            self._app.window.show_error(
                KnownError(
                    N_("Something went wrong."),
                    kept=N_("What was saved is kept. No report could be written."),
                    todo=N_("Continue, or close the casebook and open it again."),
                )
            )
            return
        self._app.window.notify(
            "attention",
            _("Something went wrong. What was saved is kept. Continue, or close the casebook and open it again."),
            _("Show the report"),
            lambda: self._show_report(report),
        )

    def sweep(self) -> None:
        """Remove, in the background, what killed runs left in folders that they had noted."""
        from clientguard import output
        from clientguard.ui.session.jobs import Job

        Job(lambda _job: output.sweep_noted(), self._app.owner).start()

    def offer_report(self) -> None:
        """Offer, once, the report of a crash that ended the program; have one that comes leave its trace."""
        from clientguard import crash

        crash.watch()
        report = crash.unseen()
        if report is None:
            return
        crash.seen(report)
        self._app.window.notify(
            "attention",
            _("ClientGuard quit unexpectedly last time. What was saved is kept. There is a report on this computer."),
            _("Show the report"),
            lambda: self._show_report(report),
        )

    def unwatch(self) -> None:
        """Say that the program ends as it should."""
        from clientguard import crash

        crash.unwatch()

    def _show_report(self, report: Path) -> None:
        from clientguard import crash
        from clientguard.ui.dialogs.crash_dialog import CrashDialog

        crash.seen(report)
        CrashDialog(report, crash.report_text(report), self._app.window).open()
