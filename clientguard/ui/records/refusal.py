"""Why something was refused, as one text where there are no fields to show it at."""

from __future__ import annotations

from clientguard.errors import KnownError
from clientguard.texts import current
from clientguard.ui.session.late_actions import editing


def refusal(error: KnownError) -> str:
    """Return what is wrong with the record that was to be written, or else the sentences of the error."""
    problems = error.problems if isinstance(error, editing.NotValidError) else ()
    return " ".join(current().say(each.message) for each in problems) or current().error(error)
