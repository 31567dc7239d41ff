"""A proof of one journal entry that can be checked without the casebook: built from its parts, and checked, here.

It shows an entry's header, some of its fields, the path to the journal's root, and that the journal continues from an
earlier anchor. Of fields that are not disclosed it shows only the leaf: neither name nor value.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from clientguard.domain.journal import tree
from clientguard.domain.wording import N_, Said, said

FORMAT = "clientguard entry proof"
VERSION = 1
HEADER = {"change": str, "commitment": str, "ms": int, "offset": int, "seq": int, "uid": str}
LARGEST = 1 << 40  # leaves: no journal has more, and a larger size would make the checks endless


@dataclass(frozen=True, slots=True)
class Opened:
    """A disclosed field: its salt (from `tree.field_salt`), its value, and the text that a long value refers to."""

    name: str
    salt: bytes
    value: Any
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Older:
    """An earlier anchor, and the path that shows that the journal continues from it."""

    size: int
    root: bytes
    path: Sequence[bytes]


@dataclass(slots=True)
class Checked:
    """What a proof shows, and what is wrong with it. Without faults, the entry matches the anchor."""

    header: dict[str, Any] = field(default_factory=dict[str, Any])
    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    closed: int = 0
    anchor: str = ""
    older: str = ""
    faults: list[Said] = field(default_factory=list[Said])

    @property
    def valid(self) -> bool:
        """Whether no part of it contradicts another."""
        return not self.faults


def document(
    header: Mapping[str, Any],
    fields: Sequence[Opened | bytes] | None,
    end: tuple[int, bytes],
    path: Sequence[bytes],
    older: Older | None,
) -> dict[str, Any]:
    """Return a proof as JSON values. `fields`, in order of name, are disclosed fields or leaves; None: all erased."""
    made: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "header": dict(header),
        "fields": None if fields is None else [shown(each) for each in fields],
        "tree": {"size": end[0], "root": end[1].hex()},
        "inclusion": [each.hex() for each in path],
    }
    if older:
        steps = [each.hex() for each in older.path]
        made["older"] = {"size": older.size, "root": older.root.hex(), "consistency": steps}
    return made


def shown(each: Opened | bytes) -> dict[str, Any]:
    """Return one field as JSON values: disclosed, or its leaf alone."""
    if isinstance(each, bytes):
        return {"leaf": each.hex()}
    made = {"name": each.name, "salt": each.salt.hex(), "value": each.value}
    return made if each.text is None else {**made, "text": each.text}


def check_document(found: Any) -> Checked:  # noqa: ANN401 - whatever a file held
    """Check a proof; a document that is not a proof at all is a fault too."""
    checked = Checked()
    try:
        checked.faults += _check(found, checked)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        checked.faults.append(said(N_("This is not a proof of an entry, or it is damaged.")))
    return checked


def _check(found: Any, checked: Checked) -> Iterator[Said]:  # noqa: ANN401
    if found["format"] != FORMAT or found["version"] != VERSION:
        raise ValueError(found["format"])
    if unknown := found.keys() - {"format", "version", "header", "fields", "tree", "inclusion", "older"}:
        yield said(N_("The proof contains parts that prove nothing: {names}."), names=", ".join(sorted(unknown))[:200])
    checked.header = _header(found["header"])
    if found["fields"] is not None:
        yield from _check_fields(found["fields"], checked)
    size, root = _anchor(found["tree"])
    checked.anchor = tree.anchor_text(size, root)
    leaf = tree.leaf_hash(tree.canonical(checked.header))
    if not tree.included(leaf, checked.header["seq"] - 1, size, _path(found["inclusion"]), root):
        yield said(N_("The entry does not match the anchor {anchor}."), anchor=checked.anchor)
    if "older" in found:
        old_size, old_root = _anchor(found["older"], "consistency")
        checked.older = tree.anchor_text(old_size, old_root)
        if not tree.consistent(old_size, size, _path(found["older"]["consistency"]), old_root, root):
            yield said(N_("The journal does not continue from the older anchor {anchor}."), anchor=checked.older)


def _header(found: Mapping[str, Any]) -> dict[str, Any]:
    if set(found) != set(HEADER) or any(type(found[name]) is not kind for name, kind in HEADER.items()):
        raise ValueError("no header")
    return dict(found)


def _check_fields(found: Sequence[Mapping[str, Any]], checked: Checked) -> Iterator[Said]:
    leaves: list[bytes] = []
    last = ""
    for each in found:
        if set(each) == {"leaf"}:
            leaves.append(_hash(each["leaf"]))
            checked.closed += 1
            continue
        if set(each) - {"text"} != {"name", "salt", "value"} or (last and str(each["name"]) <= last):
            raise ValueError("no field")
        last = str(each["name"])
        leaves.append(tree.field_leaf(_hash(each["salt"]), last, each["value"]))
        checked.fields[last] = each.get("text", each["value"])
        if "text" in each and not _is_text_of(each["value"], each["text"]):
            yield said(N_("The text of “{field}” is not what was written."), field=last)
    if not hmac.compare_digest(tree.root(leaves).hex(), checked.header["commitment"]):
        yield said(N_("The fields are not the ones that entry {seq} was made from."), seq=checked.header["seq"])


def _is_text_of(reference: Mapping[str, Any], text: str) -> bool:
    data = text.encode()
    wanted = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    return tree.canonical(reference) == tree.canonical(wanted)


def _anchor(found: Mapping[str, Any], *more: str) -> tuple[int, bytes]:
    size = found["size"]
    if set(found) != {"size", "root", *more} or type(size) is not int or not 0 <= size < LARGEST:
        raise ValueError("no anchor")
    return size, _hash(found["root"])


def _path(found: Any) -> list[bytes]:  # noqa: ANN401
    if not isinstance(found, list):
        raise TypeError("no path")
    return [_hash(each) for each in cast("list[Any]", found)]


def _hash(text: str) -> bytes:
    data = bytes.fromhex(text)
    if len(data) != tree.HASH_SIZE or data.hex() != text:  # one spelling only: no letter can be changed
        raise ValueError("no hash")
    return data
