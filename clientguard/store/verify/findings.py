"""The findings of a verification."""

from __future__ import annotations

from dataclasses import dataclass, field

from clientguard.domain.wording import Said


@dataclass(slots=True)
class Findings:
    """What a verification found. `faults` make it invalid; `remarks` do not."""

    size: int = 0
    root: str = ""
    records: int = 0
    erased: int = 0  # entries that lost all their values
    redacted: int = 0  # entries that lost some of their values
    anchors: int = 0
    outside: int = 0  # anchors that were kept elsewhere
    faults: list[Said] = field(default_factory=list[Said])
    remarks: list[Said] = field(default_factory=list[Said])

    @property
    def valid(self) -> bool:
        """Whether no fault was found."""
        return not self.faults

    @property
    def complete(self) -> bool:
        """Whether every value that was ever written is still there."""
        return not self.erased and not self.redacted
