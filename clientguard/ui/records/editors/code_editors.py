"""Editors of codes that have names."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QLineEdit, QWidget

from clientguard.domain.countries import COUNTRIES, is_country
from clientguard.domain.records.names import name_key
from clientguard.domain.records.parse import FieldError
from clientguard.domain.wording import N_, said
from clientguard.texts import _, current
from clientguard.ui.records.editors.basic import Editor
from clientguard.ui.widgets.completer import Completer

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "THB", "MYR", "SGD", "JPY", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "NZD")


class CurrencyEditor(Editor):
    """A currency's code, with the usual ones offered."""

    def _make_input(self) -> QWidget:
        line = super()._make_input()
        assert isinstance(line, QLineEdit)
        completer = Completer(QStringListModel(CURRENCIES, line), line)
        line.setCompleter(completer)
        line.setMaxLength(3)
        return line


class CountryEditor(Editor):
    """A country, found by typing a part of its name; its name and code stand there."""

    def _make_input(self) -> QWidget:
        line = super()._make_input()
        assert isinstance(line, QLineEdit)
        names = sorted((self._shown(code) for code in COUNTRIES), key=name_key)
        line.setCompleter(Completer(QStringListModel(names, line), line))
        return line

    def _shown(self, code: str) -> str:
        return _("{country} ({code})", country=current().country(code), code=code)

    def value(self, currency: str) -> Any:  # noqa: ANN401
        """Return the code of the country; FieldError where the text names none."""
        wanted = name_key(self.text())
        for code in COUNTRIES:
            if wanted in (name_key(current().country(code)), name_key(self._shown(code))):
                return code
        try:
            return super().value(currency)
        except FieldError:
            raise FieldError(said(N_("No match. Type part of the name, then choose it."))) from None

    def set_value(self, value: Any, currency: str) -> None:  # noqa: ANN401
        """Show a country by its name and its code; what is no code stands there as it is."""
        super().set_value(self._shown(value) if is_country(value) else value, currency)

    def settle(self) -> None:
        """Write the country's name and code in full."""
        with suppress(FieldError):
            self.set_value(self.value(""), "")
