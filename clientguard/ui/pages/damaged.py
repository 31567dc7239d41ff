"""The page of a damaged casebook: what happened, what was kept, and three ways on. Nothing is repaired in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.casebook.backups import local
from clientguard.texts import _, _n, current
from clientguard.ui.pages.page import column
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.progress import ProgressRow

if TYPE_CHECKING:
    from clientguard.actions.casebook.backups import Kept

WIDTH = 720  # points


@dataclass(frozen=True, slots=True)
class Damage:
    """What the page shows: the file, what is wrong with it, its backups, and whether it opens all the same."""

    path: Path
    faults: tuple[str, ...] = ()
    backups: Sequence[Kept] = field(default_factory=tuple)
    opens: bool = False


class DamagedPage(QWidget):
    """Signals what the user chose. Its owner carries it out and calls `begin`, `progress`, `fail` and `report`."""

    newest_wanted = Signal()
    backup_wanted = Signal()
    salvage_wanted = Signal()
    other_wanted = Signal()
    opened = Signal(object)  # the path of a casebook
    cancelled = Signal()

    def __init__(self, damage: Damage) -> None:
        super().__init__()
        self.damage = damage
        outer = column(self)
        body = QWidget()
        body.setMaximumWidth(WIDTH)
        outer.addWidget(body)
        outer.addStretch()
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._what()
        self.ways = QWidget()
        self._box.addWidget(self.ways)
        self._ways = QVBoxLayout(self.ways)
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(10)
        self._restore()
        self._salvage()
        self._other()
        self.status = Label("", "error", wrap=True)
        self.status.hide()
        self._box.addWidget(self.status)
        self.progress_row = ProgressRow()
        self.progress_row.cancelled.connect(self.cancelled)
        self.progress_row.hide()
        self._box.addWidget(self.progress_row)
        self.result = QWidget()
        self._result = QVBoxLayout(self.result)
        self._result.setContentsMargins(0, 0, 0, 0)
        self._result.setSpacing(10)
        self._box.addWidget(self.result)

    def _what(self) -> None:
        damage = self.damage
        self._box.addWidget(
            Banner("stop", _("{name} is damaged: it failed its checks.", name=damage.path.name), parent=self)
        )
        for text in damage.faults[:6]:
            self._box.addWidget(Label(text, "soft", wrap=True).selectable())
        if len(damage.faults) > 6:
            more = _n("And {count} more.", "And {count} more.", len(damage.faults) - 6)
            self._box.addWidget(Label(more, "soft", wrap=True))
        self._box.addWidget(
            Label(
                _(
                    "This happens when a drive fails, or when another program changes the file. Nothing in it was"
                    " repaired or deleted: it is unchanged in {folder}, and it is kept whatever you choose.",
                    folder=str(damage.path.parent),
                ),
                wrap=True,
            ).selectable()
        )

    def _section(self, title: str, text: str) -> None:
        self._ways.addSpacing(10)
        self._ways.addWidget(Label(title, "section"))
        self._ways.addWidget(hairline())
        self._ways.addWidget(Label(text, "soft", wrap=True).selectable())

    def _row(self, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        for each in widgets:
            row.addWidget(each)
        row.addStretch()
        self._ways.addLayout(row)

    def _restore(self) -> None:
        newest = self.damage.backups[0] if self.damage.backups else None
        if newest is None:
            self._section(
                _("1. Open a backup"),
                _("No verified backup was found in your folders. If you keep one elsewhere, choose its file."),
            )
        else:
            self._section(
                _("1. Open the newest backup"),
                _n(
                    "From {moment}, with {count} journal entry, in {folder}. It is checked in full first. What you"
                    " entered later is only in the damaged file, which stays next to it under a name that says so.",
                    "From {moment}, with {count} journal entries, in {folder}. It is checked in full first. What you"
                    " entered later is only in the damaged file, which stays next to it under a name that says so.",
                    newest.facts.size,
                    moment=local(newest.facts.at),
                    folder=str(newest.path.parent),
                ),
            )
        self.newest = button(_("Restore this backup"), primary=True)
        self.newest.clicked.connect(self.newest_wanted)
        self.another = button(_("Choose another backup") if newest else _("Choose a backup"))
        self.another.clicked.connect(self.backup_wanted)
        self._row(self.newest, self.another)
        self.newest.setVisible(newest is not None)

    def _salvage(self) -> None:
        self._section(
            _("2. Read what can still be read"),
            _(
                "Everything that is intact is written to a new casebook next to the damaged one: records with"
                " their dates, files whose contents are undamaged, and the old journal as text. What could not be"
                " read is listed."
            ),
        )
        self.salvage = button(_("Salvage to a new casebook"))
        self.salvage.clicked.connect(self.salvage_wanted)
        self._row(self.salvage)

    def _other(self) -> None:
        self._section(
            _("3. Something else"),
            _("The damaged file stays where it is. You can come back to this page by opening it again."),
        )
        self.other = button(_("Open another casebook"))
        self.other.clicked.connect(self.other_wanted)
        self.anyway = quiet(_("Open it anyway"))
        self.anyway.clicked.connect(lambda: self.opened.emit(self.damage.path))
        self._row(self.other, self.anyway)
        self.anyway.setVisible(self.damage.opens)

    # --- while something is done ---

    def begin(self, text: str, *, can_cancel: bool) -> None:
        """Show that something is being done."""
        self.status.hide()
        self.ways.hide()
        self.progress_row.begin(text)
        self.progress_row.cancel.setVisible(can_cancel)
        self.progress_row.show()

    def progress(self, done: int, of: int) -> None:
        """Show how far it is."""
        self.progress_row.show_progress(done, of, _("{done} of {all} records", done=done, all=of) if of else "")

    def fail(self, text: str) -> None:
        """Say why it could not be done, and offer the ways on again."""
        self.progress_row.hide()
        self.ways.show()
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def report(self, target: Path, told: Sequence[str], missing: Sequence[str]) -> None:
        """Say what a salvage came to, and offer to open the new casebook."""
        self.progress_row.hide()
        title = Label(_("Salvaged"), "section")
        self._result.addSpacing(10)
        self._result.addWidget(title)
        self._result.addWidget(hairline())
        where = _("Written to {path}, and checked in full.", path=str(target))
        self._result.addWidget(Label(where, wrap=True).selectable())
        for each in told:
            self._result.addWidget(Label(each, "soft", wrap=True).selectable())
        if missing:
            self._result.addWidget(Label(_("What could not be read"), "strong"))
            self.missing = ReadText("\n".join(missing))
            self.missing.setAccessibleName(_("What could not be read"))
            self.missing.setTabChangesFocus(True)
            self.missing.setMinimumHeight(min(260, 40 + 24 * len(missing)))
            self._result.addWidget(self.missing)
        row = QHBoxLayout()
        self.open_new = button(_("Open the new casebook"), primary=True)
        self.open_new.clicked.connect(lambda: self.opened.emit(target))
        row.addWidget(self.open_new)
        row.addStretch()
        self._result.addLayout(row)
        self.open_new.setFocus(Qt.FocusReason.OtherFocusReason)


class WorkPage(QWidget):
    """One thing that is being done before a casebook is open: a sentence and a bar."""

    def __init__(self, text: str) -> None:
        super().__init__()
        box = column(self)
        body = QWidget()
        body.setMaximumWidth(WIDTH)
        box.addWidget(body)
        box.addStretch()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(Label(text, wrap=True))
        self.progress = ProgressRow()
        self.progress.begin()
        self.progress.cancel.hide()
        inner.addWidget(self.progress)


def sentences(faults: Sequence[object]) -> tuple[str, ...]:
    """Return faults, said by the domain or raised, in the language of the screen."""
    from clientguard.errors import KnownError

    words = current()
    return tuple(words.error(each) if isinstance(each, KnownError) else words.say(each) for each in faults)  # type: ignore[arg-type]
