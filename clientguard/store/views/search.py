"""What the search box finds: words and phrases by the index, newest first, narrowed by what the records say.

The index knows which words a text has, not where. So the text of each hit is read where words must follow each other,
and its row where a filter asks for its client, day or direction. How many are looked at has a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from clientguard.domain.records import KINDS, Attachment, Instant, Kind, Type
from clientguard.domain.records.describe import CLIENT
from clientguard.domain.records.query import CLIENT as WHOSE
from clientguard.domain.records.query import DATES, IS, KIND, Filter, Query, Term
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells, search_words
from clientguard.store.records.columns import field_columns, quoted, text_of
from clientguard.store.records.search import REMOVED_CLIENTS
from clientguard.store.views import lists
from clientguard.store.views.files import dates

LOOKED_AT = 20_000  # records whose rows or texts are read for one query: a third of a second
MOST_CLIENTS = 200  # that one name can mean
_FIRST, _LARGEST = 64, 500  # records looked at together
_SLACK = timedelta(days=4)  # entries of one second stand in the ones after it; a day begins at other times elsewhere
_RECORDS = "JOIN search_entry e ON e.rowid = s.rowid JOIN record r ON r.id = e.record"
_UTC_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row = tuple[int, str]  # a record and its kind


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that a query found."""

    record: int
    kind: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, and whether that is all: there may be more behind the limit, or behind what was looked at."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    looked_at_all: bool = True


@dataclass(frozen=True, slots=True)
class _Fact:
    client: int | None
    on: date | Instant | None
    way: str
    text: str


def search_records(db: Connection, words: str, *, kind: str = "", limit: int = 50) -> list[Hit]:
    """Return the records that contain every word of `words`, newest first, without removed ones and those of removed
    clients, which go and come back with their client. Nothing in `words` is an operator.
    """
    query = Query((Term(words), *([Filter(KIND, kind)] if kind else [])))
    return list(find(db, query, limit=limit).hits)


def find(
    db: Connection, query: Query, *, limit: int = 50, client: int = 0, day_of: Callable[[Instant], date] | None = None
) -> Findings:
    """Return the newest `limit` records that a query finds, of one client if it is given.

    `day_of` says on which day a moment is for the user; without it, days are those of UTC. What was removed, and what
    belongs to a removed client, is left out.
    """
    return _Search(db, query, client, day_of or _utc_day).run(limit)


def texts_of(db: Connection, hits: Sequence[Hit]) -> dict[int, str]:
    """Return the searched texts of some hits (at most 500), what files say included."""
    found: dict[int, str] = {}
    for name in dict.fromkeys(hit.kind for hit in hits):
        facts = _facts(db, cells.kind(name), [hit.record for hit in hits if hit.kind == name], text=True, dated=False)
        found |= {record: fact.text for record, fact in facts.items()}
    return found


def _utc_day(moment: Instant) -> date:
    return (_UTC_EPOCH + timedelta(milliseconds=moment.ms)).date()


class _Search:
    """One query, being answered."""

    def __init__(self, db: Connection, query: Query, client: int, day_of: Callable[[Instant], date]) -> None:
        self._db = db
        self._day_of = day_of
        self._terms = [each for each in query.terms if search_words.has_words(each)]
        self._filters = query.filters
        self._named = {each: _clients(db, each.value) for each in self._filters if each.key == WHOSE}
        self._clients: set[int] | None = {client} if client else None
        if not client and any(not each.excluded for each in self._named):
            self._clients = {one for each, ids in self._named.items() if not each.excluded for one in ids}
        kinds = {each.value for each in self._filters if each.key == KIND and not each.excluded} or set(KINDS)
        self._kinds = kinds - {each.value for each in self._filters if each.key == KIND and each.excluded}
        self._gone = {row[0] for row in db.execute(f"SELECT c.id FROM {REMOVED_CLIENTS}")}
        self._match = search_words.match(db, self._terms)
        unsaid = [each for each in self._terms if search_words.needs_text(each) or (each.excluded and not self._match)]
        self._patterns = _patterns(unsaid)
        self._dated = any(each.key in DATES for each in self._filters)
        self._asks_rows = bool(
            self._gone or self._clients is not None or any(each.key not in (KIND, WHOSE) for each in self._filters)
            or any(each.excluded for each in self._named)
        )  # fmt: skip

    def run(self, limit: int) -> Findings:
        """Return what is found."""
        asked = self._terms or self._filters or self._clients is not None
        if not asked or self._clients == set():
            return Findings()
        narrow = self._clients is not None or self._kinds != set(KINDS)
        if not self._match and narrow:
            return self._take(self._scope(), limit)
        found = self._take(self._match_rows() if self._match else self._all_rows(), limit)
        if found.looked_at_all or not narrow:
            return found
        self._patterns = _patterns(self._terms)  # too many have the words: look through the few of that client or kind
        return self._take(self._scope(), limit)

    def _take(self, rows: Iterator[Row], limit: int) -> Findings:
        found: list[Hit] = []
        looked, size = 0, _FIRST
        while part := list(islice(rows, size)):
            for row in part if not (self._asks_rows or self._patterns) else self._fitting(part):
                if len(found) == limit:
                    return Findings(tuple(found), more=True)
                found.append(Hit(*row))
            looked += len(part)
            if looked >= LOOKED_AT and (self._asks_rows or self._patterns):
                return Findings(tuple(found), looked_at_all=next(rows, None) is None)
            size = min(2 * size, _LARGEST)
        return Findings(tuple(found))

    # --- what is looked at ---

    def _match_rows(self) -> Iterator[Row]:
        """Yield what the index finds, newest first."""
        sql = f"SELECT r.id, r.kind FROM search_index s {_RECORDS} WHERE s.search_index MATCH ?"
        return self._living(sql, "s.rowid", [self._match])

    def _all_rows(self) -> Iterator[Row]:
        """Yield everything, newest first."""
        return self._living("SELECT r.id, r.kind FROM search_entry e JOIN record r ON r.id = e.record WHERE 1",
                            "e.rowid", [])  # fmt: skip

    def _living(self, sql: str, rowid: str, values: list[object]) -> Iterator[Row]:
        sql += " AND r.removed_seq IS NULL"
        if self._kinds != set(KINDS):
            sql += f" AND r.kind IN ({', '.join('?' for _ in self._kinds)})"
            values = [*values, *sorted(self._kinds)]
        first, last = _limits(self._filters)
        if first:
            sql += f" AND {rowid} >= ?"
            values = [*values, _seconds(first - _SLACK)]
        if last:
            sql += f" AND {rowid} < ?"
            values = [*values, _seconds(last + _SLACK)]
        yield from self._db.execute(f"{sql} ORDER BY {rowid} DESC", values)

    def _scope(self) -> Iterator[Row]:
        """Yield the records of the clients and kinds that are asked for, newest first."""
        found: list[tuple[int, int, str]] = []
        for name in sorted(self._kinds):
            kind = KINDS[name]
            link = "id" if name == CLIENT else kind.client
            if self._clients is not None and not link:
                continue
            whose, values = "", list[object]()
            if self._clients is not None:
                whose = f" AND t.{quoted(link)} IN ({', '.join('?' for _ in self._clients)})"
                values = [*sorted(self._clients)]
            order = f"t.{quoted(next(iter(field_columns(kind.field(kind.date)))))} DESC" if kind.date else "t.id DESC"
            sql = (
                f"SELECT e.rowid, t.id FROM (SELECT t.id FROM {quoted(name)} t WHERE {lists.living(kind)}{whose}"
                f" ORDER BY {order} LIMIT {LOOKED_AT}) t JOIN search_entry e ON e.record = t.id"
            )
            found += [(at, record, name) for at, record in self._db.execute(sql, values)]
        found.sort(reverse=True)
        return iter([(record, name) for _, record, name in found])

    # --- what fits ---

    def _fitting(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield those of some records that the filters let through and whose text has what it must."""
        facts: dict[int, _Fact] = {}
        for name in dict.fromkeys(kind for _, kind in rows):
            ids = [record for record, kind in rows if kind == name]
            facts |= _facts(self._db, cells.kind(name), ids, text=bool(self._patterns), dated=self._dated)
        yield from (row for row in rows if row[0] in facts and self._fits(facts[row[0]]))

    def _fits(self, fact: _Fact) -> bool:
        if fact.client in self._gone or (self._clients is not None and fact.client not in self._clients):
            return False
        if not all(self._lets_through(each, fact) for each in self._filters):
            return False
        if not self._patterns:
            return True
        return all(each.occurs_in(fact.text) != excluded for each, excluded in self._patterns)

    def _lets_through(self, each: Filter, fact: _Fact) -> bool:
        if each.key == WHOSE:  # names that are asked for were compared already
            return not each.excluded or fact.client not in self._named[each]
        if each.key == KIND:
            return True
        if each.key == IS:
            ways = {other.value for other in self._filters if other.key == IS and not other.excluded}
            return (fact.way not in {each.value, ""}) if each.excluded else fact.way in ways
        on = self._day_of(fact.on) if isinstance(fact.on, Instant) else fact.on
        within = on is not None and (each.first or on) <= on <= (each.last or on)
        return on is not None and within != each.excluded


def _patterns(terms: Sequence[Term]) -> list[tuple[search_words.Pattern, bool]]:
    return [(each, term.excluded) for term in terms for each in search_words.patterns(term)]


def _limits(filters: Collection[Filter]) -> tuple[date | None, date | None]:
    firsts = [each.first for each in filters if each.first and not each.excluded]
    lasts = [each.last for each in filters if each.last and not each.excluded]
    return max(firsts, default=None), min(lasts, default=None)


def _seconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400


def _clients(db: Connection, name: str) -> set[int]:
    return set(lists.titled(db, KINDS[CLIENT], name, MOST_CLIENTS))


def _facts(db: Connection, kind: Kind, ids: Sequence[int], *, text: bool, dated: bool) -> dict[int, _Fact]:
    """Return what the filters ask of some records of a kind (at most 500)."""
    whose = "t.id" if kind.name == CLIENT else f"t.{quoted(kind.client)}" if kind.client else "NULL"
    way = "t.direction" if kind.has("direction") else "''"
    if kind.name == Attachment.kind.name:
        way = "coalesce((SELECT m.direction FROM message m WHERE m.id = t.\"of\"), '')"
    on = [f"t.{quoted(each)}" for each in field_columns(kind.field(kind.date))] if dated and kind.date else ["NULL"]
    words = text_of(kind) if text else "''"
    marks = ", ".join("?" for _ in ids)
    rows = db.execute(
        f"SELECT t.id, {whose}, {way}, {words}, {', '.join(on)} FROM {quoted(kind.name)} t WHERE t.id IN ({marks})",
        list(ids),
    ).fetchall()
    files = dates.dates(db, kind, ids) if dated and kind.name == Attachment.kind.name else {}
    return {row[0]: _Fact(row[1], files.get(row[0]) or _when(kind, row[0], row[4:]), row[2], row[3]) for row in rows}


def _when(kind: Kind, record: int, found: Sequence[object]) -> date | Instant | None:
    if found[0] is None:
        return None
    field = kind.field(kind.date)
    value = cells.value(kind, field, record, found)
    return value if field.type in (Type.DATE, Type.INSTANT) else None
