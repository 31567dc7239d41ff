"""Deciding about a client: a draft, its signature, the evidence behind it, and the leaving that follows (P4.1, P7)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from clientguard.actions.leaving.stage import set_stage
from clientguard.actions.records.editing import merged, put_record, refuse_fixed
from clientguard.domain.changed import Changed
from clientguard.domain.records import Decision, Evidence, Leaving
from clientguard.domain.records.kinds.leaving import BEGIN_LEAVING, STEPS
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.client import current_contract, open_leaving
from clientguard.store.views.leaving.deciding import signed_decision


def start_leaving(book: Casebook, client: int, decided: date, reasons: str, alternatives: str = "") -> Changed:
    """Record and sign the decision to leave a client (P4.1); the leaving is the first record made.

    KnownError if one is already in progress; NotValidError without reasons.
    """
    return decide(book, Decision(client=client, on=decided, reasons=reasons, alternatives=alternatives), decided)


def save_decision(book: Casebook, decision: Decision, *, read: Decision | None = None) -> Changed:
    """Save a decision as a draft (`editing.merged`); one that replaces another begins with the evidence for that.

    NotValidError without a day or reasons; KnownError if it is signed, and is only corrected.
    """

    def work(write: Write) -> Changed:
        _save(write, decision, read)
        return write.changed()

    return book.write(work)


def decide(
    book: Casebook, decision: Decision, on: date, by: str = "", *, read: Decision | None = None, begin: bool = True
) -> Changed:
    """Save a decision and sign it at once, as `save_decision` and `sign_decision` do; where a leaving begins, it is the
    first record made. Without `begin`, none does: a decision to end the work or to refer waits for it."""

    def work(write: Write) -> Changed:
        _refuse_second(write, decision)
        leaves = decision.verdict in BEGIN_LEAVING
        leaving = _begin(write, decision) if leaves and begin else None
        _sign(write, _save(write, decision, read), on, by, leaving)
        return write.changed()

    return book.write(work)


def sign_decision(book: Casebook, decision: int, on: date, by: str = "") -> Changed:
    """Sign a decision on a day; from then on it is corrected, not changed (P4.1). Without a name, the user signs.

    To end the work or to refer the client begins the leaving, whose number is the first made; to keep it or to talk
    calls a leaving off that is in progress. KnownError if it is signed already, or a leaving would begin twice.
    """

    def work(write: Write) -> Changed:
        found = lookup.get_record(write.db, Decision, decision)
        if found.signed_on:
            raise KnownError(
                N_("This decision was signed on {date}."), kept=N_("Nothing was changed."), date=found.signed_on
            )
        _refuse_second(write, found)
        _sign(write, found, on, by, _begin(write, found) if found.verdict in BEGIN_LEAVING else None)
        return write.changed()

    return book.write(work)


def begin_leaving(book: Casebook, client: int) -> Changed:
    """Begin the leaving from the signed decision that stands, to end the work or to refer the client (P4.1).

    The number of the leaving is the first made. KnownError if there is no such decision, or it was carried out already.
    """

    def work(write: Write) -> Changed:
        found = signed_decision(write.db, client)
        if found is None or found.verdict not in BEGIN_LEAVING:
            raise KnownError(
                N_("No decision to end the work or to refer this client is signed."),
                kept=N_("Nothing was changed."),
                todo=N_("State the reasons to decide now."),
            )
        if lookup.find_records(write.db, Leaving, "t.decision = ?", found.id, limit=1):
            raise KnownError(
                N_("This client is being left by the decision of {date}."),
                kept=N_("Nothing was changed."),
                todo=N_("Continue on the client's page."),
                date=found.signed_on,
            )
        leaving = _begin(write, found)
        write.change(dataclasses.replace(leaving, decision=found.id))
        return write.changed()

    return book.write(work)


def add_evidence(book: Casebook, behind: int, about: int | Sequence[int], note: str = "", passage: str = "") -> Changed:
    """Put one or more records behind a decision, that of a leaving, or any other record of the client (P4.1).

    `passage` is the part of them that matters. A record that was already added is skipped, unless another passage of it
    is named. KnownError if a record is named as evidence for itself, or its kind cannot be evidence.
    """
    wanted = [about] if isinstance(about, int) else about

    def work(write: Write) -> Changed:
        owner = lookup.any_record(write.db, behind)
        supports, leaving = owner.id, 0
        if isinstance(owner, Leaving):
            supports, leaving = owner.decision or 0, owner.id
        place = Evidence(client=owner.client_id, supports=supports or None, leaving=None if supports else leaving)
        for each in wanted:
            known = [one.passage for one in _behind(write, supports, leaving) if one.about == each]
            if not known or (passage and passage not in known):
                _refuse_as_evidence(write, each, behind)
                put_record(write, dataclasses.replace(place, about=each, note=note, passage=passage))
        return write.changed()

    return book.write(work)


def _behind(write: Write, supports: int, leaving: int) -> list[Evidence]:
    found = lookup.find_records(write.db, Evidence, "t.supports = ?", supports) if supports else []
    if leaving:
        found += lookup.find_records(write.db, Evidence, "t.leaving = ?", leaving)
    return found


def _refuse_as_evidence(write: Write, about: int, behind: int) -> None:
    kept = N_("Nothing was written.")
    if about == behind:
        raise KnownError(N_("A record cannot be evidence for itself."), kept=kept, todo=N_("Name another record."))
    kind = lookup.any_record(write.db, about).kind
    if not kind.evidence:
        raise KnownError(N_("A record of this kind cannot be evidence: {kind}."), kept=kept, kind=said(kind.label))


def _save(write: Write, decision: Decision, read: Decision | None) -> Decision:
    whole = merged(write, decision, read)
    if not whole.id and not whole.replaces:
        before = signed_decision(write.db, whole.client or 0)
        whole = dataclasses.replace(whole, replaces=before.id if before else None)
    refuse_fixed(write.get(Decision, whole.id) if whole.id else None, whole)
    saved = put_record(write, whole)
    if not decision.id and saved.replaces:
        for each in lookup.find_records(write.db, Evidence, "t.supports = ?", saved.replaces):
            put_record(write, Evidence(client=saved.client, supports=saved.id, about=each.about,
                                       passage=each.passage, note=each.note))  # fmt: skip
    return saved


def _running(write: Write, client: int) -> Leaving | None:
    found = open_leaving(write.db, client)
    return found if found and not found.signed_off else None


def _refuse_second(write: Write, decision: Decision) -> None:
    """Refuse a second leaving; a decision that replaces that of the leaving in progress goes on with it."""
    running = _running(write, decision.client or 0)
    if running and decision.verdict in BEGIN_LEAVING and not decision.replaces:
        raise KnownError(
            N_("Leaving this client is already in progress."),
            kept=N_("Nothing was changed."),
            todo=N_("Continue on the client's page."),
        )


def _begin(write: Write, decision: Decision) -> Leaving:
    """Return the leaving in progress, else begin one."""
    client = decision.client or 0
    running = _running(write, client)
    if running:
        return running
    contract = current_contract(write.db, client)
    leaving = Leaving(client=client, contract=contract.id if contract else None, decided=decision.on, step=STEPS[1])
    begun = put_record(write, leaving)
    set_stage(write, client, "leaving")
    return begun


def _sign(write: Write, decision: Decision, on: date, by: str, leaving: Leaving | None) -> None:
    firm = business(write.db)
    name = by or ((firm.owner or firm.name) if firm else "")
    put_record(write, dataclasses.replace(decision, signed_on=on, signed_by=name))
    if leaving:
        write.change(dataclasses.replace(leaving, decision=decision.id))
    elif running := _running(write, decision.client or 0):
        write.remove(running.id)
        set_stage(write, decision.client or 0, "active")
        write.tell(said(N_("The leaving that was in progress is called off.")))
