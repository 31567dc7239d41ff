"""What a bundle will hold, as it is listed before it is made (P5.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from clientguard.domain.proof.people import Person
from clientguard.domain.records.field_words import field_in_words
from clientguard.domain.wording import N_, Said, counted

RECORDS, FILES, ORIGINALS, UNSEARCHED, PAPERS, PERSONS = (
    "records", "files", "original messages", "files that cannot be searched", "papers", "persons"
)  # fmt: skip
_WORDS = {
    RECORDS: (N_("{count} record that you left out"), N_("{count} records that you left out")),
    FILES: (N_("{count} file, as it shows what is left out"), N_("{count} files, as they show what is left out")),
    ORIGINALS: (
        N_("{count} original message, as it shows what is left out"),
        N_("{count} original messages, as they show what is left out"),
    ),
    UNSEARCHED: (
        N_("{count} file that cannot be searched for what is left out"),
        N_("{count} files that cannot be searched for what is left out"),
    ),
    PAPERS: (N_("{count} paper, as it shows what is left out"), N_("{count} papers, as they show what is left out")),
    PERSONS: (
        N_("{count} person who neither sent nor received an exhibit"),
        N_("{count} persons who neither sent nor received an exhibit"),
    ),
}
MOST_NAMED = 8  # fields; the manifest names all of them
STATEMENT, INTEREST = "statement", "interest"
PAPER_NAMES = {STATEMENT: N_("Statement of account"), INTEREST: N_("Interest sheet")}


@dataclass(frozen=True, slots=True)
class Listed:
    """An exhibit as it is listed: number, section, the record's number and kind, its day, what it is, its files."""

    number: int
    section: str
    record: int
    kind: str
    on: date | None
    what: Said
    files: int

    @property
    def label(self) -> str:
        """How it is referred to: `E12`."""
        return f"E{self.number}"


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file of an exhibit: the number of its record, its name and its bytes; an original message has no name."""

    exhibit: int
    record: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of something are left out."""

    what: str
    count: int

    @property
    def in_words(self) -> Said:
        """What is left out, in words."""
        one, many = _WORDS[self.what]
        return counted(one, many, self.count)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a bundle will hold, and what it leaves out; `papers` are keys of `PAPER_NAMES`.

    `unworked` is why there is no interest sheet although there should be.

    `boxes` are the characters that print as boxes on its papers, and `boxes_at` also says where in their facts.
    """

    client: str
    made: date
    exhibits: tuple[Listed, ...]
    persons: tuple[Person, ...]
    attachments: tuple[FileIn, ...]
    papers: tuple[str, ...]
    redacted: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = field(default=())
    unworked: Said | None = None
    boxes: str = ""
    boxes_at: str = ""

    @property
    def all_left_out(self) -> tuple[Said, ...]:
        """What is left out, in words: first the fields that stay closed."""
        fields: tuple[Said, ...] = tuple(map(field_in_words, self.redacted))
        if len(fields) > MOST_NAMED:
            fields = (counted(N_("{count} field that you chose"), N_("{count} fields that you chose"), len(fields)),)
        return (*fields, *(each.in_words for each in self.left_out))
