"""Handing over one account: its progress, and what may be held back (P4.3, P4.4).

The client's own accounts and data are handed over even if money is owed. Only what contractually stays the
consultant's until paid is held until payments are current, or until the gate is released with a recorded reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.records import Account
from clientguard.domain.wording import N_, Said, said

# The steps of one account's handover: the record's field, and its label.
PATH = (
    ("offered_on", N_("Offered")),
    ("accepted_on", N_("Accepted by the client")),
    ("tested_on", N_("Client has signed in")),
    ("tokens_on", N_("Tokens and recovery addresses changed")),
    ("billing_on", N_("Billing moved")),
    ("removed_on", N_("Own access removed")),
)
NEVER_HELD = ("client", "personal")  # ownership classes that are handed over even if money is owed
NEEDED = ("accepted_on", "tested_on", "removed_on")


@dataclass(frozen=True, slots=True)
class HandoverStep:
    """One step of an account's handover."""

    field: str
    label: str
    done: date | None


@dataclass(frozen=True, slots=True)
class Handover:
    """The progress of one account's handover, and whether it may continue."""

    account: Account
    may_proceed: bool
    why: Said
    warning: Said | None
    steps: tuple[HandoverStep, ...]
    complete: bool

    @property
    def waits(self) -> bool:
        """Whether it is held until payments are current."""
        return not (self.may_proceed or self.complete)


def handover(account: Account, *, current: bool, released: bool) -> Handover:
    """Return an account's handover; `current`: nothing is overdue; `released`: the payment gate was released."""
    may, why, warning = _ruling(account, current=current, released=released)
    steps = tuple(HandoverStep(name, label, getattr(account, name)) for name, label in PATH)
    return Handover(account, may, why, warning, steps, is_handed_over(account))


def is_handed_over(account: Account) -> bool:
    """Return whether the client accepted and tested an account, our access was removed, and there is proof."""
    return all(getattr(account, name) for name in NEEDED) and bool(account.proof.strip())


def _ruling(account: Account, *, current: bool, released: bool) -> tuple[bool, Said, Said | None]:
    match account.ownership:
        case "client":
            why = said(N_("It is the client's own: it is handed over whatever is owed."))
            return True, why, None if current else said(N_("Holding it back may be unlawful."))
        case "personal":
            return True, said(N_("Personal data must be returned or deleted, whatever is owed.")), None
        case "resold":
            why = said(N_("You pay for it and resell it: it goes as the contract says."))
            if account.clause:
                why = said(N_("You pay for it and resell it: see {clause}."), clause=account.clause)
            return True, why, None if current else said(N_("Read the contract before you let it run out."))
        case _:
            return _until_paid(account, current=current, released=released)


def _until_paid(account: Account, *, current: bool, released: bool) -> tuple[bool, Said, Said | None]:
    if current:
        return True, said(N_("It was yours until paid, and payments are current.")), None
    if released:
        return True, said(N_("It is yours until paid; you released it with a reason.")), None
    if account.clause:
        return False, said(N_("It is yours until paid ({clause}): it waits."), clause=account.clause), None
    warning = said(N_("No contract clause is on record for holding it."))
    return False, said(N_("It is yours until paid: it waits.")), warning
