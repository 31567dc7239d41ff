"""Whose the senders are who are on no record: each is asked about once, and what is answered is kept at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clientguard.actions.communication import known_people
from clientguard.actions.communication.known_people import Answer
from clientguard.domain.communication.unmatched import Unmatched
from clientguard.domain.records import KINDS, Instant
from clientguard.domain.wording import Said
from clientguard.errors import KnownError
from clientguard.store.views import lists
from clientguard.texts import _, _n, current, local
from clientguard.ui.records.refusal import refusal
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.spoken import label_unseen

SHOWN = 25  # senders that are asked about at a time
ROW, HIGHEST = 76, 400  # points of a row, and of the list before it scrolls
LATER, NOBODY = 0, -1


class SenderRow(QWidget):
    """One sender: who it is, how often they wrote, why a client is proposed, and the answer."""

    def __init__(self, sender: Unmatched, clients: Sequence[tuple[int, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.about = sender
        box = QGridLayout(self)
        box.setContentsMargins(0, 8, 0, 8)
        box.setHorizontalSpacing(16)
        box.setVerticalSpacing(2)
        box.setColumnStretch(0, 1)
        who = sender.name or sender.address
        box.addWidget(Label(who, "strong", wrap=True), 0, 0)
        counted = _n("{count} message", "{count} messages", sender.messages)
        if sender.last_ms:
            day = local(Instant(sender.last_ms, 0)).date()
            counted = _n(
                "{count} message, on {day}",
                "{count} messages, the last on {day}",
                sender.messages,
                day=current().date(day),
            )
        lines = [sender.address] if sender.name else []
        names = dict(clients)
        lines += [counted]
        box.addWidget(Label(" · ".join(lines), "secondary", wrap=True), 1, 0)
        why = _why(sender, names)
        if why:
            box.addWidget(Label(why, "secondary", wrap=True), 2, 0)
        self.answer = Choice()
        self.answer.setMinimumContentsLength(16)
        self.answer.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.answer.setAccessibleName(_("Whose is {name}?", name=who))
        self.answer.setAccessibleDescription(" ".join([*lines, why]).strip())
        self.answer.addItem(_("Decide later"), LATER)
        self.answer.addItem(_("Nobody I work for"), NOBODY)
        self.answer.insertSeparator(2)
        for client, name in clients:
            self.answer.addItem(name, client)
        self.answer.setCurrentIndex(max(self.answer.findData(sender.client or LATER), 0))
        box.addWidget(self.answer, 0, 1, 3 if why else 2, 1, Qt.AlignmentFlag.AlignVCenter)
        label_unseen(self.answer)

    def chosen(self) -> Answer | None:
        """Return the answer; None for later."""
        chosen = int(self.answer.currentData() or LATER)
        if chosen == LATER:
            return None
        return Answer(self.about.address, None if chosen == NOBODY else chosen, self.about.name)


class AssignDialog(Dialog):
    """Asks about senders, those with a proposal first. `assigned`: the addresses that were answered."""

    assigned = Signal(object)

    def __init__(self, session: Session, senders: Sequence[Unmatched], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._senders = senders[:SHOWN]
        self.rows: list[SenderRow] = []
        self.setWindowTitle(_("Assign senders"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(720)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        box.addWidget(Label(_("Whose are these senders?"), "strong", wrap=True))
        note = _(
            "Mail from those you assign to a client is imported now. Nothing is kept of the others. If you choose"
            " “Nobody I work for”, you are not asked about them again."
        )
        box.addWidget(Label(note, "soft", wrap=True))
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 12, 0)
        self._list.setSpacing(0)
        self._area.setWidget(inner)
        box.addWidget(self._area, 1)
        self.more = Label("", "soft", wrap=True)
        self.more.hide()
        box.addWidget(self.more)
        self.status = Label("", "error", wrap=True)
        self.status.hide()
        box.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.others = quiet(_("The rest is nobody I work for"))
        self.others.clicked.connect(self._wave_off)
        foot.addWidget(self.others)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save = button("", primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        box.addLayout(foot)
        self._count()
        rest = len(senders) - len(self._senders)
        session.read(lambda db: lists.choices(db, KINDS["client"]), lambda found: self._offer(found, rest), self)

    def _offer(self, clients: list[tuple[int, str]], rest: int) -> None:
        for each in self._senders:
            row = SenderRow(each, clients, self)
            row.answer.currentIndexChanged.connect(self._count)
            if self.rows:
                self._list.addWidget(hairline())
            self._list.addWidget(row)
            self.rows.append(row)
        self._list.addStretch(1)
        if rest:
            self.more.setText(
                _n("{count} more is asked about next.", "{count} more are asked about next.", rest),
            )
            self.more.show()
        self._count()
        self._area.setMinimumHeight(min(len(self.rows) * ROW, HIGHEST))
        if self.rows:
            QTimer.singleShot(0, self, self._focus_first)  # once it is shown

    def _focus_first(self) -> None:
        self.rows[0].answer.setFocus()

    def _answers(self) -> list[Answer]:
        return [found for row in self.rows if (found := row.chosen()) is not None]

    def _count(self) -> None:
        count = len(self._answers())
        self.save.setText(_n("Save {count} answer", "Save {count} answers", count) if count else _("Save answers"))
        self.save.setAccessibleName(self.save.text())
        self.save.setEnabled(count > 0)
        self.others.setEnabled(count < len(self.rows))

    def _wave_off(self) -> None:
        """Answer for all who are left that they are nobody's."""
        for row in self.rows:
            if row.chosen() is None:
                row.answer.setCurrentIndex(row.answer.findData(NOBODY))
        self.save.setFocus()

    def _save(self) -> None:
        book, answers = self._session.book, self._answers()
        self.save.setEnabled(False)
        self._session.do(
            lambda _job: known_people.assign_all(book, answers),
            done=lambda changed: self._saved((each.address for each in answers), changed.told),
            failed=self._failed,
        )

    def _saved(self, addresses: Iterable[str], told: tuple[Said, ...]) -> None:
        self.assigned.emit(frozenset(addresses))
        if not told:
            self.accept()
            return
        self.status.setText(" ".join(map(current().say, told)))  # one of them is on the list “Not again”
        self.status.show()

    def _failed(self, error: KnownError) -> None:
        self.status.setText(refusal(error))
        self.status.show()
        self.save.setEnabled(True)


def _why(sender: Unmatched, names: dict[int, str]) -> str:
    """Return why a client is proposed; "" if none is."""
    name = names.get(sender.client or 0)
    if not name:
        return ""
    match sender.because:
        case "conversation":
            return _("Wrote in a conversation with {client}.", client=name)
        case "domain":
            return _("An address at the same domain is on record with {client}.", client=name)
        case _:
            return _("A similar name is on record with {client}.", client=name)
