"""The part of Settings about reminders: the steps of the ladder, for all clients or for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.money import climbing, ladders
from clientguard.domain.records import KINDS, DunningStep
from clientguard.store.views import lists
from clientguard.texts import N_, _, _n
from clientguard.ui.pages.page import clear
from clientguard.ui.records.shown import shown
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session

WORDS = {"practice": N_("Begin with the practice"), "formal": N_("Begin with the formal ladder")}
FIELDS = ("offset_days", "tone", "channel", "template")


class RemindersPart(QWidget):
    """The steps, one line each; a step is changed, removed or added, or one of the ladders that ship is taken."""

    def __init__(self, session: Session, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._intents = intents
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        told = _(
            "What an unpaid invoice comes to, step by step. ClientGuard sends nothing: Today says what is due, and"
            " you send it."
        )
        box.addWidget(Label(told, "soft", wrap=True))
        self.whose = Choice()
        label = Label(_("Whose reminders"), "strong")
        label.setBuddy(self.whose)
        box.addWidget(label)
        self.whose.setAccessibleName(_("Whose reminders"))
        self.whose.addItem(_("All clients"), 0)
        self.whose.activated.connect(lambda _place: self.refresh())
        box.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        box.addLayout(self._lines)
        row = Flow()
        self.add = button(_("Add a step"), icon="plus")
        self.add.clicked.connect(lambda: self._own(None))
        row.addWidget(self.add)
        self.ladders = {name: button(_(word)) for name, word in WORDS.items()}
        for name, each in self.ladders.items():
            each.clicked.connect(lambda _checked=False, name=name: self._use(name))
            row.addWidget(each)
        self.same = button(_("Use the steps of all clients"))
        self.same.clicked.connect(self._use_those_of_all)
        self.same.hide()
        row.addWidget(self.same)
        box.addLayout(row)
        self.lines: list[str] = []

    @property
    def client(self) -> int:
        """Whose steps are shown: the client, or 0 for all."""
        return int(self.whose.currentData() or 0)

    def refresh(self) -> None:
        """Read the steps again."""
        client = self.client

        def work(db: Connection) -> tuple[Sequence[DunningStep], bool, list[tuple[int, str]]]:
            own = client > 0 and climbing.has_own(db, client)
            return ladders.own_or_shipped(db, client), own, list(lists.choices(db, KINDS["client"]))

        self._session.read(work, lambda found: self._show(client, *found), self)

    def _show(self, client: int, steps: Sequence[DunningStep], own: bool, clients: list[tuple[int, str]]) -> None:
        self._offer(clients)
        if self.client != client:  # the one whose steps were read was removed
            self.refresh()
            return
        self.same.setVisible(own)
        clear(self._lines)
        self.lines = [in_words(each) for each in steps]
        for step, text in zip(steps, self.lines, strict=True):
            line = QHBoxLayout()
            line.addWidget(Label(text, wrap=True), 1)
            for word, act in ((_("Change", "verb"), self._own), (_("Remove"), self._remove)):
                each = quiet(word)
                each.setAccessibleName(f"{word}: {text}")
                each.clicked.connect(lambda _checked=False, act=act, step=step: act(step))
                line.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addLayout(line)

    def _offer(self, clients: list[tuple[int, str]]) -> None:
        """Offer all clients, and each by its name; the one that is chosen stays chosen."""
        offered = [(0, _("All clients")), *clients]
        if offered == [(self.whose.itemData(place), self.whose.itemText(place)) for place in range(self.whose.count())]:
            return
        chosen = self.client
        self.whose.clear()
        for number, name in offered:
            self.whose.addItem(name, number)
        self.whose.setCurrentIndex(max(0, self.whose.findData(chosen)))

    def _own(self, step: DunningStep | None) -> None:
        """Open the form of a step; the steps that hold are taken over first, so that they can be changed."""
        book, client = self._session.book, self.client

        def opened(steps: Sequence[DunningStep]) -> None:
            blank = DunningStep(client=client or None, ladder="practice", template="reminder")
            found = next((each for each in steps if step and each.offset_days == step.offset_days), blank)
            title = _("Change the step") if found.id else _("Add a step")
            self._intents.form(found, title=title, save_word=_("Save the step"), fields=FIELDS)

        self._session.do(lambda _job: ladders.take_over(book, client), done=opened)

    def _remove(self, step: DunningStep) -> None:
        book, client = self._session.book, self.client

        def work() -> object:
            steps = ladders.take_over(book, client)
            kept = [each for each in steps if each.offset_days != step.offset_days]
            return ladders.keep_records(book, kept, client)

        self._session.do(lambda _job: work(), done=lambda _changed: self.refresh())

    def _use(self, name: str) -> None:
        book, client = self._session.book, self.client
        self._session.do(lambda _job: ladders.use_ladder(book, name, client), done=lambda _changed: self.refresh())

    def _use_those_of_all(self) -> None:
        book, client = self._session.book, self.client
        self._session.do(lambda _job: ladders.keep_steps(book, (), client), done=lambda _changed: self.refresh())


def in_words(step: DunningStep) -> str:
    """Return a step on one line: its day, its letter, its tone and how it goes out."""
    days = step.offset_days or 0
    when = _n("{count} day after the due date", "{count} days after the due date", days)
    if days < 0:
        when = _n("{count} day before the due date", "{count} days before the due date", -days)
    kind = step.kind
    names = [shown(kind.field(each), step, {}) for each in ("template", "tone", "channel")]
    return " · ".join([when, names[0] or _("Collector or write-off"), *names[1:]])
