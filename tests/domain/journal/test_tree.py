"""The tree of RFC 6962, against its published vectors, and the commitment to an entry's fields."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.journal import tree

# The eight leaves of the Certificate Transparency reference tests, and the root over the first n of them.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
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
LEAVES = [tree.leaf_hash(bytes.fromhex(each)) for each in INPUTS]
MANY = [tree.leaf_hash(str(number).encode()) for number in range(41)]


def test_the_empty_tree_has_the_published_root():
    assert tree.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_the_published_ones(size):
    assert tree.root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_a_published_inclusion_path():
    assert [step.hex() for step in tree.inclusion_path(LEAVES, 5)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_published_consistency_path():
    assert [step.hex() for step in tree.consistency_path(LEAVES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("size", range(1, 41))
def test_every_leaf_is_proved_where_it_stands_and_nowhere_else(size):
    root = tree.root(MANY[:size])
    for index in range(size):
        path = tree.inclusion_path(MANY[:size], index)
        assert tree.included(MANY[index], index, size, path, root)
        assert not tree.included(MANY[index], (index + 1) % size, size, path, root) or size == 1
        assert not tree.included(MANY[40], index, size, path, root)
        assert not tree.included(MANY[index], index, size, [*path, root], root)
        if path:
            assert not tree.included(MANY[index], index, size, path[:-1], root)
            assert not tree.included(MANY[index], index, size, [path[0][::-1], *path[1:]], root)
    assert not tree.included(MANY[0], size, size, [], root)


@pytest.mark.parametrize("size", range(41))
def test_every_tree_is_proved_to_begin_a_later_one(size):
    root = tree.root(MANY[:size])
    for earlier in range(size + 1):
        old = tree.root(MANY[:earlier])
        path = tree.consistency_path(MANY[:size], earlier)
        assert tree.consistent(earlier, size, path, old, root)
        assert not tree.consistent(earlier, size, [*path, root], old, root)
        assert not tree.consistent(earlier, size, path, old[::-1], root)
        if path:
            assert not tree.consistent(earlier, size, path, old, root[::-1])
            assert not tree.consistent(earlier, size, path[:-1], old, root)
    assert not tree.consistent(size + 1, size, [root], root, root)


def test_a_place_that_is_not_there_has_no_path():
    with pytest.raises(IndexError):
        tree.inclusion_path(MANY, 41)
    with pytest.raises(IndexError):
        tree.consistency_path(MANY, 42)


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_kept_edge_grows_into_the_same_root(entries):
    leaves = [tree.leaf_hash(each) for each in entries]
    edge = tree.Frontier()
    for leaf in leaves:
        edge = tree.Frontier.unpack(edge.size, edge.packed())
        edge.append(leaf)
    assert edge.size == len(leaves)
    assert edge.root() == tree.root(leaves)


@pytest.mark.parametrize(("size", "packed"), [(1, b""), (2, b"x" * 64), (1, b"x" * 31)])
def test_an_edge_that_does_not_fit_its_size_is_refused(size, packed):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever of its reasons
        tree.Frontier.unpack(size, packed)


def test_canonical_json_has_one_form():
    assert tree.canonical({"b": 1, "a": ["ø", None]}) == '{"a":["ø",null],"b":1}'.encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        tree.canonical(float("nan"))


def test_one_field_opens_alone():
    salt, fields = b"s" * 16, {"amount": 480_000, "client": "ab", "note": "private"}
    leaves = [tree.field_leaf(tree.field_salt(salt, name), name, fields[name]) for name in sorted(fields)]
    assert tree.root(leaves) == tree.commitment(salt, fields)
    path = tree.inclusion_path(leaves, 0)
    opened = tree.field_leaf(tree.field_salt(salt, "amount"), "amount", 480_000)
    assert tree.included(opened, 0, 3, path, tree.commitment(salt, fields))
    forged = tree.field_leaf(tree.field_salt(salt, "amount"), "amount", 480_001)
    assert not tree.included(forged, 0, 3, path, tree.commitment(salt, fields))


def test_equal_fields_under_another_salt_look_different():
    assert tree.commitment(b"a" * 16, {"x": 1}) != tree.commitment(b"b" * 16, {"x": 1})


def test_an_anchor_is_printed_and_read_back():
    root = hashlib.sha256(b"x").digest()
    text = tree.anchor_text(4812, root)
    assert tree.parse_anchor(text) == (4812, root)
    digest = root.hex()
    assert tree.parse_anchor("4812: " + " ".join(digest[at : at + 4] for at in range(0, 64, 4))) == (4812, root)


@pytest.mark.parametrize("text", ["", "12", "12:abcd", "x:" + "0" * 64, "-1:" + "0" * 64, "12:" + "g" * 64])
def test_what_is_no_anchor_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever of its reasons
        tree.parse_anchor(text)
