"""What the verifier says of bundles that were made, or broken, on purpose; and what it has to say about entries."""

from __future__ import annotations

import copy
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientguard.domain.journal import entry_proof, tree
from tests.exchange.bundle import cases, made
from tests.exchange.bundle.another import verifier


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    """A bundle as it is written."""
    return made.written(tmp_path_factory.mktemp("bundle")).read_bytes()


def test_every_case_is_told_right(whole):
    wrong, names = [], set()
    for name, data, valid in cases.cases(whole):
        faults = made.checked(data)
        names.add(name)
        if (faults == []) != valid:
            wrong.append((name, valid, faults))
    assert wrong == []
    assert len(names) > 300


def test_a_verifier_that_was_written_from_the_page_alone_agrees(whole):
    told = [(name, verifier.is_valid(data), valid) for name, data, valid in cases.cases(whole)]
    assert [each for each in told if each[1] != each[2]] == []
    assert sum(valid for _, _, valid in told) > 20
    assert len(told) > 300


def test_entries_are_judged_as_the_program_itself_judges_their_proofs(whole):
    files = made.opened(whole)
    head, *entries = (json.loads(line) for line in files["journal.jsonl"].splitlines())
    chance = random.Random(6962)
    agreed = {True: 0, False: 0}
    for _ in range(150):
        line = copy.deepcopy(chance.choice(entries))
        if chance.random() < 0.8:
            chance.choice(list(cases.BAD_ENTRIES.values()))(line) if "text" not in line else None
        proof = {"format": entry_proof.FORMAT, "version": entry_proof.VERSION, "tree": head["anchor"], **line}
        journal = made.verify().Journal({"anchor": head["anchor"], "files": []})
        try:
            journal.entry(json.loads(json.dumps(line)))
            valid = True
        except made.verify().Invalid:
            valid = False
        assert entry_proof.check_document(proof).valid == valid, line
        agreed[valid] += 1
    assert min(agreed.values()) > 20


PLAIN = st.sampled_from([None, True, 0, 1, -1, 9, 1 << 40, 1 << 63, 0.5, "", "text", "00" * 32, "ab" * 16])
JSON = PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(st.sampled_from(["", "leaf", "size", "root"]), PLAIN)


def put(found, place: int, value):
    """Put a value somewhere into lists and objects."""
    while True:
        keys = list(found) if isinstance(found, dict) else list(range(len(found)))
        if not keys:
            return
        key, place = keys[place % len(keys)], place // len(keys)
        if place == 0 or not isinstance(found[key], (dict, list)):
            found[key] = value
            return
        found = found[key]


@settings(max_examples=100)
@given(place=st.integers(0, 10_000), value=JSON, line=st.integers(-1, 4))
def test_any_json_in_any_place_has_an_answer_and_shows_nothing_else(whole, place, value, line):
    files = {**made.opened(whole), "verify.py": b"", "VERIFYING.md": b""}
    manifest = json.loads(files["manifest.json"])
    lines = [json.loads(each) for each in files["journal.jsonl"].splitlines()]
    before = copy.deepcopy(lines)
    put(manifest if line < 0 else lines[line], place, value)
    try:
        text = b"".join(tree.canonical(each) + b"\n" for each in lines)
        data = made.remade({**files, "journal.jsonl": text}, manifest)
    except (ValueError, TypeError, AttributeError, KeyError):
        return  # a manifest that does not list files at all
    if made.checked(data):
        return
    assert lines[0]["anchor"] == before[0]["anchor"]
    for now, then in zip(lines[1:], before[1:], strict=True):
        assert now["header"] == then["header"]
        shown = [each for each in now["fields"] or [] if "name" in each]
        assert all(each in then["fields"] for each in shown)
