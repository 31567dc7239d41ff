"""The head of a page: its title and state, the search box, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from clientguard.texts import _
from clientguard.ui.theme import TITLE, font
from clientguard.ui.widgets.button import button, tinted
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label


class Title(Label):
    """A page's title on one line, cut with an ellipsis where the window is narrow; whole in its tip."""

    def __init__(self) -> None:
        super().__init__("", "title")
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)

    def show_title(self, text: str) -> None:
        """Show a title."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    def whole(self) -> str:
        """Return the title uncut."""
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(
            QFontMetrics(font(TITLE, bold=True)).horizontalAdvance(self._whole) + 8, super().sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        metrics = QFontMetrics(font(TITLE, bold=True))
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 60)))


class PageHead(QWidget):
    """Title, chips and buttons. `search_wanted`, `log_wanted`, and `acted` of the primary button."""

    search_wanted = Signal()
    log_wanted = Signal()
    acted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.title = Title()
        self.subtitle = Label("", "soft")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._chips)
        row.addStretch(1)
        self.search = QPushButton(_("Search or do"), self)
        self.search.setProperty("searchbox", True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(300)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setToolTip(_("Ctrl+K"))
        self.search.setAccessibleName(_("Search or do"))
        tinted(self.search, "search", "soft")
        self.log = button(_("Log message"), icon="pen-line")
        self.log.setToolTip(_("Ctrl+L"))
        self.primary = button("", primary=True)
        self.primary.hide()
        row.addWidget(self.search, 2)
        row.addWidget(self.log)
        row.addWidget(self.primary)
        self.search.clicked.connect(self.search_wanted)
        self.log.clicked.connect(self.log_wanted)
        self.primary.clicked.connect(self.acted)

    def show_head(
        self, title: str, subtitle: str = "", chips: Sequence[tuple[str, str]] = (), action: str = ""
    ) -> None:
        """Show a page's title, the words beside it (text, tone), and its most urgent next step."""
        self.title.show_title(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        while item := self._chips.takeAt(0):
            item.widget().deleteLater()
        for text, tone in chips:
            self._chips.addWidget(StateChip(text, tone))
        self.primary.setText(action)
        self.primary.setVisible(bool(action))
