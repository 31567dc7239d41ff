"""The rules by kind. A kind without a row has no rule of its own."""

from __future__ import annotations

from clientguard.actions.rules import holds, money, own_mail, parties, spreading, stops
from clientguard.actions.rules.rule import Offering, Proposing, Rule
from clientguard.domain.records import Kind

RULES: dict[str, Rule] = {
    "business": Rule(saved=own_mail.business_saved),
    "contact_point": Rule(
        complete=parties.of_person,
        saved=own_mail.point_saved,
        removed=own_mail.point_removed,
        restored=own_mail.point_restored,
    ),
    "contract": Rule(saved=money.derive_again),
    "invoice": Rule(
        complete=money.by_contract,
        problems=money.invoice_problems,
        saved=stops.invoice_saved,
        restored=stops.invoice_restored,
        origins=money.origins,
        offers={"contract": Offering(("issued",), money.contracts_offered)},
        proposes={"number": Proposing(("issued",), money.next_number)},
    ),
    "payment": Rule(saved=stops.payment_saved, removed=stops.payment_gone, restored=stops.payment_gone),
    "invoice_hold": Rule(problems=holds.hold_problems),
    "allocation": Rule(
        problems=spreading.part_problems, saved=stops.part_saved, removed=stops.part_gone, restored=stops.part_gone
    ),
    "write_off": Rule(
        problems=spreading.write_off_problems,
        saved=stops.part_saved,
        removed=stops.part_gone,
        restored=stops.part_gone,
    ),
}
NONE = Rule()


def rule_of(kind: Kind) -> Rule:
    """Return the rule of a kind."""
    return RULES.get(kind.name, NONE)
