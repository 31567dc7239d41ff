"""What a write changed: the one message that goes from an action to the screens."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.wording import Said


@dataclass(frozen=True, slots=True)
class Changed:
    """The ids and kinds of the records that a write touched.

    `made` are the new ones, in the order written; `told` says what else followed, beyond what the user asked for.
    """

    ids: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    made: tuple[int, ...] = ()
    told: tuple[Said, ...] = ()

    def __or__(self, other: Changed) -> Changed:
        return Changed(self.ids | other.ids, self.kinds | other.kinds, self.made + other.made, self.told + other.told)

    def __bool__(self) -> bool:
        return bool(self.ids or self.kinds)

    @property
    def first(self) -> int:
        """The id of the first new record; 0 when none was made."""
        return self.made[0] if self.made else 0
