"""`clientguard search`: phrases, what is left out, beginnings and filters, as a shell hands them over."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def practice(line):
    """A casebook with two clients and what they wrote."""
    for name in ("Harbour Books", "Casa Verde"):
        line.do("add", "client", "--set", f"name={name}")
    for client, way, day, text in (
        ("Harbour Books", "in", "2026-11-02", "two words from the workshop"),
        ("Harbour Books", "out", "2026-11-09", "words, two of them, from the workshop"),
        ("Casa Verde", "in", "2026-10-01", "two words, not from the workshop"),
    ):
        line.do("add", "message", "--set", f"client={client}", "--set", f"direction={way}", "--set", f"at={day} 10:00",
                "--set", "channel=mail", "--set", f"subject={text}", "--set", "body=-")  # fmt: skip
    return line


def titles(line, *words: object) -> list[str]:
    return [row["title"] for row in json.loads(line.do("search", "--json", *words))]


FIRST, SECOND, THIRD = (
    "two words from the workshop",
    "words, two of them, from the workshop",
    "two words, not from the workshop",
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (('"two words" -not wor',), [FIRST]),
        (('"two words"', "-not", "wor"), [FIRST]),
        (("two", "words"), [SECOND, FIRST, THIRD]),
        (("two", "--", "-not"), [SECOND, FIRST]),
        (("--client", "casa verde", "wor"), [THIRD]),
        (("client:casa", "wor"), [THIRD]),
        (("wor", "--kind", "message", "--from", "2026-11-01", "--to", "2026-11-05"), [FIRST]),
        (("wor", "is:sent"), [SECOND]),
        (("wor", "-is:sent", "after:2026-10"), [FIRST]),
        (('"unbalanced',), []),
        (("words", "-"), [SECOND, FIRST, THIRD]),
    ],
)
def test_operators_and_options(practice, words, found):
    assert titles(practice, *words) == found


def test_the_answer_has_the_documented_keys(practice):
    (row,) = practice.ask("search", '"two words" -not')
    assert row.keys() == {"id", "kind", "title"}


def test_an_option_that_does_not_exist_is_refused_unless_it_is_text(practice):
    assert "No such option" in practice.misunderstood("search", "x", "--limt", "5")
    assert "Enter a date" in practice.misunderstood("search", "x", "--from", "someday")
    assert titles(practice, "--", "--limt") == []


def test_a_client_that_is_not_on_record_is_named(practice):
    assert "zeppelin" in practice.refused("search", "x", "--client", "zeppelin")


def test_what_attached_files_say_is_found(practice, tmp_path):
    """As a command does it, with a helper process of its own."""
    page, broken = tmp_path / "brief.html", tmp_path / "broken.docx"
    page.write_text("<h1>The brief</h1><p>A <b>light</b>house by the sea</p>", "utf-8")
    broken.write_bytes(b"PK\x03\x04 and no more")
    client = practice.ask("search", "Harbour", "kind:client")[0]["id"]
    made = practice.ask("attach", client, page, broken)["attachments"]
    (row,) = practice.ask("search", '"a lighthouse by"', "client:harbour")
    assert row == {"id": made[0], "kind": "attachment", "title": "brief.html"}
    assert practice.do("search", "lighthouse") == f"{made[0]}  Attachment  brief.html\n"
