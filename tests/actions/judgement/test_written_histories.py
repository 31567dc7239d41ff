"""A casebook says the same of a client as the bare facts do: what a view reads is what the signs were judged on."""

from __future__ import annotations

import pytest

from clientguard.actions.judgement.reading import judged
from clientguard.domain.judgement.judge import findings
from clientguard.domain.judgement.patterns import patterns
from tests.actions.judgement.written_history import write_history
from tests.domain.judgement.histories import CLIENT, HISTORIES, Facts, read

if not HISTORIES.is_dir():
    pytest.skip("the histories are not beside the project (../shared/research)", allow_module_level=True)


@pytest.mark.parametrize("history", sorted(HISTORIES.glob("*.txt")), ids=lambda history: history.stem)
def test_a_casebook_says_of_a_client_what_its_history_says(book, history):
    built = Facts(read(history))
    facts, today = built.facts(), built.today
    found = findings(facts, today)
    numbers = write_history(book, built)
    with book.read() as db:
        written = judged(db, numbers[CLIENT], today)
    assert [each.state for each in written.findings] == [each.state for each in found]
    assert [each.state for each in written.patterns] == [each.state for each in patterns(facts, found, today)]
    for each, same in zip(written.findings, found, strict=True):
        assert set(each.evidence) == {numbers[record] for record in same.evidence}
