"""What the window offers for taking things out: everything into a folder, and what is held about one person."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QInputDialog, QPlainTextEdit, QWidget

from clientguard.actions.casebook import casebooks
from clientguard.domain.records import KINDS
from clientguard.store.views import lists
from clientguard.store.views.drafts import draft
from clientguard.store.views.records import titles
from clientguard.texts import _
from clientguard.ui.intents import correct_intents
from clientguard.ui.session.unsaved import Unsaved

if TYPE_CHECKING:
    from clientguard.actions.privacy.data_report import PersonReport
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.search_box import Command, SearchBox
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session

WHY_PLACE = "data_report"  # of the draft, with the contact's number
MOST = 20  # people of a client whom the command box names


def export_everything(session: Session, window: QWidget) -> None:
    """Ask for a place, then write everything into a new folder there."""
    place = QFileDialog.getExistingDirectory(window, _("Where to put the folder"))
    if place:
        from clientguard.ui.dialogs.export_dialog import ExportDialog

        name = _("{casebook} export {date}", casebook=session.book.path.stem, date=session.today().isoformat())
        ExportDialog(session, _free(Path(place), name), window).open()


def _free(folder: Path, name: str) -> Path:
    """Return a name that is not taken yet: `… (2)`."""
    number, target = 1, folder / name
    while target.exists():
        number += 1
        target = folder / f"{name} ({number})"
    return target


class WhyDialog(QInputDialog):
    """Asks why data about a person is kept; what stands there by itself is no draft."""

    def __init__(self, contact: int, client: int, usual: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._contact, self._client, self._usual = contact, client, usual

    def unsaved(self) -> Unsaved:
        """Return what was entered; the casebook is about to be locked."""
        why = self.textValue()
        again = {"form": "data_report", "contact": self._contact, "client": self._client}
        return Unsaved(f"{WHY_PLACE}:{self._contact}", {"why": why} if why != self._usual else None, again)


def data_report(session: Session, intents: Intents, contact: int, client: int) -> None:
    """Ask why the data is kept, then make the data report on a contact and show it."""
    session.read(
        lambda db: draft(db, f"{WHY_PLACE}:{contact}") or {},
        lambda kept: _ask_why(session, intents, contact, client, kept),
        intents,
        key="open",
    )


def _ask_why(session: Session, intents: Intents, contact: int, client: int, kept: Mapping[str, Any]) -> None:
    from clientguard.actions.privacy.data_report import WHY

    window = intents.parent()
    dialog = WhyDialog(contact, client, _(WHY), window if isinstance(window, QWidget) else None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Data report"))
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setLabelText(_("Why you keep data about this person, and for how long. It stands on the report."))
    dialog.setTextValue(str(kept.get("why", _(WHY))))
    dialog.setOkButtonText(_("Make the report"))
    dialog.setCancelButtonText(_("Cancel"))
    dialog.resize(560, 300)
    dialog.textValueSelected.connect(lambda why: _make(session, intents, contact, client, why))
    if kept:  # it was open when the casebook was locked
        book = session.book
        session.do(lambda _job: casebooks.drop_draft(book, f"{WHY_PLACE}:{contact}"))
    dialog.open()
    if text := dialog.findChild(QPlainTextEdit):
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        text.setTabChangesFocus(True)
        text.moveCursor(QTextCursor.MoveOperation.End)


def _make(session: Session, intents: Intents, contact: int, client: int, why: str) -> None:
    from clientguard.actions.privacy import data_report as action

    today, book = session.today(), session.book

    def show(made: PersonReport) -> None:
        intents.preview(made.pdf, made.name)
        if made.boxes:
            intents.said.emit(
                _("These characters are not in the typeface, and print as boxes: {text}", text=made.boxes), None
            )

    intents.said.emit(_("Making the report …"), None)
    session.do(
        lambda job: action.data_report(
            book, "", today, client=client, contact=contact, why=why, cancelled=job.is_cancelled
        ),
        done=show,
    )


def commands(session: Session, window: QWidget) -> list[Command]:
    """Return what the command box offers wherever one is: icon, word, what it does."""
    return [("package", _("Export everything"), lambda: export_everything(session, window))]


def offer_client_commands(session: Session, intents: Intents, box: SearchBox) -> None:
    """Have the command box offer what can be done about the client that is open, as soon as it is read."""
    client = intents.here
    if not client:
        return

    def work(db: Connection) -> tuple[str, list[tuple[int, str]]]:
        people = lists.choices(db, KINDS["contact"], client)[:MOST]
        return " ".join(titles(db, [client]).get(client, "").split()), people

    def show(found: tuple[str, list[tuple[int, str]]]) -> None:
        whose, people = found
        erase = _("Erase {client} for good", client=whose)
        offered: list[Command] = [("x", erase, lambda: correct_intents.open_erasure(session, intents, client))]
        for contact, name in people:
            word = _("Data report on {person}", person=" ".join(name.split()))
            offered.append(("file-text", word, lambda contact=contact: data_report(session, intents, contact, client)))
        box.offer(offered)

    session.read(work, show, box, key="commands")
