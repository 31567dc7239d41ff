"""A second verifier of evidence bundles, written from VERIFYING.md alone by somebody who had not seen `verify.py`.

Its only purpose is to disagree: where the two do not say the same of a bundle, the page or one of them is wrong.
"""

from __future__ import annotations

import contextlib
import hashlib

from tests.exchange.bundle.another.form import (
    DAY,
    MAX_FIELDS,
    MAX_LINE,
    MAX_LINES,
    MAX_MANIFEST,
    MAX_OLDER,
    MAX_SIZE,
    ROLES,
    InvalidError,
    canonical,
    consistency_holds,
    inclusion_holds,
    is_hash,
    is_hashes,
    is_int,
    is_list,
    is_reference,
    is_text,
    is_uid,
    need,
    need_members,
    need_rising,
    parse,
    read_zip,
    sha256,
    tree_root,
)

# --- 3. and 4. the files and the manifest ----------------------------------------------------------------------------


def check_anchor(anchor, what):
    need_members(anchor, what, ("root", "size"))
    need(is_hash(anchor["root"]) and is_int(anchor["size"], 1, MAX_SIZE), what + ": wrong value")


def check_manifest(manifest):
    need_members(manifest, "manifest", ("about", "anchor", "files", "format", "left_out", "redacted", "version"))
    about = manifest["about"]
    need_members(about, "about", ("client", "made_by", "made_on", "purpose"))
    need(all(map(is_text, about.values())), "about: not a text")
    need(DAY.fullmatch(about["made_on"]), "about: made_on")
    check_anchor(manifest["anchor"], "anchor of the manifest")
    need(manifest["format"] == "clientguard evidence bundle", "manifest: format")
    need(is_int(manifest["version"], 1, 1), "manifest: version")
    left_out, redacted = manifest["left_out"], manifest["redacted"]
    need(type(left_out) is dict and all(is_int(n, 1) for n in left_out.values()), "manifest: left_out")
    need(is_list(redacted) and all(map(is_text, redacted)), "manifest: redacted")
    need_rising(redacted, "manifest: redacted")

    items = manifest["files"]
    need(is_list(items), "manifest: files")
    for item in items:
        check_item(item)
    roles = [ROLES.index(item["role"]) for item in items]
    need(roles == sorted(roles), "manifest: files not in the order of their roles")
    need(roles.count(ROLES.index("index")) == 1, "manifest: exactly one index")
    fixed = [(item["role"], item["name"]) for item in items if item["role"] in ("journal", "verifier")]
    need(
        fixed == [("journal", "journal.jsonl"), ("verifier", "verify.py"), ("verifier", "VERIFYING.md")],
        "manifest: journal and verifiers",
    )
    before = 0
    for item in items:
        if "exhibit" in item:
            need(before <= item["exhibit"] <= before + 1, "manifest: numbers of exhibits")  # each is at least 1
            before = item["exhibit"]


def check_item(item):
    need_members(item, "file in manifest", ("name", "role", "sha256", "size"), ("exhibit", "title", "record", "proof"))
    need(is_text(item["name"]) and is_hash(item["sha256"]) and is_int(item["size"], 0), "file in manifest: value")
    need(item["role"] in ROLES, "file in manifest: role")
    need(("exhibit" in item) == (item["role"] == "exhibit"), "file in manifest: exhibit")
    if item["role"] in ("journal", "verifier"):
        need(len(item) == 4, "file in manifest: journal or verifier with more members")
    if "exhibit" in item:
        need(is_int(item["exhibit"], 1), "file in manifest: exhibit")
    if "title" in item:
        need(is_text(item["title"]) and item["title"], "file in manifest: title")
    if "record" in item:
        need(is_uid(item["record"]), "file in manifest: record")
    if "proof" in item:
        proof = item["proof"]
        need_members(proof, "proof", ("as", "entry", "field"))
        need(proof["as"] in ("digest", "text"), "proof: as")
        need(is_int(proof["entry"], 1, MAX_SIZE), "proof: entry")
        need(is_text(proof["field"]), "proof: field")


def check_files(files):
    """Section 3: returns the manifest and the bytes of the journal."""
    need(len(files) >= 6, "too few files")
    (manifest_name, manifest_bytes), (sum_name, sum_bytes) = files[-4:-2]
    need((manifest_name, sum_name) == ("manifest.json", "manifest.sha256"), "place of the manifest")
    need(len(manifest_bytes) <= MAX_MANIFEST, "the manifest is too long")
    digest = hashlib.sha256(manifest_bytes).hexdigest()
    need(sum_bytes == digest.encode("ascii") + b"  manifest.json\n", "manifest.sha256")
    manifest = parse(manifest_bytes, "manifest")
    check_manifest(manifest)

    listed = files[:-4] + files[-2:]
    need(len(listed) == len(manifest["files"]), "the manifest lists other files than the ZIP has")
    for item, (name, content) in zip(manifest["files"], listed, strict=False):
        need(item["name"] == name, "the manifest lists other files than the ZIP has")
        need(item["size"] == len(content), "size of a file")
        need(item["sha256"] == hashlib.sha256(content).hexdigest(), "hash of a file")
    return manifest, bytes(dict(listed)["journal.jsonl"])


# --- 5. the journal --------------------------------------------------------------------------------------------------


def lines_of(journal):
    need(journal.endswith(b"\n"), "journal: last line without its line feed")
    need(journal.count(b"\n") <= MAX_LINES, "journal: too many lines")
    start = 0
    while start < len(journal):
        end = journal.index(b"\n", start)
        need(end - start <= MAX_LINE, "journal: a line is too long")
        yield parse(journal[start:end], "line of the journal")
        start = end + 1


def check_first_line(line, anchor):
    """Returns the older anchors as a set of (size, root)."""
    need_members(line, "first line", ("anchor", "format", "older", "version"))
    check_anchor(line["anchor"], "anchor of the journal")
    need(line["anchor"] == anchor, "the journal's anchor is not the manifest's")
    need(line["format"] == "clientguard bundle journal", "journal: format")
    need(is_int(line["version"], 1, 1), "journal: version")
    need(is_list(line["older"], MAX_OLDER), "journal: older")
    before, known = 0, set()
    for older in line["older"]:
        need_members(older, "older", ("size", "root", "consistency"))
        need(is_int(older["size"], 1, anchor["size"]) and is_hash(older["root"]), "older: value")
        need(is_hashes(older["consistency"]), "older: consistency")
        need(older["size"] > before, "older: sizes do not rise")
        before = older["size"]
        need(
            consistency_holds(
                older["size"],
                bytes.fromhex(older["root"]),
                anchor["size"],
                bytes.fromhex(anchor["root"]),
                list(map(bytes.fromhex, older["consistency"])),
            ),
            "older: consistency does not hold",
        )
        known.add((older["size"], older["root"]))
    return known


def check_entry(line, anchor):
    """Returns the open fields by name, and whether the entry is shown completely."""
    need_members(line, "entry", ("header", "fields", "inclusion"))
    header, fields = line["header"], line["fields"]
    need_members(header, "header", ("change", "commitment", "ms", "offset", "seq", "uid"))
    need(
        is_text(header["change"])
        and is_hash(header["commitment"])
        and is_int(header["ms"])
        and is_int(header["offset"])
        and is_uid(header["uid"]),
        "header: value",
    )
    need(is_int(header["seq"], 1, anchor["size"]), "header: seq")
    need(is_hashes(line["inclusion"]), "entry: inclusion")
    leaf = sha256(b"\x00" + canonical(header))
    need(
        inclusion_holds(
            leaf,
            header["seq"] - 1,
            anchor["size"],
            bytes.fromhex(anchor["root"]),
            map(bytes.fromhex, line["inclusion"]),
        ),
        "entry: inclusion does not hold",
    )
    if fields is None:
        return {}, False
    need(is_list(fields, MAX_FIELDS), "entry: fields")
    names, leaves, shown = [], [], {}
    for field in fields:
        if type(field) is dict and field.keys() == {"leaf"}:
            need(is_hash(field["leaf"]), "closed field: leaf")
            leaves.append(bytes.fromhex(field["leaf"]))
            continue
        leaves.append(check_open_field(field))
        names.append(field["name"])
        shown[field["name"]] = field["value"]
    need_rising(names, "names of open fields")
    need(tree_root(leaves) == bytes.fromhex(header["commitment"]), "entry: commitment does not hold")
    return shown, len(names) == len(fields)


def check_open_field(field):
    """Returns the field's leaf."""
    need_members(field, "field", ("name", "salt", "value"), ("text",))
    need(is_text(field["name"]) and is_hash(field["salt"]), "open field: value")
    if "text" in field:
        need(is_text(field["text"]), "open field: text")
        data = field["text"].encode("utf-8")
        need(
            is_reference(field["value"], hashlib.sha256(data).hexdigest(), len(data)),
            "open field: value is not the reference to its text",
        )
    return sha256(b"\x00" + bytes.fromhex(field["salt"]) + canonical([field["name"], field["value"]]))


def check_proof(item, uid, shown):
    """The entry that the item's proof names has this uid and shows these fields."""
    proof = item["proof"]
    need(proof["field"] in shown, "proof: the field is not open")
    value = shown[proof["field"]]
    if proof["as"] == "digest":
        need(is_text(value) and value == item["sha256"], "proof: the digest is another")
    elif is_text(value):
        need(hashlib.sha256(value.encode("utf-8")).hexdigest() == item["sha256"], "proof: the text is another")
    else:
        need(is_reference(value, item["sha256"], item["size"]), "proof: the reference is another")
    if "record" in item:
        need(item["record"] == uid, "proof: the record is another")


def check_journal(journal, manifest):
    """Returns the older anchors, and whether every entry is shown completely."""
    anchor = manifest["anchor"]
    waiting = {}  # items with a proof, by the number of the entry
    for item in manifest["files"]:
        if "proof" in item:
            waiting.setdefault(item["proof"]["entry"], []).append(item)
    lines = lines_of(journal)
    older = check_first_line(next(lines), anchor)
    complete, before = True, 0
    for line in lines:
        shown, whole = check_entry(line, anchor)
        header = line["header"]
        need(header["seq"] > before, "journal: seq does not rise")
        before = header["seq"]
        complete = complete and whole
        for item in waiting.pop(before, ()):
            check_proof(item, header["uid"], shown)
    need(not waiting, "proof: the entry is not shown")
    return older, complete


# --- 7. and 8. the whole ---------------------------------------------------------------------------------------------


def check(data, anchors=(), complete=False):
    """Raises InvalidError unless the bundle is valid and meets the requirements; anchors are pairs (size, root)."""
    manifest, journal = check_files(read_zip(data))
    known, whole = check_journal(journal, manifest)
    known.add((manifest["anchor"]["size"], manifest["anchor"]["root"]))
    for anchor in anchors:
        need(anchor in known, "the bundle does not have a required anchor")
    if complete:
        need(whole and not manifest["left_out"] and not manifest["redacted"], "the bundle is not complete")


def is_valid(data, anchor=None, complete=False):
    """Whether the bundle is valid and meets what is required; `anchor` is written SIZE:ROOT."""
    anchors = [(int(size), root) for size, _, root in [anchor.partition(":")]] if anchor else []
    with contextlib.suppress(InvalidError):
        check(data, anchors, complete)
        return True
    return False
