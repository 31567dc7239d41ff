"""The head of a page: its title and state, the search box, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clientguard.texts import _
from clientguard.ui.look.theme import SECONDARY, font, tokens
from clientguard.ui.widgets.button import Button, button, quiet, tinted
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Line
from clientguard.ui.widgets.spoken import speak_of_parts

EDGES = 50  # points beside the search box's word: icon and padding
SEARCH = 112  # points of the search box below which "Log message" gives way to it
CHIP = 8  # characters of a chip that stay where title and next step need the room
LEAST = 40  # points of a button that shows its icon alone


def key_text(shortcut: str) -> str:
    """Return a shortcut as the system's own menus write it, with spaces: Ctrl K."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


class SearchButton(Button):
    """Looks like the box that it opens, with its key at the end where there is room."""

    def __init__(self, text: str, shortcut: str, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._word = text
        self._key = key_text(shortcut)
        self.setProperty("searchbox", True)
        self.setMaximumWidth(300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._key})")
        tinted(self, "search", "soft")

    def sizeHint(self) -> QSize:
        return QSize(300, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - EDGES
        shown = self.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, room)
        self.setText(f" {shown}" if len(shown) > 3 else "")  # else the icon alone

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        small = QFontMetrics(font(SECONDARY))
        width = small.horizontalAdvance(self._key) + 12
        if self.fontMetrics().horizontalAdvance(self._word) + width + EDGES + 14 > self.width():
            return
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SECONDARY))
        area = QRectF(self.width() - width - 10.5, (self.height() - 20) / 2 + 0.5, width, 19)
        painter.setPen(QPen(QColor(look.line)))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(look.soft))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._key)


class PageHead(QWidget):
    """Back, title, chips and buttons. `back_wanted`, `search_wanted`, `log_wanted`, `acted` of the primary button."""

    back_wanted = Signal()
    search_wanted = Signal()
    log_wanted = Signal()
    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_of_parts()  # the head is made before any page
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.back = quiet("")
        self.back.setAccessibleName(_("Back"))
        self.back.setToolTip(f"{_('Back')} ({key_text('Alt+Left')})")
        tinted(self.back, "arrow-left", "soft")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        row.addWidget(self.back)
        self.title = Line("", "title")
        self.subtitle = Line("", "soft")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._chips)
        row.addStretch(1)
        self.search = SearchButton(_("Search or command"), "Ctrl+K", self)
        self.log = button(_("Log message"), icon="pen-line")
        self.log.setToolTip(key_text("Ctrl+L"))
        self.primary = button("", primary=True)
        self.primary.hide()
        row.addWidget(self.search, 2)
        row.addWidget(self.log)
        row.addWidget(self.primary)
        self.search.clicked.connect(self.search_wanted)
        self.log.clicked.connect(self.log_wanted)
        self.primary.clicked.connect(self.acted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the room to the title and the next step: where it is short, "Log message" is an icon."""
        row = self.layout()
        assert row is not None
        word = _("Log message")
        for text in (f" {word}", ""):
            self.log.setText(text)
            self.log.setToolTip(key_text("Ctrl+L") if text else f"{word} ({key_text('Ctrl+L')})")
            wanted = row.minimumSize().width() + sum(_shrinks(each) for each in (self.title, *self._states()))
            if wanted + SEARCH - LEAST <= self.width():
                break

    def _states(self) -> list[QWidget]:
        items = [self._chips.itemAt(place) for place in range(self._chips.count())]
        return [each for item in items if item is not None and (each := item.widget())]

    def show_back(self, *, shown: bool, enabled: bool = False) -> None:
        """Show the button that goes back, which does nothing on the first page."""
        self.back.setVisible(shown)
        self.back.setEnabled(enabled)

    def show_head(
        self, title: str, subtitle: str = "", chips: Sequence[tuple[str, str]] = (), action: str = ""
    ) -> None:
        """Show a page's title, the words beside it (text, tone), and its most urgent next step."""
        self.title.show_text(title)
        self.subtitle.show_text(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        while item := self._chips.takeAt(0):
            chip = item.widget()
            assert chip is not None
            chip.hide()
            chip.deleteLater()
        for text, tone in chips:
            self._chips.addWidget(StateChip(text, tone, least=CHIP))
        self.primary.setText(action)
        self.primary.setAccessibleName(action)
        self.primary.setVisible(bool(action))
        self._fit()


def _shrinks(part: QWidget) -> int:
    """Return by how many points a part can be narrower than it would like to be."""
    return part.sizeHint().width() - part.minimumSizeHint().width()
