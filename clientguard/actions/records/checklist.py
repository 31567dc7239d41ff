"""Hiding the checklist on Today, and showing it again."""

from __future__ import annotations

from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import notes
from clientguard.store.views.today import HIDDEN


def hide_checklist(book: Casebook, *, hidden: bool = True) -> None:
    """Keep that the user does not want the checklist, or wants it again."""
    book.write(lambda write: notes.put_note(write, HIDDEN, "hidden" if hidden else ""))
