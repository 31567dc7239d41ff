"""Settings: the business, the look, and how the casebook is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from clientguard.texts import _
from clientguard.ui.dialogs.parties.own_addresses import OwnAddressesLine
from clientguard.ui.look.theme import LOOKS, theme
from clientguard.ui.pages.page import Head, Page, column
from clientguard.ui.pages.settings.backups import BackupsPart
from clientguard.ui.pages.settings.business import BusinessPart
from clientguard.ui.pages.settings.calendar import CalendarPart
from clientguard.ui.pages.settings.language import LanguagePart
from clientguard.ui.pages.settings.law import LawPart
from clientguard.ui.pages.settings.letters import LettersPart
from clientguard.ui.pages.settings.passphrase import PassphrasePart
from clientguard.ui.pages.settings.reminders import RemindersPart
from clientguard.ui.pages.settings.signs import SignsPart
from clientguard.ui.pages.settings.sources import SourcesPart
from clientguard.ui.session.agenda_keeper import AgendaKeeper
from clientguard.ui.session.session import Session
from clientguard.ui.session.source_keeper import SourceKeeper
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.button import button, hairline
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.settings import Settings
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.backup_timer import BackupTimer


class SettingsPage(Page):
    """One page, a part for each matter; backups only where a `keeper` looks after them."""

    kinds = frozenset({"business", "contact_point", "dunning_step", "law_rate", "threshold"})
    open_wanted = Signal(object)
    new_wanted = Signal()
    lock_wanted = Signal()
    restore_wanted = Signal()

    def __init__(
        self, session: Session, intents: Intents, settings: Settings, backup_timer: BackupTimer | None = None
    ) -> None:
        super().__init__(session, intents)
        self._settings = settings
        self._box = column(self)
        self._box.setSpacing(10)
        self._section(_("Your business"))
        self.business = BusinessPart(session, self)
        self.business.discarded.connect(self._offer_back)
        self._box.addWidget(self.business)
        self.addresses = OwnAddressesLine(session, self)
        self._box.addWidget(self.addresses)
        self._section(_("Letters"))
        self.letters = LettersPart(session, self)
        self._box.addWidget(self.letters)
        self._section(_("Unpaid invoices"))
        self.reminders = RemindersPart(session, intents, self)
        self._box.addWidget(self.reminders)
        self._section(_("Law"))
        self.law = LawPart(session, intents, self)
        self._box.addWidget(self.law)
        self._section(_("Signs"))
        self.signs = SignsPart(session, self)
        self._box.addWidget(self.signs)
        keeper = session.findChild(AgendaKeeper)
        self.calendar = CalendarPart(keeper, self) if keeper else None
        if self.calendar:
            self._section(_("Calendar and reminders"))
            self._box.addWidget(self.calendar)
        sources = session.findChild(SourceKeeper)
        self.sources = SourcesPart(session, sources, self) if sources else None
        if self.sources:
            self._section(_("Sources"))
            self._box.addWidget(self.sources)
        self._add_look()
        self._add_casebook()
        self._section(_("Passphrase"))
        self.passphrase = PassphrasePart(session, backup_timer, settings, self)
        self.passphrase.lock_wanted.connect(self.lock_wanted)
        self._box.addWidget(self.passphrase)
        self.backups = BackupsPart(session, backup_timer, settings, self) if backup_timer else None
        if self.backups:
            self._section(_("Backups"))
            self.backups.restore_wanted.connect(self.restore_wanted)
            self._box.addWidget(self.backups)
        self._box.addStretch()

    def _add_look(self) -> None:
        heading = self._section(_("Appearance"))
        self.look = Choice()
        heading.setBuddy(self.look)
        self.look.setAccessibleName(_("Appearance"))
        for key, word in LOOKS:
            self.look.addItem(_(word), key)
        self.look.setCurrentIndex(self.look.findData(self._settings.look))
        self.look.activated.connect(self._choose_look)
        self._row(self.look)
        self._section(_("Language"))
        self.language = LanguagePart(self._settings, self)
        self._box.addWidget(self.language)

    def _add_casebook(self) -> None:
        self._section(_("This casebook"))
        self.path = Label("", "soft", wrap=True).selectable()
        self._box.addWidget(self.path)
        self.copy = button(_("Save a copy"), icon="save")
        self.copy.clicked.connect(self.intents.save_a_copy)
        self.everything = button(_("Export everything"), icon="package")
        self.everything.clicked.connect(self.intents.export_everything)
        self.other = button(_("Open another casebook"))
        self.other.clicked.connect(lambda: self.open_wanted.emit(None))
        self.new = button(_("Make a new one"))
        self.new.clicked.connect(self.new_wanted)
        self.anchor = button(_("Mail the anchor …"), icon="mail")
        self.anchor.setToolTip(_("So that someone outside can confirm later that the record was not changed."))
        self.anchor.clicked.connect(lambda: self.intents.mail_anchor())
        self._row(self.copy, self.everything, self.anchor, self.other, self.new)

    def _section(self, text: str) -> Label:
        made = Label(text, "section")
        self._box.addSpacing(12)
        self._box.addWidget(made)
        self._box.addWidget(hairline())
        return made

    def _row(self, *widgets: QWidget) -> None:
        row = Flow()
        for widget in widgets:
            row.addWidget(widget)
        self._box.addLayout(row)

    def refresh(self) -> None:
        """Read the business again."""
        self.business.refresh()
        self.addresses.refresh()
        self.letters.refresh()
        self.reminders.refresh()
        self.law.refresh()
        self.signs.refresh()
        self.look.setCurrentIndex(self.look.findData(self._settings.look))
        self.path.setText(str(self.session.book.path))
        self.passphrase.refresh()
        if self.calendar:
            self.calendar.refresh()
        if self.sources:
            self.sources.refresh()
        if self.backups:
            self.backups.refresh()
        self.show_head(Head(_("Settings")))

    def unsaved(self) -> Unsaved | None:
        """Return what is entered and not saved; the casebook is about to be locked."""
        return self.business.unsaved()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.business.keep()

    def _offer_back(self, texts: Mapping[str, str]) -> None:
        """Say that what was typed about the business is gone, and offer Undo."""
        self.intents.said.emit(_("What you entered was discarded."), lambda: self.business.put_back(texts))

    def _choose_look(self) -> None:
        self._settings.look = self.look.currentData()
        self._settings.save()
        theme().use(self._settings.look)
