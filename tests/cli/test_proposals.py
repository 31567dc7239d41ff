"""`clientguard proposals`: from messages alone, with the rules themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import CommandLine


def days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT09:00:00+00:00")


@pytest.fixture
def client(line: CommandLine) -> int:
    """A client that was asked two things, answered one, and promised to pay."""
    harbour = line.add("client", name="Harbour Books")

    def mail(days: int, direction: str, subject: str, body: str, **more: str) -> int:
        return line.add(
            "message", client=harbour, at=days_ago(days), direction=direction, subject=subject, body=body, **more
        )

    mail(20, "out", "Photos of the team", "Hello Joan,\n\nCould you send me the photos of the team?\n\nAda")
    mail(9, "out", "Opening hours", "Hello Joan,\n\nWhat are your opening hours in winter?\n\nAda")
    mail(5, "in", "The invoice", "Hello Ada,\n\nI will pay the invoice by Friday.\n\nJoan")
    return harbour


def test_the_list_names_each_with_its_passage_and_what_it_would_add(line: CommandLine, client: int):
    found = line.ask("proposals")
    assert [set(each) for each in found] == [{"id", "client", "sort", "message", "passage", "date", "what"}] * 3
    assert [(each["sort"], each["client"]) for each in found] == [
        ("request", client),
        ("request", client),
        ("promise", client),
    ]
    assert found[0]["passage"] == "Could you send me the photos of the team?"
    assert found[2]["what"].startswith("Adds a promise to pay by ")
    assert found[2]["date"]
    told = line.do("proposals", "--client", "Harbour Books")
    assert found[0]["id"] in told
    assert "“What are your opening hours in winter?”" in told
    assert line.ask("list", "request") == []


def test_confirming_puts_them_on_record_and_dismissing_does_not(line: CommandLine, client: int):
    photos, hours, promise = (each["id"] for each in line.ask("proposals"))
    done = line.ask("proposals", "--confirm", photos, promise, photos)
    assert [each["id"] for each in done] == [photos, promise]
    assert [each["title"] for each in line.ask("list", "request")] == ["Could you send me the photos of the team?"]
    assert len(line.ask("list", "promise")) == 1
    assert {each["role"] for each in line.ask("list", "reference")} == {"proof"}
    assert line.do("proposals", hours, "--dismiss") == "Dismissed 1 proposal.\n"
    answer = line.try_("--casebook", line.casebook, "proposals")
    assert (answer.status, answer.out, answer.err) == (0, "", "Your mail proposes nothing.\n")
    assert client


def test_one_that_is_not_proposed_leaves_all_as_it_was(line: CommandLine, client: int):
    photos = line.ask("proposals", "--client", client)[0]["id"]
    assert "There is no proposal 12345678." in line.refused("proposals", "--confirm", photos, "12345678")
    assert line.ask("list", "request") == []


def test_it_has_to_be_said_what_becomes_of_which(line: CommandLine, client: int):
    assert client
    line.misunderstood("proposals", "--confirm")
    line.misunderstood("proposals", "12345678")
    line.misunderstood("proposals", "12345678", "--confirm", "--dismiss")
