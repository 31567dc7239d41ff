"""The filters of a query as chips that can be taken away, and a line that says what can be typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.domain.records import KINDS
from clientguard.domain.records.query import CLIENT, IN, IS, KEYS, KIND, Filter, Query
from clientguard.texts import _, current
from clientguard.ui.widgets.button import button, tinted
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import tip

_SHOWN = ("client:", "kind:", "after:", "before:", "is:")


class FilterChips(QWidget):
    """A chip for each filter; pressed, it takes the filter out of the query."""

    taken = Signal(object)  # the filter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=6)
        self._shown: tuple[Filter, ...] = ()
        self.hide()

    def show_query(self, query: Query) -> None:
        """Show the filters of a query."""
        if [(str(each), each.at) for each in query.filters] == [(str(each), each.at) for each in self._shown]:
            return
        self._shown = query.filters
        while item := self._flow.takeAt(0):
            if chip := item.widget():
                chip.hide()
                chip.deleteLater()
        for each in query.filters:
            self._flow.addWidget(self._chip(each))
        self.setVisible(bool(query.filters))

    def _chip(self, one: Filter) -> QWidget:
        text = in_words(one)
        chip = button(text, icon="x")
        chip.setProperty("chip", True)
        tinted(chip, "x", "soft")
        chip.setAccessibleName(_("Remove the filter “{filter}”", filter=text))
        chip.setToolTip(tip(_("Remove this filter")))
        chip.clicked.connect(lambda _checked=False: self.taken.emit(one))
        return chip


def in_words(one: Filter) -> str:
    """Return what a filter lets through, or leaves out."""
    text = _in_words(one)
    return _("Not {filter}", filter=text) if one.excluded else text


def _in_words(one: Filter) -> str:
    if one.key == CLIENT:
        return _("Client: {name}", name=one.value)
    if one.key == KIND:
        return _("Kind: {kind}", kind=_(KINDS[one.value].label))
    if one.key == IS:
        return _("Received", "message") if one.value == IN else _("Sent", "message")
    date: Callable[..., str] = current().date
    if one.first is None or one.last is None:
        return _("From {date}", date=date(one.first)) if one.first else _("Until {date}", date=date(one.last))
    if one.first == one.last:
        return _("On {date}", date=date(one.first))
    return _("{first} to {last}", first=date(one.first), last=date(one.last))


def hint() -> str:
    """Return what can be typed to narrow a query, in the user's words."""
    keys = "  ".join(dict.fromkeys(_(word) for _key, word in KEYS if word in _SHOWN))
    return _("Narrow it:  {keys}  “two words”  -without", keys=keys)
