"""The rules by kind. A kind without a row has no rule of its own."""

from __future__ import annotations

from clientguard.actions.rules import money, parties
from clientguard.actions.rules.rule import Rule
from clientguard.domain.records import Kind

RULES: dict[str, Rule] = {
    "contact_point": Rule(complete=parties.of_person),
    "invoice": Rule(complete=money.by_contract),
    "payment": Rule(saved=money.lift_stop),
}
NONE = Rule()


def rule_of(kind: Kind) -> Rule:
    """Return the rule of a kind."""
    return RULES.get(kind.name, NONE)
