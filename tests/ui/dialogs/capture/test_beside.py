"""What stands beside the fields: the contract at a demand, what to do at a problem (P2.2, P6.7, P6.9)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from clientguard.domain.records import Demand, ProblemNote
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from tests.factories import add, ago
from tests.ui.conftest import Person


def shown(dialog: RecordDialog) -> list[str]:
    return [name for name, each in dialog.form.editors.items() if not each.isHidden()]


def choose(window: Person, dialog: RecordDialog, name: str, key: str) -> None:
    editor = dialog.form.editors[name]
    editor.set_text(key)
    editor.edited.emit()
    window.look()


def test_a_demand_shows_what_the_contract_covers_and_what_got_a_no(window: Person):
    client = window.ids["harbour"]
    add(window.book, "demand", client=client, words="A second language for the shop", said_on=ago(20), refused=True,
        answered_on=ago(20))  # fmt: skip
    dialog = window.open_form("demand", client=client)
    window.until(lambda: "What “Shop and ads” says" in window.seen(dialog))
    assert "It does not say what is in scope." in window.seen(dialog)
    assert "“A second language for the shop”" in window.seen(dialog)
    window.enter(dialog, words="a second language for the shop, please")
    window.until(lambda: dialog.form.editors["repeats"].text() != "")
    assert "repeats" in shown(dialog)  # seldom needed, but it was filled in
    assert "and you said no." in window.seen(dialog)
    window.save(dialog)
    made = window.all(Demand)[-1]
    assert (made.contract, made.repeats is not None) == (window.ids["contract"], True)


def test_a_proposal_that_was_cleared_does_not_come_back(window: Person):
    client = window.ids["harbour"]
    add(window.book, "demand", client=client, words="A second language for the shop", said_on=ago(20))
    dialog = window.open_form("demand", client=client)
    window.enter(dialog, words="A second language for the shop")
    window.until(lambda: dialog.form.editors["repeats"].text() != "")
    choose(window, dialog, "repeats", "")
    window.enter(dialog, words="A second language for the shop!")
    window.rest()
    assert dialog.form.editors["repeats"].text() == ""
    window.save(dialog)


def test_the_list_says_what_came_again_after_a_no(window: Person):
    client = window.ids["harbour"]
    no = add(window.book, "demand", client=client, words="A logo", said_on=ago(9), refused=True, answered_on=ago(9))
    add(window.book, "demand", client=client, words="That logo", said_on=ago(2), repeats=no)
    page = window.page("client", "harbour")
    page.show_section("requests")
    shown = page._stack.currentWidget()
    shown.show_list("demand")
    window.rest()
    model = shown._tables["demand"].view.model()
    cells = [str(model.index(row, column).data()) for row in range(2) for column in range(model.columnCount())]
    assert "again after a no" in cells
    assert "you said no" in cells


def test_harm_says_at_once_what_to_do(window: Person):
    dialog = window.open_form("problem", client=window.ids["harbour"])
    assert "call the police" not in window.seen(dialog)
    dialog.form.editors["harm"].setFocus()
    window.press(Qt.Key.Key_Space)
    assert "Keep the proof. In danger, call the police at once." in window.seen(dialog)
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_facts_and_opinion_stand_apart_and_the_public_fields_come_with_their_sign(window: Person):
    dialog = window.open_form("problem", client=window.ids["harbour"])
    assert {"detail", "opinion", "sign", "severity", "witness", "harm"} < set(shown(dialog))
    public = {"place", "url", "reply", "replied_on", "removed_on"}
    assert not public & set(shown(dialog))
    assert "Said in public" not in window.seen(dialog)
    choose(window, dialog, "sign", "9")
    assert public < set(shown(dialog))
    assert "Said in public" in window.seen(dialog)
    choose(window, dialog, "sign", "5")
    assert not public & set(shown(dialog))
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_reply_is_drafted_once_what_was_said_in_public_is_on_record(window: Person):
    dialog = window.open_form("problem", client=window.ids["harbour"])
    window.enter(dialog, title="Called us thieves in a review")
    choose(window, dialog, "sign", "9")
    window.click("Save and draft a reply …", dialog)
    letter = window.dialog(LetterDialog)
    assert window.all(ProblemNote)[-1].sign == "9"
    window.press(Qt.Key.Key_Escape, on=letter)
    window.until(lambda: not window.dialogs())
    window.rest()


def test_what_was_proposed_opens_no_more_fields_when_a_demand_is_logged(window: Person):
    window.page("client", "harbour")
    assert window.window.intents
    window.window.intents.log_message(chip="demand")
    dialog = window.dialog()
    window.until(lambda: "What “Shop and ads” says" in window.seen(dialog))
    assert dialog.form.editors["contract"].text()  # the one that runs
    window.enter(dialog, words="A second language")
    assert shown(dialog) == ["client", "words", "in_scope", "repeats"]
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_a_request_shows_its_rounds_how_long_each_took_and_whose_turn_it_is(window: Person):
    client = window.ids["harbour"]
    asked = add(window.book, "request", client=client, title="Which draft?", ask="approval", asked_on=ago(20))
    add(window.book, "approval_round", client=client, request=asked, what="Three drafts", submitted_on=ago(20),
        answered_on=ago(13), changes_asked="Warmer colours")  # fmt: skip
    add(window.book, "approval_round", client=client, request=asked, what="New drafts", submitted_on=ago(6))
    window.ids["draft"] = asked
    dialog = window.open_record("request", "draft")
    window.until(lambda: "Rounds of approval" in window.seen(dialog))
    seen = window.seen(dialog)
    assert "1. Three drafts, submitted on 2 Nov 2026: changes asked after 7 days (5 working days)" in seen
    assert "“Warmer colours”" in seen
    assert "2. New drafts, submitted on 16 Nov 2026: not answered for 6 days (4 working days)" in seen
    assert "It has been the client's turn since 16 Nov 2026." in seen
    window.close_form(dialog)
    other = window.open_form("request", client=client)
    assert "Rounds of approval" not in window.seen(other)
    window.close_form(other)


def test_the_list_of_rounds_says_how_long_each_took(window: Person):
    client = window.ids["harbour"]
    asked = add(window.book, "request", client=client, title="Which draft?", ask="approval", asked_on=ago(20))
    add(window.book, "approval_round", client=client, request=asked, submitted_on=ago(20), answered_on=ago(13))
    page = window.page("client", "harbour")
    page.show_section("requests")
    shown = page._stack.currentWidget()
    shown.show_list("approval_round")
    window.rest()
    model = shown._tables["approval_round"].view.model()
    assert "approved after 7 days" in [str(model.index(0, column).data()) for column in range(model.columnCount())]
