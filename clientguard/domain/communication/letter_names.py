"""What the template of a letter can name: each fact, and the words under which it is offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from clientguard.domain.communication.letter_facts import LetterFacts
from clientguard.domain.wording import N_

GROUPS = {
    "recipient": N_("The client"),
    "sender": N_("You"),
    "invoice": N_("The invoice"),
    "contract": N_("The contract"),
    "planned": N_("The stop of work to come"),
    "last": N_("The last days to pay"),
    "statement": N_("The statement"),
    "goodbye": N_("The end of the work"),
    "asked": N_("The handover"),
    "waiting": N_("What is asked for"),
    "control": N_("What holds the work up"),
    "": N_("The letter"),
}
# What a letter has to need to have these facts.
_NEEDED = {
    "invoice": {"invoice"},
    "contract": {"stop", "resumed"},
    "planned": {"planned"},
    "last": {"last"},
    "statement": {"statement"},
    "goodbye": {"leaving"},
    "asked": {"asked"},
    "waiting": {"waiting"},
    "control": {"control"},
}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A fact as it is offered: its name, what it is, and what is written into the template for it.

    `yes_or_no` facts print nothing themselves: they choose whether a part of the letter is there.
    """

    name: str
    label: str
    yes_or_no: bool = False

    @property
    def group(self) -> str:
        """The part of the facts that it belongs to, a key of `GROUPS`."""
        return self.name.rpartition(".")[0]

    def around(self, text: str) -> str:
        """Return what stands in the template: the fact, or `text` with the condition around it."""
        return f"{{% if {self.name} %}}{text}{{% endif %}}" if self.yes_or_no else f"{{{{ {self.name} }}}}"


PLACEHOLDERS = (
    Placeholder("recipient.name", N_("Name")),
    Placeholder("recipient.person", N_("Person")),
    Placeholder("recipient.address", N_("Address")),
    Placeholder("recipient.email", N_("Email address")),
    Placeholder("sender.name", N_("Business")),
    Placeholder("sender.owner", N_("Your name")),
    Placeholder("sender.address", N_("Address")),
    Placeholder("sender.email", N_("Email address")),
    Placeholder("sender.phone", N_("Phone")),
    Placeholder("sender.tax_number", N_("Tax number")),
    Placeholder("sender.payment_details", N_("Payment details")),
    Placeholder("invoice.number", N_("Number")),
    Placeholder("invoice.issued", N_("Date of the invoice")),
    Placeholder("invoice.due", N_("Due date")),
    Placeholder("invoice.amount", N_("Amount")),
    Placeholder("invoice.open", N_("Amount that is still open")),
    Placeholder("invoice.has_pdf", N_("Only if its PDF is attached"), yes_or_no=True),
    Placeholder("contract.title", N_("Title")),
    Placeholder("contract.stopped", N_("Day on which work stopped")),
    Placeholder("contract.resumed", N_("Day on which work began again")),
    Placeholder("planned.title", N_("Contract")),
    Placeholder("planned.on", N_("Day on which work will stop")),
    Placeholder("last.deadline", N_("Last day to pay")),
    Placeholder("last.enclosures", N_("What is enclosed")),
    Placeholder("last.by_post", N_("Only if it has to go by post"), yes_or_no=True),
    Placeholder("last.interest", N_("Interest until the day of the letter")),
    Placeholder("last.a_day", N_("Interest for each day after it")),
    Placeholder("last.fixed", N_("Fixed sum for late payment")),
    Placeholder("last.law", N_("What gives a right to interest")),
    Placeholder("statement.until", N_("Last day of the statement")),
    Placeholder("statement.open", N_("What is open")),
    Placeholder("statement.overdue", N_("What is overdue")),
    Placeholder("goodbye.contract", N_("Contract")),
    Placeholder("goodbye.given", N_("Day on which notice is given")),
    Placeholder("goodbye.confirms", N_("Only if notice was given before"), yes_or_no=True),
    Placeholder("goodbye.last_day", N_("Last day")),
    Placeholder("goodbye.notice", N_("Notice period")),
    Placeholder("goodbye.done", N_("What is done")),
    Placeholder("goodbye.ours", N_("What you still do")),
    Placeholder("goodbye.yours", N_("What the client has to do")),
    Placeholder("goodbye.fees", N_("What is still to be paid")),
    Placeholder("goodbye.data", N_("Data that you keep")),
    Placeholder("goodbye.transition", N_("Transition")),
    Placeholder("goodbye.reason", N_("Reason")),
    Placeholder("asked.answer_by", N_("Day by which to answer")),
    Placeholder("asked.accounts", N_("Accounts, and what the client does")),
    Placeholder("asked.held", N_("Accounts that follow later")),
    Placeholder("asked.has_page", N_("Only if the page is attached"), yes_or_no=True),
    Placeholder("waiting.question", N_("The question, the oldest of several")),
    Placeholder("waiting.asked", N_("Day on which it was asked")),
    Placeholder("waiting.questions", N_("All open questions")),
    Placeholder("waiting.work", N_("The work that waits")),
    Placeholder("waiting.moved", N_("Dates that have moved")),
    Placeholder("waiting.answer_by", N_("Day by which to answer")),
    Placeholder("control.contract", N_("Contract")),
    Placeholder("control.access", N_("Access that is missing")),
    Placeholder("control.rounds", N_("Approvals that came back")),
    Placeholder("control.open", N_("What is waiting")),
    Placeholder("control.hours", N_("Hours that it took")),
    Placeholder("control.answer_by", N_("Day by which to answer")),
    Placeholder("today", N_("Date of the letter")),
)


def offered(needs: tuple[str, ...]) -> tuple[Placeholder, ...]:
    """Return the facts that a letter with these needs always has, in the order in which they are offered."""
    return tuple(
        each for each in PLACEHOLDERS if each.group not in _NEEDED or not _NEEDED[each.group].isdisjoint(needs)
    )


@cache
def names() -> dict[str, bool]:
    """Return the name of every fact, such as `invoice.due`; True for a group of facts, such as `invoice`."""
    return dict(_names(LetterFacts, ""))


def _names(facts: type, before: str) -> Iterator[tuple[str, bool]]:
    hints = get_type_hints(facts)
    for each in fields(facts):
        group = _group(hints[each.name])
        yield f"{before}{each.name}", group is not None
        if group:
            yield from _names(group, f"{before}{each.name}.")


def _group(hint: Any) -> type | None:  # noqa: ANN401 - an annotation
    """Return the type of a group of facts; None for a single fact."""
    if get_origin(hint) is tuple:
        return None
    own = (each for each in (hint, *get_args(hint)) if is_dataclass(each) and isinstance(each, type))
    return next((each for each in own if each.__module__ == LetterFacts.__module__), None)
