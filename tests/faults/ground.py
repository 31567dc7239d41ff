"""What all journeys stand on: where their casebook lies, how it is opened, what it holds."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clientguard.actions.casebook import passphrase
from clientguard.actions.casebook.backups import Place
from clientguard.actions.casebook.passphrase import WrongSecretError
from clientguard.actions.leaving import deciding
from clientguard.actions.records import editing
from clientguard.domain.records import Business, Client, Contract, Instant, Message
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, plain_errors
from clientguard.store.file.keys import Key
from clientguard.store.file.salts import Salts
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records import write_path as stored
from tests import factories
from tests.factories import FIRST, ago

Ack = Callable[[str], None]
WHOLE, ABSENT = "whole", "absent"  # what a change may be afterwards; anything else is half done

LETTER = "The shop is up; the ads wait for your word.\n" * 40  # over 1 KB: kept as a blob
FILE = random.Random(3).randbytes(40_000)
FIRM = Business(name="Studio North", owner="Ada North", address="1 Mill Lane", currency="EUR")
_OPENINGS = itertools.count()

MARK = "locked"  # a file that says that the casebook is made with a passphrase
PASSPHRASE, OTHER = "a long walk home", "another way round"
SALTS = {PASSPHRASE: bytes(range(16)), OTHER: bytes(range(16, 32))}


@dataclass(frozen=True)
class Journey:
    """Something a user does. `states` tells of each change whether it is whole or absent."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path, Ack], None]
    states: Callable[[Connection, Path], Mapping[str, str]]
    makes: str = ""  # the change that is the casebook itself, where it is new
    opens: bool = False  # whether opening the casebook afterwards brings the change about as well


def place(folder: Path) -> Path:
    """Return where a journey's casebook lies."""
    return folder / "practice.casebook"


# --- the passphrase ---


def salts(folder: Path) -> Salts:
    """Return what the program keeps in a folder of its own."""
    return passphrase.salts_in(folder / "data")


def key_of(path: Path, folder: Path) -> Key | None:
    """Return the key of a casebook or backup as a person finds it, by passphrase; None when it has none."""
    with plain_errors.reading(path):
        if not path.exists() or not keys.is_locked(path):
            return None
    try:
        return passphrase.unlock(path, PASSPHRASE, salts(folder), wait=lambda _: None)
    except WrongSecretError:
        return passphrase.unlock(path, OTHER, salts(folder), wait=lambda _: None)


def first_key(folder: Path) -> Key | None:
    """Return the key under which a journey's casebook is made; None when it is one without a passphrase."""
    return keys.derive(PASSPHRASE, SALTS[PASSPHRASE]) if (folder / MARK).exists() else None


def locked(journey: Journey) -> Journey:
    """Return the same journey over a casebook with a passphrase."""

    def prepare(folder: Path) -> None:
        (folder / MARK).touch()
        journey.prepare(folder)

    return Journey(f"{journey.name}, locked", prepare, journey.run, journey.states, journey.makes, journey.opens)


def moved(folder: Path) -> None:
    """Have the program know the salt of a casebook that was copied to a folder of its own."""
    if (folder / MARK).exists():
        salts(folder).keep(place(folder), SALTS[PASSPHRASE])


def places(folder: Path) -> list[Place]:
    """Return the places for backups."""
    return [Place(folder / "backups")]


# --- the casebook ---


def opened(folder: Path) -> Casebook:
    """Open a journey's casebook with salts that are the same in each run, and others at each opening."""
    clock = factories.Ticking(FIRST + 10**9)
    key = key_of(place(folder), folder)
    entropy = random.Random(f"opening {next(_OPENINGS)}").randbytes
    return Casebook.open(place(folder), key=key, clock=clock, entropy=entropy)


def settled(states: Mapping[str, bool | None]) -> dict[str, str]:
    """Return states from yes, no, or neither."""
    return {name: {True: WHOLE, False: ABSENT, None: "half done"}[each] for name, each in states.items()}


def all_or_nothing(*parts: bool) -> bool | None:
    """Return whether all parts are there, or none; None when only some are."""
    return True if all(parts) else False if not any(parts) else None


def prepared(folder: Path) -> None:
    """Make the casebook that most journeys start from: a client who pays late, and is being left."""
    book = factories.new_book(place(folder), key=first_key(folder))
    with book:
        factories.save(book, FIRM)
        client = factories.add(book, "client")
        contract = factories.add(book, "contract", client=client)
        invoice = factories.add(book, "invoice", client=client, contract=contract)
        editing.change_record(book, factories.read(book, Contract, contract), stopped_on=ago(2), stopped_for=invoice)
        factories.add(book, "account", client=client)
        factories.add(book, "message", client=client, body=LETTER + "First.")
        deciding.start_leaving(book, client, ago(20), "Late, again and again.")


def the(db: Connection, cls: type) -> stored.Record:
    """Return the one record of a kind."""
    (found,) = lookup.find_records(db, cls)
    return found


def client_of(book: Casebook) -> int:
    """Return the one client."""
    with book.read() as db:
        return the(db, Client).id


def message(client: int, number: int) -> Message:
    """Return a message; every second one is long."""
    body = f"{LETTER if number % 2 else ''}This is number {number}."
    return Message(client=client, at=Instant(FIRST + number), channel="chat", subject=f"Message {number}", body=body)


def is_indexed(db: Connection, record: int) -> bool:
    """Return whether the search box can find a record."""
    return db.execute("SELECT 1 FROM search_entry WHERE record = ?", (record,)).fetchone() is not None


def message_state(db: Connection, number: int) -> str:
    """Tell of one message whether it is there once, in full, and can be found."""
    found = lookup.find_records(db, Message, "t.subject = ?", f"Message {number}")
    if not found:
        return ABSENT
    body = message(0, number).body
    return WHOLE if len(found) == 1 and found[0].body == body and is_indexed(db, found[0].id) else "half done"
