"""What the parts of the composition root ask of the whole: so that neither imports the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QObject

    from clientguard.errors import KnownError
    from clientguard.settings import Settings
    from clientguard.store.casebook.open_casebook import Casebook
    from clientguard.store.file.keys import Key
    from clientguard.ui.app.main_window import MainWindow
    from clientguard.ui.app.open_job import Opened
    from clientguard.ui.app.open_state import OpenState
    from clientguard.ui.session.backup_timer import BackupTimer


class Host(Protocol):
    """One running window and the casebook that it shows."""

    window: MainWindow
    settings: Settings
    book: Casebook | None
    backup_timer: BackupTimer | None

    @property
    def owner(self) -> QObject:
        """The object that jobs belong to."""
        ...

    def today(self) -> date:
        """Return the day."""
        ...

    def open(self, path: Path, key: Key | None = None, then: Callable[[], object] | None = None) -> None:
        """Open a casebook and show it, or say why not; then call `then`."""

    def show_opened(self, opened: Opened, *, remember: bool) -> None:
        """Show a casebook that was opened in the place of what is shown."""

    def is_elsewhere(self, path: Path) -> bool:
        """Return whether another window shows a casebook; it is raised."""
        ...

    def choose(self, path: Path | None) -> None:
        """Open a casebook, asking for it when none is named."""

    def close(self) -> None:
        """Close the open casebook."""

    def lock(self) -> None:
        """Lock the open casebook."""

    def hold_open_state(self, held: OpenState) -> None:
        """Keep what was typed and could not be kept in its casebook, until that is opened."""

    def listen(self, path: Path) -> None:
        """Be found by another start that wants the same casebook."""

    def show_new(self) -> None:
        """Show the first screen in the place of the open casebook."""

    def show_first_run(self, error: KnownError | None = None) -> None:
        """Show the first screen."""

    def free_place(self) -> Path:
        """Return a name for a new casebook that is not taken."""
        ...
