#!/usr/bin/env python3
"""Checks an evidence bundle of ClientGuard: one file, Python 3.8 or newer, nothing to install.

    python verify.py FILE.zip [--require-anchor SIZE:ROOT]... [--require-complete] [--json]

It reads the ZIP without unpacking it, and says in plain words what it shows and what it does not. Status: 0 the bundle
is valid, 1 it is not (or does not meet what was required), 2 it could not be checked at all. VERIFYING.md describes
every step, so that you can write this program yourself: one that comes with a bundle cannot vouch for itself.
"""

import argparse
import hashlib
import json
import os
import re
import stat
import struct
import sys
import zlib
from datetime import datetime, timedelta, timezone

FORMAT = "clientguard evidence bundle"
JOURNAL_FORMAT = "clientguard bundle journal"
VERSION = 1
JOURNAL, MANIFEST, SUM, PROGRAM, DESCRIPTION = (
    "journal.jsonl",
    "manifest.json",
    "manifest.sha256",
    "verify.py",
    "VERIFYING.md",
)
ROLES = ("index", "paper", "exhibit", "data", "journal", "verifier")

# The caps: what is beyond them is invalid, so that no file can use up memory or time.
MOST_FILES = 65534
BELOW = 0xFFFFFFFF  # bytes of the whole
LONGEST_NAME, MOST_STEPS = 200, 8
LARGEST_MANIFEST, LARGEST_LINE = 32 << 20, 16 << 20  # bytes: as values they take much more
MOST_ENTRIES = 1000000
MOST_FIELDS = 4096  # of one entry
MOST_OLDER = 1000  # anchors
MOST_HASHES = 64  # in one path
DEEPEST = 32  # levels of JSON
LARGEST_NUMBER = (1 << 63) - 1
LARGEST_TREE = 1 << 40  # below it
MOST_FAULTS = 20  # that are named
MOST_LISTED = 60  # exhibits, of a sort
PIECE = 1 << 20

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
STEP = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9 ._()-]*[A-Za-z0-9_()-])?")
HEX = frozenset("0123456789abcdef")
HEADER = ("change", "commitment", "ms", "offset", "seq", "uid")
ANCHOR = re.compile(r"(?<![0-9])([0-9]{1,13}): ?([0-9a-f](?: ?[0-9a-f]){63})(?![0-9a-f])")


class Invalid(Exception):
    """The bundle is not what it has to be; says in what."""


class NotChecked(Exception):
    """Nothing can be said of the bundle: it cannot be read, or the command makes no sense."""


def need(truth, words):
    """Raise Invalid unless something holds."""
    if not truth:
        raise Invalid(words)


# --- the layout of the file: every byte that is not a file's own can be derived, so any other byte is found ---


class Member:
    """One file in the ZIP: its name, where its bytes are, and what is said of them."""

    def __init__(self, name, start, size, crc):
        self.name, self.start, self.size, self.crc = name, start, size, crc
        self.sha256 = ""


def read_at(stream, start, size):
    """Return exactly so many bytes from a place; Invalid if there are fewer."""
    stream.seek(start)
    data = stream.read(size)
    need(len(data) == size, "The file is cut off.")
    return data


def layout(stream, size):
    """Return the files in the ZIP, in order, after comparing every byte around them with what has to stand there."""
    need(size < BELOW, "The file is larger than a bundle can be.")
    need(size >= END.size, "The file is too short for a bundle.")
    last = read_at(stream, size - END.size, END.size)
    count, length, start = END.unpack(last)[4:7]
    wanted = END.pack(b"PK\x05\x06", 0, 0, count, count, length, start, 0)
    need(last == wanted and start + length + END.size == size, "The file does not end as a bundle ends.")
    need(0 < count <= MOST_FILES, "The bundle has too many files, or none.")
    need(length <= count * (CENTRAL.size + LONGEST_NAME), "The list of files is longer than it can be.")
    central = read_at(stream, start, length)
    found, at, offset = [], 0, 0
    for _ in range(count):
        need(at + CENTRAL.size <= length, "The list of files is cut off.")
        crc, held, _, named = CENTRAL.unpack_from(central, at)[7:11]
        written = central[at + CENTRAL.size : at + CENTRAL.size + named]
        need(len(written) == named, "The list of files is cut off.")
        same = (0x0800, 0, 0, 0x0021, crc, held, held, named, 0)
        row = CENTRAL.pack(b"PK\x01\x02", 20, 10, *same, 0, 0, 0, 0, offset)
        need(central[at : at + CENTRAL.size] == row, "The list of files is not in the one form that it may have.")
        before = LOCAL.pack(b"PK\x03\x04", 10, *same) + written
        need(offset + len(before) + held <= start, "A file is larger than the bundle.")
        need(read_at(stream, offset, len(before)) == before, "What stands before a file is not what the list says.")
        found.append(Member(file_name(written), offset + len(before), held, crc))
        at += CENTRAL.size + named
        offset += len(before) + held
    need(at == length, "There is something after the list of files.")
    need(offset == start, "There is something between the files and their list.")
    distinct([each.name for each in found])
    return found


def file_name(written):
    """Return a file's name; Invalid if it could lead out of a folder, or look like another."""
    name = written.decode("ascii", "replace")
    steps = name.split("/")
    good = len(name) <= LONGEST_NAME and len(steps) <= MOST_STEPS and all(STEP.fullmatch(each) for each in steps)
    need(good, "A file has a name that no bundle has: %s" % shown(name))
    return name


def distinct(names):
    """Raise Invalid if two names would be one on some computer, or a file would be a folder as well."""
    files, folders = set(), set()
    for name in names:
        lower = name.lower()
        need(lower not in files, "Two files have the same name: %s" % shown(name))
        files.add(lower)
        steps = lower.split("/")
        folders.update("/".join(steps[:count]) for count in range(1, len(steps)))
    need(not files & folders, "A file has the name of a folder.")


def digest(stream, member):
    """Compute a file's SHA-256 and compare its CRC-32; return whether that agrees."""
    sha, crc, left = hashlib.sha256(), 0, member.size
    stream.seek(member.start)
    while left:
        piece = stream.read(min(left, PIECE))
        need(piece, "The file is cut off.")
        sha.update(piece)
        crc = zlib.crc32(piece, crc)
        left -= len(piece)
    member.sha256 = sha.hexdigest()
    return crc & 0xFFFFFFFF == member.crc


# --- JSON in its one form ---


def canonical(value):
    """Return the one form of a JSON value: keys sorted by code points, no spaces, UTF-8, integers only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def parsed(data):
    """Return the value of JSON bytes; Invalid if they are not its one form, or are nested too deep."""
    try:
        value = json.loads(data.decode(), parse_int=number, parse_float=no_number, parse_constant=no_number)
        same = canonical(value) == data
    except (ValueError, RecursionError):
        raise Invalid("This is not JSON in the form of a bundle.") from None
    need(same, "This is JSON, but not in the one form of a bundle.")
    level, depth = [value], 0
    while True:
        level = [each for each in level if isinstance(each, (dict, list))]
        if not level:
            break
        depth += 1
        need(depth <= DEEPEST, "JSON is nested too deep.")
        level = [one for each in level for one in (each.values() if isinstance(each, dict) else each)]
    return value


def number(text):
    """Return an integer; ValueError if it is larger than 64 bits with a sign hold."""
    if len(text) > 20 or abs(int(text)) > LARGEST_NUMBER:
        raise ValueError
    return int(text)


def no_number(text):
    """Refuse fractions, exponents, infinities and what is no number."""
    raise ValueError(text)


def has(value, keys, more=()):
    """Return whether a value is an object with these members, and perhaps some more."""
    return isinstance(value, dict) and set(keys) <= set(value) <= set(keys) | set(more)


def is_int(value, least, most):
    """Return whether a value is an integer (not true or false) within bounds."""
    return type(value) is int and least <= value <= most


def is_hex(value, letters):
    """Return whether a value is text of so many hexadecimal digits, small letters only."""
    return isinstance(value, str) and len(value) == letters and HEX.issuperset(value)


def is_path(value):
    """Return whether a value is a list of hashes."""
    return isinstance(value, list) and len(value) <= MOST_HASHES and all(is_hex(each, 64) for each in value)


# --- hashes and trees (RFC 6962) ---


def leaf_hash(data):
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    """Return the hash of a node from its two halves."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves):
    """Return the root of a whole list of leaf hashes."""
    level = leaves or [hashlib.sha256(b"").digest()]
    while len(level) > 1:
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + (level[-1:] if len(level) % 2 else [])
    return level[0]


def included(leaf, index, size, path, root):
    """Return whether a path leads from the leaf at `index` of `size` leaves to the root (RFC 9162, 2.1.3.2)."""
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
    return last == 0 and node == root


def consistent(earlier, size, path, old_root, new_root):
    """Return whether a path shows that a tree grew into another (RFC 9162, 2.1.4.2); 1 <= earlier <= size."""
    if earlier == size:
        return not path and old_root == new_root
    if not path:
        return False
    steps = ([old_root] if earlier & (earlier - 1) == 0 else []) + path
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
    return last == 0 and old == old_root and new == new_root


def unhex(path):
    """Return hashes as bytes."""
    return [bytes.fromhex(each) for each in path]


# --- the manifest ---


def check_manifest(found, members):
    """Compare the manifest with the files that are there; Invalid names the first difference."""
    keys = ("about", "anchor", "files", "format", "left_out", "redacted", "version")
    need(has(found, keys), "The manifest is not one of a bundle.")
    need(found["format"] == FORMAT, "The manifest is not one of a bundle.")
    need(is_int(found["version"], VERSION, VERSION), "The bundle has a version that this program does not know.")
    about, left, redacted = found["about"], found["left_out"], found["redacted"]
    need(
        has(about, ("client", "made_by", "made_on", "purpose"))
        and all(isinstance(each, str) for each in about.values())
        and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", about["made_on"]),
        "The manifest does not say what the bundle is about.",
    )
    need(is_anchor(found["anchor"]), "The manifest has no anchor.")
    need(
        isinstance(left, dict) and all(is_int(each, 1, LARGEST_NUMBER) for each in left.values()),
        "The manifest does not say how much was left out.",
    )
    need(is_rising(redacted), "The manifest does not say which fields were redacted.")
    files = found["files"]
    need(isinstance(files, list) and len(files) >= 4, "The manifest lists too few files.")
    for each in files:
        check_listed(each)
    ranks = [ROLES.index(each["role"]) for each in files]
    need(ranks == sorted(ranks) and ranks[:2].count(0) == 1, "The files are not in the order of a bundle.")
    need(
        [each["name"] for each in files if each["role"] in ROLES[4:]] == [JOURNAL, PROGRAM, DESCRIPTION],
        "The journal or the verifier is missing.",
    )
    check_exhibits(files)
    order = [each["name"] for each in files]
    order[-2:-2] = [MANIFEST, SUM]
    need([each.name for each in members] == order, "The files are not those that the manifest lists, in its order.")


def is_anchor(found, more=()):
    """Return whether a value is the size and root of a journal."""
    return (
        has(found, ("root", "size", *more)) and is_hex(found["root"], 64) and is_int(found["size"], 1, LARGEST_TREE - 1)
    )


def is_rising(found):
    """Return whether a value is a list of texts, each greater than the one before."""
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        return False
    return all(before < after for before, after in zip(found, found[1:]))


def check_listed(each):
    """Check what the manifest says of one file."""
    more = ("exhibit", "proof", "record", "title")
    need(has(each, ("name", "role", "sha256", "size"), more), "A file is listed in another form.")
    good = (
        isinstance(each["name"], str)
        and each["role"] in ROLES
        and is_hex(each["sha256"], 64)
        and is_int(each["size"], 0, BELOW)
        and (each["role"] not in ROLES[4:] or not set(more) & set(each))
        and (each["role"] == "exhibit") == ("exhibit" in each)
        and ("exhibit" not in each or is_int(each["exhibit"], 1, MOST_FILES))
        and ("title" not in each or (isinstance(each["title"], str) and each["title"] != ""))
        and ("record" not in each or is_hex(each["record"], 32))
    )
    need(good, "A file is listed in another form.")
    if "proof" in each:
        proof = each["proof"]
        good = (
            has(proof, ("as", "entry", "field"))
            and proof["as"] in ("digest", "text")
            and is_int(proof["entry"], 1, LARGEST_TREE - 1)
            and isinstance(proof["field"], str)
        )
        need(good, "A file is listed in another form.")


def check_exhibits(files):
    """Check that exhibits are counted from 1 without gaps."""
    last = 0
    for each in files:
        if "exhibit" in each:
            need(each["exhibit"] in (last, last + 1) and each["exhibit"], "The exhibits are not counted without gaps.")
            last = each["exhibit"]


# --- the journal ---


def lines(stream, member):
    """Yield the lines of a file without their ends; Invalid if the last has none, or one is too long."""
    at, end, held, length = member.start, member.start + member.size, [], 0
    while at < end:
        piece = read_at(stream, at, min(end - at, PIECE))
        at += len(piece)
        for count, part in enumerate(piece.split(b"\n")):
            if count:
                yield b"".join(held)
                held, length = [], 0
            held.append(part)
            length += len(part)
            need(length <= LARGEST_LINE, "A line of the journal is too long.")
    need(not length, "The journal is cut off.")


class Journal:
    """Checks the journal line by line, and remembers only what is said in the end."""

    def __init__(self, manifest):
        self.size, self.root = manifest["anchor"]["size"], bytes.fromhex(manifest["anchor"]["root"])
        self.older = []
        self.entries = self.opened = self.closed = self.erased = 0
        self.last = 0
        self.wanted = {}
        self.numbers = []
        for each in manifest["files"]:
            if "proof" in each:
                self.wanted.setdefault((each["proof"]["entry"], each["proof"]["field"]), []).append(each)
        self.vouched = {}
        self.records = {each["record"]: None for each in manifest["files"] if "record" in each}  # their first entries

    def head(self, found):
        """Check the first line: the anchor, and the earlier ones that the journal continues."""
        good = has(found, ("anchor", "format", "older", "version")) and found["format"] == JOURNAL_FORMAT
        need(good and is_int(found["version"], VERSION, VERSION), "The journal has another form.")
        anchor = found["anchor"]
        need(
            is_anchor(anchor) and anchor["size"] == self.size and bytes.fromhex(anchor["root"]) == self.root,
            "The journal has another anchor than the manifest.",
        )
        older = found["older"]
        need(isinstance(older, list) and len(older) <= MOST_OLDER, "The older anchors have another form.")
        last = 0
        for each in older:
            good = is_anchor(each, ("consistency",)) and is_path(each["consistency"])
            need(good and last < each["size"] <= self.size, "The older anchors have another form.")
            last = each["size"]
            path, root = unhex(each["consistency"]), bytes.fromhex(each["root"])
            need(
                consistent(each["size"], self.size, path, root, self.root),
                "The journal does not continue from its older anchor %d:%s." % (each["size"], each["root"]),
            )
            self.older.append("%d:%s" % (each["size"], each["root"]))

    def entry(self, found):
        """Check one entry: its fields against its header, its header against the anchor, its files against both."""
        need(has(found, ("fields", "header", "inclusion")), "An entry has another form.")
        header = found["header"]
        good = (
            has(header, HEADER)
            and isinstance(header["change"], str)
            and is_hex(header["commitment"], 64)
            and type(header["ms"]) is int
            and type(header["offset"]) is int
            and is_int(header["seq"], 1, self.size)
            and is_hex(header["uid"], 32)
        )
        need(good and is_path(found["inclusion"]), "An entry has another form.")
        seq = header["seq"]
        need(seq > self.last, "Entry %d is not in its place." % seq)
        self.last = seq
        self.numbers.append(seq)
        if self.records.get(header["uid"], header) is None:
            self.records[header["uid"]] = header
        leaf = leaf_hash(canonical(header))
        need(
            included(leaf, seq - 1, self.size, unhex(found["inclusion"]), self.root),
            "Entry %d does not match the anchor." % seq,
        )
        if found["fields"] is None:
            self.erased += 1
        else:
            self.fields(found["fields"], header)
        self.entries += 1

    def fields(self, found, header):
        """Check an entry's fields against its commitment, and the files that they vouch for."""
        seq = header["seq"]
        need(isinstance(found, list) and len(found) <= MOST_FIELDS, "Entry %d has another form." % seq)
        leaves, last = [], None
        for each in found:
            if has(each, ("leaf",)):
                need(is_hex(each["leaf"], 64), "Entry %d has another form." % seq)
                leaves.append(bytes.fromhex(each["leaf"]))
                self.closed += 1
                continue
            good = has(each, ("name", "salt", "value"), ("text",)) and isinstance(each["name"], str)
            need(good and is_hex(each["salt"], 64), "Entry %d has another form." % seq)
            need(last is None or last < each["name"], "Entry %d has another form." % seq)
            last = each["name"]
            leaves.append(leaf_hash(bytes.fromhex(each["salt"]) + canonical([last, each["value"]])))
            self.opened += 1
            if "text" in each:
                need(
                    isinstance(each["text"], str) and is_reference(each["value"], reference(each["text"].encode())),
                    "The text of a field of entry %d is not what was written." % seq,
                )
        need(
            root_of(leaves).hex() == header["commitment"],
            "The fields of entry %d are not those that it was made from." % seq,
        )
        for each in found:
            if "name" in each:
                for file in self.wanted.get((seq, each["name"]), ()):
                    self.vouch(file, each["value"], header)

    def vouch(self, file, value, header):
        """Compare a file with the digest or text that the journal has of it."""
        if file["proof"]["as"] == "digest":
            same = value == file["sha256"]
        elif isinstance(value, str):
            same = hashlib.sha256(value.encode()).hexdigest() == file["sha256"]
        else:
            same = is_reference(value, {"sha256": file["sha256"], "size": file["size"]})
        need(same, "%s is not what entry %d of the journal says." % (shown(file["name"]), header["seq"]))
        need(
            file.get("record", header["uid"]) == header["uid"],
            "%s belongs to another record than entry %d." % (shown(file["name"]), header["seq"]),
        )
        self.vouched[file["name"]] = header


def reference(data):
    """Return what the journal holds in the place of a long text."""
    return {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def is_reference(value, wanted):
    """Return whether a value is that reference; `true` is not 1."""
    return canonical(value) == canonical(wanted)


# --- the whole check ---


class Report:
    """What was found: the faults, and what the bundle shows."""

    def __init__(self):
        self.faults = []
        self.unmet = []  # what was required, and is not so
        self.manifest = None
        self.journal = None

    @property
    def valid(self):
        """Whether the bundle is valid, and all that was required is so."""
        return not self.faults and not self.unmet

    def fault(self, words):
        """Note a fault; Invalid ends the check when there are many."""
        self.faults.append(words)
        need(len(self.faults) < MOST_FAULTS, "There are more faults; the rest was not looked at.")


def check(stream, size, anchors=(), complete=False):
    """Check a bundle of `size` bytes in a stream that can be read at any place; return a Report."""
    report = Report()
    try:
        look(stream, size, report)
        if not report.faults:
            demand(report, anchors, complete)
    except Invalid as error:
        report.faults.append(str(error))
    return report


def look(stream, size, report):
    """Check layout, files, manifest and journal, in this order."""
    members = layout(stream, size)
    for each in members:
        if not digest(stream, each):
            report.fault("%s was changed, or damaged." % shown(each.name))
    if report.faults:
        return
    by_name = {each.name: each for each in members}
    need(MANIFEST in by_name and SUM in by_name, "There is no manifest.")
    listing = by_name[MANIFEST]
    line = ("%s  %s\n" % (listing.sha256, MANIFEST)).encode()
    need(by_name[SUM].size == len(line), "The manifest is not what its sum says.")
    need(read_at(stream, by_name[SUM].start, len(line)) == line, "The manifest is not what its sum says.")
    need(listing.size <= LARGEST_MANIFEST, "The manifest is too large.")
    manifest = parsed(read_at(stream, listing.start, listing.size))
    check_manifest(manifest, members)
    report.manifest = manifest
    for each in manifest["files"]:
        member = by_name[each["name"]]
        if (member.sha256, member.size) != (each["sha256"], each["size"]):
            report.fault("%s is not the file that the manifest lists." % shown(each["name"]))
    if not report.faults:
        report.journal = Journal(manifest)
        look_at_journal(stream, by_name[JOURNAL], report)


def look_at_journal(stream, member, report):
    """Check the journal's lines, and that every file that names an entry was found there."""
    journal, count = report.journal, 0
    for count, line in enumerate(lines(stream, member), 1):
        need(count <= MOST_ENTRIES + 1, "The journal has too many entries.")
        if count == 1:
            journal.head(parsed(line))
            continue
        try:
            journal.entry(parsed(line))
        except Invalid as error:
            report.fault(str(error))
    need(count, "The journal is empty.")
    for each in report.manifest["files"]:
        if "proof" in each and each["name"] not in journal.vouched:
            words = "%s: the journal does not show its entry %d." % (shown(each["name"]), each["proof"]["entry"])
            report.fault(words)


def demand(report, anchors, complete):
    """Check what the user requires beyond a valid bundle."""
    there = [own_anchor(report), *report.journal.older]
    for each in anchors:
        if each not in there:
            report.unmet.append(
                "The anchor %s is not in the bundle. Either it is another journal's, or the bundle was made before"
                " it or without it: ask for one that contains it." % each
            )
    if complete:
        report.unmet += ["It is not complete. %s" % each for each in gaps(report)]


def own_anchor(report):
    """Return the bundle's own anchor as it is printed."""
    return "%(size)d:%(root)s" % report.manifest["anchor"]


def gaps(report):
    """Return what was left out, a sentence each."""
    found = ["Left out: %s (%d)." % (shown(name), count) for name, count in sorted(report.manifest["left_out"].items())]
    if report.manifest["redacted"]:
        found.append("Redacted: %s." % ", ".join(map(shown, report.manifest["redacted"])))
    if report.journal.closed:
        found.append(
            "Fields of entries that are closed, so that only their hashes are shown: %d." % report.journal.closed
        )
    if report.journal.erased:
        found.append("Entries without their fields, because they were erased or left out: %d." % report.journal.erased)
    return found


# --- what is said ---


def shown(text):
    """Return text from the bundle on one line, with what could mislead or act on a screen written out."""
    cut = text if len(text) <= 200 else text[:200] + "..."
    if cut.isprintable():
        return cut
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in cut)


def moment(header):
    """Return when an entry was written, by the clock of the computer that wrote it."""
    try:
        zone = timezone(timedelta(minutes=header["offset"]))
        when = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=header["ms"])
        return when.astimezone(zone).isoformat(" ", "minutes")
    except (OverflowError, ValueError):
        return "at no possible time"


def facts(report, required):
    """Return what is said with --json."""
    made = {"valid": report.valid, "faults": report.faults, "unmet": report.unmet, "program_sha256": own_digest()}
    if report.manifest is None or report.journal is None:
        return made
    journal = report.journal
    files = [dict(each, in_journal=each["name"] in journal.vouched) for each in papers(report)]
    made.update(
        about=report.manifest["about"],
        anchor=own_anchor(report),
        older=journal.older,
        required=list(required),
        files=files,
        entries=journal.entries,
        fields={"open": journal.opened, "closed": journal.closed},
        erased=journal.erased,
        left_out=report.manifest["left_out"],
        redacted=report.manifest["redacted"],
    )
    return made


def own_digest():
    """Return the SHA-256 of this program, to compare with a copy from elsewhere."""
    try:
        with open(__file__, "rb") as file:
            return hashlib.sha256(file.read(PIECE)).hexdigest()
    except (OSError, NameError):
        return ""


def told(report, name, required):
    """Yield the lines of the report for people."""
    if report.faults:
        yield "NOT VALID: %s" % shown(name)
        for each in report.faults:
            yield "  - %s" % each
        yield "Do not rely on this copy. Ask for the bundle again, and keep this one unchanged."
        return
    if report.unmet:
        yield "NOT WHAT WAS REQUIRED: %s" % shown(name)
        for each in report.unmet:
            yield "  - %s" % each
        yield "Apart from that it is valid:"
    else:
        yield "VALID: %s" % shown(name)
    there = [own_anchor(report), *report.journal.older]
    required = [each for each in required if each in there]
    about = report.manifest["about"]
    words = (("client", "client: %s"), ("made_on", "made on %s"), ("made_by", "by %s"), ("purpose", "purpose: %s"))
    yield "The bundle says of itself: %s." % "; ".join(text % shown(about[key]) for key, text in words if about[key])
    yield ""
    yield "What this shows:"
    for each in shows(report, required):
        yield ("  - %s" if each[0] != " " else "    %s") % each
    yield ""
    yield "What this does not show:"
    for each in gaps(report) + hides(report, required):
        yield "  - %s" % each


def shows(report, required):
    """Yield what a valid bundle shows, a sentence each."""
    journal, files = report.journal, papers(report)
    held = max([int(each.split(":")[0]) for each in required], default=0)
    yield "The files in it are those that its manifest lists (%d), byte for byte, and there are no others." % len(files)
    yield "The entries in it (%d) belong to the journal that ends at %s." % (journal.entries, own_anchor(report))
    exhibits = grouped(files)
    known = [group for group in exhibits if vouched(group, journal)]
    yield "Exhibits with a file that is, byte for byte, what the journal noted: %d of %d." % (len(known), len(exhibits))
    yield from listed(known, journal, held)
    others = [group for group in exhibits if not vouched(group, journal)]
    if others:
        yield (
            "Exhibits without such a file: %d. What their files say is not compared with the journal: compare it with"
            " these entries yourself." % len(others)
        )
        yield from listed(others, journal, held)
    for each in journal.older[-5:]:
        yield "The journal continues from %s, and nothing before it was changed since." % each
    if len(journal.older) > 5:
        yield "It continues from %d earlier anchors as well; --json lists all." % (len(journal.older) - 5)
    for each in required:
        count = sum(seq <= int(each.split(":")[0]) for seq in journal.numbers)
        yield "Your anchor %s is in it. Entries that are the same as when it was noted: %d." % (each, count)


def grouped(files):
    """Return the files of each exhibit, by its number."""
    found = {}
    for each in files:
        if "exhibit" in each:
            found.setdefault(each["exhibit"], []).append(each)
    return list(found.values())


def vouched(group, journal):
    """Return those files of an exhibit that the journal vouches for."""
    return [each for each in group if each["name"] in journal.vouched]


def listed(groups, journal, held):
    """Yield exhibits, a line each."""
    for group in groups[:MOST_LISTED]:
        first = (vouched(group, journal) or group)[0]
        title = shown(first.get("title", first["name"]))
        yield "  E%d %s: %s" % (first["exhibit"], title, noted(group, journal, held))
    if len(groups) > MOST_LISTED:
        yield "  There are %d more; --json lists all." % (len(groups) - MOST_LISTED)


def noted(group, journal, held):
    """Return what the journal has of one exhibit; entries up to number `held` are under the user's anchor."""
    files = vouched(group, journal)
    if files:
        header = journal.vouched[files[0]["name"]]
        more = "" if len(files) == 1 else "; so are %d more of its files" % (len(files) - 1)
    else:
        headers = [each for each in (journal.records.get(file.get("record")) for file in group) if each]
        if not headers:
            return "the journal does not show it"
        header, more = headers[0], ""
    under = ", under your anchor" if header["seq"] <= held else ""
    return "%s entry %d, %s%s%s" % ("in" if files else "from", header["seq"], moment(header), under, more)


def hides(report, required):
    """Return what no bundle shows, or not without an anchor, a sentence each."""
    files = papers(report)
    others = sum(each["name"] not in report.journal.vouched for each in files)
    found = [
        "What the files say that the journal does not know, such as papers made for the bundle: %d of %d."
        % (others, len(files)),
        "Whether the journal has other entries about this client: only those in the bundle are shown.",
        "When something happened: times are those of the clock of the computer that wrote the journal.",
        "That this program is honest. Take it from elsewhere, or write it from VERIFYING.md.",
    ]
    if not required:
        found.append(
            "That the journal was not rewritten: anyone who holds it can make all of it again, with other dates. Ask"
            " for an anchor that somebody else kept, and give it with --require-anchor."
        )
    return found


def papers(report):
    """Return what the manifest lists besides the journal and the verifier."""
    return [each for each in report.manifest["files"] if each["role"] not in ROLES[4:]]


def anchors_of(words):
    """Return the anchors that were given, each as SIZE:ROOT; a file's text is searched for one."""
    found = []
    for each in words:
        match = ANCHOR.fullmatch(each.strip().lower())
        matches = [match] if match else list(ANCHOR.finditer(text_of(each).lower()))
        held = sorted({"%d:%s" % (int(one.group(1)), one.group(2).replace(" ", "")) for one in matches})
        if len(held) != 1:
            raise NotChecked("%s is not an anchor, nor a file with exactly one." % shown(each))
        found += held
    return found


def text_of(path):
    """Return the beginning of a file's text; lines that an email's encoding broke are joined."""
    try:
        with open(path, "rb") as file:
            return file.read(PIECE).decode("utf-8", "replace").replace("=\r\n", "").replace("=\n", "")
    except (OSError, ValueError):
        raise NotChecked("%s is not an anchor (SIZE:ROOT), nor a file that can be read." % shown(path)) from None


def checked(path, anchors, complete):
    """Check the bundle at a path; NotChecked if it cannot be read."""
    try:
        with open(path, "rb") as stream:
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise NotChecked("%s is not a file." % shown(path))
            return check(stream, about.st_size, anchors, complete)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or error
        raise NotChecked("%s cannot be read: %s." % (shown(path), words)) from None
    except MemoryError:
        raise NotChecked("This computer has not enough memory to check %s." % shown(path)) from None


def main(words=None):
    """Run the command and return its status."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Checks an evidence bundle of ClientGuard.")
    parser.add_argument("file", metavar="FILE.zip")
    parser.add_argument(
        "--require-anchor",
        metavar="SIZE:ROOT",
        action="append",
        default=[],
        help="the bundle has to contain this anchor, which you have from elsewhere (or: a file in which it stands)",
    )
    parser.add_argument("--require-complete", action="store_true", help="nothing may be left out, redacted or erased")
    parser.add_argument("--json", action="store_true", help="say everything as JSON")
    given = parser.parse_args(words)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        required = anchors_of(given.require_anchor)
        report = checked(given.file, required, given.require_complete)
    except NotChecked as error:
        print("verify.py: %s" % error, file=sys.stderr)
        return 2
    words = (
        json.dumps(facts(report, required), indent=1) if given.json else "\n".join(told(report, given.file, required))
    )
    try:
        print(words, flush=True)
    except BrokenPipeError:  # whoever reads has seen enough, as `head` does; Python would complain at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if report.valid else 1


if __name__ == "__main__":
    sys.exit(main())
