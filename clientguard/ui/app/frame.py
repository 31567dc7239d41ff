"""What the tables of pages and commands know of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from clientguard.settings import Settings
    from clientguard.ui.app.window.field import FocusedField
    from clientguard.ui.app.window.history import History
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.pages.page import Page
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session
    from clientguard.ui.session.work_timer import WorkTimer


class Frame(Protocol):
    """The window, as `MainWindow` is it: what is open in it, and what it can be asked for."""

    settings: Settings
    session: Session | None
    intents: Intents | None
    backup_timer: BackupTimer | None
    timer: WorkTimer | None
    field: FocusedField
    history: History
    here: str  # the key of the page in front; "" where no casebook is open

    @property
    def shown(self) -> QWidget:
        """What is shown, also where no casebook is open."""
        ...

    @property
    def takes_casebooks(self) -> bool:
        """Whether another casebook can be opened just now."""
        ...

    @property
    def page_in_front(self) -> Page | None:
        """The page of the casebook that is shown."""
        ...

    def ask_to_open(self, path: Path | None) -> None:
        """Ask for another casebook to be opened; None: one that is chosen then."""
        ...

    def ask_for_new(self) -> None:
        """Ask for a new casebook."""
        ...

    def ask_to_lock(self) -> None:
        """Ask for the open casebook to be locked."""
        ...

    def ask_about_sample(self) -> None:
        """Ask for the sample to be started again."""
        ...

    def ask_to_restore(self) -> None:
        """Ask for a backup of the open casebook to be restored."""
        ...

    def go(self, name: str, record: int = 0) -> None:
        """Show a page."""
        ...

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say a sentence at the foot of the window, with Undo where there is something to undo."""
        ...

    def search(self, words: str = "") -> None:
        """Open the search and command box, with words typed into it."""
        ...

    def go_to_filter(self) -> None:
        """Go to the filter of the page, or to the search box."""
        ...

    def add_here(self) -> None:
        """Add what the page in front lists."""
        ...

    def back(self) -> None:
        """Show the page that was shown before."""
        ...

    def forward(self) -> None:
        """Show the page that one went back from."""
        ...

    def can_undo(self) -> bool:
        """Return whether there is something to undo."""
        ...

    def undo(self) -> None:
        """Undo what was typed, or what the sentence at the foot offers to."""
        ...

    def can_paste(self) -> bool:
        """Return whether there is something to paste."""
        ...

    def paste(self) -> None:
        """Paste into the field with the focus, or take the files that were copied."""
        ...

    def back_up(self) -> None:
        """Back up the open casebook into its folders."""
        ...

    def show_look(self, look: str) -> None:
        """Use a look: `system`, `light` or `dark`."""
        ...

    def scale_text(self, step: int) -> None:
        """Make all text larger or smaller by `step` per cent; 0: as it was at first."""
        ...

    def show_help(self, topic: str) -> None:
        """Show what the Help menu has under a topic."""
        ...

    def quit(self) -> None:
        """Close the window."""
        ...
