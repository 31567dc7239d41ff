"""What follows from a clause that was confirmed: the contract's own field says it too (P7.5)."""

from __future__ import annotations

import dataclasses

from clientguard.actions.rules.sealing import sealed_words
from clientguard.domain.records import Clause, Contract
from clientguard.domain.records.kinds.beginning import STATED
from clientguard.domain.wording import N_, said
from clientguard.store.records.write_path import Write

COPIED = {"suspension": "suspension_clause", "handover": "handover_clause"}  # by key, the contract's own field


def clause_saved(write: Write, clause: Clause, _before: Clause | None) -> None:
    """Copy the passage into the contract's field while that is empty, unless the contract is sealed."""
    name = COPIED.get(clause.key, "")
    if not name or clause.state != STATED or not clause.contract:
        return
    contract = write.get(Contract, clause.contract)
    if getattr(contract, name).strip() or sealed_words(write.db, contract):
        return
    write.change(dataclasses.replace(contract, **{name: clause.passage}))
    field = said(contract.kind.field(name).label)
    write.tell(said(N_("Copied to the contract: {field}."), field=field))
