"""What a page or a dialog holds that nobody saved yet, when the casebook is locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientguard.ui.session.jobs import Job


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A form's content, as a page's or dialog's `unsaved()` returns it.

    `texts` become its draft at `place`; `saving` is the job that may save it yet, so that no draft is needed.
    """

    place: str
    texts: dict[str, str]
    saving: Job | None = None
