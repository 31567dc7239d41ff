"""The journal on the command line: which entries pass a filter, and what each changed from what to what."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def mill(line: CommandLine) -> int:
    client = line.add("client", name="Old Mill", note="First words")
    line.add("invoice", client=client, number="R-1", issued="2026-11-01", amount="100")
    other = line.add("client", name="Élan Studio")
    line.add("invoice", client=other, number="R-2", issued="2026-11-02", amount="1250.50")
    line.set(client, note="Second words")
    return client


def passed(line: CommandLine, *options: object) -> list[tuple[str, str]]:
    return [(row["change"], row["title"]) for row in line.ask("journal", *options)]


def test_each_entry_has_the_old_and_the_new_value(line, mill):
    added, changed = line.ask("journal", mill)
    assert (added["before"], added["after"]["name"]) == ({}, "Old Mill")
    assert (changed["before"], changed["after"]) == ({"note": "First words"}, {"note": "Second words"})
    text = line.do("journal", mill)
    assert "    note: First words → Second words" in text
    assert "    name: Old Mill\n" in text
    line.set(mill, note="")
    assert "    note: Second words → –" in line.do("journal", mill)


def test_filters_let_through_what_they_say_the_newest_first(line, mill):
    assert passed(line, "--client", "Old Mill") == [("change", "Old Mill"), ("add", "R-1"), ("add", "Old Mill")]
    assert passed(line, "--kind", "invoice") == [("add", "R-2"), ("add", "R-1")]
    assert passed(line, "--kind", "invoice", "--client", mill) == [("add", "R-1")]
    assert passed(line, "--text", "first WORDS") == [("add", "Old Mill")]  # what it was is found where it was written
    assert passed(line, "--text", "élan") == [("add", "Élan Studio")]
    assert passed(line, "--text", "1250.50") == [("add", "R-2")]
    every = line.ask("journal")
    assert [row["entry"] for row in every] == list(range(len(every), 0, -1))
    day = every[0]["at"][:10]
    assert line.ask("journal", "--from", day, "--to", day)[0]["entry"] == len(every)
    assert line.ask("journal", "--to", "2001-01-01") == line.ask("journal", "--from", "2199-01-01") == []
    assert [row["entry"] for row in line.ask("journal", "--limit", "2")] == [len(every), len(every) - 1]
    assert "Give the number of a record, or a filter" in line.misunderstood("journal", mill, "--kind", "client")


def test_what_was_erased_is_nowhere_in_it(line, mill):
    line.do("redact", mill, "--field", "note", "--why", "On request", "--yes")
    assert line.ask("journal", "--text", "words") == []
    added, changed = line.ask("journal", mill)[:2]
    assert added["after"]["note"] == changed["before"]["note"] == changed["after"]["note"] == "[erased]"
    line.do("erase", mill, "--why", "On request", "--yes")
    gone = line.ask("journal", mill)
    assert [row["after"] for row in gone] == [{}] * len(gone)
    assert "Old Mill" not in str(line.ask("journal"))
