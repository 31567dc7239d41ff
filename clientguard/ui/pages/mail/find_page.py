"""Finding one's clients in one's mail: dropped, looked through, ticked; nothing but those is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.communication import mail_clients
from clientguard.actions.communication.mail_clients import Taken
from clientguard.actions.records import editing
from clientguard.actions.tables.reading import is_table
from clientguard.domain.communication.mail_survey import Survey
from clientguard.domain.records import DoNotEngage
from clientguard.errors import KnownError
from clientguard.store.views.addresses import own_addresses
from clientguard.store.views.judgement.refusals import refusals
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.parties.own_addresses import AddressChoice
from clientguard.ui.intents.record_intents import with_told
from clientguard.ui.pages.mail.choice import Choice
from clientguard.ui.pages.mail.drop_area import DropArea
from clientguard.ui.pages.page import Head, Page, column
from clientguard.ui.records.refusal import refusal
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.progress import ProgressRow

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class FindClientsPage(Page):
    """Three stages on one page: drop mail; wait, or stop; tick the clients and add them."""

    kinds = frozenset({"contact_point"})

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self._slot = JobSlot(session.do)
        self._paths: list[Path] = []
        self._survey = Survey()
        self._known: list[str] = []  # the user's own addresses on record
        self._listed: list[str] = []  # the user's own addresses by which the clients were listed
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        body = QWidget(self)
        outer.addWidget(body, 1)
        box = column(body)
        box.setSpacing(12)
        self.drop = DropArea(self)
        self.drop.chosen.connect(self.look_through)
        self.by_hand = quiet(_("Add a client by hand"))
        self.by_hand.clicked.connect(lambda: intents.add("client"))
        line = Flow()
        line.addWidget(self.by_hand)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self._slot.cancel)
        self.status = Label("", "error", wrap=True)
        self.nobody = Label("", wrap=True)
        self.found = self._found_part()
        for each in (self.drop, self.progress, self.status, self.nobody, self.found):
            box.addWidget(each)
        box.addLayout(line)
        box.addStretch()
        self.foot = self._foot()
        outer.addWidget(self.foot)
        self.status.hide()
        self._show_stage("drop")
        session.do(lambda _job: mail_clients.thunderbird_profiles(), done=self.drop.offer)

    def _found_part(self) -> QWidget:
        part = QWidget(self)
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self.told = Label("", "soft", wrap=True)
        self.own = QVBoxLayout()
        self.addresses = AddressChoice(part)
        self.own.addWidget(self.addresses)
        self.choice = Choice(part)
        self.choice.changed.connect(self._count)
        box.addWidget(self.told)
        box.addLayout(self.own)
        box.addWidget(Label(_("Which of these are your clients?"), "section"))
        box.addWidget(self.choice)
        return part

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 12, 0)
        self.add = button("", primary=True)
        self.add.clicked.connect(self._add_clients)
        self.other = button(_("Choose other mail"))
        self.other.clicked.connect(self._choose_other)
        row.addWidget(self.add)
        row.addWidget(self.other)
        row.addStretch()
        return foot

    def refresh(self) -> None:
        """Read which addresses are the user's own."""
        self.show_head(Head(_("Find your clients")))
        self.session.read(own_addresses, self._know, self)

    def _know(self, own: list[str]) -> None:
        self._known = own

    def take_focus(self) -> None:
        """Take the keyboard for what comes next; look through mail that was dropped elsewhere."""
        dropped = self.intents.take_mail()
        if dropped:
            self.look_through(dropped)
        elif self.drop.isVisible():
            self.drop.file.setFocus()
        elif self.choice.rows:
            self.choice.rows[0].box.setFocus()
        elif self.found.isVisible():
            self.addresses.first().setFocus()
        elif self.other.isVisible():
            self.other.setFocus()

    # --- looking through ---

    def look_through(self, paths: Sequence[Path]) -> None:
        """Look through mail for correspondents; nothing of it is kept."""
        if self._slot.busy:
            return
        self._paths = list(paths)
        book = self.session.book
        self._begin(_("Reading who wrote to whom …"))

        def work(job: Job) -> tuple[Survey, list[DoNotEngage]]:
            found = mail_clients.survey(book, paths, progress=job.report, cancelled=job.is_cancelled)
            with book.read() as db:
                return found, refusals(db)

        self._slot.run(
            work,
            done=lambda found: self._show_found(*found),
            failed=self._refuse,
            progress=lambda done, of: self.progress.show_progress(done, of, _("Reading who wrote to whom …")),
            cancelled=self._choose_other,
        )

    def _choose_other(self) -> None:
        self._show_stage("drop")
        self.take_focus()

    def _begin(self, text: str) -> None:
        self.status.hide()
        self.progress.begin(text)
        self._show_stage("work")
        self.progress.cancel.setFocus()

    def _refuse(self, error: KnownError) -> None:
        self._choose_other()
        self._say(current().error(error))

    def _say(self, text: str) -> None:
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def _show_found(self, survey: Survey, refused: Sequence[DoNotEngage]) -> None:
        self._survey = survey
        self.choice.refused = refused
        self.choice.forget()
        people = _n("{count} message from a person", "{count} messages from people", survey.messages)
        others = _n(
            "{count} newsletter or automatic message", "{count} newsletters and automatic messages", survey.impersonal
        )
        promise = _("Only the clients that you tick are kept, with their mail and the people who wrote it.")
        self.told.setText(f"{_('Found: {people}, {others}.', people=people, others=others)} {promise}")
        lists = _("There is no mail between people in it: {others}. Nothing was kept.", others=others)
        nothing = _("There is no mail in it. Nothing was kept.")
        self.nobody.setText(lists if survey.impersonal else nothing)
        self._propose_own()
        self._show_stage("found" if survey.messages else "nobody")
        self._list()
        self.take_focus()

    def _propose_own(self) -> None:
        """Offer the addresses that may be the user's; those on record are ticked already."""
        self.own.removeWidget(self.addresses)
        self.addresses.hide()
        self.addresses.deleteLater()
        self.addresses = AddressChoice(self.found)
        self.own.addWidget(self.addresses)
        for each in self._known:
            self.addresses.offer(each, each, ticked=True, fixed=True)
        proposed = [each for each in self._survey.own() if each.address not in self._known]
        likely = [each for each in proposed if each.likely]
        self.addresses.propose(likely or ([] if self._known else proposed))
        for each in self.addresses.boxes.values():
            each.toggled.connect(self._list)
        self.addresses.other.editingFinished.connect(self._own_typed)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with Tab; from an address that was typed, to the clients that are listed because of it."""
        if forward and self.addresses.other.hasFocus() and self.addresses.chosen() != self._listed:
            self._own_typed()
            if self.choice.rows:
                return True
        return super().focusNextPrevChild(forward)

    def _own_typed(self) -> None:
        if self.addresses.chosen() != self._listed:
            self._list()
        if self.addresses.other.hasFocus() and self.choice.rows:  # Return or Tab was pressed: on to the clients
            self.take_focus()

    def _list(self) -> None:
        own = self._listed = self.addresses.chosen()
        found = self._survey.correspondents(own) if own else []
        none = _("Nobody here wrote to you three times and heard from you three times.")
        first = _("Tick your own addresses first.") if self.addresses.boxes else _("Type your own address first.")
        self.choice.show_found(found, none if own else first)

    def _count(self) -> None:
        count = len(self.choice.chosen())
        self.add.setText(_n("Add {count} client", "Add {count} clients", count) if count else _("Add clients"))
        self.add.setAccessibleName(self.add.text())
        self.add.setEnabled(bool(count))

    # --- adding ---

    def _add_clients(self) -> None:
        nameless = self.choice.nameless()
        if nameless:
            self._say(_("Each client needs a name."))
            nameless.setFocus()
            return
        ticked, own = self.choice.chosen(), self.addresses.chosen()
        book, paths = self.session.book, self._paths
        self._begin(_("Adding your clients and their mail …"))

        def work(job: Job) -> Taken:
            self.session.before_import(job.is_cancelled)
            return mail_clients.import_clients(
                book, paths, ticked, own, say=current().say, progress=job.report, cancelled=job.is_cancelled
            )

        self._slot.run(
            work,
            done=self._added,
            failed=self._not_added,
            progress=self._show_adding,
            cancelled=self._back_to_found,
        )

    def _back_to_found(self) -> None:
        self._show_stage("found")
        self.take_focus()

    def _show_adding(self, done: int, _of: int) -> None:
        looked_at = _n("{count} message read …", "{count} messages read …", done)
        self.progress.show_progress(done, max(done, self._survey.messages + self._survey.impersonal), looked_at)

    def _added(self, taken: Taken) -> None:
        self.choice.forget()
        self._show_stage("drop")
        clients = _n("{count} client", "{count} clients", len(taken.clients))
        messages = _n("{count} message", "{count} messages", taken.messages)
        book, made = self.session.book, taken.made

        def undo() -> None:
            self.session.do(lambda _job: editing.remove_records(book, made))

        self.intents.go("mail says")
        sentence = _("{clients} added, with {messages}.", clients=clients, messages=messages)
        self.intents.said.emit(with_told(sentence, taken.changed.told), undo)

    def _not_added(self, error: KnownError) -> None:
        self._back_to_found()
        self._say(refusal(error))

    def _show_stage(self, stage: str) -> None:
        self.drop.setVisible(stage == "drop")
        self.by_hand.setVisible(stage in ("drop", "nobody"))
        self.progress.setVisible(stage == "work")
        self.found.setVisible(stage == "found")
        self.nobody.setVisible(stage == "nobody")
        self.foot.setVisible(stage in ("found", "nobody"))
        self.add.setVisible(stage != "nobody")
        self.status.hide()

    # --- dropping and pasting ---

    @property
    def takes_files(self) -> bool:
        """Whether no mail is being looked through."""
        return not self._slot.busy

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look through mail that was dropped or pasted; a table shows what it is."""
        if any(map(is_table, paths)):
            self.intents.import_table(paths)
        else:
            self.look_through(paths)
