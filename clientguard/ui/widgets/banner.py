"""A state that holds for the whole page, with what lifts it: the stop banner is the first of its kind (P3.4)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import ICONS
from clientguard.ui.widgets.icon import Icon
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.lead import LeadText


class Banner(QWidget):
    """A sentence across the page on the ground of its tone, with at most one button; `lead` goes before in semibold."""

    acted = Signal()

    def __init__(
        self,
        tone: str,
        text: str,
        action: str = "",
        *,
        lead: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("banner", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(Icon(icon or ICONS[tone], tone))
        self.label = LeadText(lead, text, tone) if lead else Label(text, wrap=True)
        row.addWidget(self.label, 1)
        self.setAccessibleName(self.label.text())
        if action:
            self.button = button(action)
            self.button.clicked.connect(self.acted)
            row.addWidget(self.button)
