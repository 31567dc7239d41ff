"""The dialog that adds or changes one record: the form, its draft, and its files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from clientguard.actions import attachments, casebooks, records
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Kind, Record
from clientguard.errors import KnownError
from clientguard.store.views import lists
from clientguard.store.views.client import attachments as files_of
from clientguard.store.views.drafts import draft
from clientguard.texts import _, current
from clientguard.ui.form import Form
from clientguard.ui.session import Session
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
        kind: Kind,
        record: Record,
        *,
        title: str = "",
        save_word: str = "",
        fields: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._record = record
        self._typed = False
        self._closing = False
        word = _(kind.label).lower()
        self.setWindowTitle(title or (_("Change {kind}", kind=word) if record.id else _("Add {kind}", kind=word)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 320)
        self._files: list[Path] = []
        self._build(save_word or _("Save {kind}", kind=word), fields)
        self._load()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep)
        self.form.edited.connect(self._edited)
        self.form.focus_first()

    @property
    def _place(self) -> str:
        owner = getattr(self._record, "client", None) or 0
        return f"{self._kind.name}:{self._record.id}" if self._record.id else f"{self._kind.name}:new:{owner}"

    def _build(self, save_word: str, fields: tuple[str, ...]) -> None:
        with self._session.book.read() as db:
            owner = getattr(self._record, "client", None) or 0
            offered = {
                target: lists.choices(db, KINDS[target], 0 if target == "client" else owner)
                for target in {field.target for field in self._kind.form_fields if field.target}
            }
            held = files_of(db, self._record.id) if self._record.id else []
        self.form = Form(
            self._kind,
            today=self._session.today(),
            choices=lambda kind: offered.get(kind, []),
            fields=fields,
            parent=self,
        )
        inner = QWidget()
        inner_box = QVBoxLayout(inner)
        inner_box.setContentsMargins(24, 20, 24, 20)
        inner_box.setSpacing(14)
        self._note = QVBoxLayout()
        inner_box.addLayout(self._note)
        inner_box.addWidget(self.form)
        if not fields:
            inner_box.addLayout(self._file_list(held))
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
        height = min(720, 190 + sum(96 for _each in self.form.editors))
        self.resize(560, height)

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
        with self._session.book.read() as db:
            kept = draft(db, self._place)
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
        record = self.form.record()
        if record is None or not self.save.isEnabled():
            return
        self._pause.stop()
        self.save.setEnabled(False)
        self.status.setText(_("Saving …"))
        book, files, place = self._session.book, list(self._files), self._place

        def work(_job: object) -> Changed:
            changed = records.save(book, record)
            if files:
                changed |= attachments.attach(book, record.id or changed.first, files)
            casebooks.drop_draft(book, place)
            return changed

        self._session.do(work, done=self._done, failed=self._failed)

    def _done(self, changed: Changed) -> None:
        self._closing = True
        self.saved.emit(self._record.id or changed.first)
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        self.status.setText(current().error(error))
        if isinstance(error, records.NotValidError):
            self.form.show_problems(error.problems)

    def reject(self) -> None:
        """Close; ask first when something was typed."""
        if self._typed and not self._closing and not self._leave():
            return
        self._pause.stop()
        super().reject()

    def _leave(self) -> bool:
        ask = QMessageBox(self)
        ask.setWindowTitle(self.windowTitle())
        ask.setText(_("You have not saved what you entered."))
        ask.setTextFormat(Qt.TextFormat.PlainText)
        keep = ask.addButton(_("Keep it as a draft"), QMessageBox.ButtonRole.AcceptRole)
        drop = ask.addButton(_("Discard it"), QMessageBox.ButtonRole.DestructiveRole)
        ask.addButton(_("Go on editing"), QMessageBox.ButtonRole.RejectRole)
        ask.setDefaultButton(keep)
        ask.exec()
        if ask.clickedButton() is keep:
            self._keep()
            return True
        if ask.clickedButton() is drop:
            self._forget()
            return True
        return False
