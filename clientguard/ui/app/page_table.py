"""The pages of the window, one row each. A page's module is imported when the page is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from clientguard.texts import N_, _

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.pages.page import Page
    from clientguard.ui.session.session import Session

    PageClass = Callable[[Session, Intents], Page]


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page: its key, what it is called, and where the rail shows it.

    `load` returns the class, or what makes the page where it needs more than session and intents. `under` is the
    entry of the rail that stands out while the page is shown.
    """

    key: str
    load: Callable[[Frame], PageClass]
    icon: str = ""
    word: str = ""
    rail: Literal["top", "foot", ""] = ""
    shortcut: str = ""
    under: str = ""


def _today(_window: Frame) -> PageClass:
    from clientguard.ui.pages.today import TodayPage

    return TodayPage


def _clients(_window: Frame) -> PageClass:
    from clientguard.ui.pages.listing import ClientsPage

    return ClientsPage


def _messages(_window: Frame) -> PageClass:
    from clientguard.ui.pages.mail.messages_page import MessagesPage

    return MessagesPage


def _imports(_window: Frame) -> PageClass:
    from clientguard.ui.pages.listing import ImportsPage

    return ImportsPage


def _files(_window: Frame) -> PageClass:
    from clientguard.ui.pages.listing import FilesPage

    return FilesPage


def _waiting(_window: Frame) -> PageClass:
    from clientguard.ui.pages.waiting.page import WaitingPage

    return WaitingPage


def _money(_window: Frame) -> PageClass:
    from clientguard.ui.pages.money.page import MoneyPage

    return MoneyPage


def _journal(_window: Frame) -> PageClass:
    from clientguard.ui.pages.journal import JournalPage

    return JournalPage


def _settings(window: Frame) -> PageClass:
    from clientguard.ui.pages.settings.page import SettingsPage

    def make(session: Session, intents: Intents) -> Page:
        page = SettingsPage(session, intents, window.settings, window.backup_timer)
        page.open_wanted.connect(window.ask_to_open)
        page.new_wanted.connect(window.ask_for_new)
        page.lock_wanted.connect(window.ask_to_lock)
        page.restore_wanted.connect(window.ask_to_restore)
        return page

    return make


def _client(_window: Frame) -> PageClass:
    from clientguard.ui.pages.client import ClientPage

    return ClientPage


def _leaving(_window: Frame) -> PageClass:
    from clientguard.ui.leaving.page import LeavingPage

    return LeavingPage


def _find(_window: Frame) -> PageClass:
    from clientguard.ui.pages.mail.find_page import FindClientsPage

    return FindClientsPage


def _mail_says(_window: Frame) -> PageClass:
    from clientguard.ui.pages.mail.says_page import MailSaysPage

    return MailSaysPage


def _compare(_window: Frame) -> PageClass:
    from clientguard.ui.pages.compare.page import ComparePage

    return ComparePage


def _proposals(_window: Frame) -> PageClass:
    from clientguard.ui.pages.mail.proposals.page import ProposalsPage

    return ProposalsPage


def _removed(_window: Frame) -> PageClass:
    from clientguard.ui.pages.removed import RemovedPage

    return RemovedPage


PAGES = {
    row.key: row
    for row in (
        PageRow("today", _today, "sun", N_("Today"), "top", "Ctrl+1"),
        PageRow("clients", _clients, "users", N_("Clients"), "top", "Ctrl+2"),
        PageRow("messages", _messages, "mail", N_("Messages"), "top", "Ctrl+3"),
        PageRow("waiting", _waiting, "hourglass", N_("Waiting", "page"), "top", "Ctrl+4"),
        PageRow("money", _money, "wallet", N_("Money"), "top", "Ctrl+5"),
        PageRow("journal", _journal, "book-open-check", N_("Journal"), "top", "Ctrl+6"),
        PageRow("settings", _settings, "settings", N_("Settings"), "foot", "Ctrl+7"),
        PageRow("client", _client, under="clients"),
        PageRow("leaving", _leaving, under="clients"),
        PageRow("files", _files, under="clients"),
        PageRow("compare", _compare, under="clients"),
        PageRow("imports", _imports, under="messages"),
        PageRow("find", _find, under="clients"),
        PageRow("mail says", _mail_says, under="messages"),
        PageRow("proposals", _proposals, under="messages"),
        PageRow("removed", _removed, under="journal"),
    )
}
ON_THE_RAIL = tuple(row.key for row in PAGES.values() if row.rail)


def rail_items(where: str) -> list[tuple[str, str, str]]:
    """Return the pages at the `top` or the `foot` of the rail: key, icon, word."""
    return [(row.key, row.icon, _(row.word)) for row in PAGES.values() if row.rail == where]
