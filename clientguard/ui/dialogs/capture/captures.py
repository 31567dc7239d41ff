"""What can be logged in one dialog: for each chip the kind, the field that takes the text, and what is preset."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from clientguard.domain.records import KINDS, Instant, Record, Type
from clientguard.domain.records.from_text import parted
from clientguard.texts import N_, _

if TYPE_CHECKING:
    from clientguard.domain.records import Kind


@dataclass(frozen=True, slots=True)
class Capture:
    """One chip. `text` is the field that the user writes in; `fields` stand in the form beside client and text.

    Where the kind has a title besides, it follows from the first line of the text; `nameless` is the title of one of
    which there is nothing to say.
    """

    key: str
    word: str
    save_word: str
    icon: str
    kind_name: str
    text: str
    fields: tuple[str, ...] = ()
    preset: Mapping[str, Any] = field(default_factory=dict[str, Any])
    nameless: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of record that it makes."""
        return KINDS[self.kind_name]

    @property
    def brief(self) -> tuple[str, ...]:
        """The fields that its form shows first."""
        return (self.kind.client, self.text, *self.fields)

    def fresh(self, client: int | None, today: date, now: Instant) -> Record:
        """Return the record that the form begins with: of today, or of this moment."""
        preset = dict(self.preset)
        for each in self.kind.fields:
            if each.required and each.type is Type.DATE and each.past:
                preset[each.name] = today
            elif each.required and each.type is Type.INSTANT:
                preset[each.name] = now
        return self.kind.record(**{self.kind.client: client, **preset})

    def titled(self, record: Record) -> Record:
        """Return a record with the title that follows from its text, where the user entered none.

        A text that is all in the title is not kept twice.
        """
        title, text = self.kind.title, getattr(record, self.text)
        if title == self.text or getattr(record, title).strip():
            return record
        line, rest = parted(text)
        named = line or (_(self.nameless) if self.nameless else "")
        return dataclasses.replace(record, **{title: named, self.text: rest})


CALL = "call"
CAPTURES = {
    each.key: each
    for each in (
        Capture("message", N_("Message"), N_("Log message"), "mail", "message", "body", ("channel", "direction"),
                {"channel": "mail"}),
        Capture(CALL, N_("Call"), N_("Log call"), "phone", "message", "body", ("direction",), {"channel": "call"},
                N_("Call")),
        Capture("missed call", N_("Missed call"), N_("Log missed call"), "phone-missed", "message", "body",
                ("direction",), {"channel": "missed call"}, N_("Missed call")),
        Capture("meeting", N_("Meeting"), N_("Log meeting"), "calendar", "meeting", "note",
                ("planned_at", "state", "missed_by"), {"state": "held"}, N_("Meeting")),
        Capture("demand", N_("Demand"), N_("Log demand"), "corner-down-right", "demand", "words",
                ("in_scope", "repeats")),
        Capture("promise", N_("Promise"), N_("Log promise"), "handshake", "promise", "words", ("type", "due")),
        Capture("advice", N_("Advice"), N_("Log advice"), "book-open-check", "advice", "what", ("followed",)),
        Capture("problem", N_("Problem"), N_("Log problem"), "triangle-alert", "problem", "detail",
                ("sort", "sign", "harm")),
        Capture("request", N_("Request"), N_("Log request"), "hourglass", "request", "title", ("ask", "needed_by")),
        Capture("work", N_("Work"), N_("Log work"), "clock", "work", "detail", ("minutes", "sort")),
    )
}  # fmt: skip
