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


def test_what_says_itself_that_it_is_a_secret_is_not_kept_anyway(line):
    line.add("client", name="Harbour")
    for text in (f"password: {SECRET}", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA"):
        refused = line.refused(*kept_at(text, "--anyway"))
        assert "note here only where it is" in refused
        assert "--anyway" not in refused
        assert SECRET not in refused
    assert line.ask("list", "account") == []


def test_any_other_record_is_saved_and_warned_about_beside_the_answer(line):
    answer = line.try_("--casebook", line.casebook, "add", "client", "--set", f"name=A, pw: {SECRET}", "--json")
    assert (answer.status, list(answer.json)) == (0, ["id"])
    assert answer.err.startswith("name: This looks like a password. Anyone who opens this casebook can read it.")
    assert SECRET not in answer.err


def kept_at(text, *more):
    return ("add", "account", "--set", "client=Harbour", "--set", "name=Shop", "--set", f"kept_at={text}", *more)


def test_a_suspected_password_is_refused_until_it_is_kept_anyway_and_then_known(line):
    line.add("client", name="Harbour")
    refused = line.refused(*kept_at("hunter2!Pass9"))
    assert "kept_at: This looks like a password." in refused
    assert "--anyway" in refused
    assert "hunter2" not in refused
    assert line.ask("list", "account") == []
    first = line.ask(*kept_at("hunter2!Pass9", "--anyway"))["id"]
    assert line.set(first, name="The shop")
    assert line.set(first, kept_at="Bitwarden")
    assert line.set(first, kept_at="hunter2!Pass9")
    line.ask(*kept_at("hunter2!Pass9"))
    assert "looks like a password" in line.refused(*kept_at("Summer2026!"))
    assert "looks like a password" in line.refused("set", first, "--set", "kept_at=hunter2!Pass8")
