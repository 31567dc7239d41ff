"""Which other journals this one continues: two copies of a casebook have one uid, but each goes its own way."""

from __future__ import annotations

from collections.abc import Iterable

from clientguard.domain.journal import tree
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log

Edge = tuple[int, str]  # a journal's size, and its root in hex


class Line:
    """What one open casebook's journal continues. Answers are remembered, because a journal only grows."""

    def __init__(self) -> None:
        self._known: dict[Edge, bool] = {}

    def continues(self, db: Connection, edges: Iterable[Edge]) -> set[Edge]:
        """Return those journals, by size and root, that are the beginning of this one, or all of it.

        Raises ValueError if the stored edge of this journal is damaged.
        """
        wanted = set(edges)
        here = entry_log.frontier(db)
        self._known[(here.size, here.root().hex())] = True
        asked = {each for each in wanted if each not in self._known and 0 < each[0] <= here.size}
        roots = _roots(db, {size for size, _ in asked})
        self._known |= {(size, root): roots.get(size) == root for size, root in asked}
        return {each for each in wanted if self._known.get(each)}


def _roots(db: Connection, sizes: set[int]) -> dict[int, str]:
    """Return the roots (hex) of the journal when it had these sizes."""
    if not sizes:
        return {}
    edge, found = tree.Frontier(), dict[int, str]()
    for (leaf,) in db.execute("SELECT hash FROM journal WHERE seq <= ? ORDER BY seq", (max(sizes),)):
        edge.append(leaf)
        if edge.size in sizes:
            found[edge.size] = edge.root().hex()
    return found
