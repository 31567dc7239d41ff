"""Bundles that somebody made to be valid, or broke on purpose: each with a name and with what a verifier has to say.

A forger can make every outer hash fit again, so most of these have a manifest and a sum that fit.
`python -m benches.bundle --cases FOLDER` writes them out for another verifier.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from clientguard.domain.journal import tree
from tests.exchange.bundle import cases_of_files, made
from tests.exchange.bundle.cases_of_files import Case

Json = dict[str, Any]
BIG = (1 << 63) - 1


def cases(whole: bytes) -> Iterator[Case]:
    """Yield every case made from one valid bundle: the whole one of `made`."""
    yield "as it was written", whole, True
    yield from of_manifest(whole)
    yield from of_json(whole)
    yield from of_journal(whole)
    yield from of_values(whole)
    yield from cases_of_files.of_files(whole)
    yield from cases_of_files.of_zip(whole)


# --- the manifest ---


def _set(*path: Any, to: Any) -> Callable[[Json], None]:
    def change(found: Json) -> None:
        at: Any = found
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


def _drop(*path: Any) -> Callable[[Json], None]:
    def change(found: Json) -> None:
        at: Any = found
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]

    return change


GOOD_MANIFESTS: dict[str, Callable[[Json], None]] = {
    "nothing left out": _set("left_out", to={}),
    "nothing redacted": _set("redacted", to=[]),
    "two redacted": _set("redacted", to=["a", "a.b", "é", "\U0001f600"]),
    "left out, beyond ASCII": _set("left_out", to={"persons": BIG, "ผู้คน": 1, "\uffff": 2, "\U00010000": 3}),
    "an impossible day": _set("about", "made_on", to="9999-99-99"),
    "an empty client": _set("about", "client", to=""),
    "control characters": _set("about", "purpose", to='\x00\x1f\x7f\x80"\\/\b\f\n\r\t\u2028\ufeff'),
    "titled": _set("files", 0, "title", to="目錄"),
    "a record without a proof": _set("files", 1, "record", to="ab" * 16),
    "a paper that the journal vouches for": _set("files", 1, "proof", to=None),  # filled in below
    "exhibits that share a number": _set("files", 3, "exhibit", to=1),  # renumbered below
}
BAD_MANIFESTS: dict[str, Callable[[Json], None]] = {
    "another format": _set("format", to="clientguard export 1"),
    "version 2": _set("version", to=2),
    "version true": _set("version", to=True),
    "version as text": _set("version", to="1"),
    "one member more": _set("note", to="true"),
    **{f"without {name}": _drop(name) for name in ("about", "anchor", "files", "format", "left_out", "redacted")},
    "about without purpose": _drop("about", "purpose"),
    "about with more": _set("about", "court", to=""),
    "about with a number": _set("about", "client", to=5),
    "about is a list": _set("about", to=["client", "made_by", "made_on", "purpose"]),
    "a short date": _set("about", "made_on", to="2026-1-1"),
    "a date and more": _set("about", "made_on", to="2026-01-01\n"),
    "Thai digits": _set("about", "made_on", to="๒๐๒๖-๐๑-๐๑"),
    "anchor of size 0": _set("anchor", "size", to=0),
    "anchor of size true": _set("anchor", "size", to=True),
    "anchor too large": _set("anchor", "size", to=1 << 40),
    "another anchor": _set("anchor", "size", to=8),
    "anchor with capitals": lambda found: found["anchor"].update(root=found["anchor"]["root"].upper()),
    "anchor with more": _set("anchor", "note", to=""),
    "anchor is null": _set("anchor", to=None),
    "none left out, said": _set("left_out", to={"persons": 0}),
    "less than none left out": _set("left_out", to={"persons": -1}),
    "left out true": _set("left_out", to={"persons": True}),
    "left out is a list": _set("left_out", to=[]),
    "redacted twice": _set("redacted", to=["note", "note"]),
    "redacted not in order": _set("redacted", to=["note", "body"]),
    "redacted in the order of UTF-16": _set("redacted", to=["\U0001f600", "\uffff"]),
    "redacted is text": _set("redacted", to="note"),
    "redacted numbers": _set("redacted", to=[1]),
    "files is an object": _set("files", to={}),
    "no files": _set("files", to=[]),
    "a file is null": _set("files", 1, to=None),
    "an unknown role": _set("files", 1, "role", to="proof"),
    "a role that is a list": _set("files", 1, "role", to=[]),
    "a second index": _set("files", 1, "role", to="index"),
    "no index": _set("files", 0, "role", to="paper"),
    "data before exhibits": _set("files", 1, "role", to="data"),
    "an exhibit is missing": _set("files", 4, "exhibit", to=4),
    "exhibit 0": _set("files", 2, "exhibit", to=0),
    "exhibit true": _set("files", 2, "exhibit", to=True),
    "exhibit as text": _set("files", 2, "exhibit", to="1"),
    "an exhibit without a number": _drop("files", 2, "exhibit"),
    "a paper with a number": _set("files", 1, "exhibit", to=1),
    "no title": _set("files", 2, "title", to=""),
    "a title that is a number": _set("files", 2, "title", to=7),
    "a short record": _set("files", 2, "record", to="ab"),
    "another record": _set("files", 2, "record", to="ab" * 16),
    "a record with capitals": _set("files", 2, "record", to="AB" * 16),
    "a verifier with a title": _set("files", -1, "title", to="How"),
    "a journal with a record": _set("files", -3, "record", to="ab" * 16),
    "the verifier the other way round": lambda found: found["files"].append(found["files"].pop(-2)),
    "one file more": lambda found: found["files"].insert(1, {**found["files"][1], "name": "papers/other.pdf"}),
    "one file less": _drop("files", 1),
    "two files exchanged": lambda found: found["files"].insert(2, found["files"].pop(3)),
    "a file with more": _set("files", 1, "note", to=""),
    "a file without its size": _drop("files", 1, "size"),
    "proof of another kind": _set("files", 2, "proof", "as", to="hash"),
    "proof as text of a digest": _set("files", 2, "proof", "as", to="text"),
    "proof as digest of a text": _set("files", 3, "proof", "as", to="digest"),
    "proof with more": _set("files", 2, "proof", "note", to=""),
    "proof is null": _set("files", 2, "proof", to=None),
    "proof of entry 0": _set("files", 2, "proof", "entry", to=0),
    "proof of entry true": _set("files", 2, "proof", "entry", to=True),
    "proof by an entry that is not shown": _set("files", 2, "proof", "entry", to=3),
    "proof by another entry": _set("files", 2, "proof", "entry", to=4),
    "proof by another field": _set("files", 2, "proof", "field", to="name"),
    "proof by no field": _set("files", 2, "proof", "field", to=""),
    "proof by a closed field": _set("files", 3, "proof", "field", to="note"),
    "proof of something else": _set("files", 5, "proof", to={"as": "digest", "entry": 2, "field": "sha256"}),
}
BAD_LISTINGS: dict[str, Callable[[Json], None]] = {  # of the hashes themselves: not made to fit again
    "a hash with capitals": lambda found: found["files"][1].update(sha256=found["files"][1]["sha256"].upper()),
    "a short hash": lambda found: found["files"][1].update(sha256=found["files"][1]["sha256"][:-2]),
    "another file's hash": lambda found: found["files"][1].update(sha256=found["files"][0]["sha256"]),
    "another size": lambda found: found["files"][1].update(size=found["files"][1]["size"] + 1),
    "a size as text": lambda found: found["files"][1].update(size=str(found["files"][1]["size"])),
    "a size below 0": _set("files", 1, "size", to=-1),
    "a name that is a number": _set("files", 1, "name", to=5),
    "another name": _set("files", 1, "name", to="papers/other.pdf"),
}


def of_manifest(whole: bytes) -> Iterator[Case]:
    """Yield bundles with another manifest, whose sum fits."""
    files = made.opened(whole)
    for name, change in GOOD_MANIFESTS.items():
        found = json.loads(files["manifest.json"])
        change(found)
        if "vouches" in name:
            found["files"][1]["proof"] = {"as": "digest", "entry": 2, "field": "sha256"}
            yield f"manifest: {name}", made.remade({**files, "papers/statement.pdf": made.CONTRACT}, found), True
            continue
        if "share" in name:
            found["files"][4]["exhibit"], found["files"][5]["exhibit"] = 2, 3
        yield f"manifest: {name}", made.remade(files, found), True
    for name, change in BAD_MANIFESTS.items():
        found = json.loads(files["manifest.json"])
        change(found)
        yield f"manifest: {name}", made.sealed(files, tree.canonical(found)), False
    for name, change in BAD_LISTINGS.items():
        found = json.loads(files["manifest.json"])
        change(found)
        yield f"manifest: {name}", made.sealed(files, tree.canonical(found)), False


# --- JSON in another form ---


def of_json(whole: bytes) -> Iterator[Case]:
    """Yield bundles whose manifest says the same in another form, or is no JSON."""
    files = made.opened(whole)
    text = files["manifest.json"]
    value = json.loads(text)
    forms = {
        "a line break at the end": text + b"\n",
        "a byte order mark": b"\xef\xbb\xbf" + text,
        "a space": text.replace(b'":', b'": ', 1),
        "indented": json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False).encode(),
        "not sorted": json.dumps(dict(reversed(value.items())), separators=(",", ":"), ensure_ascii=False).encode(),
        "escaped letters": text.replace(b"court", b"c\\u006furt"),
        "an escaped slash": text.replace(b"papers/", b"papers\\/"),
        "a member twice": text.replace(b'"version":1', b'"version":1,"version":1'),
        "a member twice, with other values": text.replace(b'"version":1', b'"version":2,"version":1'),
        "a fraction": text.replace(b'"version":1', b'"version":1.0'),
        "an exponent": text.replace(b'"version":1', b'"version":1e0'),
        "a leading zero": text.replace(b'"version":1', b'"version":01'),
        "no number": text.replace(b'"version":1', b'"version":NaN'),
        "infinity": text.replace(b'"version":1', b'"version":Infinity'),
        "less than zero zero": text.replace(b'"persons":1', b'"persons":-0'),
        "a number beyond 64 bits": text.replace(b'"persons":1', b'"persons":%d' % (BIG + 1)),
        "a number of 5,000 digits": text.replace(b'"persons":1', b'"persons":' + b"9" * 5000),
        "half a surrogate": text.replace(b"the court", b"the \\ud800"),
        "a pair of surrogates, escaped": text.replace(b"the court", b"the \\ud83d\\ude00"),
        "surrogates as UTF-8": text.replace(b"the court", b"the \xed\xa0\xbd"),
        "not UTF-8": text.replace(b"the court", b"the \xff"),
        "UTF-16": text.decode().encode("utf-16"),
        "cut off": text[:-1],
        "two values": text + text,
        "nothing": b"",
        "null": b"null",
        "a list": b"[]",
        "deep lists": b"[" * 100_000 + b"]" * 100_000,
        "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "deep and open": b"[" * 1_000_000,
    }
    for name, form in forms.items():
        yield f"JSON: {name}", made.sealed(files, form), False


# --- the journal ---

BAD_HEADS: dict[str, Callable[[Json], None]] = {
    "another format": _set("format", to="clientguard entry proof"),
    "version 2": _set("version", to=2),
    "without older": _drop("older"),
    "with more": _set("note", to=""),
    "older is null": _set("older", to=None),
    "another size": _set("anchor", "size", to=8),
    "another root": _set("anchor", "root", to="00" * 32),
    "older anchors the other way round": lambda found: found["older"].reverse(),
    "an older anchor twice": lambda found: found["older"].insert(0, found["older"][0]),
    "an older anchor with another root": _set("older", 0, "root", to="00" * 32),
    "an older anchor with another size": _set("older", 0, "size", to=3),
    "an older anchor of size 0": _set("older", 0, to={"size": 0, "root": tree.EMPTY_ROOT.hex(), "consistency": []}),
    "an older anchor beyond the end": _set("older", 1, "size", to=10),
    "no consistency": _set("older", 1, "consistency", to=[]),
    "a step less": lambda found: found["older"][1]["consistency"].pop(),
    "a step more": lambda found: found["older"][1]["consistency"].append("00" * 32),
    "steps exchanged": lambda found: found["older"][1]["consistency"].reverse(),
    "65 steps": _set("older", 1, "consistency", to=["00" * 32] * 65),
    "a step that is a number": _set("older", 1, "consistency", 0, to=5),
}
BAD_ENTRIES: dict[str, Callable[[Json], None]] = {
    "with more": _set("note", to=""),
    "without inclusion": _drop("inclusion"),
    "a step less": lambda found: found["inclusion"].pop(),
    "a step more": lambda found: found["inclusion"].append("00" * 32),
    "another step": _set("inclusion", 0, to="00" * 32),
    "a step with capitals": lambda found: found["inclusion"].__setitem__(0, found["inclusion"][0].upper()),
    "65 steps": _set("inclusion", to=["00" * 32] * 65),
    "inclusion as text": _set("inclusion", to="00" * 32),
    "another number": _set("header", "seq", to=3),
    "number 0": _set("header", "seq", to=0),
    "a number beyond the end": _set("header", "seq", to=10),
    "a number that is text": _set("header", "seq", to="2"),
    "a header with more": _set("header", "by", to="me"),
    "a header without offset": _drop("header", "offset"),
    "another time": _set("header", "ms", to=0),
    "another change": _set("header", "change", to="change"),
    "another record": _set("header", "uid", to="ab" * 16),
    "a header that is a list": _set("header", to=[]),
    "fields are an object": _set("fields", to={}),
    "a field less": lambda found: found["fields"].pop(),
    "no field": _set("fields", to=[]),
    "fields exchanged": lambda found: found["fields"].reverse(),
    "a field twice": lambda found: found["fields"].append(found["fields"][-1]),
    "another value": _set("fields", 1, "value", to="other.pdf"),
    "another name": _set("fields", 1, "name", to="names"),
    "another salt": _set("fields", 1, "salt", to="00" * 32),
    "a salt with capitals": lambda found: found["fields"][1].update(salt=found["fields"][1]["salt"].upper()),
    "a salt with a space": lambda found: found["fields"][1].update(salt=f" {found['fields'][1]['salt']}"),
    "a field with more": _set("fields", 1, "note", to=""),
    "a field without its salt": _drop("fields", 1, "salt"),
    "a text of a short value": _set("fields", 1, "text", to="contract.pdf"),
    "a closed field with its name": lambda found: found["fields"].__setitem__(1, {"leaf": "00" * 32, "name": "name"}),
    "a closed field with another hash": _set("fields", 1, to={"leaf": "00" * 32}),
    "a name that is a number": _set("fields", 1, "name", to=5),
    "4,097 fields": _set("fields", to=[{"leaf": "00" * 32}] * 4097),
    "no fields, though a file needs one": _set("fields", to=None),
}


def of_journal(whole: bytes) -> Iterator[Case]:
    """Yield bundles with another journal, to which manifest and sum fit."""
    files = made.opened(whole)
    lines = files["journal.jsonl"].splitlines(keepends=True)
    values = [json.loads(each) for each in lines]
    for place, table in ((0, BAD_HEADS), (1, BAD_ENTRIES)):
        for name, change in table.items():
            found = copy.deepcopy(values)
            change(found[place])
            yield f"journal, line {place + 1}: {name}", made.with_lines(files, found), False
    bare = copy.deepcopy(values)
    bare[0]["older"] = []
    yield "journal: no older anchors", made.with_lines(files, bare), True
    bare[0]["older"] = [{**bare[0]["anchor"], "consistency": []}]
    yield "journal: its own anchor as an older one", made.with_lines(files, bare), True
    text = copy.deepcopy(values)
    text[3]["fields"][0]["text"] += " "
    yield "journal: another text", made.with_lines(files, text), False
    del text[3]["fields"][0]["text"]
    yield "journal: a reference without its text", made.with_lines(files, text), True
    last = copy.deepcopy(values)
    last[4]["fields"] = None
    yield "journal: an entry without its fields", made.with_lines(files, last), True
    yield "journal: an entry that nobody needs left out", made.with_lines(files, values[:4]), True
    yield "journal: an entry that a file needs left out", made.with_lines(files, [values[0], *values[2:]]), False
    yield "journal: an entry twice", made.with_lines(files, [*values, values[4]]), False
    yield "journal: entries exchanged", made.with_lines(files, [values[0], values[2], values[1], *values[3:]]), False
    yield "journal: without its first line", made.with_lines(files, values[1:]), False
    yield "journal: nothing", made.with_lines(files, []), False
    yield "journal: without its last line break", made.with_lines(files, [*lines[:-1], lines[-1][:-1]]), False
    yield "journal: an empty line", made.with_lines(files, [*lines, b"\n"]), False
    yield "journal: lines end as on Windows", made.with_lines(files, [b"\r\n".join(lines)]), False
    yield "journal: a line that is null", made.with_lines(files, [*lines, b"null\n"]), False


# --- values of fields ---


def lone(files: dict[str, bytes], value: Any, **header: Any) -> bytes:
    """A bundle whose journal has one entry, which holds one field of this value."""
    salt = tree.field_salt(b"s" * 16, "value")
    own = {**made.header(1), "commitment": tree.field_leaf(salt, "value", value).hex(), **header}
    root = tree.leaf_hash(tree.canonical(own)).hex()
    anchor = {"root": root, "size": 1}
    head = {"anchor": anchor, "format": "clientguard bundle journal", "older": [], "version": 1}
    entry = {"fields": [{"name": "value", "salt": salt.hex(), "value": value}], "header": own, "inclusion": []}
    manifest = json.loads(files["manifest.json"])
    manifest["anchor"] = anchor
    for each in manifest["files"]:
        each.pop("proof", None)
    lines = b"".join(tree.canonical(each) + b"\n" for each in (head, entry))
    return made.remade({**files, "journal.jsonl": lines}, manifest)


def nested(depth: int) -> Any:
    """Lists within lists."""
    value: Any = []
    for _ in range(depth - 1):
        value = [value]
    return value


def of_values(whole: bytes) -> Iterator[Case]:
    """Yield bundles whose journal holds unusual values."""
    files = made.opened(whole)
    good = {"true": True, "null": None, "zero": 0, "text": "ก\x00\U0001f600", "large": BIG, "small": -BIG, "empty": {}}
    good |= {"deep enough": nested(29), "sorted": {"\uffff": 1, "\U00010000": 2, "Z": 3, "a": 4, "": 5}}
    for name, value in good.items():
        yield f"value: {name}", lone(files, value), True
    for name, value in {"too deep": nested(30), "too large": BIG + 1, "too small": -BIG - 1, "half": 0.5}.items():
        yield f"value: {name}", lone(files, value), False
    yield "header: long ago", lone(files, 1, ms=-BIG, offset=-BIG), True
    yield "header: another change", lone(files, 1, change="ลบ"), True
    for name, change in {"uid": "ab", "change": None, "ms": 1.5, "offset": True}.items():
        yield f"header: no {name}", lone(files, 1, **{name: change}), False
