"""The files of a bundle: its papers, what each exhibit's record says, its originals and attachments (P5.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Literal

from clientguard.actions.money.statement import statement_paper
from clientguard.actions.proof.choosing import Cancel, Chosen, damaged
from clientguard.domain.money import statement
from clientguard.domain.money.claims import sheet
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.proof.exhibits import Exhibit
from clientguard.domain.proof.index import ExhibitList, Index, exhibit_list, facts_json, index
from clientguard.domain.proof.plan import INTEREST, PAPER_NAMES, STATEMENT
from clientguard.domain.proof.reading import CLOSED
from clientguard.domain.records import Attachment, Message, Record
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import Cancelled
from clientguard.exchange.bundle.parts import EXHIBIT, INDEX, PAPER, Part, Proof, file_name
from clientguard.exchange.mail.outlook import msg
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs
from clientguard.store.views.proof.material import STEP, sizes, whole
from clientguard.texts import words

PageSize = Literal["A4", "Letter"]
Ties = Mapping[tuple[int, str], Proof]


def lacking(chosen: Chosen) -> tuple[str, str]:
    """Return the characters that print as boxes on the papers of a bundle: alone, and with their places; or ""."""
    from clientguard.reports.paper.fonts import missing_in  # only when a bundle is planned
    from clientguard.reports.paper.scripts.lacking import lacking_at

    _first, everything = _lists(chosen, 1, Anchor(0, ""))
    facts = {"exhibits": facts_json(everything)}
    if chosen.statement:
        facts["statement"] = statement.facts_json(chosen.statement)
    if chosen.interest:
        facts["interest"] = sheet.facts_json(chosen.interest)
    return missing_in(facts), lacking_at(facts)


def _lists(chosen: Chosen, version: int, anchor: Anchor) -> tuple[Index, ExhibitList]:
    """Return the facts of the first page, which says nothing that other papers do not, and of the list of exhibits."""
    given = (chosen.found.firm, chosen.found.client, chosen.plan, chosen.veil, version, anchor)
    owed = [each.closing for each in chosen.statement.accounts] if chosen.statement else []
    return index(*given, owed), exhibit_list(*given, {each.number: _files_of(each, chosen) for each in chosen.exhibits})


def _files_of(each: Exhibit, chosen: Chosen) -> tuple[Said, ...]:
    """Return what the files of an exhibit are called, by their numbers as in their names in the bundle."""
    names = [file.name if chosen.veil.is_open(file, file.kind.field("name")) else said(CLOSED) for file in each.files]
    original = (said(N_("the original message")),) if each.record.id in chosen.originals else ()
    return (
        *original,
        *(
            said("{exhibit}-{number}: {name}", exhibit=each.label, number=str(number), name=name)
            for number, name in enumerate(names, 1)
        ),
    )


class Files:
    """Makes the files of a bundle. What may be large is read only when it is written."""

    def __init__(
        self, db: Connection, chosen: Chosen, ties: Ties, anchor: Anchor, version: int, page: PageSize
    ) -> None:
        self._db = db
        self._chosen = chosen
        self._ties = ties
        self._anchor = anchor
        self._version = version
        self._page: PageSize = page
        self._words = words(chosen.found.firm.language or "en")
        self._width = len(str(len(chosen.exhibits)))

    def parts(self, cancelled: Cancel) -> list[Part]:
        """Return all files in their order; Cancelled if `cancelled` returns true."""
        found = list(self._papers())
        for start in range(0, len(self._chosen.exhibits), STEP):
            some = self._chosen.exhibits[start : start + STEP]
            if cancelled():
                raise Cancelled
            messages = [each.record for each in some if isinstance(each.record, Message)]
            full = whole(self._db, messages)
            digests = [each.original for each in messages if each.id in self._chosen.originals]
            known = sizes(self._db, digests)
            heads = blobs.beginnings(self._db, list(map(bytes.fromhex, known)), len(msg.MAGIC))
            for each in some:
                found += self._exhibit(each, full.get(each.record.id, each.record), known, heads)
        return found

    def _papers(self) -> Iterator[Part]:
        from clientguard.reports.proof import index_paper  # reportlab and pikepdf: only when a document is made

        chosen, spoken, page = self._chosen, self._words, self._page
        first, everything = _lists(chosen, self._version, self._anchor)
        title = spoken(N_("Chronology and index"))
        yield Part("1-index.pdf", INDEX, index_paper.render_index(first, spoken, page=page), title=title)
        title = spoken(N_("List of exhibits"))
        yield Part("2-exhibits.pdf", PAPER, index_paper.render_list(everything, spoken, page=page), title=title)
        if chosen.statement:
            pdf = statement_paper(chosen.statement, page=page).pdf
            yield Part("3-statement.pdf", PAPER, pdf, title=spoken(PAPER_NAMES[STATEMENT]))
        if chosen.interest:
            from clientguard.reports.money.interest_sheet import render_interest_sheet

            pdf = render_interest_sheet(chosen.interest, words(chosen.interest.language), page=page)
            yield Part("4-interest.pdf", PAPER, pdf, title=spoken(PAPER_NAMES[INTEREST]))

    # --- the files of one exhibit ---

    def _exhibit(
        self, each: Exhibit, record: Record, known: Mapping[str, int], heads: Mapping[bytes, bytes]
    ) -> Iterator[Part]:
        title = self._words.say(self._chosen.reader.what(each.record))
        stem = f"exhibits/E{each.number:0{self._width}}"
        make = partial(self._part, each, title)
        if isinstance(record, Message) and record.id in self._chosen.originals:
            kind = msg.suffix(heads.get(bytes.fromhex(record.original), b""))
            data = partial(self._blob, record.original)
            yield make(f"{stem}{kind}", data, known.get(record.original, 0), record, "original", record.original)
        else:
            text = self._sheet(each, record)
            make_sheet = partial(self._part, each, self._words(N_("{exhibit}: what is on record"), exhibit=title))
            yield make_sheet(f"{stem}.txt", partial(self._sheet_again, each), len(text), record)
            if isinstance(record, Message) and (record.id, "body") in self._ties and self._opens(record, "body"):
                yield make(f"{stem}-text.txt", partial(self._body, record), len(record.body.encode()), record, "body")
        for number, file in enumerate(each.files, 1):
            name = self._name(file, number)
            size = sizes(self._db, [file.sha256]).get(file.sha256, 0)
            data = partial(self._blob, file.sha256)
            yield make(f"{stem}-{name}", data, size, file, "sha256", file.sha256)

    def _part(
        self, each: Exhibit, title: str, name: str, data: Callable[[], Iterator[bytes]], size: int, record: Record,
        field: str = "", sha256: str = "",
    ) -> Part:  # fmt: skip
        if isinstance(record, Attachment):
            title = f"{title} · {record.name}" if self._opens(record, "name") else title
        proof = self._ties.get((record.id, field)) if field else None
        return Part(name, EXHIBIT, data, size, sha256, each.number, title[:500], record.uid, proof)

    def _opens(self, record: Record, name: str) -> bool:
        return self._chosen.veil.is_open(record, record.kind.field(name))

    def _name(self, file: Attachment, number: int) -> str:
        """Return a file's name within its exhibit; its own words only if they may be read."""
        if self._opens(file, "name"):
            return file_name(f"{number} {file.name}")
        return file_name(f"{number}.{file.name.rpartition('.')[2][:5]}") if "." in file.name else str(number)

    def _blob(self, digest: str) -> Iterator[bytes]:
        try:
            yield blobs.get_blob(self._db, bytes.fromhex(digest))
        except KeyError as error:
            raise damaged() from error

    def _body(self, message: Message) -> Iterator[bytes]:
        yield whole(self._db, [message])[message.id].body.encode()

    def _sheet_again(self, each: Exhibit) -> Iterator[bytes]:
        record = each.record
        yield self._sheet(each, whole(self._db, [record])[record.id] if isinstance(record, Message) else record)

    def _sheet(self, each: Exhibit, record: Record) -> bytes:
        """Return what is on record of an exhibit and of its parts, as text."""
        head = self._words(N_("Exhibit {number}"), number=each.label)
        lines = [f"{head} · {self._words(record.kind.label)}", "", *self._lines(record)]
        for part in each.parts:
            lines += ["", self._words(part.kind.label), *(f"  {line}" for line in self._lines(part))]
        return ("\n".join(lines) + "\n").encode()

    def _lines(self, record: Record) -> Iterator[str]:
        for label, value in self._chosen.reader.lines(record):
            said = self._words.say(value)
            shown = f"\n{said}" if "\n" in said else f" {said}"
            yield f"{self._words(label)}:{shown}"
