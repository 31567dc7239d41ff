"""Letters to a client: drafted from the record, and kept as a message once they were sent (P3.3, P3.4, P3.5)."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Literal

from clientguard import output
from clientguard.actions.communication.drafting.letter_draft import CALL_GUIDE, GOODBYE, LetterDraft
from clientguard.actions.communication.ladder_letters import (
    BEFORE_ACTION,
    last_days,
    last_remarks,
    planned_stop,
    step_of,
)
from clientguard.actions.communication.letter_templates import template_of, template_remarks
from clientguard.actions.communication.waiting_letters import ABOUT_WAITING, ROLES, Waited, waited
from clientguard.actions.leaving.asking import Asking, asking, note_all_asked
from clientguard.actions.leaving.telling import Farewell, farewell, note_notice
from clientguard.actions.money.interest import keep_sheet
from clientguard.actions.money.letter_interest import letter_sheet
from clientguard.actions.money.statement import statement_facts, statement_paper
from clientguard.actions.records.attachments import read_content
from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.communication.letter_facts import (
    LetterFacts,
    OwedInvoice,
    Recipient,
    Sender,
    ShownAccount,
    StoppedContract,
    lacking,
    remarks,
)
from clientguard.domain.money.collecting.ladder import STOP_NOTICE
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.money.stops import latest
from clientguard.domain.paper.letterhead import letterhead, lines_of
from clientguard.domain.records import Business, Client, Contact, Contract, Instant, Message, Reference
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.letters.mail_file import mail_file
from clientguard.letters.render import LetterText, render
from clientguard.letters.template import is_doubtful, shipped
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.client import attachments
from clientguard.store.views.collecting.stops import stops_of
from clientguard.store.views.money import invoices
from clientguard.texts import LANGUAGES, words

PDF = "application/pdf"
ENGLISH = "en"
UNREVIEWED = N_(
    "This letter is in a language that no native speaker has reviewed yet: {language}. "
    "Compare it with the English beside it."
)
DECLINE = "decline"  # to who asked for work
ASKING = "handover-request"
PUBLIC_REPLY = "public-reply"  # to what was said in public: about no record, and with nothing attached
NOTICES = (
    "stop-notice",
    "stop",
    "resume",
    "before-action",
    GOODBYE,
)  # letters that say what follows; others ask to pay


def draft_letter(db: Connection, kind: str, client: int, today: date, about: int = 0) -> LetterDraft:
    """Return a letter of a kind to a client as of a day, about an invoice or a request: by default, the oldest.

    KnownError if the invoice is not an unpaid one of this client, or the request not an open one; TemplateError if its
    template does not fit the facts.
    """
    facts, found, parting, asked, waits = _gathered(db, kind, client, today, about)
    template = template_of(db, kind, facts.language)
    missing = lacking(facts, template.needs)
    text = LetterText("", "") if missing else render(template, facts, words(facts.language))
    english = _in_english(db, kind, client, today, about) if is_doubtful(template) and not missing else None
    files = tuple((each, name) for each, name in _papers(db, found)) if "invoice" in template.needs else ()
    if asked:
        files = asked.files
    told = (
        *template_remarks(db, kind, facts.language),
        *((said(UNREVIEWED, language=LANGUAGES[template.language]),) if english else ()),
        *(remarks(facts) if "invoice" in template.needs else ()),
        *(last_remarks(db, client, found, today) if kind == BEFORE_ACTION else ()),
        *(parting.remarks if parting and kind == GOODBYE else ()),
        *(asked.remarks if asked else ()),
    )
    step = step_of(db, kind, found, today) if found and "invoice" in template.needs else ""
    owed = found if "invoice" in template.needs else 0
    named = (*waits.requests, *_about(db, kind, client, owed, parting.leaving if parting else 0))
    if asked:
        named = asked.accounts
    papers: tuple[tuple[str, bytes], ...] = ()
    if "statement" in template.needs and not missing:
        paper = statement_paper(statement_facts(db, client, today))
        papers = ((paper.name, paper.pdf),)
    sheet = letter_sheet(db, client, found, today) if facts.last and facts.last.interest and not missing else None
    if sheet:
        papers = (*papers, (sheet.name, sheet.pdf))
    return LetterDraft(
        kind, template.title, client, facts, text, missing, told, files, named, step, papers, sheet, english
    )


def _in_english(db: Connection, kind: str, client: int, today: date, about: int) -> LetterText:
    facts = _gathered(db, kind, client, today, about, ENGLISH)[0]
    return render(shipped(kind, ENGLISH), facts, words(ENGLISH))


def as_mail(book: Casebook, draft: LetterDraft, text: LetterText) -> bytes:
    """Return a letter as a mail file with its attachments, which a mail program opens as a draft.

    KnownError if it is not meant for the client.
    """
    _refuse_guide(draft)
    kept = [read_content(book, each) for each, _name in draft.files]
    return mail_file(text, draft.sender, draft.recipient, [*kept, *draft.papers])


def save_mail(book: Casebook, draft: LetterDraft, text: LetterText, target: Path) -> None:
    """Write a letter to a mail file. KnownError if that is not possible."""
    output.write_whole(target, as_mail(book, draft, text), N_("The casebook was not touched."), book.path)


def on_paper(draft: LetterDraft, text: LetterText, *, page: Literal["A4", "Letter"] = "A4") -> bytes:
    """Return a letter as PDF on the letterhead, dated by the draft; it has to have a sender."""
    from clientguard.reports.communication.letter import render_letter  # reportlab: only when a document is made

    facts, sender = draft.facts, draft.facts.sender
    assert sender is not None
    if draft.is_guide:  # nobody is to post it
        facts = dataclasses.replace(facts, recipient=Recipient(facts.recipient.name, "", (), ""))
    spoken = words(facts.language)
    return render_letter(facts, sender, text.subject, text.body, spoken, page=page)


def log_sent_letter(
    book: Casebook, draft: LetterDraft, text: LetterText, at: Instant, *, channel: str = "mail", proof: str = ""
) -> Changed:
    """Keep a letter that was sent as a message, with its exact words; from then on it can only be corrected (P5.1).

    `channel` is mail or letter; `proof` is what shows that it went out, such as the number of a registered letter. The
    message names the step of the ladder, and refers to what it is about. A goodbye gives notice on its day, unless that
    was done before, and from it follows the last day (P4.2). A handover request is noted with each account that it asks
    about (P4.4). KnownError if it has to go by post and went by mail alone,
    or is not meant for the client.
    """
    _refuse_guide(draft)
    if draft.facts.last and draft.facts.last.by_post and channel != "letter":
        raise KnownError(
            N_("This letter has to go by post; mail is only allowed beside it."),
            kept=N_("Nothing was recorded."),
            todo=N_("Print it or save it as PDF, post it, and record that."),
        )

    def work(write: Write) -> Changed:
        message = put_record(
            write,
            Message(
                client=draft.client,
                at=at,
                direction="out",
                channel=channel,
                sender=_written(draft.sender),
                recipients=_written(draft.recipient),
                subject=text.subject,
                body=text.body,
                template=draft.kind,
                sent_proof=proof.strip(),
                dunning_step=draft.step,
            ),
        )
        for each in draft.about:
            put_record(write, Reference(client=draft.client, source=message.id, about=each, role=_role(draft.kind)))
        for name, data in draft.papers:
            write.attach(message.id, draft.client, name, PDF, data)
        if draft.sheet:
            keep_sheet(write, draft.client, draft.sheet)
        if draft.kind == GOODBYE and draft.facts.goodbye:
            reason = draft.facts.goodbye.reason
            note_notice(write, draft.about[-1], message.id, draft.facts.today, reason if reason in text.body else "")
        if draft.kind == ASKING:
            note_all_asked(write, draft.about, draft.facts.today, proof.strip())
        return write.changed()

    return book.write(work)


def _role(kind: str) -> str:
    """Return what a letter of a kind is to the records that it is about, a key of `communication.ROLES`."""
    if kind in NOTICES:
        return "notice"
    return "handover" if kind == ASKING else ROLES.get(kind, "reminder")


def _refuse_guide(draft: LetterDraft) -> None:
    if draft.is_guide:
        raise KnownError(
            N_("This guide is for you; it is not sent to the client."),
            kept=N_("Nothing was written."),
            todo=N_("Log the call instead."),
        )


def _written(who: tuple[str, str]) -> str:
    name, address = who
    return f"{name} <{address}>" if name and address else name or address


# --- the facts ---


def letter_facts(db: Connection, kind: str, client: int, today: date, about: int = 0) -> tuple[LetterFacts, int]:
    """Return the facts of a letter as of a day, and the invoice that it is about, 0 for none.

    KnownError if the invoice is not an unpaid one of this client, or the request not an open one.
    """
    return _gathered(db, kind, client, today, about)[:2]


def _gathered(
    db: Connection, kind: str, client: int, today: date, about: int, language: str = ""
) -> tuple[LetterFacts, int, Farewell | None, Asking | None, Waited]:
    """Return the facts of a letter, the invoice that it is about, and what is beside them by its kind.

    Its language is the client's unless another one is named.
    """
    invoice, request = (0, about) if kind in ABOUT_WAITING else (about, 0)
    found = lookup.get_record(db, Client, client)
    firm = business(db)
    contract = _stop(db, client, resumed=kind == "resume")
    owed = (
        None
        if kind in (PUBLIC_REPLY, DECLINE, *ABOUT_WAITING)
        else _owed(db, client, today, invoice or (contract.stopped_for or 0 if contract else 0), named=bool(invoice))
    )
    language = language or found.language or (firm.language if firm else "") or ENGLISH
    found = dataclasses.replace(found, language=language)
    parting = farewell(db, client, today, words(language).say) if kind in (GOODBYE, CALL_GUIDE) else None
    asked = asking(db, client, today) if kind == ASKING else None
    waits = waited(db, kind, client, today, request) if kind in ABOUT_WAITING else Waited()
    facts = LetterFacts(
        language=language,
        today=today,
        sender=letter_sender(firm) if firm else None,
        recipient=_recipient(db, found),
        invoice=_shown(owed, has_pdf=bool(_papers(db, owed.facts.id))) if owed else None,
        contract=_stopped(contract) if contract else None,
        planned=planned_stop(db, client, owed, today) if kind == STOP_NOTICE and owed else None,
        last=last_days(db, found, today, owed.facts.id if owed else 0) if kind == BEFORE_ACTION else None,
        statement=_account(db, client, today) if kind in ("statement", BEFORE_ACTION) and firm else None,
        goodbye=parting.facts if parting else None,
        asked=asked.facts if asked else None,
        waiting=waits.waiting,
        control=waits.control,
    )
    return facts, owed.facts.id if owed else 0, parting, asked, waits


def _account(db: Connection, client: int, today: date) -> ShownAccount | None:
    """Return what a client's statement comes to; None if nothing is on it."""
    found = statement_facts(db, client, today).accounts
    if not found:
        return None
    return ShownAccount(
        today,
        tuple(each.closing for each in found if each.closing.minor > 0),
        tuple(each.overdue for each in found if each.overdue.minor > 0 and each.closing.minor > 0),
    )


def letter_sender(firm: Business) -> Sender:
    """Return the user's business as a letter names it."""
    return Sender(**dataclasses.asdict(letterhead(firm)), payment_details=firm.payment_details.strip())


def _recipient(db: Connection, client: Client) -> Recipient:
    """Return whom a letter speaks to: who decides at the client, else the first person on record."""
    people = lookup.find_records(db, Contact, "t.client = ?", client.id, order="t.decides DESC, t.id")
    person = people[0] if people else Contact()
    return Recipient(client.name, person.name, lines_of(client.address), person.email or client.email)


def _owed(db: Connection, client: int, today: date, invoice: int, *, named: bool) -> Bill | None:
    """Return the invoice that was named, or else the one that is overdue longest."""
    bills = [bill(each, today) for each in invoices(db, client, on=today, unpaid=True)]
    about = next((each for each in bills if each.facts.id == invoice and each.open.minor > 0), None)
    if named and about is None:
        raise KnownError(
            N_("This invoice is not an unpaid one of this client."),
            kept=N_("Nothing was written."),
            todo=N_("Choose another invoice."),
        )
    if about is not None and about.waits_for is not None:
        raise KnownError(
            N_("Nothing of invoice {number} is due yet: it waits for {event}."),
            kept=N_("Nothing was written."),
            todo=N_("Choose another invoice."),
            number=about.facts.number,
            event=about.waits_for.say(),
        )
    late = sorted(
        (each for each in bills if each.status == "overdue" and each.demanded.minor),
        key=lambda each: (each.due, each.facts.id),
    )
    return about or next(iter(late), None)


def _about(db: Connection, kind: str, client: int, invoice: int, leaving: int) -> tuple[int, ...]:
    """Return the records that a letter is about: the invoice, the stop of work that it tells of, the leaving."""
    stop = latest(stops_of(db, client)) if kind in ("stop", "resume") else None
    return tuple(each for each in (invoice, stop.id if stop else 0, leaving) if each)


def _shown(owed: Bill, *, has_pdf: bool) -> OwedInvoice:
    """Return the invoice as a letter tells it: of instalments, what is past due is asked for, not the whole."""
    facts, asked = owed.facts, owed.demanded if owed.demanded.minor else owed.open
    return OwedInvoice(facts.id, facts.number, facts.issued, owed.due or facts.issued, facts.amount, asked, has_pdf)


def _papers(db: Connection, invoice: int) -> list[tuple[int, str]]:
    """Return the PDF files of an invoice: id and name."""
    return [(each.id, each.name) for each in attachments(db, invoice) if each.media_type == PDF] if invoice else []


def _stop(db: Connection, client: int, *, resumed: bool) -> Contract | None:
    """Return the contract under which work is stopped, or has been `resumed` last."""
    days = (
        (each.lifted_on if resumed else each.stopped_on, each)
        for each in lookup.find_records(db, Contract, "t.client = ?", client, order="t.id")
    )
    return max(((day, each) for day, each in days if day), key=lambda pair: pair[0], default=(None, None))[1]


def _stopped(contract: Contract) -> StoppedContract | None:
    if contract.stopped_on:
        return StoppedContract(contract.title, contract.stopped_on, None)
    if contract.lifted_on and contract.lifted_stop:
        return StoppedContract(contract.title, contract.lifted_stop, contract.lifted_on)
    return None
