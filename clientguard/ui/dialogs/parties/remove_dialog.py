"""What is asked before something is removed that others hang on: what it is, and how much hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.parties.asking_dialog import AskingDialog
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label


class RemoveDialog(AskingDialog):
    """Asks whether these records are to be removed; `owner`: a client is among them. `removed`: they were."""

    removed = Signal()

    def __init__(
        self,
        session: Session,
        ids: list[int],
        title: str,
        hanging: Mapping[str, int],
        *,
        owner: bool,
        parent: QWidget | None,
    ) -> None:
        super().__init__(session, _("Remove"), _("Remove"), parent)
        self._ids = ids
        question = (
            _("Remove “{title}”?", title=title)
            if len(ids) == 1
            else _n("Remove {count} record?", "Remove {count} records?", len(ids))
        )
        self.body.addWidget(Label(question, "strong", wrap=True))
        told = ", ".join(f"{_(KINDS[kind].plural)}: {current().number(count)}" for kind, count in hanging.items())
        self.body.addWidget(Label(_("This belongs to it:"), "", wrap=True))
        self.hanging = Label(told, "", wrap=True)
        self.body.addWidget(self.hanging)
        note = (
            _(
                "What belongs to a client is kept, but Today, Money and the lists leave it out with the client. Undo,"
                " or “Removed records”, brings everything back as it was."
            )
            if owner
            else _("What belongs to it is kept. Undo, or “Removed records”, brings it back as it was.")
        )
        self.body.addWidget(Label(note, "soft", wrap=True))

    def action(self) -> Callable[[], Changed]:
        """Return what removes the records."""
        book, ids = self._session.book, self._ids
        return lambda: editing.remove_records(book, ids)

    def carried_out(self) -> None:
        """Say that they were removed."""
        self.removed.emit()
