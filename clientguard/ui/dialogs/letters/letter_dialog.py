"""A drafted letter: edited here, taken out as mail, file, paper or text, and recorded once it was sent (P3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from clientguard.actions.communication import letters
from clientguard.actions.communication.letters import LetterDraft, LetterText
from clientguard.actions.leaving.tone_check import harsh_passages
from clientguard.domain.changed import Changed
from clientguard.domain.communication.letter_facts import remarks
from clientguard.domain.leaving.telling.tone import ToneNote
from clientguard.domain.records import Instant
from clientguard.texts import N_, _, current
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.error_line import ErrorLine, NoticeLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.inputs import Choice, ReadText
from clientguard.ui.widgets.label import Label, unbroken

TOLD = 3  # passages of a harsh tone that are named at once
WAYS = (("mail", N_("By email")), ("letter", N_("By post")))


def letter_place(client: int, kind: str, about: int) -> str:
    """Return where what was typed into a letter is kept."""
    return f"letter:{client}:{kind}:{about}"


class LetterDialog(DraftedDialog):
    """Shows a draft to be edited. Only the user's word records it as sent; `paper` asks for a preview of a PDF."""

    paper = Signal(bytes, str)
    pdf_wanted = Signal(int)  # the invoice that the letter is about, whose PDF is to be made first

    def __init__(
        self, session: Session, found: LetterDraft, kept: Mapping[str, str] | None, at: Callable[[], Instant],
        parent: QWidget | None,
    ) -> None:  # fmt: skip
        super().__init__(session, found.title, _("Record as sent"), parent)
        self._found, self._at = found, at
        for each in found.remarks:
            lacks_pdf = each in remarks(found.facts)
            banner = Banner("attention", current().say(each), _("Create the PDF") if lacks_pdf else "")
            banner.acted.connect(self._want_pdf)
            self.body.addWidget(banner)
        name, address = found.recipient
        to = _("{name}, {address}", name=name, address=address) if address else name
        self.body.addWidget(Label(_("To {recipient}", recipient=to), "soft", wrap=True))
        self.subject, self.letter = QLineEdit(), QPlainTextEdit()
        self.subject_error, self.letter_error = ErrorLine(), ErrorLine()
        self._add(_("Subject"), self.subject)
        self.body.addWidget(self.subject_error)
        self._add(_("Letter", "text"), self.letter)
        self.body.addWidget(self.letter_error)
        if found.english:
            self.english = ReadText(f"{found.english.subject}\n\n{found.english.body}")
            self.english.setMinimumHeight(160)
            self.english.setTabChangesFocus(True)
            self._add(_("The same letter in English"), self.english)
        self.tone = NoticeLine()
        self.body.addWidget(self.tone)
        self.letter.setTabChangesFocus(True)
        self.letter.setMinimumHeight(220)
        self.body.setStretchFactor(self.letter, 1)
        if found.attached:
            names = ", ".join(found.attached)
            self.body.addWidget(Label(_("Attached: {names}", names=names), "soft", wrap=True))
        self.body.addLayout(self._ways_out())
        self.way = Choice()
        for key, word in WAYS:
            self.way.addItem(_(word), key)
        self._add(_("How it went out"), self.way)
        self.proof = QLineEdit()
        self.proof.setPlaceholderText(_("What shows that it was sent, such as the number of a registered letter"))
        self._add(_("Proof of sending"), self.proof)
        if found.follows:
            self.body.addWidget(Label(current().say(found.follows), "strong", wrap=True))
        self.resize(640, 760)
        self.begin(kept)
        for line in (self.subject, self.proof):
            line.textEdited.connect(self.touched)
        self.letter.textChanged.connect(self.touched)
        if found.is_weighed:
            self.letter.textChanged.connect(self._check_tone)
            self._check_tone()
        self.letter.setFocus()

    def _add(self, word: str, field: QWidget) -> None:
        label = Label(word, "field")
        label.setBuddy(field)
        field.setAccessibleName(word)
        self.body.addWidget(label)
        self.body.addWidget(field)

    def _check_tone(self) -> None:
        text, language = self.letter.toPlainText(), self._found.facts.language
        self._session.read(lambda _db: harsh_passages(text, language), self._show_tone, self, key="tone")

    def _show_tone(self, notes: tuple[ToneNote, ...]) -> None:
        """Say under the letter what in it could do harm, and how it can be put more calmly."""
        said = [current().say(each.why) for each in notes[:TOLD]]
        said += [_("For example: {calmer}", calmer=each.calmer) for each in notes[:1] if each.calmer]
        self.tone.say(" ".join(said))

    def _want_pdf(self) -> None:
        """Close, as Cancel does, and have the invoice's PDF made; the letter is then drafted with it."""
        invoice = self._found.facts.invoice
        self.reject()
        if invoice and not self.isVisible():
            self.pdf_wanted.emit(invoice.id)

    def _ways_out(self) -> Flow:
        ways = Flow()
        for word, icon, act in (
            (_("Open in mail program"), "mail", self._open_in_mail),
            (_("Save as mail file …"), "save", self._save_mail),
            (_("On paper …"), "printer", self._show_paper),
            (_("Copy"), "", self._copy),
        ):
            made = button(word, icon=icon)
            made.clicked.connect(act)
            ways.addWidget(made)
        return ways

    # --- the form ---

    @property
    def place(self) -> str:
        """Where what was typed is kept."""
        return letter_place(self._found.client, self._found.kind, self._found.subject_of)

    def texts(self) -> dict[str, str]:
        """Return the letter as it stands."""
        return {
            "subject": self.subject.text(),
            "letter": self.letter.toPlainText(),
            "proof": self.proof.text(),
        }

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's letter back."""
        self.subject.setText(texts.get("subject", self.subject.text()))
        # No amount or date breaks at the end of a line; Qt gives the text back with plain spaces.
        self.letter.setPlainText(unbroken(texts.get("letter", self.letter.toPlainText())))
        self.proof.setText(texts.get("proof", ""))

    def show_saved(self) -> None:
        """Show the letter as it was drafted."""
        self.show_texts({"subject": self._found.text.subject, "letter": self._found.text.body})

    @property
    def text(self) -> LetterText:
        """The letter as it stands."""
        return LetterText(" ".join(self.subject.text().split()), self.letter.toPlainText().strip() + "\n")

    def action(self) -> Callable[[Job], Changed] | None:
        """Return what records the letter as sent; None if it says nothing."""
        for field, error, said in (
            (self.subject, self.subject_error, self.text.subject),
            (self.letter, self.letter_error, self.text.body.strip()),
        ):
            error.say("" if said else _("This is required."), field)
            if not said:
                field.setFocus()
                return None
        book, found, text, at = self._session.book, self._found, self.text, self._at()
        channel, proof = self.way.currentData(), self.proof.text()
        return lambda _job: letters.log_sent_letter(book, found, text, at, channel=channel, proof=proof)

    # --- ways out ---

    def _open_in_mail(self) -> None:
        url = QUrl()
        url.setScheme("mailto")
        url.setPath(self._found.recipient[1])
        body = self.text.body.replace("\n", "\r\n")  # RFC 6068
        url.setQuery(f"subject={quote(self.text.subject)}&body={quote(body)}")
        if not QDesktopServices.openUrl(url):
            self.status.setText(_("No mail program could be opened. Save the letter as a mail file instead."))
        elif self._found.attached:
            self.status.setText(_("Attach the files yourself: a mail program takes only the text from here."))

    def _save_mail(self) -> None:
        name = f"{self.text.subject[:80]}.eml".replace("/", "-").replace(":", "")
        target, _filter = QFileDialog.getSaveFileName(
            self, _("Save as mail file"), name, _("Mail (*.eml);;All files (*)")
        )
        if not target:
            return
        book, found, text = self._session.book, self._found, self.text
        self._session.do(
            lambda _job: letters.save_mail(book, found, text, Path(target)),
            done=lambda _done: self.status.setText(_("Saved.")),
            failed=lambda error: self.status.setText(current().error(error)),
        )

    def _show_paper(self) -> None:
        found, text = self._found, self.text
        self.way.setCurrentIndex(self.way.findData("letter"))
        self._session.do(
            lambda _job: letters.on_paper(found, text), done=lambda pdf: self.paper.emit(pdf, f"{text.subject}.pdf")
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.text.subject}\n\n{self.text.body}")
        self.status.setText(_("Copied."))
