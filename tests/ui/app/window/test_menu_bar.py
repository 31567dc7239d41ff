"""The menus: what they list, what is disabled and why, what Edit acts on; and going back through the pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from clientguard.domain.records import Contract, Message
from clientguard.ui.app.commands import fixed_commands
from tests.ui.conftest import Person

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def entries(person: Person, menu: str) -> dict[str, QAction]:
    """Return what a menu shows when it is opened, those of its submenus among them."""
    bar = person.window.menus
    bar.fill(menu)
    person.look()
    found: dict[str, QAction] = {}
    for each in bar.menus[menu].actions():
        inner = each.menu()
        for entry in inner.actions() if inner is not None else [each]:
            if not entry.isSeparator():
                found[entry.text()] = entry
    return found


def test_every_command_of_the_table_stands_in_its_menu_with_its_key(window: Person):
    for menu in window.window.menus.menus:
        shown = entries(window, menu)
        for each in fixed_commands():
            if each.menu == menu:
                assert shown[each.word()].shortcut().toString() == each.shortcut


def test_what_cannot_be_done_now_is_disabled_and_says_why(window: Person):
    window.page("today")
    lock = entries(window, "file")["Lock now"]
    assert not lock.isEnabled()
    assert "no passphrase" in lock.statusTip()
    report = entries(window, "record")["Create the final report"]
    assert (report.isEnabled(), report.statusTip()) == (False, "Open a client's page first.")
    assert not entries(window, "edit")["Undo"].isEnabled()
    window.page("client", "harbour")
    found = entries(window, "record")
    assert found["Create the final report"].isEnabled()
    assert "Erase Harbour Books for good" in found


def test_without_a_casebook_the_menus_offer_no_more_than_what_works_there(person: Person):
    person.begin()
    usable = {
        word for menu in person.window.menus.menus for word, each in entries(person, menu).items() if each.isEnabled()
    }
    assert {"Open another casebook", "Quit"} <= usable
    assert not usable & {"Save a copy", "Log message", "Add client", "Go to Money", "Find on this page", "Back"}
    assert entries(person, "view")["Go to Money"].statusTip() == "Open a casebook first."
    assert entries(person, "record")["Add client"].statusTip() == "Open a casebook first."
    assert not person.window.menus.menus["record"].menuAction().isEnabled()


def test_the_menu_of_records_comes_and_goes_with_the_casebook(window: Person):
    record = window.window.menus.menus["record"].menuAction()
    assert record.isEnabled()
    window.app.close()
    assert not record.isEnabled()


def test_a_chosen_row_offers_in_the_menu_what_it_offers_where_it_is(window: Person):
    page = window.page("client", "harbour")
    page.show_section("contract")
    table = page._sections["contract"]._tables["contract"]
    window.until(lambda: table.model.rowCount() == 1)
    shown = entries(window, "record")
    assert [(shown[word].isEnabled(), shown[word].statusTip()) for word in ("Stop work …", "Save the original …")] == [
        (False, "Choose a contract in a list first."),
        (False, "Choose a message in a list first."),
    ]
    table.choose(table.model.ids[0])
    window.until(table.selection)
    shown = entries(window, "record")
    assert shown["Stop work …"].isEnabled()
    assert not shown["Save the original …"].isEnabled()
    shown["Resume work"].trigger()
    window.until(lambda: window.read(Contract, table.model.ids[0]).stopped_on is None)
    window.rest()
    window.page("messages").table.choose(window.all(Message)[0].id)
    window.look()
    assert entries(window, "record")["Save the original …"].isEnabled()


def test_edit_acts_on_the_field_that_has_the_focus(window: Person):
    page = window.page("clients")
    page.table.filter.setFocus()
    window.type("lumen", page.table.filter)
    shown = entries(window, "edit")
    assert shown["Select all"].isEnabled()
    assert not shown["Cut"].isEnabled()
    shown["Select all"].trigger()
    entries(window, "edit")["Cut"].trigger()
    assert (page.table.filter.text(), QApplication.clipboard().text()) == ("", "lumen")
    entries(window, "edit")["Paste"].trigger()
    assert page.table.filter.text() == "lumen"
    entries(window, "edit")["Undo"].trigger()
    assert page.table.filter.text() == ""
    window.rest()


def test_back_and_forward_go_through_the_pages_to_where_one_was(window: Person):
    table = window.page("clients").table
    table.choose(window.ids["lumen"])
    window.rest()
    client = window.page("client", "harbour")
    client.show_section("money")
    window.page("money")
    assert window.window.head.back.isEnabled()
    window.press(Qt.Key.Key_Left, ALT, on=window.window)
    assert (window.window.here, client.client, client.tabs.current()) == ("client", window.ids["harbour"], "money")
    window.click(window.window.head.back)
    window.rest()
    assert (window.window.here, table.selection()) == ("clients", [window.ids["lumen"]])
    window.press(Qt.Key.Key_Right, ALT, on=window.window)
    assert window.window.here == "client"
    window.press(Qt.Key.Key_Left, ALT, on=window.window)
    window.press(Qt.Key.Key_Left, ALT, on=window.window)
    assert window.window.here == "today"
    assert not window.window.head.back.isEnabled()
    window.rest()


def test_escape_leaves_a_page_that_is_not_on_the_rail(window: Person):
    window.page("clients")
    window.page("client", "harbour")
    window.press(Qt.Key.Key_Escape)
    assert window.window.here == "clients"
    window.press(Qt.Key.Key_Escape)  # a page of the rail stays
    assert window.window.here == "clients"
    window.rest()


def test_ctrl_f_goes_to_the_filter_and_ctrl_n_adds_what_the_page_lists(window: Person):
    page = window.page("clients")
    window.press(Qt.Key.Key_F, CTRL, on=window.window)
    assert page.table.filter.hasFocus()
    window.press(Qt.Key.Key_N, CTRL, on=window.window)
    dialog = window.dialog()
    assert dialog.windowTitle() == "Add client"
    window.close_form(dialog)
