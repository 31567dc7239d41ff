"""What proof needs beside the record: rates of law that the user entered, and the bundles that were given out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import (
    Problem,
    Record,
    Remark,
    choice,
    day,
    decimal,
    kind,
    link,
    long,
    number,
    text,
)
from clientguard.domain.records.field_words import field_in_words
from clientguard.domain.records.kinds.parties import BASES
from clientguard.domain.wording import N_, listed, said


@kind("law_rate", N_("Rate by law"), N_("Rates by law"), N_("rate by law", "noun"), icon="receipt", title="base",
      date="starts", client="",
      empty=N_("No rates of your own. Add one when the program knows none for a period."))  # fmt: skip
class LawRate(Record):
    """A rate on which late interest builds, for a period for which the program knows none or another (P3.2)."""

    base: str = choice(N_("Rate", "law"), BASES, required=True, column=True)
    starts: date | None = day(N_("From", "day"), required=True, column=True)
    ends: date | None = day(N_("Until"), column=True, help=N_("Leave empty while it has not changed."))
    rate: str = decimal(N_("Per cent a year"), required=True, column=True)
    source: str = text(N_("Where you read it"), required=True, column=True)
    checked_on: date | None = day(N_("Checked on"), past=True, required=True, column=True)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the period ends before it begins."""
        if self.starts and self.ends and self.ends < self.starts:
            yield Problem("ends", said(N_("This is before the day from which it counts.")))


@kind("bundle", N_("Evidence bundle"), N_("Evidence bundles"), N_("evidence bundle", "noun"), icon="package",
      title="name", date="made_on", timeline=True, section="files", addable=False, after_closing=True,
      empty=N_("No evidence bundle was made."))  # fmt: skip
class Bundle(Record):
    """A bundle of evidence that was made for somebody, and what it leaves out; the file itself is not kept (P5.2)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    name: str = text(N_("File"), required=True, form=False, column=True, search=True)
    made_on: date | None = day(N_("Made on"), past=True, required=True, form=False, column=True)
    exhibits: int | None = number(N_("Exhibits"), form=False, column=True)
    sha256: str = text(N_("SHA-256 of the file"), form=False, alone=False)
    anchor: str = text(N_("Journal anchor in it"), form=False, alone=False)
    redacted: str = text(N_("Fields left out"), form=False)
    left_out: str = long(N_("Records left out"), lines=2, form=False)
    given_to: str = text(N_("Given to"), column=True, search=True, people=True)
    given_on: date | None = day(N_("Given on"), past=True, column=True)
    note: str = long(N_("Note to yourself"), private=True, search=True)

    def in_words(self, today: date) -> Iterator[Remark]:  # noqa: ARG002
        """Yield what was made: by its SHA-256 and its anchor the file that was given can be told from others."""
        if self.sha256:
            text = N_("{name}, SHA-256 {sha256}; journal anchor {anchor}.")
            figures = {"sha256": in_groups(self.sha256), "anchor": in_groups(self.anchor)}
            yield Remark("given_to", said(text, name=self.name, **figures))
        fields = [field_in_words(each) for each in self.redacted.split(", ") if each]
        if parts := [*fields, *([said("{text}", text=self.left_out)] if self.left_out else [])]:
            yield Remark("given_on", said(N_("Left out: {what}."), what=listed(parts, "; ")))


def in_groups(figure: str) -> str:
    """Return a digest or an anchor with spaces, so that a line can end in it; an anchor is read with them too."""
    size, colon, digits = figure.rpartition(":")
    return f"{size}{colon}" + " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
