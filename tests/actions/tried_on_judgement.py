"""Actions of judgement, and on late interest, on an open casebook; how each is tried (`test_only_sqlite_opens`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clientguard.actions.judgement import clauses, papers, prospects, reviewing, thresholds
from clientguard.actions.leaving import deciding
from clientguard.domain.records import Decision
from clientguard.texts import current
from tests.actions.tried_on_money import TRIED_ON_MONEY
from tests.factories import TODAY, add


def asking(world: Any) -> int:
    """Add a prospect, and return its number."""
    return add(world.book, "client", name="Asking", stage="prospect")


def ended(world: Any) -> int:
    """Add a client about whom it is decided to end the work, and return its number."""
    client = add(world.book, "client", name="Ended")
    deciding.decide(world.book, Decision(client=client, on=TODAY, reasons="Late again."), TODAY, begin=False)
    return client


TRIED_ON_JUDGEMENT: dict[str, Callable[[Any], object]] = {
    **TRIED_ON_MONEY,
    "papers.make_welcome_sheet": lambda w: papers.make_welcome_sheet(w.book, w.client, TODAY),
    "papers.make_talk_sheet": lambda w: papers.make_talk_sheet(w.book, w.client, TODAY),
    "reviewing.review_sign": lambda w: reviewing.review_sign(w.book, w.client, 5, "doubt", "Our invoice", TODAY),
    "clauses.check_contract": lambda w: clauses.check_contract(w.book, w.contract(), current().say),
    "clauses.confirm_clauses": lambda w: clauses.confirm_clauses(
        w.book, w.contract(), [clauses.ClauseAnswer("deposit", "Half first.")], TODAY
    ),
    "prospects.accept_prospect": lambda w: prospects.accept_prospect(w.book, asking(w)),
    "prospects.decline_prospect": lambda w: prospects.decline_prospect(w.book, asking(w)),
    "deciding.begin_leaving": lambda w: deciding.begin_leaving(w.book, ended(w)),
    "thresholds.set_threshold": lambda w: thresholds.set_threshold(w.book, "late_days", "21", "Slow banks"),
    "thresholds.set_thresholds": lambda w: thresholds.set_thresholds(w.book, {"late_days": ("22", "")}),
    "thresholds.reset_threshold": lambda w: thresholds.reset_threshold(w.book, "late_days"),
}
