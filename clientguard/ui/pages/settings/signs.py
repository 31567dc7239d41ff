"""The part of Settings about signs: how many of their figures are the user's own, and the way to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.judgement.thresholds import Setting, settings
from clientguard.store.views.drafts import draft
from clientguard.texts import _, _n
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.session.session import Session


class SignsPart(QWidget):
    """What the signs go by, and a button that shows every figure with its default and the reason for it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        told = _("When the record of a client shows a sign: how late is late, and how often is a pattern.")
        box.addWidget(Label(told, "soft", wrap=True))
        self.state = Label("", "soft", wrap=True)
        box.addWidget(self.state)
        self.figures = button(_("See and change the figures …"), icon="target")
        self.figures.clicked.connect(self._open)
        box.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Read again how many are the user's own."""
        self._session.read(settings, self._show, self)

    def _show(self, found: tuple[Setting, ...]) -> None:
        own = sum(not each.is_default for each in found)
        several = _n("{count} figure is your own; the others are as shipped.",
                     "{count} figures are your own; the others are as shipped.", own)  # fmt: skip
        self.state.setText(several if own else _("All figures are as shipped."))

    def _open(self) -> None:
        from clientguard.ui.dialogs.judgement.thresholds_dialog import PLACE

        def work(db: Connection) -> tuple[tuple[Setting, ...], Mapping[str, Any] | None]:
            return settings(db), draft(db, PLACE)

        self._session.read(work, lambda found: self._show_figures(*found), self, key="open")

    def _show_figures(self, found: tuple[Setting, ...], kept: Mapping[str, Any] | None) -> None:
        from clientguard.ui.dialogs.judgement.thresholds_dialog import ThresholdsDialog

        ThresholdsDialog(self._session, found, kept, self.window()).open()
