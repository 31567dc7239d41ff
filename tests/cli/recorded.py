"""A history of an invented client entered into a casebook, as a user would: the record that the commands judge."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from clientguard.domain.records import (
    Absence,
    Account,
    Advice,
    ApprovalRound,
    Business,
    ChangeOrder,
    Client,
    Contract,
    Deliverable,
    Demand,
    Evidence,
    Extension,
    Instant,
    Invoice,
    InvoiceHold,
    Meeting,
    Message,
    Payment,
    ProblemNote,
    Promise,
    Record,
    RecoveryPlan,
    Reference,
    Request,
    Result,
    Suspension,
    Work,
)
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.lookup import find_records
from tests.domain.judgement.histories import CHASES, REMINDS, SEVERITIES, minor
from tests.factories import save

EPOCH = datetime(1970, 1, 1)
# What links to something comes after it.
ORDER = ("contract", "deliverable", "invoice", "invoice_hold", "promise", "payment", "suspension", "request",
         "approval_round", "message", "meeting", "extension", "change_order", "demand", "advice", "result", "problem",
         "work", "account", "absence", "recovery_plan")  # fmt: skip


def moment(on: date, at: time | None) -> Instant:
    """Return a moment in UTC, in which the business keeps its clock; ten o'clock where none is given."""
    return Instant(round((datetime.combine(on, at or time(10)) - EPOCH).total_seconds()) * 1000)


class Recorded:
    """Enters a history; `ids` are the records by label, `client` the one that is judged."""

    def __init__(self, book: Casebook, story: Any) -> None:
        self.book, self.story = book, story
        self.ids: dict[str, int] = {}
        self.judged: date = story.head["judged"]
        self.currency: str = story.head["client"]["currency"]
        self._business()
        self.client = save(book, Client(name=story.head["client"]["name"], stage=story.head["client"]["stage"],
                                        since=story.head["client"]["since"], currency=self.currency))  # fmt: skip
        for kind in ORDER:
            for event in story.events:
                if event.kind == kind:
                    self._enter(event)
        for event in story.events:
            if event.kind == "other":
                self._other(event)
            elif event.kind == "message":
                self._refer(event)
            elif event.values.get("touches"):
                self._explain(event)

    def _business(self) -> None:
        head = self.story.head["business"]
        with self.book.read() as db:
            found = find_records(db, Business)[0]
        values = {"currency": head["currency"], "hours": head.get("hours", ""), "rate": minor(head.get("rate", "0"))}
        save(self.book, Business(id=found.id, uid=found.uid, name=found.name, time_zone="UTC", **values))

    def _enter(self, event: Any) -> None:
        record = getattr(self, f"_{event.kind}")(event, event.values)
        if record is not None:
            self.ids[event.label or f"{event.kind} {len(self.ids)}"] = save(self.book, record)

    def _link(self, value: str | None) -> int | None:
        return self.ids[value.removeprefix("@")] if value else None

    def _series(self, value: str) -> list[int]:
        wanted = [each.strip().removeprefix("@") for each in value.split(",")]
        return [record for label, record in self.ids.items() if label.split(".")[0] in wanted]

    def _contract(self, event: Any, values: Any) -> Record:
        needed = [each.values["title"] for each in self.story.events if each.kind == "account"]
        numbers = {name: int(values[name]) for name in ("revision_limit", "response_days") if name in values}
        return Contract(client=self.client, title=values["title"], signed=values.get("signed"), starts=event.on,
                        payment_terms=values.get("payment_terms", ""), contact_hours=values.get("contact_hours", ""),
                        access_needed="\n".join(needed), **numbers)  # fmt: skip

    def _deliverable(self, event: Any, values: Any) -> Record:
        return Deliverable(client=self.client, title=values["title"], state=values.get("state", "agreed"), due=event.on,
                           delivered_on=values.get("delivered_on"), settled_on=values.get("settled_on"))  # fmt: skip

    def _invoice(self, event: Any, values: Any) -> Record:
        return Invoice(client=self.client, number=values["number"], issued=event.on, due=values["due"], due_typed=True,
                       amount=minor(values["amount"]), currency=values["currency"],
                       sent_on=values.get("sent_on"))  # fmt: skip

    def _payment(self, event: Any, values: Any) -> Record:
        return Payment(client=self.client, invoice=self._link(values.get("invoice")), received=event.on,
                       amount=minor(values["amount"]), currency=values["currency"])  # fmt: skip

    def _invoice_hold(self, event: Any, values: Any) -> Record:
        return InvoiceHold(client=self.client, invoice=self._link(values["invoice"]), type=values["type"],
                           reason=values.get("reason", "Agreed"), starts=event.on, until=values.get("until"),
                           outcome=values.get("outcome", ""))  # fmt: skip

    def _promise(self, event: Any, values: Any) -> Record:
        return Promise(client=self.client, type=values.get("type", "payment"), words=values.get("words", "Soon"),
                       made_on=event.on, due=values["due"], kept_on=values.get("kept_on"),
                       invoice=self._link(values.get("invoice")))  # fmt: skip

    def _suspension(self, event: Any, values: Any) -> Record:
        return Suspension(client=self.client, contract=next(iter(self._series("k1"))), starts=event.on,
                          reason=values.get("reason", "Unpaid"), resumed_on=values.get("resumed_on"))  # fmt: skip

    def _request(self, event: Any, values: Any) -> Record:
        return Request(client=self.client, title=values.get("title", "Something"), ask=values.get("ask", "question"),
                       asked_on=event.on, needed_by=values.get("needed_by"), answered_on=values.get("answered_on"),
                       answer=values.get("answer", ""), blocks=self._link(values.get("blocks")))  # fmt: skip

    def _approval_round(self, event: Any, values: Any) -> Record:
        return ApprovalRound(client=self.client, request=self._link(values["request"]), what="Draft",
                             submitted_on=event.on, answered_on=values.get("answered_on"),
                             changes_asked=_text(values.get("changes_asked")))  # fmt: skip

    def _message(self, event: Any, values: Any) -> Record:
        reminds = values["direction"] == "out" and REMINDS.search(values["subject"])
        return Message(client=self.client, at=moment(event.on, event.at), direction=values["direction"],
                       channel=values["channel"], subject=values["subject"], minutes=_minutes(values),
                       dunning_step="reminder" if reminds else "")  # fmt: skip

    def _meeting(self, event: Any, values: Any) -> Record:
        return Meeting(client=self.client, subject=values.get("title", "Meeting"), minutes=_minutes(values),
                       planned_at=moment(event.on, event.at), state=values.get("state", "planned"),
                       missed_by=values.get("missed_by", ""))  # fmt: skip

    def _extension(self, event: Any, values: Any) -> Record:
        return Extension(client=self.client, deliverable=self._link(values["deliverable"]), agreed_on=event.on,
                         new_due=values["new_due"], reason=values.get("reason", "Agreed"),
                         request=self._link(values.get("request")))  # fmt: skip

    def _change_order(self, event: Any, values: Any) -> Record:
        # Less scope for less money is a change too; the record has no negative amounts.
        return ChangeOrder(client=self.client, agreed_on=event.on, what=values["what"], currency=self.currency,
                           amount=max(0, minor(values["amount"])))  # fmt: skip

    def _demand(self, event: Any, values: Any) -> Record:
        return Demand(client=self.client, words=values["words"], said_on=event.on, in_scope=values.get("in_scope", ""),
                      answer=_text(values.get("answer")), repeats=self._link(values.get("repeats")))  # fmt: skip

    def _advice(self, event: Any, values: Any) -> Record:
        outcome = _text(values.get("outcome"))
        return Advice(client=self.client, what=values["what"], given_on=event.on, followed=values.get("followed", ""),
                      outcome=outcome, harm=(outcome or "yes") if values.get("harmed") == "yes" else "")  # fmt: skip

    def _result(self, event: Any, values: Any) -> Record:
        return Result(client=self.client, measure=values["measure"], measured_on=event.on,
                      withheld=_text(values.get("withheld")))  # fmt: skip

    def _problem(self, event: Any, values: Any) -> Record:
        names = ("sign", "proof", "witness", "place", "url", "reply")
        return ProblemNote(client=self.client, title=values["title"], sort=values.get("sort", "other"), on=event.on,
                           severity=SEVERITIES.get(values.get("severity", ""), ""), harm=values.get("harm") == "yes",
                           replied_on=values.get("replied_on"), removed_on=values.get("removed_on"),
                           **{name: _text(values.get(name)) for name in names})  # fmt: skip

    def _work(self, event: Any, values: Any) -> Record:
        return Work(client=self.client, on=event.on, minutes=_minutes(values), sort=values.get("sort", "work"),
                    detail=values.get("detail", "Work"))  # fmt: skip

    def _account(self, _event: Any, values: Any) -> Record | None:
        withheld = "withheld" in values.get("state", "")
        return None if withheld else Account(client=self.client, name=values["title"])

    def _absence(self, event: Any, values: Any) -> Record:
        return Absence(client=self.client, reason="other", starts=event.on, until=values.get("until") or self.judged,
                       announced_on=values.get("told_on"))  # fmt: skip

    def _recovery_plan(self, event: Any, values: Any) -> Record:
        return RecoveryPlan(client=self.client, made_on=event.on, remedy=values.get("remedy", "A remedy"),
                            due=values.get("due"), result=values.get("result", ""))  # fmt: skip

    # --- what links records, and the other clients ---

    def _refer(self, event: Any) -> None:
        """Say what a message is about: it asks again for what was open and late, or reminds of what was not paid."""
        if event.values["direction"] != "out":
            return
        subject = event.values["subject"]
        if CHASES.search(subject):
            self._about(event, "chase", "request", "needed_by", "answered_on")
        if REMINDS.search(subject):
            self._about(event, "reminder", "invoice", "due", "")

    def _about(self, event: Any, role: str, kind: str, due: str, done: str) -> None:
        for each in self.story.events:
            if each.kind != kind or each.on > event.on or (each.values.get(due) or each.on) > event.on:
                continue
            over = each.values.get(done) if done else self._paid(each)
            if over is None or over >= event.on:
                source, about = self.ids[event.label], self.ids[each.label]
                save(self.book, Reference(client=self.client, source=source, about=about, role=role))

    def _paid(self, invoice: Any) -> date | None:
        link = f"@{invoice.label}"
        return max((each.on for each in self.story.events if each.values.get("invoice") == link
                    and each.kind == "payment"), default=None)  # fmt: skip

    def _explain(self, event: Any) -> None:
        for record in self._series(event.values["touches"]):
            save(self.book, Evidence(client=self.client, supports=record, about=self.ids[event.label]))

    def _other(self, event: Any) -> None:
        """Enter another client with what it paid in a year, and its messages of the last 90 days."""
        values = event.values
        since = values.get("since")
        other = save(self.book, Client(name=values["name"], stage="active", since=since, currency=self.currency))
        count, minutes = int(values["messages_in_90d"]), int(values["minutes_90d"])

        def work(write: Any) -> None:
            write.add(Payment(client=other, received=self.judged - timedelta(days=30), currency=self.currency,
                              amount=minor(values["income_12m"])))  # fmt: skip
            for number in range(count):
                share = minutes // count + (number < minutes % count)
                at = moment(self.judged - timedelta(days=number * 80 // count + 1), None)
                write.add(Message(client=other, at=at, direction="in", channel="mail", subject="A", minutes=share))

        self.book.write(work)


def _text(value: str | None) -> str:
    return "" if value in (None, "none") else str(value)


def _minutes(values: Any) -> int | None:
    return int(values["minutes"]) if "minutes" in values else None
