"""What the window says about the sources: what came in by itself, and whom to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.errors import KnownError
from clientguard.texts import N_, _

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame
    from clientguard.ui.app.window.speaking import SpeakingWindow
    from clientguard.ui.session.source_keeper import Reading, SourceKeeper

NO_SOURCES = N_("There are no sources to read. Add one in Settings.")


def can_read(window: Frame) -> bool:
    """Return whether there are sources from which something can come in."""
    return window.intents is not None and window.intents.can_read_sources


def announce(window: SpeakingWindow, keeper: SourceKeeper) -> None:
    """Say what comes in when nobody asked for it, and whom to ask about, in one quiet line each."""
    keeper.ended.connect(lambda how: _say(window, keeper, how))


def _say(window: SpeakingWindow, keeper: SourceKeeper, how: Reading | KnownError | None) -> None:
    from clientguard.ui.dialogs.sources import told
    from clientguard.ui.dialogs.sources.reading_dialog import ReadingDialog

    intents = window.intents
    if how is None or intents is None or window.session is None or window.findChild(ReadingDialog):
        return
    if isinstance(how, KnownError):
        window.session.failed.emit(how)
        return
    if came := told.came_in(how.taken):
        window.say(" ".join(came))
    if how.new:
        window.notify("note", told.on_no_record(len(keeper.senders)), _("Assign …"), intents.assign_senders)
