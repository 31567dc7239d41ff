"""While a casebook is open, only SQLite opens its file: on POSIX, closing any descriptor drops every lock on it.

Every action on an open casebook is a row here, and a new one needs a row. What Python opens is seen through its audit
events; the locks that SQLite holds are read from the system.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from clientguard.actions.casebook import backups, casebooks, export_all, older_file, opening, passphrase, restore
from clientguard.actions.casebook.backups import Event, Place
from clientguard.actions.communication import (
    import_mail,
    known_people,
    letter_templates,
    letters,
    mail_clients,
    move_message,
    papers,
    whose_mail,
)
from clientguard.actions.communication.incoming import import_any, sources
from clientguard.actions.communication.proposing import confirming
from clientguard.actions.communication.waiting import meetings
from clientguard.actions.contracts import deciding, stopping
from clientguard.actions.journal import corrections
from clientguard.actions.leaving import closing, final_report, handing_over, handover_papers, proposals, signing, steps
from clientguard.actions.leaving import deciding as leaving_deciding
from clientguard.actions.money import allocating, crediting, invoice_paper, ladders, next_invoice, statement
from clientguard.actions.privacy import data_report, erasure
from clientguard.actions.records import attachments, checklist, editing, export_csv, file_shown, merging, undoing
from clientguard.actions.records.file_words import index_files
from clientguard.actions.tables import import_table, reading
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.communication.proposals.proposal import Proposal
from clientguard.domain.leaving.from_mail.found_accounts import FoundAccount, Vendor
from clientguard.domain.leaving.from_mail.replies import Reply
from clientguard.domain.records import KINDS, Attachment, Client, Contract, Decision, Document, Instant, Leaving
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.texts import current
from tests import factories
from tests.actions.tried_on_judgement import TRIED_ON_JUDGEMENT
from tests.actions.tried_on_proof import TRIED_ON_PROOF
from tests.actions.tried_on_requests import TRIED_ON_REQUESTS
from tests.factories import FIRST, TODAY, add, read

TEXT = letters.LetterText("About R-1", "Please pay.\n")
ROOT = Path(__file__).resolve().parents[2]
LOCKS = Path("/proc/locks")
SHARED = "READ 1073741826 1073742335"  # what every connection in WAL mode holds as long as it is open
PASSPHRASE, OTHER = "a heron in the rain", "a heron in the snow"

_watched: list[Path] = []
_opened: list[str] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    """Note each opening of a watched file; an audit hook stays to the end of the process."""
    if event == "open" and _watched and isinstance(arguments[0], (str, bytes, os.PathLike)):
        try:
            opened = os.fsdecode(arguments[0])
            # Compared now: a file that was replaced leaves its inode to the next one that is made.
            if any(each.samefile(opened) for each in _watched):
                _opened.append(opened)
        except OSError:
            return


sys.addaudithook(_hear)


class World:
    """An open casebook with what the actions need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = factories.firm_book(folder / "practice.casebook")
        self.client = add(self.book, "client", name="Harbour Books")
        self.other = add(self.book, "client", name="Mill")
        self.message = add(self.book, "message", client=self.client)
        self.places = [Place(folder / "backups")]
        self.salts = passphrase.salts_in(folder / "data")
        self.mail = folder / "letter.eml"
        self.mail.write_bytes(b"From: a@b.example\nSubject: Hello\nDate: Sun, 22 Nov 2026 10:00:00 +0000\n\nText.\n")
        self.table = folder / "clients.csv"
        self.table.write_text("First Name,Last Name,Email\nUna,Moss,\n,,una@moss.example\n", encoding="utf-8")
        self.file = attachments.attach_files(self.book, self.client, [self.mail]).made[0]
        self.decision = factories.add(self.book, "decision", client=self.client)
        self.leaving = leaving_deciding.start_leaving(
            self.book, self.other, TODAY - timedelta(days=9), "Late again."
        ).first

    @property
    def document(self) -> int:
        """The report that was made."""
        with self.book.read() as db:
            return lookup.find_records(db, Document)[0].id

    def contract(self) -> int:
        """Add a contract with a term, and return its id."""
        return add(self.book, "contract", client=self.other, ends=TODAY + timedelta(days=30), renews_months=12)

    def account(self) -> int:
        """Add an account of the client that leaves, and return its id."""
        return add(self.book, "account", client=self.other, name="Domain")

    @property
    def leave(self) -> Leaving:
        return read(self.book, Leaving, self.leaving)

    def locks(self) -> set[str]:
        """Return this process's locks on the casebook's file, without those of its parts."""
        inode = self.book.path.stat().st_ino
        rows = [line.split() for line in LOCKS.read_text().splitlines()]
        mine = [row for row in rows if row[4] == str(os.getpid()) and row[5].endswith(f":{inode}")]
        return {" ".join((row[3], *row[6:])) for row in mine if row[1] == "POSIX"}


def entry_of(world: World, record: int) -> int:
    with world.book.read() as db:
        uid = bytes.fromhex(lookup.any_record(db, record).uid)
        return db.execute("SELECT max(seq) FROM journal WHERE uid = ?", (uid,)).fetchone()[0]


def letter(world: World) -> letters.LetterDraft:
    with world.book.read() as db:
        return letters.draft_letter(db, "reminder", world.client, TODAY)


def stopped(world: World, then: Callable[[int], object]) -> None:
    contract, bill = world.contract(), add(world.book, "invoice", client=world.other)
    stopping.stop_work(world.book, contract, TODAY, TODAY, invoice=bill, reason="Unpaid")
    then(contract)


def stop_of(world: World, contract: int) -> int:
    with world.book.read() as db:
        found = stopping.open_stop(db, lookup.get_record(db, Contract, contract))
    return found.id if found else 0


def save_refused(world: World) -> None:
    seen = reading.planned(world.book, world.table, None)
    reading.save_refused(world.book, seen.table, seen.refused, world.folder / "refused.csv", str)


def allocated(world: World) -> None:
    invoice, payment = (add(world.book, each, client=world.other, amount=100) for each in ("invoice", "payment"))
    allocating.allocate(world.book, payment, {invoice: 60})


def refused(do: Callable[[], object]) -> None:
    with pytest.raises(KnownError):
        do()


def named_account(world: World) -> FoundAccount:
    vendor = Vendor("domain_dns", "GoDaddy", (), ("godaddy.com",))
    return FoundAccount(vendor, "renewal", world.message, TODAY, "It renews on 3 January.")


def reply(world: World) -> Reply:
    return Reply(world.account(), world.message, TODAY, "accepted", ("accepted",), ())


def demand(world: World, words: str) -> Proposal:
    message = add(world.book, "message", client=world.client)
    own = {"client": world.client, "client_name": "Harbour Books", "message": message, "identity": words}
    return Proposal(sort="demand", subject="", who="", at=Instant(FIRST), on=TODAY, passage=words, **own)


# Every action on an open casebook, in an order in which all of them can be done.
DONE: dict[str, Callable[[World], object]] = {
    **TRIED_ON_REQUESTS,
    **TRIED_ON_PROOF,
    **TRIED_ON_JUDGEMENT,
    "file_shown.read_file": lambda w: file_shown.read_file(w.book, w.file),
    "backups.edge": lambda w: backups.edge(w.book),
    "backups.back_up": lambda w: backups.back_up(w.book, w.places, Event.ASKED),
    "backups.newest": lambda w: backups.rehearse(backups.newest(w.book, w.places)),  # pyright: ignore[reportArgumentType]
    "backups.afresh": lambda w: backups.afresh(w.book, w.places),
    "older_file.look": lambda w: older_file.look(w.book, w.places, older_file.seen_in(w.folder / "data")),
    "older_file.keep": lambda w: older_file.keep(w.book, older_file.seen_in(w.folder / "data")),
    "older_file.go_on": lambda w: older_file.go_on(w.book, w.places, older_file.seen_in(w.folder / "data")),
    "restore.erasures_in": lambda w: restore.erasures_in(w.book),
    "casebooks.copy_to": lambda w: casebooks.copy_to(w.book, w.folder / "copy.casebook"),
    "casebooks.verify_open": lambda w: casebooks.verify_open(w.book),
    "casebooks.keep_draft": lambda w: casebooks.keep_draft(w.book, "client:new", {"name": "Half"}),
    "casebooks.drop_draft": lambda w: casebooks.drop_draft(w.book, "client:new"),
    "export_all.export_all": lambda w: export_all.export_all(w.book, w.folder / "everything", TODAY),
    "opening.is_check_due": lambda w: opening.is_check_due(w.book),
    "opening.check_in_full": lambda w: opening.check_in_full(w.book),
    "opening.last_check": lambda w: opening.last_check(w.book),
    "opening.warned": lambda w: (opening.hazard(w.book.path), opening.warned(w.book)),
    "opening.is_warned": lambda w: opening.is_warned(w.book),
    "import_mail.import_mail": lambda w: import_mail.import_mail(w.book, [w.folder], w.client),
    "reading.offered": lambda w: reading.offered(w.book, w.table),
    "reading.planned": lambda w: reading.planned(w.book, w.table, None),
    "import_table.import_table": lambda w: import_table.import_table(w.book, reading.planned(w.book, w.table, None)),
    "reading.save_refused": lambda w: save_refused(w),
    "mail_clients.survey": lambda w: mail_clients.survey(w.book, [w.folder]),
    "mail_clients.import_clients": lambda w: mail_clients.import_clients(w.book, [w.folder], [], ["ada@north.example"]),
    "import_any.import_any": lambda w: import_any.import_any(w.book, [w.folder]),
    "import_any.take_in": lambda w: import_any.take_in(w.book, [import_any.Batch(w.folder, (w.folder,))]),
    "sources.added": lambda w: sources.added(w.book, [], w.folder, None),
    "sources.read_sources": lambda w: sources.read_sources(w.book, [sources.Source(w.folder)], sources.Seen()),
    "known_people.assign": lambda w: known_people.assign(w.book, "kim@mill.example", w.client),
    "known_people.assign_all": lambda w: known_people.assign_all(
        w.book, [known_people.Answer("ida@quay.example", w.client), known_people.Answer("bo@dune.example", None)]
    ),
    "known_people.assign_nobody": lambda w: known_people.assign_nobody(w.book, "lee@pier.example"),
    "deciding.renew_contract": lambda w: deciding.renew_contract(w.book, w.contract(), TODAY),
    "meetings.note_outcome": lambda w: meetings.note_outcome(
        w.book, add(w.book, "meeting", client=w.other), "meeting held"
    ),
    "deciding.end_contract": lambda w: deciding.end_contract(w.book, w.contract(), TODAY),
    "allocating.allocate": lambda w: allocated(w),
    "crediting.credit_invoice": lambda w: crediting.credit_invoice(
        w.book, add(w.book, "invoice", client=w.other, amount=100), TODAY
    ),
    "ladders.take_over": lambda w: ladders.take_over(w.book),
    "ladders.keep_records": lambda w: ladders.keep_records(w.book, ladders.take_over(w.book)),
    "ladders.use_ladder": lambda w: ladders.use_ladder(w.book, "formal"),
    "ladders.keep_steps": lambda w: ladders.keep_steps(w.book, (), w.client),
    "stopping.carry_over_stops": lambda w: stopping.carry_over_stops(w.book),
    "stopping.note_exception": lambda w: stopped(w, lambda it: stopping.note_exception(w.book, stop_of(w, it), "Ill")),
    "stopping.stop_work": lambda w: stopped(w, lambda _contract: None),
    "stopping.resume_work": lambda w: stopped(w, lambda it: stopping.resume_work(w.book, it, TODAY)),
    "deciding.leave_open": lambda w: deciding.leave_open(w.book, w.contract()),
    "whose_mail.proposal": lambda w: whose_mail.proposal(w.book, [w.mail]),
    "whose_mail.set_own": lambda w: whose_mail.set_own(w.book, ["ada@north.example"]),
    "merging.merge": lambda w: merging.merge(w.book, add(w.book, "client", name="Twin"), w.other),
    "confirming.confirm": lambda w: confirming.confirm(w.book, [demand(w, "One more page")]),
    "confirming.undo_confirmed": lambda w: confirming.undo_confirmed(
        w.book, confirming.confirm(w.book, [demand(w, "Two more pages")])
    ),
    "confirming.dismiss": lambda w: confirming.dismiss(w.book, [demand(w, "Also a film")]),
    "confirming.propose_again": lambda w: confirming.propose_again(w.book, [demand(w, "Also a film")]),
    "move_message.move_message": lambda w: move_message.move_message(w.book, w.message, w.other),
    "corrections.correct_entry": lambda w: corrections.correct_entry(
        w.book, dataclasses.replace(read(w.book, Client, w.client), note="Paid"), entry_of(w, w.client), "misread"
    ),
    "letters.as_mail": lambda w: letters.as_mail(w.book, letter(w), TEXT),
    "letters.save_mail": lambda w: letters.save_mail(w.book, letter(w), TEXT, w.folder / "out.eml"),
    "letters.log_sent_letter": lambda w: letters.log_sent_letter(w.book, letter(w), TEXT, Instant(FIRST)),
    "letter_templates.keep_template": lambda w: letter_templates.keep_template(w.book, "reminder", "en", ""),
    "letter_templates.keep_words": lambda w: letter_templates.keep_words(w.book, "reminder", "en", "Hi", "Pay."),
    "deciding.start_leaving": lambda w: leaving_deciding.start_leaving(w.book, w.client, TODAY, "Late again."),
    "steps.save_step": lambda w: steps.save_step(w.book, w.leave, "reason"),
    "deciding.save_decision": lambda w: leaving_deciding.save_decision(
        w.book, Decision(client=w.client, on=TODAY, reasons="Late again.")
    ),
    "deciding.decide": lambda w: leaving_deciding.decide(
        w.book, Decision(client=w.client, verdict="talk", on=TODAY, reasons="Late again."), TODAY
    ),
    "deciding.sign_decision": lambda w: leaving_deciding.sign_decision(w.book, w.decision, TODAY),
    "deciding.add_evidence": lambda w: leaving_deciding.add_evidence(w.book, w.leaving, w.message, "Late"),
    "steps.release_gate": lambda w: refused(lambda: steps.release_gate(w.book, w.leaving, "none", "A gesture", TODAY)),
    "proposals.refuse_account": lambda w: proposals.refuse_account(w.book, w.leaving, named_account(w), TODAY),
    "proposals.link_mail": lambda w: proposals.link_mail(w.book, add(w.book, "account", client=w.other), w.message),
    "proposals.confirm_replies": lambda w: proposals.confirm_replies(w.book, [(reply(w), "Mail of Monday")]),
    "proposals.set_reply_aside": lambda w: proposals.set_reply_aside(w.book, reply(w)),
    "handing_over.answer_sweep": lambda w: handing_over.answer_sweep(w.book, w.leaving, {"hosting": "yes"}, TODAY),
    "handing_over.tick": lambda w: handing_over.tick(w.book, w.account(), "offered", TODAY),
    "handing_over.untick": lambda w: handing_over.untick(w.book, w.account(), "offered"),
    "handing_over.note_request": lambda w: handing_over.note_request(w.book, leaving=w.leaving, on=TODAY),
    "handing_over.close_without_reply": lambda w: refused(
        lambda: handing_over.close_without_reply(w.book, w.account(), TODAY)
    ),
    "handing_over.reopen": lambda w: handing_over.reopen(w.book, w.account()),
    "handing_over.set_proof": lambda w: handing_over.set_proof(w.book, w.account(), "Mail of Monday"),
    "closing.note_destroyed": lambda w: refused(lambda: closing.note_destroyed(w.book, w.leaving, TODAY)),
    "closing.close_leaving": lambda w: refused(lambda: closing.close_leaving(w.book, w.leaving, TODAY, by="Ada North")),
    "final_report.final_report": lambda w: final_report.final_report(w.book, w.other, TODAY),
    "handover_papers.make_handover_request": lambda w: handover_papers.make_handover_request(
        w.book, add(w.book, "account", client=w.other) and w.other, TODAY
    ),
    "handover_papers.make_certificate": lambda w: handover_papers.make_certificate(w.book, w.other, TODAY),
    "papers.make_waiting_report": lambda w: papers.make_waiting_report(w.book, w.client, TODAY, Span(None, TODAY)),
    "papers.make_history": lambda w: papers.make_history(w.book, w.client, TODAY, Span(None, TODAY)),
    "papers.make_chronology": lambda w: papers.make_chronology(
        w.book, add(w.book, "invoice", client=w.other, number="C-1") and w.other, TODAY, Span(None, TODAY)
    ),
    "statement.statement_of": lambda w: statement.statement_of(w.book, w.other, TODAY),
    "invoice_paper.set_lines": lambda w: invoice_paper.set_lines(w.book, add(w.book, "invoice", client=w.other), []),
    "invoice_paper.make_invoice_pdf": lambda w: invoice_paper.make_invoice_pdf(
        w.book, add(w.book, "invoice", client=w.other), TODAY
    ),
    "next_invoice.add_next_invoice": lambda w: next_invoice.add_next_invoice(
        w.book, add(w.book, "invoice", client=w.other, number="N-1")
    ),
    "signing.note_signed": lambda w: signing.note_signed(w.book, w.document, TODAY, "Joan Field"),
    "file_words.index_files": lambda w: index_files(w.book),
    "attachments.attach_files": lambda w: attachments.attach_files(w.book, w.client, [w.mail]),
    "attachments.read_files": lambda w: attachments.read_files([w.mail], w.book),
    "attachments.read_content": lambda w: attachments.read_content(w.book, w.file),
    "attachments.save_copy": lambda w: attachments.save_copy(w.book, w.file, w.folder / "letter copy.eml"),
    "checklist.hide_checklist": lambda w: checklist.hide_checklist(w.book),
    "editing.save_record": lambda w: add(w.book, "client", name="New"),
    "editing.change_record": lambda w: editing.change_record(w.book, read(w.book, Client, w.client), note="Late"),
    "editing.remove_records": lambda w: editing.remove_records(w.book, [w.message]),
    "editing.restore_records": lambda w: editing.restore_records(w.book, [w.message]),
    "undoing.save": lambda w: undoing.save(w.book, dataclasses.replace(read(w.book, Client, w.other), note="Early")),
    "undoing.undo": lambda w: undoing.undo(
        w.book, undoing.save(w.book, dataclasses.replace(read(w.book, Client, w.other), note="Late"))
    ),
    "export_csv.export_csv": lambda w: export_csv.export_csv(
        w.book, KINDS["client"], [w.client], w.folder / "clients.csv"
    ),
    "data_report.data_report": lambda w: data_report.data_report(w.book, "Harbour Books", TODAY),
    "erasure.preview": lambda w: erasure.preview(w.book, [w.message]),
    "erasure.preview_redaction": lambda w: erasure.preview_redaction(w.book, w.client, "note"),
    "erasure.redact_field": lambda w: erasure.redact_field(w.book, w.client, "note", "request of 3 May", w.places),
    "erasure.erase_records": lambda w: erasure.erase_records(w.book, [w.message], "request of 3 May", w.places),
    "erasure.pending": lambda w: erasure.pending(w.book),
    "erasure.finish": lambda w: erasure.finish(w.book, w.places),
    "erasure.give_up": lambda w: erasure.give_up(w.book, "gone"),
    "passphrase.protect": lambda w: passphrase.protect(w.book, PASSPHRASE, w.places, w.salts),
    "passphrase.confirm": lambda w: passphrase.confirm(w.book, PASSPHRASE),
    "passphrase.recovery_code": lambda w: passphrase.recovery_code(w.book),
    "passphrase.recovery_sheet": lambda w: passphrase.recovery_sheet(w.book, current(), TODAY),
    "passphrase.recovery_typed": lambda w: passphrase.recovery_typed(w.book, passphrase.recovery_code(w.book)),
    "passphrase.recovery_confirmed": lambda w: passphrase.recovery_confirmed(w.book),
    "backups.back_up, locked": lambda w: backups.back_up(w.book, w.places, Event.ASKED),
    "opening.check_in_full, locked": lambda w: opening.check_in_full(w.book),
    "passphrase.change": lambda w: passphrase.change(w.book, PASSPHRASE, OTHER, w.places, w.salts),
    "passphrase.unprotect": lambda w: passphrase.unprotect(w.book, OTHER, w.places, w.salts),
}


def actions() -> Iterator[str]:
    """Yield each public function of the actions that takes an open casebook."""
    for path in sorted((ROOT / "clientguard" / "actions").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        module = importlib.import_module(name.removesuffix(".__init__"))
        for each, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == name and not each.startswith("_"):
                taken = [kind for given, kind in function.__annotations__.items() if given != "return"]
                if any("Casebook" in kind for kind in taken):
                    yield f"{path.stem}.{each}"


def test_every_action_on_an_open_casebook_is_tried():
    assert {name.partition(",")[0] for name in DONE} == set(actions())


@pytest.mark.skipif(not LOCKS.exists(), reason="the system does not list its locks")
def test_no_action_opens_the_file_of_an_open_casebook_or_costs_it_a_lock(tmp_path):
    folder = tmp_path / "practice"
    folder.mkdir()
    world = World(folder)
    assert world.locks() == {SHARED}
    for name, do in DONE.items():
        _watched[:] = [world.book.path]
        try:
            do(world)
        finally:
            _watched.clear()
        assert _opened == [], name
        assert world.locks() == {SHARED}, name
    world.book.close()


def test_the_open_casebook_itself_is_neither_imported_nor_attached(tmp_path):
    world = World(tmp_path)
    wal = tmp_path / "practice.casebook-wal"
    link = tmp_path / "letter.mbox"
    link.symlink_to(world.book.path)
    for path in (world.book.path, wal, link):
        _watched[:] = [path]
        try:
            with pytest.raises(KnownError, match="is the casebook that is open"):
                import_mail.import_mail(world.book, [path], world.client)
            with pytest.raises(KnownError, match="is the casebook that is open"):
                attachments.attach_files(world.book, world.client, [path])
        finally:
            _watched.clear()
    assert _opened == []
    assert read(world.book, Attachment, world.file).name == "letter.eml"
    world.book.close()
