"""Starting and stopping the timer of work. What it counted is kept until it was saved as work, or discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.texts import _

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame
    from clientguard.ui.session.work_timer import Running, WorkTimer


def start(window: Frame) -> None:
    """Begin to time work, for the client whose page is in front."""
    if window.timer and window.intents:
        window.timer.start(window.intents.current_client)
        window.say(_("The timer is running. Stop it to log the time as work."))


def stop(window: Frame) -> None:
    """Open the form of work with what was counted. The timer runs until that is saved, and again if that is undone."""
    timer, intents = window.timer, window.intents
    if timer is None or intents is None or (running := timer.running) is None:
        return
    intents.log_time(running.client, timer.day(), timer.minutes(), timer.forget, lambda: _run_again(timer, running))


def _run_again(timer: WorkTimer, running: Running) -> str:
    """Go on counting since a moment, unless another time is counted by now; return what to say about it."""
    if timer.running:
        return ""
    timer.put_back(running)
    return _("The timer is running again.")


def discard(window: Frame) -> None:
    """Forget what was counted, and offer Undo."""
    timer = window.timer
    if timer is None or (running := timer.running) is None:
        return
    timer.forget()
    window.say(_("The timer was discarded."), lambda: timer.put_back(running))


def toggle(window: Frame) -> None:
    """Start the timer, or stop it."""
    if window.timer is not None:
        (stop if window.timer.running else start)(window)


def word(window: Frame) -> str:
    """Return what the button of the timer says: what it does, and how long the timer has been running."""
    timer = window.timer
    if timer is None or not timer.running:
        return _("Start timer")
    hours, minutes = divmod(timer.minutes(), 60)
    return _("Stop timer: {time}", time=f"{hours}:{minutes:02}")
