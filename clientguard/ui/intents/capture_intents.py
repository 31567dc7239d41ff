"""Opening the dialog in which anything is logged (Ctrl+L)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clientguard.store.views.drafts import draft

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from clientguard.domain.records import Instant
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.capture.capture_dialog import CaptureDialog
    from clientguard.ui.records.form_facts import FormFacts
    from clientguard.ui.session.session import Session


def open_capture(
    session: Session,
    owner: QObject,
    window: QWidget,
    client: int,
    now: Callable[[], Instant],
    made: Callable[[CaptureDialog], object],
    key: str = "",
) -> None:
    """Open it for a client (0: it is asked), at the chip `key`; a draft that was left opens at its own.

    `made` is called with the dialog before it is shown.
    """
    from clientguard.ui.dialogs.capture.capture_dialog import CHIP, CaptureDialog
    from clientguard.ui.dialogs.capture.captures import CALL, CAPTURES
    from clientguard.ui.records.form_facts import form_facts

    today, place = session.today(), f"capture:{client}"

    def chip(kept: dict[str, Any] | None) -> str:
        left = str((kept or {}).get(CHIP, ""))
        return left if left in CAPTURES else key or CALL

    def work(db: Connection) -> tuple[str, FormFacts]:
        found = chip(draft(db, place))
        record = CAPTURES[found].fresh(client or None, today, now())
        return found, form_facts(db, record, place=place)

    def show(found: tuple[str, FormFacts]) -> None:
        dialog = CaptureDialog(session, found[1], found[0], now, window)
        made(dialog)
        dialog.open()

    session.read(work, show, owner, key="open")
