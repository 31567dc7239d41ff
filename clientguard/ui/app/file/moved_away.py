"""A casebook whose file was moved, replaced or deleted while it was open: what is shown, and what was typed is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.job_slot import JobSlot, beside

if TYPE_CHECKING:
    from clientguard.store.casebook.moved_file import MovedError
    from clientguard.store.file.keys import Key
    from clientguard.ui.app.host import Host
    from clientguard.ui.pages.moved import MovedPage
    from clientguard.ui.session.jobs import Job


class MovedAway:
    """Closes such a casebook, and leads on from there, for one window."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._slot = JobSlot(beside(app.owner))
        self._shown: MovedError | None = None
        self._untold: tuple[MovedError, Key | None] | None = None  # one that was found when the casebook was closed

    def show(self, error: MovedError) -> None:
        """Close what is open, keep what was typed in the copy, and show what happened and where both files are."""
        from clientguard.actions.casebook import opening
        from clientguard.store.casebook.open_casebook import Casebook
        from clientguard.ui.app import open_state
        from clientguard.ui.app.locker import close_all

        app, copy = self._app, error.copy
        if app.book is None or app.book.moved is not error:
            return
        self._shown = error
        key = opening.same_key(app.book.key)
        held = open_state.take_open_state(app.window)
        close_all(app.window)
        app.close()
        page = self._show_page(error, key)
        if copy is None:
            return
        held.path = copy
        page.hold()

        def keep(_job: Job) -> None:
            with Casebook.open(copy, key=key) as book:
                open_state.keep_open_state(held, book)

        def kept(_none: None) -> None:
            page.go_on(_("What you were entering is kept there as well.") if held.forms else "")

        def failed(_error: KnownError) -> None:
            app.hold_open_state(held)
            page.go_on(_("What you were entering is kept until you open that file or close the window."))

        self._slot.run(keep, done=kept, failed=failed)

    def note(self, error: MovedError, key: Key | None) -> None:
        """Take note of what was found when a casebook was closed; it is told over what is shown next."""
        from clientguard.actions.casebook import opening

        if error is not self._shown:
            self._untold = error, opening.same_key(key)
            QTimer.singleShot(0, self._app.owner, self._say)

    def _say(self) -> None:
        untold, self._untold = self._untold, None
        if untold:
            self._app.window.show_error(untold[0])

    def tell(self) -> bool:
        """Show the page of what was found when the casebook was closed, if anything was; return whether it was."""
        untold, self._untold = self._untold, None
        if untold:
            self._shown = untold[0]
            self._show_page(*untold)
        return untold is not None

    def finish(self) -> None:
        """Wait until what was typed is kept: the window closes."""
        self._slot.wait()

    def _show_page(self, error: MovedError, key: Key | None) -> MovedPage:
        from clientguard.ui.pages.moved import Moved, MovedPage

        page = MovedPage(Moved(current().error(error), error.path, error.copy, error.replaced))
        page.opened.connect(lambda chosen: self._app.open(chosen, key))
        page.other_wanted.connect(lambda: self._app.choose(None))
        self._app.window.show_first_run(page)
        self._app.window.head.show_head(_("Moved casebook"), error.path.name)
        return page
