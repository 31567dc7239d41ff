"""Whatever goes to a client says nothing that is private, and nothing of another client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clientguard.actions.communication import letters, papers
from clientguard.actions.judgement import papers as sheets
from clientguard.actions.leaving import final_report, handover_papers
from clientguard.actions.money import interest, invoice_paper, statement
from clientguard.actions.proof.bundling import Wanted, make_bundle
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.records.kinds.documents import DOCUMENT_TYPES, INTEREST_SHEET
from clientguard.errors import KnownError
from clientguard.letters.template import KINDS as LETTERS
from clientguard.store.casebook.open_casebook import Casebook
from tests import factories
from tests.canaries.filled import MINE, OTHER, Filled, fill, private_words, word, words_in
from tests.factories import TODAY

SPAN = Span(None, TODAY)
# By the type of the document; each takes the casebook and the client.
PAPERS: dict[str, Callable[[Casebook, int], object]] = {
    "final report": lambda book, client: final_report.final_report(book, client, TODAY),
    "handover request": lambda book, client: handover_papers.make_handover_request(book, client, TODAY),
    "certificate": lambda book, client: handover_papers.make_certificate(book, client, TODAY),
    "waiting report": lambda book, client: papers.make_waiting_report(book, client, TODAY, SPAN),
    "client history": lambda book, client: papers.make_history(book, client, TODAY, SPAN),
    "chronology": lambda book, client: papers.make_chronology(book, client, TODAY, SPAN),
    "welcome sheet": lambda book, client: sheets.make_welcome_sheet(book, client, TODAY),
    INTEREST_SHEET: lambda book, client: interest.make_interest_sheet(
        book, client, TODAY, interest.Wanted(TODAY, regime="eu")
    ),
    "conversation sheet": lambda book, client: sheets.make_talk_sheet(book, client, TODAY),
}
SHOWN = {word(MINE, "evidence", "passage")}  # private, but marked to be shown


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Casebook, Filled, Path]]:
    folder = tmp_path_factory.mktemp("canaries")
    with factories.firm_book(folder / "practice.casebook") as book:
        yield book, fill(book, folder), folder


@pytest.fixture(scope="module")
def given(filled: tuple[Casebook, Filled, Path]) -> dict[str, set[str]]:
    """The words in everything that a client, or somebody for them, is given."""
    book, made, folder = filled
    client = made.client(MINE)
    found = {type: words_in(make(book, client).pdf) for type, make in PAPERS.items()}
    found["statement"] = words_in(statement.statement_of(book, client, TODAY).pdf)
    found["invoice"] = words_in(invoice_paper.make_invoice_pdf(book, made.made[MINE]["invoice"], TODAY).pdf)
    found |= drafted(book, client)
    found["bundle"] = words_in(bundle(book, folder / "all.zip", client))
    return found


def drafted(book: Casebook, client: int) -> dict[str, set[str]]:
    """Return the words of each letter that can be drafted, as mail with what is attached, and on paper."""
    found: dict[str, set[str]] = {}
    for kind in LETTERS:
        try:
            with book.read() as db:
                draft = letters.draft_letter(db, kind, client, TODAY)
        except KnownError:
            continue
        if not draft.lacking and not draft.is_guide:
            on_paper = words_in(letters.on_paper(draft, draft.text))
            found[f"letter {kind}"] = words_in(letters.as_mail(book, draft, draft.text)) | on_paper
    return found


def bundle(book: Casebook, target: Path, client: int, **wanted: tuple[str, ...]) -> bytes:
    return make_bundle(book, Wanted(client, TODAY, **wanted), target).path.read_bytes()


def test_every_paper_that_is_kept_is_looked_at():
    assert PAPERS.keys() == {each.key for each in DOCUMENT_TYPES}


def test_the_canaries_sing(given):
    silent = [name for name, words in given.items() if not any(each.startswith(f"zq{MINE}") for each in words)]
    assert not [name for name in silent if not name.startswith("letter")]
    assert sum(name.startswith("letter") for name in given) >= 12
    assert {word(MINE, "original", part) for part in ("head", "body", "file")} <= given["bundle"]


def test_nothing_private_is_in_what_a_client_gets(given):
    leaks = {name: words & private_words(MINE) - SHOWN for name, words in given.items()}
    assert not any(leaks.values()), {name: words for name, words in leaks.items() if words}


def test_nothing_of_another_client_is_in_it(given):
    leaks = {name: {each for each in words if each.startswith(f"zq{OTHER}")} for name, words in given.items()}
    assert not any(leaks.values()), {name: words for name, words in leaks.items() if words}


def test_a_field_that_is_redacted_is_nowhere_in_a_bundle(filled, given):
    book, made, folder = filled
    names = ("title", "message.subject", "message.body", "detail", "name")
    words = words_in(bundle(book, folder / "redacted.zip", made.client(MINE), redact=names))
    fields = [each.partition(".")[::2] if "." in each else ("", each) for each in names]
    gone = {
        each for each in given["bundle"]
        for kind, name in fields if each.endswith(f"x{name}qz") and (not kind or f"x{kind}x" in each)
    }  # fmt: skip
    assert len(gone) > 8, "else they prove nothing"
    assert not words & gone
    assert not words & private_words(MINE) - SHOWN
    assert not {each for each in words if each.startswith(f"zq{OTHER}")}
