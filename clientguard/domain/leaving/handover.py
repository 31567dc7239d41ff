"""Handing over one account: its path, what has to wait, and what may be held back (P4.3, P4.4).

The client's own accounts and data are handed over even if money is owed. Only what contractually stays the
consultant's until paid is held until payments are current, or until the gate is released with a recorded reason.
Without a clause it is not held, unless a typed reason says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.contracts.words import clause_name
from clientguard.domain.leaving.assets import ACCEPTED, FIELDS, TESTED, PathStep, Who, checklist_path, path_of
from clientguard.domain.records import Account, Checklist, HandoverMark
from clientguard.domain.records.kinds.handover import REQUEST
from clientguard.domain.wording import N_, Said, counted, listed, said

OWN = "own: "  # before the line of the user's own checklist, in the key of its step

NEVER_HELD = ("client", "personal")  # ownership classes that are handed over even if money is owed
REQUESTS = 2  # how often the client is asked before an account is closed without a reply (P1.3, P4.4)
PATIENCE = 7  # days that the client has for an answer after the last request (P4.4)
PROOF = "proof"

HandoverState = Literal["waits", "open", "offered", "accepted", "tested", "removed", "complete", "no reply"]


@dataclass(frozen=True, slots=True)
class HandoverStep:
    """One step of an account's handover: when it was done, who acts, and why it still has to wait.

    `field` is that of the account's record, empty if the step is kept as a mark; `optional` ones may be left out.
    """

    key: str
    field: str
    label: Said
    done: date | None
    who: Who
    blocked_by: tuple[Said, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Handover:
    """The progress of one account's handover, and whether it may continue.

    `steps` are the common ones of its kind; `checklist` are those of the platform and of the user's own list, which
    help and are not required. `requests` are the days on which the client was asked without an answer.
    """

    account: Account
    may_proceed: bool
    why: Said
    warning: Said | None
    steps: tuple[HandoverStep, ...]
    complete: bool
    state: HandoverState = "open"
    checklist: tuple[HandoverStep, ...] = ()
    requests: tuple[date, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it is held until payments are current."""
        return not (self.may_proceed or self.complete)

    @property
    def proved(self) -> bool:
        """Whether proof of the handover is on record."""
        return bool(self.account.proof.strip())

    @property
    def next(self) -> str:
        """Return the key of the next step that is needed, `proof` if only that is missing, or "" if it is complete."""
        if self.complete:
            return ""
        return next((each.key for each in self.steps if not (each.done or each.optional)), PROOF)

    @property
    def no_reply(self) -> Said | None:
        """Say that it was closed without a reply, and when the client was asked; None if it was not closed so."""
        closed = self.account.no_reply_on
        if closed is None:
            return None
        if not self.requests:
            return said(N_("Closed without a reply on {closed}."), closed=closed)
        return said(
            N_("Asked on {dates}; closed without a reply on {closed}."), dates=listed(self.requests), closed=closed
        )

    def step(self, key: str) -> HandoverStep | None:
        """Return the step with a key, of the path or of the checklist; None if it takes no such step."""
        return next((each for each in (*self.steps, *self.checklist) if each.key == key), None)


def handover(
    account: Account,
    *,
    current: bool,
    released: bool,
    clause: str = "",
    marks: Iterable[HandoverMark] = (),
    own: Checklist | None = None,
) -> Handover:
    """Return an account's handover; `current`: nothing is overdue; `released`: the payment gate was released.

    `clause` is the handover clause of the contract, if any. `marks` may be those of other accounts as well; `own` is
    the checklist that the user chose for it.
    """
    may, why, warning = _ruling(account, clause, current=current, released=released)
    mine = [each for each in marks if each.account == account.id]
    complete = is_handed_over(account, mine)
    path = path_of(account.asset_type)
    held = () if may else (why,)
    return Handover(
        account,
        may,
        why,
        warning,
        tuple(_step(account, each, mine, held or _waits_for(account, each, path, mine)) for each in path),
        complete,
        _state(account, complete=complete, may=may),
        tuple(
            _step(account, each, mine, held or _waits_for_sign_in(account, each, path))
            for each in (*checklist_path(account.asset_type), *_own_steps(own))
        ),
        tuple(sorted(each.done_on for each in mine if each.key == REQUEST and each.done_on)),
    )


def is_handed_over(account: Account, marks: Iterable[HandoverMark] = ()) -> bool:
    """Return whether every needed step of an account is done and there is proof, or it was closed without a reply."""
    if account.no_reply_on:
        return True
    needed = [each.key for each in path_of(account.asset_type) if not each.optional]
    return bool(account.proof.strip()) and all(_done(account, key, marks) for key in needed)


def why_not_without_reply(requests: Sequence[date], on: date) -> Said | None:
    """Return why something cannot be closed without a reply yet; None if the client was asked often enough (P4.4)."""
    if not requests:
        return said(N_("The client has not been asked yet."))
    if len(requests) < REQUESTS:
        return counted(
            N_("The client was asked {count} time; without a reply, ask at least {needed} times."),
            N_("The client was asked {count} times; without a reply, ask at least {needed} times."),
            len(requests),
            needed=REQUESTS,
        )
    last = max(requests)
    if (on - last).days < PATIENCE:
        return said(
            N_("The client was last asked on {last}; wait until {until}."),
            last=last,
            until=last + timedelta(days=PATIENCE),
        )
    return None


def _done(account: Account, key: str, marks: Iterable[HandoverMark]) -> date | None:
    if field := FIELDS.get(key):
        return getattr(account, field)
    return next((each.done_on for each in marks if each.account == account.id and each.key == key), None)


def _step(account: Account, step: PathStep, marks: Sequence[HandoverMark], blocked: tuple[Said, ...]) -> HandoverStep:
    done = _done(account, step.key, marks)
    label = said(step.label) if step.label else _unnamed(step.key)
    return HandoverStep(
        step.key, FIELDS.get(step.key, ""), label, done, step.who, () if done else blocked, step.optional
    )


def _unnamed(key: str) -> Said:
    """Return what a step of a checklist is called without its text at hand; a line of the user's own is its text."""
    if key.startswith(OWN):
        return said("{line}", line=key.removeprefix(OWN))
    return said(N_("Step {number} of the checklist"), number=key.rpartition(".")[2])


def _own_steps(own: Checklist | None) -> tuple[PathStep, ...]:
    """Return the lines of the user's own checklist as steps; the line itself is the key, so that it can be moved."""
    lines = [each.strip() for each in own.steps.splitlines()] if own else []
    return tuple(PathStep(f"{OWN}{line}", "", "us", optional=True) for line in dict.fromkeys(lines) if line)


def _waits_for(
    account: Account, step: PathStep, path: Sequence[PathStep], marks: Sequence[HandoverMark]
) -> tuple[Said, ...]:
    """Return why a step that could lock the client out has to wait: our access goes last (P4.4)."""
    if not step.locks_out:
        return ()
    before = path[: path.index(step)]
    return tuple(said(each.not_yet) for each in before if not (each.optional or _done(account, each.key, marks)))


def _waits_for_sign_in(account: Account, step: PathStep, path: Sequence[PathStep]) -> tuple[Said, ...]:
    """Return why a step of the checklist that could lock the client out has to wait: it is tried alone first (P4.4)."""
    keys = {each.key: each for each in path}
    first = keys.get(TESTED) or keys[ACCEPTED]
    return (said(first.not_yet),) if step.locks_out and not _done(account, first.key, ()) else ()


def _state(account: Account, *, complete: bool, may: bool) -> HandoverState:
    if account.no_reply_on:
        return "no reply"
    if complete:
        return "complete"
    if not may:
        return "waits"
    if account.removed_on:
        return "removed"
    if account.tested_on:
        return "tested"
    if account.accepted_on:
        return "accepted"
    return "offered" if account.offered_on else "open"


def held_under(account: Account, clause: str) -> Said | None:
    """Return the clause, or the typed reason, by which an account may wait for payment; None if none lets it (P4.3).

    `clause` is the handover clause of the contract, if any; the account's own comes first.
    """
    if account.ownership != "mine":
        return None
    if account.clause.strip():
        return said(N_("yours until paid ({clause})"), clause=account.clause)
    if clause.strip():
        return said(N_("yours until paid ({clause})"), clause=clause_name(clause) or said(N_("the handover clause")))
    if account.held_reason.strip():
        return said(N_("yours until paid, without a clause: {reason}"), reason=account.held_reason)
    return None


def _ruling(account: Account, clause: str, *, current: bool, released: bool) -> tuple[bool, Said, Said | None]:
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
            return _until_paid(account, clause, current=current, released=released)


def _until_paid(account: Account, clause: str, *, current: bool, released: bool) -> tuple[bool, Said, Said | None]:
    if current:
        return True, said(N_("It was yours until paid, and payments are current.")), None
    if released:
        return True, said(N_("It is yours until paid; you released it with a reason.")), None
    if account.clause.strip():
        return False, said(N_("It is yours until paid ({clause}): it waits."), clause=account.clause), None
    if clause.strip():
        name = clause_name(clause) or said(N_("the handover clause"))
        warning = said(N_("Check that the handover clause covers it."))
        return False, said(N_("It is yours until paid ({clause}): it waits."), clause=name), warning
    if account.held_reason.strip():
        warning = said(N_("No contract clause is on record for holding it."))
        return False, said(N_("It is yours until paid. It waits: {reason}"), reason=account.held_reason), warning
    return True, said(N_("It is yours until paid, but no clause or reason is on record for holding it back.")), None
