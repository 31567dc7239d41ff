"""Protective clauses are found in the words of contracts, and quoted as they stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientguard.domain.judgement.clauses.find import find_clauses
from clientguard.domain.records.kinds.beginning import CLAUSES
from clientguard.exchange.showing.words import words_of

OWN = Path(__file__).with_name("own_contracts.txt")
RIGHT, FOUND = 0.9, 0.8  # parts of what is proposed, and of what stands there

# What a reader finds in the contracts of the corpus: a placeholder for a figure counts, a cover page's variable not.
_READ = {
    "CommonPaper+PSA/psa.md": "scope_change termination",
    "CommonPaper+CSA/CSA.md": "suspension termination",
    "riservato-xyz+contract-killer/locale/en-US/preview.md": "payment_date late_interest scope_change"
    " property_on_payment handover",
    "mjmirza+AI-Workflow-Delivery-Framework/templates/01-scope-of-work-template.md": "payment_date deposit"
    " response_times scope_change property_on_payment notice",
    "mjmirza+AI-Workflow-Delivery-Framework/templates/02-contract-template.md": "payment_date deposit suspension"
    " late_interest response_times scope_change property_on_payment handover notice termination",
    "mjmirza+AI-Workflow-Delivery-Framework/templates/03-retainer-agreement-template.md": "payment_date late_interest"
    " contact_hours scope_change handover notice",
    "open-agreements+open-agreements/common-paper-cc-by-4.0/common-paper-independent-contractor-agreement"
    "/template.docx": "handover notice termination",
    "open-agreements+open-agreements/common-paper-cc-by-4.0/common-paper-design-partner-agreement"
    "/template.docx": "payment_date notice",
    "open-agreements+open-agreements/bonterms-cc0-1.0/bonterms-professional-services-agreement/template.docx": "",
}  # fmt: skip


def own() -> Iterator[tuple[set[str], str]]:
    """Yield the paragraphs of the ten contracts with the clauses that they hold."""
    for line in OWN.read_text("utf-8").splitlines():
        found = re.match(r"([a-z_ ]+|-): (.+)", line)
        if found:
            yield {each for each in found[1].split() if each != "-"}, found[2]


def score(judged: list[tuple[set[str], set[str]]]) -> tuple[float, float]:
    right = sum(len(there & found) for there, found in judged)
    return right / sum(len(found) for _there, found in judged), right / sum(len(there) for there, _found in judged)


def words(corpus: Path, name: str) -> str:
    path = corpus / "contracts" / name
    return words_of(path.name, "", path.read_bytes()).text


def test_most_of_what_is_proposed_in_ten_contracts_is_right_and_most_is_found():
    precision, recall = score([(there, set(find_clauses(text))) for there, text in own()])

    assert precision >= RIGHT
    assert recall >= FOUND
    assert {each for there, _text in own() for each in there} == {each.key for each in CLAUSES}


def test_most_of_what_is_proposed_in_contracts_of_others_is_right_and_most_is_found(corpus):
    precision, recall = score([(set(_READ[name].split()), set(find_clauses(words(corpus, name)))) for name in _READ])

    assert precision >= RIGHT
    assert recall >= FOUND


_TOLD = {  # a fact of the corpus, the clause that holds it, and how its passage shows the figure
    "payment_days": ("payment_date", r"\[?15(?:/30)?\]?|5 days"),
    "late_interest": ("late_interest", r"5% per month"),
    "late_fee": ("late_interest", r"1\.5%"),
    "suspend_after_days": ("suspension", r"14"),
    "termination_notice_days": ("notice", r"30|14/30"),
    "cure_days": ("termination", r"\b(?:30|15|14)\b"),
}


def test_the_passages_say_what_the_corpus_says_of_its_contracts(corpus):
    expected = json.loads((corpus / "expected" / "contract_clauses.json").read_text("utf-8"))
    for each in expected:
        found = find_clauses(words(corpus, each["file"].removeprefix("contracts/")))
        for fact, (key, shown) in _TOLD.items():
            if fact in each:
                assert bool(re.search(shown, found.get(key, ""))) == (each[fact] is not None), (each["file"], fact)


@pytest.mark.parametrize(
    "text",
    [
        "Each party keeps the other's confidential information secret for five years after the agreement ends.",
        "Quotes are valid for 30 days.",
        "The supplier restores the site within 8 hours of an outage.",
        "The customer's data remains the customer's property.",
        "Provider retains all right, title, and interest in the Product.",
    ],
)
def test_what_protects_nobody_is_not_proposed(text):
    assert find_clauses(text) == {}


def test_the_passage_is_quoted_as_it_stands_with_its_heading_and_without_its_marks():
    text = "## 3.4 Money\n\n3. Suspension.  Provider may **suspend** work if payment\n   is overdue.\n"

    assert find_clauses(text)["suspension"] == "Suspension. Provider may suspend work if payment is overdue."


def test_words_that_lead_to_a_list_are_quoted_with_its_points():
    text = (
        "Either side may terminate at once if the other:\n- materially breaches this agreement\n- is insolvent\n\nEnd."
    )

    assert find_clauses(text)["termination"].endswith("materially breaches this agreement is insolvent")


def test_a_very_long_text_without_an_end_is_quoted_from_its_beginning():
    found = find_clauses("The client may terminate with thirty days notice " + "and so on " * 2000)

    assert found["notice"].startswith("The client may terminate")
    assert len(found["notice"]) < 610
