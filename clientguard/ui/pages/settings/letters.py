"""The part of Settings about letters: what each says, in the shipped text or in the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.store.views.drafts import draft
from clientguard.texts import LANGUAGES, _, current
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.error_line import NoticeLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.spoken import label_unseen

if TYPE_CHECKING:
    from clientguard.actions.communication.letter_preview import TemplateToEdit
    from clientguard.actions.communication.letter_templates import LetterKind
    from clientguard.store.views.lists import Connection
    from clientguard.ui.session.session import Session


class LettersPart(QWidget):
    """A letter and a language to choose, and the way to its text."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._kinds: tuple[LetterKind, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(Label(_("Each letter is drafted from a text that you can make your own."), "soft", wrap=True))
        row = Flow()
        self.kind, self.language = Choice(), Choice()
        self.kind.setAccessibleName(_("Letter", "text"))
        self.kind.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)  # it is empty at first
        self.kind.activated.connect(self._show_state)
        self.language.setAccessibleName(_("Language"))
        for key, word in LANGUAGES.items():
            self.language.addItem(word, key)
        self.language.activated.connect(self.refresh)
        self.edit = button(_("Edit the text"), icon="pen-line")
        self.edit.setEnabled(False)  # until the letters were read
        self.edit.clicked.connect(self._open)
        for each in (self.kind, self.language, self.edit):
            row.addWidget(each)
        box.addLayout(row)
        self.language.setVisible(len(LANGUAGES) > 1)
        label_unseen(self.kind)
        label_unseen(self.language)
        self.state = Label("", "soft", wrap=True)
        self.wrong = NoticeLine()
        box.addWidget(self.state)
        box.addWidget(self.wrong)

    def refresh(self) -> None:
        """Read again which letters have a text of the user's own."""
        from clientguard.actions.communication import letter_templates  # late: no page that is shown first needs Jinja

        language = self.language.currentData()
        self._session.read(lambda db: letter_templates.letter_kinds(db, language), self._show, self)

    def _show(self, kinds: tuple[LetterKind, ...]) -> None:
        chosen = self.kind.currentData()
        self._kinds = kinds
        self.kind.clear()
        for each in kinds:
            own = _("{title} (your own text)", title=each.title)
            self.kind.addItem(own if each.own else each.title, each.kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.edit.setEnabled(True)
        self._show_state()

    def _show_state(self) -> None:
        kind = next(each for each in self._kinds if each.kind == self.kind.currentData())
        self.state.setText(_("Your own text is used.") if kind.own else _("The shipped text is used."))
        self.wrong.say(current().error(kind.wrong) if kind.wrong else "")

    def _open(self) -> None:
        from clientguard.actions.communication import letter_preview
        from clientguard.ui.dialogs.letters.template_dialog import template_place

        kind, language, today = self.kind.currentData(), self.language.currentData(), self._session.today()

        def work(db: Connection) -> tuple[TemplateToEdit, Mapping[str, Any] | None]:
            found = letter_preview.template_to_edit(db, kind, language, today)
            return found, draft(db, template_place(kind, language))

        self._session.read(work, lambda found: self._edit(*found), self, key="open")

    def _edit(self, found: TemplateToEdit, kept: Mapping[str, Any] | None) -> None:
        from clientguard.ui.dialogs.letters.template_dialog import TemplateDialog

        dialog = TemplateDialog(self._session, found, kept, self.window())
        dialog.accepted.connect(self.refresh)
        dialog.open()
