"""Every entry of the law that ships says where it was read, of when that is, and when it was checked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest

from clientguard import paths
from clientguard.domain.dates import add_months
from clientguard.domain.money.interest.regimes import NAMES
from clientguard.domain.records.kinds.parties import BASES
from clientguard.letters.late_interest import shipped_law
from clientguard.letters.law_entries import MONTHS, law_entries, old_entries
from clientguard.texts import current

FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in (paths.resources() / "law").glob("*.json")}
ENTRIES = law_entries()


@pytest.mark.parametrize("file", FILES)
def test_no_part_of_a_file_is_without_an_entry(file):
    parts = FILES[file].values() if isinstance(FILES[file], dict) else FILES[file]
    blocks = [block for part in parts for block in (part if isinstance(part, list) else [part])]
    assert len([each for each in ENTRIES if each.file == file]) == len(blocks) > 0


def test_each_entry_has_its_sources_their_date_and_the_day_of_the_check():
    for each in ENTRIES:
        own_clause = each.about.text == NAMES["contract"]
        assert (each.sources and each.source_date) or own_clause, each
        assert date(2026, 1, 1) <= each.checked
        assert each.source_date <= each.checked.isoformat()
        assert current().say(each.subject).strip()
        assert current().say(each.about).strip()


def test_an_entry_that_nobody_checked_for_eighteen_months_is_listed_as_old():
    for each in ENTRIES:
        last = add_months(each.checked, MONTHS)
        assert each not in old_entries(last)
        assert each in old_entries(last + timedelta(1))
    assert old_entries(date(2030, 1, 1)) == ENTRIES


def test_the_rates_of_a_base_follow_each_other_without_gap_or_overlap():
    assert {each.key for each in BASES} == set(FILES["rates"])
    for base, blocks in FILES["rates"].items():
        rows = [[date.fromisoformat(each) for each in row[:2]] for block in blocks for row in block["rates"]]
        for (_, before), (after, _) in pairwise(rows):
            assert after == before + timedelta(1), base
        assert all(starts <= ends for starts, ends in rows)


def test_each_regime_is_named_and_says_its_conditions():
    law = shipped_law()
    assert list(law.regimes) == list(NAMES)
    for each in law.regimes.values():
        assert each.conditions, each.name
        assert not each.right or each.law
