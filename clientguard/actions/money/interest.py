"""Late interest on invoices of the record, and the sheet that shows how it was worked out (P3.2, P5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from clientguard.actions.money.law_rates import known_law
from clientguard.actions.paper.kept_paper import keep_paper, last_version, paper_name
from clientguard.actions.rules.invoices.watched import watched_of
from clientguard.domain.changed import Changed
from clientguard.domain.money.claims import sheet
from clientguard.domain.money.claims.late import Claim, claim_of
from clientguard.domain.money.claims.sheet import Asked, InterestSheet, interest_sheet
from clientguard.domain.money.claims.watched import Watched
from clientguard.domain.money.interest.regimes import CONTRACT, NAMES, Law
from clientguard.domain.money.receivables import bill
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Client, Contract, Document, Instant, Invoice
from clientguard.domain.records.kinds.documents import INTEREST_SHEET
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.collecting.late import late_invoices
from clientguard.store.views.money import invoices
from clientguard.texts import local, words

PageSize = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which interest is asked for: until a day, on these invoices (none: all that are overdue), by which regime.

    Without a `regime`, each invoice goes by its contract's own rate, else by the law that governs. With `paid_late`,
    invoices that were paid late are added to those that are overdue.
    """

    on: date
    invoices: tuple[int, ...] = ()
    regime: str = ""
    paid_late: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """The interest on one invoice, the regimes that can be chosen, and what the user should know before claiming it."""

    claim: Claim
    regimes: tuple[tuple[str, Said], ...]
    watched: tuple[Watched, ...]
    remarks: tuple[Said, ...]
    law: Law


@dataclass(frozen=True, slots=True)
class InterestPaper:
    """A sheet that was made: its document (0: not kept), bytes, suggested file name, facts, and what changed.

    `boxes` are the characters that the typeface lacks; each is printed as a box.
    """

    pdf: bytes
    name: str
    version: int
    document: int
    facts: InterestSheet
    boxes: str
    changed: Changed


def interest_on(db: Connection, invoice: int, on: date, regime: str = "", language: str = "") -> Worked:
    """Return the interest on one invoice until a day, by its usual regime or by one that was chosen.

    What the law says is in a language, "" for that of the business. KnownError if nothing of it is past due, a rate is
    not known, or it is not known when interest starts.
    """
    client = lookup.get_record(db, Invoice, invoice).client or 0
    language = language or _language(db, client, own=True)
    law = known_law(db, language)
    found = claims(db, client, Wanted(on, (invoice,), regime), law)
    claim = found[0]
    usual = claim.invoice.usual
    keys = sorted(NAMES, key=lambda each: each != usual)
    return Worked(
        claim,
        tuple((each, said(NAMES[each])) for each in keys),
        _watched(db, [claim], client, language),
        tuple(_remarks(claim, on)),
        law,
    )


def claims(db: Connection, client: int, wanted: Wanted, law: Law) -> tuple[Claim, ...]:
    """Return the interest on a client's invoices, in the order of their dates.

    KnownError if none of them is late, a rate is not known, or it is not known when interest starts.
    """
    if wanted.regime and wanted.regime not in NAMES:
        raise _unknown(wanted.regime)
    known = {each.id: bill(each, wanted.on) for each in invoices(db, client, on=wanted.on)}
    late = [each for each, owed in known.items() if owed.status == "overdue"]
    if wanted.paid_late:
        late += [each for each, owed in known.items() if owed.status == "paid"]
    chosen = [each for each in known if each in (wanted.invoices or late)]
    found = [
        claim_of(each, wanted.on, law, wanted.regime) for each in late_invoices(db, client, chosen, wanted.on, _day_of)
    ]
    found = [each for each in found if each.worked and (each.interest.minor or each.invoice.facts.id in late)]
    if not found:
        raise KnownError(
            N_("None of these invoices is past due on {date}."),
            kept=N_("Nothing was created."),
            todo=N_("Choose an invoice that is overdue, or was paid late, or another day."),
            date=wanted.on,
        )
    return tuple(found)


def make_interest_sheet(
    book: Casebook, client: int, made: date, wanted: Wanted, *, page: PageSize = "A4", language: str = ""
) -> InterestPaper:
    """Make the interest sheet of a client, and keep it as a document.

    KnownError as `claims`, and if there is no business yet or nothing to claim.
    """

    def work(write: Write) -> InterestPaper:
        anchor = write.note_anchor(INTEREST_SHEET)
        paper = _sheet(write.db, client, made, wanted, Anchor(anchor.size, anchor.root.hex()), page, language)
        return replace(paper, document=keep_sheet(write, client, paper), changed=write.changed())

    return book.write(work)


def interest_paper(db: Connection, client: int, made: date, wanted: Wanted, *, page: PageSize = "A4") -> InterestPaper:
    """Return the interest sheet of a client without keeping it. KnownError as `make_interest_sheet`."""
    anchor = entry_log.anchor(db)
    return _sheet(db, client, made, wanted, Anchor(anchor.size, anchor.root.hex()), page)


def keep_sheet(write: Write, client: int, paper: InterestPaper) -> int:
    """Keep a sheet as a document of its client; return the document's id."""
    facts = paper.facts
    document = Document(
        client=client, type=INTEREST_SHEET, version=facts.version, language=facts.language, made_on=facts.made
    )
    printed: Mapping[str, Any] = sheet.facts_json(facts)
    return keep_paper(write, document, paper.name, paper.pdf, printed, facts.anchor)


def _sheet(
    db: Connection, client: int, made: date, wanted: Wanted, anchor: Anchor, page: PageSize, language: str = ""
) -> InterestPaper:
    from clientguard.reports.money import interest_sheet as paper  # reportlab and pikepdf: only when one is made

    firm = business(db)
    if firm is None:
        raise KnownError(
            N_("Your business has not been entered yet, so the paper would have no letterhead."),
            kept=N_("Nothing was created."),
            todo=N_("Enter it in Settings, then create the paper."),
        )
    language = language or _language(db, client)
    law = known_law(db, language)
    found = claims(db, client, wanted, law)
    if not any(each.claimed.minor for each in found):
        _refuse_nothing(found)
    asked = Asked(made, last_version(db, client, INTEREST_SHEET) + 1, wanted.on, language, anchor)
    owner = lookup.get_record(db, Client, client)
    facts = interest_sheet(firm, owner, found, _watched(db, found, client, language), law, asked)
    pdf = paper.render_interest_sheet(facts, words(facts.language), page=page)
    name = paper_name(INTEREST_SHEET, owner.name, facts.version, words(facts.language))
    return InterestPaper(pdf, name, facts.version, 0, facts, paper.boxes(facts), Changed())


def _refuse_nothing(found: Sequence[Claim]) -> None:
    first = found[0].worked[0].working
    raise KnownError(
        N_("There is no interest and no fixed sum to claim. {why}"),
        kept=N_("Nothing was created."),
        todo=N_("Choose another regime or day, or enter what the contract says about late payment."),
        why=first.why,
    )


def _unknown(regime: str) -> KnownError:
    return KnownError(
        N_("“{regime}” is not a law that is known here."),
        kept=N_("Nothing was created."),
        todo=N_("Choose one of: {regimes}."),
        regime=regime,
        regimes=", ".join(NAMES),
    )


def _watched(db: Connection, found: Sequence[Claim], client: int, language: str) -> tuple[Watched, ...]:
    """Return the rules on payment times that apply to the contracts of the invoices, each once."""
    contracts = dict.fromkeys(each.invoice.contract for each in found)
    rules = [
        rule
        for each in contracts
        for rule in watched_of(db, lookup.get_record(db, Contract, each) if each else Contract(client=client), language)
    ]
    return tuple({each.key: each for each in rules}.values())


def _remarks(claim: Claim, on: date) -> list[Said]:
    """Return what the user should know before claiming interest on an invoice."""
    owed = bill(claim.invoice.facts, on)
    told: list[Said] = []
    if owed.hold and owed.hold.type == "disputed":
        told.append(said(N_("The client disputes this invoice; interest is due only on what turns out to be owed.")))
    elif owed.hold:
        told.append(
            said(N_("Something holds this invoice up; if you agreed to wait, no interest may run in that time."))
        )
    if claim.regime == CONTRACT and claim.invoice.rate is None:
        told.append(said(N_("If the contract names a rate, enter it there: it is used from then on.")))
    if claim.regime == CONTRACT and claim.invoice.rate is None and not claim.invoice.country:
        told.append(
            said(N_("To see what the law gives, enter your country in Settings, or the governing law in the contract."))
        )
    return told


def _language(db: Connection, client: int, *, own: bool = False) -> str:
    firm = business(db)
    mine = firm.language if firm else ""
    return (mine if own else lookup.get_record(db, Client, client).language or mine) or "en"


def _day_of(at: Instant) -> date:
    return local(at).date()
