"""The evidence bundle of a client: what goes in, what stays out, and what was made (P5.2)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clientguard.actions.proof.bundling import Made, Plan, Wanted, make_bundle, plan_bundle
from clientguard.domain.proof.plan import PAPER_NAMES
from clientguard.domain.records.kinds.proving import in_groups
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.proof.choosing import BundleChoice
from clientguard.ui.session.job_slot import JobSlot
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.figure_card import FigureCard
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.progress import ProgressRow

PAUSE = 250  # milliseconds after a tick before it is worked out what goes in: several often come together
WIDTH, HEIGHT = 660, 620


class BundleDialog(Dialog):
    """One bundle. `anchor_wanted` carries its anchor, to be mailed, `note_wanted` the record that it was made."""

    anchor_wanted = Signal(str)
    note_wanted = Signal(int)

    def __init__(self, session: Session, wanted: Wanted, plan: Plan, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session, self._first, self._plan = session, wanted, plan
        self._made: Made | None = None
        self._slot = JobSlot(session.do)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._read_plan)
        self.setWindowTitle(_("Evidence bundle: {client}", client=" ".join(plan.client.split())))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 320)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._scroll_area(), 1)
        box.addLayout(self._foot())
        self._ask()
        self._show_plan(plan)
        self.resize(WIDTH, HEIGHT)
        self.choice.exhibits.toggle.setFocus()

    def _scroll_area(self) -> QScrollArea:
        inner = QWidget()
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(24, 20, 24, 12)
        self._box.setSpacing(12)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _ask(self) -> None:
        self._asking = QWidget()
        box = QVBoxLayout(self._asking)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        what = _(
            "One file for a court, a lawyer or a successor. Anyone can check it without this program: what is in it,"
            " and that it was not changed since it was recorded. Notes and opinions marked as private stay out."
        )
        box.addWidget(Label(what, "soft", wrap=True))
        cards = QHBoxLayout()
        cards.setSpacing(24)
        self.cards = [FigureCard("", ""), FigureCard("", ""), FigureCard("", "")]
        for each in self.cards:
            cards.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
        box.addLayout(cards)
        self.left_out = Label("", "soft", wrap=True)
        box.addWidget(self.left_out)
        self.papers = Label("", "soft", wrap=True)
        box.addWidget(self.papers)
        self.lacking = Label("", "attention", wrap=True)
        box.addWidget(self.lacking)
        self.choice = BundleChoice(self._plan)
        self.choice.changed.connect(self._changed)
        box.addWidget(self.choice)
        box.addStretch(1)
        self._box.addWidget(self._asking, 1)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(8)
        self.status = Label("", "error", wrap=True)
        self.status.hide()
        foot.addWidget(self.status)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self._slot.cancel)
        self.progress.hide()
        foot.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch()
        self.close_button = button(_("Cancel"))
        self.close_button.clicked.connect(self.reject)
        self.save = button(_("Save as …"), primary=True, icon="save")
        self.save.setDefault(True)
        self.save.clicked.connect(self._choose_place)
        row.addWidget(self.close_button)
        row.addWidget(self.save)
        foot.addLayout(row)
        return foot

    # --- what would go in ---

    def _changed(self) -> None:
        self.save.setEnabled(False)
        self._pause.start()

    def _read_plan(self) -> None:
        wanted = self.choice.wanted(self._first)
        self._session.read(
            lambda db: plan_bundle(db, wanted), self._show_plan, self, key="plan", failed=self._not_possible
        )

    def _show_plan(self, plan: Plan) -> None:
        if self._pause.isActive():  # something else was ticked since
            return
        self._plan = plan
        words = current()
        named, size = sum(each.is_in for each in plan.persons), sum(each.size for each in plan.attachments)
        exhibits, files = len(plan.exhibits), len(plan.attachments)
        told = (
            (exhibits, _n("exhibit", "exhibits", exhibits)),
            (named, _n("person named", "persons named", named)),
            (files, _n("file, {size}", "files, {size}", files, size=words.size(size))),
        )
        for card, (number, label) in zip(self.cards, told, strict=True):
            card.show_figure(words.number(number), label)
        parts = ", ".join(map(words.say, plan.all_left_out))
        self.left_out.setText(_("Left out: {what}.", what=parts) if parts else _("Nothing is left out."))
        self.papers.setText(_papers_named(plan))
        self.papers.setVisible(bool(self.papers.text()))
        self.lacking.setText(_boxes_named(plan))
        self.lacking.setVisible(bool(plan.boxes))
        self.choice.show_plan(plan)
        self._say("")
        self.save.setEnabled(self._session.book.writable)

    def _not_possible(self, error: KnownError) -> None:
        self._say(current().error(error))

    def _say(self, text: str) -> None:
        self.status.setText(text)
        self.status.setVisible(bool(text))

    # --- making it ---

    def _choose_place(self) -> None:
        client = " ".join(self._plan.client.split())[:60].replace("/", "-").replace(":", "")
        name = _("Evidence {client} {date}", client=client, date=self._first.today.isoformat()) + ".zip"
        target, _filter = QFileDialog.getSaveFileName(self, _("Save the evidence bundle"), name, "ZIP (*.zip)")
        if target:
            self._begin(Path(target))

    def _begin(self, target: Path) -> None:
        book, wanted = self._session.book, self.choice.wanted(self._first)
        self._say("")
        self.choice.setEnabled(False)
        self.save.hide()
        self.close_button.hide()
        self.progress.begin(_("Creating the bundle …"))
        self.progress.show()
        self.progress.cancel.setFocus()
        self._slot.run(
            lambda job: make_bundle(book, wanted, target, progress=job.report, cancelled=job.is_cancelled),
            done=self._done,
            failed=lambda error: self._again(current().error(error)),
            progress=self._went,
            cancelled=lambda: self._again(_("Cancelled. Nothing was written.")),
        )

    def _went(self, done: int, of: int) -> None:
        words = current()
        self.progress.show_progress(
            done // 1024, of // 1024, _("{done} of {all}", done=words.size(done), all=words.size(of))
        )

    def _again(self, text: str) -> None:
        self.progress.hide()
        self.choice.setEnabled(True)
        self.save.show()
        self.close_button.show()
        self._say(text)
        self.save.setFocus()

    def _done(self, made: Made) -> None:
        self._made = made
        self.progress.hide()
        self.close_button.setText(_("Close", "window"))
        self.close_button.show()
        self._asking.hide()
        for each in self._result(made):
            self._box.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(self._next(made))
        self._box.addStretch(1)
        self.close_button.setFocus()

    def _result(self, made: Made) -> list[QWidget]:
        words = current()
        count = len(made.plan.exhibits)
        told: list[QWidget] = [
            Label(_("The evidence bundle is saved"), "section"),
            Label(
                _n("{count} exhibit, {size}", "{count} exhibits, {size}", count, size=words.size(made.size)), "strong"
            ),
            Label(str(made.path), wrap=True).selectable(),
            Label(_("SHA-256 of the file: {digest}", digest=in_groups(made.sha256)), wrap=True).selectable(),
            Label(_("Journal anchor: {anchor}", anchor=in_groups(made.anchor)), wrap=True).selectable(),
            Label(
                _(
                    "Mail the anchor to someone who is neither you nor the client: with it, the bundle also proves"
                    " that the record was not rewritten afterwards."
                ),
                "soft",
                wrap=True,
            ),
        ]
        if made.plan.all_left_out:
            parts = ", ".join(map(words.say, made.plan.all_left_out))
            told.insert(3, Label(_("Left out: {what}.", what=parts), "soft", wrap=True))
        if made.unnoted:
            told.append(Label(words.say(made.unnoted), "error", wrap=True))
        if made.plan.boxes:
            told.append(Label(_boxes_named(made.plan), "attention", wrap=True))
        return told

    def _next(self, made: Made) -> Flow:
        row = Flow()
        self.folder = button(_("Show in folder"))
        self.folder.clicked.connect(lambda: self._open_folder(made.path.parent))
        self.anchor = button(_("Mail the anchor …"), icon="mail")
        self.anchor.clicked.connect(lambda: self.anchor_wanted.emit(made.anchor))
        self.copy = button(_("Copy SHA-256 and anchor"))
        self.copy.clicked.connect(
            lambda: QApplication.clipboard().setText(f"{made.path.name}\nSHA-256 {made.sha256}\n{made.anchor}")
        )
        row.addWidget(self.folder)
        row.addWidget(self.anchor)
        row.addWidget(self.copy)
        if made.record:
            self.note = button(_("Note who gets it …"))
            self.note.clicked.connect(lambda: self._note(made.record))
            row.addWidget(self.note)
        return row

    def _note(self, record: int) -> None:
        self.accept()
        self.note_wanted.emit(record)

    def _open_folder(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say(_("No program on this computer opens folders. It is at {path}.", path=str(folder)))

    def reject(self) -> None:
        """Cancel what runs; else close."""
        if self._slot.busy:
            self.progress.cancel.click()
        else:
            super().reject()


def _papers_named(plan: Plan) -> str:
    """Return which papers go in beside the first page and the list, and why there is no interest sheet."""
    words = current()
    told: list[str] = []
    if plan.papers:
        told.append(_("Also enclosed: {papers}.", papers=", ".join(words(PAPER_NAMES[each]) for each in plan.papers)))
    if plan.unworked:
        told.append(_("There is no interest sheet: {why}", why=words.say(plan.unworked)))
    return " ".join(told)


def _boxes_named(plan: Plan) -> str:
    return _("These characters are not in the font, and print as boxes: {text}", text=plan.boxes_at)
