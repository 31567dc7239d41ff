"""Making a statement of account. Nothing is written to the casebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.money.statement import Statement
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import safe_name
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from clientguard.store.views.papers import account
from clientguard.texts import words


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """A statement that was made: its bytes, its suggested file name, and its facts.

    `boxes` are the characters that the typeface lacks; each is printed as a box.
    """

    pdf: bytes
    name: str
    facts: Statement
    boxes: str


def statement_of(book: Casebook, about: int, today: date) -> StatementPaper:
    """Make the statement of a client, or of a record's client, from the beginning until today.

    KnownError as in `statement_facts`.
    """
    with book.read() as db:
        facts = statement_facts(db, lookup.any_record(db, about).client_id or 0, today)
    return statement_paper(facts)


def statement_paper(facts: Statement, *, page: Literal["A4", "Letter"] = "A4") -> StatementPaper:
    """Return a client's statement as PDF, in the client's language."""
    from clientguard.reports.money import statement as paper  # reportlab and pikepdf: only when a document is made

    language = words(facts.language)
    pdf = paper.render_statement(facts, language, page=page)
    name = safe_name(f"{language(N_('Statement of account'))} {facts.client.name} {facts.end.isoformat()}.pdf")
    return StatementPaper(pdf, name, facts, paper.boxes(facts))


def statement_facts(
    db: Connection, client: int, today: date, start: date | None = None, end: date | None = None
) -> Statement:
    """Return the facts of a client's statement from a day (None: the beginning) to a day (None: today).

    KnownError if there is no business yet, or the days are the wrong way round.
    """
    if start and start > (end or today):
        raise KnownError(
            N_("The statement would end before it begins."),
            kept=N_("Nothing was created."),
            todo=N_("Enter the earlier day first."),
        )
    anchor = entry_log.anchor(db)
    made = Anchor(anchor.size, anchor.root.hex())
    facts = account.statement_facts(db, client, made=today, start=start, end=end or today, anchor=made)
    if facts is None:
        raise KnownError(
            N_("Your business has not been entered yet, so the statement would have no letterhead."),
            kept=N_("Nothing was created."),
            todo=N_("Enter it in Settings, then create the statement."),
        )
    return facts
