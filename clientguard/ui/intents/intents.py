"""What any page can ask for, in one object that pages get."""

from __future__ import annotations

from clientguard.actions.records import editing
from clientguard.domain.records import KINDS, Attachment
from clientguard.errors import KnownError
from clientguard.store.views.records import any_record, is_erased
from clientguard.texts import _
from clientguard.ui.intents.file_intents import FileIntents


class Intents(FileIntents):
    """Carries out what pages ask for; the window shows what it says."""

    def open(self, kind: str, record: int) -> None:
        """Open a record: a client's page, a leaving's wizard, a file's copy, else its form.

        One that was removed is not opened, but offered back.
        """
        try:
            with self._session.book.read() as db:
                found = any_record(db, record)
                gone = is_erased(db, found.removed)
        except KnownError as error:
            self._session.failed.emit(error)
            return
        if gone:
            self.said.emit(_("This record was erased for good."), None)
        elif found.removed is not None:
            book = self._session.book
            self.said.emit(
                _("This record was removed."),
                lambda: self._session.do(lambda _job: editing.restore_records(book, [record])),
            )
        elif KINDS[kind].own_page and self.current_client != record:
            self.go(kind, record)
        elif isinstance(found, Attachment):
            self.open_file(found)
        else:
            self.form(found)
