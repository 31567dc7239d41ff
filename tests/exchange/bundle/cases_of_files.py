"""Bundles of other files, and ZIPs of another form: each with a name and with whether it is valid."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator

from clientguard.domain.journal import tree
from tests.exchange.bundle import made

Case = tuple[str, bytes, bool]  # its name, the bundle, whether it is valid


def of_files(whole: bytes) -> Iterator[Case]:
    """Yield bundles of other files, in the one form of the ZIP."""
    files = made.opened(whole)
    names = list(files)
    contract, mail = names[2], names[3]
    yield "file: another contract", made.zipped({**files, contract: b"forged"}), False
    yield "file: another contract, listed", made.remade({**files, contract: b"forged"}), False
    yield "file: another mail, listed", made.remade({**files, mail: b"forged"}), False
    yield "file: another statement, listed", made.remade({**files, names[1]: b"another"}), True
    yield "file: another verifier, listed", made.remade({**files, "verify.py": b"print('valid')"}), True
    swapped = {**files, contract: files[mail], mail: files[contract]}
    yield "file: two exhibits exchanged", made.zipped(swapped), False
    yield "file: two exhibits exchanged, listed", made.remade(swapped), False
    for name in ("manifest.json", "manifest.sha256", "journal.jsonl", "verify.py", names[0], contract):
        yield f"file: without {name}", made.zipped({each: files[each] for each in names if each != name}), False
    yield "file: in another order", made.zipped({each: files[each] for each in sorted(files)}), False
    rows = list(files.items())
    yield "file: one more at the end", made.zipped([*rows, ("extra.txt", b"")]), False
    yield "file: one more before", made.zipped([("0.txt", b""), *rows]), False
    yield "file: one twice", made.zipped([*rows, rows[0]]), False
    sums = files["manifest.sha256"]
    for name, other in {
        "of another manifest": b"0" * 64 + sums[64:],
        "with capitals": sums[:64].upper() + sums[64:],
        "without its line break": sums[:-1],
        "with more": sums + b"\n",
        "with one space": sums.replace(b"  ", b" "),
        "in binary mode": sums.replace(b"  ", b" *"),
        "empty": b"",
    }.items():
        yield f"sum: {name}", made.zipped({**files, "manifest.sha256": other}), False
    for name in ("../up.txt", "/root.txt", "a//b", "a/", "./a", "a/..", "..", ".hidden", "a\\b", "C:a", "a ", "a.",
                 "ä.txt", "\u202e.txt", "nul\0l", "x" * 201, "/".join("a" * 9), "1-INDEX.pdf", "papers",
                 "1-index.pdf/a", "-rf", "a\nb"):  # fmt: skip
        yield f"name: {name!r}", named(files, name), False
    for name in ("a", "A b.(1)-_", "_", "x" * 200, "/".join("a" * 8), "PAPERS/other.pdf", "con.txt"):
        yield f"name: {name!r}", named(files, name), True


def named(files: dict[str, bytes], name: str) -> bytes:
    """The bundle with its last data file under another name, listed so."""
    manifest = json.loads(files["manifest.json"])
    (data,) = (each for each in manifest["files"] if each["role"] == "data")
    old, data["name"] = data["name"], name
    rows = [(name if each == old else each, held) for each, held in files.items()]
    text = tree.canonical(manifest)
    sums = f"{hashlib.sha256(text).hexdigest()}  manifest.json\n".encode()
    own = {"manifest.json": text, "manifest.sha256": sums}
    return made.zipped([(each, own.get(each, held)) for each, held in rows])


def of_zip(whole: bytes) -> Iterator[Case]:
    """Yield the bundle's files in a ZIP of another form."""
    start = struct.unpack_from("<I", whole, len(whole) - 6)[0]
    end = len(whole) - 22

    def patched(at: int, data: bytes) -> bytes:
        return whole[:at] + data + whole[at + len(data) :]

    both = {"version": (4, 2), "flags": (6, 2), "method": (8, 2), "time": (10, 2), "date": (12, 2), "CRC": (14, 4),
            "packed size": (18, 4), "size": (22, 4), "length of name": (26, 2), "length of extra": (28, 2)}  # fmt: skip
    for name, (at, size) in both.items():
        for other in (b"\xff" * size, b"\x08" + bytes(size - 1)):
            local = patched(at, other)
            central = start + at + 2
            yield f"ZIP: {name} {other.hex()} in the file's head", local, False
            yield f"ZIP: {name} {other.hex()} in the list", patched(central, other), False
            yield f"ZIP: {name} {other.hex()} in both", local[:central] + other + local[central + size :], False
    for name, at in {"made by": 4, "comment": 32, "disk": 34, "inner": 36, "outer": 38, "place": 42}.items():
        yield f"ZIP: {name} in the list", patched(start + at, b"\x01"), False
    for name, at in {
        "disk": 4,
        "first disk": 6,
        "here": 8,
        "count": 10,
        "length": 12,
        "start": 16,
        "comment": 20,
    }.items():
        yield f"ZIP: {name} at the end", patched(end + at, b"\xff\xff"), False
        yield f"ZIP: no {name} at the end", patched(end + at, bytes(2)), name in ("disk", "first disk", "comment")
    yield "ZIP: a comment", patched(end + 20, b"\x02\x00") + b"hi", False
    yield "ZIP: something before", b"#!/bin/sh\n" + whole, False
    yield "ZIP: something after", whole + b"\0", False
    yield "ZIP: cut off", whole[:-1], False
    yield "ZIP: half", whole[: len(whole) // 2], False
    yield "ZIP: empty", b"", False
    yield "ZIP: no files", b"PK\x05\x06" + bytes(18), False
    yield "ZIP: only its end", whole[-22:], False
    yield "ZIP: a list of 65,535 files", patched(end + 8, b"\xff\xff\xff\xff"), False
    yield "ZIP: the list is everything", patched(end + 12, struct.pack("<2I", end, 0)), False
    first = whole[start : start + 46 + len("1-index.pdf")]
    doubled = whole[:start] + first + whole[start:end]
    count = struct.unpack_from("<H", whole, end + 8)[0] + 1
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(doubled) - start, start, 0)
    yield "ZIP: two rows for one file", doubled + tail, False
