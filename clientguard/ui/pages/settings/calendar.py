"""The part of Settings about the calendar file, and about notices on the desktop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.agenda_keeper import AgendaKeeper
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.error_line import NoticeLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

SUFFIX = ".ics"


class CalendarPart(QWidget):
    """Where the calendar file is, and whether the desktop tells what is due."""

    def __init__(self, keeper: AgendaKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        told = _(
            "Due dates, last days for notice, promises and meetings can be written to a calendar file, and again"
            " whenever they change. Your calendar program can subscribe to it. It names clients and is not encrypted."
        )
        box.addWidget(Label(told, "soft", wrap=True))
        self.path = Label("", "soft", wrap=True).selectable()
        box.addWidget(self.path)
        row = Flow()
        self.choose = button(_("Choose a calendar file"), icon="calendar")
        self.choose.clicked.connect(self._choose)
        self.end = button(_("Stop writing it"))
        self.end.clicked.connect(self._end)
        for each in (self.choose, self.end):
            row.addWidget(each)
        box.addLayout(row)
        self.wrong = NoticeLine()
        box.addWidget(self.wrong)
        self.reminds = QCheckBox(_("Show on the desktop what is due today"))
        self.reminds.clicked.connect(keeper.remind)
        box.addWidget(self.reminds)
        self.no_desktop = Label(_("This desktop does not show notices of programs."), "secondary", wrap=True)
        box.addWidget(self.no_desktop)
        keeper.told.connect(self._told)

    def refresh(self) -> None:
        """Show what holds now."""
        file = self._keeper.file
        self.path.setText(str(file) if file else _("No calendar file is written."))
        self.end.setVisible(file is not None)
        can = self._keeper.can_remind()
        self.reminds.setChecked(self._keeper.reminds)
        self.reminds.setEnabled(can or self._keeper.reminds)
        self.no_desktop.setVisible(not can)

    def _choose(self) -> None:
        start = str(self._keeper.file or Path.home() / f"ClientGuard{SUFFIX}")
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Choose a calendar file"), start, _("Calendar files (*.ics)")
        )
        if chosen:
            self._keeper.keep(Path(chosen) if chosen.lower().endswith(SUFFIX) else Path(chosen + SUFFIX))
            self.refresh()

    def _end(self) -> None:
        self._keeper.keep(None)
        self.refresh()
        self.choose.setFocus()

    def _told(self, error: KnownError | None) -> None:
        self.wrong.say(current().error(error) if error else "")
