"""Which addresses are the user's own: asked at the first import, and changed in Settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.actions.communication.whose_mail import set_own
from clientguard.domain.changed import Changed
from clientguard.domain.communication.addresses import Proposed, address_key
from clientguard.store.views.addresses import own_addresses
from clientguard.store.views.business import business
from clientguard.texts import _, _n
from clientguard.ui.dialogs.parties.asking_dialog import AskingDialog
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


class AddressChoice(QWidget):
    """Addresses to tick, and a line for one that is not among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.other = QLineEdit()
        self.other.setAccessibleName(_("Another address of yours"))
        self.other.setPlaceholderText(_("Another address of yours"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(Label(_("Which of these addresses are yours?"), "field"))
        box.addLayout(self._list)
        box.addWidget(self.other)
        note = _("Mail from your own addresses counts as sent, all other mail as received.")
        box.addWidget(Label(note, "soft", wrap=True))

    def propose(self, found: Iterable[Proposed]) -> None:
        """Offer the addresses that a mailbox is from, the likely ones ticked."""
        for each in found:
            told = _n("{address} ({count} message)", "{address} ({count} messages)", each.sent, address=each.address)
            self.offer(each.address, told, ticked=each.likely)

    def offer(self, address: str, told: str, *, ticked: bool, fixed: bool = False) -> None:
        """Offer one address; a `fixed` one stays ticked."""
        box = QCheckBox(told.replace("&", "&&"))
        box.setChecked(ticked)
        box.setEnabled(not fixed)
        self.boxes[address] = box
        self._list.addWidget(box)

    def first(self) -> QWidget:
        """Return what is filled in first: a box that can be ticked, or the line for an address."""
        return next((box for box in self.boxes.values() if box.isEnabled()), self.other)

    def chosen(self) -> list[str]:
        """Return the addresses that are ticked, and the one that was typed."""
        typed = self.other.text().strip()
        return [*(each for each, box in self.boxes.items() if box.isChecked()), *([typed] if typed else [])]


class OwnAddressesDialog(AskingDialog):
    """Changes which addresses are the user's own; imported messages follow."""

    def __init__(self, session: Session, own: Sequence[str], letterhead: str, parent: QWidget | None) -> None:
        super().__init__(session, _("Your email addresses"), _("Save addresses"), parent)
        self.choice = AddressChoice(self)
        for each in own:
            fixed = address_key(each) == address_key(letterhead)
            told = _("{address} (in your letterhead)", address=each) if fixed else each
            self.choice.offer(each, told, ticked=True, fixed=fixed)
        self.body.addWidget(self.choice)
        self.body.addWidget(Label(_("Messages imported before are set right when you save."), "soft", wrap=True))
        self.choice.other.setFocus()

    def action(self) -> Callable[[], Changed]:
        """Return what saves the addresses, and sets imported messages right."""
        book, own = self._session.book, self.choice.chosen()
        return lambda: set_own(book, own, only=True)


class OwnAddressesLine(QWidget):
    """The user's own addresses in Settings, and the way to change them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._own: list[str] = []
        self._letterhead = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.told = Label("", "soft", wrap=True)
        row.addWidget(self.told, 1)
        self.change = quiet(_("Change your addresses"))
        self.change.setEnabled(False)  # until they were read
        self.change.clicked.connect(self._open)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)

    def refresh(self) -> None:
        """Read the addresses again."""

        def work(db: Connection) -> tuple[list[str], str]:
            firm = business(db)
            return own_addresses(db), firm.email if firm else ""

        self._session.read(work, lambda found: self._show(*found), self)

    def _show(self, own: list[str], letterhead: str) -> None:
        self._own, self._letterhead = own, letterhead
        known = _("Your email addresses: {addresses}", addresses=", ".join(own))
        self.told.setText(
            known if own else _("None of your email addresses is known yet: all mail counts as received.")
        )
        self.change.setEnabled(True)

    def _open(self) -> None:
        OwnAddressesDialog(self._session, self._own, self._letterhead, self.window()).open()
