"""Everything comes out: each field of each kind, removed or not, the journal, the files; and nothing else happens."""

from __future__ import annotations

import csv
import hashlib
import html.parser
import json
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from clientguard.actions.casebook import casebooks
from clientguard.actions.casebook.export_all import ExportedAll, export_all
from clientguard.actions.leaving import deciding
from clientguard.actions.records import editing
from clientguard.domain.journal import tree
from clientguard.domain.records import KINDS, Field, Instant, Kind, Message, Record, Type
from clientguard.errors import Cancelled, KnownError
from clientguard.store.erasure import erasing
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY, ago

TEXTS = (Type.TEXT, Type.LONG)
HOSTILE = [
    "../../etc/passwd", "C:\\Windows\\evil.txt", "con.txt", "a/b.txt", "\u202egpj.exe", "=1+1.txt", "x" * 300 + ".pdf",
    "..", "name\nwith\rlines", "<script>alert(1)</script>", "A.TXT", "a.txt", "ก" * 120 + ".pdf",
]  # fmt: skip


def out(book, tmp_path: Path, **options: Any) -> tuple[Path, ExportedAll]:
    target = tmp_path / "out"
    return target, export_all(book, target, TODAY, **options)


def json_of(target: Path, kind: str) -> list[dict[str, Any]]:
    whole = json.loads((target / "json" / f"{kind}.json").read_text("utf-8"))
    assert whole["format"] == "clientguard export 1"
    return whole["records"]


def csv_of(target: Path, kind: str) -> list[dict[str, str]]:
    with (target / "csv" / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def back(field: Field, value: Any) -> Any:
    """Read a value of the JSON as somebody who has only the export would."""
    if value is None:
        return None
    match field.type:
        case Type.DATE:
            return date.fromisoformat(value)
        case Type.INSTANT:
            return Instant(value["ms"], value["offset"])
        case Type.MONEY:
            return value["minor"]
        case Type.LINK:
            return value["id"]
        case _:
            return value


def record_of(kind: Kind, row: dict[str, Any]) -> Record:
    values = {field.name: back(field, row[field.name]) for field in kind.fields}
    return kind.record(id=row["id"], uid=row["uid"], removed=row["removed_by_entry"], **values)


def held(book, kind: Kind) -> list[Record]:
    with book.read() as db:
        return lookup.find_records(db, kind.record, removed=True)


def beside(folder: Path) -> list[str]:
    """What lies in the folder beside the casebook itself."""
    return [each.name for each in folder.iterdir() if not each.name.startswith("practice.casebook")]


def fill(book) -> int:
    """Write one record of every kind, each text of it a canary of its own; return the client."""
    client = factories.add(book, "client")
    made = {"client": client, "leaving": deciding.start_leaving(book, client, ago(3), "Late.").first}
    made |= {
        kind: factories.add(book, kind, client=client) for kind in ("contract", "invoice", "message")
    }  # what others point at
    for kind in KINDS.values():
        values: dict[str, Any] = {}
        for field in kind.fields:
            if field.type in TEXTS:
                values[field.name] = (
                    f"canary {kind.name}.{field.name} {'long ' * (300 if field.type is Type.LONG else 0)}"
                )
            elif field.type is Type.LINK and field.required:
                values[field.name] = made.get(field.target, client)
        if kind.name == "attachment":
            values["sha256"] = hashlib.sha256(b"").hexdigest()
        record = kind.record(**values)
        made.setdefault(kind.name, book.write(lambda write, record=record: write.add(record)).id)
    return client


def test_every_text_of_every_kind_is_in_the_tables_the_records_and_the_journal(book, tmp_path):
    fill(book)
    target, made = out(book, tmp_path)
    log = (target / "json" / "journal.json").read_text("utf-8")
    log += (target / "json" / "journal_texts.json").read_text("utf-8")
    for kind in KINDS.values():
        whole = (target / "json" / f"{kind.name}.json").read_text("utf-8")
        table = (target / "csv" / f"{kind.name}.csv").read_text("utf-8-sig")
        for field in kind.fields:
            if field.type in TEXTS:
                canary = f"canary {kind.name}.{field.name} "
                assert all(canary in text for text in (whole, table, log)), canary
    assert made.entries == json.loads((target / "json" / "journal.json").read_text("utf-8"))["size"]


def test_a_removed_record_is_there_and_marked(book, tmp_path):
    client = factories.add(book, "client", name="Mill")
    kept = factories.add(book, "contact", client=client, name="Kept")
    gone = factories.add(book, "contact", client=client, name="Gone")
    editing.remove_records(book, [gone])
    target, made = out(book, tmp_path)
    with book.read() as db:
        last = entry_log.anchor(db).size
    assert {row["id"]: row["removed_by_entry"] for row in json_of(target, "contact")} == {kept: None, gone: last}
    assert [row["removed_by_entry"] for row in csv_of(target, "contact")] == ["", str(last)]
    assert (made.removed, made.faults) == (1, ())


@hypothesis.given(data=st.data())
@hypothesis.settings(
    max_examples=25,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow],
)
def test_the_json_gives_back_the_same_records(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("trip")
    kind = data.draw(st.sampled_from([each for each in KINDS.values() if each.name != "attachment"]))
    with factories.new_book(folder / "a.casebook") as book:
        first = factories.add(book, "client")
        some = data.draw(st.lists(factories.records_of(kind, {"client": [first]}), min_size=1, max_size=3))
        book.write(lambda write: [write.add(each) for each in some])
        target, _ = out(book, folder)
        assert [record_of(kind, row) for row in json_of(target, kind.name)] == held(book, kind)
        assert len(csv_of(target, kind.name)) == len(held(book, kind))


def test_the_tables_carry_nothing_out_and_name_links_by_title_and_number(book, tmp_path):
    client = factories.add(book, "client", name='=cmd|" /C calc"!A0')
    factories.add(book, "invoice", client=client, amount=480_000)
    target, _ = out(book, tmp_path)
    (row,) = csv_of(target, "invoice")
    assert (row["client"], row["client_id"], row["amount"]) == ('\'=cmd|" /C calc"!A0', str(client), "4800.00")
    assert json_of(target, "client")[0]["name"] == '=cmd|" /C calc"!A0'  # for programs it stays what it is


def test_files_come_out_byte_for_byte_under_safe_names_of_their_own(book, tmp_path):
    client = factories.add(book, "client")
    data = {name: f"bytes of {number}".encode() * 1000 for number, name in enumerate(HOSTILE)}
    book.write(lambda write: [write.attach(client, client, name, "text/plain", data[name]) for name in HOSTILE])
    target, made = out(book, tmp_path)
    rows = json_of(target, "attachment")
    assert [row["name"] for row in rows] == HOSTILE
    files = sorted((target / "attachments").iterdir())
    assert len(files) == made.files == len(HOSTILE)
    assert len({each.name.casefold() for each in files}) == len(HOSTILE)
    for row in rows:
        path = target / row["file"]
        assert path.resolve().parent == (target / "attachments").resolve()
        assert path.read_bytes() == data[row["name"]]
        assert path.name.isprintable()
        assert len(path.name.encode()) <= 255
    assert [row["file"] for row in csv_of(target, "attachment")] == [row["file"] for row in rows]
    assert beside(tmp_path) == ["out"]


class Page(html.parser.HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_tells_what_is_there_and_runs_nothing(book, tmp_path):
    client = factories.add(book, "client", name="<img src=x onerror=alert(1)>")
    factories.add(book, "contact", client=client)
    book.write(lambda write: write.attach(client, client, "<script>alert(1)</script>\u202e.txt", "text/plain", b"x"))
    target, made = out(book, tmp_path)
    page = Page((target / "index.html").read_text("utf-8"))
    assert page.tags <= set("html head meta title style body h1 h2 p table tr th td a code".split())
    assert all((target / link).is_file() for link in page.links)
    assert "Studio North. Written on 22 November 2026." in page.text
    assert made.anchor in page.text
    assert "People10CSV JSON" in page.text
    assert "<script>alert(1)</script>.txt" in page.text  # as words
    assert "<img src=x onerror=alert(1)>" in page.text
    assert "\u202e" not in page.text


def test_the_page_tells_sizes_as_the_window_does(book, tmp_path):
    client = factories.add(book, "client")
    for name, size in (("plan.txt", 1_234), ("shop.zip", 2_500_000)):
        book.write(lambda write, name=name, size=size: write.attach(client, client, name, "", b"x" * size))
    target, _ = out(book, tmp_path)
    text = Page((target / "index.html").read_text("utf-8")).text
    assert "1.2 KB" in text
    assert "2.5 MB" in text
    assert "1234" not in text
    assert [each["size"] for each in json_of(target, "attachment")] == [1_234, 2_500_000], "programs get the bytes"


def test_the_page_speaks_another_language(book, tmp_path):
    target, _ = out(book, tmp_path, language="en_XA")
    page = Page((target / "index.html").read_text("utf-8"))
    assert "⟦" in page.text
    assert 'lang="en-XA"' in (target / "index.html").read_text("utf-8")


def test_of_an_entry_that_lost_a_field_the_rest_can_be_checked(book, tmp_path):
    client = factories.add(book, "client", note="Never told again.")
    book.write(lambda write: erasing.write_redaction(write, client, "note", "a request"))
    target, _ = out(book, tmp_path)
    assert not any(b"Never told again" in each.read_bytes() for each in target.rglob("*") if each.is_file())
    entries = json.loads((target / "json" / "journal.json").read_text("utf-8"))["entries"]
    (lost,) = [each for each in entries if each["part"]]
    assert (lost["salt"], lost["erased_by_entry"]) == (None, entries[-1]["seq"])
    salts, leaves = lost["part"]["salts"], {name: bytes.fromhex(leaf) for name, leaf in lost["part"]["lost"].items()}
    for name, value in lost["fields"].items():
        leaves[name] = tree.field_leaf(bytes.fromhex(salts[name]), name, value)
    assert tree.commitment_of(leaves).hex() == lost["commitment"]


def test_the_journal_can_be_checked_from_the_export_alone(book, tmp_path):
    client = factories.add(book, "client", note="long " * 400)
    editing.remove_records(book, [client])
    target, made = out(book, tmp_path)
    whole = json.loads((target / "json" / "journal.json").read_text("utf-8"))
    edge = tree.Frontier()
    for entry in whole["entries"]:
        assert tree.commitment(bytes.fromhex(entry["salt"]), entry["fields"]).hex() == entry["commitment"]
        at = Instant(entry["ms"], entry["offset"])
        told = entry_log.header(
            entry["seq"], entry["change"], bytes.fromhex(entry["uid"]), at, bytes.fromhex(entry["commitment"])
        )
        assert tree.leaf_hash(told).hex() == entry["hash"]
        edge.append(bytes.fromhex(entry["hash"]))
    assert f"{edge.size}:{edge.root().hex()}" == made.anchor == f"{whole['size']}:{whole['root']}"
    texts = {
        each["sha256"]: each["text"]
        for each in json.loads((target / "json" / "journal_texts.json").read_text())["texts"]
    }
    assert list(texts.values()) == ["long " * 400]
    assert [row["seq"] for row in csv_of(target, "journal")] == [str(n + 1) for n in range(edge.size)]


def test_a_form_that_was_not_saved_is_there(book, tmp_path):
    casebooks.keep_draft(book, "message 0", {"body": "half a canary"})
    target, _ = out(book, tmp_path)
    drafts = json.loads((target / "json" / "drafts.json").read_text("utf-8"))["drafts"]
    assert [(each["place"], each["content"]) for each in drafts] == [("message 0", {"body": "half a canary"})]
    assert "1 unsaved form" in (target / "index.html").read_text("utf-8")


def test_a_damaged_or_missing_file_is_named_and_the_rest_comes_out(book, path, tmp_path):
    client = factories.add(book, "client")
    book.write(
        lambda write: [write.attach(client, client, f"{n}.txt", "text/plain", b"good" + bytes([n])) for n in range(3)]
    )
    book.close()
    factories.tamper(
        path,
        "UPDATE blob_part SET data = x'00' WHERE id = (SELECT min(id) FROM blob_part)",
        "DELETE FROM blob WHERE id = (SELECT max(id) FROM blob)",
    )
    with casebooks.Casebook.open(path, write=False) as damaged:
        target, made = out(damaged, tmp_path)
    assert made.faults == ("0.txt", "2.txt")
    rows = json_of(target, "attachment")
    assert rows[2]["file"] is None
    assert (target / rows[1]["file"]).read_bytes() == b"good\x01"
    page = Page((target / "index.html").read_text("utf-8"))
    assert "2 attachments could not be read in full" in page.text
    assert "damaged" in page.text
    assert "missing" in page.text


def test_what_was_written_is_one_moment_and_the_casebook_is_untouched(book, path, tmp_path):
    factories.add(book, "client", name="Before")
    book.close()
    before = path.read_bytes()
    with casebooks.Casebook.open(path, write=False) as reading:
        out(reading, tmp_path)
    assert path.read_bytes() == before
    with casebooks.Casebook.open(path) as again:
        later: list[int] = []

        def write_once(_done: int, _of: int) -> None:
            if not later:
                later.append(factories.add(again, "client", name="After"))

        export_all(again, tmp_path / "moment", TODAY, progress=write_once)
        assert later
    assert [row["name"] for row in json_of(tmp_path / "moment", "client")] == ["Before"]


@pytest.mark.parametrize("after", [0, 3])
def test_cancelling_leaves_nothing(book, tmp_path, after):
    client = factories.add(book, "client")
    book.write(lambda write: [write.attach(client, client, "a.txt", "text/plain", bytes([n])) for n in range(9)])
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(Cancelled):
        out(book, tmp_path, cancelled=cancelled)
    assert beside(tmp_path) == []


def test_progress_goes_up_to_the_end(book, tmp_path):
    client = factories.add(book, "client")
    book.write(lambda write: [write.add(Message(client=client, at=Instant(n), subject=str(n))) for n in range(620)])
    told: list[tuple[int, int]] = []
    out(book, tmp_path, progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert len({of for _, of in told}) == 1
    assert told[-1][1] - 50 <= told[-1][0] <= told[-1][1]
    assert [row["subject"] for row in json_of(tmp_path / "out", "message")] == [str(n) for n in range(620)]


def test_a_folder_with_content_is_refused(book, tmp_path):
    with pytest.raises(KnownError, match="is not empty"):
        export_all(book, tmp_path, TODAY)


def test_an_empty_casebook_comes_out_too(tmp_path):
    with factories.new_book(tmp_path / "x.casebook") as book:
        target, made = out(book, tmp_path)
    assert (made.records, made.entries, made.files) == (0, 1, 0)
    assert "No files are kept in this casebook." in (target / "index.html").read_text("utf-8")
    assert all(json_of(target, kind) == [] for kind in KINDS)
