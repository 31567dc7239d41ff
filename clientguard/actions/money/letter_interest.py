"""What a letter before action claims on top of an invoice, and the sheet that goes with it (P3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.actions.money.interest import InterestPaper, Wanted, interest_on, interest_paper
from clientguard.domain.money.amount import Money
from clientguard.domain.money.claims.late import Claim, per_day
from clientguard.domain.money.interest.regimes import CONTRACT, Law
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection


@dataclass(frozen=True, slots=True)
class LetterInterest:
    """Interest until the day of a letter, what each day adds, the fixed sum and the law; "" where there is no right.

    `remarks` are for the user alone.
    """

    interest: Money | str = ""
    a_day: Money | str = ""
    fixed: Money | str = ""
    law: Said | str = ""
    remarks: tuple[Said, ...] = ()


NONE = LetterInterest()


def letter_interest(db: Connection, invoice: int, today: date) -> LetterInterest:
    """Return what a letter claims on top of an invoice; where it cannot be worked out, the user is told why."""
    if not invoice:
        return NONE
    try:
        found = interest_on(db, invoice, today)
    except KnownError as error:
        why = said(error.what, **error.values)
        return LetterInterest(remarks=(said(N_("The letter claims no interest: {why}"), why=why),))
    if not found.claim.has_right or not found.claim.claimed.minor:
        why = found.claim.worked[0].working.why
        return LetterInterest(remarks=(said(N_("The letter claims no interest: {why}"), why=why),))
    return _claimed(found.claim, found.law, found.remarks)


def letter_sheet(db: Connection, client: int, invoice: int, today: date) -> InterestPaper:
    """Return the interest sheet that goes with a letter about an invoice; it is not kept yet."""
    return interest_paper(db, client, today, Wanted(today, (invoice,)))


def _claimed(claim: Claim, law: Law, remarks: tuple[Said, ...]) -> LetterInterest:
    """Return the interest of a claim; what was paid of it is not claimed again."""
    a_day = sum(per_day(each.working, law).minor for each in claim.worked)
    by = claim.worked[0].working.law
    if claim.regime == CONTRACT:
        by = said(N_("as the contract says"))
    return LetterInterest(
        interest=claim.claimed - claim.fixed if claim.claimed > claim.fixed else claim.money(0),
        a_day=claim.money(a_day) if a_day else "",
        fixed=claim.fixed if claim.fixed.minor else "",
        law=by,
        remarks=remarks,
    )
