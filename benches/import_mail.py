"""How much mail is imported in a second of the processor, beside the parser alone and `notmuch new`.

python -m benches.import_mail                    5,000 messages of the corpus beside the project; measure and print
python -m benches.import_mail --corpus FOLDER    another folder of mail
python -m benches.import_mail --write            write the table to benches/RESULTS.md as well

The messages are put into a maildir, again and again until there are enough of them, each time under identifiers of
their own. Import is from files to the end of the transaction: read, parsed, looked for on record, written with their
attachments and originals, journalled, indexed. `notmuch new` reads, parses and indexes the same maildir, and keeps no
copy. All kinds are imported as well, each by itself and in one folder: mail, Outlook's messages, a calendar, contact
cards and a chat.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benches import import_kinds, results
from benches.store import machine
from clientguard.actions.communication import import_mail
from clientguard.domain.records import Client
from clientguard.exchange.mail import mbox, read_mail
from clientguard.store.casebook.open_casebook import Casebook

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
LARGEST = 1 << 20  # bytes of a message of the corpus that is taken: a few huge ones would be all that is measured
GOAL, WANTED = 1.5, 2.0  # times the messages a second of notmuch
_ID = re.compile(rb"^message-id:.*?\r?\n(?![ \t])", re.IGNORECASE | re.MULTILINE | re.DOTALL)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.import_mail")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of .eml and .mbox files")
    parser.add_argument("--messages", type=int, default=5_000, help="messages of the maildir (5000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, by turns (3)")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    parser.add_argument("--only", choices=("import", "parse", "kinds"), help=argparse.SUPPRESS)
    parser.add_argument("maildir", type=Path, nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only:
        print({"import": imported, "parse": parsed, "kinds": import_kinds.imported}[options.only](options.maildir))
        return 0
    if not options.corpus.is_dir():
        print(f"There is no mail at {options.corpus}: name a folder with --corpus.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        maildir = Path(folder) / "mail"
        size = fill(maildir, options.corpus, options.messages)
        rounds = [one_round(maildir) for _ in range(options.rounds)]
        import_kinds.fill(Path(folder), options.corpus)
        kinds = {kind: _child("kinds", Path(folder) / kind) for kind in (*import_kinds.KINDS, "")}
    text = report(rounds, options.messages, size)
    beside = _of_kinds(kinds)
    print(text, beside, sep="\n")
    if options.write:
        results.put(text)
        results.put(beside)
    return 0


def fill(maildir: Path, corpus: Path, count: int) -> int:
    """Make a maildir of so many messages; return their size in bytes."""
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    kinds = list(messages(corpus))
    size = 0
    for number, data in enumerate(itertools.islice(itertools.cycle(kinds), count)):
        own = b"Message-ID: <%d@bench.example>\n" % number + _ID.sub(b"", data, count=1)
        (maildir / "cur" / f"{number:06}.bench:2,S").write_bytes(own)
        size += len(own)
    return size


def messages(corpus: Path) -> Iterator[bytes]:
    """Yield the messages of a folder: those that ClientGuard reads, of files and mailboxes."""
    for path in sorted(each for each in corpus.rglob("*") if each.suffix in (".eml", ".mbox")):
        data = path.read_bytes()
        if data.startswith(b"From "):
            with path.open("rb") as file:
                pieces = [each.message for each in mbox.split_messages(file)]
        else:
            pieces = [data]
        for each in pieces:
            head = each.lstrip(b"\r\n").partition(b"\n\n")[0].lower()
            if len(each) <= LARGEST and b"\nfrom:" in b"\n" + head and not each.startswith(b"\xff\xfe"):
                yield each.lstrip(b"\r\n")


# --- what is measured: messages and seconds of the processor ---


def imported(maildir: Path) -> str:
    """Import a maildir into a new casebook."""
    with tempfile.TemporaryDirectory() as folder, Casebook.create(Path(folder) / "new.casebook") as book:
        client = book.write(lambda write: write.add(Client(name="Harbour Books")).id)
        began = time.process_time()
        done = import_mail.import_mail(book, [maildir], client)
        return f"{done.messages} {time.process_time() - began}"


def parsed(maildir: Path) -> str:
    """Read a maildir, and keep nothing."""
    began = time.process_time()
    count = sum(isinstance(each, read_mail.MailDraft) for each in read_mail.read_mail([maildir]))
    return f"{count} {time.process_time() - began}"


def one_round(maildir: Path) -> dict[str, float]:
    """Return the messages a second of each, one after the other; notmuch only where it is installed."""
    found: dict[str, float] = {}
    for what in ("import", "parse"):
        count, seconds = _child(what, maildir)
        found[what] = count / seconds
    if shutil.which("notmuch"):
        found["notmuch"] = notmuch(maildir)
    return found


def _child(what: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benches.import_mail", "--only", what, str(path)]
    count, seconds = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(count), float(seconds)


def notmuch(maildir: Path) -> float:
    """Return the messages a second of `notmuch new` on a maildir that it has not seen."""
    shutil.rmtree(maildir / ".notmuch", ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config"
        config.write_text(f"[database]\npath={maildir}\n[new]\ntags=\n[search]\n", encoding="utf-8")
        environment = {**os.environ, "NOTMUCH_CONFIG": str(config)}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["notmuch", "new", "--quiet"], check=True, env=environment, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        answer = subprocess.run(["notmuch", "count", "*"], check=True, env=environment, capture_output=True, text=True)
    shutil.rmtree(maildir / ".notmuch", ignore_errors=True)
    return int(answer.stdout) / (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


# --- the report ---


def report(rounds: Sequence[dict[str, float]], count: int, size: int) -> str:
    """Return the table of the results, and the verdict."""
    rates = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    other = rates.get("notmuch")

    def row(what: str, name: str) -> str:
        if name not in rates:
            return f"| {what} | not installed | – |"
        return f"| {what} | {rates[name]:,.0f} | {f'{rates[name] / other:.2f}' if other else '–'} |"

    times = rates["import"] / other if other else 0.0
    words = "met" if times >= GOAL else "not met"
    verdict = f"It is **{words}** ({times:.2f})." if other else "notmuch is not installed, so it cannot be told."
    return f"""# Import of mail

Measured on {date.today().isoformat()} by `python -m benches.import_mail` on {machine()}:
a maildir of {count:,} messages ({size / 1e6:.0f} MB). Rounds, by turns: {len(rounds)}; the medians of them.

| | messages a second of the processor | times notmuch |
|---|--:|--:|
{row("import, end to end", "import")}
{row("the parser alone", "parse")}
{row("`notmuch new`", "notmuch")}

Goal: import at least {GOAL:g} times the messages a second of `notmuch new`, {WANTED:g} wanted. {verdict}
The original of each message is kept as well, byte for byte; `notmuch new` leaves the messages where they are.
"""


def _of_kinds(found: dict[str, tuple[float, float]]) -> str:
    load = os.getloadavg()[0]
    beside = f" It ran beside other work (load {load:.1f})." if load > 2 else ""
    return f"""# Import of all kinds

Measured on {date.today().isoformat()} by `python -m benches.import_mail` on {machine()}:
end to end, to a client who was named; one round.{beside}

{import_kinds.table(found)}
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
