"""The journal's hashes: RFC 6962's Merkle tree over the entries, and the commitment to one entry's fields.

A leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right); a tree of n leaves splits at the largest power
of two below n. `Frontier` keeps the roots of the complete subtrees, so that one more leaf costs a few hashes.

An entry commits to its fields one by one: each field is a leaf of a small tree, salted with HMAC-SHA-256 of the field's
name under the entry's salt. So one field can be disclosed alone, and the others reveal nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

HASH_SIZE = 32
SALT_SIZE = 16
EMPTY_ROOT = hashlib.sha256(b"").digest()
_BLOCK = 64  # bytes: what HMAC-SHA256 fills a shorter key up to (RFC 2104)
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> bytes:  # noqa: ANN401
    """Return the canonical JSON of `value`: sorted keys, no spaces, UTF-8, no NaN (RFC 8785, as far as it is used)."""
    return _JSON.encode(value).encode()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node from its two halves."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: the roots of its complete subtrees, largest first."""

    def __init__(self, size: int = 0, roots: Sequence[bytes] = ()) -> None:
        if len(roots) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} complete subtrees, not {len(roots)}")
        self.size = size
        self.roots = list(roots)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        size, node = self.size, leaf
        while size & 1:  # like a carry in binary addition: two complete subtrees of one size become one
            node = node_hash(self.roots.pop(), node)
            size >>= 1
        self.roots.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of all leaves so far."""
        if not self.roots:
            return EMPTY_ROOT
        node = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            node = node_hash(left, node)
        return node

    def packed(self) -> bytes:
        """Return the subtree roots as bytes, to be stored."""
        return b"".join(self.roots)

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> Frontier:
        """Return the frontier from `packed` bytes; ValueError if it does not fit `size`."""
        roots = [packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE)]
        if any(len(root) != HASH_SIZE for root in roots):
            raise ValueError("a subtree root is cut short")
        return cls(size, roots)


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of leaf hashes."""
    level = list(leaves) or [EMPTY_ROOT]
    while len(level) > 1:  # in pairs; an odd one moves up unchanged, which gives the same tree
        odd = level[-1:] if len(level) % 2 else []
        pairs = iter(level)
        level = [
            hashlib.sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)
        ] + odd
    return level[0]


def _split(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the audit path of leaf `index` (RFC 6962, 2.1.1), bottom up."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_path(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_path(leaves[split:], index - split), root(leaves[:split])]


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Return whether `path` proves that `leaf` is at `index` of `size` leaves under that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(node, expected)


def consistency_path(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Return the proof (RFC 6962, 2.1.2) that this tree continues the tree of its first `earlier` leaves."""
    if not 0 <= earlier <= len(leaves):
        raise IndexError(earlier)
    if earlier in (0, len(leaves)):
        return []
    return _subproof(leaves, earlier, whole=True)


def _subproof(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if earlier <= split:
        return [*_subproof(leaves[:split], earlier, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], earlier - split, whole=False), root(leaves[:split])]


def consistent(earlier: int, size: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Return whether `path` proves that `old_root`'s tree grew into `new_root`'s (RFC 9162, 2.1.4.2)."""
    if earlier == size:
        return not path and hmac.compare_digest(old_root, new_root)
    if earlier == 0:
        return not path and hmac.compare_digest(old_root, EMPTY_ROOT)
    if earlier > size or not path:
        return False
    steps = list(path)
    if earlier & (earlier - 1) == 0:  # a complete tree: its root is the first node, and is left out of the path
        steps.insert(0, old_root)
    place, last = earlier - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(old, old_root) and hmac.compare_digest(new, new_root)


def field_salt(salt: bytes, name: str) -> bytes:
    """Return the salt of one field, which must be shown with its name and value to disclose that field alone."""
    return hmac.digest(salt, name.encode(), "sha256")


def field_leaf(salt: bytes, name: str, value: Any) -> bytes:  # noqa: ANN401
    """Return the leaf of one field under its own salt (from `field_salt`)."""
    return leaf_hash(salt + canonical([name, value]))


def commitment(salt: bytes, fields: Mapping[str, Any]) -> bytes:
    """Return the commitment to `fields`: the root of their salted leaves, in order of name."""
    return committed(salt, fields)[0]


def committed(salt: bytes, fields: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return the commitment to `fields` and their canonical JSON, encoding each value only once."""
    key = salt.ljust(_BLOCK, b"\0")
    inner, outer = key.translate(_INNER), key.translate(_OUTER)
    leaves: list[bytes] = []
    members: list[str] = []
    for name in sorted(fields):
        (key_text, data), value = _name(name), _written(fields[name])
        # `field_salt` and `leaf_hash`, written out: every entry that is written comes through here, field by field.
        own = hashlib.sha256(outer + hashlib.sha256(inner + data).digest()).digest()
        leaves.append(hashlib.sha256(b"\x00" + own + f"[{key_text},{value}]".encode()).digest())
        members.append(f"{key_text}:{value}")
    return root(leaves), f"{{{','.join(members)}}}"


@lru_cache(maxsize=1024)  # the names are those of the fields of record kinds
def _name(name: str) -> tuple[str, bytes]:
    """Return a field's name as canonical JSON, and as bytes."""
    return encode_basestring(name), name.encode()


def _written(value: Any) -> str:  # noqa: ANN401
    """Return the canonical JSON of one value, without the encoder if there is a shorter way."""
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else _JSON.encode(value)


def commitment_of(leaves: Mapping[str, bytes]) -> bytes:
    """Return the commitment to fields whose leaves are known, by name: the same as `commitment` returns for them."""
    return root([leaves[name] for name in sorted(leaves)])


def anchor_text(size: int, root_hash: bytes) -> str:
    """Return an anchor as printed and typed: `4812:7c1e90ab…` (the journal's size, and its root in hex)."""
    return f"{size}:{root_hash.hex()}"


def parse_anchor(text: str) -> tuple[int, bytes]:
    """Return size and root of a printed anchor; ValueError if it is not one. Spaces in the hash are allowed."""
    size, _, digest = text.partition(":")
    packed = bytes.fromhex("".join(digest.split()))
    if len(packed) != HASH_SIZE or int(size) < 0:
        raise ValueError(text)
    return int(size), packed
