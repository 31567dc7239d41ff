"""Paths from a tree that is worked out once: the same as those of `tree`, leaf by leaf."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.journal import tree
from clientguard.domain.journal.paths import Paths

LEAVES = [hashlib.sha256(str(number).encode()).digest() for number in range(70)]


@given(st.integers(0, 70), st.data())
def test_they_are_those_of_the_tree(size, data):
    leaves = LEAVES[:size]
    paths = Paths(leaves)
    assert (paths.size, paths.root) == (size, tree.root(leaves))
    earlier = data.draw(st.integers(0, size))
    assert paths.root_at(earlier) == tree.root(leaves[:earlier])
    assert paths.consistency(earlier) == tree.consistency_path(leaves, earlier)
    if size:
        index = data.draw(st.integers(0, size - 1))
        assert paths.inclusion(index) == tree.inclusion_path(leaves, index)


def test_there_is_no_path_beyond_the_leaves():
    paths = Paths(LEAVES[:3])
    for ask in (paths.inclusion, paths.consistency):
        with pytest.raises(IndexError):
            ask(4)
