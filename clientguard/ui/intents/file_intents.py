"""Files that come in and go out: attachments, lists, mail, and everything at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from clientguard.domain.records import KINDS, Attachment, Document, Message
from clientguard.store.views import lists
from clientguard.store.views.records import get_record
from clientguard.texts import _, _n
from clientguard.ui.intents.contract_intents import ContractIntents
from clientguard.ui.session.late_actions import casebooks, editing, export_csv
from clientguard.ui.session.source_keeper import SourceKeeper

if TYPE_CHECKING:
    from clientguard.ui.dialogs.files.file_dialog import FileDialog
    from clientguard.ui.records.form_facts import Choice, FormFacts

NO_MAIL = frozenset((".ics", ".ical", ".vcf", ".vcard"))


class FileIntents(ContractIntents):
    """What can be done with files."""

    _mail: Sequence[Path] = ()  # dropped, and to be looked through for clients

    def export(self, kind: str, ids: Sequence[int]) -> None:
        """Write a list as CSV."""
        wanted = list(ids)
        name, _filter = QFileDialog.getSaveFileName(self._window, _("Export the list"), f"{kind}.csv", "CSV (*.csv)")
        if name:
            self._session.do(
                lambda _job: export_csv.export_csv(self._session.book, KINDS[kind], wanted, Path(name)),
                done=lambda count: self.said.emit(
                    _n("{count} record written.", "{count} records written.", count), None
                ),
            )

    def export_rows(self, name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a list that is worked out, not on record, as CSV: as it is shown."""
        place, _filter = QFileDialog.getSaveFileName(self._window, _("Export the list"), f"{name}.csv", "CSV (*.csv)")
        if place:
            self._session.do(
                lambda _job: export_csv.write_rows(self._session.book, head, rows, Path(place)),
                done=lambda count: self.said.emit(_n("{count} line written.", "{count} lines written.", count), None),
            )

    def export_everything(self) -> None:
        """Ask for a place, then write everything into a new folder there."""
        place = QFileDialog.getExistingDirectory(self._window, _("Where to put the folder"))
        if place:
            from clientguard.ui.dialogs.export_dialog import ExportDialog

            stem, today = self._session.book.path.stem, self._session.today().isoformat()
            name = _("{casebook} export {date}", casebook=stem, date=today)
            ExportDialog(self._session, _free(Path(place), name), self._window).open()

    def save_a_copy(self) -> None:
        """Ask for a place, then write a verified copy of the casebook there."""
        path = self._session.book.path
        offered = path.with_name(f"{path.stem} {self._session.today().isoformat()}{path.suffix}")
        name, _filter = QFileDialog.getSaveFileName(self._window, _("Save a copy"), str(offered), "*.casebook")
        if name:
            self.copy_to(Path(name))

    def copy_to(self, target: Path) -> None:
        """Write a verified copy of the casebook, and say so."""
        self.said.emit(_("Copying and checking the copy …"), None)
        self._session.do(
            lambda _job: casebooks.copy_to(self._session.book, target),
            done=lambda _result: self.said.emit(_("Copied to {path}, and checked in full.", path=str(target)), None),
        )

    def choose_mail(self) -> None:
        """Ask for mail files, then import them."""
        names, _filter = QFileDialog.getOpenFileNames(
            self._window,
            _("Import mail"),
            "",
            _(
                "Mail, calendars, contact cards and chats (*.eml *.emlx *.msg *.mbox *.mbx *.ics *.ical *.vcf *.vcard"
                " *.txt);;All files (*)"
            ),
        )
        if names:
            self.import_mail([Path(name) for name in names])

    def choose_files(self) -> None:
        """Ask for mail files or a table, then import them."""
        names, _filter = QFileDialog.getOpenFileNames(
            self._window,
            _("Import files"),
            "",
            _(
                "Mail, calendars, contact cards, chats and tables (*.eml *.emlx *.msg *.mbox *.mbx *.ics *.ical *.vcf"
                " *.vcard *.txt *.csv *.tsv);;All files (*)"
            ),
        )
        if names:
            self.take_dropped([Path(name) for name in names])

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Find clients in mail that was dropped, where there are none yet; else import it. A table shows what it is.

        Calendars and contact cards name no clients: they are imported once there are some.
        """
        from clientguard.actions.tables import reading

        if any(map(reading.is_table, paths)):
            self.import_table(paths)
            return

        def show(clients: int) -> None:
            if clients or all(path.suffix.lower() in NO_MAIL for path in paths):
                self.import_mail(paths)
            else:
                self._mail = tuple(paths)
                self.go("find")

        self._session.read(lambda db: lists.count_records(db, KINDS["client"]), show, self, key="open")

    def take_mail(self) -> list[Path]:
        """Return the mail that is waiting to be looked through, once."""
        waiting, self._mail = self._mail, ()
        return list(waiting)

    def import_mail(self, paths: Sequence[Path]) -> QDialog:
        """Open the import of mail, calendars, contact cards and chats: to the client of the page, or to those whose
        they are.
        """
        from clientguard.ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._session, list(paths), self.current_client, self._window)
        dialog.add_client.connect(lambda: self.add("client"))
        dialog.open()
        return dialog

    @property
    def can_read_sources(self) -> bool:
        """Whether there are sources from which something can come in."""
        keeper = self._session.findChild(SourceKeeper)
        return keeper is not None and keeper.writable and bool(keeper.sources)

    def read_sources(self) -> None:
        """Read the sources, and show how far that is and what came in."""
        from clientguard.ui.dialogs.sources.reading_dialog import ReadingDialog

        keeper = self._session.findChild(SourceKeeper)
        if keeper is not None and self.can_read_sources:
            ReadingDialog(self._session, keeper, self._window).open()

    def assign_senders(self) -> None:
        """Ask whose the senders are who wrote to a source and are on no record."""
        from clientguard.ui.dialogs.sources.assign_dialog import AssignDialog

        keeper = self._session.findChild(SourceKeeper)
        if keeper is not None and keeper.senders:
            dialog = AssignDialog(self._session, keeper.senders, self._window)
            dialog.assigned.connect(keeper.answered)
            dialog.open()

    def choose_table(self) -> None:
        """Ask for a table, then show what it is."""
        name, _filter = QFileDialog.getOpenFileName(
            self._window, _("Import a table"), "", _("Tables (*.csv *.tsv);;All files (*)")
        )
        if name:
            self.import_table([Path(name)])

    def import_table(self, paths: Sequence[Path]) -> None:
        """Open the import of a table, which is imported alone."""
        from clientguard.ui.dialogs.tables.table_dialog import TableDialog

        if len(paths) > 1:
            self.said.emit(_("A table is imported alone. Drop one file at a time."), None)
        else:
            TableDialog(self._session, paths[0], self._window).open()

    def save_original(self, message: int) -> None:
        """Ask for a place, then write the message there as it came."""
        from clientguard.actions.records import attachments

        def show(named: tuple[Message, str]) -> None:
            found, name = named
            if not found.original:
                self.said.emit(_("The original of this message is not in the casebook."), None)
                return
            target, _filter = QFileDialog.getSaveFileName(
                self._window, _("Save the original"), name, _("Mail (*.eml *.msg);;All files (*)")
            )
            if target:
                self._session.do(lambda _job: attachments.save_copy(self._session.book, message, Path(target)))

        self._session.read(lambda db: attachments.named_original(db, message), show, self, key="open")

    def undo_import(self, run: int) -> None:
        """Remove all that an import added, and offer Undo."""
        book = self._session.book

        def undo() -> None:
            self._session.do(lambda _job: editing.restore_records(book, [run]))

        self._session.do(
            lambda _job: editing.remove_records(book, [run]),
            done=lambda _changed: self.said.emit(_("The import was undone: what it had added was removed."), undo),
        )

    def open_file(self, record: int, name: str, over: QWidget | None = None) -> FileDialog:
        """Show an attachment, or a message's original, inside the app; return the dialog."""
        from clientguard.actions.records import file_shown
        from clientguard.ui.dialogs.files.file_dialog import FileDialog

        book = self._session.book
        dialog = FileDialog(self._session, lambda: file_shown.read_file(book, record), name, over or self._window)
        dialog.open()
        return dialog

    def open_with(self, record: int) -> None:
        """Have the system open a private copy of a file."""
        from clientguard.actions.records import attachments
        from clientguard.ui.dialogs.files.file_dialog import hand_over

        book, copies = self._session.book, self._session.copies
        self._session.do(
            lambda _job: copies.put(*attachments.read_content(book, record)),
            done=lambda copy: self.said.emit(hand_over(copy)[1], None),
        )

    def save_file(self, record: int) -> None:
        """Ask for a place, then write a copy of a file there."""
        from clientguard.actions.records import attachments

        book = self._session.book

        def show(found: Attachment) -> None:
            name, _filter = QFileDialog.getSaveFileName(self._window, _("Save a copy"), found.name)
            if name:
                self._session.do(
                    lambda _job: attachments.save_copy(book, record, Path(name)),
                    done=lambda _none: self.said.emit(_("Saved as {path}.", path=name), None),
                )

        self._session.read(lambda db: get_record(db, Attachment, record), show, self, key="open")

    def attach(self, of: int) -> None:
        """Ask for files, and keep them with a record; without one (0), ask which client they are of."""
        names, _filter = QFileDialog.getOpenFileNames(self._window, _("Attach files"))
        if names:
            self.keep([Path(name) for name in names], of)

    def keep(self, paths: Sequence[Path], of: int) -> None:
        """Keep files with a record; without one (0), ask which client they are of."""
        from clientguard.actions.records import attachments

        book = self._session.book

        def kept() -> None:
            self.said.emit(_n("{count} file kept.", "{count} files kept.", len(paths)), None)

        if of:
            self._session.do(lambda _job: attachments.attach_files(book, of, paths), done=lambda _changed: kept())
            return

        from clientguard.ui.records.form_facts import told_apart  # late: Today needs no form

        def show(clients: list[Choice]) -> None:
            from clientguard.ui.dialogs.files.attach_dialog import AttachDialog

            dialog = AttachDialog(self._session, paths, clients, self._window)
            dialog.kept.connect(kept)
            dialog.open()

        self._session.read(lambda db: told_apart(db, KINDS["client"]), show, self, key="open")

    def show_document(self, document: Document) -> None:
        """Show the paper of a document, as it was made; where it was signed, with the way to correct that (P5)."""
        file = document.file or 0

        def show(found: Attachment) -> None:
            from clientguard.ui.intents.correct_intents import open_correction

            dialog = self.open_file(found.id, found.name)
            if document.is_fixed:
                word = _("Correct {kind} …", kind=_(document.kind.noun))
                dialog.offer_correction(word, ready=self._session.book.writable)
                dialog.correcting.connect(lambda: open_correction(self._session, self, document.id))

        self._session.read(lambda db: get_record(db, Attachment, file), show, self, key="open")

    def sign(self, document: int) -> None:
        """Open a document where its signature is noted; one that was signed can only be corrected."""
        from clientguard.ui.dialogs.files.sign_dialog import SignDialog
        from clientguard.ui.records.form_facts import form_facts

        def show(facts: FormFacts) -> None:
            found = facts.record
            if isinstance(found, Document) and found.signed_on:
                text = _(
                    "It was signed by {name} on {date}. If that is wrong, correct its entry in the journal.",
                    name=found.signed_by,
                    date=found.signed_on,
                )
                self.said.emit(text, None)
            else:
                dialog = SignDialog(self._session, facts, self._window)
                dialog.saved.connect(lambda _record: self.said.emit(_("The signature is noted."), None))
                dialog.open()

        self._session.read(lambda db: form_facts(db, get_record(db, Document, document)), show, self, key="open")


def _free(folder: Path, name: str) -> Path:
    """Return a name that is not taken yet: `… (2)`."""
    number, target = 1, folder / name
    while target.exists():
        number += 1
        target = folder / f"{name} ({number})"
    return target
