"""The named reads of judgement whose plans are looked at, and what they read whole."""

from __future__ import annotations

from clientguard.store.views.judgement import due
from tests.factories import TODAY
from tests.store.views.money_reads import Read

JUDGEMENT_READS: dict[str, Read] = {
    "due.plans_due": lambda db, _: due.plans_due(db, TODAY),
    "due.threats": lambda db, _: due.threats(db, TODAY),
}
THREATS = "the problems of one year: a threat is looked for among them"
PLANS = "only the plans without a result whose day has come"
JUDGED_WHOLE: dict[str, dict[str, str]] = {
    "due.plans_due": {"recovery_plan_open": PLANS},
    "due.threats": {"problem_on": THREATS},
}
