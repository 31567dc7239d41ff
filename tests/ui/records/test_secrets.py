"""A form remarks on what looks like a secret; only the account register stops at it."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from clientguard.domain.records import Account, Contact
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import wizard

SECRET = "Zaunkoenig_77"


def test_leaving_a_field_with_a_secret_says_so_and_saving_goes_on(window: Person):
    dialog = window.open_record("contact", "contact")
    note = dialog.form.editors["note"]
    assert note.notice() == ""
    window.enter(dialog, note=f"wifi password: {SECRET}")
    assert note.notice().startswith("This looks like a password. Anyone who opens this casebook can read it.")
    assert SECRET not in note.notice()
    assert note.notice() in window.seen(note)
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    assert window.read(Contact, "contact").note == f"wifi password: {SECRET}"
    again = window.open_record("contact", "contact")
    assert again.form.editors["note"].notice()
    window.enter(again, note="wifi: ask Joan")
    assert again.form.editors["note"].notice() == ""
    window.answer("Discard it", lambda: again.reject())


def test_the_account_register_says_it_at_once_and_refuses_to_save_it(window: Person):
    dialog = window.open_form("account", client=window.ids["harbour"])
    kept = dialog.form.editors["kept_at"]
    window.enter(dialog, name="Shop", kept_at=f"password: {SECRET}")
    sentence = "This looks like a password. Keep it in your password manager, and note here only where it is."
    assert kept.notice() == sentence
    window.click(dialog.save)
    window.until(kept.error)
    assert (kept.error(), kept.notice()) == (sentence, "")
    window.enter(dialog, kept_at="1Password, entry Shop")
    assert (kept.error(), kept.notice()) == ("", "")
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)


def test_what_looks_like_a_password_is_asked_about_once_and_kept_if_the_user_says_so(window: Person):
    dialog = window.open_form("account", client=window.ids["harbour"])
    kept = dialog.form.editors["kept_at"]
    window.enter(dialog, name="Shop", kept_at="hunter2!Pass9")
    for choice, stays in (("Change it", True), ("Keep it anyway", False)):
        window.click(dialog.save)
        window.until(lambda: dialog.findChild(QMessageBox))
        box = dialog.findChild(QMessageBox)
        assert "hunter2" not in box.text() + box.informativeText()
        assert box.defaultButton().text() == "Change it"
        if stays:
            window.click(next(each for each in box.buttons() if each.text() == choice))
            window.until(lambda: not dialog.findChild(QMessageBox))
            assert kept.error().startswith("This looks like a password.")
        else:
            with window.qtbot.waitSignal(dialog.finished):
                window.click(next(each for each in box.buttons() if each.text() == choice))
    assert [each.kept_at for each in window.all(Account) if each.name == "Shop"] == ["hunter2!Pass9"]
    again = window.open_form("account", client=window.ids["harbour"])
    window.enter(again, name="Ads", kept_at="hunter2!Pass9")
    with window.qtbot.waitSignal(again.finished):
        window.click(again.save)


def test_a_form_of_nothing_has_nothing_to_mind(window: Person):
    dialog = window.open_form("account")
    assert [editor.notice() for editor in dialog.form.editors.values() if editor.notice()] == []
    window.close_form(dialog)


def test_the_wizard_says_at_the_account_why_a_proof_is_refused(window: Person):
    page = wizard(window, "hand_over")
    page.steps["hand_over"].rows[window.ids["ads"]]._ask_for_proof()
    dialog = window.dialog()
    window.enter(dialog, proof=f"password: {SECRET}")
    window.click(dialog.save)
    window.until(lambda: dialog.form.editors["proof"].error())
    refused = dialog.form.editors["proof"].error()
    assert refused.startswith("This looks like a password. Keep it in your password manager")
    assert window.read(Account, "ads").proof == ""
    dialog.done(0)
