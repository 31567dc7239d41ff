"""The Money section of a client's page: what is owed, how late each cycle was, what asking for it took."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clientguard.actions.records import editing
from clientguard.domain.records import Message
from clientguard.store.views.business import business
from clientguard.ui.intents.step_actions import STEP_ACTIONS
from clientguard.ui.pages.money.of_client import ClientMoney
from clientguard.ui.widgets.cycle_dots import CycleDots
from clientguard.ui.widgets.figure_card import FigureCard
from clientguard.ui.widgets.queue_row import QueueRow
from tests.factories import add, ago
from tests.ui.conftest import Person


def section(window: Person, client: str) -> ClientMoney:
    page = window.page("client", client)
    page.show_section("money")
    head = next(each for each in page.findChildren(ClientMoney) if each.isVisibleTo(page))
    window.until(lambda: cards(head))
    return head


def cards(head: QWidget) -> list[str]:
    return [each.accessibleName() for each in head.findChildren(FigureCard) if each.isVisibleTo(head)]


def late(window: Person, *days: int) -> None:
    """Have Lumen Studio pay three invoices so many days late, before those that there are."""
    lumen = window.ids["lumen"]
    for place, each in enumerate(days):
        due = ago(400 - 30 * place)
        invoice = add(window.book, "invoice", client=lumen, number=f"L-{place}", issued=due, due=due, amount=100_00)
        add(window.book, "payment", client=lumen, invoice=invoice, amount=100_00, received=ago(400 - 30 * place - each))


def test_what_is_owed_says_since_when_on_average(window: Person):
    assert cards(section(window, "harbour"))[0] == (
        "€ 4,800.00 owed to you, € 4,800.00 of it past due, for 30 days on average"
    )


def test_each_cycle_is_a_dot_that_is_told_in_words(window: Person):
    late(window, 2, 0, 9)
    head = section(window, "lumen")
    (dots,) = head.findChildren(CycleDots)
    assert dots.accessibleName() == "L-0: 2 days late, L-1: on time, L-2: 9 days late, R-2: 6 days late"
    assert [each.tone for each in dots.dots] == ["met", "met", "attention", "attention"]


def test_a_client_that_pays_later_each_time_is_told_by_its_figure(window: Person):
    editing.remove_records(window.book, [window.ids["R-2"], window.ids["R-3"]])
    late(window, 2, 9, 21)
    assert cards(section(window, "lumen"))[1] == "21 days late Paid 2, 9 and 21 days late: later each time."
    page = window.page("today")
    page.refresh()
    window.until(
        lambda: "Lumen Studio pays later each time" in [each.what.text() for each in page.findChildren(QueueRow)]
    )
    intents = window.window.intents
    STEP_ACTIONS["look at payments"].act(intents, window.ids["lumen"])
    window.look()
    assert (window.window.here, window.window.pages["client"].tabs.current()) == ("client", "money")


def test_the_time_for_reminders_is_shown_at_the_hourly_rate(window: Person):
    reminder = Message(client=window.ids["harbour"], at=window.read(Message, "message").at, direction="out",
                       subject="Reminder", template="reminder", minutes=20)  # fmt: skip
    window.book.write(lambda write: write.add(reminder))
    assert cards(section(window, "harbour"))[2] == "0:20 h spent on 1 reminder or call"
    with window.book.read() as db:
        firm = business(db)
    assert firm
    editing.change_record(window.book, firm, rate=90_00)
    window.page("today")
    window.until(lambda: cards(section(window, "harbour"))[2:] == ["€ 30.00 your time for 1 reminder or call, 0:20 h"])
