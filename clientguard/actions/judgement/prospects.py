"""A prospect becomes a client, maybe on conditions, or is declined (P7.5)."""

from __future__ import annotations

import dataclasses

from clientguard.actions.records import undoing
from clientguard.actions.records.undoing import Saving
from clientguard.domain.records import Client, Intake
from clientguard.domain.records.kinds.beginning import ACCEPT, CONDITIONS, DECLINE
from clientguard.domain.records.kinds.parties import DECLINED, NEVER_CLIENTS
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write
from clientguard.store.views.judgement.intake import newest_intake


def accept_prospect(book: Casebook, client: int, conditions: str = "") -> Saving:
    """Make a prospect, or one that was declined, a new client, and note the result on its newest intake sheet.

    With `conditions`, or with those that stand on the sheet as its result, it is accepted on them. KnownError if it is
    a client already, or if there is no sheet for the conditions.
    """

    def work(write: Write) -> Saving:
        found, sheet = _asking(write, client), newest_intake(write.db, client)
        if conditions.strip():
            if sheet is None:
                raise KnownError(
                    N_("“{name}” has no intake sheet on which the conditions could stand."),
                    kept=N_("Nothing was changed."),
                    todo=N_("Fill in the intake sheet first."),
                    name=found.name,
                )
            sheet = dataclasses.replace(sheet, result=CONDITIONS, conditions=conditions.strip())
        elif sheet and sheet.result != CONDITIONS:
            sheet = dataclasses.replace(sheet, result=ACCEPT)
        return _answered(write, dataclasses.replace(found, stage="new"), sheet)

    return book.write(work)


def decline_prospect(book: Casebook, client: int) -> Saving:
    """Note that a prospect was declined, on its newest intake sheet too.

    KnownError if it is a client, whom one leaves instead.
    """

    def work(write: Write) -> Saving:
        found, sheet = _asking(write, client), newest_intake(write.db, client)
        declined = dataclasses.replace(sheet, result=DECLINE) if sheet else None
        return _answered(write, dataclasses.replace(found, stage=DECLINED), declined)

    return book.write(work)


def _asking(write: Write, client: int) -> Client:
    found = write.get(Client, client)
    if found.stage not in NEVER_CLIENTS:
        raise KnownError(
            N_("“{name}” is a client already."),
            kept=N_("Nothing was changed."),
            todo=N_("To end the work for it, leave the client."),
            name=found.name,
        )
    return found


def _answered(write: Write, client: Client, sheet: Intake | None) -> Saving:
    """Save both, as one step that can be undone."""
    also = (undoing.saved(write, sheet),) if sheet else ()
    saving = undoing.saved(write, client)
    return dataclasses.replace(saving, changed=write.changed(), also=also)
