"""What is shown can be read: contrast in both looks, the typeface, and everything follows when the look is switched."""

from __future__ import annotations

import re
from string import Template
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPalette,
    QRawFont,
)
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget

from clientguard import paths
from clientguard.ui.look import theme as looks
from clientguard.ui.look.theme import (
    DARK,
    LIGHT,
    SHAPE_PAIRS,
    TEXT_PAIRS,
    Tokens,
    font,
    load_typeface,
    sizes,
    theme,
    tokens,
)
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip

LOOKS = {"light": LIGHT, "dark": DARK}
THEMES = paths.resources() / "themes"


@pytest.fixture(autouse=True)
def light(qapp):
    yield theme().use("light")
    theme().use("light")


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(image: QImage) -> set[str]:
    """Return every colour of a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{each & 0xFFFFFF:06X}" for each in set(memoryview(image.constBits()).cast("I"))}


def drawn(widget: QWidget) -> set[str]:
    return colours(widget.grab().toImage())


def test_contrast_is_computed_as_the_guideline_says():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_words_can_be_read(look, pair):
    ink, ground = (getattr(LOOKS[look], name) for name in pair)
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids="-on-".join)
def test_icons_and_borders_can_be_seen(look, pair):
    shape, ground = (getattr(LOOKS[look], name) for name in pair)
    assert contrast(shape, ground) >= 3


def test_the_tokens_are_those_of_the_face():
    assert (LIGHT.window, LIGHT.accent, LIGHT.stop, LIGHT.stop_on) == ("#FAF9F6", "#0F6B66", "#B3261E", "#FCE4E1")
    assert (DARK.window, DARK.accent, DARK.stop, DARK.stop_on) == ("#15181C", "#5CC5BC", "#FF8A80", "#43191A")


def test_every_colour_of_the_style_sheet_is_a_token():
    text = (THEMES / "base.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", re.sub(r"/\*.*?\*/", "", text, flags=re.S))
    used = set(re.findall(r"\$(\w+)", text))
    assert used <= {*LIGHT._asdict(), "look"}
    assert "$" not in Template(text).substitute(LIGHT._asdict() | sizes(100), look="light").replace("$look", "")


@pytest.mark.parametrize("look", LOOKS)
def test_the_marks_of_the_style_sheet_are_there_and_in_the_look_s_colours(look):
    text = (THEMES / "base.qss").read_text(encoding="utf-8")
    named = set(re.findall(r"url\(\$look:([\w-]+)\.svg\)", text))
    found = {file.stem: file.read_text(encoding="utf-8") for file in (THEMES / look).iterdir()}
    assert named == set(found)
    tokens_of = {"check": "on_accent", "tick": "accent"}
    for name, mark in found.items():
        assert f'stroke="{getattr(LOOKS[look], tokens_of.get(name, "soft"))}"' in mark
        assert not QImage.fromData(mark.encode()).isNull()


# --- the typeface ---


def test_the_typeface_comes_with_the_program(qapp):
    load_typeface()
    for bold in (False, True):
        face = font(bold=bold)
        assert QFontInfo(face).family().startswith("Sarabun")
        assert QRawFont.fromFont(face).supportsCharacter(ord("ร"))
        assert QRawFont.fromFont(face).supportsCharacter(ord("€"))
    assert QApplication.font().family() == "Sarabun"
    assert QFontDatabase.weight("Sarabun", "SemiBold") == QFont.Weight.DemiBold
    assert "SIL OPEN FONT LICENSE" in (paths.resources() / "fonts" / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("bold", [False, True])
def test_figures_are_all_of_one_width_so_that_columns_align(bold):
    metrics = QFontMetricsF(font(bold=bold))
    assert len({round(metrics.horizontalAdvance(figure * 10), 3) for figure in "0123456789"}) == 1


def test_sizes_are_in_points_so_that_the_system_s_scale_holds():
    assert [font(size).pointSizeF() for size in (looks.SECONDARY, looks.BODY, looks.SECTION, looks.TITLE)] == [
        9, 10.5, 13, 18]  # fmt: skip


# --- switching ---


@pytest.mark.parametrize(("look", "expected"), LOOKS.items())
def test_a_look_reaches_the_palette_and_the_style_sheet(look, expected: Tokens):
    theme().use(look)
    assert tokens() is expected
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(expected.window)
    assert expected.accent in QApplication.instance().styleSheet()


def test_what_is_on_the_screen_follows_when_the_look_is_switched(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    chip, made = StateChip("Work stopped", "stop", parent=window), button("Add", icon="plus", parent=window)
    window.resize(300, 100)
    made.move(0, 40)
    window.show()
    for look, now in LOOKS.items():
        theme().use(look)
        assert now.stop_on in drawn(chip)
        assert now.surface in drawn(made)
        assert now.ink in colours(made.icon().pixmap(32).toImage())


@pytest.mark.parametrize("look", LOOKS)
def test_boxes_show_their_arrow_and_their_tick(qtbot, look):
    theme().use(look)
    now = LOOKS[look]
    combo, box = QComboBox(), QCheckBox("Ticked")
    for widget in (combo, box):
        qtbot.addWidget(widget)
        widget.show()
    arrow = combo.grab(combo.rect().adjusted(combo.width() - 28, 2, -2, -2)).toImage()
    assert len(colours(arrow)) > 2  # not the ground alone
    assert now.border in drawn(box)
    box.setChecked(True)
    assert {now.accent, now.on_accent} <= drawn(box)


def test_an_input_shows_its_focus_and_its_fault(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    QLineEdit(window).move(0, 50)
    window.resize(300, 100)
    window.show()
    window.activateWindow()
    assert LIGHT.border in drawn(line)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(line.hasFocus)
    assert LIGHT.accent in drawn(line)
    line.setProperty("wrong", True)
    line.style().unpolish(line)
    line.style().polish(line)
    line.clearFocus()
    assert LIGHT.stop in drawn(line)


def test_the_system_s_wish_is_followed_while_nothing_else_was_chosen(qapp, monkeypatch):
    hints = SimpleNamespace(scheme=Qt.ColorScheme.Dark)
    hints.colorScheme = lambda: hints.scheme
    monkeypatch.setattr(looks.QGuiApplication, "styleHints", lambda: hints)
    theme().use("system")
    assert tokens() is DARK
    hints.scheme = Qt.ColorScheme.Light
    theme()._system_changed()
    assert tokens() is LIGHT
    theme().use("dark")
    theme()._system_changed()
    assert tokens() is DARK


def test_a_change_of_the_system_s_look_is_heard(qapp):
    theme().use("system")
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert tokens() is LIGHT


def test_the_first_window_s_look_is_corrected_where_the_palette_does_not_tell_what_the_system_asks_for(monkeypatch):
    monkeypatch.setattr(theme(), "_began_dark", True)
    theme().begin("light")
    assert tokens() is LIGHT
    theme().begin("system")
    assert tokens() is DARK
    theme().use("system")
    assert tokens() is LIGHT
