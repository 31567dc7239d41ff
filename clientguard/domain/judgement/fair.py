"""The other reading of a record: what speaks for the client, and our own share, before any verdict (P8.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.judgement import our_share
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.fair_point import FairPoint
from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records import Contract
from clientguard.domain.records.kinds.collecting import AGREED
from clientguard.domain.wording import N_, counted, listed, said

LONG = 365  # days after which a client is known well enough to call something its only lapse
MONTH = 30  # days
ENOUGH = 3  # invoices or requests from which one can speak of most of them
ILL = "illness"


@dataclass(frozen=True, slots=True)
class FairLook:
    """What speaks for a client, such as a hard time, and what was our own doing (P8.1)."""

    for_them: tuple[FairPoint, ...] = ()
    our_share: tuple[FairPoint, ...] = ()


def fair_look(facts: SignFacts, findings: Sequence[Finding], today: date) -> FairLook:
    """Return what the record says for the client, and what it says of our own doing, with equal care (P8.1).

    Nothing here changes a sign: what our own fault explains was taken out before counting. It is read before a verdict.
    """
    return FairLook(
        for_them=tuple(point for look in _FOR_THEM for point in look(facts, findings, today)),
        our_share=our_share.points(facts, today),
    )


def _plan(facts: SignFacts, _findings: Sequence[Finding], today: date) -> Iterator[FairPoint]:
    """Yield the recovery plans whose result is not known yet: it is looked at before anything is decided (P8.3)."""
    for each in facts.plans:
        if not each.result and each.made_on:
            text = N_("A recovery plan has been running since {date}: {remedy}. Look at its result on {due} first.")
            if each.due and each.due <= today:
                text = N_(
                    "A recovery plan has been running since {date}: {remedy}. Its result was to be seen by {due}."
                )
            yield FairPoint(said(text, date=each.made_on, remedy=each.remedy, due=each.due), (each.id,))


def _absent(facts: SignFacts, _findings: Sequence[Finding], today: date) -> Iterator[FairPoint]:
    """Yield the times at which the client was away; a holiday only if something was asked for meanwhile."""
    for each in facts.absences:
        starts, until = each.starts, each.last_day
        if starts is None or until is None:
            continue
        asked = [
            request.id
            for request in facts.requests
            if request.asked_on <= until and (request.answered_on is None or request.answered_on >= starts)
        ]
        if each.reason == ILL:
            text = (
                N_("The client was ill from {starts} to {until}.")
                if until < today
                else N_("The client has been ill since {starts}.")
            )
        elif asked:
            forms = (
                N_("The client was away from {starts} to {until}, as it had said; {count} request was open then."),
                N_("The client was away from {starts} to {until}, as it had said; {count} requests were open then."),
            )
            yield FairPoint(counted(*forms, len(asked), starts=starts, until=until), (each.id, *asked))
            continue
        elif each.reason == "other":
            text = N_("The client was away from {starts} to {until}, as it had said.")
        else:
            continue
        yield FairPoint(said(text, starts=starts, until=until), (each.id, *asked))


def _asked_first(facts: SignFacts, _findings: Sequence[Finding], _today: date) -> Iterator[FairPoint]:
    """Yield the invoices for which more time was agreed by their date, and whether that was kept."""
    for each in facts.bills:
        for hold in each.facts.holds:
            if hold.type != AGREED or each.due is None or hold.starts > each.due or hold.until is None:
                continue
            text = N_("The client asked for more time before invoice {number} was due; {date} was agreed.")
            settled = each.facts.settled
            if not each.is_unpaid and settled and settled <= hold.until:
                text = N_("The client asked for more time before invoice {number} was due; {date} was agreed and kept.")
                yield FairPoint(said(text, number=each.facts.number, date=hold.until), (each.facts.id, hold.id))
                yield from _next_on_time(facts, each)
                continue
            yield FairPoint(said(text, number=each.facts.number, date=hold.until), (each.facts.id, hold.id))


def _next_on_time(facts: SignFacts, bill: Bill) -> Iterator[FairPoint]:
    """Yield that the invoice after one for which more time was agreed was paid on time."""
    later = [each for each in facts.bills if each.facts.issued > bill.facts.issued]
    after = min(later, key=lambda each: (each.facts.issued, each.facts.id), default=None)
    if after and not after.is_unpaid and after.days_late <= facts.thresholds.grace_days:
        text = N_("The invoice after it, {number}, was paid on time.")
        yield FairPoint(said(text, number=after.facts.number), (after.facts.id,))


def _kept_word(facts: SignFacts, _findings: Sequence[Finding], _today: date) -> Iterator[FairPoint]:
    kept = [each for each in facts.promises if each.kept_on and each.kept_on <= each.due]
    if kept:
        text = (
            N_("The client kept {count} promise by its date."),
            N_("The client kept {count} promises by their dates."),
        )
        yield FairPoint(counted(*text, len(kept)), tuple(each.id for each in kept))


def _paid_well(facts: SignFacts, _findings: Sequence[Finding], _today: date) -> Iterator[FairPoint]:
    """Yield that most invoices were paid on time, where some were not; one late payment alone is a lapse."""
    grace, late_days = facts.thresholds.grace_days, facts.thresholds.late_days
    told = [each for each in facts.bills if each.status == "overdue" or not each.is_unpaid]
    good = [each for each in told if each.days_late <= grace]
    late = [each for each in told if each.days_late > late_days]
    ids = tuple(each.facts.id for each in (*late, *good))
    if len(late) == 1 and len(good) >= ENOUGH and len(good) == len(told) - 1:
        text = N_("Invoice {number} was the only late one: the other {count} were paid on time.")
        yield FairPoint(said(text, count=len(good), number=late[0].facts.number), ids)
    elif late and len(good) >= ENOUGH and 2 * len(good) > len(told):
        text = N_("The client paid {good} of {all} invoices on time.")
        yield FairPoint(said(text, good=len(good), all=len(told)), ids)


def _paid_once_sent(facts: SignFacts, _findings: Sequence[Finding], _today: date) -> Iterator[FairPoint]:
    """Yield the invoices that went out late and were paid soon after the client got them."""
    for each in facts.bills:
        sent, settled = facts.sent.get(each.facts.id), each.facts.settled
        if sent is None or settled is None or each.is_unpaid or not each.days_late:
            continue
        days = (settled - sent).days
        if 0 <= days <= facts.thresholds.late_days:
            forms = (
                N_("The client paid invoice {number} {count} day after it was sent."),
                N_("The client paid invoice {number} {count} days after it was sent."),
            )
            yield FairPoint(counted(*forms, days, number=each.facts.number), (each.facts.id,))


def _answered_well(facts: SignFacts, _findings: Sequence[Finding], today: date) -> Iterator[FairPoint]:
    dated = [each for each in facts.requests if each.needed_by and (each.answered_on or each.needed_by < today)]
    good = [each for each in dated if each.answered_on and each.needed_by and each.answered_on <= each.needed_by]
    if len(good) < len(dated) and len(good) >= ENOUGH and 2 * len(good) > len(dated):
        text = N_("The client answered {good} of {all} requests by their dates.")
        yield FairPoint(said(text, good=len(good), all=len(dated)), tuple(each.id for each in good))


def _only_once(facts: SignFacts, findings: Sequence[Finding], today: date) -> Iterator[FairPoint]:
    """Yield the signs that rest on one record, of a client that has been one for long."""
    since = facts.client.since
    if since is None or (today - since).days < LONG:
        return
    for each in findings:
        if each.state != "none" and len(each.evidence) == 1 and not each.is_harm:
            text = N_("“{conduct}” rests on one entry in {count} months as a client.")
            months = (today - since).days // MONTH
            yield FairPoint(said(text, count=months, conduct=said(CONDUCT[each.sign])), each.evidence)


def _is_new(facts: SignFacts, _findings: Sequence[Finding], today: date) -> Iterator[FairPoint]:
    since = facts.client.since
    if since and 0 <= (today - since).days < facts.thresholds.new_weeks * 7:
        text = N_("The client came on {date} only: a new one is allowed to ask more.")
        yield FairPoint(said(text, date=since), (facts.client.id,))


def _not_reminded(facts: SignFacts, _findings: Sequence[Finding], _today: date) -> Iterator[FairPoint]:
    """Yield the invoices that are late and of which nobody reminded the client: it may have overlooked them (P3.3)."""
    reminded = {record for each in facts.talks if each.direction == "out" for record in each.about}
    for each in facts.bills:
        late = each.days_late > facts.thresholds.grace_days
        if each.takes_reminder and late and each.facts.id not in reminded:
            forms = (
                N_("Nobody has reminded the client of invoice {number}, {count} day late."),
                N_("Nobody has reminded the client of invoice {number}, {count} days late."),
            )
            yield FairPoint(counted(*forms, each.days_late, number=each.facts.number), (each.facts.id,))


def _never_told(facts: SignFacts, _findings: Sequence[Finding], _today: date) -> Iterator[FairPoint]:
    """Yield what was never agreed: nobody can keep to what it was not told (P8.2)."""
    if not facts.contracts:
        yield FairPoint(said(N_("No contract is on record: what both sides expect was never written down.")), ())
        return
    newest = max(facts.contracts, key=lambda each: (each.starts or date.min, each.id))
    missing = [said(name) for name, has in _EXPECTED if not has(newest, facts)]
    if missing:
        text = N_("The contract says nothing of {what}.")
        yield FairPoint(said(text, what=listed(missing)), (newest.id,))


# What a client has to be told to keep to it, and whether it was.
_EXPECTED: tuple[tuple[str, Callable[[Contract, SignFacts], bool]], ...] = (
    (N_("when invoices are due"), lambda it, _facts: bool(it.payment_terms)),
    (N_("how long an answer may take"), lambda it, _facts: it.response_days is not None),
    (N_("how many rounds of changes are included"), lambda it, _facts: it.revision_limit is not None),
    (N_("when you can be reached"), lambda it, facts: bool(it.contact_hours or facts.hours)),
)
_Look = Callable[[SignFacts, Sequence[Finding], date], Iterator[FairPoint]]
_FOR_THEM: tuple[_Look, ...] = (
    _plan,
    _absent,
    _asked_first,
    _kept_word,
    _paid_well,
    _paid_once_sent,
    _answered_well,
    _only_once,
    _is_new,
    _not_reminded,
    _never_told,
)
