"""The table of hostile inputs, and the watch over what they name: no file of theirs is opened, nothing goes out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import KINDS, Field, Kind, Problem, Type
from clientguard.domain.records.parse import FieldError, parse
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import current
from tests import factories

CANARY = "canary-7f3a.png"  # a file that nothing may open, named by the inputs

HOSTILE: dict[str, str] = {
    "controls": "a\x01\x07\x08\x1b[31mred\x7f\x85b",
    "a NUL": "before\x00after",
    "turned round": "invoice\u202efdp.exe\u2066\u2069\u200f",
    "no width": "a\u200b\u200d\ufeff\u2060b\u00adc",
    "a lone surrogate": "half \ud83d a face \udc00",
    "beyond the first plane": "🧾𝒳\U0010ffff\U000e0041",
    "many marks": "e" + "\u0301" * 3000,
    "one long line": "word" * 250_000,
    "a long line with spaces": "word " * 200_000,
    "many lines": "\n" * 50_000 + "end",
    "an image of a file": f'<img src="file:///{CANARY}"><img src="{CANARY}">',
    "an image of the network": '<img src="http://canary.example/x.png"><link href="//canary.example">',
    "a script": "<script>alert(1)</script><body onload=alert(1)>",
    "mark-up of papers": f'<para><font color="red"><img src="{CANARY}" width="1" height="1"/></font><b>',
    "broken mark-up": "</para><<>&amp;&#0;&#x110000;&nosuch; <b <i",
    "a link": '<a href="javascript:alert(1)">x</a> [x](javascript:alert(1))',
    "a formula": f'=HYPERLINK("http://canary.example","x")&cmd|\'/C calc\'!A0 {CANARY}',
    "more formulas": "+1+1\t@SUM(A1)\r-2",
    "a way up": f"../../../../{CANARY}",
    "a way up on Windows": "..\\..\\windows\\win.ini",
    "a full path": "/etc/passwd",
    "a drive": "C:\\CON\\aux.txt:stream",
    "a device": "CON",
    "a device with a suffix": "nul.txt",
    "dots": "...",
    "a huge number": "9" * 5000,
    "a huge power": "1e999999999",
    "not a number": "nan",
    "minus nothing": "-0",
    "a far date": "99999-99-99",
    "the last date": "9999-12-31",
    "before all dates": "0000-00-00",
    "a far step": "+999999999999w",
    "other digits": "１２３٤٥٦",
    "search words": 'a" OR "b" NEAR(c, 2) text: * ^ ( ) - AND NOT',
    "more search words": '""" * {a b}: \'x\' -- ; DROP TABLE record',
    "per cents": "%s %d %(name)s %n %%",
    "places": "{} {0} {name} {path.__class__} {{ }}",
    "places of messages": "{kept} {what} ⟦x⟧ \\n \\u0000",
    "an option": "--help",
    "an empty line": " \t\r\n ",
    "quotes": "'\"`´„“”«»\\",
    "json": '{"a": [1, {"b": null}]}',
    "an erased title": "[erased]",
}


# --- one field of each type that a person fills ---

TODAY = factories.TODAY


def _one_of_each() -> dict[Type, tuple[Kind, Field]]:
    found: dict[Type, tuple[Kind, Field]] = {}
    for kind in KINDS.values():
        for one in kind.form_fields:
            links = [each for each in kind.fields if each.type is Type.LINK and each.required]
            whose = [each.name for each in links if each.name != kind.client]  # it would need a record beside it
            if kind.name in factories.NEEDED and one.name != kind.client and not whose:
                found.setdefault(one.type, (kind, one))
    return found


ONE_OF_EACH = _one_of_each()  # what a field does with a text follows from its type, in whatever kind it stands


def base(kind: Kind, client: int, tried: Field) -> dict[str, Any]:
    """Return what a record of a kind needs beside the field that is tried; two invoices have not the same number."""
    owner = {kind.client: client} if kind.client else {}
    number = {"number": f"R-{tried.name}"} if kind.name == "invoice" else {}
    return {**factories.NEEDED[kind.name], **owner, **number}


@dataclass(frozen=True)
class Entered:
    """A text that was accepted in a form: in which field, of which record, and what the field then held."""

    kind: Kind
    field: Field
    record: int
    value: Any


def entered(book: Casebook, text: str) -> list[Entered]:
    """Enter a text in a field of each type as a form does, and return what was saved; the rest was refused in words."""
    client = factories.add(book, "client")
    found: list[Entered] = []
    for kind, one in ONE_OF_EACH.values():
        try:
            value = parse(one, text, today=TODAY, currency="EUR")
            record = factories.save(book, kind.record(**{**base(kind, client, one), one.name: value}))
        except FieldError as error:
            said_of(one, Problem(one.name, error.said))
        except NotValidError as error:
            said_of(one, *error.problems)
        except KnownError as error:
            understood(error)
        else:
            found.append(Entered(kind, one, record, value))
    return found


def said_of(one: Field, *problems: Problem) -> None:
    """Fail unless every problem is one of this field, and says something."""
    assert {each.field for each in problems} == {one.name}
    assert all(current().say(each.message).strip() for each in problems)


# --- the watch over files and the network ---


@dataclass
class Watch:
    """What was opened that has no business to be."""

    on: bool = False
    seen: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "urllib.Request"):
            self.seen.append(event)
        elif event == "open" and Path(str(arguments[0])).name == CANARY:
            self.seen.append(f"open {arguments[0]}")


WATCH = Watch()
sys.addaudithook(WATCH.hear)


@pytest.fixture(autouse=True)
def nothing_else_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Watch during each test, with the file there that the inputs name."""
    folder = tmp_path / "cwd"
    folder.mkdir()
    (folder / CANARY).write_bytes(b"\x89PNG\r\n")
    (tmp_path / CANARY).write_bytes(b"\x89PNG\r\n")
    monkeypatch.chdir(folder)
    WATCH.seen.clear()
    WATCH.on = True
    yield
    WATCH.on = False
    assert WATCH.seen == []


each = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


@pytest.fixture(name="book")
def hostile_book(tmp_path: Path) -> Iterator[Casebook]:
    made = factories.firm_book(tmp_path / "practice.casebook")
    yield made
    made.close()
    found = casebooks.verify_casebook(tmp_path / "practice.casebook")
    assert found.valid, [current().say(fault) for fault in found.faults]


def understood(error: KnownError) -> str:
    """Return an error as it is shown: it must say something, whatever is in its values."""
    text = current().error(error)
    assert text.strip()
    assert str(error).strip()
    return text
