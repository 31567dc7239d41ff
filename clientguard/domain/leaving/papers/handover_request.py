"""The facts of a handover request: what the client still has to do, account by account (P4.4).

Everything on the paper and in the mail is made from a `HandoverRequest` alone, which has no private fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clientguard.domain.leaving.assets import ACCEPTED, BILLING, TESTED
from clientguard.domain.leaving.case import LeavingCase, handovers, last_day
from clientguard.domain.leaving.handover import Handover
from clientguard.domain.paper.letterhead import Letterhead, letterhead
from clientguard.domain.paper.printed import Anchor, Party, party, plain_facts
from clientguard.domain.records import Business, Client
from clientguard.domain.records.kinds.handover import ASSETS, ROTATED
from clientguard.domain.wording import N_, Said, listed, said

FORMAT = "clientguard handover request 1"  # in the JSON: a reader checks it first
ANSWER_DAYS = 14  # that the client has to answer
WITHOUT_SIGN_IN = ("files", "design_files", "licences_stock")  # kinds that are opened rather than signed in to
# What the client is asked to do: the key in the JSON, and how the client is asked. `from_mail/replies` knows the words
# where they are copied back.
TASKS = {
    "accept": N_("Accept the invitation or the transfer"),
    "test": N_("Sign in yourself and test it"),
    "check": N_("Open it and check that it is complete"),
    "billing": N_("Put in your own card or payment method"),
    "rotate": N_("Change the passwords and keys that we knew"),
}
_ASKED = {ACCEPTED: "accept", TESTED: "test", BILLING: "billing", ROTATED: "rotate"}  # by the step of the path
# Whose an account is, as the client is told.
OWNED = {
    "client": N_("yours"),
    "personal": N_("your personal data"),
    "resold": N_("resold by us"),
    "mine": N_("ours until paid"),
}


@dataclass(frozen=True, slots=True)
class AskedAccount:
    """One account that the client answers for. `kind` is a key of `ASSETS`, `tasks` are keys of `TASKS`."""

    reference: str
    name: str
    kind: str
    platform: str
    ownership: str
    offered: date | None
    tasks: tuple[str, ...]

    @property
    def about(self) -> Said:
        """What it is and whose it is, as the client is told."""
        return _about(self.kind, self.platform, self.ownership)


@dataclass(frozen=True, slots=True)
class HeldAccount:
    """An account that follows once payments are current; `clause` is what the contract says of it."""

    reference: str
    name: str
    kind: str
    platform: str
    clause: str

    @property
    def follows(self) -> Said:
        """When it follows: a fact, without any reason of the user's own."""
        if self.clause.strip():
            return said(N_("Follows once payments are current ({clause})."), clause=self.clause)
        return said(N_("Follows once payments are current."))


@dataclass(frozen=True, slots=True)
class HandoverRequest:
    """Everything in a handover request; `open_points` is why it is a draft."""

    version: int
    made: date
    draft: bool
    language: str
    business: Letterhead
    client: Party
    return_by: date
    asked: tuple[AskedAccount, ...]
    held: tuple[HeldAccount, ...]
    open_points: tuple[Said, ...]
    anchor: Anchor


def handover_request(
    business: Business, client: Client, case: LeavingCase, *, made: date, version: int, anchor: Anchor
) -> HandoverRequest:
    """Return the request as of the day `made`, with public fields only (P4.4).

    Accounts that are handed over, that ended without a reply, or for which it is our turn are not asked about. It is a
    draft until the client has been told that the work ends.
    """
    waiting = open_points(case)
    return HandoverRequest(
        version=version,
        made=made,
        draft=bool(waiting),
        language=client.language or business.language or "en",
        business=letterhead(business),
        client=party(client),
        return_by=return_by(case, made),
        asked=asked_accounts(case),
        held=tuple(
            HeldAccount(_reference(each), each.account.name, each.account.asset_type, each.account.platform,
                        each.account.clause)
            for each in handovers(case)
            if each.waits
        ),
        open_points=waiting,
        anchor=anchor,
    )  # fmt: skip


def open_points(case: LeavingCase) -> tuple[Said, ...]:
    """Return why the client should not be asked yet; nothing once it was told, or where no notice is owed (P4.7)."""
    leaving, contract = case.leaving, case.contract
    if not leaving.id:
        return (said(N_("It is not on record yet that the work ends.")),)
    told = leaving.notice_given or leaving.agreed_last_day or leaving.signed_off
    if contract and contract.agreed.count and not told:
        return (said(N_("Notice has not been given yet.")),)
    return ()


def return_by(case: LeavingCase, made: date) -> date:
    """Return the day by which the client is to answer: after two weeks, on the last day if that is earlier.

    A last day that has passed does not count.
    """
    end = last_day(case.leaving, case.contract)
    weeks = made + timedelta(days=ANSWER_DAYS)
    return min(end, weeks) if end and end >= made else weeks


def asked_accounts(case: LeavingCase) -> tuple[AskedAccount, ...]:
    """Return the accounts for which it is the client's turn, each with what the client has to do (P4.4)."""
    found: list[AskedAccount] = []
    for ruled in handovers(case):
        account, tasks = ruled.account, _tasks(ruled)
        if tasks:
            found.append(
                AskedAccount(
                    reference=_reference(ruled),
                    name=account.name,
                    kind=account.asset_type,
                    platform=account.platform,
                    ownership=account.ownership,
                    offered=account.offered_on,
                    tasks=tasks,
                )
            )
    return tuple(found)


def _tasks(ruled: Handover) -> tuple[str, ...]:
    """Return what the client has to do for an account; secrets are changed last, once nobody else needs them."""
    if ruled.waits or ruled.complete:
        return ()
    account, found = ruled.account, list[str]()
    for number, step in enumerate(ruled.steps):
        if step.done or step.who != "client" or (step.optional and step.key == BILLING and not account.paid_by.strip()):
            continue
        if step.key == ROTATED and not all(each.done or each.optional for each in ruled.steps[:number]):
            continue
        found.append("check" if step.key == TESTED and account.asset_type in WITHOUT_SIGN_IN else _ASKED[step.key])
    return tuple(found)


def _reference(ruled: Handover) -> str:
    """Return what an answer quotes, such as `A12`: the account's number."""
    return f"A{ruled.account.id}"


def _about(kind: str, platform: str, ownership: str) -> Said:
    label = next((each.label for each in ASSETS if each.key == kind), "")
    whose = said(OWNED.get(ownership, OWNED["client"]))
    parts = {"kind": said(label) if label else "", "platform": platform.strip(), "owner": whose}
    if label and parts["platform"]:
        return said(N_("{kind}, {platform}, {owner}"), **parts)
    if label:
        return said(N_("{kind}, {owner}"), **parts)
    return said(N_("{platform}, {owner}"), **parts) if parts["platform"] else whose


def mail_lines(request: HandoverRequest) -> tuple[Said, ...]:
    """Return what a mail asks: a text for each account, with its reference, and a line for each thing to do."""
    return tuple(
        listed(
            (
                said(N_("[{reference}] {account} ({about})"), reference=each.reference, account=each.name,
                     about=each.about),
                *(said(TASKS[task]) for task in each.tasks),
            ),
            between="\n- ",
        )
        for each in request.asked
    )  # fmt: skip


def facts_json(request: HandoverRequest) -> dict[str, Any]:
    """Return the request's facts in machine-readable form, states as keys (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(request)}
