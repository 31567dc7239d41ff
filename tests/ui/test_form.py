"""The form of every kind, and the dialog around it: nothing wrong is saved, nothing typed is lost."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from clientguard.actions import records
from clientguard.domain.records import KINDS, Client, Contract, Instant, Invoice, Message, Payment
from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.ui.dialogs.record_dialog import RecordDialog
from tests import factories
from tests.ui.conftest import MOMENT, Person

ADDABLE = [kind.name for kind in KINDS.values() if kind.addable]
CTRL = Qt.KeyboardModifier.ControlModifier


def open_form(window: Person, kind: str, **preset: Any) -> RecordDialog:
    assert window.window.desk is not None
    window.window.desk.add(kind, **preset)
    return window.dialog()


def open_record(window: Person, kind: str, record: str) -> RecordDialog:
    assert window.window.desk is not None
    window.window.desk.open(kind, window.ids[record])
    return window.dialog()


def close(window: Person, dialog: RecordDialog) -> None:
    with window.qtbot.waitSignal(dialog.finished):
        dialog.reject()


@pytest.mark.parametrize("kind", ADDABLE)
def test_every_kind_has_a_form_whose_inputs_are_named_and_whose_needs_are_marked(window: Person, kind: str):
    dialog = open_form(window, kind)
    assert list(dialog.form.editors) == [field.name for field in KINDS[kind].form_fields]
    for editor in dialog.form.editors.values():
        assert editor.input.accessibleName() == editor.field.label
        assert editor.input.accessibleDescription() == editor.field.help
        shown = window.seen(editor).splitlines()
        assert editor.field.label in shown
        assert ("required" in shown) == editor.field.required
        assert not editor.field.help or editor.field.help in shown
    close(window, dialog)


@pytest.mark.parametrize("kind", ADDABLE)
def test_what_is_needed_is_said_in_place_and_nothing_is_saved(window: Person, kind: str):
    dialog = open_form(window, kind)
    needed = [name for name, editor in dialog.form.editors.items() if editor.field.required and not editor.text()]
    with window.book.read() as db:
        before = db.execute("SELECT count(*) FROM record").fetchone()
    window.click(dialog.save)
    window.until(lambda: dialog.save.isEnabled())
    wrong = {name: editor.error() for name, editor in dialog.form.editors.items() if editor.error()}
    assert wrong == dict.fromkeys(needed, "This is needed.")
    assert dialog.status.text() == (
        "Something is missing or wrong. What you entered is still on the screen."
        " Mend the marked fields, then save again."
    )
    focus = QApplication.focusWidget()
    assert focus is not None
    assert dialog.form.editors[needed[0]].isAncestorOf(focus)
    with window.book.read() as db:
        assert db.execute("SELECT count(*) FROM record").fetchone() == before
    close(window, dialog)


@pytest.mark.parametrize(
    ("kind", "field", "typed", "said"),
    [
        ("invoice", "amount", "much", "This is no amount. Write it as 4800 or 4,800.00."),
        ("invoice", "due", "whenever", "This is no date. Write it as 2026-11-22, 22 Nov, fri, today or +2w."),
        ("invoice", "client", "Nobody", "Nothing is called that. Type a part of its name, then choose it."),
        ("contract", "notice_days", "a month", "This is no whole number."),
        ("contract", "payment_terms", "soon", ""),
        ("work", "minutes", "an age", "This is no duration. Write it as 90, 1:30 or 1h30."),
        ("result", "before", "some", "This is no figure. Write it as 188 or 6.1."),
        ("client", "currency", "EU", "A currency has three letters, such as EUR or THB."),
    ],
)
def test_a_wrong_value_is_explained_under_its_field_until_it_is_changed(
    window: Person, kind: str, field: str, typed: str, said: str
):
    dialog = open_form(window, kind)
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
    dialog = open_form(window, "contract", client=window.ids["lumen"])
    window.enter(dialog, title="Backwards", starts="2026-11-01", ends="2026-10-01")
    window.click(dialog.save)
    window.until(lambda: dialog.form.editors["ends"].error() == "The contract ends before it starts.")
    window.save(dialog, ends="2026-12-01")
    window.until(lambda: any(each.title == "Backwards" for each in window.all(Contract)))


def test_enter_saves_from_a_line_and_ctrl_enter_from_a_box(window: Person):
    dialog = open_form(window, "client")
    window.type("Northern Light")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return)
    window.until(lambda: "Northern Light" in [each.name for each in window.all(Client)])
    dialog = open_form(window, "client")
    window.type("Southern Light")
    box = dialog.form.editors["address"].input
    box.setFocus()
    window.type("1 Quay")
    window.press(Qt.Key.Key_Return)
    window.type("Harbour")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return, CTRL)
    window.until(lambda: "1 Quay\nHarbour" in [each.address for each in window.all(Client)])


def test_a_save_that_fails_keeps_everything_and_says_why(window: Person, monkeypatch: pytest.MonkeyPatch):
    dialog = open_form(window, "client")
    window.enter(dialog, name="Northern Light", note="Met at the fair")
    error = KnownError("The disk is full.", kept="Nothing was changed.", todo="Make room, then save again.")
    real = records.save

    def refuse(*_args: Any) -> None:
        raise error

    monkeypatch.setattr(records, "save", refuse)
    window.click(dialog.save)
    window.until(lambda: "The disk is full." in dialog.status.text())
    assert dialog.status.text() == "The disk is full. Nothing was changed. Make room, then save again."
    assert dialog.form.texts()["note"] == "Met at the fair"
    monkeypatch.setattr(records, "save", real)
    window.save(dialog)
    assert [each.note for each in window.all(Client) if each.name == "Northern Light"] == ["Met at the fair"]


def test_a_file_that_cannot_be_read_leaves_no_half_of_a_record(window: Person, tmp_path: Path):
    dialog = open_form(window, "contract", client=window.ids["lumen"])
    window.enter(dialog, title="With its paper")
    paper = tmp_path / "paper.txt"
    dialog.attach([paper])
    assert "paper.txt" in window.seen(dialog)
    window.click(dialog.save)
    window.until(lambda: dialog.save.isEnabled() and "paper.txt" in dialog.status.text())
    assert "With its paper" not in [each.title for each in window.all(Contract)]
    paper.write_text("Signed.", encoding="utf-8")
    window.save(dialog)
    (made,) = [each for each in window.all(Contract) if each.title == "With its paper"]
    with window.book.read() as db:
        assert db.execute('SELECT name FROM attachment WHERE "of" = ?', (made.id,)).fetchall() == [("paper.txt",)]


def test_files_of_a_record_are_listed_and_saved_as_a_copy(
    window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "copy.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog = open_record(window, "contract", "contract")
    window.click("note.txt", dialog)
    window.until(target.exists)
    window.rest()
    assert target.read_text(encoding="utf-8") == "Agreed on the phone."
    close(window, dialog)


# --- drafts, and closing ---


def test_closing_asks_only_when_something_was_typed(window: Person):
    dialog = open_form(window, "client")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Escape, on=dialog)
    dialog = open_form(window, "client")
    window.type("North")
    window.answer("Go on editing", lambda: window.press(Qt.Key.Key_Escape, on=dialog))
    assert dialog.isVisible()
    assert dialog.form.texts()["name"] == "North"
    window.answer("Discard it", lambda: window.press(Qt.Key.Key_Escape, on=dialog))
    window.until(lambda: not window.dialogs())
    window.rest()
    dialog = open_form(window, "client")
    assert dialog.form.texts()["name"] == ""
    close(window, dialog)


def test_escape_in_the_question_goes_on_editing(window: Person, monkeypatch: pytest.MonkeyPatch):
    dialog = open_form(window, "client")
    window.type("North")
    monkeypatch.setattr(QMessageBox, "exec", lambda self: self.escapeButton().click())
    dialog.reject()
    assert dialog.isVisible()
    monkeypatch.undo()
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_draft_is_kept_and_offered_again(window: Person):
    dialog = open_form(window, "contact", client=window.ids["lumen"])
    window.type("Una")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    dialog = open_form(window, "contact", client=window.ids["casa"])
    assert dialog.form.texts()["name"] == ""  # it is another client's
    close(window, dialog)
    dialog = open_form(window, "contact", client=window.ids["lumen"])
    assert dialog.form.texts()["name"] == "Una"
    assert "You began this and did not save it. What you entered is here again." in window.seen(dialog)
    window.save(dialog, role="Pays")
    dialog = open_form(window, "contact", client=window.ids["lumen"])
    assert dialog.form.texts()["name"] == ""
    close(window, dialog)


def test_a_draft_can_be_thrown_away_and_the_form_begun_anew(window: Person):
    dialog = open_form(window, "client")
    window.type("Una")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    dialog = open_form(window, "client")
    window.click("Start anew", dialog)
    assert dialog.form.texts()["name"] == ""
    window.rest()
    close(window, dialog)
    with window.book.read() as db:
        assert draft(db, "client:new") is None


def test_what_is_typed_is_kept_while_one_types_so_that_a_power_cut_costs_nothing(window: Person):
    dialog = open_form(window, "client")
    dialog._pause.setInterval(0)
    window.type("Una")

    def kept() -> str:
        with window.book.read() as db:
            return (draft(db, "client:new") or {}).get("name", "")

    window.until(lambda: kept() == "Una")
    window.rest()
    window.answer("Discard it", dialog.reject)
    window.rest()
    assert kept() == ""


def test_the_draft_of_one_payment_is_not_offered_for_another_invoice(window: Person):
    desk = window.window.desk
    assert desk is not None
    other = factories.add(window.book, "invoice", client=window.ids["harbour"], number="R-7", amount=100)
    desk.record_payment(window.ids["R-1"])
    dialog = window.dialog()
    window.enter(dialog, amount="2000")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    desk.record_payment(other)
    dialog = window.dialog()
    assert dialog.windowTitle() == "Record payment of R-7"
    assert dialog.form.texts()["amount"] == "1.00"
    close(window, dialog)


# --- single fields ---


def test_a_link_is_found_by_typing_a_part_of_its_name(window: Person):
    dialog = open_form(window, "payment")
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
    dialog = open_form(window, "payment", client=window.ids["harbour"])
    window.enter(dialog, invoice="R-1")
    window.enter(dialog, client="Casa Verde")
    assert dialog.form.editors["invoice"].text() == ""
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_digits_in_a_link_are_a_name_and_never_a_number_inside_the_file(window: Person):
    dialog = open_form(window, "payment", client=window.ids["harbour"])
    window.enter(dialog, invoice=str(window.ids["R-4"]), amount="1")
    window.click(dialog.save)
    window.until(lambda: dialog.form.editors["invoice"].error().startswith("Nothing is called that."))
    window.answer("Discard it", dialog.reject)
    window.rest()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("+2w", "Sunday 6 December 2026"),
        ("fri", "Friday 27 November 2026"),
        ("15 nov", "Sunday 15 November 2026"),
        ("22.11.2026", "Sunday 22 November 2026"),
        ("some day", "Such as 2026-11-22, 22 Nov, fri or +2w."),
    ],
)
def test_a_date_says_what_it_understood(window: Person, typed: str, said: str):
    dialog = open_form(window, "request", client=window.ids["lumen"])
    window.enter(dialog, needed_by=typed)
    assert said in window.seen(dialog.form.editors["needed_by"])
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_date_can_be_picked_from_a_calendar(window: Person):
    dialog = open_form(window, "request", client=window.ids["lumen"])
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
    dialog = open_record(window, "message", "far")
    assert "22:53" in dialog.form.editors["at"].text()  # by the clock that showed it
    window.save(dialog, subject="From far away")
    changed = window.read(Message, "far")
    assert (changed.subject, changed.at, changed.body) == ("From far away", at, body)
    dialog = open_record(window, "message", "far")
    window.save(dialog, at="2026-11-20 23:00")
    assert window.read(Message, "far").at == Instant(1_795_190_400_000, 420)


def test_another_currency_makes_the_amount_be_read_again(window: Person):
    dialog = open_record(window, "invoice", "R-3")
    window.save(dialog, currency="JPY", amount="600")
    assert (window.read(Invoice, "R-3").amount, window.read(Invoice, "R-3").currency) == (600, "JPY")
    dialog = open_record(window, "invoice", "R-3")
    window.save(dialog, currency="EUR")
    assert (window.read(Invoice, "R-3").amount, window.read(Invoice, "R-3").currency) == (60_000, "EUR")


def test_a_record_that_is_saved_unchanged_writes_nothing(window: Person):
    for kind, name in (("contract", "contract"), ("invoice", "R-1"), ("message", "message"), ("request", "colours")):
        with window.book.read() as db:
            before = db.execute("SELECT count(*) FROM journal").fetchone()
        window.save(open_record(window, kind, name))
        with window.book.read() as db:
            assert db.execute("SELECT count(*) FROM journal").fetchone() == before


def test_a_link_to_any_kind_of_record_survives_its_form(window: Person):
    with window.book.read() as db:
        (evidence, about) = db.execute("SELECT id, about FROM evidence").fetchone()
    window.ids["evidence"] = evidence
    dialog = open_record(window, "evidence", "evidence")
    assert dialog.form.editors["about"].input.currentText() == "Paid late again"
    window.save(dialog, note="Three times this year")
    with window.book.read() as db:
        found = db.execute("SELECT about, note FROM evidence").fetchone()
    assert found == (about, "Three times this year")


def test_files_are_chosen_and_kept_with_the_record(window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    paper = tmp_path / "paper.txt"
    paper.write_text("Signed.", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(paper)], ""))
    dialog = open_record(window, "request", "colours")
    window.click("Attach a file", dialog)
    assert "paper.txt" in window.seen(dialog)
    window.answer("Go on editing", dialog.reject)  # a file is something that was entered, too
    window.save(dialog)
    dialog = open_record(window, "request", "colours")
    assert window.button("paper.txt", dialog)
    close(window, dialog)


def test_what_is_being_saved_is_waited_for(window: Person, monkeypatch: pytest.MonkeyPatch):
    go_on = threading.Event()
    real = records.save

    def slow(*args: Any) -> Any:
        assert go_on.wait(10)
        return real(*args)

    monkeypatch.setattr(records, "save", slow)
    dialog = open_form(window, "client")
    window.type("Northern Light")
    window.press(Qt.Key.Key_Return)
    assert dialog.status.text() == "Saving …"
    window.press(Qt.Key.Key_Return)  # twice is once
    window.press(Qt.Key.Key_Escape, on=dialog)
    assert dialog.isVisible()
    with window.qtbot.waitSignal(dialog.finished):
        go_on.set()
    assert [each.name for each in window.all(Client)].count("Northern Light") == 1
