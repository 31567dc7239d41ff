"""A casebook whose file has several names (hard links): it is only read until it has a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.errors import KnownError
from clientguard.texts import _

if TYPE_CHECKING:
    from clientguard.store.file.keys import Key
    from clientguard.ui.app.host import Host
    from clientguard.ui.session.job_slot import JobSlot


class Linked:
    """Says that the open casebook is only read, and gives it a file of its own."""

    def __init__(self, app: Host, slot: JobSlot) -> None:
        self._app = app
        self._slot = slot

    def offer(self, name: str) -> None:
        """Say why the open casebook is only read, and offer to change that."""
        self._app.window.notify(
            "note",
            _(
                "{name} is open for reading only, because its file has another name on this drive (a hard link)."
                " Backup programs make such names.",
                name=name,
            ),
            _("Make this its own file"),
            self._make_own,
        )

    def _make_own(self) -> None:
        from clientguard.actions.casebook import opening
        from clientguard.ui.pages.damaged import WorkPage

        app = self._app
        if app.book is None:
            return
        path, key = app.book.path, opening.same_key(app.book.key)
        app.close()  # nothing but SQLite may open the file while it is open
        app.window.show_first_run(WorkPage(_("Copying the casebook, and checking the copy in full …")))
        app.window.head.show_head(_("Copying"), path.name)
        self._slot.run(
            lambda _job: opening.make_own(path, key),
            done=lambda _changed: app.open(path, key, lambda: self._say_done(path)),
            failed=lambda error: self._failed(error, path, key),
        )

    def _say_done(self, path: Path) -> None:
        self._app.window.notify(
            "met",
            _("{name} is now a file of its own. Its other names still have the earlier file.", name=path.name),
            _("Close", "window"),
        )

    def _failed(self, error: KnownError, path: Path, key: Key | None) -> None:
        self._app.open(path, key, lambda: self._app.window.show_error(error))
