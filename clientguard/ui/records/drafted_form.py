"""The draft of a form: what is typed and not saved lies in the casebook until it is saved or discarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from clientguard.errors import KnownError
from clientguard.texts import current
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.late_actions import casebooks
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved

TYPED_IN = "#language"  # beside the texts of a draft: the language in which figures and days were typed
PAUSE = 1_200  # milliseconds after the last key until the draft is kept

Failed = Callable[[KnownError], None]


class Draft(QObject):
    """Keeps what is typed into one form, and saves the form.

    `place` names the draft in the casebook, `texts` are what stands in the inputs. The form calls `settle` when it
    shows what is saved, and `touched` whenever something was typed.
    """

    def __init__(
        self, session: Session, place: Callable[[], str], texts: Callable[[], dict[str, str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._place = place
        self._texts = texts
        self._saved: dict[str, str] | None = None  # the texts that show what is saved; None while that is not shown
        self.kept = False  # whether there is a draft
        self.saving: Job | None = None
        self.pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.pause.timeout.connect(self.keep)

    def take(self, found: Mapping[str, Any] | None) -> dict[str, str]:
        """Take what was read of the draft, None when there is none; return its texts.

        Under `TYPED_IN` stands their language; an older draft without it is taken to be in that of the screen.
        """
        self.kept = found is not None
        return {name: str(text) for name, text in (found or {}).items()}

    def settle(self) -> None:
        """Take what stands in the inputs as what is saved."""
        self._saved = self._texts()

    def is_typed(self) -> bool:
        """Return whether the inputs hold something that is not saved."""
        return self._saved is not None and self._texts() != self._saved

    def touched(self) -> None:
        """Keep the draft after a pause: something was typed."""
        self.pause.start()

    def keep(self, *, done: Callable[[Any], None] | None = None, failed: Failed | None = None) -> None:
        """Keep what was typed; where nothing is left of it, drop the draft."""
        self.pause.stop()
        book, place = self._session.book, self._place()
        if self.saving:
            return
        if self.is_typed():
            texts = self._kept()
            self.kept = True
            self._session.do(lambda _job: casebooks.keep_draft(book, place, texts), done=done, failed=failed)
        elif self.kept:
            self.drop()

    def drop(self) -> None:
        """Drop the draft."""
        self.pause.stop()
        self.kept = False
        book, place = self._session.book, self._place()
        self._session.do(lambda _job: casebooks.drop_draft(book, place))

    def save(self, action: Callable[[Job], Any], *, done: Callable[[Any], None], failed: Failed) -> None:
        """Run the action that saves the form, and drop the draft with it; on failure all stays as it is."""
        self.pause.stop()
        book, place = self._session.book, self._place()
        before, self._saved = self._saved, None  # what is saved now is what is shown next

        def work(job: Job) -> object:
            result = action(job)
            casebooks.drop_draft(book, place)
            return result

        def ended(result: object) -> None:
            self.saving, self.kept = None, False
            self.settle()
            done(result)

        def refused(error: KnownError) -> None:
            self.saving, self._saved = None, before
            failed(error)

        self.saving = self._session.do(work, done=ended, failed=refused)

    def unsaved(self) -> Unsaved | None:
        """Return what is typed and not saved; the casebook is about to be locked."""
        self.pause.stop()
        if self.saving or self.is_typed():
            return Unsaved(self._place(), self._kept(), self.saving)
        return None

    def _kept(self) -> dict[str, str]:
        return {**self._texts(), TYPED_IN: current().language}
