"""Everything that is held about one person, for when that person asks for it. Nothing is written to the casebook."""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from clientguard.domain.paper.letterhead import letterhead
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.privacy.data_report import DataReport, EntryHeld, FileHeld, Held, Teller, ordered
from clientguard.domain.privacy.persons import Sought, fold, is_address, sought
from clientguard.domain.records import KINDS, Attachment, Client, Contact, ContactPoint, Message, Record
from clientguard.domain.wording import N_
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.files import safe_name
from clientguard.exchange.mail.original_text import mail_text
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs, entry_log
from clientguard.store.records import lookup, merging
from clientguard.store.records.away import exclusions
from clientguard.store.views import everything
from clientguard.store.views.business import business
from clientguard.texts import local, system_zone, words

WHY = N_(
    "It is kept to do the agreed work, to show later what was agreed and done, and for bookkeeping. It"
    " is kept while the work lasts, and afterwards for as long as the law requires it or a claim can be"
    " made."
)
EVERY = 50  # steps between two calls of `cancelled`
_OWN = "business"  # the user's own firm, which says nothing about others
_FIRST = ("client", "contact")  # who the person is, before what was said and done


@dataclass(frozen=True, slots=True)
class PersonReport:
    """A data report that was made: its bytes, its suggested file name, and its facts.

    `boxes` are the characters that the typeface lacks; each is printed as a box.
    """

    pdf: bytes
    name: str
    facts: DataReport
    boxes: str


def data_report(
    book: Casebook,
    person: str,
    made: date,
    *,
    client: int = 0,
    contact: int = 0,
    also: Sequence[str] = (),
    why: str | None = None,
    page: Literal["A4", "Letter"] = "A4",
    language: str = "",
    cancelled: Callable[[], bool] | None = None,
) -> PersonReport:
    """Make the data report on `person`, a name or an email address, as PDF/A-3a.

    It searches the record of `client`, or everything. `contact` is the person's contact record if known, `also` are
    other names and addresses of the same person, and `why` says why the data is kept and for how long (default: `WHY`).
    `language` is the report's; "": the client's, else the business's.

    KnownError if there is no letterhead, nothing names the person, or several contacts have that name. Cancelled if
    `cancelled` returns true.
    """
    from clientguard.reports.privacy import person as paper  # reportlab and pikepdf: only when a document is made

    with book.read() as db:
        facts = report_facts(db, person, made, client=client, contact=contact, also=also, why=why, language=language,
                             cancelled=cancelled)  # fmt: skip
    spoken = words(facts.language)
    name = safe_name(f"{spoken(N_('Data report'))} {facts.person.called}.pdf")
    return PersonReport(paper.render_data_report(facts, spoken, page=page), name, facts, paper.boxes(facts))


def report_facts(
    db: Connection,
    person: str,
    made: date,
    *,
    client: int = 0,
    contact: int = 0,
    also: Sequence[str] = (),
    why: str | None = None,
    language: str = "",
    cancelled: Callable[[], bool] | None = None,
) -> DataReport:
    """Return the facts of a data report; see `data_report` for the arguments."""
    firm = business(db)
    if firm is None:
        raise KnownError(
            N_("Your business has not been entered yet, so the report would have no letterhead."),
            kept=N_("Nothing was created."),
            todo=N_("Enter it in Settings, then create the report."),
        )
    whose = lookup.get_record(db, Client, client) if client else None
    who, contacts = _person(db, person, client, contact, also)
    language = language or (whose.language if whose else "") or firm.language or "en"
    zone = firm.time_zone or system_zone()
    search = _Search(db, client, Teller(who, contacts, lambda at: local(at, zone)), cancelled)
    held = ordered(search.held())
    entries = tuple(search.entries({each.id for each in held}))
    if not held and not entries:
        raise KnownError(
            N_("No record names “{person}”."),
            kept=N_("No report was created."),
            todo=N_("Check how the name is spelled, or search for the email address."),
            person=who.called,
        )
    anchor = entry_log.anchor(db)
    return DataReport(
        made=made,
        language=language,
        business=letterhead(firm),
        person=who,
        client=whose.name if whose else "",
        why=words(language)(WHY) if why is None else why,
        held=held,
        entries=entries,
        anchor=Anchor(anchor.size, anchor.root.hex()),
        zone=zone,
        kept_away=exclusions.count(db, client),
    )


def _person(
    db: Connection, person: str, client: int, contact: int, also: Sequence[str]
) -> tuple[Sought, frozenset[int]]:
    """Return whom `person` refers to, with all names and addresses of their contact records, and the ids of those."""
    everyone = list(_contacts(db, client))
    if contact:
        found = [lookup.get_record(db, Contact, contact)]
    else:
        wanted = {fold(each) for each in (person, *also) if fold(each)}
        found = [each for each in everyone if {fold(each.name), fold(each.email)} & wanted]
    others = {fold(each.email) for each in found if each.email} - {fold(each) for each in also}
    if len(others) > 1 and not contact:
        raise KnownError(
            N_("Several people are called “{person}”."),
            kept=N_("No report was created."),
            todo=N_("Give the email address instead, one of: {addresses}."),
            person=person,
            addresses=", ".join(sorted(each.email for each in found if each.email)),
        )
    if not contact and not fold(person):
        raise KnownError(
            N_("No name was given."),
            kept=N_("No report was created."),
            todo=N_("Enter a name or an email address."),
        )
    found += [each for one in found for each in merging.merged(db, one) if isinstance(each, Contact)]
    points = [
        point.value for each in found for point in lookup.find_records(db, ContactPoint, "t.contact = ?", each.id)
    ]
    known = [*(text for each in found for text in (each.name, each.email)), *points, person]
    addressed = [each for each in known if is_address(each)]
    if addressed:  # only the address tells two people of the same name apart
        own = {fold(each) for each in (*addressed, *also)}
        namesakes = {fold(each.name) for each in everyone if each.email and fold(each.email) not in own}
        known = [each for each in known if fold(each) not in namesakes]
    return sought([*known, *also]), frozenset(each.id for each in found)


def _contacts(db: Connection, client: int) -> Iterator[Contact]:
    for page in everything.pages(db, KINDS["contact"], client):
        yield from (each for each in page.records if isinstance(each, Contact))


class _Search:
    """Goes through the records once and through the journal once."""

    def __init__(self, db: Connection, client: int, teller: Teller, cancelled: Callable[[], bool] | None) -> None:
        self._db = db
        self._client = client
        self._teller = teller
        self._cancelled = cancelled
        self._steps = 0
        self._seen: dict[bytes, tuple[int, str]] = {}  # every record that was searched, by uid

    def _step(self) -> None:
        if self._steps % EVERY == 0 and self._cancelled and self._cancelled():
            raise Cancelled
        self._steps += 1

    def held(self) -> list[Held]:
        """Return the records that mention the person, each with its files."""
        for page in everything.pages(self._db, KINDS["client"], self._client):
            for each in page.records:
                if isinstance(each, Client):
                    self._teller.is_client(each)
        files: dict[int, list[FileHeld]] = {}
        found: list[Held] = []
        for kind in sorted(KINDS.values(), key=lambda each: each.name not in _FIRST):
            if kind.name == _OWN:
                continue
            for page in everything.pages(self._db, kind, self._client):
                for record in page.records:
                    self._step()
                    self._seen[bytes.fromhex(record.uid)] = record.id, kind.name
                    if isinstance(record, Attachment):
                        file = FileHeld(record.name, record.size or 0, record.sha256)
                        files.setdefault(record.of or 0, []).append(file)
                    if told := self._teller.tell(record, page.titles, lambda record=record: self._original(record)):
                        found.append(told)
        whole = {each.id for each in found if each.whole}
        return [
            dataclasses.replace(each, files=tuple(files.get(each.id, ()))) if each.id in whole else each
            for each in found
        ]

    def _original(self, record: Record) -> str:
        """Return the text of the message that a record was imported from, or of what a document printed.

        What is damaged names nobody.
        """
        digest = next((getattr(record, each.name) for each in record.kind.blobs), "")
        if not digest or isinstance(record, Attachment):
            return ""
        try:
            text = blobs.original_text(self._db, bytes.fromhex(digest))
        except (KeyError, ValueError, zlib.error):
            return ""
        return mail_text(text) if isinstance(record, Message) else text.decode("utf-8", "replace")

    def entries(self, told: set[int]) -> Iterator[EntryHeld]:
        """Yield the journal entries of the records in `told`, and those whose own values name the person."""
        for entry in everything.entries(self._db):
            self._step()
            if entry.uid not in self._seen:
                continue
            record, kind = self._seen[entry.uid]
            names = any(self._names(value) for value in (entry.fields or {}).values())
            if names or record in told:
                yield EntryHeld(entry.seq, entry.change, entry.at, KINDS[kind].label, record, names)

    def _names(self, value: Any) -> bool:  # noqa: ANN401 - JSON
        text = entry_log.long_value(self._db, value)
        return isinstance(text, str) and self._teller.names(text)
