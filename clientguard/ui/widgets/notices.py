"""The sentences that stand above the page until they are closed, or until what they tell of is put right."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.ui.widgets.banner import Banner


class Notices(QVBoxLayout):
    """A column of banners; the same sentence stands there once."""

    def add(self, tone: str, text: str, action: str) -> Banner:
        """Say a sentence, and return its banner, to be taken away by the caller."""
        self.take_back(text)
        banner = Banner(tone, text, action)
        banner.setObjectName("notice")
        self.addWidget(banner)
        return banner

    def take_back(self, text: str) -> None:
        """Take a sentence away, if it stands there."""
        for place in range(self.count()):
            item = self.itemAt(place)
            earlier = item.widget() if item else None
            if isinstance(earlier, Banner) and earlier.accessibleName() == text:
                self.take_away(earlier)
                break

    def take_away(self, banner: QWidget) -> None:
        """Take a sentence away."""
        self.removeWidget(banner)
        banner.setObjectName("")
        banner.hide()
        banner.deleteLater()
