"""Pickers say what tells records apart; a message proposes the people that it may be from or to."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from clientguard.domain.records import KINDS, Client, Message
from clientguard.ui.records.form_facts import told_apart
from tests.factories import add
from tests.ui.conftest import Person


def test_a_picker_shows_date_and_amount_beside_the_number(window: Person):
    dialog = window.open_form("payment", client=window.ids["lumen"])
    rows = dialog.form.editors["invoice"].input._choices.rows[1:]
    told = [tuple(" ".join(text.split()) for text in row[1:]) for row in rows]
    assert told == [("R-2", "13 Oct 2026 · € 1,200.00"), ("R-3", "19 Nov 2026 · € 600.00")]
    window.close_form(dialog)


def test_of_all_clients_those_of_the_same_name_are_told_apart(window: Person):
    other = add(window.book, "client", name="harbour books", email="post@harbour.example")
    with window.book.read() as db:
        found = {record: detail for record, _title, detail in told_apart(db, KINDS["client"])}
    assert found[other] == "post@harbour.example"
    assert found[window.ids["harbour"]] != ""
    assert found[window.ids["lumen"]] == ""
    assert window.read(Client, "harbour").email == ""


def offered(line: QLineEdit) -> list[str]:
    model = line.completer().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_message_proposes_the_people_of_its_client_and_takes_any_other_name(window: Person):
    add(window.book, "contact", client=window.ids["lumen"], name="Una Lund", email="una@lumen.example")
    dialog = window.open_form("message", client=window.ids["lumen"])
    window.click("More fields", dialog)
    sender = dialog.form.editors["sender"].input
    assert offered(sender) == ["Una Lund <una@lumen.example>"]
    window.enter(dialog, client="Harbour Books")
    window.until(lambda: offered(sender) == ["Joan Field"])
    assert offered(dialog.form.editors["recipients"].input) == ["Joan Field"]
    window.save(dialog, sender="A courier", subject="A parcel")
    assert [each.sender for each in window.all(Message) if each.subject == "A parcel"] == ["A courier"]
