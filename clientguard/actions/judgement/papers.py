"""Making the two sheets of judgement: the welcome sheet, and the conversation sheet (P7.2, P8.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.paper.kept_paper import keep_paper, last_version, paper_name
from clientguard.domain.changed import Changed
from clientguard.domain.judgement.papers import talk, welcome
from clientguard.domain.judgement.papers.head import Asked, SheetHead
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Client, Contract, Document
from clientguard.domain.records.kinds.documents import TALK, WELCOME
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.lookup import get_record
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.judgement.papers import running_contracts, talk_of, welcome_of
from clientguard.texts import local, words

PageSize = Literal["A4", "Letter"]
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was made: its document, bytes and suggested file name, and what changed.

    `told` is what the user has to know of it, such as the language that was not to be had. `boxes` are the characters
    that the typeface lacks.
    """

    pdf: bytes
    name: str
    version: int
    document: int
    changed: Changed
    told: tuple[Said, ...] = ()
    boxes: str = ""


def make_welcome_sheet(
    book: Casebook, client: int, made: date, *, page: PageSize = "A4", language: str = "", contract: int = 0
) -> Sheet:
    """Make the page that says to a client how the work goes, and keep it as a document (P8.2).

    It follows `contract`, else the newest in force. KnownError if there is no business yet, or the contract is not one
    of the client's.
    """
    from clientguard.reports.judgement import welcome as paper  # reportlab and pikepdf: only when one is made

    def work(write: Write) -> Sheet:
        asked, told = _asked(write, client, WELCOME, made, language)
        told = (*told, *_which(write, client, contract, made))
        asked = dataclasses.replace(asked, contract=contract)
        facts = welcome_of(write.db, client, asked)
        if facts is None:
            raise _no_business()
        if not facts.agreement.title:
            told = (*told, said(N_("No contract is in force, so the sheet only says how to reach and pay you.")))
        pdf = paper.render_welcome_sheet(facts, words(facts.language), page=page)
        return _kept(write, client, WELCOME, facts, pdf, welcome.facts_json(facts), told, paper.boxes(facts))

    return book.write(work)


def make_talk_sheet(book: Casebook, client: int, made: date, *, page: PageSize = "A4", language: str = "") -> Sheet:
    """Make the page for a conversation with a client, and keep it as a document (P7.2).

    KnownError if there is no business yet.
    """
    from clientguard.reports.judgement import talk as paper

    def work(write: Write) -> Sheet:
        asked, told = _asked(write, client, TALK, made, language)
        facts = talk_of(write.db, client, asked, local, own_calendar(write.db))
        if facts is None:
            raise _no_business()
        if any(each.is_harm for each in facts.concerns):
            told = (*told, said(N_("Harm was threatened. Do not meet or answer the person alone; in danger, call the "
                                   "police.")))  # fmt: skip
        elif not facts.concerns:
            told = (*told, said(N_("The record raises no sign, so the concerns are left for you to write down.")))
        pdf = paper.render_talk_sheet(facts, words(facts.language), page=page)
        return _kept(write, client, TALK, facts, pdf, talk.facts_json(facts), told, paper.boxes(facts))

    return book.write(work)


def _which(write: Write, client: int, contract: int, made: date) -> tuple[Said, ...]:
    """Return which of several contracts the welcome sheet follows where none was chosen; refuse a stranger's."""
    if contract:
        if get_record(write.db, Contract, contract).client != client:
            raise KnownError(
                N_("Number {number} is not a contract of this client."),
                kept=N_("Nothing was created."),
                todo=N_("Choose one of the client's own."),
                number=str(contract),
            )
        return ()
    found = running_contracts(write.db, client, made)
    if len(found) <= 1:
        return ()
    text = N_("{count} contracts are in force. The sheet follows the newest, “{title}”.")
    return (said(text, count=len(found), title=found[0].title),)


def _no_business() -> KnownError:
    return KnownError(
        N_("Your business has not been entered yet, so the paper would have no letterhead."),
        kept=N_("Nothing was created."),
        todo=N_("Enter it in Settings, then create the paper."),
    )


def _asked(write: Write, client: int, type: str, made: date, asked_for: str) -> tuple[Asked, tuple[Said, ...]]:
    """Return what is asked of a sheet, and what to say of its language: in English where it has no text in another."""
    from clientguard.reports.judgement.sheet import has_texts

    firm = business(write.db)
    wanted = asked_for or get_record(write.db, Client, client).language or (firm.language if firm else "") or ENGLISH
    language = wanted if has_texts(wanted) else ENGLISH
    anchor = write.note_anchor(type)
    asked = Asked(made, last_version(write.db, client, type) + 1, language, Anchor(anchor.size, anchor.root.hex()))
    if language == wanted:
        return asked, ()
    text = N_("There is no text in the client's language ({language}) yet, so the sheet is in English.")
    return asked, (said(text, language=wanted),)


def _kept(
    write: Write, client: int, type: str, facts: SheetHead, pdf: bytes, printed: Mapping[str, Any],
    told: tuple[Said, ...], boxes: str,
) -> Sheet:  # fmt: skip
    """Keep a sheet as a document, and return it; its file is named after its type, the client and the version."""
    name = paper_name(type, facts.client.name, facts.version, words(facts.language))
    document = Document(
        client=client, type=type, version=facts.version, language=facts.language, made_on=facts.made
    )  # fmt: skip
    kept = keep_paper(write, document, name, pdf, printed, facts.anchor)
    return Sheet(pdf, name, facts.version, kept, write.changed(), told, boxes)
