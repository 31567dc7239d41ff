"""Papers that were made for a client: what they said, and who signed them."""

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

FINAL_REPORT = "final report"
DOCUMENT_TYPES = (Choice(FINAL_REPORT, N_("Final report")),)


@kind("document", N_("Document"), N_("Documents"), icon="file-text", date="made_on", timeline=True, section="files",
      evidence=True, addable=False, fixed_by="signed_on",
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
