"""Many proofs from one journal: every node of its tree is worked out once, so that each path is a look-up."""

from __future__ import annotations

from collections.abc import Sequence

from clientguard.domain.journal.tree import EMPTY_ROOT, node_hash


class Paths:
    """The whole tree over leaf hashes, level by level; about twice as large as the leaves."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels: list[list[bytes]] = [list(leaves)]
        while len(level := self._levels[-1]) > 1:
            pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
            self._levels.append(pairs + level[len(level) // 2 * 2 :])  # an odd one moves up unchanged

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    @property
    def root(self) -> bytes:
        """The root of all leaves."""
        return self._levels[-1][0] if self.size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """Return the audit path of a leaf, as `tree.inclusion_path` does; IndexError if there is none."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        path: list[bytes] = []
        for level in self._levels[:-1]:
            beside = index ^ 1
            if beside < len(level):
                path.append(level[beside])
            index >>= 1
        return path

    def consistency(self, earlier: int) -> list[bytes]:
        """Return the proof that this tree continues that of its first leaves, as `tree.consistency_path` does."""
        if not 0 <= earlier <= self.size:
            raise IndexError(earlier)
        return [] if earlier in (0, self.size) else self._steps(0, self.size, earlier, whole=True)

    def root_at(self, earlier: int) -> bytes:
        """Return the root that the tree had over its first leaves."""
        node = b""
        at = earlier
        for height, level in enumerate(self._levels):  # its complete subtrees, from the smallest on
            if earlier >> height & 1:
                at -= 1 << height
                node = node_hash(level[at >> height], node) if node else level[at >> height]
        return node or EMPTY_ROOT

    def _steps(self, start: int, end: int, earlier: int, *, whole: bool) -> list[bytes]:
        if earlier == end:
            return [] if whole else [self._node(start, end)]
        split = start + (1 << ((end - start - 1).bit_length() - 1))
        if earlier <= split:
            return [*self._steps(start, split, earlier, whole=whole), self._node(split, end)]
        return [*self._steps(split, end, earlier, whole=False), self._node(start, split)]

    def _node(self, start: int, end: int) -> bytes:
        """Return the root of a subtree: a complete one, or the one that reaches to the last leaf."""
        height = (end - start - 1).bit_length()
        return self._levels[height][start >> height]
