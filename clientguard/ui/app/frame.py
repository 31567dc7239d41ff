"""What the tables of pages and commands know of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

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

    def ask_to_open(self, path: Path | None) -> None:
        """Ask for another casebook to be opened; None: one that is chosen then."""
        ...

    def ask_for_new(self) -> None:
        """Ask for a new casebook."""
        ...

    def ask_to_lock(self) -> None:
        """Ask for the open casebook to be locked."""
        ...

    def ask_to_restore(self) -> None:
        """Ask for a backup of the open casebook to be restored."""
        ...

    def go(self, name: str, record: int = 0) -> None:
        """Show a page."""
        ...

    def search(self) -> None:
        """Open the search and command box."""
        ...

    def undo(self) -> None:
        """Undo what the sentence at the foot offers to."""
        ...
