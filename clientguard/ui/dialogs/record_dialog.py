"""The dialog that adds or changes one record: the form, its draft, and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.records import attachments, editing, file_shown, undoing
from clientguard.actions.records.undoing import Saving
from clientguard.actions.rules.by_kind import rule_of
from clientguard.domain.changed import Changed
from clientguard.domain.records import Attachment, Field, Record
from clientguard.domain.wording import Said
from clientguard.errors import KnownError
from clientguard.store.views.records import any_record
from clientguard.texts import _, current
from clientguard.ui.dialogs.capture.beside import Part, beside
from clientguard.ui.dialogs.capture.problem_part import ProblemPart
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.dialogs.evidence.evidence_part import EvidencePart
from clientguard.ui.dialogs.parties.namesake_line import NamesakeLine
from clientguard.ui.dialogs.questions.looks_like_password import ask_about_password
from clientguard.ui.records.editors import LinkEditor
from clientguard.ui.records.filler import Filler
from clientguard.ui.records.form import Form
from clientguard.ui.records.form_facts import Choice, Choices, FormFacts, Offered, link_choices, people
from clientguard.ui.records.warning import FormWarning
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.head import key_text
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

T = TypeVar("T")

ANOTHER_KEYS = "Ctrl+Shift+Return"
FILES = "#files"  # among the texts of a draft: the paths of the files that were chosen


class RecordDialog(DraftedDialog):
    """A record's form, complete from the start: its facts are read before. `saved` carries the record's id.

    `other` carries the record that the user goes to instead, because it has the same name.
    """

    saved = Signal(int)
    another = False  # whether the user wants to add one more
    other = Signal(int)
    letter_wanted = Signal(str, int)  # a letter of this kind, to this client, is to be drafted
    evidence_wanted = Signal(int)  # the record that is evidence for this one is to be opened
    told: tuple[Said, ...] = ()  # what else followed from saving
    saving: Saving | None = None  # what it takes to undo it; None where it is corrected, not undone
    save_with: Callable[..., Saving] | None = None  # what saves it with another record; else it is saved alone

    def __init__(
        self,
        session: Session,
        facts: FormFacts,
        *,
        title: str = "",
        save_word: str = "",
        parent: QWidget | None = None,
    ) -> None:
        record, kind = facts.record, facts.record.kind
        word = _(kind.noun)
        title = title or (_("Change {kind}", kind=word) if record.id else _("Add {kind}", kind=word))
        super().__init__(session, title, save_word or _("Save {kind}", kind=word), parent)
        self._facts = facts
        self._kind, self._record = kind, record
        self._fields = facts.fields
        self._owner = getattr(record, "client", None) or 0
        self._files: list[Path] = []
        self._asked: set[str] = set()  # what is being read for the fields, by key
        self._save_then = False  # whether to save as soon as that is there
        self._proposed: dict[str, int | None] = {}  # what was chosen for the user, by field
        self._anyway = False  # whether what looks like a password is kept
        self._letter = ""  # the letter that is drafted once this is saved
        self._beside: Sequence[Part] = ()
        self._instead = 0  # the record to go to once this is closed
        self._offers: Flow | None = None  # what is done about the record besides
        self._build()
        if kind.addable and not record.id and not facts.fields:
            self._offer_another()
        self.begin(facts.draft)
        self.form.edited.connect(self.touched)
        self.form.focus_first()

    def _offer_another(self) -> None:
        """Put a button beside the one that saves: it saves, and the next one is added at once."""
        self.add_another = button(_("Save and add another"))
        self.add_another.setToolTip(key_text(ANOTHER_KEYS))
        self.add_another.clicked.connect(self._save_and_add)
        self.foot.insertWidget(self.foot.indexOf(self.save), self.add_another)
        self.setMinimumWidth(max(self.minimumWidth(), self.foot.one_line()))
        for keys in (ANOTHER_KEYS, "Ctrl+Shift+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self._save_and_add)  # pyright: ignore[reportCallIssue]

    @property
    def record(self) -> Record:
        """The record as it was read."""
        return self._record

    def offer(self, word: str, act: Callable[[], object]) -> None:
        """Put a button below the form for something that is done about the record once the form is closed."""
        if self._offers is None:
            self._offers = Flow()
            self.body.insertLayout(self.body.count() - 1, self._offers)
        made = button(word)
        made.setEnabled(self._session.book.writable)
        made.clicked.connect(lambda: self._leave_for(act))
        self._offers.addWidget(made)

    def _leave_for(self, act: Callable[[], object]) -> None:
        self.reject()
        if not self.isVisible():
            act()

    def _save_and_add(self) -> None:
        self.another = True
        self.carry_out()

    @property
    def place(self) -> str:
        """Where a draft of this form is kept."""
        return self._facts.place

    def _build(self) -> None:
        self._content = QWidget()
        self.body.addWidget(self._content)
        self._put_form()
        self.body.addStretch()
        room = self.screen().availableGeometry().height() - 60
        self.resize(600, min(720, room, 190 + 96 * len(self.form.editors)))

    def _put_form(self) -> None:
        """Make the form of the kind, and what stands around it, in place of the one before."""
        before, self._content = self._content, QWidget()
        self.body.replaceWidget(before, self._content)
        before.hide()
        before.deleteLater()
        box = QVBoxLayout(self._content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        self.form = self._make_form()
        if whose := self.form.editors.get(self._kind.client):
            whose.setEnabled(not (self._record.id and self._record.client_id))  # a saved record stays with its client
            whose.edited.connect(self._client_chosen)
        for field in self._kind.fields:
            if field.follows in self.form.editors and field.name in self.form.editors:
                self.form.editors[field.follows].edited.connect(lambda field=field: self._follow(field))
        for name in {name for each in rule_of(self._kind).offers.values() for name in each.by}:
            if name in self.form.editors:
                self.form.editors[name].edited.connect(self._read_choices)
        self.filler = Filler(self._session, self._record, self.form)
        if self._kind.own_page and self._kind.title in self.form.editors:
            self.namesake = NamesakeLine(
                self._session, self._kind, self._record.id, self.form.editors[self._kind.title]
            )
            self.namesake.chosen.connect(self._go_instead)
        self.warning = FormWarning(self._session, self._record, self.form, self)
        for part in (self.warning, self.form, *self._parts_below()):
            box.addWidget(part)
        if not self._fields:
            box.addLayout(self._file_list(self._facts.files))

    def _parts_below(self) -> Sequence[QWidget]:
        """Return what stands between the form and the files: what its kind has, and the evidence."""
        if self._fields:
            return ()
        self._beside = beside(self._kind.name, self._session, self.form, self)
        for each in self._beside:
            if isinstance(each, ProblemPart):
                each.wanted.connect(self._save_and_write)
        return (*self._beside, *self._evidence())

    def _save_and_write(self, letter: str) -> None:
        """Save, and have a letter drafted once this is closed."""
        self._letter = letter
        self.carry_out()

    def _evidence(self) -> Sequence[QWidget]:
        if not self._facts.evidence:
            return ()
        part = EvidencePart(self._session, self._facts.evidence, self)
        part.opened.connect(lambda record: self._leave_for(lambda: self.evidence_wanted.emit(record)))
        return (part,)

    def _go_instead(self, record: int) -> None:
        """Close, as Cancel does, and have the other record shown."""
        self._instead = record
        self.reject()

    def done(self, result: int) -> None:
        """Close; say which record the user wanted instead, or which letter comes next."""
        super().done(result)
        if result and self._letter and self.saving:
            self.letter_wanted.emit(self._letter, self.saving.after.client_id or 0)
        if self._instead:
            self.other.emit(self._instead)

    def touched(self) -> None:
        """Keep the draft after a pause: something was typed, so this is still the record that is wanted."""
        self._instead = 0
        super().touched()

    def _make_form(self) -> Form:
        return Form(self._kind, today=self._session.today(), choices=self._choices, fields=self._fields, parent=self)

    def _choices(self, field: Field) -> Sequence[Choice]:
        return self._facts.choices[field.name].choices if field.name in self._facts.choices else ()

    # --- what follows from a choice ---

    def _read(self, key: str, work: Callable[[Connection], T], show: Callable[[T], object]) -> None:
        """Read something that the fields need; saving waits until it is shown."""

        def shown(found: T) -> None:
            self._asked.discard(key)
            show(found)
            if self._save_then and not self._asked:
                self.carry_out()

        def failed(error: KnownError) -> None:
            self._asked.discard(key)
            self._save_then = False
            self._session.failed.emit(error)

        self._asked.add(key)
        self._session.read(work, shown, self, key=key, failed=failed)

    def _client_chosen(self) -> None:
        owner = self.form.editors[self._kind.client].text().removeprefix("#")
        if not owner.isdigit() or int(owner) == self._owner:
            return
        self._owner = int(owner)
        self._read_choices()

    def _read_choices(self) -> None:
        record, fields = self.form.readable(), self._fields
        self._read("choices", lambda db: link_choices(db, record, fields), self._offer)
        if any(each.people for each in self._kind.fields):
            self._read("people", lambda db: people(db, record), self.form.propose_people)

    def _offer(self, choices: Choices) -> None:
        """Offer what belongs to the client that was chosen, and what is proposed for the dates that were entered."""
        for name, editor in self.form.editors.items():
            if isinstance(editor, LinkEditor) and editor.field.target != "client":
                offered = choices.get(name, Offered())
                editor.offer(offered.choices)
                self._propose(editor, offered.proposed)

    def _propose(self, editor: LinkEditor, proposed: int | None) -> None:
        """Choose what is proposed for a new record, unless the user has chosen something else."""
        before = self._proposed.get(editor.field.name)
        if not self._record.id and editor.text() in ("", f"#{before}"):
            editor.set_value(proposed, "")
            self._proposed[editor.field.name] = proposed

    def _follow(self, field: Field) -> None:
        """Take the currency of the record that was chosen: nobody is asked for it."""
        chosen = self.form.editors[field.follows].text().removeprefix("#")
        if chosen.isdigit():
            self._read(
                f"follow {field.name}",
                lambda db: str(getattr(any_record(db, int(chosen)), "currency", "")),
                self.form.editors[field.name].set_text,
            )

    def carry_out(self) -> None:
        """Save, once what the fields need is there: a link may still be one of another client's."""
        self._save_then = bool(self._asked)
        if not self._asked:
            super().carry_out()

    def reject(self) -> None:
        """Close; saving that was to come is off."""
        self._save_then = False
        super().reject()

    def _file_list(self, held: list[Attachment]) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(Label(_("Files"), "field"))
        for each in held:
            line = QHBoxLayout()
            name = quiet(each.name)
            name.clicked.connect(lambda _checked=False, each=each: self._open_file(each.id, each.name))
            line.addWidget(name)
            line.addWidget(Label(current().size(each.size or 0), "soft"))
            line.addStretch(1)
            box.addLayout(line)
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
            self._show_files([*self._files, *paths])
            self.touched()

    def _show_files(self, paths: list[Path]) -> None:
        self._files = paths
        if not self._fields:
            self._file_names.setText(", ".join(path.name for path in paths))
            self._file_names.setVisible(bool(paths))

    def _open_file(self, attachment: int, name: str) -> None:
        from clientguard.ui.dialogs.files.file_dialog import FileDialog

        book = self._session.book
        FileDialog(self._session, lambda: file_shown.read_file(book, attachment), name, self).open()

    def show_saved(self) -> None:
        """Show the record as it is, or as it was filled in for the user."""
        self.form.show_record(self._record)
        self._proposed.clear()
        self._offer(self._facts.choices)
        self.form.propose_people(self._facts.people)
        self.filler.fill(self._facts.proposals)
        self.form.show_origins(self._facts.origins)
        self.warning.show_warning(self._facts.warning)
        self._show_files([])
        self._read_beside()

    def _read_beside(self) -> None:
        for each in self._beside:
            each.read()

    def texts(self) -> dict[str, str]:
        """Return what stands in the form, and which files were chosen."""
        chosen = "\0".join(str(path) for path in self._files)
        return self.form.texts() | ({FILES: chosen} if chosen else {})

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft back; a chosen file that is gone since is left out."""
        self.form.show_texts(texts)
        named = [Path(name) for name in texts.get(FILES, "").split("\0") if name]
        self._show_files([path for path in named if path.is_file()])
        self._read_beside()

    def action(self) -> Callable[[Job], Changed | Saving] | None:
        """Return what writes the record as it stands in the form."""
        record = self.form.record()
        if record is None:
            self.another = False  # the user looks at what is wrong first, and says again what comes next
            return None
        write = self.write(record)
        return lambda _job: write()

    def write(self, record: Record) -> Callable[[], Changed | Saving]:
        """Return what writes a record that the form read without an error."""
        book, read, save = self._session.book, self._facts.saved, self.save_with or undoing.save
        files, anyway = list(self._files), self.anyway()
        return lambda: save(book, record, attachments.read_files(files, book), read=read, anyway=anyway)

    def saved_as(self, result: Changed | Saving) -> None:
        """Say which record was saved."""
        self.saving = result if isinstance(result, Saving) else None
        changed = result.changed if isinstance(result, Saving) else result
        self.told = changed.told
        self.saved.emit(self._record.id or changed.first)

    def refused(self, error: KnownError) -> None:
        """Show at its field what is wrong."""
        another, self.another = self.another, False
        self._letter = ""
        if isinstance(error, editing.NotValidError):
            self.form.show_problems(error.problems)
        if isinstance(error, editing.PasswordError):
            self.status.setText("")
            ask_about_password(self, lambda: self._keep_password(another))

    def _keep_password(self, another: bool) -> None:
        self.another = another
        self._anyway = True
        self.carry_out()

    def anyway(self) -> bool:
        """Return whether the user wants this save to keep what looks like a password; the next one asks again."""
        anyway, self._anyway = self._anyway, False
        return anyway
