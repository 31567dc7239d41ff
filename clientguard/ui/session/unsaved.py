"""What a page or a dialog holds that nobody saved yet, when the casebook is locked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from clientguard.domain.records import Instant

if TYPE_CHECKING:
    from clientguard.ui.session.jobs import Job


LOCKED = "window:locked"  # the place of the draft that tells what was open when the casebook was locked


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A form's content, as a page's or dialog's `unsaved()` returns it.

    `texts` become its draft at `place`; None when nothing was typed. `again` is what opens the form again, in JSON's
    types (empty: its page does); `saving` the job that may save it yet, so that no draft is needed.
    """

    place: str
    texts: dict[str, str] | None = None
    again: dict[str, Any] = field(default_factory=dict)
    saving: Job | None = None


def encoded(value: Any) -> Any:  # noqa: ANN401
    """Return a field's value as JSON can hold it."""
    if isinstance(value, Instant):
        return {"ms": value.ms, "offset": value.offset}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def decoded(value: Any) -> Any:  # noqa: ANN401
    """Return the value that `encoded` was given."""
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["day"]) if "day" in value else Instant(value["ms"], value["offset"])
