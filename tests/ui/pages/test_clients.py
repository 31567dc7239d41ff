"""The tabs of Clients: those one works for, prospects, peers, and who is not taken again (P7.3, P7.5)."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clientguard.domain.records import Client, Intake
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from tests.factories import TODAY, add
from tests.ui.conftest import Person


def names(window: Person, page, tab: str) -> list[str]:
    page.show_tab(tab)
    window.rest()
    return [getattr(page.table.model.record(row), "name", "") for row in range(page.table.model.rowCount())]


def test_a_prospect_stands_in_its_own_tab_and_not_among_the_clients(window: Person):
    add(window.book, "client", name="Asking Ltd", stage="prospect")
    add(window.book, "client", name="Declined Ltd", stage="declined")
    add(window.book, "peer", name="Pia Peer")
    add(window.book, "do_not_engage", name="Quick & Co", reason="Never paid.")
    page = window.page("clients")

    assert set(names(window, page, "clients")) == {"Casa Verde", "Harbour Books", "Lumen Studio"}
    assert not page.table.chips["prospect"].isVisible()
    assert page.table.chips["active"].isVisible()
    assert set(names(window, page, "prospects")) == {"Asking Ltd", "Declined Ltd"}
    assert names(window, page, "peers") == ["Pia Peer"]
    assert names(window, page, "not again") == ["Quick & Co"]
    assert page.place()["tab"] == "not again"


def test_what_is_added_among_the_prospects_is_one(window: Person):
    page = window.page("clients")
    page.show_tab("prospects")
    window.rest()
    assert "intake sheet" in page.table.empty.sentence.text()

    window.click(page.table.empty.button)
    dialog = window.dialog()
    window.save(dialog, name="Newcomer")
    window.rest()

    made = next(each for each in window.all(Client) if each.name == "Newcomer")
    assert made.stage == "prospect"


def in_the_row(window: Person, page, client: int, word: str) -> None:
    page.show_tab("prospects")
    window.until(lambda: page.table.model.rowCount() == 1)
    page.table.choose(client)
    window.until(page.table.selection)
    page.row_action(word)()


def test_the_sheet_of_a_prospect_proposes_conditions_and_accepting_makes_it_a_client(window: Person):
    asking = add(window.book, "client", name="Asking Ltd", stage="prospect")
    page = window.page("clients")
    in_the_row(window, page, asking, "Fill in the intake sheet …")
    dialog = window.dialog()
    window.enter(dialog, need="A shop", decider="Una Moss", missing="Photographs")
    window.until(lambda: dialog.form.editors["result"].text() == "conditions")
    assert "everything that it needs" in dialog.form.editors["conditions"].text()
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.rest()

    (sheet,) = window.all(Intake)
    assert (sheet.client, sheet.result) == (asking, "conditions")

    in_the_row(window, page, asking, "Accept the prospect")
    window.until(lambda: window.read(Client, asking).stage == "new")
    window.rest()


def test_declining_drafts_the_kind_letter(window: Person):
    asking = add(window.book, "client", name="Asking Ltd", stage="prospect")
    in_the_row(window, window.page("clients"), asking, "Decline the prospect …")
    dialog = window.dialog(LetterDialog)

    assert window.read(Client, asking).stage == "declined"
    with window.qtbot.waitSignal(dialog.finished):
        dialog.reject()
    window.rest()


def test_the_list_of_prospects_says_what_came_of_the_first_conversation(window: Person):
    asking = add(window.book, "client", name="Asking Ltd", stage="prospect")
    add(window.book, "client", name="Caller", stage="prospect")
    add(window.book, "intake", client=asking, need="A shop", held_on=TODAY, result="accept")
    page = window.page("clients")
    page.show_tab("prospects")
    window.until(lambda: page.table.model.rowCount() == 2)
    window.rest()
    model = page.table.model
    said = [[str(model.index(row, column).data() or "") for column in range(model.columnCount())] for row in range(2)]
    assert {line[0]: line[-1] for line in said} == {"Asking Ltd": "Accept", "Caller": "none yet"}
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert "Client since" not in heads
    assert "Raised signs" not in heads


def test_a_business_that_is_not_taken_again_is_looked_at_again_in_a_year(window: Person):
    page = window.page("clients")
    page.show_tab("not again")
    window.rest()
    window.click(page.table.empty.button)
    dialog = window.dialog()
    assert dialog.save.text() == "Save the entry"
    assert dialog.form.editors["review_on"].text() == (TODAY + timedelta(days=365)).isoformat()
    window.close_form(dialog)


def words_of(page) -> list[str]:
    return [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]


def test_the_page_of_a_prospect_offers_what_its_sheet_says_and_undo_takes_the_answer_back(window: Person):
    asking = add(window.book, "client", name="Asking Ltd", stage="prospect")
    page = window.page("client", asking)
    window.until(lambda: page.head().action == "Fill in the intake sheet")
    assert [text for text, _tone in page.head().chips] == ["Prospect"]
    assert "Leave this client" not in words_of(page)

    add(window.book, "intake", client=asking, need="A shop", held_on=TODAY, result="conditions", conditions="Deposit")
    page.refresh()
    window.until(lambda: page.head().action == "Accept with conditions")
    assert "Decline the prospect …" in words_of(page)

    page.act()
    window.until(lambda: window.read(Client, asking).stage == "new")
    window.until(lambda: "Put the conditions" in window.toast())
    window.click("Undo")
    window.until(lambda: window.read(Client, asking).stage == "prospect")
    window.until(lambda: page.head().action == "Accept with conditions")
