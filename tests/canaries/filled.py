"""A casebook in which every text, file and original mail has a word of its own, for two clients.

The words follow from the descriptions of the kinds, so what a new kind or field holds is looked for without a change
here. A word is made of letters and digits alone: no line, token or address breaks it.
"""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any

from clientguard.actions.communication.import_mail import import_mail
from clientguard.domain.records import KINDS, Kind, Record, Type
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY, ago
from tests.reports import read_pdf

MINE, OTHER, OWN = "mine", "other", "own"  # whose a word is: a client's, another client's, nobody's
WORD = re.compile(rb"zq([a-z0-9]+?)qz")
CODES = {"gate", "key", "platform", "template", "dunning_step", "region"}  # texts by which something is looked up
ONCE = ("business", "client", "attachment")  # filled in by themselves
# What makes a record one that some paper prints.
SHOWN: dict[str, dict[str, Any]] = {
    "request": {"closed_on": TODAY},
    "contact": {"decides": True},
    "clause": {"key": "response_times"},
    "problem": {"sign": "7", "harm": True, "on": TODAY},
    "leaving": {"agreed_last_day": ago(-30)},
}


def word(side: str, kind: str, part: str) -> str:
    """Return the word that stands in one place alone."""
    return f"zq{side}x{kind}x{part}qz".replace("_", "")


@dataclass(frozen=True)
class Filled:
    """The records of both clients by side and kind."""

    made: dict[str, dict[str, int]]

    def client(self, side: str) -> int:
        """Return the client of a side."""
        return self.made[side]["client"]


def fill(book: Casebook, folder: Path) -> Filled:
    """Write a record of every kind for two clients, each with a file, and an original mail for each client."""
    made: dict[str, dict[str, int]] = {}
    for side in (MINE, OTHER):
        made[side] = {"client": factories.add(book, "client", name=side)}
        for kind in _ordered():
            if kind.client or side == MINE:
                record = _record(kind, side, made[side])
                made[side][kind.name] = book.write(lambda write, record=record: write.add(record)).id
        for kind, number in made[side].items():
            _attach(book, side, kind, number, made[side]["client"])
        _import(book, side, folder, made[side]["client"])
        _leave_open(book, made[side])
        _rewrite(book, "client", side)
    _rewrite(book, "business", OWN)
    return Filled(made)


def _leave_open(book: Casebook, made: dict[str, int]) -> None:
    """Add an invoice that is unpaid and a request that is not answered, so that letters about them can be drafted."""
    own = {"client": made["client"], "contract": made["contract"]}
    factories.add(book, "invoice", **own, issued=ago(90), due=ago(60), amount=90_000)
    factories.add(book, "request", client=made["client"], title="Open", asked_on=ago(40), needed_by=ago(20))


def texts(kind: Kind, side: str) -> dict[str, str]:
    """Return a word for each text of a kind."""
    whose = side if kind.client or kind.name == "client" else OWN
    return {
        field.name: word(whose, kind.name, field.name)
        for field in kind.fields
        if field.type in (Type.TEXT, Type.LONG) and field.name not in CODES and not field.country and not field.weekdays
        and field.name != "time_zone"
    }  # fmt: skip


def private_words(side: str) -> set[str]:
    """Return the words that no client may get: of private fields and kinds, with their files, and of hiding places."""
    whose = (side, OWN)
    fields = {
        word(each, kind.name, field.name)
        for each in whose
        for kind in KINDS.values()
        for field in kind.fields
        if kind.private or field.private or field.place
    }
    files = {
        word(side, kind.name, part) for kind in KINDS.values() if kind.private for part in ("filename", "filecontent")
    }
    return fields | files


def _ordered() -> Iterator[Kind]:
    """Yield the kinds so that each comes after those that it links to, as far as that goes."""
    done, waiting = {"client", "business", ""}, [each for each in KINDS.values() if each.name not in ONCE]
    while waiting:
        first = min(waiting, key=lambda kind: _missing(kind, done))
        waiting.remove(first)
        done.add(first.name)
        yield first


def _missing(kind: Kind, done: set[str]) -> tuple[bool, int, int]:
    links = [field for field in kind.fields if field.type is Type.LINK and field.target not in done | {kind.name}]
    return kind.name in ("reference", "evidence"), sum(field.required for field in links), len(links)


def _record(kind: Kind, side: str, made: dict[str, int]) -> Record:
    given = {**factories.needed(kind), **factories.NEEDED.get(kind.name, {})}
    given |= {
        field.name: made.get(field.target, made["client"])
        for field in kind.fields
        if field.type is Type.LINK and (field.target in made or field.required)
    }
    if kind.name == "reference":
        given |= {"about": made["request"], "source": made["message"]}
    if kind.name == "evidence":
        given |= {"about": made["problem"], "supports": None}
    given |= {**texts(kind, side), **SHOWN.get(kind.name, {})}
    return kind.record(**given)


def _attach(book: Casebook, side: str, kind: str, record: int, client: int) -> None:
    name, data = word(side, kind, "filename"), word(side, kind, "filecontent").encode()
    book.write(lambda write: write.attach(record, client, f"{name}.txt", "text/plain", data))


def _import(book: Casebook, side: str, folder: Path, client: int) -> None:
    """Import a mail whose head, text and file have words of their own; its original is kept."""
    file = folder / f"{side}.eml"
    head, body, inside = (word(side, "original", part) for part in ("head", "body", "file"))
    file.write_text(
        f"From: Joan <joan@{side}.example>\nTo: ada@north.example\nSubject: The shop\nX-Note: {head}\n"
        "Date: Fri, 20 Nov 2026 09:00:00 +0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{body}\n'
        f'--b\nContent-Type: text/plain; name="a.txt"\nContent-Disposition: attachment; filename="a.txt"\n\n{inside}\n'
        "--b--\n"
    )
    assert import_mail(book, [file], client).changed.made


def _rewrite(book: Casebook, kind: str, side: str) -> None:
    """Put its words into a record that was there before."""
    with book.read() as db:
        kept = lookup.find_records(db, KINDS[kind].record)[-1]
    changed = dataclasses.replace(kept, **texts(KINDS[kind], side))
    book.write(lambda write: write.change(changed))


# --- looking for them ---


def words_in(data: bytes) -> set[str]:
    """Return every word in a file, whatever it is: a PDF with its streams, an archive, a mail, or bytes."""
    return {f"zq{found.decode()}qz" for each in _layers(data) for found in WORD.findall(each.lower())}


def _layers(data: bytes) -> Iterator[bytes]:
    yield data
    yield data.replace(b"\0", b"")  # UTF-16
    if data.startswith(b"%PDF"):
        yield from (read_pdf.everything(data), "".join(read_pdf.text(data).split()).encode())
    elif data.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for each in archive.infolist():
                yield each.filename.encode()
                yield from _layers(archive.read(each))
    elif b"\nMIME-Version:" in data[:4000] or data.startswith(b"X-Unsent"):
        for part in message_from_bytes(data).walk():
            inside = part.get_payload(decode=True)
            if isinstance(inside, bytes):
                yield from _layers(inside)


def words_kept(db: Connection) -> set[str]:
    """Return every word that a casebook still holds: in a cell of a table, or in what is packed into one."""
    found: set[str] = set()
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    for table in tables:
        for row in db.execute(f'SELECT * FROM "{table}"').fetchall():
            for cell in row:
                if isinstance(cell, str | bytes):
                    found |= words_in(cell.encode() if isinstance(cell, str) else cell)
    for (digest,) in db.execute("SELECT sha256 FROM blob").fetchall():
        found |= words_in(blobs.get_blob(db, digest))
    return found
