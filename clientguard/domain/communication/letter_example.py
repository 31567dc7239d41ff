"""Made-up facts, where the record has none: for a look at a letter, and for a try of its template."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, timedelta

from clientguard.domain.communication.letter_facts import (
    AskedAccounts,
    Goodbye,
    LastDays,
    LetterFacts,
    OwedInvoice,
    PlannedStop,
    Recipient,
    Sender,
    ShownAccount,
    ShownControl,
    ShownWaiting,
    StoppedContract,
)
from clientguard.domain.money.amount import Money
from clientguard.domain.wording import N_, counted, said


def example(language: str, today: date, needs: Iterable[str]) -> LetterFacts:
    """Return made-up facts with what a letter needs, and nothing beyond it."""
    return completed(LetterFacts(language, today, None, Recipient("Harbour Books", "", (), "")), (*needs, "sender"))


def completed(facts: LetterFacts, needs: Iterable[str]) -> LetterFacts:
    """Return facts with what a letter needs made up where they lack it."""
    wanted, today = set(needs), facts.today
    sender, recipient, invoice, contract = facts.sender, facts.recipient, facts.invoice, facts.contract
    if sender is None and wanted & {"sender", "payment_details"}:
        sender = Sender("Studio North", "Ada North", ("1 Mill Lane", "Northtown"), "ada@north.example", "", "", "")
    if sender and "payment_details" in wanted and not sender.payment_details:
        sender = dataclasses.replace(sender, payment_details="IBAN NL91 ABNA 0417 1643 00")
    if "email" in wanted and not recipient.email:
        recipient = dataclasses.replace(recipient, email="office@harbour.example")
    if invoice is None and "invoice" in wanted:
        amount = Money(135_000, "EUR")
        invoice = OwedInvoice(
            0, "2026-014", today - timedelta(days=38), today - timedelta(days=8), amount, amount, has_pdf=True
        )
    if "resumed" in wanted and not (contract and contract.resumed):
        contract = StoppedContract("Website care", today - timedelta(days=5), today)
    elif "stop" in wanted and not (contract and contract.resumed is None):
        contract = StoppedContract("Website care", today - timedelta(days=1), None)
    if "address" in wanted and not recipient.address:
        recipient = dataclasses.replace(recipient, address=("2 Quay", "Harbourtown"))
    planned, last = facts.planned, facts.last
    if planned is None and "planned" in wanted:
        planned = PlannedStop("Website care", today + timedelta(days=7))
    if last is None and "last" in wanted:
        last = LastDays(
            today + timedelta(days=14),
            "a statement of account",
            by_post=False,
            interest=Money(309, "EUR"),
            a_day=Money(39, "EUR"),
            fixed=Money(4_000, "EUR"),
            law="BW 6:119a",
        )
    found = dataclasses.replace(facts, sender=sender, recipient=recipient, invoice=invoice, contract=contract)
    statement = facts.statement
    if statement is None and "statement" in wanted:
        statement = ShownAccount(today, (Money(270_000, "EUR"),), (Money(135_000, "EUR"),))
    goodbye = facts.goodbye
    if wanted & {"leaving", "last_day"} and not (goodbye and goodbye.last_day):
        goodbye = _goodbye(today)
    asked = facts.asked
    if asked is None and "asked" in wanted:
        line = said(N_("[{reference}] {account}"), reference="A1", account="harbour.example")
        asked = AskedAccounts(today + timedelta(days=14), (line,), (), has_page=False)
    waiting, control = facts.waiting, facts.control
    if waiting is None and "waiting" in wanted:
        waiting = _waiting(today)
    if control is None and "control" in wanted:
        control = _control(today)
    return dataclasses.replace(
        found,
        planned=planned,
        last=last,
        statement=statement,
        goodbye=goodbye,
        asked=asked,
        waiting=waiting,
        control=control,
    )


# What stands on record of the invented client.
SHOP, PRICES, CUSTOMERS = "New shop", "Price page", "Customer list"
QUESTION, ADS = "Which colours do you want?", "Ad account"
WEEK = timedelta(days=7)


def _waiting(today: date) -> ShownWaiting:
    asked = said(N_("{question} (asked on {date})"), question=QUESTION, date=today - 2 * WEEK)
    return ShownWaiting(QUESTION, today - 2 * WEEK, (asked,), SHOP, (), today + WEEK)


def _control(today: date) -> ShownControl:
    access = said(N_("{what} (asked on {date})"), what=ADS, date=today - 2 * WEEK)
    asked = said(N_("{question} (asked on {date})"), question=QUESTION, date=today - 2 * WEEK)
    return ShownControl("Website care", (access,), (), (asked,), "", today + WEEK)


def _goodbye(today: date) -> Goodbye:
    last = today + timedelta(days=30)
    return Goodbye(
        contract="Website care",
        given=today,
        confirms=False,
        last_day=last,
        notice=counted(N_("{count} day"), N_("{count} days"), 30),
        done=(said("{what}", what=SHOP),),
        ours=(said(N_("{what}, by {date}"), what=PRICES, date=last),),
        yours=(said(N_("{what}, by {date}"), what="2026-014", date=last),),
        fees=(Money(135_000, "EUR"),),
        data=(said("{what}", what=CUSTOMERS),),
        transition="I work as agreed until the last day.",
        reason="We cannot meet your needs because two invoices were paid late.",
    )
