"""What is put away when the casebook is locked: where one was, and what was typed, as the drafts of its forms.

It lies in the casebook itself: nothing of it is left outside while the casebook is locked. After unlocking one is
where one was; a form offers its draft when it is opened again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QDialog

from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.ui.session.late_actions import casebooks
from clientguard.ui.session.unsaved import Unsaved

if TYPE_CHECKING:
    from clientguard.actions.casebook.casebooks import Casebook
    from clientguard.ui.app.main_window import MainWindow
    from clientguard.ui.session.jobs import Job
    from clientguard.ui.session.session import Session

LOCKED = "window:locked"  # the place of the draft that tells where one was


@runtime_checkable
class HoldsUnsaved(Protocol):
    """A page or dialog that may hold what nobody saved yet."""

    def unsaved(self) -> Unsaved | None:
        """Return what it holds, and let nothing of it be kept in any other way from now on."""
        ...


@dataclass(slots=True)
class OpenState:
    """Where one was (names and ids), and what was typed and not saved."""

    path: Path  # of the casebook
    where: dict[str, Any] = field(default_factory=dict)
    forms: list[Unsaved] = field(default_factory=list)
    kept: bool = False  # whether all of it lies in the casebook


def take_open_state(window: MainWindow) -> OpenState:
    """Take what is open in the window."""
    dialogs = [each for each in window.findChildren(QDialog) if not each.isHidden()]
    holders = [each for each in (*window.pages.values(), *dialogs) if isinstance(each, HoldsUnsaved)]
    assert window.session is not None
    path = window.session.book.path
    return OpenState(path, where(window), [found for each in holders if (found := each.unsaved()) is not None])


def keep_open_state(open_state: OpenState, book: Casebook) -> None:
    """Keep it in the casebook; what was saved after all is left out. KnownError when it cannot be written."""
    if not book.writable:
        return
    open_state.forms = [each for each in open_state.forms if each.saving is None or not each.saving.well]
    for each in open_state.forms:
        casebooks.keep_draft(book, each.place, each.texts)
    casebooks.keep_draft(book, LOCKED, open_state.where)
    open_state.kept = True


def put_back(window: MainWindow, session: Session, open_state: OpenState | None = None) -> None:
    """Go where one was, once that is read; from the casebook, unless it could not be kept there."""
    book = session.book
    if open_state is None:
        session.read(lambda db: draft(db, LOCKED), lambda found: _put_back(window, session, found), session, key=LOCKED)
        return

    def work(_job: Job) -> None:
        keep_open_state(open_state, book)

    def kept(_none: None) -> None:
        if open_state.kept:
            put_back(window, session)
        else:
            go_back(window, open_state.where)

    def failed(error: KnownError) -> None:
        window.show_error(error)
        go_back(window, open_state.where)

    session.do(work, done=kept, failed=failed)


def _put_back(window: MainWindow, session: Session, found: Mapping[str, Any] | None) -> None:
    if found is not None:
        session.do(lambda _job: casebooks.drop_draft(session.book, LOCKED))
        go_back(window, found)


def where(window: MainWindow) -> dict[str, Any]:
    """Return where one is: the page, and what the page says of itself."""
    page = window.page_in_front
    return {"page": window.here} | (page.place() if page else {})


def go_back(window: MainWindow, found: Mapping[str, Any]) -> None:
    """Go where one was, as far as it is still there."""
    window.go(found.get("page") or window.here, found.get("record", 0))
    page = window.page_in_front
    if page and window.here == found.get("page"):
        page.go_to(found)
