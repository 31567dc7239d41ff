"""Three ways with clients in a real window: one answers again, one is given up, one begins well (P6, P7, P8)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard.domain.records import Client, Contract, Decision, Intake, Leaving, Message, RecoveryPlan, Suspension
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.parties.stop_dialog import StopDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests import factories
from tests.factories import TODAY, Instant, add, ago
from tests.ui.conftest import MOMENT, Person
from tests.window.hand import Hand
from tests.window.seen import unseen
from tests.window.walker import Walker

pytestmark = pytest.mark.usefixtures("one_screen")
DAY = 86_400_000  # milliseconds


@pytest.fixture
def walker(empty: Person, hand: Hand) -> Walker:
    return Walker(empty, hand, {})


def signs_of(walker: Walker, client: int) -> Any:
    """Go to a client's page and from what stands at its top to the signs; return their section."""
    page = walker.person.page("client", client)
    walker.person.until(page.glance.isVisible)
    walker.click(page.glance.signs)
    section = page._sections["signs"]
    walker.person.until(lambda: len(section.rows) == 10)
    walker.person.rest()
    assert not list(unseen(walker.person.window))
    return section


def command(walker: Walker, word: str) -> None:
    """Do what a row of the menu does."""
    next(each for each in walker.person.window.commands() if each.word == word).act()


def unanswered(walker: Walker, client: int, asked: int) -> int:
    """Add a request that was asked again in vain, and return its number."""
    book = walker.person.book
    request = add(book, "request", client=client, ask="approval", title=f"Approve draft {asked}", asked_on=ago(asked),
                  needed_by=ago(asked - 7))  # fmt: skip
    at = Instant(factories.FIRST - (asked - 10) * DAY)
    message = add(book, "message", client=client, direction="out", subject="We wait for your answer", at=at)
    add(book, "reference", client=client, source=message, about=request, role="chase")
    return request


def test_a_silent_client_is_told_helped_and_answers_again(walker: Walker):
    person = walker.person
    client = add(person.book, "client", name="Linden Yoga", since=ago(700))
    add(person.book, "contract", client=client, response_days=5)
    asked = [unanswered(walker, client, days) for days in (80, 60, 45)]

    section = signs_of(walker, client)
    assert "Answers missing" in person.seen(person.window.pages["client"].glance)
    walker.click("Write the notice …: Send what was done and what has waited for whom.", section)
    letter = person.dialog(LetterDialog)
    letter._at = lambda: Instant(MOMENT)
    walker.save(letter)
    person.until(lambda: [each for each in person.all(Message) if each.template == "waiting"])

    walker.click(section.plan)
    form = person.dialog()
    walker.type("We are sorry: three questions came in one week.", form.form.editors["apology"].input)
    walker.type("One list of questions on Mondays", form.form.editors["remedy"].input)
    walker.save(form)
    (plan,) = person.all(RecoveryPlan)
    assert plan.due == TODAY + timedelta(days=28)

    person.day = plan.due
    for number in asked:
        answered(walker, number, TODAY + timedelta(days=2))
    for days in (4, 6):  # two answers in time and a meeting kept: the sign is cleared
        when = TODAY + timedelta(days=days)
        new = add(person.book, "request", client=client, title=f"Next {days}", asked_on=when)
        answered(walker, new, when + timedelta(days=1))
    add(person.book, "meeting", client=client, state="held", planned_at=Instant(factories.FIRST + 9 * DAY))

    person.page("today")
    person.until(lambda: "look at the result of the recovery plan" in person.seen())
    walker.click("Look at the result: Linden Yoga: look at the result of the recovery plan")
    form = person.dialog()
    form.form.editors["result"].set_text("better")
    walker.save(form)
    assert person.read(RecoveryPlan, plan.id).result == "better"
    page = person.page("client", client)
    person.rest()
    assert not page.glance.isVisible()


def answered(walker: Walker, request: int, on: date) -> None:
    book = walker.person.book
    with book.read() as db:
        found = factories.lookup.any_record(db, request)
    factories.save(book, dataclasses.replace(found, answered_on=on, answer="Yes"))


def test_a_client_that_pays_late_is_stopped_and_the_work_is_ended(walker: Walker):
    person = walker.person
    client = add(person.book, "client", name="Tide Rentals", currency="EUR", since=ago(700))
    contract = add(person.book, "contract", client=client, suspension_clause="Work stops while an invoice is unpaid.",
        suspension_days=5, notice_days=30)  # fmt: skip
    for number, late in enumerate((0, 20, 25, 30, 40), 1):
        issued = 300 - number * 40
        bill = add(person.book, "invoice", client=client, number=f"T-{number}", issued=ago(issued),
                   due=ago(issued - 14), amount=100_00)  # fmt: skip
        add(person.book, "payment", client=client, invoice=bill, amount=100_00, received=ago(issued - 14 - late))
    add(person.book, "invoice", client=client, number="T-9", issued=ago(60), due=ago(46), amount=100_00)

    page = person.page("client", client)
    person.until(page.glance.isVisible)
    assert "Pays late" in person.seen(page.glance)
    page.show_section("contract")
    contracts = page._sections["contract"]
    contracts.show_list("contract")
    table = contracts._tables["contract"]
    person.until(lambda: table.model.rowCount() == 1)
    table.choose(contract)
    person.until(table.selection)
    command(walker, "Stop work …")
    walker.save(person.dialog(StopDialog))
    (stopped,) = person.all(Suspension)
    assert stopped.starts == TODAY

    section = signs_of(walker, client)
    walker.click("Weigh it: Decide whether to go on: one stop already asks.", section)
    person.until(lambda: person.window.here == "leaving")
    leaving: Any = person.window.pages["leaving"]
    person.until(lambda: leaving.has_facts and leaving.steps["decide"].isVisible())
    decide = leaving.steps["decide"]
    walker.type("Four of six invoices were paid weeks late.", decide.form.editors["reasons"].input)
    walker.type("Reminders and a stop changed nothing.", decide.form.editors["alternatives"].input)
    if decide.form.editors["against_advice"].input.isVisible():
        walker.type("Talking was tried twice.", decide.form.editors["against_advice"].input)
    walker.click(leaving.next)
    person.until(lambda: person.all(Leaving))
    (decision,) = person.all(Decision)
    assert (decision.verdict, decision.signed_on) == ("end", TODAY)
    assert person.read(Client, client).stage == "leaving"


def test_a_prospect_is_taken_on_with_conditions_and_told_how_it_works(walker: Walker):
    person = walker.person
    page = person.page("clients")
    walker.click(page.tabs.buttons["prospects"])
    person.rest()
    walker.click(page.table.empty.button)
    form = person.dialog()
    walker.type("Newcomer Bakery", form.form.editors["name"].input)
    walker.save(form)
    (asking,) = person.all(Client)
    assert asking.stage == "prospect"

    def row(word: str) -> None:
        person.page("clients")
        person.until(lambda: page.table.model.rowCount() == 1)
        page.table.choose(asking.id)
        person.until(page.table.selection)
        page.row_action(word)()

    row("Fill in the intake sheet …")
    form = person.dialog()
    walker.type("A shop that sells on Sundays", form.form.editors["need"].input)
    walker.type("Photographs", form.form.editors["missing"].input)
    person.until(lambda: form.form.editors["result"].text() == "conditions")
    walker.save(form)
    (sheet,) = person.all(Intake)
    assert (sheet.result, bool(sheet.conditions)) == ("conditions", True)
    row("Accept the prospect")
    person.until(lambda: person.read(Client, asking.id).stage == "new")

    person.page("client", asking.id)
    form = person.open_form("contract", client=asking.id)
    walker.type("Sunday shop", form.form.editors["title"].input)
    walker.type(TODAY.isoformat(), form.form.editors["starts"].input)
    walker.save(form)
    (contract,) = person.all(Contract)
    assert contract.title == "Sunday shop"
    command(walker, "Create the welcome sheet")
    preview = person.dialog(PreviewDialog)
    assert attached_facts(preview._pdf)["client"]["name"] == "Newcomer Bakery"
    walker.hand.key("Escape")
    person.until(lambda: not person.dialogs())
    person.rest()
