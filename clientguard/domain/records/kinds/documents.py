"""Files that are attached, and papers that were made from the record, with what they printed (P4.5, P5.1)."""

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
    flag,
    kind,
    language,
    link,
    long,
    number,
    text,
)
from clientguard.domain.wording import N_, said

FINAL_REPORT, HANDOVER_REQUEST, CERTIFICATE = "final report", "handover request", "certificate"
WAITING_REPORT, HISTORY, CHRONOLOGY = "waiting report", "client history", "chronology"
WELCOME, TALK = "welcome sheet", "conversation sheet"
INTEREST_SHEET = "interest sheet"
DOCUMENT_TYPES = (
    Choice(FINAL_REPORT, N_("Handover report")),
    Choice(HANDOVER_REQUEST, N_("Handover request")),
    Choice(CERTIFICATE, N_("Certificate of return and deletion")),
    Choice(WAITING_REPORT, N_("Waiting report")),
    Choice(HISTORY, N_("Client history")),
    Choice(CHRONOLOGY, N_("Chronology")),
    Choice(WELCOME, N_("Welcome sheet")),
    Choice(TALK, N_("Conversation sheet")),
    Choice(INTEREST_SHEET, N_("Interest sheet")),
)


@kind("attachment", N_("Attachment"), N_("Attachments"), N_("attachment", "noun"), icon="paperclip", title="name",
      addable=False, section="files", part_of="of",
      empty=N_("No files yet. Attach a contract, a brief or a signed paper."), after_closing=True)  # fmt: skip
class Attachment(Record):
    """A file attached to a record; identical bytes are stored only once, by their SHA-256."""

    client: int | None = link(N_("Client"), "client", form=False, column=True)
    of: int | None = link(N_("Belongs to"), "", required=True, form=False, index=True, column=True)
    name: str = text(N_("Name"), required=True, column=True, search=True)
    media_type: str = text(N_("Type"), form=False, column=True, alone=False)
    size: int | None = number(N_("Size"), unit="bytes", form=False, column=True, alone=False)
    sha256: str = digest(N_("Digest"), required=True, blob=True)


@kind("document", N_("Document"), N_("Documents"), N_("document", "noun"), icon="file-text", date="made_on",
      timeline=True, section="files", evidence=True, addable=False, fixed_by=("signed_on",),
      empty=N_("No documents yet. The handover report is listed here once you create it."),
      after_closing=True)  # fmt: skip
class Document(Record):
    """A paper as it was made, with the facts that it printed, and its signature (P4.5, P5.1)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    type: str = choice(N_("Kind"), DOCUMENT_TYPES, default=FINAL_REPORT, required=True, form=False)
    title: str = text(N_("Title"), required=True, form=False, column=True, search=True)
    version: int | None = number(N_("Version"), form=False)
    draft: bool = flag(N_("Draft"), form=False)
    language: str = language(N_("Language"), form=False)
    made_on: date | None = day(N_("Made on"), past=True, required=True, form=False, column=True)
    file: int | None = link(N_("File"), "attachment", form=False)
    anchor: str = text(N_("Journal anchor on it"), form=False, alone=False)
    facts: str = digest(N_("Facts that it printed"), blob=True, shared=True)
    signed_on: date | None = day(N_("Signed on"), past=True, column=True, after_closing="once")
    signed_by: str = text(N_("Signed by"), column=True, search=True, after_closing="once")
    capacity: str = text(N_("Signed as"), help=N_("For example owner, or managing director."), after_closing="once")
    signed_page: int | None = link(N_("Signed page"), "attachment", form=False, after_closing="once")
    exceptions: str = long(
        N_("Exceptions"), lines=3, help=N_("What they did not agree to, as they wrote it."), after_closing="once"
    )

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the signature has no day or no name, or is dated before the document."""
        if self.signed_on and not self.signed_by.strip():
            yield Problem("signed_by", said(N_("Say who signed it.")))
        if not self.signed_on and (self.signed_by or self.capacity or self.exceptions):
            yield Problem("signed_on", said(N_("Say when it was signed.")))
        if self.signed_on and self.made_on and self.signed_on < self.made_on:
            yield Problem("signed_on", said(N_("The signature is older than the document.")))
