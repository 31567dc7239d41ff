"""The frame: rail, head, tabs and the wizard's steps, by mouse and keyboard, wide and narrow, in longer words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard import texts
from clientguard.ui.look.theme import DARK, LIGHT, theme
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.head import PageHead
from clientguard.ui.widgets.rail import NARROW, WIDE, Rail
from clientguard.ui.widgets.stepper import Stepper
from clientguard.ui.widgets.tabs import Tabs
from tests.ui.widgets.conftest import colours, cut

PAGES = [("today", "sun", "Today"), ("clients", "users", "Clients"), ("money", "wallet", "Money & more")]
FOOT = [("settings", "settings", "Settings")]
SECTIONS = "Timeline Contract Work Money Requests Accounts People Leaving Files".split()


@pytest.fixture
def rail(shown) -> Rail:
    made = Rail("ClientGuard", PAGES, FOOT)
    shown(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_click_or_a_key_on_a_page_of_the_rail_chooses_it(rail, qtbot, key):
    with qtbot.waitSignal(rail.chosen, timeout=1000) as chosen:
        qtbot.mouseClick(rail.items["clients"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["clients"]
    rail.items["settings"].setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(rail.chosen, timeout=1000) as chosen:
        qtbot.keyClick(rail.items["settings"], key)
    assert chosen.args == ["settings"]


def test_up_and_down_go_along_the_rail(rail, qtbot):
    rail.choose("today")
    rail.items["today"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(rail.items["today"], Qt.Key.Key_Down)
    assert rail.items["clients"].hasFocus()
    qtbot.keyClick(rail.items["clients"], Qt.Key.Key_Up)
    assert rail.items["today"].hasFocus()


def test_the_open_page_is_marked_by_ground_and_ink(rail):
    rail.choose("clients")
    assert {LIGHT.weak, LIGHT.accent} <= colours(rail.items["clients"])
    assert LIGHT.weak not in colours(rail.items["today"])
    theme().use("dark")
    assert DARK.accent in colours(rail.items["clients"].icon())


def test_a_count_is_shown_and_read_out_only_where_there_is_something(rail):
    rail.set_badge("today", 4)
    assert rail.items["today"].accessibleName() == "Today 4"
    assert LIGHT.attention_on in colours(rail.items["today"])
    rail.set_badge("today", 0)
    assert rail.items["today"].accessibleName() == "Today"
    assert LIGHT.attention_on not in colours(rail.items["today"])
    rail.set_badge("today", 1200)
    assert rail.items["today"]._badge_text() == "99+"


def test_a_narrow_rail_shows_icons_with_their_words_as_tips(rail):
    rail.set_status("Backed up 09:40, verified")
    rail.collapse(True)
    assert rail.width() == NARROW
    assert [item.text() for item in rail.items.values()] == [""] * 4
    assert "Money &amp; more" in rail.items["money"].toolTip()
    assert rail.items["money"].accessibleName() == "Money & more"
    rail.collapse(False)
    assert rail.width() == WIDE
    assert rail.items["money"].text().strip() == "Money && more"
    assert rail.items["money"].toolTip() == ""


def test_long_words_of_the_rail_are_cut_where_it_shows_beside_their_count(shown):
    rail = Rail("ClientGuard", [("today", "sun", "Everything that needs you today")], FOOT)
    rail.set_badge("today", 12)
    window = shown(rail)
    assert rail.items["today"].text().endswith("…")
    assert "Everything that needs you today" in rail.items["today"].toolTip()
    assert cut(window) == []


def test_the_foot_says_how_the_casebook_is_kept_and_warns(rail):
    rail.set_status("No backup for 24 hours", "stop")
    assert rail._status.text() == "No backup for 24 hours"
    assert LIGHT.stop in colours(rail._mark)
    assert rail._mark.name == "triangle-alert"


# --- the head ---


@pytest.fixture
def head(shown) -> PageHead:
    made = PageHead()
    shown(made, width=1040)
    return made


def test_the_head_shows_title_state_and_the_next_step(head, qtbot):
    head.show_head("Harbour & Finch Ltd", "client since 2024", [("Work stopped", "stop")], "Record payment")
    assert head.title.text() == "Harbour & Finch Ltd"
    assert head.subtitle.text() == "client since 2024"
    qtbot.waitUntil(lambda: [each.text for each in head.findChildren(StateChip)] == ["Work stopped"])
    assert head.primary.accessibleName() == "Record payment"
    with qtbot.waitSignal(head.acted, timeout=1000):
        head.primary.click()
    head.show_head("Today")
    assert not head.primary.isVisible()
    assert not head.subtitle.isVisible()
    assert not [each for each in head.findChildren(StateChip) if each.isVisible()]


def test_search_and_log_are_one_click_away_and_name_their_keys(head, qtbot):
    for button, signal, key in ((head.search, head.search_wanted, "Ctrl K"), (head.log, head.log_wanted, "Ctrl L")):
        assert key in button.toolTip()
        assert button.accessibleName()
        with qtbot.waitSignal(signal, timeout=1000):
            button.click()


@pytest.mark.parametrize("language", ["en", texts.PSEUDO])
def test_a_narrow_head_cuts_the_title_and_nothing_else(shown, language):
    texts.use(language)
    head = PageHead()
    window = shown(head, width=788)
    head.show_head("Leaving " + "Harbour and Finch " * 8, "", [("last day 12 Dec 2026", "note")], "Continue leaving")
    window.layout().activate()
    QApplication.processEvents()
    assert window.width() <= 788 + 22
    assert head.title.text().endswith("…")
    assert cut(head) == []


# --- tabs ---


@pytest.fixture
def tabs(shown) -> Tabs:
    made = Tabs([(word.lower(), word) for word in SECTIONS])
    shown(made, width=1000)
    made.choose("timeline")
    return made


def test_a_tab_is_chosen_by_click_and_by_arrow(tabs, qtbot):
    with qtbot.waitSignal(tabs.chosen, timeout=1000) as chosen:
        qtbot.mouseClick(tabs.buttons["money"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["money"]
    assert tabs.current() == "money"
    tabs.buttons["money"].setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(tabs.chosen, timeout=1000) as chosen:
        qtbot.keyClick(tabs.buttons["money"], Qt.Key.Key_Right)
    assert chosen.args == ["requests"]
    assert tabs.current() == "requests"
    qtbot.keyClick(tabs.buttons["requests"], Qt.Key.Key_Left)
    assert tabs.current() == "money"


def test_tabs_that_find_no_room_are_in_a_menu(tabs, qtbot):
    assert not tabs.more.isVisible()
    tabs.window().resize(420, 200)
    qtbot.waitUntil(tabs.more.isVisible)
    assert cut(tabs) == []
    assert tabs.buttons["timeline"].isVisible()
    tabs.menu.aboutToShow.emit()
    offered = {action.text(): action for action in tabs.menu.actions()}
    assert set(offered) == {word for word in SECTIONS if not tabs.buttons[word.lower()].isVisible()}
    with qtbot.waitSignal(tabs.chosen, timeout=1000) as chosen:
        offered["Files"].trigger()
    assert chosen.args == ["files"]
    assert tabs.buttons["files"].isVisible()
    assert cut(tabs) == []


def test_a_tab_can_say_a_count(tabs):
    tabs.rename("accounts", "Accounts 6")
    assert tabs.buttons["accounts"].text() == "Accounts 6"
    QApplication.processEvents()
    assert cut(tabs) == []


def test_tabs_ask_for_no_more_width_than_there_is(tabs):
    assert tabs.window().minimumSizeHint().width() < 400


# --- steps ---

STEPS = [("decide", "Decide"), ("money", "Money"), ("gates", "Gates"), ("report", "Final report")]
STATES = {"decide": "met", "money": "released", "gates": "open", "report": "open"}


@pytest.fixture
def stepper(shown) -> Stepper:
    made = Stepper(STEPS, "Every step is saved. You can close this and come back.")
    shown(made)
    made.show_states(STATES, "gates")
    return made


def test_each_step_says_its_state_in_word_and_icon(stepper):
    assert [made.accessibleName() for made in stepper.buttons.values()] == [
        "Decide, met",
        "Money, released",
        "Gates, open",
        "Final report, open",
    ]
    icons = [made.icon_name for made in stepper.buttons.values()]
    assert icons == ["circle-check", "lock-open", "circle-dot", "circle"]
    assert [made.isChecked() for made in stepper.buttons.values()] == [False, False, True, False]


def test_any_step_can_be_gone_to_and_the_mark_waits_until_one_is_there(stepper, qtbot):
    with qtbot.waitSignal(stepper.chosen, timeout=1000) as chosen:
        qtbot.mouseClick(stepper.buttons["report"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["report"]
    assert stepper.buttons["gates"].isChecked()
    assert not stepper.buttons["report"].isChecked()
    stepper.show_states(STATES, "report")
    assert stepper.buttons["report"].isChecked()


def test_steps_are_gone_along_by_key(stepper, qtbot):
    stepper.buttons["money"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(stepper.buttons["money"], Qt.Key.Key_Down)
    assert stepper.buttons["gates"].hasFocus()
    with qtbot.waitSignal(stepper.chosen, timeout=1000) as chosen:
        qtbot.keyClick(stepper.buttons["gates"], Qt.Key.Key_Space)
    assert chosen.args == ["gates"]


def test_long_steps_are_cut_where_it_shows(shown):
    stepper = Stepper([("one", "What you owe is met before anything else")], "Saved. " * 30)
    window = shown(stepper)
    assert stepper.buttons["one"].text().endswith("…")
    assert cut(window) == []
