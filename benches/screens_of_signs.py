"""The screens about judgement: signs and answers to them, their figures, the check of a contract, the tabs of Clients.

For `benches.screens`, and for the tests of a real window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QScrollArea, QWidget

from clientguard.ui.app.app import App
from clientguard.ui.pages.client import ClientPage
from clientguard.ui.pages.judgement.signs_section import SignsSection
from clientguard.ui.pages.listing import ClientsPage
from clientguard.ui.pages.settings.page import SettingsPage

Shot = tuple[str, QWidget]
Dialog = Callable[[App, str, Callable[[], object]], Iterator[Shot]]
Settle = Callable[[App], None]


def of_signs(app: App, clients: list[tuple[int, str]], contract: int, dialog: Dialog, settle: Settle) -> Iterator[Shot]:
    """Show the signs of each client from top to foot, the answers to one, the figures, a contract's check, the tabs."""
    intents = app.window.intents
    assert intents is not None
    for number, (client, _name) in enumerate(clients, 1):
        app.window.go("client", client)
        settle(app)
        page = app.window.pages["client"]
        assert isinstance(page, ClientPage)
        page.show_section("signs")
        settle(app)
        section = page.findChildren(SignsSection)[-1]
        bar = section.findChildren(QScrollArea)[0].verticalScrollBar()
        for place, at in enumerate(range(0, bar.maximum() + bar.pageStep(), max(1, bar.pageStep()))):
            bar.setValue(at)
            settle(app)
            yield f"signs-{number}-{place}", app.window
    client = clients[0][0]
    yield from dialog(app, "sign-doubt", lambda: intents.doubt_sign(client, 1))
    yield from dialog(app, "sign-except", lambda: intents.except_sign(client, 1))
    yield from dialog(app, "contract-check", lambda: intents.check_contract(contract))
    app.window.go("clients")
    settle(app)
    listed = app.window.pages["clients"]
    assert isinstance(listed, ClientsPage)
    for key in listed.tabs.buttons:
        listed.show_tab(key)
        settle(app)
        yield f"clients-{key}", app.window
    app.window.go("settings")
    settle(app)
    page = app.window.pages["settings"]
    assert isinstance(page, SettingsPage)
    yield from dialog(app, "sign-figures", page.signs.figures.click)
