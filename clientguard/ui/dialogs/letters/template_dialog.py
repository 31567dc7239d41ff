"""The text of a kind of letter, edited beside a preview on real data; the shipped text can always be taken again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from clientguard.actions.communication import letter_templates
from clientguard.actions.communication.letter_preview import TemplateToEdit
from clientguard.actions.communication.letter_templates import TemplateError
from clientguard.domain.communication.letter_names import GROUPS, Placeholder
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.dialogs.letters.letter_preview_pane import LetterPreviewPane
from clientguard.ui.look.theme import tokens
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.on_screen import room_for_window

ROOM = 900  # points: on a screen at least this wide, the preview is beside the text


def template_place(kind: str, language: str) -> str:
    """Return where what was typed into a template is kept."""
    return f"letter-text:{language}:{kind}"


class TemplateDialog(DraftedDialog):
    """Edits the subject and the letter. A text that cannot be used says its line and is not saved."""

    def __init__(
        self, session: Session, found: TemplateToEdit, kept: Mapping[str, str] | None, parent: QWidget | None
    ) -> None:
        title = _("Text of the letter: {title}", title=found.ships.title)
        super().__init__(session, title, _("Save text"), parent)
        self._found = found
        self.subject, self.letter = QLineEdit(), QPlainTextEdit()
        self.subject_error, self.letter_error = ErrorLine(), ErrorLine()
        self._last: QLineEdit | QPlainTextEdit = self.letter  # where a fact is put
        room = room_for_window(self)
        is_wide = room.width() >= ROOM
        sides = QBoxLayout(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        sides.setSpacing(24 if is_wide else 14)
        sides.addLayout(self._words_side(), 1)
        self.preview = LetterPreviewPane(session, found, lambda: (self.subject.text(), self.letter.toPlainText()))
        sides.addWidget(self.preview, 1)
        self.body.addLayout(sides, 1)
        self.resize(1080 if is_wide else 640, 700)
        self.begin(kept)
        for field, changed in ((self.subject, self.subject.textChanged), (self.letter, self.letter.textChanged)):
            changed.connect(self.touched)
            changed.connect(self.preview.soon)
            field.installEventFilter(self)
        self.preview.shown.connect(lambda: self._say_wrong(None))
        self.preview.wrong.connect(self._show_wrong)
        self.letter.setFocus()
        self.letter.moveCursor(QTextCursor.MoveOperation.Start)

    def _words_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        for word, field, error in (
            (_("Subject"), self.subject, self.subject_error),
            (_("Letter", "text"), self.letter, self.letter_error),
        ):
            label = Label(word, "field")
            label.setBuddy(field)
            field.setAccessibleName(word)
            for each in (label, field, error):
                side.addWidget(each)
        self.letter.setTabChangesFocus(True)
        self.letter.setMinimumHeight(220)
        side.setStretchFactor(self.letter, 1)
        side.addWidget(Label(_("What stands between braces is filled in from the record."), "soft", wrap=True))
        row = Flow()
        self.insert = button(_("Insert a fact"))
        self.insert.setMenu(self._facts())
        self.again = quiet(_("Use the shipped text again"))
        self.again.clicked.connect(self._show_shipped)
        row.addWidget(self.insert)
        row.addWidget(self.again)
        side.addLayout(row)
        return side

    def _facts(self) -> QMenu:
        """Return the list of what the letter can name; what is chosen is put where the cursor was."""
        menu = QMenu(self.insert)
        groups: dict[str, QMenu] = {}
        for each in self._found.offered:
            if each.group not in groups:
                groups[each.group] = menu.addMenu(_(GROUPS[each.group]))
            act = groups[each.group].addAction(_(each.label))
            act.triggered.connect(lambda _checked=False, each=each: self._insert(each))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note which of the two texts had the keyboard last."""
        if event.type() == QEvent.Type.FocusIn and watched in (self.subject, self.letter):
            self._last = self.subject if watched is self.subject else self.letter
        return super().eventFilter(watched, event)

    def _insert(self, fact: Placeholder) -> None:
        if isinstance(self._last, QLineEdit):
            self._last.insert(fact.around(self._last.selectedText()))
        else:
            cursor = self._last.textCursor()
            cursor.insertText(fact.around(cursor.selection().toPlainText()))
        self._last.setFocus()

    def _show_shipped(self) -> None:
        ships = self._found.ships
        self.show_texts({"subject": ships.subject, "letter": ships.body})
        self.letter.setFocus()

    # --- what is wrong ---

    def _show_wrong(self, error: KnownError) -> None:
        if isinstance(error, TemplateError):
            self._say_wrong(error)
        else:
            self.status.setText(current().error(error))

    def _say_wrong(self, error: TemplateError | None) -> None:
        """Say at its place what is wrong with the words, and mark the line; or that nothing is."""
        part, line = letter_templates.place_of(error) if error else ("", 0)
        reason = current().say(error.reason) if error else ""
        self.subject_error.say(_("In the subject: {reason}", reason=reason) if part == "subject" else "", self.subject)
        told = _("Line {line}: {reason}", line=line, reason=reason) if line else reason
        self.letter_error.say(told if part == "letter" else "", self.letter)
        self.letter.setExtraSelections([self._mark(line)] if line else [])

    def _mark(self, line: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.format.setBackground(QColor(tokens().stop_on))
        made.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        made.cursor = QTextCursor(self.letter.document().findBlockByNumber(line - 1))
        return made

    # --- the form ---

    @property
    def place(self) -> str:
        """Where what was typed is kept."""
        return template_place(self._found.ships.kind, self._found.ships.language)

    def texts(self) -> dict[str, str]:
        """Return the words as they stand."""
        return {"subject": self.subject.text(), "letter": self.letter.toPlainText()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put words into the inputs; they can be taken back with Undo."""
        self.subject.selectAll()
        self.subject.insert(texts.get("subject", ""))
        cursor = self.letter.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(texts.get("letter", ""))

    def show_saved(self) -> None:
        """Show the words that are in use."""
        self.show_texts({"subject": self._found.template.subject, "letter": self._found.template.body})

    def action(self) -> Callable[[Job], None]:
        """Return what keeps the words."""
        book, ships, texts = self._session.book, self._found.ships, self.texts()
        return lambda _job: letter_templates.keep_words(
            book, ships.kind, ships.language, texts["subject"], texts["letter"]
        )

    def refused(self, error: KnownError) -> None:
        """Show at its place what is wrong."""
        if isinstance(error, TemplateError):
            self._say_wrong(error)
            self.status.setText(_("The text was not saved. The one before it stays in use."))
