"""The screens of what mail proposes, on a few messages that are written into the casebook for them.

For `benches.screens`, and for the tests of a real window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import Instant, Message, Request
from clientguard.ui.app.app import App
from clientguard.ui.intents.proposal_intents import open_form
from clientguard.ui.pages.mail.proposals.page import ProposalsPage

Shot = tuple[str, QWidget]
Dialog = Callable[[App, str, Callable[[], object]], Iterator[Shot]]
Settle = Callable[[App], None]
_DAY = 86_400_000
# Days ago, whether it is ours, the subject, the text.
LETTERS = (
    (
        16,
        True,
        "Photos for the new page",
        "Hello,\n\nCould you send me the photos of the team by Friday?\n\nBest,\nAda",
    ),
    (12, True, "The text of the front page", "Hi,\n\nWhich of the two headlines do you want on the front page?\n\nAda"),
    (9, False, "Re: The invoice", "Hello Ada,\n\nI will pay the invoice next Friday.\n\nMaja"),
    (6, False, "One more thing", "Hi,\n\nPlease put the opening hours on Instagram as well.\n\nMaja"),
    (4, False, "Re: The text of the front page", "Take the second headline, please.\n\nMaja"),
    (3, True, "Tracking", "Hello,\n\nCan you give me access to the ad account?\n\nAda"),
    (1, False, "Tomorrow", "Hi Ada,\n\nI have to cancel our meeting tomorrow, sorry.\n\nMaja"),
)


def from_mail(app: App, client: int, dialog: Dialog, settle: Settle) -> Iterator[Shot]:
    """Show what the mail of a client proposes: on its page, on Today, on the page of its own, in the form."""
    window, session = app.window, app.window.session
    assert session is not None
    assert window.intents is not None
    last = _write(app, client)
    window.go("client", client)
    settle(app)
    yield "from-mail-client", window
    window.go("today")
    settle(app)
    yield "from-mail-today", window
    window.go("proposals")
    settle(app)
    page = window.pages["proposals"]
    assert isinstance(page, ProposalsPage)
    page.take_focus()
    settle(app)
    yield "from-mail", window
    intents, found = window.intents, session.from_mail.proposals
    if found:
        yield from dialog(app, "from-mail-edit", lambda: open_form(session, intents, found[0]))
    yield from dialog(app, "this-answers", lambda: intents.this_answers(last))


def _write(app: App, client: int) -> int:
    """Write the letters, and a request that the last of them may answer; return the last."""
    book, today = app.book, app.today()
    assert book is not None
    noon = (today.toordinal() - 719_163) * _DAY + _DAY // 2
    asked = Request(client=client, title="Which day suits you for the meeting?", asked_on=today.replace(day=1))
    editing.save_record(book, asked)
    last = 0
    for days, ours, subject, body in LETTERS:
        message = Message(
            client=client,
            at=Instant(noon - days * _DAY),
            direction="out" if ours else "in",
            sender="Ada North <ada@north.example>" if ours else "Maja Ruiz <maja@ruiz.example>",
            subject=subject,
            body=body,
        )
        last = editing.save_record(book, message).first
    assert app.window.session is not None
    app.window.session.changed.emit(Changed(kinds=frozenset({"message", "request"})))
    return last
