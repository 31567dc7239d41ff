"""The command line says that a secret does not belong in the account register, and warns of it elsewhere."""

from __future__ import annotations

SECRET = "Zaunkoenig_77"


def test_an_account_with_a_secret_is_refused_in_words_that_do_not_repeat_it(line):
    client = line.add("client", name="Harbour")
    refused = line.refused(
        "add", "account", "--set", f"client={client}", "--set", "name=Shop", "--set", f"kept_at=password: {SECRET}"
    )
    assert refused == (
        "Nothing was saved, because something is missing or wrong:\n"
        "  kept_at: This looks like a password. Keep it in your password manager, and note here only where it is.\n"
    )


def test_any_other_record_is_saved_and_warned_about_beside_the_answer(line):
    answer = line.try_("--casebook", line.casebook, "add", "client", "--set", f"name=A, pw: {SECRET}", "--json")
    assert (answer.status, list(answer.json)) == (0, ["id"])
    assert answer.err.startswith("name: This looks like a password. Anyone who opens this casebook can read it.")
    assert SECRET not in answer.err
