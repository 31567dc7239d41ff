"""The journal's filter: a text, a client, a kind of record, and the days from and to which entries were written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clientguard.domain.records import KINDS
from clientguard.domain.records.parse import FieldError, parse_date
from clientguard.store.views.journal import Filter
from clientguard.texts import _, current, local
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.date_field import DateField
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.picker import Picker
from clientguard.ui.widgets.spoken import label_unseen


class JournalFilter(QWidget):
    """One line of inputs, on two where it is narrow. `changed`: other entries are wanted."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._applied = Filter()
        self._wait = QTimer(self, singleShot=True, interval=150)
        self._wait.timeout.connect(self._apply)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        line = QWidget(self)
        row = Flow(line)
        self.text = QLineEdit(line)
        self.text.setPlaceholderText(_("Filter"))
        self.text.setAccessibleName(_("Filter {list}", list=_("Journal")))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(180)
        self.text.textChanged.connect(lambda: self._wait.start())
        self.client = Picker(_("Client"), line)
        self._words(self.client).setPlaceholderText(_("Any client"))
        self.client.edited.connect(self._wait.start)
        self.client.left.connect(self._check)
        self.kind = Choice(line)
        self.kind.setAccessibleName(_("Kind"))
        self.kind.addItem(_("Any kind"), "")
        for name, label in sorted(((each.name, _(each.label)) for each in KINDS.values()), key=lambda each: each[1]):
            self.kind.addItem(label, name)
        self.kind.currentIndexChanged.connect(lambda _place: self._wait.start())
        for each in (self.client, self.kind):
            label_unseen(each)
        self.since = self._day_field(_("From this day"), line)
        self.until = self._day_field(_("To this day"), line)
        self.clear_button = quiet(_("Clear the filter"))
        self.clear_button.clicked.connect(self.clear)
        for each in (self.text, self.client, self.kind, self.since, self.until, self.clear_button):
            row.addWidget(each)
        self.error = ErrorLine(self)
        box.addWidget(line)
        box.addWidget(self.error)
        self.clear_button.hide()

    def _day_field(self, name: str, parent: QWidget) -> DateField:
        field = DateField(self._day, self._session.today(), parent)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.textChanged.connect(lambda: self._wait.start())
        field.editingFinished.connect(self._check)
        return field

    def _day(self, text: str) -> date | None:
        return parse_date(text, self._session.today(), past=True, language=current().language)

    @staticmethod
    def _words(picker: Picker) -> QLineEdit:
        line = picker.lineEdit()
        assert line is not None  # a picker is typed into
        return line

    def offer(self, clients: list[tuple[int, str]]) -> None:
        """Offer these clients."""
        self.client.offer(clients)

    def wanted(self) -> Filter:
        """Return what is filtered by."""
        return self._applied

    def take_focus(self) -> None:
        """Take the keyboard for the text."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def clear(self) -> None:
        """Let every entry through; the focus goes to the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.clear()
        self.client.choose(0)
        self.kind.setCurrentIndex(0)
        for each in (self.since, self.until):
            each.clear()
        self._check()

    def _check(self) -> None:
        """Say what is wrong with an input that was left, and filter by what is right."""
        self.error.say(self._wrong())
        self._apply()

    def _wrong(self) -> str:
        name = self.client.currentText().strip()
        if name and not self.client.chosen():
            return _("No client is called “{name}”.", name=name)
        for field in (self.since, self.until):
            try:
                self._day(field.text())
            except FieldError as error:
                return f"{field.accessibleName()}: {current().say(error.said)}"
        return ""

    def _apply(self) -> None:
        """Filter by what stands in the inputs, unless it is half typed."""
        self._wait.stop()
        if self._wrong():
            return
        self.error.say("")
        wanted = Filter(
            client=self.client.chosen() or 0,
            kind=self.kind.currentData(),
            since=self.since.date(),
            until=self.until.date(),
            text=self.text.text().strip(),
            word=current(),
            day=lambda at: local(at).date(),
        )
        self.clear_button.setVisible(bool(wanted))
        if wanted != self._applied:
            self._applied = wanted
            self.changed.emit()
