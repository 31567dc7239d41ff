"""Small bundles for tests: a journal of a few entries, two exhibits that it vouches for, one that it does not."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from clientguard import paths
from clientguard.domain.journal import tree
from clientguard.domain.journal.entry_proof import Older, Opened
from clientguard.exchange.bundle import canonical, write_bundle
from clientguard.exchange.bundle.parts import AS_TEXT, About, Entry, Journal, Part, Proof

CONTRACT = b"%PDF-1.7 the contract\n" * 3
BODY = "Dear Ms Lin,\n“please” pay – ขอบคุณ"
LONG = "What was agreed, at length. " * 60
ABOUT = About("Lin & Co.", "2026-11-30", "A. Consultant", "the court", ("note",), {"persons": 1})
OWN = ("journal.jsonl", "manifest.json", "manifest.sha256", "verify.py", "VERIFYING.md")


@cache
def verify() -> ModuleType:
    """The verifier as a module, though it stands outside the package."""
    path = paths.resources() / "verifier" / "verify.py"
    module = ModuleType("bundle_verifier")  # an import would leave compiled bytes among the resources
    module.__file__ = str(path)
    exec(compile(path.read_bytes(), str(path), "exec"), vars(module))
    return module


def uid(seq: int) -> str:
    return f"{seq:032x}"


def reference(text: str) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "size": len(text.encode())}


def field_values(seq: int) -> dict[str, Any]:
    """The fields that an entry was made from."""
    given: dict[int, dict[str, Any]] = {
        2: {"kind": "document", "name": "contract.pdf", "sha256": hashlib.sha256(CONTRACT).hexdigest()},
        4: {"kind": "message", "body": BODY, "note": "a private thought", "at": [1_795_305_600_000, 60]},
        5: {"kind": "message", "body": reference(LONG), "minutes": 15},
        7: {"kind": "invoice", "amount": 480_000, "paid": True, "until": None},
    }
    return given.get(seq, {"kind": "client", "name": f"Number {seq}"})


def header(seq: int) -> dict[str, Any]:
    salt = bytes([seq]) * 16
    return {
        "change": "add",
        "commitment": tree.commitment(salt, field_values(seq)).hex(),
        "ms": 1_795_305_600_000 + seq,
        "offset": 60,
        "seq": seq,
        "uid": uid(seq),
    }


def leaves(size: int) -> list[bytes]:
    return [tree.leaf_hash(tree.canonical(header(seq))) for seq in range(1, size + 1)]


def entry(seq: int, whole: list[bytes], closed: tuple[str, ...] = ()) -> Entry:
    fields: list[Opened | bytes] = []
    for name, value in sorted(field_values(seq).items()):
        salt = tree.field_salt(bytes([seq]) * 16, name)
        text = LONG if isinstance(value, dict) else None
        fields.append(tree.field_leaf(salt, name, value) if name in closed else Opened(name, salt, value, text))
    return Entry(header(seq), fields, tree.inclusion_path(whole, seq - 1))


def journal(size: int = 9, seqs: tuple[int, ...] = (2, 4, 5, 7), closed: tuple[str, ...] = ("note",)) -> Journal:
    whole = leaves(size)
    older = [Older(at, tree.root(whole[:at]), tree.consistency_path(whole, at)) for at in (4, 6)]
    return Journal(size, tree.root(whole), [entry(seq, whole, closed) for seq in seqs], older)


def parts() -> list[Part]:
    long = LONG.encode()
    return [
        Part("1-index.pdf", "index", b"%PDF-1.7 what is in it"),
        Part("papers/statement.pdf", "paper", b"%PDF-1.7 what is owed"),
        Part("exhibits/E1 contract.pdf", "exhibit", CONTRACT, exhibit=1, title="The contract", record=uid(2),
             proof=Proof(2, "sha256")),
        Part("exhibits/E2 mail.txt", "exhibit", BODY.encode(), exhibit=2, record=uid(4),
             proof=Proof(4, "body", AS_TEXT)),
        Part("exhibits/E3 minutes.txt", "exhibit", lambda: iter((long[:50], long[50:])), len(long), exhibit=3,
             proof=Proof(5, "body", AS_TEXT)),
        Part("exhibits/E4 drawing.png", "exhibit", b"no entry names it", exhibit=4),
        Part("data/history.json", "data", b"{}"),
    ]  # fmt: skip


def written(folder: Path, **changes: Any) -> Path:
    """Write the small bundle, whose verifier is left as it ships."""
    path = folder / "bundle.zip"
    given: dict[str, Any] = {"parts": parts(), "journal": journal(), "about": ABOUT} | changes
    write_bundle.write_bundle(path, given["parts"], given["journal"], given["about"])
    return path


def checked(data: bytes, **demands: Any) -> list[str]:
    """What the verifier has against these bytes."""
    report = verify().check(io.BytesIO(data), len(data), **demands)
    return report.faults + report.unmet


def zipped(files: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """These files in the canonical form, whatever they are."""
    stream = io.BytesIO()
    archive = canonical.Archive(stream)
    for name, data in files.items() if isinstance(files, dict) else files:
        archive.add(name, data, canonical.digest(data))
    archive.finish()
    return stream.getvalue()


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a bundle, in order, by name."""
    stream = io.BytesIO(data)
    found = verify().layout(stream, len(data))
    files = {each.name: data[each.start : each.start + each.size] for each in found}
    assert all(zlib.crc32(files[each.name]) == each.crc for each in found)
    return files


def remade(files: dict[str, bytes], manifest: dict[str, Any] | None = None) -> bytes:
    """A bundle of these files whose manifest says what they are now, as a forger would make it."""
    told = manifest or json.loads(files["manifest.json"])
    for each in told["files"]:
        if each.get("name") in files:
            each["sha256"] = hashlib.sha256(files[each["name"]]).hexdigest()
            each["size"] = len(files[each["name"]])
    return sealed(files, tree.canonical(told))


def sealed(files: dict[str, bytes], manifest: bytes) -> bytes:
    """These files with these bytes as the manifest, and its sum."""
    sums = f"{hashlib.sha256(manifest).hexdigest()}  manifest.json\n".encode()
    return zipped({**files, "manifest.json": manifest, "manifest.sha256": sums})


def with_lines(files: dict[str, bytes], lines: list[Any]) -> bytes:
    """A bundle with another journal: JSON values, or bytes as they are."""
    made = [each if isinstance(each, bytes) else tree.canonical(each) + b"\n" for each in lines]
    return remade({**files, "journal.jsonl": b"".join(made)})
