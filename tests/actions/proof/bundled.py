"""A practice with a client from whom a bundle is made, and what a receiver reads out of a bundle."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from clientguard.actions.communication import import_mail
from clientguard.actions.proof.bundling import Made, Wanted, make_bundle
from clientguard.actions.records import attachments
from clientguard.domain.records import Attachment, Instant, Message
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from tests import factories
from tests.factories import FIRST, TODAY, add, ago

OFFER = b"The offer: twelve lamps, and no more.\n" * 30
ORIGINAL = (
    b"From: Joan Field <joan@harbour.example>\r\nTo: ada@north.example\r\nSubject: The lamps\r\n"
    b"Date: Fri, 20 Nov 2026 16:12:00 +0100\r\nMessage-ID: <2@harbour.example>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe violet lamps flicker at noon.\r\n"
    b'--b\r\nContent-Type: text/plain; name="offer.txt"\r\nContent-Disposition: attachment; filename="offer.txt"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(OFFER).replace(b"\n", b"\r\n") + b"--b--\r\n"
)
LETTER = "Dear Joan, invoice R-1 is overdue by 20 days. Please pay by Friday.\n" * 20  # a long text: a blob
VERIFIER = Path(__file__).resolve().parents[3] / "resources" / "verifier" / "verify.py"


class World:
    """An open casebook; `ids` has the numbers of its records by short names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book: Casebook = factories.firm_book(folder / "practice.casebook")
        self.client = add(self.book, "client", name="Harbour Books", note="PRIVATECANARY one")
        other = add(self.book, "client", name="Othercanary Mill")
        add(self.book, "message", client=other, subject="OTHERCANARY")
        mine: dict[str, Any] = {"client": self.client}
        self.ids = {
            "joan": add(self.book, "contact", name="Joan Field", email="joan@harbour.example", **mine),
            "bob": add(self.book, "contact", name="Bobcanary Quay", email="bobcanary@harbour.example", **mine),
            "contract": add(self.book, "contract", late_rate="8", **mine),
            "invoice": add(self.book, "invoice", number="R-1", amount=480_000, **mine),
            "paid": add(self.book, "invoice", number="R-2", amount=100_000, issued=ago(90), **mine),
        }
        self.ids["payment"] = add(
            self.book, "payment", invoice=self.ids["paid"], amount=100_000, received=ago(40), detail="Bank 77", **mine
        )
        self.ids["letter"] = add(
            self.book, "message", at=Instant(FIRST), direction="out", channel="letter", subject="Reminder of R-1",
            body=LETTER, template="reminder", sent_proof="RR 123 456 789 NL", recipients="Joan Field", **mine,
        )  # fmt: skip
        self.ids["request"] = add(self.book, "request", **mine)
        self.ids["promise"] = add(
            self.book, "promise", words="Friday for sure", made_on=ago(20), due=ago(12), who="Bobcanary Quay", **mine
        )
        self.ids["demand"] = add(self.book, "demand", **mine)
        self.ids["problem"] = add(
            self.book, "problem", title="Shouting", proof="A witness", opinion="PRIVATECANARY two", **mine
        )
        self.ids["call"] = add(
            self.book, "message", at=Instant(FIRST + 60_000), channel="call", subject="A call",
            body="He hung up.", **mine,
        )  # fmt: skip
        mail = folder / "mail.eml"
        mail.write_bytes(ORIGINAL)
        import_mail.import_mail(self.book, [mail], self.client)
        signed = folder / "signed contract.txt"
        signed.write_bytes(b"Signed on the dotted line.\n")
        attachments.attach_files(self.book, self.ids["contract"], [signed])
        with self.book.read() as db:
            self.ids["mail"] = next(each.id for each in lookup.find_records(db, Message) if each.original)
            for each in lookup.find_records(db, Attachment):
                self.ids[each.name.split(".")[0]] = each.id

    def make(self, name: str = "bundle.zip", **wanted: Any) -> Bundle:
        """Make a bundle and open it as its receiver does; it has to be valid."""
        out = self.folder / name
        made = make_bundle(self.book, Wanted(self.client, TODAY, **wanted), out)
        return Bundle(made, out)


@dataclass(frozen=True)
class Bundle:
    """A bundle as its receiver has it."""

    made: Made
    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.path) as archive:
            return {each: archive.read(each) for each in archive.namelist()}

    @cached_property
    def manifest(self) -> Any:
        return json.loads(self.files["manifest.json"])

    @cached_property
    def entries(self) -> list[Any]:
        return [json.loads(line) for line in self.files["journal.jsonl"].splitlines()[1:]]

    def named(self, part: str) -> list[str]:
        """Return the names of files that have a part."""
        return [name for name in self.files if part in name]

    def everything(self) -> bytes:
        """Return all bytes of the bundle, with what is packed in its papers unpacked."""
        found = [self.path.read_bytes(), *(name.encode() for name in self.files)]
        for data in self.files.values():
            found.append(data)
            found += [_inflated(data[at.end() :]) for at in re.finditer(rb"stream\r?\n", data)]
        return b"\n".join(found)

    def verify(self, *options: str) -> tuple[int, str]:
        """Check the bundle with the program that is in it, in a Python without anything else."""
        done = subprocess.run(
            [sys.executable, "-I", str(VERIFIER), str(self.path), *options], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
