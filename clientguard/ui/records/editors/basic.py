"""The editors of the plain types of field, each with its label, input, help and error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from clientguard.domain.records import Field, Instant, Type
from clientguard.domain.records.parse import SPOKEN, FieldError, parse, parse_instant, typed
from clientguard.domain.records.times import date_examples, moment_examples
from clientguard.domain.wording import N_, Said, said
from clientguard.texts import LANGUAGES, _, by_the_clock, current, local
from clientguard.ui.widgets.completer import Completer
from clientguard.ui.widgets.date_field import DateField
from clientguard.ui.widgets.error_line import ErrorLine, NoticeLine
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.long_lines import joined, parted
from clientguard.ui.widgets.picker import Picker
from clientguard.ui.widgets.spoken import describe


class Editor(QWidget):
    """One field's label, input, help and error. `left`: the focus went elsewhere; what was typed is whole."""

    edited = Signal()
    left = Signal()
    _notice: NoticeLine | None = None  # made when there is something to mind, which is seldom
    _remark: Label | None = None  # made when the fields come to something that is said here
    _origin: tuple[str, str] = ("", "")  # the text that is explained, and where it comes from

    def __init__(self, field: Field, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._today = today
        name = _(field.label)
        head = QHBoxLayout()
        head.setSpacing(8)
        label = Label(name, "field")
        head.addWidget(label)
        self._needed = Label(_("required"), "soft", parent=self)
        self._needed.setVisible(field.required)
        head.addWidget(self._needed)
        head.addStretch()
        self._hint = Label(_(field.help) if field.help else "", "soft", wrap=True, parent=self)
        self._hint.setVisible(bool(field.help))
        self._error = ErrorLine(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(head)
        self.input = self._make_input()
        self.input.setAccessibleName(name)
        label.setBuddy(self.input)  # a screen reader reads a choice by its label, else by its value alone
        describe(self.input, required=_("required") if field.required else "", help=self._hint.text())
        box.addWidget(self.input)
        box.addWidget(self._hint)
        box.addWidget(self._error)
        self.setFocusProxy(self.input)

    def _make_input(self) -> QWidget:
        line = QLineEdit(self)
        line.textEdited.connect(lambda: self._typed())
        line.editingFinished.connect(self.left)
        return line

    def text(self) -> str:
        """Return what stands in the input."""
        assert isinstance(self.input, QLineEdit)
        return self.input.text()

    def set_text(self, text: str) -> None:
        """Put text into the input, as it was typed or as `plain` wrote it."""
        assert isinstance(self.input, QLineEdit)
        self.input.setText(text)

    def value(self, currency: str) -> Any:  # noqa: ANN401
        """Return the field's value; FieldError when the text is none."""
        return self._read(self.text(), currency)

    def show_typed(self, text: str, language: str, currency: str) -> None:
        """Put in what was typed in a language; what is meant by it is written in that of the screen."""
        self.set_text(text)
        if language != current().language and self.field.type in SPOKEN and text.strip():
            with suppress(FieldError):  # only half typed: it stays as it is
                self.set_value(self._read_in(text, language, currency), currency)

    def _read_in(self, text: str, language: str, currency: str) -> Any:  # noqa: ANN401
        if self.field.type is Type.INSTANT:
            return by_the_clock(lambda offset: parse_instant(text, self._today, offset, language=language))
        return parse(self.field, text, today=self._today, currency=currency, language=language)

    def _read(self, text: str, currency: str = "") -> Any:  # noqa: ANN401
        return parse(self.field, text, today=self._today, currency=currency, language=current().language)

    def set_value(self, value: Any, currency: str) -> None:  # noqa: ANN401
        """Show a value."""
        self.set_text(typed(self.field, value, currency, current().language))

    def complete(self, words: Sequence[str]) -> None:
        """Propose texts while one types; any other text can be entered too."""
        if isinstance(self.input, QLineEdit):
            self.input.setCompleter(Completer(QStringListModel(words, self.input), self.input))

    def lock(self) -> None:
        """Let the value be read and copied, not changed."""
        self._needed.hide()
        describe(self.input, required="")
        self._hint.hide()
        if isinstance(self.input, QLineEdit | QPlainTextEdit):
            self.input.setReadOnly(True)
            for action in self.input.actions():
                action.setVisible(False)
        else:
            self.input.setEnabled(False)

    def settle(self) -> None:
        """Write what was typed as it was understood, where that says more."""

    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error.text()

    def show_error(self, message: Said | None) -> None:
        """Show what is wrong, or take it away."""
        self._error.say(current().say(message) if message else "", self.input)

    def show_origin(self, origin: Said | None) -> None:
        """Say where the value comes from, or what follows from it, for as long as it is the one shown."""
        if origin or self._origin[1]:
            self._origin = (self.text(), current().say(origin) if origin else "")
            self._explain()

    def _explained(self) -> str:
        """Return what is said of the value that is shown."""
        text, origin = self._origin
        return origin if text == self.text() else ""

    def _explain(self) -> None:
        told = self._explained() or (_(self.field.help) if self.field.help else "")
        self._hint.setText(told)
        self._hint.setVisible(bool(told))
        describe(self.input, help=told)

    def notice(self) -> str:
        """Return what is said to be minded."""
        return self._notice.text() if self._notice else ""

    def show_notice(self, message: Said | None) -> None:
        """Show what to mind, or take it away."""
        if message and self._notice is None:
            self._notice = NoticeLine(self)
            layout = self.layout()
            assert layout
            layout.addWidget(self._notice)
        if self._notice:
            self._notice.say(current().say(message) if message else "")

    def remark(self) -> str:
        """Return what the fields are said to come to."""
        return self._remark.text() if self._remark else ""

    def show_remark(self, message: Said | None) -> None:
        """Show what the fields come to, or nothing."""
        if message and self._remark is None:
            self._remark = Label("", "strong", wrap=True, parent=self)
            layout = self.layout()
            assert layout
            layout.addWidget(self._remark)
        if self._remark:
            self._remark.setText(current().say(message) if message else "")
            self._remark.setVisible(message is not None)

    def _typed(self) -> None:
        self.show_error(None)
        self.show_notice(None)
        if self._origin[1]:
            self._explain()
        self.edited.emit()


class DateEditor(Editor):
    """A date or a moment as people write it; what was understood stands below."""

    def _make_input(self) -> QWidget:
        if self.field.type is Type.INSTANT:
            return super()._make_input()
        line = DateField(self._read, self._today, self)
        line.textEdited.connect(lambda: self._typed())
        line.editingFinished.connect(self.left)
        return line

    def settle(self) -> None:
        """Write the moment that is meant, such as `yesterday 9:30`, in full; a date does so by itself."""
        with suppress(FieldError):
            if self.field.type is Type.INSTANT and (meant := self.value("")):
                before = self.text()
                self.set_value(meant, "")
                if self.value("") != meant:  # to the second
                    self.set_text(before)
        self._explain()

    def value(self, currency: str) -> Any:  # noqa: ANN401
        """Return the date, or the moment in the time zone in use."""
        if self.field.type is Type.INSTANT:
            return by_the_clock(
                lambda offset: parse_instant(self.text(), self._today, offset, language=current().language)
            )
        return super().value(currency)

    def _typed(self) -> None:
        super()._typed()
        self._explain()

    def set_text(self, text: str) -> None:
        """Put text into the input and say what it means."""
        super().set_text(text)
        self._explain()

    def set_value(self, value: Any, currency: str) -> None:  # noqa: ANN401
        """Show a date as ISO text, a moment to the minute."""
        if isinstance(value, Instant):
            self.set_text(f"{local(value):%Y-%m-%d %H:%M}")
        else:
            super().set_value(value, currency)

    def _explain(self) -> None:
        words = self.text().strip()
        try:
            value = self.value("") if words else None
        except FieldError:
            value = None
        if value is None:
            told = _(self.field.help) if self.field.help else self._example()
            weekday = _("A weekday means the last one.") if self.field.past else _("A weekday means the next one.")
            self._hint.setText((not words and self._explained()) or f"{told}\n{weekday}")
        elif isinstance(value, Instant):
            self._hint.setText(current().moment(local(value)))
        else:
            origin = self._explained()
            date = current().date(value, "full")
            self._hint.setText(f"{date}. {origin}" if origin else date)
        self._hint.show()
        describe(self.input, help=self._hint.text())

    def _example(self) -> str:
        examples = moment_examples if self.field.type is Type.INSTANT else date_examples
        return current().say(examples(current().language))


class _Lines(QPlainTextEdit):
    """A box that says when it lost the focus."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LongEditor(Editor):
    """Several lines of text; Tab leaves it."""

    _given = ""

    def _make_input(self) -> QWidget:
        box = _Lines(self)
        box.left.connect(self.left)
        box.setTabChangesFocus(True)
        box.setFixedHeight(self.fontMetrics().lineSpacing() * (self.field.lines or 3) + 20)
        box.textChanged.connect(self._typed)
        return box

    def text(self) -> str:
        """Return the text: as it was put in while nobody changed it, since Qt would change some of its spaces."""
        assert isinstance(self.input, QPlainTextEdit)
        if not self.input.document().isModified():
            return self._given
        return joined(self.input.toPlainText())

    def set_text(self, text: str) -> None:
        """Put text into the box."""
        assert isinstance(self.input, QPlainTextEdit)
        self.input.blockSignals(True)
        self._given = text
        self.input.setPlainText(parted(text))
        self.input.blockSignals(False)


class ChoiceEditor(Editor):
    """One of a few."""

    def _make_input(self) -> QWidget:
        box = Choice(self)
        for key, label in self._choices():
            box.addItem(label, key)
        box.activated.connect(lambda: self._typed())
        return box

    def _choices(self) -> list[tuple[str, str]]:
        if self.field.type is Type.LANGUAGE:
            return [("", _("Same as the app")), *LANGUAGES.items()]
        found = [(each.key, _(each.label)) for each in self.field.choices]
        return found if self.field.required else [("", "—"), *found]

    def text(self) -> str:
        """Return the key that is chosen."""
        assert isinstance(self.input, QComboBox)
        return self.input.currentData() or ""

    def set_text(self, text: str) -> None:
        """Choose a key; one that is not offered (a language to come) is added, so that it is not lost."""
        assert isinstance(self.input, QComboBox)
        place = self.input.findData(text)
        if place < 0:
            self.input.addItem(text, text)
            place = self.input.count() - 1
        self.input.setCurrentIndex(place)


class FlagEditor(Editor):
    """Yes or no."""

    def _make_input(self) -> QWidget:
        box = QCheckBox(_("Yes"), self)
        box.clicked.connect(lambda: self._typed())
        return box

    def text(self) -> str:
        """Return yes or no."""
        assert isinstance(self.input, QCheckBox)
        return "yes" if self.input.isChecked() else "no"

    def set_text(self, text: str) -> None:
        """Tick or clear the box."""
        assert isinstance(self.input, QCheckBox)
        self.input.setChecked(text == "yes")


class LinkEditor(Editor):
    """Another record, found by typing a part of its title. Its text is `#` and the id, or what was typed."""

    def _make_input(self) -> QWidget:
        box = Picker(parent=self)
        box.edited.connect(lambda: self._typed())
        box.left.connect(self.left)
        return box

    def offer(self, choices: Iterable[tuple[int, str] | tuple[int, str, str]]) -> None:
        """Fill the list: id, title, a detail. A record that was chosen and is not offered any more is let go."""
        assert isinstance(self.input, Picker)
        before = self.input.chosen()
        self.input.offer(choices)
        if before and not self.input.chosen():
            self.input.choose(0)

    def text(self) -> str:
        """Return what is chosen, or what was typed and names nothing."""
        assert isinstance(self.input, Picker)
        chosen = self.input.chosen()
        return f"#{chosen}" if chosen else self.input.currentText().strip()

    def settle(self) -> None:
        """Take the one record that a typed part fits."""
        assert isinstance(self.input, Picker)
        self.input.settle()

    def set_text(self, text: str) -> None:
        """Choose a record by `#` and its id, or put back what was typed."""
        assert isinstance(self.input, Picker)
        if not (text.startswith("#") and text[1:].isdigit() and self.input.choose(int(text[1:]))):
            self.input.choose(0)
            self.input.setEditText("" if text.startswith("#") else text)

    def value(self, currency: str) -> Any:  # noqa: ANN401, ARG002
        """Return the id of the record, None for none."""
        assert isinstance(self.input, Picker)
        chosen = self.input.chosen()
        if not chosen and self.text():
            raise FieldError(said(N_("No match. Type part of the name, then choose it.")))
        return chosen

    def set_value(self, value: Any, currency: str) -> None:  # noqa: ANN401, ARG002
        """Choose a record."""
        self.set_text(f"#{value}" if value else "")
