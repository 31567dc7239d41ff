"""What the tables of pages and commands know of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import Signal

    from clientguard.settings import Settings
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session


class Frame(Protocol):
    """The window, as `MainWindow` is it: what is open in it, and what it can be asked for."""

    settings: Settings
    session: Session | None
    intents: Intents | None
    backup_timer: BackupTimer | None

    @property
    def open_wanted(self) -> Signal: ...
    @property
    def new_wanted(self) -> Signal: ...
    @property
    def lock_wanted(self) -> Signal: ...
    @property
    def restore_wanted(self) -> Signal: ...

    def go(self, name: str, record: int = 0) -> None:
        """Show a page."""
        ...

    def search(self) -> None:
        """Open the search and command box."""
        ...

    def undo(self) -> None:
        """Undo what the sentence at the foot offers to."""
        ...
