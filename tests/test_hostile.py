"""What a hostile or a broken world may put into the app: one table of inputs, against every way in.

Each is saved and read back as it was entered, or refused in words; never an exception, never another file or the
network. Later kinds of input bring their own cases to this table.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from clientguard.actions import attachments, backups, casebooks, mail, opening, passphrase, records, reports
from clientguard.actions.data_report import data_report
from clientguard.actions.export import export_csv
from clientguard.actions.export_all import export_all
from clientguard.actions.records import NotValidError
from clientguard.actions.salvage import missing, salvage, told
from clientguard.cli import run
from clientguard.domain.records import KINDS, Attachment, Business, Client, Field, Instant, Kind, Message, Record, Type
from clientguard.domain.records.parse import FieldError, parse
from clientguard.errors import KnownError
from clientguard.exchange.files import safe_name
from clientguard.settings import Settings
from clientguard.store import manifest
from clientguard.store import records as stored
from clientguard.store.engine import Casebook
from clientguard.store.salts import Salts
from clientguard.store.search import find
from clientguard.store.views.drafts import draft
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY, add

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


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    made = factories.firm_book(tmp_path / "practice.casebook")
    yield made
    made.close()
    found = casebooks.verify(tmp_path / "practice.casebook")
    assert found.valid, [current().say(fault) for fault in found.faults]


def understood(error: KnownError) -> str:
    """Return an error as it is shown: it must say something, whatever is in its values."""
    text = current().error(error)
    assert text.strip()
    assert str(error).strip()
    return text


# --- forms ---


def filled(kind: Kind, text: str, client: int) -> tuple[Record, dict[str, Any]]:
    """Return a record with a text in every field that takes it, as a form reads it; and what was taken."""
    taken: dict[str, Any] = {}
    for one in kind.form_fields:
        if one.type is Type.LINK:
            continue
        try:
            taken[one.name] = parse(one, text, today=TODAY, currency="EUR")
        except FieldError as error:
            current().say(error.said)
    base = {**factories.NEEDED.get(kind.name, {})}
    if kind.has("client") and kind.name != "client":
        base["client"] = client
    return kind.record(**{**base, **taken}), taken


@each
def test_every_form_saves_what_it_was_given_or_says_why_not(book, text):
    client = add(book, "client")
    for kind in KINDS.values():
        if not kind.form_fields or kind.name == "attachment":
            continue
        record, taken = filled(kind, text, client)
        try:
            saved = factories.save(book, record)
        except NotValidError as error:
            words = [current().say(problem.message) for problem in error.problems]
            whole = without(record, {problem.field for problem in error.problems})
            try:
                saved = factories.save(book, whole)
            except KnownError as again:
                understood(again)
                continue
            finally:
                assert all(words)
            record = whole
        except KnownError as error:
            understood(error)
            continue
        back = factories.read(book, kind.record, saved)
        for name in taken.keys() - {"currency", "due"}:  # which may follow from others
            assert getattr(back, name) == getattr(record, name), f"{kind.name}.{name}"


def without(record: Record, names: set[str]) -> Record:
    """Return a record with what was wrong in it as a test that does not care has it."""
    plain = {**{each.name: getattr(type(record)(), each.name) for each in record.kind.fields}}
    plain |= factories.NEEDED.get(record.kind.name, {})
    return dataclasses.replace(record, **{name: plain[name] for name in names if name in plain})


@each
@pytest.mark.parametrize("type_", list(Type), ids=lambda type_: type_.value)
def test_every_type_of_field_takes_it_or_says_why_not(text, type_):
    one = Field(name="x", type=type_, label="X")
    if type_ is Type.LINK:
        return
    try:
        parse(one, text, today=TODAY, currency="EUR")
    except FieldError as error:
        current().say(error.said)


@each
def test_a_draft_comes_back_as_it_was_typed(book, text):
    casebooks.keep_draft(book, "client:new", {"name": text})
    with book.read() as db:
        assert draft(db, "client:new") == {"name": text}


# --- search ---


@each
def test_search_finds_or_finds_nothing(book, text):
    client = add(book, "client", name="Harbour Books")
    with book.read() as db:
        assert all(hit.record == client for hit in find(db, text[:10_000]) if hit.kind == "client")
        assert [hit.record for hit in find(db, "harbour")] == [client]


# --- files ---


@each
def test_a_files_name_is_safe_wherever_it_is_saved(text, tmp_path):
    name = safe_name(text)
    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 240
    assert not set(name) & set('/\\:*?"<>|\x00\n\r\u202e')
    assert name.strip(" .") == name
    target = tmp_path / "safe" / name
    target.parent.mkdir()
    target.write_bytes(b"x")
    assert [path.name for path in target.parent.iterdir()] == [name]


@pytest.mark.parametrize("data", [b"", b"\x00" * 5000, b"MZ" + bytes(99), b"%PDF-1.7\n%\xff", b"PK\x03\x04" * 50])
def test_a_file_is_kept_byte_by_byte_and_never_opened(book, tmp_path, data):
    client = add(book, "client")
    source = tmp_path / "a report\u202efdp.pdf"
    source.write_bytes(data)
    attachments.attach(book, client, [source])
    with book.read() as db:
        (file,) = stored.find(db, Attachment)
    assert "\u202e" not in file.name
    assert attachments.content(book, file.id)[1] == data


# --- mail ---


@each
def test_mail_is_taken_in_or_listed_with_its_reason(book, tmp_path, text):
    client = add(book, "client")
    line = text[:3000].encode("utf-8", "surrogatepass").replace(b"\n", b" ").replace(b"\r", b" ")
    body = text.encode("utf-8", "surrogatepass")
    name = safe_name(text).encode()
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: " + line + b" <a@b.example>\nTo: " + line + b"\nSubject: " + line + b"\nDate: " + line
        + b"\nMessage-ID: " + line + b'\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
        + b"--x\nContent-Type: text/html; charset=utf-8\n\n" + body
        + b'\n--x\nContent-Type: text/plain; name="' + line + b'"\nContent-Disposition: attachment; filename="'
        + name + b'"\n\n' + body + b"\n--x--\n"
    )  # fmt: skip
    done = mail.import_mail(book, [path], client)
    assert done.messages + len(done.unreadable) >= 1
    for skipped in done.unreadable:
        assert skipped.reason is None or current().say(skipped.reason)
    with book.read() as db:
        for message in stored.find(db, Message):
            assert "\x00" not in message.subject + message.body
            assert "\n" not in message.subject
            assert "src=" not in message.body or "file:///" not in message.body


# --- what goes out ---


@pytest.fixture
def filled_book(book: Casebook) -> tuple[Casebook, int]:
    """A casebook in which every text that can be saved stands in a client's records."""
    client = add(book, "client", name="Harbour <b>Books</b> {name} %s")
    add(book, "contract", client=client)
    contact = 0
    for number, text in enumerate(HOSTILE.values()):
        short, long = text[:900], text[:4000]
        for kind, values in (
            ("contact", {"name": short or "x", "note": long}),
            ("problem", {"title": short or "x", "detail": long}),
            ("deliverable", {"title": short or "x", "state": "delivered"}),
            ("message", {"subject": short or "x", "body": long, "at": Instant(factories.FIRST + number)}),
        ):
            try:
                made = add(book, kind, client=client, **values)
            except KnownError as error:
                understood(error)
                continue
            contact = made if kind == "contact" and not contact else contact
    return book, client


def test_papers_show_it_as_text_and_open_nothing(filled_book):
    book, client = filled_book
    pdf = reports.final_report(book, client, TODAY).pdf
    assert pdf.startswith(b"%PDF")
    with book.read() as db:
        contact = stored.find(db, KINDS["contact"].record)[0].id
    assert data_report(book, "", TODAY, client=client, contact=contact, why="<b>{x}</b>").pdf.startswith(b"%PDF")


def test_lists_disarm_formulas_and_keep_the_rest(filled_book, tmp_path):
    book, _client = filled_book
    with book.read() as db:
        ids = [each.id for each in stored.find(db, KINDS["problem"].record)]
    target = tmp_path / "problems.csv"
    assert export_csv(book, KINDS["problem"], ids, target) == len(ids)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(ids) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@")) and not cell[1:].isdecimal()]


def test_everything_goes_out_and_its_index_holds_no_markup_of_others(filled_book, tmp_path):
    book, _client = filled_book
    export_all(book, tmp_path / "all", TODAY, "en")
    for page in (tmp_path / "all").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<img" not in text
        assert "<script>alert" not in text
    for path in (tmp_path / "all").rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_a_salvage_takes_it_along_and_says_what_it_lost_in_words(filled_book, tmp_path):
    book, _client = filled_book
    done = salvage(book.path, tmp_path / "new.casebook")
    assert done.lost == []
    assert all(current().say(line) for line in (*told(done), *missing(done)))
    assert casebooks.verify(tmp_path / "new.casebook").valid


# --- the command line ---


@each
def test_the_command_line_takes_it_or_answers_in_words(book, text, capsys):
    client = add(book, "client")
    place = ["--casebook", str(book.path)]
    path = book.path
    book.close()
    shortened = text[:60_000]  # what a system takes as one argument
    for words in (
        ["add", "client", "--set", f"name={shortened}", *place],
        ["add", "problem", "--set", f"client={client}", "--set", f"title={shortened}", "--set", "on=today", *place],
        ["set", str(client), "--set", f"since={shortened}", *place],
        ["set", str(client), "--set", shortened, *place],
        ["search", *place, "--", shortened],
        ["list", "invoice", "--client", shortened, *place],
        ["verify", str(path), "--anchor", shortened],
        ["set", shortened, "--set", "name=x", *place],
        ["remove", shortened, *place],
        ["restore", shortened, *place],
        ["restore", "9" * 30, *place],
        ["set", "9" * 30, "--set", "name=x", *place],
    ):
        status = run(words)
        answer = capsys.readouterr()
        assert status in (0, 1, 2), words[:3]
        assert status == 0 or answer.err.strip(), words[:3]
        assert "Traceback" not in answer.err


# --- restore: backups and their manifests ---

MANIFESTS: list[str] = [
    "",
    "null",
    "[]",
    "[" * 100_000,
    '{"format": 1}',
    '{"format": 1, "casebook": "x", "journal": {"size": 1e999, "root": ""}}',
    "\ufeff{}",
    '{"a": "\\ud800"}',
    "x" * (2 << 20),
]


@pytest.mark.parametrize("text", [*MANIFESTS, *HOSTILE.values()], ids=lambda text: repr(text[:20]))
def test_a_manifest_that_is_none_is_passed_over(book, tmp_path, text):
    copy = tmp_path / "kept" / "practice.casebook"
    copy.parent.mkdir()
    casebooks.backup(book.path, copy)
    manifest.path_of(copy).write_bytes(text.encode("utf-8", "surrogatepass"))
    assert manifest.read(copy) is None
    assert opening.backups_of(book.path, "", [copy.parent]) == []
    assert opening.read_backup(copy) is None
    backups.restore(copy, tmp_path / "restored.casebook")
    assert casebooks.verify(tmp_path / "restored.casebook").valid


FIELDS: list[tuple[str, object]] = [
    ("casebook", None),
    ("journal", {"size": "many", "root": 5}),
    ("journal", {"size": 10**400, "root": ""}),
    ("journal", []),
    ("tables", {"client": None}),
    ("tables", "client"),
    ("file", {"sha256": "0" * 64, "bytes": -1}),
    ("file", None),
    ("moment", {"ms": 10**30, "offset": 10**9}),
    ("moment", {"ms": "now", "offset": {}}),
    ("encryption", {"salt": "../../x"}),
    ("encryption", 5),
    ("version", {"a": 1}),
]


@pytest.mark.parametrize(("name", "value"), FIELDS, ids=lambda value: repr(value)[:30])
def test_a_manifest_with_a_strange_value_breaks_nothing(book, tmp_path, name, value):
    copy = tmp_path / "kept" / "practice 2026.casebook"
    copy.parent.mkdir()
    casebooks.backup(book.path, copy)
    listing = manifest.path_of(copy)
    listing.write_text(json.dumps({**json.loads(listing.read_text("utf-8")), name: value}), encoding="utf-8")
    found = opening.backups_of(book.path, "", [copy.parent])
    assert all(str(each.facts.at.ms) for each in found)
    uid = backups.edge(book).uid
    assert len(opening.backups_of(book.path, uid, [copy.parent])) <= 1
    try:
        backups.restore(copy, tmp_path / "restored.casebook")
    except KnownError as error:
        understood(error)
    backups.back_up(book, [backups.Place(copy.parent)], backups.Event.HOUR)


# --- the app's own files ---

SETTINGS: list[str] = [
    "",
    "[]",
    "[" * 100_000,
    '{"recent": {"a": 1}, "look": 5, "language": ["en"], "auto_lock": -1, "layouts": [], "window": null}',
    '{"recent": ["\\u0000", 5, "/etc/passwd"], "language": "../../x", "auto_lock": 1e400}',
    '{"auto_lock": true, "backups": "\\u0000", "layouts": {"a": 5}}',
]


@pytest.mark.parametrize("text", [*SETTINGS, *HOSTILE.values()], ids=lambda text: repr(text[:20]))
def test_settings_that_are_none_give_those_of_a_first_start(tmp_path, text):
    (tmp_path / "settings.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    settings = Settings.load(tmp_path)
    assert settings.auto_lock >= 0
    assert all(isinstance(each, str) for each in settings.recent)
    settings.save()
    assert Settings.load(tmp_path).look == settings.look


@pytest.mark.parametrize("text", [*SETTINGS, *HOSTILE.values()], ids=lambda text: repr(text[:20]))
def test_kept_salts_that_are_none_are_passed_over(tmp_path, text):
    folder = tmp_path / "salts"
    folder.mkdir()
    (folder / "salts.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    salts = Salts(folder)
    assert salts.salt(tmp_path / "x.casebook") is None
    assert salts.pause(tmp_path / "x.casebook") >= 0
    salts.failed(tmp_path / "x.casebook")
    salts.keep(tmp_path / "x.casebook", bytes(16))
    assert salts.salt(tmp_path / "x.casebook") == bytes(16)


# --- passphrases ---


@each
def test_any_text_of_some_length_is_a_passphrase_that_opens_again(book, tmp_path, text):
    salts = Salts(tmp_path / "salts")
    try:
        passphrase.protect(book, text, [], salts)
    except KnownError as error:
        understood(error)
        return
    path = book.path
    book.close()
    key = passphrase.unlock(path, text, salts, wait=lambda _seconds: None)
    with Casebook.open(path, key=key) as again:
        passphrase.unprotect(again, text, [], salts)


# --- words ---


@each
def test_an_error_shows_what_it_was_given_as_it_is(text):
    error = KnownError("{name} is damaged.", kept="{name} {name}", todo="Open {name}.", name=text)
    assert text in current().error(error)
    assert text in str(error)


def test_the_business_may_bear_any_of_these_names(book):
    for text in HOSTILE.values():
        with book.read() as db:
            firm = stored.find(db, Business)[0]
        try:
            records.save(book, dataclasses.replace(firm, name=text[:900], address=text[:900]))
        except KnownError as error:
            understood(error)
    with book.read() as db:
        assert len(stored.find(db, Business)) == 1
        assert stored.find(db, Client) == []
