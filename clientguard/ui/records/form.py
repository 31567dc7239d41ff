"""The one form: built from a record kind's description, filled from a record, read back into one.

One column, labels above, help below, errors in place; `editors` has the part for each type of field. What looks like
a secret is remarked on as soon as its field is left; only saving in the account register stops at it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clientguard.domain.records import Field, Kind, Problem, Record, Type
from clientguard.domain.records.check import about_secret, about_value, check_record
from clientguard.domain.records.parse import FieldError
from clientguard.domain.wording import Said
from clientguard.texts import _, current
from clientguard.ui.records.drafted_form import TYPED_IN
from clientguard.ui.records.editors import Editor, LinkEditor, editor_of
from clientguard.ui.records.form_facts import Choice
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label

Choices = Callable[[Field], Sequence[Choice]]  # the records that a link may point at


class Form(QWidget):
    """A kind's form. `edited`: the user typed something; `submitted`: Enter was pressed in a line of it.

    `fields` are all that it asks for; `brief` are those that stand first, the others under "More fields".
    """

    edited = Signal()
    submitted = Signal()

    def __init__(
        self,
        kind: Kind,
        *,
        today: date,
        choices: Choices = lambda _field: (),
        fields: tuple[str, ...] = (),
        brief: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._today = today
        self._record: Record = kind.record()
        self._fallback = ""
        self._shown: tuple[str, dict[str, str]] = ("", {})  # the currency and the texts that show `_record`
        self._brief = brief
        self._all = False  # whether the user asked for more fields
        self.editors: dict[str, Editor] = {}
        self._headings: dict[str, Label] = {}
        self._typed: set[str] = set()  # the fields in which the user entered something
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        first = [kind.field(each) for each in fields or brief]
        rest = () if fields else [each for each in kind.form_fields if each not in first]
        for field in (*first, *rest):
            editor = editor_of(field)(field, today, self)
            if isinstance(editor, LinkEditor):
                editor.offer(choices(field))
            elif isinstance(editor.input, QLineEdit):
                editor.input.returnPressed.connect(lambda line=editor.input: self._entered(line))
            editor.edited.connect(lambda name=field.name: self._typed.add(name))
            editor.edited.connect(self.edited)
            editor.left.connect(lambda editor=editor: self._leave(editor))
            self.editors[field.name] = editor
            if field.heading and not fields:
                self._headings[field.name] = Label(_(field.heading), "section")
                box.addWidget(self._headings[field.name])
            box.addWidget(editor)
        for name in {each.field.shown_with[0] for each in self.editors.values() if each.field.shown_with}:
            if name in self.editors:
                self.editors[name].edited.connect(self.show_fields)
        self.more = quiet(_("More fields"), self)
        self.more.clicked.connect(self._show_more)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_fields()
        self.edited.connect(self._remark)

    def _show_more(self) -> None:
        """Show the fields that are seldom needed, each in its place, and go to the first of them."""
        first = next(each for each in self.editors.values() if each.isHidden() and not each.field.older)
        self._all = True
        self.show_fields()
        self._go_to(first)

    def show_fields(self) -> None:
        """Show each field but older ones that are empty, and those under "More fields" while nothing was entered there.

        One that goes with a choice is shown as long as that is made.
        """
        short = len(self.editors) < len(self.kind.form_fields)  # it asks for these fields alone
        more = [each for each in self.editors.values() if self._is_more(each.field) and not short]
        shown = self._all or any(self._is_entered(each) for each in more)
        for editor in self.editors.values():
            hidden = editor in more and not shown and not self._goes_with(editor.field)
            editor.setHidden(hidden or (editor.field.older and not editor.text()))
            if heading := self._headings.get(editor.field.name):
                heading.setHidden(editor.isHidden())
        self.more.setHidden(not any(each.isHidden() and not each.field.older for each in more))

    def _is_more(self, field: Field) -> bool:
        return field.name not in self._brief if self._brief else field.rare

    def _is_entered(self, editor: Editor) -> bool:
        """Return whether a field under "More fields" is filled in; in a brief form, by the user: the rest is preset."""
        if self._brief:
            return editor.field.name in self._typed
        if editor.field.type is Type.FLAG:
            return editor.text() == "yes"
        return bool(editor.text()) and editor.field.type is not Type.CURRENCY

    def _goes_with(self, field: Field) -> bool:
        name, value = field.shown_with or ("", "")
        return name in self.editors and self.editors[name].text() == value

    def _entered(self, line: QLineEdit) -> None:
        completer = line.completer()
        popup: QAbstractItemView | None = completer.popup() if completer else None
        if popup is None or not popup.isVisible():  # there, Enter takes what is offered
            self.submitted.emit()

    def _leave(self, editor: Editor) -> None:
        """Say what is wrong with a field as soon as it is left; one that is still empty may be filled in later."""
        editor.settle()
        if editor.text() and not self._is_as_shown(editor.field.name, self._currency()):
            editor.show_error(self._wrong(editor))
        self._look_at(editor)

    def _wrong(self, editor: Editor) -> Said | None:
        """Return what is wrong with a field by itself; a secret is only remarked on, until it is to be saved."""
        name = editor.field.name
        try:
            value = editor.value(self._currency())
        except FieldError as error:
            return error.said
        if about_secret(self.kind, editor.field, value):
            return None
        alone = dataclasses.replace(self.kind.record(), **{name: value})
        return next((each.message for each in check_record(alone) if each.field == name), None)

    def _currency(self) -> str:
        """Return the currency that amounts are read in."""
        code = self.editors["currency"].text().strip().upper() if "currency" in self.editors else ""
        return code or getattr(self._record, "currency", "") or self._fallback

    def _look_at(self, editor: Editor) -> None:
        """Remark on what to mind in a field, unless it says already what is wrong with it."""
        editor.show_notice(None if editor.error() else about_value(self.kind, editor.field, editor.text()))

    def show_record(self, record: Record, currency: str = "") -> None:
        """Fill the form; `currency` holds where the record names none."""
        self._record = record
        self._fallback = currency
        code = getattr(record, "currency", "") or currency
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name), code)
            editor.show_error(None)
            self._look_at(editor)
        self._shown = (code, self.texts())
        self._all = False
        self._typed.clear()
        self.show_fields()
        self._remark()

    def _remark(self) -> None:
        """Say what the fields come to together, as far as they can be read."""
        if type(self._record).in_words is Record.in_words:
            return
        told = {each.field: each.message for each in self.readable().in_words(self._today)}
        for name, editor in self.editors.items():
            editor.show_remark(told.get(name))

    def readable(self, long: Collection[str] = ()) -> Record:
        """Return the record as it stands in the form; what cannot be read, or a text not in `long`, is as it was."""
        values: dict[str, Any] = {}
        for name, editor in self.editors.items():
            if editor.field.type is not Type.LONG or name in long:
                with suppress(FieldError):
                    values[name] = editor.value(self._fallback)
        return dataclasses.replace(self._record, **values)

    def lock(self) -> None:
        """Let everything be read and copied, and nothing be changed."""
        self.more.hide()
        for editor in self.editors.values():
            editor.lock()

    def propose_people(self, people: Sequence[str]) -> None:
        """Propose these in the fields that name people."""
        for editor in self.editors.values():
            if editor.field.people:
                editor.complete(people)

    def show_origins(self, origins: Mapping[str, Said]) -> None:
        """Say at each field where its value comes from, until another is entered."""
        for name, editor in self.editors.items():
            editor.show_origin(origins.get(name))

    def texts(self) -> dict[str, str]:
        """Return what stands in the inputs: what a draft keeps."""
        return {name: editor.text() for name, editor in self.editors.items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's texts back; what was typed in another language stands in that of the screen then."""
        language = texts.get(TYPED_IN, current().language)
        currency = texts.get("currency", "").strip().upper() or self._currency()
        for name, text in texts.items():
            if name in self.editors:
                before = self.editors[name].text()
                self.editors[name].show_typed(text, language, currency)
                if self.editors[name].text() != before:
                    self._typed.add(name)
                self._look_at(self.editors[name])
        self.show_fields()
        self._remark()

    @property
    def read(self) -> Record:
        """The record as it was when it was shown."""
        return self._record

    def record(self) -> Record | None:
        """Return the record as it stands in the form; None, with the errors shown in place, when a field is wrong.

        A field that was not touched keeps its value as it is, also where its text says less (seconds, line ends).
        """
        currency = self._currency()
        values: dict[str, Any] = {}
        first: Editor | None = None
        for name, editor in self.editors.items():
            try:
                if not self._is_as_shown(name, currency):
                    values[name] = editor.value(currency)
                editor.show_error(None)
            except FieldError as error:
                editor.show_error(error.said)
                first = first or editor
        if first:
            self._go_to(first)
            return None
        return dataclasses.replace(self._record, **values)

    def _is_as_shown(self, name: str, currency: str) -> bool:
        code, texts = self._shown
        editor = self.editors[name]
        return texts.get(name) == editor.text() and (editor.field.type is not Type.MONEY or code == currency)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what a check found, each at its field, and go to the first."""
        shown = [problem for problem in problems if problem.field in self.editors]
        for problem in shown:
            self.editors[problem.field].show_notice(None)
            self.editors[problem.field].show_error(problem.message)
        if shown:
            self._go_to(self.editors[shown[0].field])

    def _go_to(self, editor: Editor) -> None:
        """Go to a field and show it: a long form scrolls there."""
        if editor.isHidden():
            self._all = True
            self.show_fields()
        editor.setFocus()
        up = editor.parentWidget()
        while up is not None and not isinstance(up, QScrollArea):
            up = up.parentWidget()
        if up is not None:
            up.ensureWidgetVisible(editor, 0, 24)

    def focus_first(self) -> None:
        """Go to the first field that has to be typed.

        Those that are needed come before others; where a form asks for a few fields alone, any that is empty is meant.
        Where nothing is missing, it is the first after what is known: whose it is, and its title in a short form.
        """
        shown = [each for each in self.editors.values() if each.isEnabled() and not each.isHidden()]
        short = len(self.editors) < len(self.kind.form_fields)
        empty = [each for each in shown if not each.text()]
        known = [self.kind.client, self.kind.title if short else ""]
        order = (
            *(each for each in empty if each.field.required),
            *(each for each in empty if short),
            *(each for each in shown if each.field.name not in known and not isinstance(each, LinkEditor)),
            *shown,
        )
        order[0].setFocus()
