"""The dialog that adds or changes one record: the form, its draft, and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clientguard.actions.casebook import casebooks
from clientguard.actions.records import attachments, editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import Field, Record
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs import unsaved
from clientguard.ui.records.editors import LinkEditor
from clientguard.ui.records.form import Form
from clientguard.ui.records.form_facts import Choices, FormFacts, draft_place, link_choices
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved, encoded
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.label import Label

_PAUSE = 1_200  # milliseconds after the last key until the draft is kept


class RecordDialog(QDialog):
    """A form in a window. It closes when the record is saved, and stays with its content when saving failed."""

    saved = Signal(int)

    def __init__(
        self,
        session: Session,
        facts: FormFacts,
        *,
        title: str = "",
        save_word: str = "",
        fields: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        record = facts.record
        kind = record.kind
        self._session = session
        self._facts = facts
        self._kind = kind
        self._record = record
        self._fields = fields
        self._owner = getattr(record, "client", None) or 0
        self._typed = False
        self._closing = False
        self._offering = False  # whether the choices of links are being read
        self._save_then = False  # whether it is to be saved when they are there
        self._save_word = save_word
        self._saving: Job | None = None
        word = _(kind.label).lower()
        self.setWindowTitle(title or (_("Change {kind}", kind=word) if record.id else _("Add {kind}", kind=word)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 320)
        self._files: list[Path] = []
        self._build(save_word or _("Save {kind}", kind=word))
        self._load()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep)
        self.form.edited.connect(self._edited)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # in a box of several lines, Enter alone begins a new one
            QShortcut(QKeySequence(keys), self, activated=self._save)  # pyright: ignore[reportCallIssue]
        self.form.focus_first()

    @property
    def _place(self) -> str:
        """Where a draft of this form is kept."""
        return draft_place(self._record, self._fields)

    def _build(self, save_word: str) -> None:
        self.form = self._make_form()
        if "client" in self.form.editors:
            self.form.editors["client"].edited.connect(self._client_chosen)
        inner = QWidget()
        inner_box = QVBoxLayout(inner)
        inner_box.setContentsMargins(24, 20, 24, 20)
        inner_box.setSpacing(14)
        self._note = QVBoxLayout()
        inner_box.addLayout(self._note)
        inner_box.addWidget(self.form)
        if not self._fields:
            inner_box.addLayout(self._file_list(self._facts.files))
        inner_box.addStretch()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.setContentsMargins(24, 12, 24, 16)
        self.status = Label("", "soft", wrap=True)
        foot.addWidget(self.status, 1)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save = button(save_word, primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        box.addLayout(foot)
        room = self.screen().availableGeometry().height() - 60
        self.resize(560, min(720, room, 190 + 96 * len(self.form.editors)))

    def _make_form(self) -> Form:
        return Form(self._kind, today=self._session.today(), choices=self._choices, fields=self._fields, parent=self)

    def _choices(self, field: Field) -> list[tuple[int, str]]:
        return self._facts.choices.get(field.name, [])

    def _client_chosen(self) -> None:
        owner = self.form.editors["client"].text().removeprefix("#")
        if not owner.isdigit() or int(owner) == self._owner:
            return
        self._owner = int(owner)
        self._offering = True
        record, fields, client = self._record, self._fields, self._owner
        self._session.read(lambda db: link_choices(db, record, fields, client), self._offer, self, key="choices")

    def _offer(self, choices: Choices) -> None:
        """Offer what belongs to the client that was chosen."""
        self._offering = False
        for name, editor in self.form.editors.items():
            if isinstance(editor, LinkEditor) and editor.field.target != "client":
                editor.offer(choices.get(name, []))
        if self._save_then:
            self._save_then = False
            self._save()

    def _file_list(self, held: list) -> QVBoxLayout:  # type: ignore[type-arg]
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(Label(_("Files"), "field"))
        for each in held:
            line = quiet(each.name)
            line.setToolTip(_("Save a copy"))
            line.clicked.connect(lambda _checked=False, each=each: self._save_copy(each.id, each.name))
            box.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        self._file_names = Label("", "soft", wrap=True)
        self._file_names.hide()
        box.addWidget(self._file_names)
        attach = button(_("Attach a file"), icon="paperclip")
        attach.clicked.connect(self._choose_files)
        box.addWidget(attach, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _choose_files(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self, _("Attach files"))
        self.attach([Path(name) for name in names])

    def attach(self, paths: list[Path]) -> None:
        """Have files kept with the record when it is saved."""
        if paths:
            self._files += paths
            self._file_names.setText(", ".join(path.name for path in self._files))
            self._file_names.show()
            self._typed = True

    def _save_copy(self, attachment: int, name: str) -> None:
        target, _filter = QFileDialog.getSaveFileName(self, _("Save a copy"), name)
        if target:
            self._session.do(lambda _job: attachments.save_copy(self._session.book, attachment, Path(target)))

    def _load(self) -> None:
        kept = self._facts.draft
        self.form.show_record(self._record)
        if kept:
            self.form.show_texts({name: str(text) for name, text in kept.items()})
            banner = Banner(
                "note", _("You began this and did not save it. What you entered is here again."), _("Start anew")
            )
            banner.acted.connect(lambda: self._start_anew(banner))
            self._note.addWidget(banner)

    def _start_anew(self, banner: Banner) -> None:
        banner.hide()
        self._forget()
        self._typed = False
        self.form.show_record(self._record)

    def _edited(self) -> None:
        self._typed = True
        self._pause.start()

    def _keep(self) -> None:
        texts = self.form.texts()
        self._session.do(lambda _job: casebooks.keep_draft(self._session.book, self._place, texts))

    def _forget(self) -> None:
        self._pause.stop()
        self._session.do(lambda _job: casebooks.drop_draft(self._session.book, self._place))

    def _save(self) -> None:
        if self._offering:  # a link may be one of another client's still
            self._save_then = True
            return
        record = self.form.record()
        if record is None or not self.save.isEnabled():
            return
        self._pause.stop()
        self.save.setEnabled(False)
        self.status.setText(_("Saving …"))
        book, place, write = self._session.book, self._place, self._write(record)

        def work(_job: object) -> Changed:
            changed = write()
            casebooks.drop_draft(book, place)
            return changed

        self._saving = self._session.do(work, done=self._done, failed=self._failed)

    def _write(self, record: Record) -> Callable[[], Changed]:
        """Return what writes the record as it stands in the form."""
        book, files = self._session.book, list(self._files)
        return lambda: editing.save_record(book, record, attachments.read_files(files))

    def unsaved(self) -> Unsaved | None:
        """Return what is entered and not saved; the casebook is about to be locked."""
        self._pause.stop()
        if self._closing:
            return None
        again = {
            "form": "record",
            "kind": self._kind.name,
            "id": self._record.id,
            "values": self._preset(),
            "title": self.windowTitle(),
            "word": self._save_word,
            "fields": list(self._fields),
            "files": [str(path) for path in self._files],
        }
        return Unsaved(self._place, self.form.texts() if self._typed else None, again, self._saving)

    def _preset(self) -> dict[str, Any]:
        """Return what was filled in for the user: what differs from the saved record, or from an empty one."""
        base = self._facts.saved
        names = [field.name for field in self._kind.fields]
        return {
            name: encoded(getattr(self._record, name))
            for name in names
            if getattr(self._record, name) != getattr(base, name)
        }

    def _done(self, changed: Changed) -> None:
        self._closing = True
        self.saved.emit(self._record.id or changed.first)
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self._saving = None
        self.save.setEnabled(True)
        self.status.setText(current().error(error))
        if isinstance(error, editing.NotValidError):
            self.form.show_problems(error.problems)

    def reject(self) -> None:
        """Close; ask first when something was typed. What is being saved is waited for."""
        if not self.save.isEnabled() and not self._closing:
            return
        if self._typed and not self._closing and not self._leave():
            return
        self._pause.stop()
        super().reject()

    def _leave(self) -> bool:
        """Ask what becomes of what was typed; return whether the form can close at once."""
        answer = unsaved.ask(self, draft=True)
        if answer == "keep":
            self._pause.stop()
            book, place, texts = self._session.book, self._place, self.form.texts()
            self._session.do(
                lambda _job: casebooks.keep_draft(book, place, texts), done=self._close, failed=self._failed
            )
        elif answer == "drop":
            self._forget()
        return answer == "drop"

    def _close(self, _kept: object) -> None:
        self._closing = True
        self.reject()
