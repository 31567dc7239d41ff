"""A casebook says the same of a client as the bare facts do: what a view reads is what the signs were judged on."""

from __future__ import annotations

import pytest

from clientguard.actions.judgement.reading import judged
from clientguard.domain.judgement.judge import findings
from clientguard.domain.judgement.patterns import patterns
from tests.cli.recorded import Recorded
from tests.domain.judgement.histories import HISTORIES, Facts, read

if not HISTORIES.is_dir():
    pytest.skip("the histories are not beside the project (../shared/research)", allow_module_level=True)


@pytest.mark.parametrize("history", sorted(HISTORIES.glob("*.txt")), ids=lambda history: history.stem)
def test_a_casebook_says_of_a_client_what_its_history_says(book, history):
    story = read(history)
    built = Facts(story)
    facts, today = built.facts(), built.today
    found = findings(facts, today)
    recorded = Recorded(book, story)
    with book.read() as db:
        written = judged(db, recorded.client, today)
    assert [each.state for each in written.findings] == [each.state for each in found]
    assert [each.state for each in written.patterns] == [each.state for each in patterns(facts, found, today)]
