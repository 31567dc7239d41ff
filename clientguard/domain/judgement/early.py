"""Early signs at the first conversation, from the intake sheet alone, and what they propose (P7.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from clientguard.domain.money.amount import Money
from clientguard.domain.records import Intake
from clientguard.domain.records.kinds.beginning import ACCEPT, CONDITIONS, DECLINE
from clientguard.domain.wording import N_, Said, listed, said

Sign = Literal["control", "partly", "missing", "decider", "blame", "budget", "no contract"]

WORDS: dict[Sign, str] = {
    "control": N_("They cannot let go of control."),
    "partly": N_("They can let go of control only in part."),
    "missing": N_("What the work needs is still missing."),
    "decider": N_("It is not known who decides."),
    "blame": N_("Those who did it before are blamed."),
    "budget": N_("The budget is below your rate."),
    "no contract": N_("They would rather have no contract."),
}
ASKS: dict[Sign, tuple[str, ...]] = {  # the conditions that a sign suggests
    "control": (N_("A higher price for high touch."), N_("A limit to the rounds of changes.")),
    "partly": (N_("A limit to the rounds of changes."),),
    "missing": (N_("Work starts once everything that it needs is there."),),
    "decider": (N_("One person who decides, named in the contract."),),
    "blame": (N_("A deposit before work begins."),),
    "budget": (N_("A smaller scope, or your rate."), N_("Shorter payment terms.")),
    "no contract": (N_("A signed contract with a clause that stops work while an invoice is unpaid."),),
}
HEAVY: tuple[Sign, ...] = ("control", "no contract")  # each weighs two
TOO_MUCH = 4  # what the signs weigh together before a decline is proposed: one alone never does (P8.1)
_BLAME = re.compile(
    r"\b(?:useless|terrible|incompetent|awful|cheat\w*|scam\w*|liars?|lied|rip-?off|ripped|idiots?|their fault"
    r"|never (?:delivered"
    r"|understood|listened)|none of them|all of them|every one of)\b",
    re.IGNORECASE,
)
_NO_CONTRACT = re.compile(
    r"\b(?:(?:no|without (?:a|any)|skip (?:the|a)|(?:do not|don['’]t|doesn['’]t|does not) (?:need|want) (?:a|any|the))"
    r" (?:written )?"
    r"(?:contract|paperwork|agreement)|on a handshake)\b",
    re.IGNORECASE,
)
_HOURLY = re.compile(
    r"(\d{1,6}(?:[.,]\d{1,2})?)\W{0,3}(?:[A-Za-z]{2,5}\W{1,2})?(?:(?:an?|per)\s|/)\s?(?:hour|hr|h)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The early signs of an intake sheet, the result that they propose, and the conditions that they suggest."""

    signs: tuple[Sign, ...]
    result: str
    conditions: tuple[str, ...]

    @property
    def why(self) -> Said:
        """What was seen, as a sentence for each sign."""
        if not self.signs:
            return said(N_("No early sign on this sheet."))
        return listed((said(WORDS[each]) for each in self.signs), " ")


def weigh_intake(intake: Intake, rate: Money | None) -> Weighed:
    """Return the early signs of an intake sheet against the user's target rate, and what they propose (P7.5)."""
    signs = tuple(_signs(intake, rate))
    weight = sum(2 if each in HEAVY else 1 for each in signs)
    result = DECLINE if weight >= TOO_MUCH else CONDITIONS if signs else ACCEPT
    asked = dict.fromkeys(ask for each in signs for ask in ASKS[each])
    return Weighed(signs, result, tuple(asked) if result == CONDITIONS else ())


def _signs(intake: Intake, rate: Money | None) -> list[Sign]:
    said_by_them = " ".join((intake.need, intake.budget, intake.previous, intake.conditions))
    seen: dict[Sign, bool] = {
        "control": intake.control == "no",
        "partly": intake.control == "partly",
        "missing": bool(intake.missing.strip()),
        "decider": not intake.decider.strip(),
        "blame": bool(_BLAME.search(intake.previous)),
        "budget": _is_below(intake.budget, rate),
        "no contract": bool(_NO_CONTRACT.search(said_by_them)),
    }
    return [each for each, is_seen in seen.items() if is_seen]


def _is_below(budget: str, rate: Money | None) -> bool:
    """Return whether a budget by the hour is below the rate; of any other budget nothing is known."""
    found = _HOURLY.search(budget)
    if not found or rate is None:
        return False
    return float(found[1].replace(",", ".")) < float(rate.plain())
