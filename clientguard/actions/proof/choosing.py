"""Choosing what goes into a bundle: exhibits, their files, papers and persons; and what stays out (P5.2)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard.actions.money import interest
from clientguard.actions.money.statement import statement_facts
from clientguard.actions.proof.searching import original_shows, search_file
from clientguard.domain.money.claims import sheet
from clientguard.domain.money.claims.sheet import InterestSheet
from clientguard.domain.money.interest.facts import RateMissingError
from clientguard.domain.money.interest.start import StartMissingError
from clientguard.domain.money.statement import Statement, facts_json
from clientguard.domain.proof import plan as planned
from clientguard.domain.proof.exhibits import Exhibit, Material, exhibits
from clientguard.domain.proof.people import Outsiders, people
from clientguard.domain.proof.plan import FileIn, LeftOut, Listed, Plan
from clientguard.domain.proof.reading import Reader
from clientguard.domain.proof.veil import SEARCHED, Veil, asked_fields
from clientguard.domain.records import Attachment, Kind, Message, Record
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.showing.helper import Helper
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs, entry_log
from clientguard.store.records.lookup import titles
from clientguard.store.views.lists import linked
from clientguard.store.views.proof import entries as views
from clientguard.store.views.proof.material import material, sizes

# The fields of a message that its original says as well.
_IN_ORIGINAL = ("at", "sender", "recipients", "subject", "body", "dated_by", "message_id", "in_reply_to", "references")
# The kinds that a statement and an interest sheet are made from.
_MONEY = ("invoice", "invoice_line", "payment", "allocation", "write_off", "contract")

Cancel = Callable[[], bool]


def never() -> bool:
    """Return that nothing was cancelled."""
    return False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a bundle: names of fields to redact, records to leave out, persons to name all the same."""

    client: int
    today: date
    redact: tuple[str, ...] = ()
    without: tuple[int, ...] = ()
    with_persons: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes into a bundle, and the plan that lists it.

    `originals` has the ids of the messages whose originals go in. `statement` is None where it is left out, and
    `interest` where there is none to work out as well.
    """

    found: Material
    veil: Veil
    outsiders: Outsiders
    reader: Reader
    exhibits: tuple[Exhibit, ...]
    originals: frozenset[int]
    statement: Statement | None
    interest: InterestSheet | None
    plan: Plan

    @property
    def disclosed(self) -> dict[int, Record]:
        """The records whose entries are shown, by id."""
        named = {each.record for each in self.plan.persons if each.is_in}
        people = [each for each in self.found.contacts if each.id in named]
        points = [each for each in self.found.points if each.contact in named]
        return {each.id: each for each in (self.found.client, *members(self.exhibits), *people, *points)}


def members(chosen: Sequence[Exhibit]) -> Iterator[Record]:
    """Yield the records of exhibits, with what is part of them and their files."""
    for each in chosen:
        yield from (each.record, *each.parts, *each.files)


def choose(db: Connection, wanted: Wanted, cancelled: Cancel = never) -> Chosen:
    """Choose what goes into a bundle.

    KnownError if there is no business yet, nothing is on record, no record has a field of that name, or a record to
    leave out is not the client's; Cancelled if `cancelled` returns true.
    """
    veil = Veil(asked_fields(wanted.redact))
    found = material(db, wanted.client, wanted.today)
    if found is None:
        raise KnownError(
            N_("Your business has not been entered yet, so the bundle would have no sender."),
            kept=N_("Nothing was created."),
            todo=N_("Enter it in Settings, then create the bundle."),
        )
    _check(found, wanted)
    without = frozenset(wanted.without)
    chosen = exhibits(found, wanted.today, without)
    if not chosen:
        raise KnownError(
            N_("Nothing is on record that could be an exhibit."),
            kept=N_("Nothing was created."),
            todo=N_("Record the contract, invoices or messages first."),
        )
    told = people(found, chosen, wanted.with_persons, without)
    _learn(db, veil, found, chosen, cancelled)
    left: Counter[str] = Counter()
    left[planned.RECORDS] = _count_left(found, wanted, exhibits(found, wanted.today))
    left[planned.PERSONS] = sum(not each.is_in and each.record not in without for each in told)
    kept, originals = _Files(db, veil, found, without, cancelled).choose(chosen, left)
    facts = statement_facts(db, wanted.client, wanted.today)
    shows = bool(facts.accounts) and _money_shows(facts_json(facts), veil, found, without)
    statement = facts if facts.accounts and not shows else None
    worked, unworked = _interest(db, wanted)
    hidden = worked is not None and _money_shows(sheet.facts_json(worked), veil, found, without)
    left[planned.PAPERS] += shows + hidden
    worked = None if hidden else worked
    outsiders = Outsiders(found, told)
    reader = Reader(veil, outsiders, _titles(db, kept))
    plan = Plan(
        client=found.client.name,
        made=wanted.today,
        exhibits=tuple(_listed(each, reader, originals) for each in kept),
        persons=told,
        attachments=tuple(_files_in(kept, originals, _sizes(db, kept))),
        papers=(*([planned.STATEMENT] if statement else []), *([planned.INTEREST] if worked else [])),
        redacted=veil.asked,
        left_out=tuple(LeftOut(what, count) for what, count in left.items() if count),
        unworked=unworked,
    )
    return Chosen(found, veil, outsiders, reader, kept, originals, statement, worked, plan)


def _check(found: Material, wanted: Wanted) -> None:
    known = {each.id for each in (*found.records, *found.messages, *found.parts, *found.contacts)}
    people = {each.id for each in found.contacts}
    if strange := next((each for each in wanted.without if each not in known), 0):
        raise KnownError(
            N_("Number {number} is not a record of this client that a bundle could hold."),
            kept=N_("Nothing was created."),
            todo=N_("Run the command with --dry-run to see the numbers."),
            number=str(strange),
        )
    if strange := next((each for each in wanted.with_persons if each not in people), 0):
        raise KnownError(
            N_("Number {number} is not a person on record for this client."),
            kept=N_("Nothing was created."),
            todo=N_("Run the command with --dry-run to see the numbers."),
            number=str(strange),
        )


def _count_left(found: Material, wanted: Wanted, all_of_them: Sequence[Exhibit]) -> int:
    """Return how many records that would be in are left out because the user says so."""
    would = {each.id for each in (*members(all_of_them), *found.contacts)}
    return len(would & set(wanted.without))


def _learn(db: Connection, veil: Veil, found: Material, chosen: Sequence[Exhibit], cancelled: Cancel) -> None:
    """Note what the redacted fields say and ever said, so that it is found wherever else it stands."""
    if not veil.asked:
        return
    for each in (found.firm, found.client, *found.contacts):
        veil.hide(each.kind, {field.name: getattr(each, field.name) for field in each.kind.fields})
    kinds = kinds_of([found.client, *members(chosen), *found.contacts, *found.points])
    for entry in views.entries_at(db, views.numbers_of(db, list(kinds_ids(kinds)))):
        if cancelled():
            raise Cancelled
        kind = kinds[entry.uid][1]
        said: dict[str, Any] = {
            name: entry_log.long_value(db, value)
            for name, value in (entry.fields or {}).items()
            if veil.is_asked(kind, name)
        }
        veil.hide(kind, said)


def kinds_of(records: Sequence[Record]) -> dict[bytes, tuple[int, Kind]]:
    """Return the ids and kinds of records, by their uids in the journal."""
    return {bytes.fromhex(each.uid): (each.id, each.kind) for each in records}


def kinds_ids(kinds: Mapping[bytes, tuple[int, Kind]]) -> Iterator[int]:
    """Yield the ids in what `kinds_of` returns."""
    yield from (record for record, _kind in kinds.values())


class _Files:
    """Decides which files and originals show nothing that is left out."""

    def __init__(
        self, db: Connection, veil: Veil, found: Material, without: Collection[int], cancelled: Cancel
    ) -> None:
        self._db = db
        self._veil = veil
        self._cancelled = cancelled
        self._losing = {
            each.of for each in found.parts if isinstance(each, Attachment) and each.id in without
        }  # what lost a file: an original message contains its files
        self._no_originals = any(veil.is_asked(Message.kind, each) for each in _IN_ORIGINAL)

    def choose(self, chosen: Sequence[Exhibit], left: Counter[str]) -> tuple[tuple[Exhibit, ...], frozenset[int]]:
        """Return the exhibits with the files that stay, and the messages whose originals do; count what does not."""
        kept: list[Exhibit] = []
        originals: set[int] = set()
        with Helper(self._cancelled) as helper:
            for each in chosen:
                if self._cancelled():
                    raise Cancelled
                files = tuple(file for file in each.files if self._stays(each.record, file, helper, left))
                kept.append(dataclasses.replace(each, files=files) if files != each.files else each)
                if not isinstance(each.record, Message) or not each.record.original:
                    continue
                if files == each.files and self._original_stays(each.record):
                    originals.add(each.record.id)
                else:
                    left[planned.ORIGINALS] += 1
        return tuple(kept), frozenset(originals)

    def _stays(self, record: Record, file: Attachment, helper: Helper, left: Counter[str]) -> bool:
        if self._veil.loses(record, unsearched=True) or self._veil.is_asked(file.kind, "sha256"):
            left[planned.FILES] += 1
            return False
        if not self._veil.seeks:
            return True
        outcome = search_file(file, self._bytes(file.sha256), self._veil, helper)
        if outcome != "clear":
            left[planned.FILES if outcome == "shows" else planned.UNSEARCHED] += 1
        return outcome == "clear"

    def _original_stays(self, message: Message) -> bool:
        if self._no_originals or message.id in self._losing or self._veil.closes(message.kind, "original"):
            return False
        return not (self._veil.seeks and original_shows(self._bytes(message.original), self._veil))

    def _bytes(self, digest: str) -> bytes:
        try:
            return blobs.get_blob(self._db, bytes.fromhex(digest))
        except KeyError as error:
            raise damaged() from error


def damaged() -> KnownError:
    """Return what to say where the bytes of a file are missing."""
    return KnownError(
        N_("A file of an exhibit is missing in the casebook."),
        kept=N_("Nothing was created."),
        todo=N_("Check the casebook, and restore the newest backup."),
    )


def _interest(db: Connection, wanted: Wanted) -> tuple[InterestSheet | None, Said | None]:
    """Return what late interest comes to, None if there is none; and why it cannot be worked out, if so."""
    try:
        return interest.interest_paper(db, wanted.client, wanted.today, interest.Wanted(wanted.today)).facts, None
    except (RateMissingError, StartMissingError) as error:  # the first page says that it is not worked out
        return None, said(error.what, **error.values)
    except KnownError:
        return None, None


def _money_shows(facts: Any, veil: Veil, found: Material, without: Collection[int]) -> bool:  # noqa: ANN401 - JSON
    """Return whether a paper on money says what is left out: of its records, or of their fields."""
    money = [each for each in (*found.records, *found.parts) if each.kind.name in _MONEY]
    if any(each.id in without for each in money):
        return True
    for kind in {each.kind for each in money}:
        if any(veil.is_asked(kind, field.name) and field.type not in SEARCHED for field in kind.fields):
            return True
    return veil.seeks and any(map(veil.shows, _texts(facts)))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield every text in facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(each)


def _titles(db: Connection, kept: Sequence[Exhibit]) -> Mapping[int, str]:
    """Return what the records are called that the exhibits link to, as far as they are in the bundle themselves."""
    by_kind: dict[Kind, list[Record]] = {}
    for each in members(kept):
        by_kind.setdefault(each.kind, []).append(each)
    inside = {each.id for each in members(kept)}
    return titles(db, sorted(inside & {to for kind, few in by_kind.items() for to in linked(kind, few)}))


def _listed(each: Exhibit, reader: Reader, originals: Collection[int]) -> Listed:
    files = len(each.files) + (each.record.id in originals)
    return Listed(
        each.number, each.section, each.record.id, each.record.kind.name, each.on, reader.what(each.record), files
    )


def _sizes(db: Connection, kept: Sequence[Exhibit]) -> Mapping[str, int]:
    """Return the sizes of the originals, by their digests."""
    return sizes(
        db, [each.record.original for each in kept if isinstance(each.record, Message) and each.record.original]
    )


def _files_in(kept: Sequence[Exhibit], originals: Collection[int], found: Mapping[str, int]) -> Iterator[FileIn]:
    for each in kept:
        if isinstance(each.record, Message) and each.record.id in originals:
            yield FileIn(each.number, each.record.id, "", found.get(each.record.original, 0))
        yield from (FileIn(each.number, file.id, file.name, file.size or 0) for file in each.files)
