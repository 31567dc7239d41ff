"""Hostile inputs against the command line, backups and their manifests, settings, salts, passphrases and words."""

from __future__ import annotations

import dataclasses
import json

import pytest

from clientguard.actions.casebook import backups, casebooks, opening, passphrase
from clientguard.actions.records import editing
from clientguard.cli import run
from clientguard.domain.records import Business, Client, Field, Kind, Type
from clientguard.domain.records.parse import parse
from clientguard.errors import KnownError
from clientguard.settings import Settings
from clientguard.store.backup import manifest
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.salts import Salts
from clientguard.store.records import lookup
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY, add
from tests.hostile import (
    HOSTILE,
    ONE_OF_EACH,
    base,
    each,
    hostile_book,  # noqa: F401 - a fixture
    nothing_else_is_touched,  # noqa: F401 - a fixture
    understood,
)

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
        ["set", str(client), "--set", shortened, *place],
        ["search", *place, "--", shortened],
        ["list", "invoice", "--client", shortened, *place],
        ["verify", str(path), "--anchor", shortened],
        ["set", shortened, "--set", "name=x", *place],
        ["remove", shortened, *place],
        ["restore", shortened, *place],
    ):
        status = run(words)
        answer = capsys.readouterr()
        assert status in (0, 1, 2), words[:3]
        assert status == 0 or answer.err.strip(), words[:3]
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("words", [["restore"], ["set", "--set", "name=x"]])
def test_a_number_beyond_any_record_is_answered_in_words(book, words, capsys):
    book.close()
    assert run([*words, "9" * 30, "--casebook", str(book.path)]) in (1, 2)
    assert capsys.readouterr().err.strip()


@each
def test_the_command_line_takes_it_in_a_field_of_any_type_or_answers_in_words(book, text, capsys):
    client = add(book, "client")
    records = [factories.save(book, kind.record(**base(kind, client, field))) for kind, field in ONE_OF_EACH.values()]
    path = book.path
    book.close()
    text = text[:60_000]
    taken: list[tuple[Kind, Field, int]] = []
    for (kind, field), record in zip(ONE_OF_EACH.values(), records, strict=True):
        status = run(["set", str(record), "--set", f"{field.name}={text}", "--casebook", str(path)])
        answer = capsys.readouterr()
        assert "Traceback" not in answer.err
        assert status == 0 or answer.err.strip(), field.type
        if status == 0 and field.type is not Type.LINK:
            taken.append((kind, field, record))
    with Casebook.open(path) as again:
        for kind, field, record in taken:
            saved = getattr(factories.read(again, kind.record, record), field.name)
            value = parse(field, text, today=TODAY, currency="EUR")
            assert saved == value or (field.type is Type.CURRENCY and not value), field.type


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
    casebooks.backup_to(book.path, copy)
    manifest.path_of(copy).write_bytes(text.encode("utf-8", "surrogatepass"))
    assert manifest.read_manifest(copy) is None
    assert opening.backups_of(book.path, "", [copy.parent]) == []
    backups.restore_backup(copy, tmp_path / "restored.casebook")
    assert casebooks.verify_casebook(tmp_path / "restored.casebook").valid


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
    casebooks.backup_to(book.path, copy)
    listing = manifest.path_of(copy)
    listing.write_text(json.dumps({**json.loads(listing.read_text("utf-8")), name: value}), encoding="utf-8")
    found = opening.backups_of(book.path, "", [copy.parent])
    assert all(str(each.facts.at.ms) for each in found)
    uid = backups.edge(book).uid
    assert len(opening.backups_of(book.path, uid, [copy.parent])) <= 1
    try:
        backups.restore_backup(copy, tmp_path / "restored.casebook")
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
    for name in ("salts.json", "guesses.json"):
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    salts = Salts(folder)
    assert salts.salt(tmp_path / "x.casebook") is None
    assert salts.guesses.begin(tmp_path / "x.casebook") == 0
    assert salts.guesses.failures(tmp_path / "x.casebook") == 1
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
            firm = lookup.find_records(db, Business)[0]
        try:
            editing.save_record(book, dataclasses.replace(firm, name=text[:900], address=text[:900]))
        except KnownError as error:
            understood(error)
    with book.read() as db:
        assert len(lookup.find_records(db, Business)) == 1
        assert lookup.find_records(db, Client) == []
