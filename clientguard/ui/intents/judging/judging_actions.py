"""What the button of a next step about a sign says and does, and the rows of the playbooks (P1.3, P2.5, P3, P6)."""

from __future__ import annotations

from collections.abc import Callable

from clientguard.texts import N_
from clientguard.ui.intents.intents import Intents
from clientguard.ui.intents.step_actions import StepAction


def _letter(kind: str) -> Callable[[Intents, int], None]:
    return lambda intents, client: intents.letter(kind, client)


def _section(key: str) -> Callable[[Intents, int], None]:
    return lambda intents, client: intents.go_to_section(key, client)


# By the keys of `NextStep.action`, and of the letters and commands of a playbook; each acts on a client.
JUDGING_ACTIONS = {
    "see signs": StepAction(N_("See the signs"), _section("signs")),
    "see money": StepAction(N_("See what is unpaid"), _section("money")),
    "see contract": StepAction(N_("See the contract"), _section("contract")),
    "see requests": StepAction(N_("See the requests"), _section("requests")),
    "conversation sheet": StepAction(N_("Create the conversation sheet"), Intents.talk_sheet),
    "compare": StepAction(N_("Compare"), lambda intents, _client: intents.go("compare")),
    "chronology": StepAction(
        N_("Create the chronology …"), lambda intents, client: intents.record_paper("chronology", client)
    ),
    "log problem": StepAction(N_("Log problem"), lambda intents, client: intents.log_message(client, "problem")),
    "begin leaving": StepAction(N_("Weigh it"), Intents.begin_leaving),
    # Where none is open that they could be about, they are chosen where they are listed.
    "chase": StepAction(N_("See the requests"), _section("requests")),
    "reminder": StepAction(N_("See what is unpaid"), _section("money")),
    "waiting": StepAction(N_("Write the notice …"), _letter("waiting")),
    "control": StepAction(N_("Write the letter …"), _letter("control")),
    "public-reply": StepAction(N_("Write the reply …"), _letter("public-reply")),
    "stop-notice": StepAction(N_("Write the notice …"), _letter("stop-notice")),
    "stop": StepAction(N_("Write the letter …"), _letter("stop")),
    "resume": StepAction(N_("Write the letter …"), _letter("resume")),
}

# By the letters that are about one request or invoice; each acts on that one.
ABOUT_ONE_ACTIONS = {
    "chase": StepAction(N_("Ask again …"), Intents.ask_again),
    "reminder": StepAction(N_("Send reminder …"), Intents.remind),
}
