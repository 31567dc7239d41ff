"""The window as it speaks: a sentence at the foot, sentences above the page, and what it is doing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.undo_stack import UndoStack

if TYPE_CHECKING:
    from clientguard.domain.casebook.backups import Status
    from clientguard.settings import Settings
    from clientguard.ui.app.window.field import FocusedField
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session
    from clientguard.ui.session.work_timer import WorkTimer
    from clientguard.ui.widgets.notices import Notices
    from clientguard.ui.widgets.rail import Rail
    from clientguard.ui.widgets.reading_sign import ReadingSign


class SpeakingWindow(QMainWindow):
    """What is open in the window, and the ways in which it says something. `MainWindow` builds the parts."""

    sample_wanted = Signal()  # a new one in the place of the one that was changed

    rail: Rail
    field: FocusedField
    _notices: Notices
    _opening: ReadingSign

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.session: Session | None = None
        self.intents: Intents | None = None
        self.backup_timer: BackupTimer | None = None
        self.timer: WorkTimer | None = None
        self._trouble: QWidget | None = None
        self._status = ""  # what stands at the foot of the rail, but for a moment
        self._backing_up = False  # whether the user asked for the backup that is being made
        self._toast: Any = None
        self._undone = UndoStack()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with Tab in the order in which things are seen."""
        from clientguard.ui.widgets.in_order import go_on  # late: the first window is there sooner without it

        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def ask_about_sample(self) -> None:
        """Ask for the sample to be started again, which is done once that was confirmed."""
        self.sample_wanted.emit()

    def show_look(self, look: str) -> None:
        """Use a look, now and at the next start."""
        from clientguard.ui.look.theme import theme

        self.settings.look = look
        self.settings.save()
        theme().use(look)

    def scale_text(self, step: int) -> None:
        """Make all text larger or smaller by `step` per cent, now and at the next start; 0: the usual size."""
        from clientguard.ui.look.theme import theme

        self.settings.text_size = theme().scale_text(self.settings.text_size + step if step else 100)
        self.settings.save()

    def show_timer(self) -> None:
        """Show in the rail whether the timer is running, and since when."""
        from clientguard.ui.app.window import timing

        self.rail.show_timer(timing.word(self), running=bool(self.timer and self.timer.running))  # type: ignore[arg-type]

    def build(self) -> None:
        """Put the parts into the window, once it stands."""
        raise NotImplementedError

    def go(self, name: str, record: int = 0) -> None:
        """Show a page."""
        raise NotImplementedError

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say a sentence at the foot of the window."""
        from PySide6.QtWidgets import QStyle

        from clientguard.ui.widgets.toast import Toast

        if self._toast is None:
            hint = QStyle.StyleHint.SH_Widget_Animation_Duration
            self._toast = Toast(self, motion=self.style().styleHint(hint, None, self) > 0)
        self._toast.say(text, self._undone.push(undo) if undo else None)

    def can_undo(self) -> bool:
        """Return whether something was typed into the field with the focus, or done in the casebook."""
        return self.field.can("undo") or bool(self._undone)

    def undo(self) -> None:
        """Undo what was typed last, else what was done last, whether or not the sentence about it is still there."""
        if self.field.can("undo"):
            self.field.do("undo")
        elif self._undone:
            if self._toast is not None:
                self._toast.hide()
            self._undone.undo()

    def say_opening(self, text: str) -> None:
        """Say, where it takes a moment, that a casebook is being opened; "" takes the sentence away."""
        self.build()
        self._opening.begin(text) if text else self._opening.end()

    def show_error(self, error: KnownError) -> None:
        """Show an error above the page until it is closed, or settled."""
        self.notify("attention", current().error(error), _("Close", "window"))

    def take_back(self, error: KnownError) -> None:
        """Show an error no longer: what had failed has succeeded."""
        self._notices.take_back(current().error(error))

    def notify(self, tone: str, text: str, action: str, act: Callable[[], object] | None = None) -> None:
        """Say a sentence above the page until its button is pressed, which does what it says."""
        self.build()
        banner = self._notices.add(tone, text, action)
        banner.acted.connect(lambda: self._notices.take_away(banner))
        if act:
            banner.acted.connect(act)

    def say_backing_up(self) -> None:
        """Say that a backup is being made, and later how it went: it was asked for."""
        self._backing_up = True
        self.say(_("Backing up …"))

    def show_reading(self, reading: bool) -> None:
        """Say at the foot of the rail that files are being read, unless something there needs the user."""
        if not self.session:
            return
        name = _("{name}, on this computer", name=self.session.book.path.name)
        if self._trouble is None:
            self.rail.set_status(_("Reading attached files …") if reading else self._status or name)

    def show_kept(self, status: Status) -> None:
        """Say how the casebook is backed up: at the foot of the rail, and above the page while there is a problem."""
        from clientguard.ui.session.backup_timer import short

        if not self.session:
            return
        tone = {"red": "stop", "amber": "attention"}.get(status.state, "soft")
        line = short(status, self.session.today())
        self.rail.set_status(line, tone)
        self._status = line if tone == "soft" else ""
        if self._backing_up:
            self._backing_up = False
            self.say(line)
        text = current().say(status.trouble) if status.trouble else ""
        if self._trouble and self._trouble.accessibleName() == text and self._trouble.property("banner") == tone:
            return
        if self._trouble:
            self._notices.take_away(self._trouble)
            self._trouble = None
        if text:
            banner = self._trouble = self._notices.add(tone, text, _("Settings"))
            banner.acted.connect(lambda: self.go("settings"))
