"""Erasing for good: what would go, the reason, the confirmation; then what was done, and what is left to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clientguard.actions.privacy import erasure
from clientguard.actions.privacy.erasure import Erased, Scope
from clientguard.domain.records import KINDS, Record
from clientguard.domain.records.names import same_name
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.error_line import ErrorLine, NoticeLine
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.progress import ProgressRow

LONGEST = 40  # letters of a title that is to be typed; of longer ones, the record's number is
WIDTH = 600


class EraseDialog(Dialog):
    """One erasure of a record with what is under it, or of one field. `erased` tells the ids that went."""

    erased = Signal(object)

    def __init__(self, session: Session, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record = record
        self._scope: Scope | None = None
        self._slot = JobSlot(session.do)
        self._fine = False
        self._asked = 0  # which look at what would go is the last one
        title = " ".join(str(getattr(record, record.kind.title)).split())
        self._name = title or _("number {id}", id=str(record.id))
        self._word = title if 0 < len(title) <= LONGEST else str(record.id)
        self.setWindowTitle(_("Erase for good"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(WIDTH, 360)
        inner = QWidget()
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(24, 20, 24, 12)
        self._box.setSpacing(10)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(scroll, 1)
        box.addLayout(self._foot())
        self._ask()
        room = self.screen().availableGeometry().height() - 60
        self.resize(WIDTH, min(700, room))
        self._look()

    # --- the question ---

    def _ask(self) -> None:
        box = self._box
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(10)
        form.addWidget(Label(f"{_(self._record.kind.label)}: {self._name}", "strong", wrap=True))
        form.addWidget(
            Banner(
                "stop",
                _(
                    "What is erased cannot be restored: not by Undo, and not from a backup, because new backups"
                    " without it replace the old ones."
                ),
            )
        )
        self.what = Choice()
        self.what.setAccessibleName(_("What to erase"))
        self.what.addItem(self._whole(), "")
        for each in erasure.redactable(self._record.kind) if self._record.removed is None else ():
            self.what.addItem(_("Only the field “{field}”", field=_(each.label)), each.name)
        self.what.currentIndexChanged.connect(self._look)
        self._labelled(form, _("What to erase"), self.what)
        self.keep = QCheckBox(_("Leave out invoices and payments (tax law usually requires them)"))
        self.keep.setChecked(True)
        self.keep.toggled.connect(self._look)
        self.keep.hide()
        form.addWidget(self.keep)
        self.counts = Label("", "", wrap=True)
        form.addWidget(self.counts)
        self._hints = QVBoxLayout()
        form.addLayout(self._hints)
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("For example: request of 3 May"))
        self._labelled(form, _("Reason"), self.why)
        form.addWidget(Label(_("It stays in the journal for good, so do not name anyone."), "secondary", wrap=True))
        self.confirm = QLineEdit()
        self._labelled(form, _("To confirm, type “{word}”", word=self._word), self.confirm)
        for line in (self.why, self.confirm):
            line.textChanged.connect(self._ready)
        self.error = ErrorLine()
        form.addWidget(self.error)
        box.addWidget(self._form)
        self.progress = ProgressRow()
        self.progress.cancel.hide()  # half an erasure would be none
        self.progress.hide()
        box.addWidget(self.progress)
        box.addStretch(1)

    def _labelled(self, box: QVBoxLayout, text: str, field: QWidget) -> None:
        part = QVBoxLayout()
        part.setSpacing(4)
        label = Label(text, "field", wrap=True)
        label.setBuddy(field)
        part.addWidget(label)
        part.addWidget(field)
        field.setAccessibleName(text)
        box.addLayout(part)

    def _whole(self) -> str:
        if self._record.kind.name == "client":
            return _("The client and everything under it")
        return _("The whole record, with its files")

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 16)
        foot.setSpacing(10)
        foot.addStretch()
        self.cancel = button(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.erase = button(_("Erase for good"), primary=True)
        self.erase.clicked.connect(self._begin)
        self.close_button = button(_("Close", "window"), primary=True)
        self.close_button.clicked.connect(self.accept)
        self.close_button.hide()
        for each in (self.cancel, self.erase, self.close_button):
            foot.addWidget(each)
        return foot

    @property
    def _field(self) -> str:
        return self.what.currentData() or ""

    def _kept(self) -> frozenset[str]:
        leave = self._record.kind.name == "client" and self.keep.isChecked()
        return erasure.BY_LAW if leave else frozenset()

    def _look(self) -> None:
        """Find out what would go, by what is chosen; off the screen, since all of the journal is looked at."""
        self._asked += 1
        self._fine = False
        self._scope = None
        self._tell([])
        self.error.say("")
        self.counts.setText(_("Checking what would be erased …"))
        self._ready()
        book, record, name, keep = self._session.book, self._record.id, self._field, self._kept()
        number = self._asked
        self._session.do(
            lambda _job: (
                erasure.preview_redaction(book, record, name) if name else erasure.preview(book, [record], keep)
            ),
            done=lambda found: self._looked(found, number),
            failed=lambda error: self._not_possible(error, number),
        )

    def _looked(self, found: Scope | int, number: int) -> None:
        if number != self._asked:  # something else was chosen meanwhile, or the dialog is gone
            return
        self._fine = True
        if isinstance(found, int):
            self.keep.hide()
            self.counts.setText(
                _n(
                    "The field is redacted in the record and in {count} journal entry; the rest stays.",
                    "The field is redacted in the record and in {count} journal entries; the rest stays.",
                    found,
                )
            )
            self._tell([current().say(each) for each in erasure.redaction_hints(self._record)])
        else:
            self._scope = found
            self.counts.setText(taken(found))
            self._tell([current().say(each) for each in erasure.hints(found)])
            money = bool(found.kept) or any(kind in erasure.BY_LAW for kind in found.records)
            self.keep.setVisible(money and self._record.kind.name == "client")
        self._ready()

    def _not_possible(self, error: KnownError, number: int) -> None:
        if number == self._asked:
            self.counts.setText("")
            self.error.say(current().error(error))

    def done(self, result: int) -> None:
        """Close; what is still looked at is of no interest any more."""
        self._asked += 1
        super().done(result)

    def _tell(self, hints: list[str]) -> None:
        while item := self._hints.takeAt(0):
            hint = item.widget()
            assert hint is not None
            hint.hide()
            hint.deleteLater()
        for text in hints:
            line = NoticeLine(self._form)
            line.say(text)
            self._hints.addWidget(line)

    def _ready(self) -> None:
        typed = same_name(self.confirm.text(), self._word)
        self.erase.setEnabled(self._fine and typed and bool(self.why.text().strip()))

    # --- the work and what came of it ---

    def _begin(self) -> None:
        book, record, why, keep = self._session.book, self._record.id, self.why.text(), self._kept()
        places, name = self._session.places(), self._field
        self._form.setEnabled(False)
        self.erase.setEnabled(False)
        self.cancel.hide()
        self.progress.begin(_("Erasing, and replacing the backups …"))
        self.progress.show()
        self._slot.run(
            lambda _job: (
                erasure.redact_field(book, record, name, why, places)
                if name
                else erasure.erase_records(book, [record], why, places, keep=keep)
            ),
            done=self._done,
            failed=self._failed,
        )

    def _failed(self, error: KnownError) -> None:
        self._form.setEnabled(True)
        self.progress.hide()
        self.cancel.show()
        self.error.say(current().error(error))
        self._ready()

    def _done(self, done: Erased) -> None:
        self._form.hide()
        self.progress.hide()
        self.erase.hide()
        self.close_button.show()
        self.close_button.setDefault(True)
        self.close_button.setFocus()
        self._result(done)
        if self._scope is not None:
            self.erased.emit(self._scope.ids)

    def _result(self, done: Erased) -> None:
        for place, widget in enumerate(result_lines(done)):
            self._box.insertWidget(place, widget)

    def reject(self) -> None:
        """Close; what is being erased is waited for."""
        if not self._slot.busy:
            super().reject()


def taken(found: Scope) -> str:
    """Return what an erasure would take, as a sentence."""
    parts = [f"{_(label)}: {current().number(count)}" for label, count in erasure.words_of(found)]
    parts.append(_("Journal entries: {count}", count=len(found.entries)))
    if found.drafts:
        parts.append(_("Unsaved forms: {count}", count=found.drafts))
    if found.bytes:
        parts.append(_("Files and long texts: {size} KB", size=current().number(max(1, found.bytes // 1024))))
    text = _("This is erased for good: {parts}.", parts=" · ".join(parts))
    if found.kept:
        kept = ", ".join(f"{_(KINDS[kind].plural)}: {current().number(n)}" for kind, n in found.kept.items())
        text += " " + _("Left out: {parts}.", parts=kept)
    return text


def result_lines(done: Erased) -> list[QWidget]:
    """Return what was done, what is left to do, and what is beyond reach, as lines of a page."""
    say = current().say
    lines: list[QWidget] = [
        Label(
            _n("{count} record was erased for good.", "{count} records were erased for good.", done.records)
            if done.records > 1 or not done.entries
            else _n("Erased from {count} journal entry.", "Erased from {count} journal entries.", done.entries),
            "strong",
            wrap=True,
        )
    ]
    for path in done.written:
        lines.append(Label(_("New backup, verified: {path}", path=str(path)), wrap=True).selectable())
    if done.deleted:
        deleted = _n("{count} older backup was deleted.", "{count} older backups were deleted.", done.deleted)
        lines.append(Label(deleted, wrap=True))
    if done.pending:
        lines.append(Label(_("Still to be done"), "section"))
        lines.append(Label(_("It stays listed on the Journal page until it is done."), "soft", wrap=True))
        lines += [Label(f"– {say(each)}", "attention", wrap=True).selectable() for each in done.pending]
    if done.beyond:
        lines.append(Label(_("Out of ClientGuard's reach, for you to deal with"), "section"))
        lines += [Label(f"– {say(each)}", "soft", wrap=True) for each in done.beyond]
    return lines
