"""Leaving a client: the accounts to hand over, the decision, the releases on the way, and the documents made (P4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import (
    Choice,
    Problem,
    Record,
    choice,
    day,
    digest,
    kind,
    language,
    link,
    long,
    number,
    text,
)
from clientguard.domain.wording import N_, said

OWNERSHIP = (
    Choice("client", N_("Client's own"), "met"),
    Choice("personal", N_("Personal data"), "met"),
    Choice("resold", N_("Resold by you"), "note"),
    Choice("mine", N_("Yours until paid"), "attention"),
)
FINAL_REPORT = "final report"
DOCUMENT_TYPES = (Choice(FINAL_REPORT, N_("Final report")),)
STEPS = ("decide", "obligations", "money", "gates", "accounts", "reason", "report", "signoff")


@kind(
    "account",
    N_("Account"),
    N_("Accounts"),
    icon="key-round",
    title="name",
    section="accounts",
    secrets="block",
    empty=N_("No accounts yet. Add each one that you manage for the client, and who owns it."),
)
class Account(Record):
    """An account or asset managed for a client, and its handover (P4.3, P4.4). It never holds a secret."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    name: str = text(N_("Name"), required=True, column=True, search=True)
    platform: str = text(N_("Platform"), column=True, search=True)
    address: str = text(N_("Address or sign-in name"), search=True)
    ownership: str = choice(N_("Ownership"), OWNERSHIP, default="client", required=True, column=True)
    kept_at: str = text(
        N_("Where the credential is kept"),
        place=True,
        help=N_("For example your password manager's entry. Never the credential itself."),
    )
    clause: str = text(N_("Contract clause"), help=N_("What the contract says about it, if anything."))
    renews: date | None = day(N_("Renews on"))
    owner: str = text(N_("Handed over to"))
    offered_on: date | None = day(N_("Offered on"), past=True, column=True)
    accepted_on: date | None = day(N_("Accepted on"), past=True, column=True)
    tested_on: date | None = day(N_("Client signed in on"), past=True, column=True)
    tokens_on: date | None = day(N_("Tokens and recovery addresses changed on"), past=True)
    billing_on: date | None = day(N_("Billing moved on"), past=True)
    removed_on: date | None = day(N_("Own access removed on"), past=True, column=True)
    proof: str = text(N_("Proof"), search=True, help=N_("A confirmation, a screenshot, a message."))


@kind("leaving", N_("Leaving"), N_("Leaving cases"), icon="handshake", title="reason", date="decided", timeline=True,
      addable=False, own_page=True, after_closing=True)  # fmt: skip
class Leaving(Record):
    """A decision to stop working for a client, and its progress (P4.1). Each step of the wizard saves it."""

    client: int | None = link(N_("Client"), "client", required=True)
    contract: int | None = link(N_("Contract"), "contract", help=N_("The engagement that ends."))
    decided: date | None = day(N_("Decided on"), past=True, required=True)
    reasons: str = long(N_("Reasons"), required=True, private=True, help=N_("What happened, as facts from the record."))
    alternatives: str = long(
        N_("Alternatives considered"), private=True, help=N_("A conversation, other terms, a referral, and why not.")
    )
    notice_given: date | None = day(N_("Notice given on"), past=True)
    last_day: date | None = day(N_("Last day"))
    reason: str = long(
        N_("Reason for the client"),
        lines=3,
        help=N_("We cannot meet your needs because of: what the client did or did not do. Facts, no insults."),
    )
    summary: str = long(N_("In short"), lines=5, help=N_("What was achieved, in a few sentences, for the client."))
    open_items: str = long(N_("Still to do"), lines=4, help=N_("One per line: what, who, by when."))
    step: str = choice(N_("Step"), tuple(Choice(step, step) for step in STEPS), default="decide", form=False)
    report_version: int | None = number(N_("Report version"), form=False)
    report_digest: str = digest(N_("Report digest"))
    reported: date | None = day(N_("Report made on"), past=True, form=False)
    signed_off: date | None = day(N_("Signed off on"), past=True, form=False)
    signed_by: str = text(N_("Signed off by"), form=False)
    outcome: str = long(N_("How it ended"), private=True, form=False)


@kind("obligation", N_("Obligation"), N_("Obligations"), icon="circle-check", title="what", date="due",
      empty=N_("Nothing else is owed. Add refunds, credits or promises that must be met first."))  # fmt: skip
class Obligation(Record):
    """Something owed to the client before leaving that no other record shows: a refund, a credit, a promise (P4.2)."""

    client: int | None = link(N_("Client"), "client", required=True)
    what: str = text(N_("What is owed"), required=True, column=True, search=True)
    due: date | None = day(N_("Due"), column=True)
    met_on: date | None = day(N_("Met on"), past=True, column=True)
    note: str = text(N_("Note"))


@kind("release", N_("Released gate"), N_("Released gates"), icon="lock-open", title="reason", date="on",
      timeline=True, addable=False)  # fmt: skip
class Release(Record):
    """A gate that the user released, with the recorded reason (P4.3)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    leaving: int | None = link(N_("Leaving"), "leaving", required=True, form=False)
    gate: str = text(N_("Gate"), required=True, form=False)
    reason: str = long(N_("Reason"), required=True, lines=3, private=True)
    on: date | None = day(N_("Released on"), past=True, required=True)


@kind("evidence", N_("Evidence"), N_("Evidence"), icon="paperclip", title="note", addable=False, after_closing=True)
class Evidence(Record):
    """A record that is evidence for a decision to leave (P4.1)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    leaving: int | None = link(N_("Leaving"), "leaving", required=True, form=False, index=True)
    about: int | None = link(N_("Record"), "", required=True)
    note: str = text(N_("What it shows"), private=True, search=True)


@kind("attachment", N_("Attachment"), N_("Attachments"), icon="paperclip", title="name", addable=False,
      section="files", part_of="of",
      empty=N_("No files yet. Attach a contract, a brief or a signed paper."))  # fmt: skip
class Attachment(Record):
    """A file attached to a record; identical bytes are stored only once, by their SHA-256."""

    client: int | None = link(N_("Client"), "client", form=False, column=True)
    of: int | None = link(N_("Belongs to"), "", required=True, form=False, index=True, column=True)
    name: str = text(N_("Name"), required=True, column=True, search=True)
    media_type: str = text(N_("Type"), form=False, column=True, alone=False)
    size: int | None = number(N_("Size"), unit="bytes", form=False, column=True, alone=False)
    sha256: str = digest(N_("Digest"), required=True, blob=True)


@kind("document", N_("Document"), N_("Documents"), icon="file-text", date="made_on", timeline=True, section="files",
      evidence=True, addable=False, fixed_by=("signed_on",),
      empty=N_("No documents yet. The final report is listed here once you create it."))  # fmt: skip
class Document(Record):
    """A paper as it was made, with the facts that it printed, and its signature (P4.5, P5.1)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    type: str = choice(N_("Kind"), DOCUMENT_TYPES, default=FINAL_REPORT, required=True, form=False)
    title: str = text(N_("Title"), required=True, form=False, column=True, search=True)
    version: int | None = number(N_("Version"), form=False)
    language: str = language(N_("Language"), form=False)
    made_on: date | None = day(N_("Made on"), past=True, required=True, form=False, column=True)
    file: int | None = link(N_("File"), "attachment", form=False)
    anchor: str = text(N_("Journal anchor on it"), form=False, alone=False)
    facts: str = digest(N_("Facts that it printed"), blob=True, shared=True)
    signed_on: date | None = day(N_("Signed on"), past=True, column=True)
    signed_by: str = text(N_("Signed by"), column=True, search=True)
    capacity: str = text(N_("Signed as"), help=N_("For example owner, or managing director."))
    exceptions: str = long(N_("Exceptions"), lines=3, help=N_("What they did not agree to, as they wrote it."))

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the signature has no day or no name, or is dated before the document."""
        if self.signed_on and not self.signed_by.strip():
            yield Problem("signed_by", said(N_("Say who signed it.")))
        if not self.signed_on and (self.signed_by or self.capacity or self.exceptions):
            yield Problem("signed_on", said(N_("Say when it was signed.")))
        if self.signed_on and self.made_on and self.signed_on < self.made_on:
            yield Problem("signed_on", said(N_("The signature is older than the document.")))
