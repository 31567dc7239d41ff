"""Importing a table: what was understood of it, what is open, a look at its first rows, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clientguard.actions.tables import import_table, reading
from clientguard.actions.tables.import_table import TableImported
from clientguard.actions.tables.reading import Offered, Understood
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.tables.column_pickers import ColumnPickers
from clientguard.ui.records.refusal import refusal
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label, tip

SHOWN = 5  # rows of the table, before it is imported
FEW = 3  # columns that always have room


class TableDialog(Dialog):
    """One import of a table. It can be cancelled until it is written; then nothing was."""

    imported = Signal(object)
    understood = Signal(object)

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._path = path
        self._slot = JobSlot(session.do)
        self._offer: Offered | None = None
        self._found: Understood | None = None
        self._changed = False  # whether something was chosen while the table was being read
        self._result: TableImported | None = None
        self.setWindowTitle(_("Import a table"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self.resize(760, 480)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Label(path.name, "strong", wrap=True))
        self.status = Label(_("Reading …"), "soft", wrap=True)
        box.addWidget(self.status)
        self.pickers = ColumnPickers(self)
        self.pickers.changed.connect(self._read)
        self.pickers.hide()
        box.addWidget(self.pickers)
        self.more = quiet(_("Change what the columns mean"))
        self.more.clicked.connect(self._show_columns)
        self.more.hide()
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.first = _table(self, _("The first rows"))
        box.addWidget(self.first, 1)
        self.refused = _table(self, _("Rows that are not imported"))
        box.addWidget(self.refused, 1)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        box.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.save = button(_("Save the refused rows"))
        self.save.clicked.connect(self._save)
        self.save.hide()
        foot.addWidget(self.save)
        foot.addStretch()
        self.cancel = button(_("Cancel"))
        self.start = button(_("Import", "verb"), primary=True)
        self.start.setDefault(True)
        self.start.setEnabled(False)
        self.cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._begin)
        foot.addWidget(self.cancel)
        foot.addWidget(self.start)
        box.addLayout(foot)
        self.cancel.setFocus()
        book = session.book
        self._slot.run(lambda _job: reading.offered(book, path), done=self._take, failed=self._unreadable)

    # --- understanding ---

    def _unreadable(self, error: KnownError) -> None:
        self.progress.hide()
        self.status.setText(current().error(error))

    def _take(self, offer: Offered) -> None:
        self._offer = offer
        self.pickers.offer(offer)
        self.pickers.show_columns(shown=not offer.sure)
        self.pickers.show()
        self.more.setVisible(offer.sure)
        self._read()

    def _show_columns(self) -> None:
        self.pickers.show_columns(shown=True)
        self.more.hide()

    def _read(self) -> None:
        """Read the table anew by what is chosen."""
        offer, plan = self._offer, self.pickers.plan()
        if offer is None or self._result:
            return
        self._found = None
        self.start.setEnabled(False)
        if lacking := reading.missing(plan):
            self.status.setText(
                _("Choose the columns for: {fields}.", fields=", ".join(current()(each) for each in lacking))
            )
            self.progress.hide()
            self.refused.hide()
            self._show_as_they_are(offer)
            self._changed = self._slot.busy
            return
        if self._slot.busy:
            self._changed = True
            return
        self.progress.show()
        self._slot.run(
            lambda job: reading.understood(offer, plan, job.is_cancelled),
            done=self._show,
            failed=self._unreadable,
        )

    def _show(self, found: Understood) -> None:
        if self._changed:
            self._changed = False
            self._read()
            return
        self._found = found
        self.progress.hide()
        self.pickers.ask_order(found)
        if found.two_ways and self._offer:
            told = _("Some dates can be read in two ways. Say whether the day or the month stands first.")
            self.status.setText(told)
            self._show_as_they_are(self._offer)
            self.refused.hide()
        else:
            self.status.setText(" ".join([_understood(found), *(current().say(each) for each in found.remarks)]))
            labels, rows = reading.preview(found, SHOWN)
            _fill(self.first, [current()(each) for each in labels], [[_shown(cell) for cell in row] for row in rows])
            self._list(found.refused)
        self.start.setEnabled(bool(found.drafts) and not found.two_ways)
        if self.start.isEnabled():
            self.start.setFocus()
        self.understood.emit(found)

    def _show_as_they_are(self, offer: Offered) -> None:
        """Show the first rows as the file has them, while it is open what they mean."""
        _fill(self.first, offer.table.head, [row.cells[: len(offer.table.head)] for row in offer.table.rows[:SHOWN]])

    def _list(self, refused: Sequence[Any]) -> None:
        rows = [[str(each.row.number), current().say(each.reason), ", ".join(filter(None, each.row.cells))]
                for each in refused]  # fmt: skip
        _fill(self.refused, [_("Row"), _("Why it is left out"), _("What is in it")], rows)
        self.refused.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    # --- importing ---

    def _begin(self) -> None:
        if self._result:
            self.accept()
            return
        found, offer, book = self._found, self._offer, self._session.book
        if found is None or offer is None:
            return
        sure = offer.sure and found.plan.columns == offer.plan.columns
        self.start.setEnabled(False)
        self.pickers.setEnabled(False)
        self.more.hide()
        self.progress.setRange(0, 0)
        self.progress.show()

        def work(job: Job) -> TableImported:
            self._session.before_import(job.is_cancelled)
            result = import_table.import_table(
                book, found, say=current().say, progress=job.report, cancelled=job.is_cancelled
            )
            if not sure:
                reading.remember(found)
            return result

        self._slot.run(
            work, done=self._done, failed=self._failed, progress=self._progress, cancelled=self._was_cancelled
        )

    def _progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.status.setText(_("{done} of {all}", done=done, all=of))

    def _done(self, result: TableImported) -> None:
        self._result = result
        self.progress.hide()
        self.pickers.hide()
        self.first.hide()
        self.status.setText(" ".join(_came(result)))
        self._list(result.refused)
        self.save.setVisible(bool(result.refused))
        self.cancel.hide()
        self.start.setText(_("Close", "window"))
        self.start.setEnabled(True)
        self.start.setFocus()
        self.imported.emit(result)

    def _failed(self, error: KnownError) -> None:
        self._again(refusal(error))

    def _was_cancelled(self) -> None:
        self._again(_("Cancelled. Nothing was written."))

    def _again(self, text: str) -> None:
        self.progress.hide()
        self.status.setText(text)
        self.pickers.setEnabled(True)
        self.start.setEnabled(True)

    def _save(self) -> None:
        """Ask for a place, and write the refused rows there."""
        result, found, book = self._result, self._found, self._session.book
        if result is None or found is None:
            return
        offered = self._path.with_name(_("{name} refused", name=self._path.stem) + ".csv")
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the refused rows"), str(offered), _("Tables (*.csv)"))
        if name:
            self.save.setEnabled(False)
            self._slot.run(
                lambda _job: reading.save_refused(book, found.table, result.refused, Path(name), current().say),
                done=lambda count: self._saved(_n("{count} row saved.", "{count} rows saved.", count)),
                failed=lambda error: self._saved(current().error(error)),
            )

    def _saved(self, text: str) -> None:
        self.save.setEnabled(True)
        self.status.setText(text)

    def reject(self) -> None:
        """Cancel what runs; else close."""
        if self._found is None:  # only read so far
            self._slot.give_up()
            super().reject()
        elif self._slot.busy:
            self.status.setText(_("Cancelling …"))
            self._slot.cancel()
        else:
            super().reject()


def _understood(found: Understood) -> str:
    kind = current()(reading.LABELS[found.plan.kind])
    told = _("{kind}: {count}", kind=kind, count=len(found.drafts))
    if found.plan.known:
        told = _("{kind}, as {program} writes them: {count}", kind=kind, program=found.plan.known,
                 count=len(found.drafts))  # fmt: skip
    if not found.refused:
        return f"{told}."
    left = _n("{count} row is left out.", "{count} rows are left out.", len(found.refused))
    return f"{told}. {left}"


def _came(result: TableImported) -> list[str]:
    lines = [
        _n("{count} client added.", "{count} clients added.", result.clients) if result.clients else "",
        _n("{count} person added.", "{count} people added.", result.people) if result.people else "",
        _n("{count} invoice added.", "{count} invoices added.", result.invoices) if result.invoices else "",
        _n("{count} payment added.", "{count} payments added.", result.payments) if result.payments else "",
    ]
    duplicates, refused = len(result.duplicates), len(result.refused)
    return [
        *(filter(None, lines) if result.added else [_("Nothing was added.")]),
        *([_n("{count} was already on record.", "{count} were already on record.", duplicates)] if duplicates else []),
        *([_n("{count} row was left out.", "{count} rows were left out.", refused)] if refused else []),
        *map(current().say, result.changed.told),
    ]


def _shown(value: Any) -> str:  # noqa: ANN401 - a text, a date or an amount
    if isinstance(value, date):
        return current().date(value)
    if isinstance(value, Decimal):
        return current().figure(value)
    return value or ""


def _table(parent: QWidget, name: str) -> QTableWidget:
    made = QTableWidget(parent)
    made.verticalHeader().hide()
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.setAccessibleName(name)
    made.setMinimumHeight(120)
    made.hide()
    return made


def _fill(table: QTableWidget, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table.setColumnCount(len(labels))
    table.setHorizontalHeaderLabels(list(labels))
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    if len(labels) > FEW:  # rather a table that scrolls than names that are cut
        head.setMinimumSectionSize(max(map(head.sectionSizeHint, range(len(labels)))))
    table.setRowCount(len(rows))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = QTableWidgetItem(text[:200])
            cell.setToolTip(tip(text[:1000]))
            table.setItem(place, column, cell)
    table.setVisible(bool(rows))
