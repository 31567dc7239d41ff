"""A look at a letter while its template is edited: filled from the record, and made up where that lacks something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from clientguard.actions.communication.letter_templates import edited, template_of
from clientguard.actions.communication.letters import letter_facts, letter_sender
from clientguard.domain.communication.letter_example import completed, example
from clientguard.domain.communication.letter_facts import LetterFacts, lacking
from clientguard.domain.communication.letter_names import Placeholder, offered
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import KINDS
from clientguard.domain.wording import Said
from clientguard.letters.render import LetterText, render
from clientguard.letters.template import LetterTemplate, shipped
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.business import business
from clientguard.store.views.lists import choices
from clientguard.store.views.money import invoices
from clientguard.texts import words

_TRIED = 30  # clients that are looked at for one that has all that a letter needs


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """A letter as it would be; `made_up` says what the record lacks, so that it was made up."""

    text: LetterText
    made_up: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TemplateToEdit:
    """What is needed to edit a kind of letter in one language.

    `template` is the one in use and `ships` the one that ships; `clients` are those a preview can be for, by id and
    name, and `first` the one to begin with, 0 for a made-up one.
    """

    template: LetterTemplate
    ships: LetterTemplate
    offered: tuple[Placeholder, ...]
    clients: tuple[tuple[int, str], ...]
    first: int


def preview_letter(
    db: Connection, kind: str, language: str, subject: str, body: str, client: int, today: date, invoice: int = 0
) -> LetterPreview:
    """Return a kind of letter with other words, to a client (0: a made-up one) about an invoice (0: the oldest due).

    TemplateError if the words cannot be used; KnownError if the invoice is not an unpaid one of this client.
    """
    template = edited(kind, language, subject, body)
    facts = letter_facts(db, kind, client, today, invoice)[0] if client else _to_nobody(db, language, today)
    made_up = lacking(facts, template.needs)
    return LetterPreview(render(template, completed(facts, template.needs), words(language)), made_up)


def template_to_edit(db: Connection, kind: str, language: str, today: date) -> TemplateToEdit:
    """Return a template with what it can name, and whom a preview can be for: first a client who has what it needs."""
    ships = shipped(kind, language)
    found = tuple(choices(db, KINDS["client"]))
    late = {each.client for each in invoices(db, on=today, unpaid=True) if bill(each, today).status == "overdue"}
    likely = sorted(found, key=lambda each: each[0] not in late)[:_TRIED]
    lacks = {each: len(lacking(letter_facts(db, kind, each, today)[0], ships.needs)) for each, _name in likely}
    first = min(lacks, key=lambda each: lacks[each], default=0)
    return TemplateToEdit(template_of(db, kind, language), ships, offered(ships.needs), found, first)


def preview_invoices(db: Connection, client: int, today: date) -> tuple[tuple[int, str], ...]:
    """Return the unpaid invoices of a client that a preview can be about: id and number."""
    found = (bill(each, today) for each in invoices(db, client, on=today, unpaid=True))
    return tuple((each.facts.id, each.facts.number) for each in found if each.open.minor > 0)


def _to_nobody(db: Connection, language: str, today: date) -> LetterFacts:
    """Return the facts of a letter where no client is on record yet."""
    firm = business(db)
    return replace(example(language, today, ()), sender=letter_sender(firm) if firm else None)
