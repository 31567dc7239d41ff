"""The pages that were shown, in their order: back and forward, as in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST = 50  # pages that are remembered


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was shown: its key, the record that it was about, and where one was on it (`Page.place`)."""

    page: str
    record: int = 0
    place: Mapping[str, Any] = field(default_factory=dict)

    def is_same(self, other: Visit) -> bool:
        """Return whether both are the same page about the same record."""
        return (self.page, self.record) == (other.page, other.record)


class History:
    """What was shown before and after the page in front. `here` is that page, None before the first."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.here: Visit | None = None
        self._before: list[Visit] = []
        self._after: list[Visit] = []

    @property
    def has_before(self) -> bool:
        """Whether there is a page to go back to."""
        return bool(self._before)

    @property
    def has_after(self) -> bool:
        """Whether one went back from a page."""
        return bool(self._after)

    def visit(self, page: str, record: int, place: Mapping[str, Any]) -> None:
        """Show a page; `place` is where one was on the page before. The same page again is not another visit."""
        new = Visit(page, record)
        if self.here and not self.here.is_same(new):
            self._before = [*self._before, Visit(self.here.page, self.here.record, place)][-MOST:]
            self._after = []
        self.here = new

    def back(self, place: Mapping[str, Any]) -> Visit | None:
        """Return the page before, which is now the one in front; `place` is where one was on that page."""
        return self._move(self._before, self._after, place)

    def forward(self, place: Mapping[str, Any]) -> Visit | None:
        """Return the page that one went back from."""
        return self._move(self._after, self._before, place)

    def leave(self) -> Visit | None:
        """Return the last other page: what the one in front was about does not exist any more."""
        gone, self.here = self.here, None
        for visits in (self._before, self._after):
            visits[:] = [each for each in visits if gone is None or not each.is_same(gone)]
        if self._before:
            self.here = self._before.pop()
        return self.here

    def _move(self, source: list[Visit], target: list[Visit], place: Mapping[str, Any]) -> Visit | None:
        if not source:
            return None
        if self.here:
            target.append(Visit(self.here.page, self.here.record, place))
        self.here = source.pop()
        return self.here
