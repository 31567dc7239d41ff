"""Which tests one process runs one after the other, where several share them (pytest-xdist)."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

ONE_BY_ONE = ("tests/ui/",)  # each makes its window anyway; dealt out last, they let all processes end together


class ByFile(LoadFileScheduling):
    """Gives a whole file to one process, so that what its tests share is made once; but not the files of the screens.

    Marks (`xdist_group`) would be of no use: under pytest 9.2, pytest-xdist 3.8 passes them over.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(ONE_BY_ONE) else super()._split_scope(nodeid)
