"""Histories of invented clients as facts of the signs: what a view reads from a casebook, made from a text file."""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from clientguard.domain.communication.waiting import Away, PromiseMade, RequestFacts
from clientguard.domain.judgement.facts import Appointment, Other, SignFacts, Talk
from clientguard.domain.money.amount import Money
from clientguard.domain.money.holds import HoldFacts, PromiseFacts
from clientguard.domain.money.receivables import Bill, InvoiceFacts, bill
from clientguard.domain.records import (
    Absence,
    Account,
    Advice,
    ApprovalRound,
    ChangeOrder,
    Client,
    Contract,
    Deliverable,
    Demand,
    Extension,
    Payment,
    ProblemNote,
    RecoveryPlan,
    Result,
    Suspension,
    Work,
)
from clientguard.domain.records.kinds.communication import NO_DAY_NAMED

HISTORIES = Path(__file__).resolve().parents[4] / "shared" / "research" / "histories"
CLIENT = 1
SEVERITIES = {"low": "minor", "medium": "serious", "high": "grave"}
CHASES = re.compile(
    r"\b(chase|chased|called|rang|left word|ask(ed)? again|asked for a new date|remind|reminded)\b", re.I
)
REMINDS = re.compile(r"\b(reminder|remind|overdue|unpaid|work (has )?stop(s|ped)?|collector|your invoice)\b", re.I)


def read(path: Path) -> Any:
    """Return a history as the reader beside the histories gives it."""
    if "histories_read" not in sys.modules:
        spec = importlib.util.spec_from_file_location("histories_read", HISTORIES / "read.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules["histories_read"] = module
        spec.loader.exec_module(module)
    return sys.modules["histories_read"].read(path)


def minor(text: str) -> int:
    """Return an amount in minor units; the currencies of the histories have two decimals."""
    return int((Decimal(text) * 100).to_integral_value())


@dataclass
class Facts:
    """Builds the facts of one history; `ids` are the numbers of its labels."""

    story: Any
    ids: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the events that were known on the day of judging."""
        for event in self.story.events:
            if event.on and event.on > self.today and event.kind != "deliverable":
                continue
            number = 100 + len(self.ids)
            self.ids[event.label or f"?{number}"] = number
            self.kinds.setdefault(event.kind, []).append((number, event))

    @property
    def today(self) -> date:
        """The day of judging."""
        return self.story.head["judged"]

    def of(self, kind: str) -> list[tuple[int, Any]]:
        """Return the events of a kind, with their numbers."""
        return self.kinds.get(kind, [])

    def known(self, value: object) -> date | None:
        """Return a day, unless it is later than the day of judging."""
        return value if isinstance(value, date) and value <= self.today else None

    def link(self, value: str | None) -> int | None:
        """Return the number that a link leads to."""
        return self.ids.get(value.removeprefix("@")) if value else None

    def series(self, value: str) -> list[int]:
        """Return the numbers of some labels, or of all events of a series."""
        wanted = [each.removeprefix("@") for each in value.replace(",", " ").split()]
        return [number for label, number in self.ids.items() if label.split(".")[0] in wanted]

    def text(self, value: str | None) -> str:
        """Return a text; “none” says that there is none."""
        return "" if value in (None, "none") else str(value)

    def facts(self) -> SignFacts:
        """Return what the signs read."""
        head = self.story.head
        currency = head["client"]["currency"]
        return SignFacts(
            client=Client(id=CLIENT, name=head["client"]["name"], stage=head["client"]["stage"],
                          since=head["client"]["since"], currency=currency),
            rate=Money(minor(head["business"]["rate"]), currency) if "rate" in head["business"] else None,
            hours=head["business"].get("hours", ""),
            contracts=self.contracts(),
            bills=self.bills(),
            payments=tuple(
                Payment(id=number, client=CLIENT, invoice=self.link(each.values.get("invoice")), received=each.on,
                        amount=minor(each.values["amount"]), currency=each.values["currency"])
                for number, each in self.of("payment")
            ),
            promises=self.promises(),
            suspensions=tuple(
                Suspension(id=number, client=CLIENT, contract=self.of("contract")[0][0], starts=each.on,
                           reason=each.values.get("reason", ""))
                for number, each in self.of("suspension")
            ),
            talks=self.talks(),
            requests=self.requests(),
            rounds=tuple(
                ApprovalRound(id=number, client=CLIENT, request=self.link(each.values["request"]), what="Draft",
                              submitted_on=each.on, answered_on=self.known(each.values.get("answered_on")),
                              changes_asked=self.text(each.values.get("changes_asked")))
                for number, each in self.of("approval_round")
            ),
            meetings=tuple(
                Appointment(number, each.on, each.values.get("state", "planned"), each.values.get("missed_by", ""),
                            int(each.values["minutes"]) if "minutes" in each.values else None)
                for number, each in self.of("meeting")
            ),
            absences=tuple(
                Absence(id=number, client=CLIENT, starts=each.on, until=each.values.get("until"),
                        announced_on=each.values.get("told_on"))
                for number, each in self.of("absence")
            ),
            change_orders=tuple(
                ChangeOrder(id=number, client=CLIENT, agreed_on=each.on, what=each.values["what"],
                            amount=minor(each.values["amount"]), currency=currency)
                for number, each in self.of("change_order")
            ),
            explained=self.explained(),
            sent={number: each.values["sent_on"] for number, each in self.of("invoice") if "sent_on" in each.values},
            others=tuple(
                Other(number, each.values["name"], "active", each.values.get("since"),
                      (Money(minor(each.values["income_12m"]), currency),),
                      int(each.values["messages_in_90d"]), int(each.values["minutes_90d"]))
                for number, each in self.of("other")
            ),
            **self.engagement(),
        )  # fmt: skip

    def engagement(self) -> dict[str, Any]:
        """Return deliverables, demands, advice, results, problems, work, accounts and plans."""
        return {
            "deliverables": tuple(
                Deliverable(id=number, client=CLIENT, title=each.values["title"],
                            state=each.values.get("state", "agreed"), due=each.on,
                            delivered_on=self.known(each.values.get("delivered_on")),
                            settled_on=self.known(each.values.get("settled_on")))
                for number, each in self.of("deliverable")
            ),
            "extensions": tuple(
                Extension(id=number, client=CLIENT, deliverable=self.link(each.values.get("deliverable")),
                          agreed_on=each.on, new_due=each.values["new_due"], reason=each.values.get("reason", ""),
                          request=self.link(each.values.get("request")))
                for number, each in self.of("extension")
            ),
            "demands": tuple(
                Demand(id=number, client=CLIENT, words=each.values["words"], said_on=each.on,
                       in_scope=each.values.get("in_scope", ""), answer=self.text(each.values.get("answer")),
                       repeats=self.link(each.values.get("repeats")))
                for number, each in self.of("demand")
            ),
            "advice": tuple(
                Advice(id=number, client=CLIENT, what=each.values["what"], given_on=each.on,
                       followed=each.values.get("followed", ""), outcome=self.text(each.values.get("outcome")),
                       harm=self.text(each.values.get("outcome", "yes"))
                       if each.values.get("harmed") == "yes" else "")
                for number, each in self.of("advice")
            ),
            "results": tuple(
                Result(id=number, client=CLIENT, measure=each.values["measure"], measured_on=each.on,
                       withheld=self.text(each.values.get("withheld")))
                for number, each in self.of("result")
            ),
            "problems": tuple(self.problem(number, each) for number, each in self.of("problem")),
            "work": tuple(
                Work(id=number, client=CLIENT, on=each.on, minutes=int(each.values["minutes"]),
                     sort=each.values.get("sort", "work"), detail=each.values.get("detail", ""))
                for number, each in self.of("work")
            ),
            "accounts": tuple(
                Account(id=number, client=CLIENT, name=each.values["title"])
                for number, each in self.of("account") if "withheld" not in each.values.get("state", "")
            ),
            "plans": tuple(
                RecoveryPlan(id=number, client=CLIENT, made_on=each.on, remedy=each.values.get("remedy", ""),
                             due=each.values.get("due"), result=each.values.get("result", ""))
                for number, each in self.of("recovery_plan")
            ),
        }  # fmt: skip

    def problem(self, number: int, each: Any) -> ProblemNote:
        """Return a problem as it was noted."""
        values = each.values
        return ProblemNote(
            id=number, client=CLIENT, title=values["title"], sort=values.get("sort", "other"), on=each.on,
            sign=values.get("sign", ""), severity=SEVERITIES.get(values.get("severity", ""), ""),
            proof=self.text(values.get("proof")), witness=self.text(values.get("witness")),
            harm=values.get("harm") == "yes", place=self.text(values.get("place")), url=self.text(values.get("url")),
            reply=self.text(values.get("reply")), replied_on=self.known(values.get("replied_on")),
            removed_on=self.known(values.get("removed_on")),
        )  # fmt: skip

    def contracts(self) -> tuple[Contract, ...]:
        """Return the contracts; what is withheld of the accounts is needed, and not given."""
        needed = "\n".join(each.values["title"] for _number, each in self.of("account"))
        return tuple(
            Contract(id=number, client=CLIENT, title=each.values["title"], signed=each.values.get("signed"),
                     starts=each.on, payment_terms=each.values.get("payment_terms", ""),
                     revision_limit=int(each.values["revision_limit"]) if "revision_limit" in each.values else None,
                     response_days=int(each.values["response_days"]) if "response_days" in each.values else None,
                     contact_hours=each.values.get("contact_hours", ""), access_needed=needed)
            for number, each in self.of("contract")
        )  # fmt: skip

    def bills(self) -> tuple[Bill, ...]:
        """Return the invoices with what was paid on them."""
        found: list[Bill] = []
        for number, each in self.of("invoice"):
            paid = [(it.on, minor(it.values["amount"])) for _number, it in self.of("payment")
                    if self.link(it.values.get("invoice")) == number]  # fmt: skip
            holds = tuple(
                HoldFacts(key, it.values["type"], it.values.get("reason", ""), it.on, it.values.get("until"),
                          bool(it.values.get("outcome")))
                for key, it in self.of("invoice_hold") if self.link(it.values.get("invoice")) == number
            )  # fmt: skip
            promises = tuple(
                PromiseFacts(key, number, it.values.get("words", ""), "", it.on, it.values["due"],
                             self.known(it.values.get("kept_on")))
                for key, it in self.of("promise") if self.link(it.values.get("invoice")) == number
            )  # fmt: skip
            facts = InvoiceFacts(
                id=number, client=CLIENT, client_name="", number=each.values["number"], issued=each.on,
                due=each.values["due"], terms="", amount=Money(minor(each.values["amount"]), each.values["currency"]),
                paid=sum(amount for _on, amount in paid), settled=max((on for on, _amount in paid), default=None),
                holds=holds, promises=promises,
            )  # fmt: skip
            found.append(bill(facts, self.today))
        return tuple(found)

    def promises(self) -> tuple[PromiseMade, ...]:
        """Return the promises; one about an invoice is kept on the day on which that was paid."""
        bills = {each.facts.id: each for each in self.bills()}
        found: list[PromiseMade] = []
        for number, each in self.of("promise"):
            kept = self.known(each.values.get("kept_on"))
            about = bills.get(self.link(each.values.get("invoice")) or 0)
            if kept is None and about and about.status == "paid":
                kept = about.facts.settled
            sort, words = each.values.get("type", "payment"), each.values.get("words", "")
            found.append(PromiseMade(number, CLIENT, "", sort, words, each.on, each.values["due"], kept_on=kept))
        return tuple(found)

    def away(self) -> tuple[Away, ...]:
        """Return the absences that were announced."""
        return tuple(
            Away(each.on, each.values.get("until") or each.on + NO_DAY_NAMED) for _number, each in self.of("absence")
        )

    def requests(self) -> tuple[RequestFacts, ...]:
        """Return the requests; a chase is about all that were open and past their date on its day."""
        chases = [each.on for _number, each in self.of("message")
                  if each.values["direction"] == "out" and CHASES.search(each.values["subject"])]  # fmt: skip
        blocked = {number: each.values["title"] for number, each in self.of("deliverable")}
        found: list[RequestFacts] = []
        for number, each in self.of("request"):
            answered = self.known(each.values.get("answered_on"))
            needed = each.values.get("needed_by")
            deliverable = self.link(each.values.get("blocks")) or 0
            found.append(
                RequestFacts(
                    id=number,
                    client=CLIENT,
                    client_name="",
                    title=each.values.get("title", ""),
                    ask=each.values.get("ask", "question"),
                    asked_on=each.on,
                    needed_by=needed,
                    blocks=blocked.get(deliverable, ""),
                    deliverable=deliverable,
                    away=self.away(),
                    chased=tuple(on for on in chases if (needed or each.on) <= on <= (answered or self.today)),
                    answered_on=answered,
                )
            )
        return tuple(found)

    def talks(self) -> tuple[Talk, ...]:
        """Return the messages; a reminder is about the invoices that were past due on its day."""
        found: list[Talk] = []
        for number, each in self.of("message"):
            reminds = each.values["direction"] == "out" and REMINDS.search(each.values["subject"]) is not None
            late = [it for it in self.bills() if it.due and it.due < each.on] if reminds else []
            about = tuple(it.facts.id for it in late if it.is_unpaid or (it.facts.settled or date.min) >= each.on)
            at = each.at or each.on
            found.append(
                Talk(number, each.on, at.hour * 60 + at.minute if each.at else 600, each.values["direction"],
                     each.values["channel"], int(each.values["minutes"]) if "minutes" in each.values else None,
                     step="reminder" if reminds else "", about=about)
            )  # fmt: skip
        return tuple(found)

    def explained(self) -> dict[int, tuple[int, ...]]:
        """Return what our own faults explain."""
        found: dict[int, tuple[int, ...]] = {}
        for number, each in self.of("problem"):
            for record in self.series(self.text(each.values.get("touches"))):
                found[record] = (*found.get(record, ()), number)
        return found
