"""What is still missing of the clients: a contract, its terms, what is open (P3.1); and the head of every paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clientguard.domain.next_step import Step
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is on record of a client: its newest contract (0: none), its payment terms, an invoice or a request."""

    client: int
    client_name: str
    contract: int
    has_terms: bool
    has_open: bool


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What is on record of the user's own business (0: it is not entered yet) for the head of a paper."""

    business: int
    has_name: bool
    has_address: bool


@dataclass(frozen=True, slots=True)
class _Item:
    what: str
    why: str
    icon: str
    action: str
    kind: str
    lacks: Callable[[OnRecord], bool]


_ITEMS = (
    _Item(N_("Add the contracts"), N_("They say when an invoice is due, and how a contract ends."), "file-signature",
          "add contract", "contract", lambda each: not each.contract),
    _Item(N_("Add the payment terms"), N_("Due dates follow from them."), "calendar",
          "open contract", "contract", lambda each: bool(each.contract) and not each.has_terms),
    _Item(N_("Add what is open"), N_("Unpaid invoices, and questions that wait for an answer."), "receipt",
          "add invoice", "invoice", lambda each: not each.has_open),
)  # fmt: skip


def checklist(facts: Iterable[OnRecord], letterhead: Letterhead | None = None) -> tuple[Step, ...]:
    """Return a step for each thing that is missing of a client or several; it begins with the first of them.

    The letterhead, where it is given and lacks something, comes last: only papers need it.
    """
    known = tuple(facts)
    found = ((item, [each for each in known if item.lacks(each)]) for item in _ITEMS)
    steps = tuple(_step(item, lacking) for item, lacking in found if lacking)
    if letterhead is None or (letterhead.has_name and letterhead.has_address):
        return steps
    return (*steps, _letterhead_step(letterhead))


def _letterhead_step(letterhead: Letterhead) -> Step:
    if letterhead.has_name:
        why = N_("Letters and reports carry the name and address of your business. The address is missing.")
    elif letterhead.has_address:
        why = N_("Letters and reports carry the name and address of your business. The name is missing.")
    else:
        why = N_("Letters and reports carry the name and address of your business. Both are missing.")
    return Step(
        tone="neutral",
        icon="file-text",
        client=0,
        record=letterhead.business,
        kind="business",
        what=said(N_("Complete your letterhead")),
        why=said(why),
        since=said(""),
        days=0,
        pressing=0,
        action="open settings",
        section="next",
    )


def _step(item: _Item, lacking: list[OnRecord]) -> Step:
    first = lacking[0]
    return Step(
        tone="neutral",
        icon=item.icon,
        client=first.client,
        record=first.contract if item.action == "open contract" else first.client,
        kind=item.kind,
        what=said(item.what),
        why=said(N_("{why} Missing for {clients}."), why=said(item.why), clients=_names(lacking)),
        since=said(""),
        days=0,
        pressing=0,
        action=item.action,
        section="next",
    )


def _names(lacking: list[OnRecord]) -> Said | str:
    name, others = lacking[0].client_name, len(lacking) - 1
    if not others:
        return name
    return counted(N_("{client} and {count} other"), N_("{client} and {count} others"), others, client=name)
