"""What the button of a next step says and does, on Today and at the head of a client's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clientguard.texts import N_
from clientguard.ui.intents.intents import Intents


@dataclass(frozen=True, slots=True)
class StepAction:
    """One action: its word, and what it does with the record that the step is about."""

    word: str
    act: Callable[[Intents, int], object]


# By the keys that the steps of the domain carry (`Step.action`, `Step.answers`).
STEP_ACTIONS = {
    "send_reminder": StepAction(N_("Send reminder"), Intents.remind),
    "record payment": StepAction(N_("Record payment"), Intents.record_payment),
    "stop work": StepAction(N_("Stop work …"), Intents.stop_work_for),
    "write off": StepAction(N_("Write it off …"), Intents.write_off),
    "to collector": StepAction(N_("Hand it to a collector"), Intents.hand_over),
    "send_resume": StepAction(N_("Send the note"), Intents.say_work_goes_on),
    "note exception": StepAction(N_("Stay, and say why"), Intents.note_exception),
    "begin leaving": StepAction(N_("Leave this client"), Intents.leave_after),
    "settle dispute": StepAction(N_("Settle"), Intents.settle_dispute),
    "look at payments": StepAction(
        N_("Look at the payments"), lambda intents, client: intents.go_to_section("money", client)
    ),
    "log answer": StepAction(N_("Log the answer"), Intents.answer),
    "ask again": StepAction(N_("Ask again"), Intents.ask_again),
    "close request": StepAction(N_("Close unanswered"), Intents.close_request),
    "open contract": StepAction(N_("Open contract"), lambda intents, record: intents.open("contract", record)),
    "open account": StepAction(N_("Open account"), lambda intents, record: intents.open("account", record)),
    "contract goes on": StepAction(N_("It goes on"), Intents.contract_goes_on),
    "contract renewed": StepAction(N_("Renewed"), Intents.contract_renewed),
    "contract ended": StepAction(N_("Ended"), Intents.contract_ended),
    "contract open": StepAction(N_("Runs on without an end"), Intents.contract_open),
    "add contract": StepAction(N_("Add contract"), lambda intents, client: intents.add("contract", client=client)),
    "add invoice": StepAction(N_("Add invoice"), lambda intents, client: intents.add("invoice", client=client)),
    "read message": StepAction(N_("Read", "verb"), lambda intents, record: intents.open("message", record)),
    "open settings": StepAction(N_("Open Settings"), lambda intents, _record: intents.go("settings")),
    "decide again": StepAction(N_("Look at it again"), Intents.begin_leaving),
    "look at result": StepAction(N_("Look at the result"), Intents.look_at_result),
    "look at refusal": StepAction(
        N_("Look at it again"), lambda intents, record: intents.open("do_not_engage", record)
    ),
    "answer sign": StepAction(N_("Answer the sign"), lambda intents, client: intents.go_to_section("signs", client)),
    "look after": StepAction(N_("Look at it"), lambda intents, record: intents.go("leaving", record)),
    "meeting held": StepAction(
        N_("It took place"), lambda intents, record: intents.note_meeting(record, "meeting held")
    ),
    "client missed it": StepAction(
        N_("The client did not come"), lambda intents, record: intents.note_meeting(record, "client missed it")
    ),
    "we missed it": StepAction(
        N_("I did not come"), lambda intents, record: intents.note_meeting(record, "we missed it")
    ),
    "meeting cancelled": StepAction(
        N_("It was cancelled"), lambda intents, record: intents.note_meeting(record, "meeting cancelled")
    ),
    "fill in intake": StepAction(
        N_("Fill in the intake sheet"), lambda intents, client: intents.add("intake", client=client)
    ),
    "enter result": StepAction(N_("Enter the result"), lambda intents, record: intents.open("intake", record)),
    "accept prospect": StepAction(N_("Accept the prospect"), Intents.accept_prospect),
    "accept with conditions": StepAction(N_("Accept with conditions"), Intents.accept_prospect),
    "decline prospect": StepAction(N_("Decline the prospect …"), Intents.decline_prospect),
    "continue leaving": StepAction(N_("Continue leaving"), lambda intents, record: intents.go("leaving", record)),
}
