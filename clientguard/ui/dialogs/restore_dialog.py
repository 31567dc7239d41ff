"""Choosing the backup that is to be restored, and its passphrase where it takes one. It restores nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clientguard.domain.casebook.backups import local
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.job_slot import JobSlot, beside
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label, tip

if TYPE_CHECKING:
    from clientguard.actions.casebook.backups import Kept
    from clientguard.actions.casebook.passphrase import Key
    from clientguard.domain.wording import Said

Asks = Callable[[Path], bool]
Unlocks = Callable[[Path, str, Callable[[float], None]], "Key"]
Returns = Callable[[Path], "list[Said]"]


class RestoreDialog(Dialog):
    """Lists verified backups, the newest first; one of them, or a file that is chosen by hand, is restored.

    `chosen(path, key, with_erased)` comes once, when the dialog closes with a choice. `asks` says whether a file takes
    a passphrase; `unlocks` gives its key, or raises KnownError. `returns` says what of earlier erasures would come back
    with a file that takes none.
    """

    chosen = Signal(object, object, bool)

    def __init__(
        self, backups: Sequence[Kept], what: str, asks: Asks, unlocks: Unlocks, returns: Returns, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._asks, self._unlocks, self._returns = asks, unlocks, returns
        self._looking = JobSlot(beside(self))
        self._paths = [each.path for each in backups]
        self._slot = JobSlot(beside(self))
        self.setWindowTitle(_("Restore a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 460)
        self.setMinimumSize(560, 380)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Label(what, wrap=True))
        self.table = _table(backups)
        self.table.itemSelectionChanged.connect(self._select)
        box.addWidget(self.table, 1)
        self.none = Label(_("There are no verified backups in your folders. You can choose a file."), "soft", wrap=True)
        box.addWidget(self.none)
        self.none.setVisible(not backups)
        self.table.setVisible(bool(backups))
        self.picked = Label("", "soft", wrap=True).selectable()
        box.addWidget(self.picked)
        self._add_questions(box)
        if not backups:
            box.addStretch(1)
        box.addLayout(self._foot())
        self.path: Path | None = None
        self._show(None)
        if backups:
            self.table.selectRow(0)
            self.table.setFocus()

    def _add_questions(self, box: QVBoxLayout) -> None:
        """Add what is asked of some backups only: what comes back with one, and its passphrase."""
        self.erased = Label("", "soft", wrap=True)
        self.again = QCheckBox(_("Erase it again in the restored casebook"))
        self.again.setChecked(True)
        for each in (self.erased, self.again):
            box.addWidget(each)
            each.hide()
        self.word = Label(_("Passphrase or recovery code of this backup"), "field")
        self.secret = QLineEdit()
        self.secret.setAccessibleName(self.word.text())
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.textEdited.connect(lambda: self.error.say("", self.secret))
        self.secret.returnPressed.connect(self._go)
        self.error = ErrorLine()
        for each in (self.word, self.secret, self.error):
            box.addWidget(each)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.file = button(_("Choose a file"))
        self.file.clicked.connect(self._choose)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go = button(_("Restore", "backup"), primary=True)
        self.go.clicked.connect(self._go)
        foot.addWidget(self.file)
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        return foot

    def show_file(self, path: Path) -> None:
        """Take a backup that was chosen by hand."""
        self.table.clearSelection()
        self._show(path)
        self.picked.setText(_("Selected: {path}", path=str(path)))

    def _select(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        self._show(self._paths[min(rows)] if rows else None)

    def _show(self, path: Path | None) -> None:
        self.path = path
        self.picked.setText(str(path) if path else "")
        self.picked.setVisible(path is not None)
        self.error.say("", self.secret)
        locked = False
        if path:
            try:
                locked = self._asks(path)
            except KnownError as error:
                self.error.say(current().error(error), self.secret)
        for each in (self.word, self.secret):
            each.setVisible(locked)
        self.go.setEnabled(path is not None)
        self._say_erased([])
        if path and not locked:
            self._look(path)

    def _look(self, path: Path) -> None:
        """Say what would come back with a backup; if another was chosen in the meantime, look at that one."""

        def done(found: list[Said]) -> None:
            if self.path == path:
                self._say_erased(found)
            elif self.path and self.secret.isHidden():
                self._look(self.path)

        # A backup that cannot be read is refused, with the reason, when it is to be restored.
        self._looking.run(lambda _job: self._returns(path), done=done, failed=lambda _error: done([]))

    def _say_erased(self, found: list[Said]) -> None:
        self.erased.setText(" ".join(current().say(each) for each in found))
        for each in (self.erased, self.again):
            each.setVisible(bool(found))

    def _choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a backup"), "", "*.casebook")
        if name:
            self.show_file(Path(name))

    def _go(self) -> None:
        if self.path is None or self._slot.busy:
            return
        if self.secret.isHidden():
            self._done(self.path, None)
            return
        path, secret = self.path, self.secret.text()
        if not secret:
            self.error.say(_("This is required."), self.secret)
            self.secret.setFocus()
            return
        self.go.setEnabled(False)
        self._slot.run(
            lambda job: self._unlocks(path, secret, job.pause),
            done=lambda key: self._done(path, key),
            failed=self._refused,
        )

    def _refused(self, error: KnownError) -> None:
        self.go.setEnabled(self.path is not None)
        self.error.say(current().error(error), self.secret)
        self.secret.selectAll()
        self.secret.setFocus()

    def _done(self, path: Path, key: Key | None) -> None:
        self.secret.clear()
        self.accept()
        self.chosen.emit(path, key, not self.again.isChecked())

    def reject(self) -> None:
        """Close without a choice; a guess that is being looked at is given up."""
        self._slot.give_up()
        self.secret.clear()
        super().reject()

    def done(self, result: int) -> None:
        """Close; what is still being read is given up."""
        self._looking.give_up()
        self._looking.wait()  # its thread reports to this dialog, which is deleted next
        super().done(result)


def _table(backups: Sequence[Kept]) -> QTableWidget:
    table = QTableWidget(len(backups), 4)
    table.setAccessibleName(_("Verified backups"))
    table.setHorizontalHeaderLabels([_("Date"), _("Entries", "journal"), _("Size"), _("Folder")])
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(36)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    for column in (1, 2):
        item = table.horizontalHeaderItem(column)
        assert item is not None
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    words = current()
    for row, each in enumerate(backups):
        facts = each.facts
        cells = [
            words.moment(local(facts.at)),
            words.number(facts.size),
            words.size(facts.bytes),
            str(each.path.parent),
        ]
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if column in (1, 2):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(tip(str(each.path)) if column == 3 else "")
            table.setItem(row, column, item)
    return table
