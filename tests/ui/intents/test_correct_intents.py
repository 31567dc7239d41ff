"""Corrections and erasures in the window: from an entry of the journal to the form, the question and the result."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt

from clientguard.actions.casebook import backups, casebooks
from clientguard.actions.privacy import erasure
from clientguard.actions.records import editing
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Client, Contact, Invoice
from clientguard.store.journal import entry_log
from clientguard.ui.app.open_state import keep_open_state, put_back, take_open_state
from clientguard.ui.dialogs.correct_dialog import CorrectDialog
from clientguard.ui.dialogs.erase_dialog import EraseDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.intents import correct_intents
from clientguard.ui.pages.journal import JournalPage
from clientguard.ui.widgets.banner import Banner
from tests.ui.conftest import Person
from tests.ui.settled import looked_at


def choose(page: JournalPage, window: Person, record: str, change: str = "add") -> int:
    """Choose the entry that did this to a record, and return its number."""
    wanted = window.ids[record]
    rows = looked_at(lambda: [page.model.entry(place) for place in range(page.model.rowCount())])
    place = next(n for n, row in enumerate(rows) if row and row.record == wanted and row.change == change)
    page.view.setFocus()
    page.view.selectRow(place)
    found = page.model.entry(place)
    assert found is not None
    return found.seq


def lines(page: JournalPage) -> list[list[str]]:
    model = page.model
    return [[model.index(row, place).data() for place in range(5)] for row in range(model.rowCount())]


def correcting(window: Person, record: str) -> tuple[JournalPage, int, CorrectDialog]:
    page = window.page("journal")
    entry = choose(page, window, record)
    window.click("Correct this entry", page)
    return page, entry, window.dialog(CorrectDialog)


def erasing(window: Person, record: str) -> tuple[JournalPage, EraseDialog]:
    page = window.page("journal")
    choose(page, window, record)
    window.click("Erase for good", page)
    dialog = window.dialog(EraseDialog)
    looked(window, dialog)
    return page, dialog


def looked(window: Person, dialog: EraseDialog) -> None:
    """Wait until it is said what would go."""
    window.until(lambda: "Looking" not in dialog.counts.text())
    window.rest()


# --- corrections ---


def test_an_entry_is_corrected_with_its_reason_and_both_lines_say_so(window: Person):
    page, entry, dialog = correcting(window, "contact")
    assert dialog.windowTitle() == f"Correct entry {entry}"
    window.type("Wrong name on the phone.", dialog.form.why)
    window.save(dialog, name="Jane Field")
    window.rest()
    assert window.read(Contact, "contact").name == "Jane Field"
    found = lines(page)
    assert found[0][2:] == ["Corrected", "Contact: Jane Field", f"Name · corrects entry {entry}"]
    added = next(line for line in found if line[0] == str(entry))
    assert added[4].endswith(f"corrected by entry {found[0][0]}")
    page.view.selectRow(0)
    assert "Why: Wrong name on the phone." in page.chosen.whole()
    assert casebooks.verify_casebook(window.book.path).valid


def test_without_a_reason_nothing_is_saved_and_the_line_says_so(window: Person):
    _, _, dialog = correcting(window, "contact")
    window.enter(dialog, name="Jane Field")
    window.click(dialog.save)
    assert dialog.form.missing.text() == "Say why the entry was wrong."
    assert dialog.isVisible()
    window.type("Misheard.", dialog.form.why)
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.rest()
    assert window.read(Contact, "contact").name == "Jane Field"


def test_a_correction_of_nothing_is_refused_and_stays_open(window: Person):
    _, _, dialog = correcting(window, "contact")
    window.type("Hm.", dialog.form.why)
    window.click(dialog.save)
    window.until(lambda: "Nothing differs" in dialog.status.text())
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_correction_that_was_begun_is_there_again_with_its_reason(window: Person):
    _, _, dialog = correcting(window, "contact")
    window.type("Misheard.", dialog.form.why)
    window.enter(dialog, name="Jane Field")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    _, _, again = correcting(window, "contact")
    assert (again.form.why.text(), again.form.editors["name"].text()) == ("Misheard.", "Jane Field")
    window.click("Start over", again)
    assert again.form.why.text() == ""
    window.close_form(again)
    window.rest()


def test_what_cannot_be_corrected_or_erased_is_not_offered(window: Person):
    page = window.page("journal")
    assert not page.correct.isEnabled()
    assert not page.erase.isEnabled()
    page.view.selectRow(page.model.rowCount() - 1)  # the casebook was made
    assert not page.correct.isEnabled()
    assert not page.erase.isEnabled()
    editing.remove_records(window.book, [window.ids["contact"]])
    page.refresh()
    choose(page, window, "contact", "remove")
    assert not page.correct.isEnabled()
    assert page.erase.isEnabled()
    choose(page, window, "contact", "add")
    window.click("Correct this entry", page)
    assert "Entries about a removed record cannot be corrected." in window.seen()
    assert not window.dialogs()


def test_the_menu_of_an_entry_offers_the_same(window: Person):
    page = window.page("journal")
    choose(page, window, "contact")
    page.view.customContextMenuRequested.emit(QPoint(20, 20))
    assert [each.text() for each in window.menu().actions()] == ["Open", "Correct this entry", "Erase for good"]
    window.choose("Correct this entry")
    window.close_form(window.dialog(CorrectDialog))


# --- erasures ---


def test_a_client_is_erased_after_its_name_was_typed(window: Person):
    places = window.window.backup_timer.places()
    backups.back_up(window.book, places, Event.ASKED)
    page, dialog = erasing(window, "harbour")
    assert "Clients: 1" in dialog.counts.text()
    assert "People: 1" in dialog.counts.text()
    assert "Left out: Invoices: 1." in dialog.counts.text()
    assert not dialog.erase.isEnabled()
    window.type("Request of 3 May", dialog.why)
    window.type("harbour book", dialog.confirm)
    assert not dialog.erase.isEnabled()
    window.type("s", dialog.confirm)
    window.click(dialog.erase)
    window.until(dialog.close_button.isVisible)
    told = window.seen(dialog)
    assert "records were erased for good." in told
    assert "New backup, verified: " in told
    assert "1 older backup was deleted." in told
    assert "Out of ClientGuard's reach" in told
    window.click(dialog.close_button)
    window.rest()
    assert b"Harbour Books" not in window.book.path.read_bytes()
    found = lines(page)
    assert found[0][2] == "Erased"
    assert found[0][4].startswith("from entries ")
    assert any(line[3:] == ["Client: [erased]", "its values were erased"] for line in found)
    assert window.read(Invoice, "R-1").number == "R-1"
    money = window.page("money")
    assert money.isVisible()
    assert casebooks.verify_casebook(window.book.path).valid


def test_invoices_go_too_when_they_are_not_to_be_kept(window: Person):
    _, dialog = erasing(window, "lumen")
    assert dialog.keep.isVisible()
    window.click(dialog.keep)
    looked(window, dialog)
    assert "Invoices: 2" in dialog.counts.text()
    assert "Tax law usually requires these to be kept" in window.seen(dialog)
    dialog.reject()
    assert window.read(Client, "lumen").name == "Lumen Studio"


def test_a_reason_that_names_somebody_is_refused_and_can_be_mended(window: Person):
    _, dialog = erasing(window, "contact")
    window.type("Joan Field asked", dialog.why)
    window.type("Joan Field", dialog.confirm)
    window.click(dialog.erase)
    window.until(lambda: "The reason names “Joan Field”" in dialog.error.text())
    assert dialog.cancel.isVisible()
    dialog.why.setText("Request of 3 May")
    window.click(dialog.erase)
    window.until(dialog.close_button.isVisible)
    window.click(dialog.close_button)
    window.rest()
    assert b"Joan Field" not in window.book.path.read_bytes()


def test_one_field_is_taken_away_and_the_rest_stays(window: Person):
    page, dialog = erasing(window, "contact")
    dialog.what.setCurrentIndex(dialog.what.findData("name"))
    looked(window, dialog)
    assert dialog.counts.text().startswith("The field is redacted in the record and in 1 journal entry")
    dialog.what.setCurrentIndex(dialog.what.findData("phone"))
    looked(window, dialog)
    assert "is empty" in dialog.error.text()
    dialog.what.setCurrentIndex(dialog.what.findData("name"))
    looked(window, dialog)
    window.type("Request of 3 May", dialog.why)
    window.type("Joan Field", dialog.confirm)
    window.click(dialog.erase)
    window.until(dialog.close_button.isVisible)
    window.press(Qt.Key.Key_Return)
    window.rest()
    contact = window.read(Contact, "contact")
    assert (contact.name, contact.decides, contact.removed) == ("", True, None)
    assert any("1 field redacted" in line[4] for line in lines(page))


def test_while_it_runs_the_dialog_stays(window: Person, monkeypatch: pytest.MonkeyPatch):
    go_on = threading.Event()
    erase = erasure.erase_records
    monkeypatch.setattr(erasure, "erase_records", lambda *all_, **rest: (go_on.wait(10), erase(*all_, **rest))[1])
    _, dialog = erasing(window, "contact")
    window.type("Request of 3 May", dialog.why)
    window.type("Joan Field", dialog.confirm)
    window.click(dialog.erase)
    dialog.reject()
    assert dialog.isVisible()
    go_on.set()
    window.until(dialog.close_button.isVisible)
    dialog.reject()
    window.rest()
    assert not window.dialogs()


def test_an_erased_record_is_not_offered_back(window: Person):
    erasure.erase_records(window.book, [window.ids["contact"]], "Request of 3 May", [])
    page = window.page("journal")
    choose(page, window, "contact")
    assert not page.correct.isEnabled()
    assert not page.erase.isEnabled()
    window.press(Qt.Key.Key_Return, on=page.view)
    window.until(lambda: window.toast() == "This record was erased for good.")


def test_from_a_former_clients_page_one_is_back_among_the_clients(window: Person):
    editing.change_record(window.book, window.read(Client, "lumen"), stage="former")
    page = window.page("client", "lumen")
    window.click("Erase for good", page)
    dialog = window.dialog(EraseDialog)
    looked(window, dialog)
    window.type("Request of 3 May", dialog.why)
    window.type("Lumen Studio", dialog.confirm)
    window.click(dialog.erase)
    window.until(dialog.close_button.isVisible)
    window.click(dialog.close_button)
    window.rest()
    assert window.window.here == "clients"


def test_the_command_box_offers_it_for_the_client_that_is_open(window: Person):
    window.page("client", "harbour")
    window.window.search()
    box = window.dialog(SearchBox)
    window.type("erase harbour", box.input)
    window.press(Qt.Key.Key_Return)
    window.dialog(EraseDialog).reject()  # while it still looks
    window.rest()


def test_what_is_left_to_do_is_said_until_it_is_done(window: Person):
    gone = window.home / "gone"
    places = [*window.window.backup_timer.places(), backups.Place(gone, made=False)]
    erasure.erase_records(window.book, [window.ids["contact"]], "Request of 3 May", places)
    page = window.page("journal")
    window.seen(page)
    assert f"Older backups may still be in {gone}." in page.findChild(Banner).accessibleName()
    window.click("Try again", page)
    window.rest()
    window.until(lambda: page.findChild(Banner) is not None)
    window.seen(page)
    window.click(f"{gone} no longer exists", page)
    window.rest()
    window.until(lambda: not [each for each in page.findChildren(Banner) if each.isVisible()])
    assert not erasure.pending(window.book)
    with window.book.read() as db:
        assert entry_log.anchor(db).size


def test_what_is_no_longer_there_is_said(window: Person):
    session, intents = window.window.session, window.window.intents
    correct_intents.open_correction(session, intents, 9999, 1)
    correct_intents.open_erasure(session, intents, 9999)
    assert "no longer there" in window.seen()
    assert not window.dialogs()


def test_a_correction_is_offered_again_after_the_casebook_was_locked(window: Person):
    _, entry, dialog = correcting(window, "contact")
    window.type("Misheard.", dialog.form.why)
    open_state = take_open_state(window.window)
    dialog.done(0)  # as locking closes it: without a question
    keep_open_state(open_state, window.book)
    assert window.window.session is not None
    put_back(window.window, window.window.session)
    window.rest()
    _, _, again = correcting(window, "contact")
    assert (again.windowTitle(), again.form.why.text()) == (f"Correct entry {entry}", "Misheard.")
    window.close_form(again)
    window.rest()
