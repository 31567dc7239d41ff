from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.proof import (
    EMPTY_ROOT,
    Frontier,
    anchor_text,
    canonical,
    commitment,
    consistency_path,
    consistent,
    field_leaf,
    field_salt,
    included,
    inclusion_path,
    leaf_hash,
    node_hash,
    parse_anchor,
    root,
)

# The leaves and roots with which logs under RFC 6962 are commonly checked: trees of one to eight leaves.
LEAVES = [
    leaf_hash(bytes.fromhex(data))
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = range(1, 40)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_that_of_other_logs(size: int):
    assert root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_an_empty_journal_has_the_hash_of_nothing():
    assert root([]) == Frontier().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_a_leaf_cannot_pass_for_a_node():
    left, right = leaves(2)
    assert leaf_hash(left + right) != node_hash(left, right)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_journal_that_grows_entry_by_entry_has_the_root_of_the_whole(before: int, more: int):
    everything = leaves(before + more)
    kept = Frontier()
    for leaf in everything[:before]:
        kept.append(leaf)
    again = Frontier.unpack(kept.size, kept.packed())
    for leaf in everything[before:]:
        again.append(leaf)
    assert again.size == before + more
    assert again.root() == root(everything)


@pytest.mark.parametrize(("size", "packed"), [(3, b"a" * 32), (1, b"a" * 31), (0, b"a" * 32), (1, b"")])
def test_a_kept_edge_that_does_not_fit_is_refused(size: int, packed: bytes):
    with pytest.raises(ValueError, match="subtree"):
        Frontier.unpack(size, packed)


def test_each_entry_is_proved_to_stand_in_the_journal():
    for size in SIZES:
        everything = leaves(size)
        for index in range(size):
            path = inclusion_path(everything, index)
            assert included(everything[index], index, size, path, root(everything))


def test_a_proof_fails_for_another_entry_place_size_path_or_root():
    everything, index = leaves(11), 6
    path, top = inclusion_path(everything, index), root(everything)
    assert not included(everything[5], index, 11, path, top)
    assert not included(everything[index], 5, 11, path, top)
    assert not included(everything[index], index, 7, path, top)
    assert not included(everything[index], index, 11, path[:-1], top)
    assert not included(everything[index], index, 11, [*path, path[0]], top)
    assert not included(everything[index], index, 11, path, root(everything[:10]))
    assert not included(everything[index], 11, 11, path, top)
    assert not included(everything[index], -1, 11, path, top)


@pytest.mark.parametrize("index", [-1, 3])
def test_an_entry_that_is_not_there_has_no_path(index: int):
    with pytest.raises(IndexError):
        inclusion_path(leaves(3), index)


def test_every_earlier_journal_is_proved_to_be_the_beginning_of_a_later_one():
    for size in SIZES:
        everything = leaves(size)
        for earlier in range(size + 1):
            path = consistency_path(everything, earlier)
            assert consistent(earlier, size, path, root(everything[:earlier]), root(everything)), (earlier, size)


def test_a_journal_whose_past_was_changed_is_not_consistent():
    for size in range(2, 20):
        everything = leaves(size)
        for earlier in range(1, size):
            changed = [leaf_hash(b"changed"), *everything[1:]]
            old, new = root(everything[:earlier]), root(changed)
            assert not consistent(earlier, size, consistency_path(changed, earlier), old, new)
            assert not consistent(earlier, size, consistency_path(everything, earlier), old, new)


def test_a_proof_of_growth_fails_when_it_is_cut_or_padded():
    everything = leaves(13)
    old, new = root(everything[:6]), root(everything)
    path = consistency_path(everything, 6)
    assert not consistent(6, 13, path[:-1], old, new)
    assert not consistent(6, 13, [*path, path[0]], old, new)
    assert not consistent(6, 13, [], old, new)
    assert not consistent(0, 13, path, EMPTY_ROOT, new)
    assert not consistent(0, 13, [], old, new)
    assert not consistent(13, 13, path, new, new)
    assert not consistent(13, 13, [], old, new)


@pytest.mark.parametrize("earlier", [-1, 4])
def test_a_journal_has_no_later_beginning(earlier: int):
    with pytest.raises(IndexError):
        consistency_path(leaves(3), earlier)


def test_fields_have_one_json_form():
    assert canonical({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'.encode()
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


FIELDS = {"amount": 480000, "number": "2026-041", "issued": "2026-10-31"}


def test_a_commitment_does_not_depend_on_the_order_of_fields():
    assert commitment(b"s" * 16, FIELDS) == commitment(b"s" * 16, dict(reversed(FIELDS.items())))


@pytest.mark.parametrize("changed", [{"amount": 480001}, {"number": ""}, {"issued": None}, {"more": 1}])
def test_a_commitment_changes_with_any_field(changed: dict[str, object]):
    assert commitment(b"s" * 16, FIELDS) != commitment(b"s" * 16, FIELDS | changed)


def test_a_commitment_without_its_salt_tells_nothing():
    assert commitment(b"s" * 16, FIELDS) != commitment(b"t" * 16, FIELDS)


def test_one_field_can_be_opened_alone():
    salt, names = b"s" * 16, sorted(FIELDS)
    hidden = [field_leaf(field_salt(salt, name), name, FIELDS[name]) for name in names]
    opened = field_leaf(field_salt(salt, "issued"), "issued", json.loads('"2026-10-31"'))
    assert hidden[names.index("issued")] == opened
    path = inclusion_path(hidden, names.index("issued"))
    assert included(opened, names.index("issued"), len(names), path, commitment(salt, FIELDS))


def test_an_anchor_is_read_back_as_it_was_printed():
    top = root(leaves(5))
    assert parse_anchor(anchor_text(4812, top)) == (4812, top)
    spaced = " ".join(top.hex()[at : at + 4] for at in range(0, 64, 4))
    assert parse_anchor(f"4812: {spaced}") == (4812, top)


@pytest.mark.parametrize("text", ["", "12", "12:abcd", "x:" + "ab" * 32, "-1:" + "ab" * 32, "1:" + "zz" * 32])
def test_what_is_no_anchor_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        parse_anchor(text)
