"""What the intake sheet proposes while it is filled in: the result, and the conditions (P7.5)."""

from __future__ import annotations

from clientguard.actions.rules.rule import Proposal
from clientguard.domain.judgement.early import Weighed, weigh_intake
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Intake
from clientguard.domain.wording import listed, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.business import business

BY = ("need", "budget", "decider", "previous", "control", "missing")


def result_proposed(db: Connection, intake: Intake) -> Proposal | None:
    """Return the result that the early signs propose, and why; None before a need is entered."""
    found = _weighed(db, intake)
    return Proposal(found.result, found.why) if found else None


def conditions_proposed(db: Connection, intake: Intake) -> Proposal | None:
    """Return the conditions that the early signs suggest; None without any."""
    found = _weighed(db, intake)
    if not found or not found.conditions:
        return None
    return Proposal("", found.why, listed(map(said, found.conditions), "\n"))


def _weighed(db: Connection, intake: Intake) -> Weighed | None:
    if not intake.need.strip():
        return None
    firm = business(db)
    return weigh_intake(intake, Money(firm.rate, firm.currency) if firm and firm.rate else None)
