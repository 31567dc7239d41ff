"""A bundle is written in one form, whole or not at all, and says what is in it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zipfile

import pytest

from clientguard.domain.journal import tree
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.bundle import canonical, write_bundle
from clientguard.exchange.bundle.parts import Journal, Part, file_name
from tests.exchange.bundle import made


def test_any_program_can_open_it_and_its_files_are_in_their_order(tmp_path):
    path = made.written(tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*(part.name for part in made.parts()), *made.OWN]
        assert archive.read("exhibits/E1 contract.pdf") == made.CONTRACT
        assert archive.read("exhibits/E3 minutes.txt").decode() == made.LONG
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        manifest = json.loads(archive.read("manifest.json"))
        sums = archive.read("manifest.sha256").decode()
        assert sums == f"{hashlib.sha256(archive.read('manifest.json')).hexdigest()}  manifest.json\n"
    assert manifest["about"]["client"] == "Lin & Co."
    assert (manifest["left_out"], manifest["redacted"]) == ({"persons": 1}, ["note"])
    assert [each["name"] for each in manifest["files"]][-3:] == ["journal.jsonl", "verify.py", "VERIFYING.md"]
    assert manifest["files"][2] == {
        "name": "exhibits/E1 contract.pdf",
        "role": "exhibit",
        "sha256": hashlib.sha256(made.CONTRACT).hexdigest(),
        "size": len(made.CONTRACT),
        "exhibit": 1,
        "title": "The contract",
        "record": made.uid(2),
        "proof": {"as": "digest", "entry": 2, "field": "sha256"},
    }


def test_the_same_parts_are_always_the_same_bytes(tmp_path):
    first = made.written(tmp_path).read_bytes()
    again = tmp_path / "again"
    again.mkdir()
    path = again / "other.zip"
    said = write_bundle.write_bundle(path, made.parts(), made.journal(), made.ABOUT)
    assert path.read_bytes() == first
    assert said == canonical.Written(hashlib.sha256(first).hexdigest(), len(first))


def test_a_closed_field_is_nowhere_in_it(tmp_path):
    data = made.written(tmp_path).read_bytes()
    assert b"a private thought" not in data
    assert made.BODY.encode() in data


def test_it_goes_through_large_files_in_pieces_and_says_how_far_it_is(tmp_path):
    piece, count, held = bytes(1 << 16), 100, []

    def pieces():
        for _ in range(count):
            held.append(1)
            yield piece

    large = Part("data/large.bin", "data", pieces, len(piece) * count)
    seen = []
    path = tmp_path / "large.zip"
    said = write_bundle.write_bundle(
        path, [*made.parts(), large], made.journal(), made.ABOUT, look=lambda done, total: seen.append((done, total))
    )
    assert len(held) == 2 * count
    assert seen[-1] == (said.size, said.size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[0][0] == 0
    assert made.checked(path.read_bytes()) == []


def test_when_it_is_cancelled_nothing_is_left(tmp_path):
    def stop(done, total):
        if done > total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_bundle.write_bundle(tmp_path / "a.zip", made.parts(), made.journal(), made.ABOUT, look=stop)
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_not_what_they_should_be_are_damage(tmp_path):
    wrong = Part("data/x.bin", "data", b"x", sha256="00" * 32)
    with pytest.raises(KnownError, match=r"“data/x.bin” does not match its digest"):
        made.written(tmp_path, parts=[*made.parts(), wrong])
    short = Part("data/x.bin", "data", lambda: iter((b"abc",)), 4)
    with pytest.raises(KnownError, match="does not match its digest"):
        made.written(tmp_path, parts=[*made.parts(), short])
    assert list(tmp_path.iterdir()) == []


def test_what_zip_cannot_hold_is_refused_before_anything_is_read(tmp_path):
    def never():
        raise AssertionError("it was read")

    huge = [Part(f"data/{number}", "data", never, 2 << 30) for number in range(2)]
    with pytest.raises(KnownError, match="larger than 4 GB"):
        made.written(tmp_path, parts=[*made.parts(), *huge])
    many = [Part(f"data/{number}", "data", never, 0) for number in range(65_600)]
    with pytest.raises(KnownError, match="more than 65,000 files"):
        made.written(tmp_path, parts=[*made.parts(), *many])


def test_parts_that_the_verifier_would_refuse_are_not_written(tmp_path):
    index, paper, one, two, *_ = made.parts()
    for parts in (
        [],
        [paper],
        [paper, index],
        [index, index],
        [index, two],
        [index, two, one],
        [index, Part("data/a", "data", b""), Part("DATA/A", "data", b"")],
        [index, Part("data", "data", b""), Part("data/a", "data", b"")],
        [index, Part("Manifest.JSON", "data", b"")],
        [index, Part("a", "exhibit", b"")],
        [index, Part("a", "data", b"", exhibit=1)],
        [index, Part("a", "data", b"", record="x")],
        *([index, Part(name, "data", b"")] for name in ("../a", "/a", "a/", "a\\b", "ä", "a:b", "", "a.", "x" * 201)),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - whichever of its reasons
            made.written(tmp_path, parts=parts)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("contract.pdf", "contract.pdf"),
        ("Ärger über Größe.pdf", "Arger uber Groe.pdf"),
        ("../../etc/passwd", "etc_passwd"),
        ("สัญญา.pdf", "file.pdf"),
        ("", "file"),
        ("a" * 150 + ".pdf", "a" * 96 + ".pdf"),
        ("-rf", "rf"),
        ("(1).txt", "_(1).txt"),
    ],
)
def test_names_of_files_become_names_that_every_system_can_extract(name, plain):
    assert file_name(name) == plain
    made_of = [made.parts()[0], Part(f"data/{file_name(name)}", "data", b"")]
    write_bundle._check(made_of)


def test_a_journal_without_entries_or_older_anchors_is_a_bundle_too(tmp_path):
    index = made.parts()[0]
    bare = Journal(1, tree.root(made.leaves(1)), [])
    assert made.checked(made.written(tmp_path, parts=[index], journal=bare).read_bytes()) == []


def test_a_damaged_journal_is_not_given_out(tmp_path):
    journal = made.journal()
    entries = list(journal.entries)
    other = {**entries[1].header, "ms": 0}
    damaged = dataclasses.replace(journal, entries=[entries[0], dataclasses.replace(entries[1], header=other)])
    with pytest.raises(KnownError, match="Entry 4 cannot be proved: the journal is damaged"):
        made.written(tmp_path, journal=damaged)
    anchors = [dataclasses.replace(journal.older[0], root=bytes(32))]
    with pytest.raises(KnownError, match="Entry 4 cannot be proved"):
        made.written(tmp_path, journal=dataclasses.replace(journal, older=anchors))
    other = dataclasses.replace(made.parts()[2], data=b"another contract")
    with pytest.raises(KnownError, match=r"“exhibits/E1 contract.pdf” does not match its digest"):
        made.written(tmp_path, parts=[made.parts()[0], other])
    assert list(tmp_path.iterdir()) == []


def test_files_and_entries_that_do_not_fit_together_are_not_written(tmp_path):
    journal = made.journal()
    backwards = dataclasses.replace(journal, entries=list(journal.entries)[::-1])
    without = dataclasses.replace(journal, entries=list(journal.entries)[1:])
    closed = made.journal(closed=("sha256",))
    for each in (backwards, without, closed):
        with pytest.raises(ValueError):  # noqa: PT011 - whichever of its reasons
            made.written(tmp_path, journal=each)
    other = dataclasses.replace(made.parts()[2], record=made.uid(4))
    with pytest.raises(ValueError, match="another record's"):
        made.written(tmp_path, parts=[made.parts()[0], other])


def test_older_anchors_may_come_in_any_order_and_twice(tmp_path):
    journal = made.journal()
    mixed = dataclasses.replace(journal, older=[*reversed(journal.older), *journal.older])
    assert made.written(tmp_path, journal=mixed).read_bytes() == made.written(tmp_path).read_bytes()


def test_it_can_be_cancelled_while_the_parts_are_read(tmp_path):
    def stop(done, total):
        raise Cancelled

    def pieces():
        yield b"x"
        raise AssertionError("it went on")

    late = Part("data/x", "data", pieces, 1)
    with pytest.raises(Cancelled):
        write_bundle.write_bundle(tmp_path / "a.zip", [made.parts()[0], late], made.journal(), made.ABOUT, look=stop)
