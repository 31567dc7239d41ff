"""The form of every kind: nothing wrong is saved, and each field says what it understands."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from clientguard.domain.records import KINDS, Contract, Instant, Invoice, Message, Payment
from clientguard.store.records import lookup
from tests import factories
from tests.ui.conftest import MOMENT, Person

ADDABLE = [kind.name for kind in KINDS.values() if kind.addable and kind.name != "message"]  # that is Ctrl+L
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("kind", ADDABLE)
def test_every_kind_has_a_form_whose_inputs_are_named_and_whose_needs_are_marked(window: Person, kind: str):
    dialog = window.open_form(kind)
    assert list(dialog.form.editors) == [field.name for field in KINDS[kind].form_fields]
    for editor in dialog.form.editors.values():
        assert editor.isHidden() == (editor.field.older or editor.field.rare)
        if editor.isHidden():
            continue
        assert editor.input.accessibleName() == editor.field.label
        told = editor.input.accessibleDescription()
        assert told.startswith("required") == editor.field.required
        assert not editor.field.help or editor.field.help.rstrip(".") in told
        shown = window.seen(editor).splitlines()
        assert editor.field.label in shown
        assert ("required" in shown) == editor.field.required
        assert not editor.field.help or editor.field.help in shown
    window.close_form(dialog)


def test_an_error_is_read_with_its_field_until_it_is_put_right(window: Person):
    dialog = window.open_form("invoice")
    amount, client = dialog.form.editors["amount"], dialog.form.editors["client"]
    window.click(dialog.save)
    window.until(lambda: amount.error() and client.error())
    for field, line in ((amount, amount.input), (client, client.input.lineEdit())):
        assert field.error().rstrip(".") in line.accessibleDescription()
    amount.show_error(None)
    assert amount.input.accessibleDescription() == "required"
    dialog.done(0)
    window.until(lambda: not window.dialogs())


@pytest.mark.parametrize("kind", ADDABLE)
def test_what_is_needed_is_said_in_place_and_nothing_is_saved(window: Person, kind: str):
    dialog = window.open_form(kind)
    needed = [name for name, editor in dialog.form.editors.items() if editor.field.required and not editor.text()]
    with window.book.read() as db:
        before = db.execute("SELECT count(*) FROM record").fetchone()
    window.click(dialog.save)
    window.until(lambda: dialog.save.isEnabled())
    wrong = {name: editor.error() for name, editor in dialog.form.editors.items() if editor.error()}
    assert wrong == dict.fromkeys(needed, "This is required.")
    assert dialog.status.text() == (
        "Something is missing or wrong. What you entered is still on the screen."
        " Correct the marked fields, then save again."
    )
    focus = QApplication.focusWidget()
    assert focus is not None
    assert dialog.form.editors[needed[0]].isAncestorOf(focus)
    with window.book.read() as db:
        assert db.execute("SELECT count(*) FROM record").fetchone() == before
    window.close_form(dialog)


@pytest.mark.parametrize(
    ("kind", "field", "typed", "said"),
    [
        ("invoice", "amount", "much", "Enter an amount, such as 4800 or 4,800.00."),
        ("invoice", "due", "whenever", "Enter a date, such as 2026-11-22, 22 Nov, fri, today or +2w."),
        ("invoice", "client", "Nobody", "No match. Type part of the name, then choose it."),
        ("contract", "notice_count", "a month", "Enter a whole number."),
        ("contract", "payment_terms", "soon", ""),
        ("work", "minutes", "an age", "Enter a duration, such as 90, 1:30 or 1h30."),
        ("result", "before", "some", "Enter a number, such as 188 or 6.1."),
        ("client", "currency", "EU", "Enter the three letters of a currency (ISO 4217), such as EUR or THB."),
    ],
)
def test_a_wrong_value_is_explained_under_its_field_until_it_is_changed(
    window: Person, kind: str, field: str, typed: str, said: str
):
    dialog = window.open_form(kind)
    if kind == "client":
        window.enter(dialog, name="Somebody")
    window.enter(dialog, **{field: typed})
    window.click(dialog.save)
    editor = dialog.form.editors[field]
    window.until(lambda: editor.error())
    assert editor.error() == said or (not said and len(editor.error()) > 20)
    assert editor.input.property("wrong")
    line = editor.input if isinstance(editor.input, QLineEdit) else editor.input.lineEdit()
    window.press(Qt.Key.Key_Backspace, on=line)
    assert not editor.error()
    assert not editor.input.property("wrong")
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_two_fields_that_contradict_each_other_are_said_after_asking_the_record(window: Person):
    dialog = window.open_form("contract", client=window.ids["lumen"])
    window.enter(dialog, title="Backwards", starts="2026-11-01", ends="2026-10-01")
    window.click(dialog.save)
    window.until(lambda: dialog.form.editors["ends"].error() == "The contract ends before it starts.")
    window.save(dialog, ends="2026-12-01")
    window.until(lambda: any(each.title == "Backwards" for each in window.all(Contract)))


# --- single fields ---


def test_a_link_is_found_by_typing_a_part_of_its_name(window: Person):
    dialog = window.open_form("payment")
    client = dialog.form.editors["client"].input
    client.setFocus()
    window.type("verde")
    window.press(Qt.Key.Key_Tab)
    assert client.currentText() == "Casa Verde"
    invoice = dialog.form.editors["invoice"].input
    assert [invoice.itemText(place) for place in range(invoice.count())] == ["", "R-4"]  # that client's alone
    window.save(dialog, invoice="R-4", amount="100", currency="EUR")
    (made,) = [each for each in window.all(Payment) if each.invoice == window.ids["R-4"]]
    assert (made.client, made.amount) == (window.ids["casa"], 10_000)


def test_another_client_lets_go_of_a_link_to_the_first(window: Person):
    dialog = window.open_form("payment", client=window.ids["harbour"])
    window.enter(dialog, invoice="R-1")
    window.enter(dialog, client="Casa Verde")
    assert dialog.form.editors["invoice"].text() == ""
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_digits_in_a_link_are_a_name_and_never_a_number_inside_the_file(window: Person):
    dialog = window.open_form("payment", client=window.ids["harbour"])
    window.enter(dialog, invoice=str(window.ids["R-4"]), amount="1")
    window.click(dialog.save)
    window.until(lambda: dialog.form.editors["invoice"].error().startswith("No match."))
    window.answer("Discard it", dialog.reject)
    window.rest()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("+2w", "Sunday 6 December 2026"),
        ("fri", "Friday 27 November 2026"),
        ("15 nov", "Sunday 15 November 2026"),
        ("22.11.2026", "Sunday 22 November 2026"),
        ("last fri", "Friday 20 November 2026"),
        ("some day", "For example 2026-11-22, 22 Nov, fri or +2w.\nA weekday means the next one."),
    ],
)
def test_a_date_says_what_it_understood(window: Person, typed: str, said: str):
    dialog = window.open_form("request", client=window.ids["lumen"])
    window.enter(dialog, needed_by=typed)
    assert said in window.seen(dialog.form.editors["needed_by"])
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_weekday_is_the_last_one_where_something_has_happened(window: Person):
    dialog = window.open_form("request", client=window.ids["lumen"])
    asked = dialog.form.editors["asked_on"]
    window.enter(dialog, asked_on="")
    assert "A weekday means the last one." in window.seen(asked)
    window.enter(dialog, asked_on="fri")
    assert "Friday 20 November 2026" in window.seen(asked)
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_contract_says_while_it_is_typed_what_its_fields_come_to(window: Person):
    dialog = window.open_form("contract", client=window.ids["lumen"])
    notice, term = dialog.form.editors["notice_to"], dialog.form.editors["renews_months"]
    assert notice.remark() == ""
    window.enter(dialog, notice_count="3", starts="2026-01-01")
    assert notice.remark() == "3 days: notice given today ends it on 25 Nov 2026."
    assert term.remark() == "It runs until one side ends it."
    for name, key in {"notice_unit": "months", "notice_to": "quarter"}.items():
        box = dialog.form.editors[name].input
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
    assert notice.remark() == "3 months to the end of a quarter: notice by 31 Dec 2026 ends it on 31 Mar 2027."
    window.enter(dialog, notice_count="three")  # what cannot be read is left out
    assert notice.remark() == ""
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_the_notice_in_days_of_an_older_contract_is_shown_where_it_is_filled_in(window: Person):
    dialog = window.open_form("contract", client=window.ids["lumen"])
    assert dialog.form.editors["notice_days"].isHidden()
    window.close_form(dialog)
    window.window.intents.open("contract", window.ids["care"])
    dialog = window.dialog()
    assert not dialog.form.editors["notice_days"].isHidden()
    assert dialog.form.editors["notice_to"].remark() == "20 days: notice by 12 Dec 2026 ends it on 1 Jan 2027."
    window.close_form(dialog)


def test_what_is_seldom_needed_stands_under_more_and_is_shown_where_it_is_filled_in(window: Person):
    dialog = window.open_form("contract", client=window.ids["lumen"])
    fields = dialog.form.editors
    assert fields["fee"].isHidden()
    window.click(dialog.form.more)
    assert QApplication.focusWidget() is fields["contact_hours"].input
    assert not fields["fee"].isHidden()
    assert dialog.form.more.isHidden()
    window.enter(dialog, title="Site", fee="900")
    window.click(dialog.save)
    window.until(lambda: not window.dialogs())
    with window.book.read() as db:
        (made,) = (each for each in lookup.find_records(db, Contract) if each.title == "Site")
    window.window.intents.open("contract", made.id)
    dialog = window.dialog()
    assert not dialog.form.editors["fee"].isHidden()
    window.close_form(dialog)


def test_a_date_can_be_picked_from_a_calendar(window: Person):
    dialog = window.open_form("request", client=window.ids["lumen"])
    line = dialog.form.editors["needed_by"].input
    line.setFocus()
    window.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = line.calendar
    assert calendar.isVisible()
    assert calendar.selectedDate().toPython() == date(2026, 11, 22)
    window.press(Qt.Key.Key_Right, on=calendar.focusProxy() or calendar)
    calendar.activated.emit(calendar.selectedDate())
    assert not calendar.isVisible()
    assert "Monday 23 November 2026" in window.seen(dialog.form.editors["needed_by"])
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_message_that_is_changed_keeps_its_moment_its_clock_and_its_text(window: Person):
    body = "Two\u00a0spaces  stay,\r\nand the line\u2028end.\n\n"
    at = Instant(MOMENT + 33_123, 420)
    window.ids["far"] = factories.add(
        window.book, "message", client=window.ids["lumen"], at=at, body=body, subject="From afar"
    )
    dialog = window.open_record("message", "far")
    assert "15:53" in dialog.form.editors["at"].text()  # by the user's clock, not the sender's
    window.save(dialog, subject="From far away")
    changed = window.read(Message, "far")
    assert (changed.subject, changed.at, changed.body) == ("From far away", at, body)
    dialog = window.open_record("message", "far")
    window.save(dialog, at="2026-11-20 16:00")
    assert window.read(Message, "far").at == Instant(1_795_190_400_000, 0)


def test_another_currency_makes_the_amount_be_read_again(window: Person):
    dialog = window.open_record("invoice", "R-3")
    window.save(dialog, currency="JPY", amount="600")
    assert (window.read(Invoice, "R-3").amount, window.read(Invoice, "R-3").currency) == (600, "JPY")
    dialog = window.open_record("invoice", "R-3")
    window.save(dialog, currency="EUR")
    assert (window.read(Invoice, "R-3").amount, window.read(Invoice, "R-3").currency) == (60_000, "EUR")


def test_a_record_that_is_saved_unchanged_writes_nothing(window: Person):
    for kind, name in (("contract", "contract"), ("invoice", "R-1"), ("message", "message"), ("request", "colours")):
        with window.book.read() as db:
            before = db.execute("SELECT count(*) FROM journal").fetchone()
        window.save(window.open_record(kind, name))
        with window.book.read() as db:
            assert db.execute("SELECT count(*) FROM journal").fetchone() == before


def test_a_link_to_any_kind_of_record_survives_its_form(window: Person):
    with window.book.read() as db:
        (evidence, about) = db.execute("SELECT id, about FROM evidence").fetchone()
    window.ids["evidence"] = evidence
    dialog = window.open_record("evidence", "evidence")
    assert dialog.form.editors["about"].input.currentText() == "Paid late again"
    window.save(dialog, note="Three times this year")
    with window.book.read() as db:
        found = db.execute("SELECT about, note FROM evidence").fetchone()
    assert found == (about, "Three times this year")


def test_a_country_is_found_by_its_name_and_a_wrong_one_is_said_when_the_field_is_left(window: Person):
    form = window.page("settings").business.form
    country = form.editors["country"]
    for typed, shown in (("neth", None), ("Netherlands", "Netherlands (NL)"), ("th", "Thailand (TH)"), ("", "")):
        country.set_text(typed)
        country.left.emit()
        assert bool(country.error()) is (shown is None), typed
        if shown is not None:
            assert country.text() == shown
    assert country.input.completer().model().rowCount() == 250
    country.set_text("UK")
    country.left.emit()
    assert (country.text(), country.value("")) == ("United Kingdom (GB)", "GB")
    country.set_text("")
    window.rest()


def test_a_mistyped_number_is_remarked_on_and_still_saved(window: Person):
    part = window.page("settings").business
    details = part.form.editors["payment_details"]
    window.type("NL92 ABNA 0417 1643 00", details.input)
    details.left.emit()
    assert details.notice() == "The IBAN NL92 ABNA 0417 1643 00 fails its own check. Look for a mistyped character."
    assert not details.error()
    window.click(part.save)
    window.until(lambda: part.status.text() == "Saved.")
    window.rest()
