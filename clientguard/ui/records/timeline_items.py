"""Records as lines of a timeline: when, and what, in words."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.domain.records import Document, Field, Message, Record, Type
from clientguard.store.views.client import timeline_rows
from clientguard.store.views.leaving.documents import document_states
from clientguard.texts import _, current, local
from clientguard.ui.records.shown import duration, shown
from clientguard.ui.widgets.timeline import Item

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection, Rows


def items(db: Connection, wanted: list[tuple[int, str]], today: date) -> list[Item]:
    """Read the lines of these records; a document's says how it stands on the day `today`. Needs no screen."""
    found = timeline_rows(db, wanted)
    papers = [record for record, kind in wanted if kind == Document.kind.name]
    states = document_states(db, papers, today, own_calendar(db), local)
    lines = ((item(record, found), states.get(record.id)) for record in found.records)
    return [
        dataclasses.replace(line, text=f"{line.text} · {current().say(state.words)}") if state else line
        for line, state in lines
    ]


def item(record: Record, found: Rows) -> Item:
    """Return a record as a line of the timeline."""
    kind = record.kind
    words = current()
    if isinstance(record, Message) and record.at:
        channel = shown(kind.field("channel"), record, {})
        chosen = kind.field("channel").choice(record.channel)
        way = shown(kind.field("direction"), record, {})
        when = " · ".join(
            part
            for part in (
                words.moment(local(record.at)),
                channel,
                way.lower(),
                duration(record.minutes) if record.minutes else "",
            )
            if part
        )
        body = " ".join(record.body[:400].split())
        return Item(
            when,
            f"{record.subject} — {body}" if body else record.subject,
            chosen.icon if chosen else kind.icon,
            record.id,
            kind.name,
        )
    moment = shown(kind.field(kind.date), record, found.titles) if kind.date else ""
    parts = [
        _labelled(field, shown(field, record, found.titles))
        for field in kind.columns
        if field.name not in (kind.client, kind.date) and getattr(record, field.name) not in (None, "", False)
    ]
    text = " · ".join(parts) or shown(kind.field(kind.title), record, found.titles)
    return Item(" · ".join(filter(None, (moment, _(kind.label)))), text, kind.icon, record.id, kind.name)


def _labelled(field: Field, text: str) -> str:
    """Return a bare number with what it counts, another date with what it is of; for yes, what is the case."""
    if field.type is Type.FLAG:
        return _(field.label)
    return f"{_(field.label)} {text}" if field.type in (Type.NUMBER, Type.DATE) else text
