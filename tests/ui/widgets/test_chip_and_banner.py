"""States: a word with an icon and a tone, and what lifts them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientguard.ui.look.theme import LARGEST, LIGHT, TONES, theme
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.chip import ICONS, Dot, StateChip
from clientguard.ui.widgets.icon import Icon
from tests.ui.widgets.conftest import colours, cut

LONG = "Contract ends after a very long sentence about it, which nobody would put into a chip, but a translator might"


@pytest.mark.parametrize("tone", [*TONES, "released"])
def test_a_state_is_a_word_and_an_icon_on_its_ground(shown, tone):
    chip = StateChip("Work stopped", tone)
    shown(chip)
    ink, ground = LIGHT.tone("note" if tone == "released" else tone)
    assert {ink, ground} <= colours(chip)
    assert chip.accessibleName() == "Work stopped"
    assert chip.shown() == "Work stopped"


def test_no_two_states_share_an_icon():
    assert len(set(ICONS.values())) == len(ICONS)


def test_a_state_that_changes_says_so():
    chip = StateChip("open", "attention")
    narrow = chip.sizeHint().width()
    chip.show_state("released with a reason", "released")
    assert chip.accessibleName() == "released with a reason"
    assert chip.sizeHint().width() > narrow


def test_a_long_state_is_cut_only_where_there_is_no_room_and_whole_in_its_tip(shown):
    row = QWidget()
    box = QHBoxLayout(row)
    chip, short = StateChip(LONG, "note"), StateChip("in notice", "note")
    box.addWidget(chip)
    box.addWidget(short)
    shown(row, width=320)
    assert chip.shown().endswith("…")
    assert LONG in chip.toolTip()
    assert short.shown() == "in notice"


def test_an_icon_follows_its_tone(shown):
    icon, dot = Icon("users", "accent"), Dot("receipt", "stop")
    shown(icon, dot)
    assert LIGHT.accent in colours(icon)
    icon.show_icon("triangle-alert", "stop")
    assert LIGHT.stop in colours(icon)
    assert {LIGHT.stop, LIGHT.stop_on} <= colours(dot)


def test_the_stop_banner_says_what_holds_and_its_button_lifts_it(shown, qtbot):
    banner = Banner(
        "stop",
        "Invoice 2026-041 is unpaid. Work starts again when the payment is recorded. " * 3,
        "Record payment",
        lead="Work is stopped since 15 November.",
    )
    window = shown(banner, width=420)
    assert cut(window) == []
    assert LIGHT.stop_on in colours(banner)
    assert banner.accessibleName().startswith("Work is stopped since 15 November. Invoice 2026-041")
    banner.button.setFocus()
    with qtbot.waitSignal(banner.acted, timeout=1000):
        qtbot.keyClick(banner.button, Qt.Key.Key_Space)


def test_a_banner_without_an_action_has_no_button(shown):
    banner = Banner("met", "Sent to the printer.")
    shown(banner)
    assert not hasattr(banner, "button")
    assert banner.label.text() == "Sent to the printer."


def test_an_ordinary_state_is_whole_at_the_largest_text_too(shown):
    row = QWidget()
    box = QHBoxLayout(row)
    chips = [StateChip(text, "note") for text in ("Waiting for an answer", "Contract ends in 26 days")]
    for chip in chips:
        box.addWidget(chip)
    theme().scale_text(LARGEST)
    try:
        shown(row, width=300)
        assert [chip.shown() for chip in chips] == [chip.text for chip in chips]
    finally:
        theme().scale_text(100)
