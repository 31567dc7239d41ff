"""What follows from saving a recovery plan: the day on which its result was seen (P8.3)."""

from __future__ import annotations

import dataclasses

from clientguard.domain.casebook.backups import local
from clientguard.domain.records import RecoveryPlan
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write


def plan_complete(_db: Connection, plan: RecoveryPlan) -> RecoveryPlan:
    """Return a plan without the day of a result that it does not have."""
    return plan if plan.result else dataclasses.replace(plan, result_on=None)


def plan_saved(write: Write, plan: RecoveryPlan, before: RecoveryPlan | None) -> None:
    """Note today as the day of a result that was entered without one."""
    if plan.result and plan.result_on is None and (before is None or before.result != plan.result):
        write.change(dataclasses.replace(plan, result_on=local(write.now()).date()))
