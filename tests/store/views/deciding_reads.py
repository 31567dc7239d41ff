"""The named reads of deciding about a client whose plans are looked at."""

from __future__ import annotations

from clientguard.domain.records import Leaving
from clientguard.store.views.leaving import deciding, reviews, weighing
from tests.factories import TODAY
from tests.store.views.money_reads import Read

DECIDING_READS: dict[str, Read] = {
    "reviews.reviews": lambda db, _: reviews.reviews(db, TODAY),
    "weighing.weighing_facts": lambda db, ids: weighing.weighing_facts(db, ids.client, TODAY),
    "deciding.signed_decision": lambda db, ids: deciding.signed_decision(db, ids.client),
    "deciding.drafted_decision": lambda db, ids: deciding.drafted_decision(db, ids.client),
    "deciding.deciding": lambda db, ids: deciding.deciding(db, Leaving(id=ids.leaving, client=ids.client), TODAY),
    "deciding.words_of": lambda db, ids: deciding.words_of(db, ids.message),
    "deciding.decision_of": lambda db, ids: deciding.decision_of(db, Leaving(id=ids.leaving)),
    "deciding.evidence": lambda db, ids: deciding.evidence(db, ids.leaving, ids.leaving),
}
