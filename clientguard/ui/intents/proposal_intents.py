"""What becomes of a proposal from mail, and of a message that answers a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clientguard.domain.communication.proposals.proposal import day_of
from clientguard.store.views.records import get_record
from clientguard.texts import _
from clientguard.ui.session.late_actions import undoing

if TYPE_CHECKING:
    from clientguard.actions.communication.proposing.confirming import Confirmed
    from clientguard.actions.records.undoing import Saving
    from clientguard.domain.changed import Changed
    from clientguard.domain.communication.proposals.proposal import Proposal
    from clientguard.domain.communication.waiting import RequestFacts
    from clientguard.domain.records import Message
    from clientguard.errors import KnownError
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.navigation import Navigation
    from clientguard.ui.records.form_facts import FormFacts
    from clientguard.ui.session.session import Session


def confirm(session: Session, intents: Navigation, proposal: Proposal) -> None:
    """Put on record what a proposal says; where it lacks something, open its form."""
    from clientguard.actions.communication.proposing import confirming

    if proposal.lacks:
        open_form(session, intents, proposal)
        return
    book = session.book
    session.from_mail.drop(proposal)
    session.do(
        lambda _job: confirming.confirm(book, [proposal]),
        done=lambda done: _say_confirmed(session, intents, done),
        failed=_put_back(session, proposal),
    )


def open_form(session: Session, intents: Navigation, proposal: Proposal) -> None:
    """Open what a proposal becomes in its form, filled in."""
    from clientguard.ui.dialogs.mail.confirm_dialog import ConfirmDialog, confirm_facts

    def show(facts: FormFacts) -> None:
        dialog = ConfirmDialog(session, facts, proposal, intents.window)
        dialog.saved.connect(lambda _record: _say_confirmed(session, intents, dialog.confirmed))
        dialog.open()

    session.read(lambda db: confirm_facts(db, proposal), show, intents, key="open")


def dismiss(session: Session, intents: Navigation, proposal: Proposal) -> None:
    """Dismiss a proposal, and offer Undo."""
    from clientguard.actions.communication.proposing import confirming

    book = session.book

    def undo() -> None:
        session.do(
            lambda _job: confirming.propose_again(book, [proposal]),
            done=lambda _changed: session.from_mail.bring_back(proposal),
        )

    session.from_mail.drop(proposal)
    session.do(
        lambda _job: confirming.dismiss(book, [proposal]),
        done=lambda _changed: intents.said.emit(_("Dismissed. It will not be proposed again."), undo),
        failed=_put_back(session, proposal),
    )


def _put_back(session: Session, proposal: Proposal) -> Callable[[KnownError], None]:
    """Return what shows a proposal again, of which nothing could become, and says why."""

    def failed(error: KnownError) -> None:
        session.from_mail.bring_back(proposal)
        session.failed.emit(error)

    return failed


def _say_confirmed(session: Session, intents: Navigation, done: Confirmed | None) -> None:
    if done is None:
        return
    from clientguard.actions.communication.proposing import confirming

    book = session.book

    def undone(_changed: Changed) -> None:
        for each in done.proposals:
            session.from_mail.bring_back(each)
        intents.said.emit(_("Taken off the record; it is a proposal again."), None)

    def undo() -> None:
        session.do(lambda _job: confirming.undo_confirmed(book, done), done=undone)

    intents.said.emit(_("Confirmed: “{title}” is on record.", title=_title(done)), undo)


def _title(done: Confirmed) -> str:
    after = done.saving.after
    title = str(getattr(after, after.kind.title))
    return title if len(title) <= 60 else f"{title[:60].rpartition(' ')[0] or title[:60]} …"


def answers(session: Session, intents: Navigation, message: int) -> None:
    """Ask which open request a message answers, and close that one; offer Undo."""

    def work(db: Connection) -> tuple[Message, list[RequestFacts]]:
        from clientguard.actions.communication.proposing.answering import open_requests_answered_by
        from clientguard.domain.records import Message

        return get_record(db, Message, message), open_requests_answered_by(db, message)

    def show(found: tuple[Message, list[RequestFacts]]) -> None:
        from clientguard.ui.dialogs.mail.answers_dialog import AnswersDialog

        answer, waiting = found
        if not waiting or answer.at is None:
            intents.said.emit(_("No request to this client was open when the message was sent."), None)
            return
        dialog = AnswersDialog(session, answer, day_of(answer.at), waiting, intents.window)
        dialog.closed.connect(lambda: _say_closed(session, intents, dialog.saving))
        dialog.open()

    session.read(work, show, intents, key="open")


def _say_closed(session: Session, intents: Navigation, saving: Saving | None) -> None:
    if saving is None:
        return
    book = session.book

    def undo() -> None:
        session.do(
            lambda _job: undoing.undo(book, saving),
            done=lambda _changed: intents.said.emit(_("The request is open again."), None),
        )

    title = str(getattr(saving.after, saving.after.kind.title))
    intents.said.emit(_("“{title}” is answered.", title=title), undo)
