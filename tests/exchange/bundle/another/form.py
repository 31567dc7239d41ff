"""Sections 1, 2 and 6 of VERIFYING.md, written from that page alone: the ZIP, JSON in its one form, trees."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import struct
import zlib

TOO_LONG = 0xFFFFFFFF  # a ZIP must be shorter than this
MAX_FILES, MAX_MANIFEST, MAX_LINE, MAX_LINES = 65534, 33554432, 16777216, 1000001
MAX_OLDER, MAX_PATH, MAX_FIELDS, MAX_DEPTH = 1000, 64, 4096, 32
MAX_INT, MAX_SIZE = 9223372036854775807, 1099511627775  # MAX_SIZE: of a journal
ROLES = ("index", "paper", "exhibit", "data", "journal", "verifier")

STEP = re.compile(rb"[A-Za-z0-9_]([A-Za-z0-9 ._()-]*[A-Za-z0-9_()-])?")
HASH = re.compile(r"[0-9a-f]{64}")
UID = re.compile(r"[0-9a-f]{32}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class InvalidError(Exception):
    """The bundle is not valid, or does not meet a requirement."""


def need(condition, why):
    if not condition:
        raise InvalidError(why)


def sha256(data):
    return hashlib.sha256(data).digest()


# --- 1. the ZIP ------------------------------------------------------------------------------------------------------


def read_zip(data):
    """The files of the ZIP, in order, as a list of (name, memoryview of the bytes)."""
    need(len(data) < TOO_LONG, "the ZIP is too long")
    need(len(data) >= 22, "the ZIP is too short")
    view = memoryview(data)
    end = len(data) - 22
    count, central_size, central_start = struct.unpack("<10xHII2x", view[end:])
    need(1 <= count <= MAX_FILES, "ZIP: number of files")
    need(central_start + central_size == end, "ZIP: place of the central headers")
    expected = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, central_size, central_start, 0)
    need(view[end:] == expected, "ZIP: end record")

    files = []
    here, there = 0, central_start  # the next local header, the next central header
    for _ in range(count):
        need(there + 46 <= end, "ZIP: central headers do not fit")
        size, name_size = struct.unpack("<20xI4xH16x", view[there : there + 46])
        body = here + 30 + name_size
        need(body + size <= central_start, "ZIP: a file does not fit")
        need(there + 46 + name_size <= end, "ZIP: central headers do not fit")
        name, content = bytes(view[here + 30 : body]), view[body : body + size]
        common = struct.pack("<HHHHHIIIHH", 10, 0x0800, 0, 0, 0x0021, zlib.crc32(content), size, size, name_size, 0)
        need(view[here : here + 30] == b"PK\x03\x04" + common, "ZIP: local header or CRC-32")
        central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, here)
        need(view[there : there + 46] == central, "ZIP: central header")
        need(view[there + 46 : there + 46 + name_size] == name, "ZIP: name in central header")
        check_name(name)
        files.append((name.decode("ascii"), content))
        here = body + size
        there += 46 + name_size
    need(here == central_start, "ZIP: bytes between the files and the central headers")
    need(there == end, "ZIP: bytes between the central headers and the end record")
    check_names_together([name for name, _ in files])
    return files


def check_name(name):
    need(len(name) <= 200, "a name is too long")
    steps = name.split(b"/")
    need(len(steps) <= 8 and all(map(STEP.fullmatch, steps)), "a name has too many steps, or one not allowed")


def check_names_together(names):
    lowered = [name.lower() for name in names]  # they are ASCII
    known = set(lowered)
    need(len(known) == len(lowered), "two names are equal")
    for name in lowered:
        for place, char in enumerate(name):
            need(char != "/" or name[:place] not in known, "a name is both a file and a folder")


# --- 2. JSON in its one form -----------------------------------------------------------------------------------------


def parse_integer(text):
    if len(text) > 20 or abs(int(text)) > MAX_INT:
        raise ValueError("number out of range")
    return int(text)


def refuse(text):
    raise ValueError("not an integer")


DECODE = json.JSONDecoder(parse_int=parse_integer, parse_float=refuse, parse_constant=refuse).decode
ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value):
    return ENCODE(value).encode("utf-8")


def depth(value):
    deep, level = 0, [value]
    while True:
        level = [item for item in level if isinstance(item, (dict, list))]
        if not level:
            return deep
        deep += 1
        level = [part for item in level for part in (item.values() if isinstance(item, dict) else item)]


def parse(data, what):
    """The value of JSON that must be in its one form: written again, it must give the same bytes."""
    try:
        value = DECODE(str(data, "utf-8"))
        need(depth(value) <= MAX_DEPTH, what + ": nested too deep")
        again = canonical(value)
    except (ValueError, RecursionError):
        raise InvalidError(what + ": not JSON in its one form") from None
    need(again == data, what + ": JSON is not in its one form")
    return value


# Kinds of values.  JSON's true must not pass for 1, so types are compared exactly.


def is_text(value):
    return type(value) is str


def is_hash(value):
    return is_text(value) and HASH.fullmatch(value) is not None


def is_uid(value):
    return is_text(value) and UID.fullmatch(value) is not None


def is_int(value, low=-MAX_INT, high=MAX_INT):
    return type(value) is int and low <= value <= high


def is_list(value, most=None):
    return type(value) is list and (most is None or len(value) <= most)


def is_hashes(value):
    return is_list(value, MAX_PATH) and all(map(is_hash, value))


def is_reference(value, digest, size):
    return (
        type(value) is dict
        and value.keys() == {"sha256", "size"}
        and value["sha256"] == digest
        and is_int(value["size"], size, size)
    )


def need_members(value, what, required, optional=()):
    need(type(value) is dict, what + ": not an object")
    need(set(required) <= value.keys() <= set(required) | set(optional), what + ": wrong members")


def need_rising(texts, what):
    need(all(a < b for a, b in itertools.pairwise(texts)), what + ": not in rising order")


# --- 6. trees --------------------------------------------------------------------------------------------------------


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def tree_root(leaves):
    if not leaves:
        return sha256(b"")
    while len(leaves) > 1:
        pairs = [node_hash(leaves[i], leaves[i + 1]) for i in range(0, len(leaves) - 1, 2)]
        if len(leaves) % 2:
            pairs.append(leaves[-1])
        leaves = pairs
    return leaves[0]


def inclusion_holds(leaf, index, size, root, path):
    place, last, node = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            node = node_hash(step, node)
            while place % 2 == 0 and place != 0:
                place, last = place // 2, last // 2
        else:
            node = node_hash(node, step)
        place, last = place // 2, last // 2
    return last == 0 and node == root


def consistency_holds(earlier, old_root, size, new_root, path):
    if earlier == size:
        return not path and old_root == new_root
    if not path:
        return False
    steps = [old_root, *path] if earlier & (earlier - 1) == 0 else path
    place, last = earlier - 1, size - 1
    while place % 2:
        place, last = place // 2, last // 2
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            old = node_hash(step, old)
            new = node_hash(step, new)
            while place % 2 == 0 and place != 0:
                place, last = place // 2, last // 2
        else:
            new = node_hash(new, step)
        place, last = place // 2, last // 2
    return last == 0 and old == old_root and new == new_root
