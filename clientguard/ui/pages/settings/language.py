"""The part of Settings about the language of the screens, and what no native speaker has reviewed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.texts import LANGUAGES, REVIEWED, _, current
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.spoken import label_unseen

if TYPE_CHECKING:
    from clientguard.settings import Settings


class LanguagePart(QWidget):
    """A language to choose for the screens, from the next start on; papers and letters follow the client."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.language = Choice()
        self.language.setAccessibleName(_("Language of the screens"))
        for key, word in LANGUAGES.items():
            unreviewed = _("{language}: not yet reviewed by a native speaker", language=word)
            self.language.addItem(word if key in REVIEWED else unreviewed, key)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.language.activated.connect(self._choose)
        self.state = Label("", "soft", wrap=True)
        box.addWidget(self.language)
        label_unseen(self.language)
        box.addWidget(self.state)
        self._tell()

    def _choose(self) -> None:
        self._settings.language = self.language.currentData()
        self._settings.save()
        self._tell()

    def _tell(self) -> None:
        words = [_("Letters and papers are written in the client's language, whatever the screens have.")]
        if self.language.currentData() != current().language:
            words.append(_("The screens change at the next start."))
        self.state.setText(" ".join(words))
