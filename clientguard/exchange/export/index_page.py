"""The page that explains an export: plain HTML, no scripts, nothing loaded from elsewhere; all text is escaped."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from clientguard.domain.records import Kind
from clientguard.domain.wording import N_
from clientguard.texts import Words, words

STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884 }
td, code { overflow-wrap: anywhere } td { font-variant-numeric: tabular-nums }
"""


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind in the table of contents: its number of records, and how many of them were removed."""

    kind: Kind
    count: int
    removed: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """One attachment: its name, what it belongs to, its file in the folder, and whether it is removed or damaged."""

    name: str
    of: str
    path: str  # empty if the bytes are not in the casebook
    size: int
    sha256: str
    removed: bool
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What the page says."""

    casebook: str
    business: str
    made: date
    kinds: tuple[KindLine, ...]
    entries: int
    root: str
    drafts: int
    files: int
    originals: int
    faults: int
    damaged: tuple[str, ...] = ()  # originals and facts that are missing or damaged, by their paths


def write_index(stream: IO[str], contents: Contents, files: Iterable[FileLine], language: str) -> None:
    """Write the page in `language`."""
    stream.writelines(_page(contents, files, words(language)))


def _page(contents: Contents, files: Iterable[FileLine], words: Words) -> Iterator[str]:
    title = _text(words(N_("Everything in {casebook}"), casebook=contents.casebook))
    yield f'<!DOCTYPE html>\n<html lang="{_text(words.language.replace("_", "-"))}">\n<head>\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield '<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    made = words(N_("Written on {date}."), date=words.date(contents.made, "long"))
    yield _paragraph(f"{contents.business}. {made}" if contents.business else made)
    if contents.faults:
        yield _paragraph(
            words.several(
                N_("{count} attachment could not be read in full. It is marked below."),
                N_("{count} attachments could not be read in full. They are marked below."),
                contents.faults,
            )
        )
    if contents.damaged:
        named = ", ".join(contents.damaged)
        yield _paragraph(words(N_("These files could not be read in full: {files}."), files=named))
    yield from _reading(words)
    yield from _kinds(contents, words)
    yield from _journal(contents, words)
    yield from _files(contents, files, words)
    yield "</body>\n</html>\n"


def _reading(words: Words) -> Iterator[str]:
    yield _heading(words(N_("How to read it")))
    for sentence in (
        N_("The folder csv holds one table for each kind of record. Any spreadsheet program opens it: the"
           " text is UTF-8, separated by commas. Text that a spreadsheet would treat as a formula begins with"
           " an apostrophe."),
        N_("The folder json holds the same records for programs, with nothing left out. Amounts are in minor"
           " units (cents) and as plain numbers, dates as year-month-day, times in milliseconds since 1970 UTC"
           " with the clock's offset in minutes. Each file begins with a description of its fields."),
        N_("Removed records are included: removed_by_entry names the journal entry that removed them. Links"
           " name the other record by its number, its id."),
        N_("The folder attachments holds every file as it was added. Its name begins with the number of its"
           " record. Open only those that you would open from an email."),
        N_("The folder originals holds every imported message as it came, byte for byte. A mail program opens it. Its"
           " name is the number of the message in the tables."),
        N_("The folder facts holds what each document printed, for programs. Its name is the number of the document."),
        N_("The notes that you wrote to yourself are in these files too. Keep that in mind before you pass"
           " them on."),
    ):  # fmt: skip
        yield _paragraph(words(sentence))


def _kinds(contents: Contents, words: Words) -> Iterator[str]:
    yield _heading(words(N_("Records")))
    heads = [words(each) for each in (N_("Kind"), N_("Records"), N_("Of these, removed"), N_("Files"))]
    yield f"<table>\n{_row(heads, 'th')}"
    for line in contents.kinds:
        name = _text(line.kind.name)
        links = f'<a href="csv/{name}.csv">CSV</a> <a href="json/{name}.json">JSON</a>'
        yield (
            f"<tr><td>{_text(words(line.kind.plural))}</td><td>{line.count}</td><td>{line.removed}</td>"
            f"<td>{links}</td></tr>\n"
        )
    yield "</table>\n"
    if contents.drafts:
        yield _paragraph(
            words.several(
                N_("{count} unsaved form is in json/drafts.json."),
                N_("{count} unsaved forms are in json/drafts.json."),
                contents.drafts,
            )
        )


def _journal(contents: Contents, words: Words) -> Iterator[str]:
    yield _heading(words(N_("Journal")))
    yield _paragraph(
        words.several(
            N_("The journal has {count} entry: every change, in the order it was made."),
            N_("The journal has {count} entries: every change, in the order they were made."),
            contents.entries,
        )
    )
    yield '<p><a href="csv/journal.csv">CSV</a> <a href="json/journal.json">JSON</a></p>\n'
    yield _paragraph(words(N_("Its anchor (size and root) at the time of this export:")))
    yield f"<p><code>{contents.entries}:{_text(contents.root)}</code></p>\n"
    yield _paragraph(
        words(
            N_(
                "Anyone who holds the casebook could rebuild all of it. A journal that was cut short or rebuilt"
                " later does not match this anchor: `clientguard verify` compares them."
            )
        )
    )


def _files(contents: Contents, files: Iterable[FileLine], words: Words) -> Iterator[str]:
    yield _heading(words(N_("Attachments")))
    if not contents.files:
        yield _paragraph(words(N_("No files are kept in this casebook.")))
        return
    heads = (N_("File"), N_("Kept as"), N_("Belongs to"), N_("Size"), "SHA-256", N_("State"))
    yield f"<table>\n{_row([words(each) for each in heads], 'th')}"
    for line in files:
        state = [words(N_("removed"))] if line.removed else []
        if line.damaged:
            state.append(words(N_("damaged")) if line.path else words(N_("missing")))
        yield _row([line.path, line.name, line.of, words.size(line.size), line.sha256, ", ".join(state)])
    yield "</table>\n"


def _row(cells: Sequence[str], tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _heading(text: str) -> str:
    return f"<h2>{_text(text)}</h2>\n"


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>\n"


def _text(text: str) -> str:
    """Return text for HTML: escaped, without characters that HTML does not allow or that change the text direction."""
    return "".join(each for each in html.escape(text) if unicodedata.category(each)[0] != "C" or each in "\n\t")
