"""Leaving a client that owes money, in a real window: from the decision to the seal, and a restart at each step.

One gate is released, the client's own accounts go over whatever is owed, and one account is never answered (P4).
"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from clientguard.actions.leaving import handing_over
from clientguard.actions.records import attachments, editing
from clientguard.domain.records import Account, Client, Document, Leaving, Message, Release
from clientguard.domain.records.kinds.leaving import STEPS
from clientguard.store.views.business import business
from clientguard.ui.dialogs.files.sign_dialog import SignDialog
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.leaving.evidence import EvidenceDialog
from clientguard.ui.leaving.hand_over.account_row import AccountRow
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.leaving.release import ReleaseDialog
from tests import factories
from tests.factories import TODAY, ago
from tests.reports import read_pdf
from tests.ui.conftest import MOMENT, Person
from tests.window.hand import Hand
from tests.window.seen import unseen
from tests.window.walker import Walker

pytestmark = pytest.mark.usefixtures("one_screen")
WHY_RELEASED = "Peace is worth more than the templates."


class Leaver(Walker):
    """A person who leaves a client, with the mouse and the keyboard."""

    @property
    def page(self) -> LeavingPage:
        page = self.person.window.pages["leaving"]
        assert isinstance(page, LeavingPage)
        return page

    def step(self, key: str) -> QWidget:
        """Return a step once it is shown with its facts, and all of it can be seen or scrolled to."""
        self.person.until(lambda: self.page.here == key and self.page.steps[key].isVisible())
        self.person.rest()
        assert not list(unseen(self.person.window))
        return self.page.steps[key]

    def on(self, step: str) -> QWidget:
        self.click(self.page.next)
        return self.step(step)

    def to(self, step: str) -> QWidget:
        self.click(self.page.stepper.buttons[step])
        return self.step(step)

    def leaving(self) -> Leaving:
        (found,) = self.person.all(Leaving)
        return found

    def row(self, account: str) -> AccountRow:
        """Return the row of an account in the step that hands over, once it is shown."""
        step = self.page.steps["hand_over"]
        self.person.until(lambda: self.ids[account] in step.rows)
        return step.rows[self.ids[account]]

    def account(self, key: str) -> Account:
        return self.person.read(Account, self.ids[key])


@pytest.fixture
def leaver(empty: Person, hand: Hand) -> Leaver:
    """The person with a client that owes money, three accounts, and requests that nobody answered."""
    book = empty.book
    with book.read() as db:
        firm = business(db)
    assert firm is not None
    editing.change_record(book, firm, payment_details="NL12 RABO 0123", owner="Ada North", address="1 Mill Lane")
    client = factories.add(book, "client", name="Harbour Books", currency="EUR", address="2 Quay\nHull")
    ids = {"client": client}
    factories.add(book, "contact", client=client, name="Joan Field", email="joan@harbour.example")
    factories.add(book, "contract", client=client, title="Website care", starts=ago(400), signed=ago(401),
                  notice_days=30, handover_clause="Templates stay ours until paid.")  # fmt: skip
    factories.add(book, "invoice", client=client, number="R-1", issued=ago(60), due=ago(46), amount=120_000)
    factories.add(book, "deliverable", client=client, title="New shop", state="accepted", settled_on=ago(90))
    ids["problem"] = factories.add(book, "problem", client=client, title="Paid late again", on=ago(20))
    ids["domain"] = factories.add(book, "account", client=client, name="Domain", ownership="client",
                                  offered_on=ago(12))  # fmt: skip
    ids["templates"] = factories.add(book, "account", client=client, name="Templates", ownership="mine",
                                     clause="clause 9", asset_type="files")  # fmt: skip
    ids["statistics"] = factories.add(book, "account", client=client, name="Statistics", ownership="client")
    for days in (20, 10):
        handing_over.note_request(book, account=ids["statistics"], on=ago(days))
    empty.page("client", client)
    return Leaver(empty, hand, ids)


def test_from_the_decision_to_the_seal(leaver: Leaver):
    person = leaver.person
    leaver.click("Leave this client")
    person.until(lambda: person.window.here == "leaving" and leaver.page.has_facts)
    page_of = leaver.page

    decide = leaver.step("decide")
    leaver.type("Invoice R-1 is 46 days late, and two letters were not answered.", decide.form.editors["reasons"].input)
    leaver.type("Talking has not changed it for two years.", decide.form.editors["against_advice"].input)
    leaver.click(page_of.next)
    person.until(lambda: page_of.leaving)
    decide = leaver.to("decide")
    leaver.click("Add evidence from the record", decide)
    dialog = person.dialog(EvidenceDialog)
    assert dialog.picker.choose(leaver.ids["problem"])
    leaver.save(dialog)

    owed = leaver.to("owed")
    held = [each.accessibleName() for each in owed.rows["payments"].findChildren(QWidget)]
    assert any("Templates" in each for each in held)

    tell = leaver.to("tell")
    use = next(each for each in tell.findChildren(QPushButton) if each.accessibleName().startswith("Use: "))
    leaver.click(use)
    person.until(lambda: "R-1" in tell.form.editors["reason"].text())
    leaver.click(tell.letter)
    letter = person.dialog(LetterDialog)
    letter._at = lambda: factories.Instant(MOMENT)
    leaver.save(letter)
    person.until(lambda: leaver.leaving().notice_given == TODAY)
    (sent,) = person.all(Message)
    assert (leaver.leaving().notice_message, sent.template) == (sent.id, "goodbye")

    hand_over = leaver.to("hand_over")
    leaver.click(hand_over.sweep.rest)
    person.until(lambda: hand_over.sweep.state.text == "answered")
    assert leaver.row("templates").next.isHidden()  # it waits for the payment
    for field in ("accepted_on", "tested_on", "removed_on"):  # the client's own goes over whatever is owed
        leaver.click(leaver.row("domain").next)
        person.until(lambda field=field: getattr(leaver.account("domain"), field) == TODAY)
        person.rest()
    prove(leaver, "domain", "Mail of today")
    leaver.click(leaver.row("statistics").more)
    person.choose("Close without a reply")
    person.until(lambda: leaver.account("statistics").no_reply_on == TODAY)

    owed = leaver.to("owed")
    leaver.click(owed.rows["payments"].release)
    release = person.dialog(ReleaseDialog)
    leaver.hand.type(WHY_RELEASED)
    leaver.save(release)
    (released,) = person.all(Release)
    assert (released.gate, released.reason) == ("payments", WHY_RELEASED)
    leaver.to("hand_over")
    while leaver.row("templates").handover.next != "proof":
        before = leaver.account("templates")
        leaver.click(leaver.row("templates").next)
        person.until(lambda before=before: leaver.account("templates") != before)
        person.rest()
    prove(leaver, "templates", "Given on a stick")

    close = leaver.to("close")
    assert "The last day" in person.seen(close)
    assert not close.finish.isEnabled()
    tell = leaver.to("tell")
    leaver.click(tell.more)
    leaver.type(TODAY.isoformat(), tell.form.editors["agreed_last_day"].input)
    report = leaver.to("report")
    leaver.type("The shop was renewed.", report.form.editors["summary"].input)
    leaver.click(report.make)
    preview = person.dialog(PreviewDialog)
    leaver.hand.key("Escape")
    person.until(lambda: not preview.isVisible())
    person.rest()
    factories.add(person.book, "account", client=leaver.ids["client"], name="Late find", **HANDED_OVER)
    close = leaver.to("close")
    person.until(lambda: "is older than what is on record now" in person.seen(close))
    assert not close.finish.isEnabled()
    report = leaver.to("report")
    leaver.click(report.make)
    person.dialog(PreviewDialog)
    leaver.hand.key("Escape")
    person.until(lambda: not person.dialogs())
    person.rest()
    leaver.click("Note the signature …", report)
    signature = person.dialog(SignDialog)
    leaver.type(TODAY.isoformat(), signature.form.editors["signed_on"].input)
    leaver.type("Joan Field", signature.form.editors["signed_by"].input)
    leaver.save(signature)

    close = leaver.to("close")
    person.until(close.finish.isEnabled)
    leaver.click(close.finish)
    person.until(lambda: leaver.leaving().signed_off == TODAY)
    leaver.step("after")
    ended = leaver.leaving()
    assert (ended.closed_how, bool(ended.seal)) == ("signed", True)
    assert person.read(Client, leaver.ids["client"]).stage == "former"
    paper = max(person.all(Document), key=lambda each: each.version or 0)
    _name, pdf = attachments.read_content(person.book, paper.file)
    text = read_pdf.text(pdf)
    assert "1,200.00" in text
    assert WHY_RELEASED not in text


HANDED_OVER = {"accepted_on": ago(3), "tested_on": ago(2), "removed_on": ago(1), "proof": "A mail"}


def prove(leaver: Leaver, account: str, words: str) -> None:
    leaver.click(leaver.row(account).next)
    dialog = leaver.person.dialog()
    leaver.type(words, dialog.form.editors["proof"].input)
    leaver.save(dialog)
    assert leaver.account(account).proof == words


def test_each_step_goes_on_where_the_program_was_closed(leaver: Leaver):
    person, client = leaver.person, leaver.ids["client"]
    leaver.click("Leave this client")
    person.until(lambda: person.window.here == "leaving" and leaver.page.has_facts)
    decide = leaver.step("decide")
    leaver.type("Late.", decide.form.editors["reasons"].input)
    leaver.type("Talking does not help.", decide.form.editors["against_advice"].input)
    leaver.click(leaver.page.next)
    person.until(lambda: leaver.page.leaving)
    path = person.book.path
    for step in STEPS:
        leaver.to(step)
        person.until(lambda step=step: leaver.leaving().step == step)
        person.app.close()
        person.open(path)
        person.page("leaving", leaver.leaving().id)
        leaver.step(step)
        assert leaver.leaving().client == client
