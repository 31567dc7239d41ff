"""Copies for other programs: only the user can read them, nobody can type into them, and they go with the run."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from clientguard import output
from clientguard.actions.records.opened_copies import OpenedCopies
from clientguard.errors import KnownError


def test_a_copy_can_only_be_read_by_the_user_and_goes_with_the_run(tmp_path):
    copies = OpenedCopies(tmp_path / "opened")
    first, again = copies.put("offer.pdf", b"one"), copies.put("offer.pdf", b"two")
    assert (first.read_bytes(), again.read_bytes()) == (b"one", b"two")
    assert first.name == again.name == "offer.pdf"
    if os.name == "posix":
        assert stat.S_IMODE(first.stat().st_mode) == 0o400
        assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    copies.remove()
    copies.remove()
    assert list((tmp_path / "opened").iterdir()) == []
    assert copies.put("offer.pdf", b"three").read_bytes() == b"three"
    copies.remove()


def test_what_the_system_might_run_is_not_opened(tmp_path):
    copies = OpenedCopies(tmp_path)
    for name in ("offer.pdf.exe", "offer", "run.sh"):
        with pytest.raises(KnownError, match="might run a file of this type as a program"):
            copies.put(name, b"x")
    copies.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "opened").write_text("a file")
    with pytest.raises(KnownError, match=r"could not be written.*The file is still in the casebook"):
        OpenedCopies(tmp_path / "opened").put("offer.pdf", b"x")


@pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")
def test_what_a_killed_run_left_goes_with_the_next_and_what_another_run_has_open_stays(tmp_path):
    left = tmp_path / f"{output.PREFIX}0123456789abcdef{output.PART}" / "1"
    left.mkdir(parents=True)
    (left / "offer.pdf").write_bytes(b"left")
    other = OpenedCopies(tmp_path)
    assert not left.exists()
    held: Path = other.put("offer.pdf", b"held")
    OpenedCopies(tmp_path).remove()
    assert held.read_bytes() == b"held"
    other.remove()
