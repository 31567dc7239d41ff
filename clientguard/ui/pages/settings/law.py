"""The part of Settings about the law: how old what ships of it is, and the user's own rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.money.law_known import LawKnown, law_known
from clientguard.domain.money.interest.facts import base_name
from clientguard.domain.records import LawRate
from clientguard.texts import _, _n, current
from clientguard.ui.pages.page import clear
from clientguard.ui.records.shown import shown
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session


class LawPart(QWidget):
    """What ships of the law, to be looked at with its sources; own rates, one line each, to change and to remove."""

    def __init__(self, session: Session, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._intents = intents
        self._found: LawKnown | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        told = _(
            "What ClientGuard says of the law was looked up, with its sources. It is not legal advice, and the law"
            " changes: look at the dates."
        )
        box.addWidget(Label(told, "soft", wrap=True))
        self.state = Label("", "soft", wrap=True)
        self.old = Label("", "attention", wrap=True)
        self.ended = Label("", "attention", wrap=True)
        for each in (self.state, self.old, self.ended):
            box.addWidget(each)
        self.old.hide()
        self.ended.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        box.addLayout(self._lines)
        row = Flow()
        self.sources = button(_("See entries and sources …"), icon="book-open-check")
        self.sources.clicked.connect(self._open)
        self.add = button(_("Add a rate of interest"), icon="plus")
        self.add.clicked.connect(lambda: self._intents.add("law_rate"))
        for each in (self.sources, self.add):
            row.addWidget(each)
        box.addLayout(row)

    def refresh(self) -> None:
        """Read again what is known."""
        self._session.read(law_known(self._session.today(), current().language), self._show, self)

    def _show(self, found: LawKnown) -> None:
        self._found = found
        newest = max(each.checked for each in found.entries)
        self.state.setText(
            _n(
                "{count} entry ships with the program, last checked on {date}.",
                "{count} entries ship with the program, last checked on {date}.",
                len(found.entries),
                date=current().date(newest, "long"),
            )
        )
        self.old.setText(
            _n(
                "{count} entry was checked more than 18 months ago.",
                "{count} entries were checked more than 18 months ago.",
                len(found.old),
            )
        )
        self.old.setVisible(bool(found.old))
        self._show_ends(found)
        self.add.setEnabled(self._session.book.writable)
        clear(self._lines)
        for each in found.rates:
            self._lines.addLayout(self._line(each))

    def _show_ends(self, found: LawKnown) -> None:
        """Say which rates have ended, and until when the others are known."""
        words, today = current(), self._session.today()
        ended = [each for each in found.until if each[1] < today]
        self.ended.setText(
            "\n".join(
                _("No rate after {day}: {base}. Interest that needs it asks for it.", day=day, base=base_name(base))
                for base, day in ended
            )
        )
        self.ended.setVisible(bool(ended))
        if others := [day for _base, day in found.until if day >= today]:
            text = _("Rates by law are known until {day} at least.", day=words.date(others[0], "long"))
            if ended:
                text = _("The other rates by law are known until {day} at least.", day=words.date(others[0], "long"))
            self.state.setText(f"{self.state.text()} {text}")

    def _line(self, rate: LawRate) -> QHBoxLayout:
        """Return a rate of the user's own, with what can be done about it."""
        text = in_words(rate)
        line = QHBoxLayout()
        line.addWidget(Label(text, wrap=True), 1)
        for word, act in (
            (_("Change", "verb"), lambda: self._intents.form(rate)),
            (_("Remove"), lambda: self._intents.remove([rate.id])),
        ):
            made = quiet(word)
            made.setAccessibleName(f"{word}: {text}")
            made.setEnabled(self._session.book.writable)
            made.clicked.connect(act)
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _open(self) -> None:
        from clientguard.ui.dialogs.money.law_dialog import LawDialog

        today = self._session.today()
        self._session.read(
            law_known(today, current().language),
            lambda found: LawDialog(found.entries, today, self.window()).open(),
            self,
            key="open",
        )


def in_words(rate: LawRate) -> str:
    """Return a rate of the user's own on one line: its base, its days, and where it was read."""
    base, percent = shown(rate.kind.field("base"), rate, {}), shown(rate.kind.field("rate"), rate, {})
    days = (
        {"start": current().date(rate.starts), "end": current().date(rate.ends) if rate.ends else ""}
        if rate.starts
        else {}
    )
    text = _("{base}: {rate} % from {start}", base=base, rate=percent, **days)
    if rate.ends:
        text = _("{base}: {rate} % from {start} to {end}", base=base, rate=percent, **days)
    return f"{text} · {rate.source}" if rate.source else text
