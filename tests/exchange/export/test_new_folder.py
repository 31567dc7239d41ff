"""A folder appears whole or not at all, and nothing beside it is touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard import output
from clientguard.errors import KnownError
from clientguard.exchange.export.new_folder import FreshFolder, fresh_folder


def tree(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def begin(target: Path, then: Callable[[FreshFolder], object]) -> None:
    with fresh_folder(target) as folder:
        folder.write("a", b"a")
        then(folder)


def fill(target: Path) -> None:
    with fresh_folder(target) as folder:
        with folder.text("deep/a.txt") as stream:
            stream.write("é\n")
        folder.write("b.bin", b"\x00\r\n")


@pytest.mark.parametrize("there", [False, True])
def test_it_appears_under_its_name(tmp_path, there):
    target = tmp_path / "out"
    if there:
        target.mkdir()
    fill(target)
    assert tree(target) == {"deep/a.txt": "é\n".encode(), "b.bin": b"\x00\r\n"}
    assert names(tmp_path) == ["out"]


def test_a_folder_with_content_is_refused_and_left(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / ".hidden").write_text("mine")
    with pytest.raises(KnownError, match=r"is not empty\. Nothing was written"):
        fill(target)
    assert tree(tmp_path) == {"out/.hidden": b"mine"}


def test_content_that_comes_meanwhile_is_left_too(tmp_path):
    target = tmp_path / "out"

    def come(_: FreshFolder) -> None:
        target.mkdir()
        (target / "other").write_text("mine")

    with pytest.raises(KnownError, match="is not empty"):
        begin(target, come)
    assert tree(tmp_path) == {"out/other": b"mine"}
    assert names(tmp_path) == ["out"]


def test_a_file_in_its_place_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(KnownError, match="is not a folder"):
        fill(tmp_path / "out")


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own elsewhere")
def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KnownError, match="is not a folder"):
        fill(tmp_path / "out")
    assert tree(tmp_path / "elsewhere") == {}


def test_a_missing_folder_above_is_said(tmp_path):
    with pytest.raises(KnownError, match="does not exist"):
        fill(tmp_path / "no" / "out")
    assert names(tmp_path) == []


def test_a_fault_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError):
        begin(tmp_path / "out", lambda _: 1 / 0)
    assert names(tmp_path) == []


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch, call):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(KnownError, match="could not be written: No space left on device"):
        fill(tmp_path / "out")
    assert names(tmp_path) == []


def test_a_name_that_the_drive_does_not_confirm_is_not_said_to_be_missing(tmp_path, monkeypatch):
    def failing(folder: Path) -> None:
        if folder == tmp_path:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(output, "sync_folder", failing)
    with pytest.raises(KnownError, match="was written, but the drive did not confirm it: Input/output error"):
        fill(tmp_path / "out")
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["../a", "x/../../a"])
def test_nothing_is_written_outside(tmp_path, name):
    with pytest.raises(ValueError, match="outside the folder"):
        begin(tmp_path / "out", lambda folder: folder.write(name, b"a"))
    assert names(tmp_path) == []


def test_a_file_is_never_replaced(tmp_path):
    with pytest.raises(KnownError, match="could not be written"):
        begin(tmp_path / "out", lambda folder: folder.write("a", b"b"))
