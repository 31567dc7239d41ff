"""What the search box shows of what a query finds; to be read off the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clientguard.domain.records import KINDS, Attachment, Instant, Record
from clientguard.domain.records.found_words import passage
from clientguard.domain.records.names import folded
from clientguard.domain.records.query import CLIENT, IS, KIND, WAYS, Query, Vocabulary
from clientguard.store.views import lists, search
from clientguard.store.views.records import any_record, titles
from clientguard.store.views.search import LOOKED_AT as LOOKED_AT
from clientguard.texts import _, current, local

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

_UNFINISHED = re.compile(r"(?:^|(?<=\s))-?(?P<key>[^\W\d_]+):(?:\"(?P<quoted>[^\"]*)|(?P<bare>[^\s\"]*))$")
MOST = 30  # shown at first
MOST_CLIENTS = 5  # whose names have the words: they come first, for that is where one is going most often


class Found(NamedTuple):
    """A record that was found: which, its title, what it belongs to, its date in words, and the passage found."""

    kind: str
    record: int
    title: str
    owner: str
    day: str
    passage: str = ""


class Results(NamedTuple):
    """What a query found, whether there is more, and what would complete the filter that is being typed."""

    found: list[Found]
    more: bool = False
    looked_at_all: bool = True
    completions: tuple[str, ...] = ()


def read(db: Connection, query: Query, typed: str, words: Vocabulary, limit: int = MOST) -> Results:
    """Return what a query finds, the newest first; clients with these names before everything else."""
    findings = search.find(db, query, limit=limit, day_of=lambda at: local(at).date())
    hits = list(findings.hits)
    if query.text and query.parts == query.wanted:
        first = [search.Hit(each, CLIENT) for each in lists.titled(db, KINDS[CLIENT], query.text, MOST_CLIENTS)]
        hits = (first + [each for each in hits if each not in first])[:limit]
    return Results(_rows(db, query, hits), findings.more, findings.looked_at_all, tuple(completions(db, typed, words)))


def _rows(db: Connection, query: Query, hits: list[search.Hit]) -> list[Found]:
    names = titles(db, [hit.record for hit in hits])
    records = {hit.record: any_record(db, hit.record) for hit in hits}
    texts = search.texts_of(db, hits) if query.wanted else {}
    owners = {record: _owner(found) for record, found in records.items()}
    whose = titles(db, sorted({owner for each in owners.values() for owner in each}))
    rows: list[Found] = []
    for hit in hits:
        title = " ".join(names.get(hit.record, "").split())
        owner = " · ".join(dict.fromkeys(name for each in owners[hit.record] if (name := whose.get(each, ""))))
        beside = texts.get(hit.record, "").replace(names.get(hit.record) or "\n", "\n", 1)  # the title stands above it
        around = passage(beside, query.wanted)
        rows.append(Found(hit.kind, hit.record, title, owner, _day(records[hit.record]), around))
    return rows


def _owner(record: Record) -> tuple[int, ...]:
    """Return what a record belongs to: the record that a file is attached to, and the client."""
    client = getattr(record, "client", None) or 0
    of = record.of if isinstance(record, Attachment) else None
    return tuple(each for each in (of, client) if each)


def _day(record: Record) -> str:
    """Return the date that tells a record apart from others of its name."""
    value = getattr(record, record.kind.date) if record.kind.date else None
    if isinstance(value, Instant):
        value = local(value).date()
    return current().date(value) if value else ""


def completions(db: Connection, typed: str, words: Vocabulary) -> list[str]:
    """Return what could complete the filter at the end of what is typed: clients, kinds, or directions."""
    match = _UNFINISHED.search(typed)
    if match is None:
        return []
    key, begun = words.keys.get(folded(match["key"]), ""), folded(match["quoted"] or match["bare"] or "")
    if key == CLIENT:
        ids = lists.titled(db, KINDS[CLIENT], begun, MOST_CLIENTS)
        names = titles(db, ids)
        return [name for each in ids if (name := names.get(each, "")) and folded(name) != begun]
    if key == KIND:
        return _beginning(begun, sorted(_(kind.label) for kind in KINDS.values()))
    if key == IS:
        return _beginning(begun, [_(word) for _way, word in WAYS])
    return []


def _beginning(begun: str, every: list[str]) -> list[str]:
    return [each for each in every if folded(each).startswith(begun) and folded(each) != begun]


def completed(typed: str, value: str) -> str:
    """Return what is typed with the filter at its end completed."""
    match = _UNFINISHED.search(typed)
    assert match is not None
    plain = value.replace('"', " ")
    shown = f'"{plain}"' if " " in plain else plain
    return f"{typed[: match.end('key')]}:{shown} "
