"""The last column of a list, which no field holds: the state of each client, invoice and so on; of when a file is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from clientguard.actions.communication.waiting.moving import moved_dates
from clientguard.actions.communication.waiting.waits import own_calendar, rounds_counted
from clientguard.actions.judgement.reading import judged_all
from clientguard.domain.clients import ClientFacts, marks, state
from clientguard.domain.communication.threads import SPOKEN
from clientguard.domain.communication.waiting.moved import moved_words
from clientguard.domain.communication.waiting.promises import promise_words
from clientguard.domain.communication.waiting.requests import request_words
from clientguard.domain.contracts.deciding import decision
from clientguard.domain.judgement.finding import CONDUCT
from clientguard.domain.judgement.next_steps import HARM
from clientguard.domain.money.overdue import LONG_LATE
from clientguard.domain.money.receivables import Bill, bill, waiting_for
from clientguard.domain.money.stops import standing_on
from clientguard.domain.records import KINDS, ApprovalRound, Choice, Contract, Demand, Instant, Message, Record, Work
from clientguard.domain.records.kinds.beginning import INTAKE_RESULTS
from clientguard.domain.records.kinds.parties import PROSPECT
from clientguard.store.views import messages
from clientguard.store.views.client import facts_of
from clientguard.store.views.collecting.stops import stops_of_all
from clientguard.store.views.communication.demands import again_after_a_no
from clientguard.store.views.communication.waiting import all_requests, promises_of, requests_of
from clientguard.store.views.files.dates import dates
from clientguard.store.views.judgement.intake import newest_intakes
from clientguard.store.views.leaving.documents import document_states
from clientguard.store.views.lists import BY_DATE_OF_OWNER, rows
from clientguard.store.views.money import credit_notes, invoices, invoices_of
from clientguard.store.views.portions import portions
from clientguard.texts import N_, _, _n, current, local
from clientguard.ui.records.record_model import Aside, Verdict
from clientguard.ui.session.session import Session

RECENT = 30  # days for which an open answer stands out

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


# By which invoices are filtered. What is overdue may be disputed as well: it is in both.
STATES = (
    Choice("overdue", N_("Overdue")),
    Choice("open", N_("Not due yet")),
    Choice("held", N_("Disputed or on hold")),
    Choice("paid", N_("Paid")),
    Choice("written off", N_("Written off")),
)
# By which requests are filtered: how they ended, if they have.
ENDS = (
    Choice("open", N_("Waiting", "request")),
    Choice("answered", N_("Answered")),
    Choice("closed", N_("Closed unanswered")),
)
UNPAID = ("overdue", "open", "held")
DOCUMENT_TONES = {"current": "met", "older": "attention", "unknown": "neutral"}


def verdict(session: Session, kind: str) -> Verdict | None:
    """Return the verdict of a kind's list; None for a kind without one."""
    make = VERDICTS.get(kind)
    return make(session) if make else None


def _of_clients(session: Session) -> Verdict:
    kinds = frozenset({"contract", "invoice", "payment", "allocation", "write_off", "invoice_hold", "promise",
                       "request", "leaving"})  # fmt: skip
    aside = Aside(_("Raised signs"), _("With raised signs"), frozenset(KINDS), lambda db: _conduct(session, db))
    return Verdict(_("Status"), kinds, lambda db, ids: _clients(session, db, ids), aside=aside)


def _of_prospects(session: Session) -> Verdict:
    return Verdict(_("Intake sheet"), frozenset({"intake"}), lambda db, ids: _prospects(session, db, ids))


def _of_invoices(session: Session) -> Verdict:
    kinds = frozenset({"payment", "allocation", "write_off", "invoice_hold", "promise", "contract"})
    return Verdict(
        _("State"),
        kinds,
        lambda db, ids: _invoices(session, db, ids),
        states=STATES,
        of_state=lambda db, client, key: _in_state(session, db, client, key),
    )


def _of_contracts(session: Session) -> Verdict:
    return Verdict(_("Notice and term"), frozenset(), lambda db, ids: _contracts(session, db, ids))


def _of_documents(session: Session) -> Verdict:
    kinds = frozenset({"business", "client", "contract", "leaving", "release", "deliverable", "result", "account",
                       "obligation", "invoice", "payment", "allocation", "write_off", "invoice_hold", "request",
                       "extension"})  # fmt: skip
    return Verdict(_("State"), kinds, lambda db, ids: _documents(session, db, ids))


def _of_messages(session: Session) -> Verdict:
    return Verdict(
        _("Answer"),
        frozenset({"attachment"}),
        lambda db, ids: _messages(session, db, ids),
        messages.with_files,
        lambda db, ids: _conversations(session, db, ids),
    )


def _of_demands(_session: Session) -> Verdict:
    return Verdict(_("Answer"), frozenset(), _demands, short=True)


def _of_files(_session: Session) -> Verdict:
    kinds = frozenset(kind.name for kind in KINDS.values() if kind.date)
    return Verdict(_("Date"), kinds, _files, sort=BY_DATE_OF_OWNER)


def _of_requests(session: Session) -> Verdict:
    kinds = frozenset({"approval_round", "reference", "message", "absence", "contact"})
    return Verdict(
        _("State"),
        kinds,
        lambda db, ids: _requests(session, db, ids),
        states=ENDS,
        of_state=lambda db, client, key: _requests_in_state(session, db, client, key),
    )


def _of_promises(session: Session) -> Verdict:
    kinds = frozenset({"payment", "allocation", "write_off", "absence", "contact"})
    return Verdict(_("State"), kinds, lambda db, ids: _promises(session, db, ids))


def _of_deliverables(session: Session) -> Verdict:
    kinds = frozenset({"request", "extension", "absence", "business"})
    return Verdict(_("Moved"), kinds, lambda db, ids: _deliverables(session, db, ids))


def _of_rounds(session: Session) -> Verdict:
    return Verdict(_("State"), frozenset({"business"}), lambda db, ids: _rounds(session, db, ids))


def _of_work(_session: Session) -> Verdict:
    return Verdict(_("Remark"), frozenset({"suspension"}), _work)


VERDICTS: dict[str, Callable[[Session], Verdict]] = {
    "approval_round": _of_rounds,
    "attachment": _of_files,
    "client": _of_clients,
    "contract": _of_contracts,
    "deliverable": _of_deliverables,
    "demand": _of_demands,
    "document": _of_documents,
    "invoice": _of_invoices,
    "message": _of_messages,
    "promise": _of_promises,
    PROSPECT: _of_prospects,
    "request": _of_requests,
    "work": _of_work,
}


def _clients(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    today = session.today()
    found = facts_of(db, ids, today)
    return {client: _client(facts, today) for client, facts in found.items()}


def _client(facts: ClientFacts, today: date) -> tuple[str, str]:
    """Return a client's state on one line, in the tone of the worst of it."""
    found = [mark for mark in marks(facts) if mark.tone in ("stop", "note")]
    found += [mark for mark in state(facts, today) if mark.tone in ("stop", "attention")]
    tone = next((each for each in ("stop", "attention", "note") if any(mark.tone == each for mark in found)), "neutral")
    return ", ".join(current().say(mark.text) for mark in found), tone


def _prospects(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return what came of the first conversation with each who asks for work (P7.5)."""
    results = {each.key: (_(each.label), each.tone) for each in INTAKE_RESULTS}
    sheets = newest_intakes(db, ids, session.today())
    filled = {client: results.get(each.result, (_("no result yet"), "note")) for client, each in sheets.items()}
    return {each: filled.get(each, (_("none yet"), "neutral")) for each in ids}


def _conduct(session: Session, db: Connection) -> dict[int, tuple[str, str]]:
    """Return the conduct that the raised signs of each client name; what is to be watched marks nobody (P8.1)."""
    return {
        each.client: (
            ", ".join(_(HARM) if sign.is_harm else _(CONDUCT[sign.sign]) for sign in each.raised),
            "stop" if each.raised[0].is_harm else "attention",
        )
        for each in judged_all(db, session.today())
        if each.raised
    }


def _contracts(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    today = session.today()
    return {each.id: _contract(each, today) for each in rows(db, KINDS["contract"], ids).records}


def _contract(found: Record, today: date) -> tuple[str, str]:
    """Return what a contract's fields come to, its notice first, marked if it is to be decided on."""
    assert isinstance(found, Contract)
    due = decision(found.agreed, today)
    words = [current().say(each.message) for each in found.in_words(today) if each.field != "payment_terms"]
    return " ".join(reversed(words)), "attention" if due else "neutral"


def _documents(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    found = document_states(db, ids, session.today(), own_calendar(db), local)
    return {document: (current().say(each.words), DOCUMENT_TONES[each.state]) for document, each in found.items()}


def _files(db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return of when each file is."""
    found = dates(db, KINDS["attachment"], ids)
    days = {file: local(each).date() if isinstance(each, Instant) else each for file, each in found.items()}
    return {file: (current().date(each), "neutral") for file, each in days.items()}


def _requests(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return how long each request has waited, or how it ended (P1.2)."""
    today = session.today()
    found = {each.id: request_words(each, today) for each in requests_of(db, ids, today)}
    return {request: (current().say(words), tone) for request, (words, tone) in found.items()}


def _requests_in_state(session: Session, db: Connection, client: int, key: str) -> set[int]:
    """Return the requests of one client or all that are in one of `ENDS`."""
    return {each.id for each in all_requests(db, client, session.today()) if each.state == key}


def _promises(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return whether each promise was kept (P3.2)."""
    today, is_working = session.today(), own_calendar(db)
    found = {each.id: promise_words(each, today, is_working) for each in promises_of(db, ids, today)}
    return {promise: (current().say(words), tone) for promise, (words, tone) in found.items()}


def _deliverables(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return to which day each date has moved, and by whose answers (P1.3)."""
    found = {each: moved_words(date) for each, date in moved_dates(db, ids, session.today()).items()}
    return {each: (current().say(words), "attention") for each, words in found.items() if words}


def _rounds(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return what became of each round of an approval, and how long that took (P2.1)."""
    found = [each for each in rows(db, KINDS["approval_round"], ids).records if isinstance(each, ApprovalRound)]
    counted = rounds_counted(db, sorted({each.request or 0 for each in found}), session.today())
    return {
        each.record: (current().say(each.words), "neutral" if each.answered_on else "attention")
        for part in counted.values()
        for each in part
    }


def _work(db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return which work was done while work was stopped (P3.4)."""
    found = [each for each in rows(db, KINDS["work"], ids).records if isinstance(each, Work)]
    stops = stops_of_all(db, sorted({each.client or 0 for each in found}))
    during = {each.id for each in found if each.on and standing_on(stops.get(each.client or 0, ()), each.on)}
    return {each.id: (_("during the stop"), "stop") if each.id in during else ("", "neutral") for each in found}


def _demands(db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return how each demand was answered, and whether it came again after a no (P6.8)."""
    again = again_after_a_no(db, ids)
    found = [each for each in rows(db, KINDS["demand"], ids).records if isinstance(each, Demand)]
    return {each.id: _demand(each, is_again=each.id in again) for each in found}


def _demand(found: Demand, *, is_again: bool) -> tuple[str, str]:
    if is_again:
        return _("again after a no"), "attention" if found.refused else "stop"
    if found.refused:
        return _("you said no"), "neutral"
    return (_("answered"), "neutral") if found.answered_on or found.answer else (_("not answered"), "attention")


def _messages(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return whether the other side answered each message."""
    found = [each for each in rows(db, KINDS["message"], ids).records if isinstance(each, Message)]
    answered = session.conversations.answered(db, ids)
    today = session.today()
    return {each.id: _message(each, each.id in answered, today) for each in found}


def _conversations(session: Session, db: Connection, ids: list[int]) -> tuple[dict[int, tuple[str, str]], set[int]]:
    """Return whether the conversation of each message was answered, and which of them have files."""
    found = session.conversations.around_each(db, ids)
    verdicts = _messages(session, db, [each for each, _members in found.values() if each])
    members = [each for _deciding, others in found.values() for each in others]
    files = {each for _marks, part in portions(members) for each in messages.with_files(db, part)}
    return (
        {record: verdicts.get(deciding, ("", "neutral")) for record, (deciding, _members) in found.items()},
        {record for record, (_deciding, others) in found.items() if not files.isdisjoint(others)},
    )


def _message(found: Message, is_answered: bool, today: date) -> tuple[str, str]:
    if found.channel in SPOKEN or not found.at:
        return "", "neutral"
    if is_answered:
        return _("answered"), "neutral"
    waits = found.direction == "in" and (today - local(found.at).date()).days <= RECENT
    return (_("not answered"), "attention" if waits else "neutral")


def _invoices(session: Session, db: Connection, ids: list[int]) -> dict[int, tuple[str, str]]:
    today = session.today()
    bills = [bill(each, today) for each in invoices_of(db, ids, today)]
    notes = {note: (_("credit note for {number}", number=of), "neutral") for note, of in credit_notes(db, ids).items()}
    return notes | {each.facts.id: _invoice(each) for each in bills}


def _in_state(session: Session, db: Connection, client: int, key: str) -> set[int]:
    """Return the invoices of one client or all that are in one of `STATES`."""
    today = session.today()
    bills = [bill(each, today) for each in invoices(db, client, on=today, unpaid=key in UNPAID)]
    return {each.facts.id for each in bills if (each.hold is not None if key == "held" else each.status == key)}


def _invoice(found: Bill) -> tuple[str, str]:
    if found.status == "paid":
        if not found.days_late:
            return _("paid"), "met"
        return _n("paid {count} day late", "paid {count} days late", found.days_late), "neutral"
    if found.status == "credited":
        return _("credited"), "neutral"
    if found.status == "written off":
        return _("written off"), "neutral"
    amount = current().money(found.open)
    tone = "neutral"
    words = _("{amount} open", amount=amount)
    if found.waits_for:
        words = _("{amount} waits for {event}", amount=amount, event=found.waits_for.say())
    if found.status == "overdue":
        words = _n(
            "{amount} open, {count} day late", "{amount} open, {count} days late", found.days_late, amount=amount
        )
        tone = "stop" if found.days_late > LONG_LATE else "attention"
    if found.overdue.minor and found.not_due.minor:
        words = _n(
            "{late} of {amount} open is {count} day late",
            "{late} of {amount} open is {count} days late",
            found.days_late,
            late=found.overdue,
            amount=amount,
        )
    waits = waiting_for(found)
    if waits is None:
        return words, tone
    if not found.promise_broken or found.hold:
        tone = "attention" if found.disputed.minor else "note"
    return _("{state}, {waits}", state=words, waits=current().say(waits)), tone
