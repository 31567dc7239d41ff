from __future__ import annotations

from clientguard.domain.changed import Changed


def test_nothing_changed_is_no_change():
    assert not Changed()
    assert Changed().first == 0
    assert Changed(kinds=frozenset({"client"}))


def test_two_changes_make_one():
    first = Changed(frozenset({1, 2}), frozenset({"client"}), (2,))
    second = Changed(frozenset({3}), frozenset({"invoice"}), (3,))
    both = first | second
    assert both == Changed(frozenset({1, 2, 3}), frozenset({"client", "invoice"}), (2, 3))
    assert both.first == 2
