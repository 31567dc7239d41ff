"""The tables that the window is made of: pages, commands, next steps, steps of the wizard."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

from PySide6.QtGui import QKeySequence, QShortcut

from clientguard.domain.checklist import Letterhead, OnRecord, checklist
from clientguard.domain.clients import ClientFacts, next_action
from clientguard.domain.communication.answers import LastWords, answer_steps
from clientguard.domain.communication.waiting.meetings import PastMeeting
from clientguard.domain.contracts.agreed import Agreed
from clientguard.domain.judgement.steps import HarmFacts, PlanFacts
from clientguard.domain.leaving.after import AfterFacts
from clientguard.domain.leaving.deciding.reviews import ReviewFacts
from clientguard.domain.leaving.renewals import RenewalFacts
from clientguard.domain.money.collecting.ladder import Climbing, Ladders, LadderStep, Stoppable
from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.money.stops import StopFacts
from clientguard.domain.records import KINDS, Client, DoNotEngage, Instant, Intake
from clientguard.domain.records.kinds import leaving as leaving_records
from clientguard.domain.records.kinds.parties import PROSPECT
from clientguard.domain.today import queue
from clientguard.letters import template as letters
from clientguard.store.views.today import today as read_today
from clientguard.ui.app.commands import commands, fixed_commands
from clientguard.ui.app.page_table import PAGES
from clientguard.ui.app.window.client_commands import read_client_commands
from clientguard.ui.app.window.command import Command
from clientguard.ui.intents.step_actions import STEP_ACTIONS
from clientguard.ui.leaving import page as wizard
from tests.factories import TODAY, ago
from tests.ui.conftest import Person


def offered(window: Person) -> list[Command]:
    """Return every command, those that the open client brings when it is read among them."""
    found = list(commands(window.window))
    read_client_commands(window.window, found.extend, window.window)
    window.look()
    return found


def test_no_two_commands_share_a_key_or_a_shortcut(window: Person):
    window.page("client", "harbour")
    found = offered(window)
    assert len({each.key for each in found}) == len(found)
    assert len({each.word() for each in found}) == len(found)
    keys = [each.shortcut for each in fixed_commands() if each.shortcut]
    assert len(set(keys)) == len(keys)


def test_every_shortcut_of_the_window_is_one_of_the_table(window: Person):
    named = {QKeySequence(each.shortcut).toString() for each in fixed_commands() if each.shortcut}
    made = {each.key().toString() for each in window.window.findChildren(QShortcut) if each.parent() is window.window}
    assert made == named - {QKeySequence(each.shortcut).toString() for each in fixed_commands() if each.field_key}


def test_what_needs_a_client_or_a_passphrase_is_offered_only_there(window: Person):
    window.page("today")
    plain = {each.key for each in commands(window.window)}
    assert {"go money", "log message", "import mail", "export"} <= plain
    assert {f"add {kind.name}" for kind in KINDS.values() if kind.addable and not kind.add_word} <= plain
    assert not plain & {"report", "erase client", "lock", "search", "undo"}
    assert {each.key for each in offered(window)} == plain
    window.page("client", "harbour")
    assert {each.key for each in offered(window)} - plain == {
        "leave",
        "report",
        "handover request",
        "certificate",
        "statement",
        "waiting report",
        "client history",
        "chronology",
        "welcome sheet",
        "conversation sheet",
        "log talk",
        *(f"letter {kind}" for kind in letters.KINDS),
        "bundle",
        "erase client",
        "merge client",
        f"data report {window.ids['contact']}",
        f"merge {window.ids['contact']}",
    }


def test_every_page_can_be_shown_and_says_where_one_is(window: Person):
    records = {"client": "harbour", "leaving": "leaving"}
    for key in PAGES:
        page = window.page(key, records.get(key, 0))
        assert page.place().get("record", 0) == (window.ids[records[key]] if key in records else 0)
        window.rest()


def test_a_page_that_is_not_shown_is_not_imported():
    """The wizard, the journal and the settings are the slow ones: the first page does not wait for them."""
    script = "import sys, clientguard.ui.app.page_table as t; t.PAGES['today'].load(None); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = [
        each for each in ran.stdout.split() if each.startswith(("clientguard.ui.pages.", "clientguard.ui.leaving"))
    ]
    assert sorted(loaded) == ["clientguard.ui.pages.page", "clientguard.ui.pages.today"]


def test_every_action_that_a_step_carries_is_in_the_table(window: Person):
    with window.book.read() as db:
        facts = read_today(db)
    care = next(each for each in facts.contracts if each.id == window.ids["care"])
    over, renews = Agreed(ends=ago(9)), Agreed(ends=TODAY, renews_months=12)
    more = tuple(dataclasses.replace(care, agreed=each) for each in (over, renews))
    first = facts.invoices[0]
    disputed = dataclasses.replace(first, holds=(HoldFacts(1, "disputed", "", ago(3), None, is_settled=False),))
    late = tuple(
        dataclasses.replace(first, client=999, issued=ago(months * 30), due=ago(months * 30), paid=first.amount.minor,
                            settled=ago(months * 30 - late))
        for months, late in ((4, 0), (3, 9), (2, 20))
    )  # fmt: skip
    ladders = {  # the only step is to stop work, or to decide
        998: (LadderStep("own", 1, "firm", "mail", "stop"),),
        997: (LadderStep("own", 1, "final", "call", ""),),
    }
    climbing = Climbing(TODAY, Ladders((), by_client=ladders), stops={998: Stoppable(has_contract=True)})
    more_facts = dataclasses.replace(
        facts,
        contracts=(*facts.contracts, *more),
        invoices=(*facts.invoices, disputed, *(dataclasses.replace(first, id=each, client=each) for each in ladders)),
        recent=late,
        climbing=climbing,
        reviews=(ReviewFacts(1, "Mill", 2, "talk", ago(20), TODAY),),
        closed=(AfterFacts(1, 1, "Mill", TODAY, None),),
        renewals=(RenewalFacts(1, 1, "Mill", "Domain", TODAY, "active"),),
        plans=(PlanFacts(1, "Mill", 2, "Redo the photos", ago(9), TODAY),),
        threats=(HarmFacts(1, "Mill", 2, "A threat", TODAY),),
        refusals=(DoNotEngage(id=1, review_on=TODAY),),
        meetings=(PastMeeting(1, "Mill", 2, "Weekly call", ago(1)),),
        stops=(StopFacts(1, 1, "Mill", ago(9), ago(2), is_paid=True, decided=False, told=False),),
    )
    steps = queue(more_facts, TODAY)
    carried = {key for each in steps for key in (each.action, *each.answers)}
    words = LastWords(1, "Harbour Books", False, 2, "The shop", Instant(0), Instant(0))
    carried |= {each.action for each in answer_steps([words], TODAY, lambda _at: TODAY)}
    carried |= {each.action for each in checklist([OnRecord(1, "Mill", contract, False, False) for contract in (0, 2)])}
    carried |= {each.action for each in checklist([], Letterhead(0, has_name=False, has_address=False))}
    asking = ClientFacts(Client(id=1, stage=PROSPECT), None, (), (), None)
    for sheet in (None, *(Intake(id=2, result=each) for each in ("", "accept", "conditions", "decline"))):
        found = next_action(dataclasses.replace(asking, intake=sheet))
        carried |= {found[0]} if found else set()
    assert carried == STEP_ACTIONS.keys()


def test_the_wizard_has_a_row_for_each_step_of_a_leaving():
    assert wizard.STEPS == leaving_records.STEPS
