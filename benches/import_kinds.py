"""What `benches.import_mail` measures beside mail: a folder of all kinds, and each kind by itself.

Mail and Outlook's messages are those of the corpus; calendar, cards and chat are invented, of a size as a practice has
after some years.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from pathlib import Path

from clientguard.actions.communication.incoming.import_any import TakenIn, import_any
from clientguard.actions.communication.incoming.other_files import HowToRead
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook

KINDS = {
    "mail": "mail",
    "outlook": "Outlook's `.msg`",
    "calendar": "meetings of a calendar",
    "cards": "people of contact cards",
    "chat": "messages of a chat",
}
MEETINGS, PEOPLE, CHATS, OUTLOOK = 1_000, 1_000, 5_000, 200
LARGEST = 1 << 20  # bytes of an Outlook message that is taken
HOW = HowToRead(mine=("Ada North",), dates="dmy", again=True)


def fill(folder: Path, corpus: Path) -> None:
    """Put a folder for each kind but mail into `folder`."""
    for kind in KINDS:
        (folder / kind).mkdir(exist_ok=True)
    outlook = [each for each in sorted(corpus.rglob("*.msg")) if each.stat().st_size <= LARGEST]
    for number, each in enumerate(itertools.islice(itertools.cycle(outlook), OUTLOOK)):
        (folder / "outlook" / f"{number:04}.msg").write_bytes(each.read_bytes())
    events = (
        f"BEGIN:VEVENT\nUID:{each}@bench.example\nDTSTART:2026{1 + each % 12:02}{1 + each % 28:02}T100000Z\n"
        f"DURATION:PT45M\nSUMMARY:Review {each}\nDESCRIPTION:Bring the drafts.\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:p{each}@harbour.example\nEND:VEVENT\n"
        for each in range(MEETINGS)
    )
    (folder / "calendar" / "a.ics").write_text(f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n", encoding="utf-8")
    cards = (
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {each}\nORG:Harbour Books\nEMAIL:p{each}@harbour.example\n"
        f"TEL:+31 {each}\nEND:VCARD\n"
        for each in range(PEOPLE)
    )
    (folder / "cards" / "a.vcf").write_text("".join(cards), encoding="utf-8")
    lines = (
        f"{1 + each // 200:02}/10/2026, {each % 200 // 10:02}:{each % 10:02} - {('Joan Field', 'Ada North')[each % 2]}:"
        f" Number {each}: is it blue, or is it green?\n"
        for each in range(CHATS)
    )
    (folder / "chat" / "WhatsApp Chat with Joan Field.txt").write_text("".join(lines), encoding="utf-8")


def imported(path: Path) -> str:
    """Import a folder into a new casebook; return how many things were taken in, and the seconds of the processor."""
    with tempfile.TemporaryDirectory() as folder, Casebook.create(Path(folder) / "new.casebook") as book:
        client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
        began = time.process_time()
        done = import_any(book, [path], client=client, how=HOW)
        return f"{_things(done)} {time.process_time() - began}"


def _things(done: TakenIn) -> int:
    return done.messages + sum(each.added for each in done.others.all)


def table(found: dict[str, tuple[float, float]]) -> str:
    """Return the rows: things and seconds of each kind by itself, and of all of them in one import."""
    rows = {**KINDS, "": "all of it in one import"}
    lines = [f"| {words} | {found[kind][0]:,.0f} | {found[kind][0] / found[kind][1]:,.0f} |"
             for kind, words in rows.items() if kind in found and found[kind][0]]  # fmt: skip
    return "\n".join(["| what is taken in | things | a second of the processor |", "|---|--:|--:|", *lines])
