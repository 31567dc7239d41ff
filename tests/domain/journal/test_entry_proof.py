"""A proof of one entry stands alone, and any byte of it that is changed makes it fall."""

from __future__ import annotations

import copy
import hashlib
import json
import random

import pytest

from clientguard.domain.journal import entry_proof, tree
from clientguard.domain.journal.entry_proof import Older, Opened

SALT = bytes(range(16))
LONG = "What was agreed. " * 100
FIELDS = {
    "amount": 4800,
    "detail": {"sha256": hashlib.sha256(LONG.encode()).hexdigest(), "size": len(LONG)},
    "number": "R-7",
    "secret": "never shown",
}
SEQ = 5
NONE = "This is not a proof of an entry, or it is damaged."


def made(shown=("amount", "detail", "number"), size=9):
    header = {
        "change": "add",
        "commitment": tree.commitment(SALT, FIELDS).hex(),
        "ms": 1_795_305_600_000,
        "offset": 60,
        "seq": SEQ,
        "uid": "ab" * 16,
    }
    leaves = [tree.leaf_hash(bytes([number])) for number in range(size)]
    leaves[SEQ - 1] = tree.leaf_hash(tree.canonical(header))
    fields = []
    for name in sorted(FIELDS):
        salt = tree.field_salt(SALT, name)
        text = LONG if name == "detail" else None
        leaf = tree.field_leaf(salt, name, FIELDS[name])
        fields.append(Opened(name, salt, FIELDS[name], text) if name in shown else leaf)
    older = Older(6, tree.root(leaves[:6]), tree.consistency_path(leaves, 6))
    end = (size, tree.root(leaves))
    return entry_proof.document(header, fields, end, tree.inclusion_path(leaves, SEQ - 1), older)


def test_a_proof_shows_the_entry_its_open_fields_and_both_anchors():
    whole = made()
    found = entry_proof.check_document(json.loads(json.dumps(whole)))
    assert found.valid, found.faults
    assert found.header["seq"] == SEQ
    assert found.fields == {"amount": 4800, "detail": LONG, "number": "R-7"}
    assert found.closed == 1
    assert found.anchor == f"9:{whole['tree']['root']}"
    assert found.older == f"6:{whole['older']['root']}"
    assert "secret" not in json.dumps(whole)
    assert "never shown" not in json.dumps(whole)


def test_without_an_older_anchor_and_with_erased_values_it_still_shows_the_header():
    whole = made()
    del whole["older"]
    whole["fields"] = None
    found = entry_proof.check_document(whole)
    assert found.valid
    assert (found.fields, found.closed, found.older) == ({}, 0, "")


def test_every_changed_character_makes_it_fall():
    text = json.dumps(made(), ensure_ascii=False, sort_keys=True)
    chance = random.Random(6962)
    tried = 0
    for place, letter in enumerate(text):
        if not letter.isalnum():
            continue
        other = chance.choice([each for each in "0123456789abcdefghij" if each != letter])
        changed = text[:place] + other + text[place + 1 :]
        try:
            found = json.loads(changed)
        except ValueError:
            continue
        tried += 1
        assert not entry_proof.check_document(found).valid, (place, text[max(0, place - 30) : place + 10])
    assert tried > 1000


@pytest.mark.parametrize("found", [None, [], "x", 5, {}, {"format": "clientguard entry proof"}])
def test_what_is_no_proof_is_said_to_be_none(found):
    assert [str(each) for each in entry_proof.check_document(found).faults] == [NONE]


def changed(act):
    whole = copy.deepcopy(made())
    act(whole)
    return [str(each) for each in entry_proof.check_document(whole).faults]


def test_each_kind_of_change_is_named():
    assert changed(lambda whole: None) == []
    assert changed(lambda whole: whole["fields"].reverse()) == [NONE]
    assert "are not the ones that entry 5" in changed(lambda whole: whole["fields"].pop())[0]
    assert "text of “detail” is not" in changed(lambda whole: whole["fields"][1].update(text="Other."))[0]
    assert "does not match" in changed(lambda whole: whole["inclusion"].pop())[0]
    assert "does not continue from" in changed(lambda whole: whole["older"]["consistency"].pop())[0]
    assert "parts that prove nothing: note" in changed(lambda whole: whole.update(note="true"))[0]
    damaged = [NONE]
    assert changed(lambda whole: whole["tree"].update(size=1 << 50)) == damaged
    assert changed(lambda whole: whole["tree"].update(size=True)) == damaged
    assert changed(lambda whole: whole["tree"].update(root="00")) == damaged
    assert changed(lambda whole: whole.update(inclusion="00")) == damaged
    assert changed(lambda whole: whole["header"].update(seq="5")) == damaged
    assert changed(lambda whole: whole["fields"][0].update(more=1)) == damaged
