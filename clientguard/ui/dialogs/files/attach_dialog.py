"""Files that were chosen without a client in front: asks whose they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.records.attachments import attach_files
from clientguard.domain.changed import Changed
from clientguard.texts import _, _n
from clientguard.ui.dialogs.parties.asking_dialog import ChoosingDialog
from clientguard.ui.records.form_facts import Choice
from clientguard.ui.session.session import Session


class AttachDialog(ChoosingDialog):
    """Asks which client the files belong to; `kept` once they are in the casebook."""

    kept = Signal()

    def __init__(
        self, session: Session, paths: Sequence[Path], clients: Sequence[Choice], parent: QWidget | None
    ) -> None:
        word = _n("Attach {count} file", "Attach {count} files", len(paths))
        super().__init__(session, word, word, clients, parent)
        self._paths = list(paths)
        note = _("To keep a file with a contract, a message or another record, attach it in the form of that record.")
        self.ask(_("Which client are these files of?"), _("Client"), note)

    def action(self) -> Callable[[], Changed]:
        """Return what keeps the files."""
        book, paths, client = self._session.book, self._paths, self.chosen
        return lambda: attach_files(book, client, paths)

    def carried_out(self) -> None:
        """Say that they are kept."""
        self.kept.emit()
