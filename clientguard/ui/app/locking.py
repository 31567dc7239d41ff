"""The locked side of the composition root: the page that unlocks a casebook, and what watches over an open one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientguard import paths
from clientguard.errors import KnownError

if TYPE_CHECKING:
    from clientguard.ui.app.host import Host
    from clientguard.ui.app.locker import Locker
    from clientguard.ui.pages.unlock import UnlockPage
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session


class Locking:
    """Shows the page that unlocks, and locks what is open, for one window."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self.locker: Locker | None = None  # from the first open casebook on

    @property
    def page(self) -> UnlockPage | None:
        """The page that unlocks, while it is shown."""
        return self._app.window.pages.get("unlock")  # type: ignore[return-value]

    def show(self, path: Path, error: KnownError | None = None) -> None:
        """Close what is open, and show the page that unlocks a casebook; there, why it did not open."""
        if not self._asks_for(path):
            self._app.close()
            self._app.listen(path)
            self._app.window.show_alone(self._made(path))
        if error:
            self.refuse(error, path)

    def refuse(self, error: KnownError, path: Path | None) -> bool:
        """Say at the field why a casebook did not open; return whether that is what the page asks for."""
        asks = path is not None and self._asks_for(path)
        if self.page and asks:
            self.page.refuse(error)
        return asks

    def _asks_for(self, path: Path) -> bool:
        return self.page is not None and self.page.path.resolve() == path.resolve()

    def _made(self, path: Path) -> UnlockPage:
        from clientguard.actions.casebook import passphrase
        from clientguard.store.file.salts import Salts
        from clientguard.ui.pages.unlock import UnlockPage

        salts = Salts(paths.data_dir() / "salts")
        page = UnlockPage(path, lambda secret, wait: passphrase.unlock(path, secret, salts, wait=wait))
        page.unlocked.connect(lambda key: self._app.open(path, key))
        page.open_wanted.connect(self._app.choose)
        page.new_wanted.connect(self._app.show_new)
        return page

    def opened(self, session: Session) -> None:
        """Watch over a casebook that was opened, and bring back what was open when it was locked."""
        from clientguard.ui.app.locker import Locker

        if self.locker is None:
            self.locker = Locker(self._app.window, self._app.settings)
            self.locker.wanted.connect(self._app.lock)
        self.locker.watch()
        self.locker.put_back(session)

    def lock(self, path: Path, backup_timer: BackupTimer | None) -> None:
        """Lock the casebook that the window shows."""
        session = self._app.window.session
        assert self.locker is not None
        assert session is not None
        self.locker.lock(session, backup_timer, self._made(path))

    def finish(self) -> None:
        """Wait until a casebook that is being locked is at rest."""
        if self.locker:
            self.locker.finish()
