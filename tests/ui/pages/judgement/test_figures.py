"""The figures that the signs go by, from Settings: seen with their reasons, changed, refused, and given back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from clientguard.actions.judgement.reasons import default_reasons
from clientguard.actions.judgement.thresholds import set_threshold
from clientguard.domain.judgement.thresholds import FIGURES
from clientguard.domain.records import Threshold
from clientguard.ui.dialogs.judgement.thresholds_dialog import ThresholdsDialog
from tests.ui.conftest import Person


def opened(window: Person) -> ThresholdsDialog:
    window.click(window.page("settings").signs.figures)
    return window.dialog(ThresholdsDialog)


def saved(window: Person, dialog: ThresholdsDialog) -> list[tuple[str, str, str]]:
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.rest()
    return [(each.key, each.value, each.reason) for each in window.all(Threshold)]


def test_each_figure_stands_with_its_default_and_the_reason(window: Person):
    dialog = opened(window)
    assert set(dialog.fields) == set(FIGURES)
    words = window.seen(dialog)
    assert f"The default is 14. {default_reasons()['late_days']}" in words
    assert all(default_reasons()[key] in words for key in FIGURES)
    late = dialog.fields["late_days"]
    assert late.value.accessibleName() == "Days after which an invoice counts as late"
    assert late.value.accessibleDescription().startswith("The default is 14.")
    assert not late.back.isVisible()
    dialog.reject()


def test_a_figure_is_changed_with_a_reason_and_given_back(window: Person):
    dialog = opened(window)
    late = dialog.fields["late_days"]
    late.value.selectAll()
    window.type("30", late.value)
    assert late.back.isVisible()
    window.type("Public bodies", late.reason)
    assert saved(window, dialog) == [("late_days", "30", "Public bodies")]
    page = window.page("settings")
    window.until(lambda: page.signs.state.text() == "1 figure is your own; the others are as shipped.")
    dialog = opened(window)
    late = dialog.fields["late_days"]
    assert (late.value.text(), late.reason.text()) == ("30", "Public bodies")
    window.click("Back to the default: Days after which an invoice counts as late", dialog)
    assert late.value.hasFocus()
    assert saved(window, dialog) == []
    window.until(lambda: page.signs.state.text() == "All figures are as shipped.")


@pytest.mark.parametrize(
    ("key", "typed", "problem"),
    [
        ("events_raised", "1", "Enter a number from 3 to 10."),
        ("late_days", "soon", "Enter a number."),
    ],
)
def test_what_would_brand_a_client_on_one_event_is_refused_in_place(window: Person, key, typed, problem):
    dialog = opened(window)
    dialog.fields["grace_days"].value.setText("5")
    field = dialog.fields[key]
    field.value.setText(typed)
    window.click(dialog.save)
    assert field.error.text() == problem
    assert field.value.hasFocus()
    assert not field.error.visibleRegion().isEmpty()  # it is scrolled to
    assert window.all(Threshold) == []
    field.value.setText("12" if key == "late_days" else "4")
    assert field.error.text() == ""
    assert len(saved(window, dialog)) == 2


def test_what_is_rounded_on_the_screen_stays_the_default(window: Person):
    dialog = opened(window)
    share = dialog.fields["concentration_share"]
    assert share.value.text() == "0.333"
    share.value.setText("0.4")
    assert share.changed() == ("0.4", "")
    share.value.setText("0.333")
    assert share.changed() is None
    dialog.reject()


def test_what_was_typed_is_kept_as_a_draft(window: Person):
    set_threshold(window.book, "late_days", "21", "Slow banks")
    dialog = opened(window)
    dialog.fields["late_days"].value.setText("28")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    dialog = opened(window)
    assert dialog.fields["late_days"].value.text() == "28"
    assert dialog.fields["late_days"].reason.text() == "Slow banks"
    assert dialog.fields["cycles"].value.text() == "6"
    window.click("Start over", dialog)
    assert dialog.fields["late_days"].value.text() == "21"
    window.press(Qt.Key.Key_Escape, on=dialog)
    window.rest()
