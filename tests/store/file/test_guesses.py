"""Wrong passphrases make the next ones wait: for each file, and for everybody who guesses at once."""

from __future__ import annotations

import json
import os
import threading

import pytest

from clientguard.store.file.guesses import LONGEST, MOST, Guesses


class Clock:
    """A clock that goes on only when somebody waits."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def guesses(tmp_path, clock):
    return Guesses(tmp_path / "salts", clock)


@pytest.fixture
def file(path):
    path.write_bytes(b"a locked casebook")
    return path


def test_wrong_guesses_wait_longer_and_longer_until_a_right_one(file, guesses, clock):
    waits = []
    for _ in range(12):
        waits.append(guesses.begin(file))
        clock.now += waits[-1]
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, *[LONGEST] * 4]
    guesses.right(file)
    assert guesses.begin(file) == 0


def test_a_guess_counts_for_the_file_whatever_it_is_called(file, guesses):
    other = file.with_name("link.casebook")
    other.symlink_to(file)
    second = file.with_name("second name.casebook")
    os.link(file, second)
    for name in (file, other, second):
        guesses.begin(name)
    moved = file.rename(file.with_name("moved.casebook"))
    assert guesses.begin(moved) == 1
    file.write_bytes(b"another file in its place")
    assert guesses.begin(file) == 0


def test_guesses_at_the_same_time_take_turns_and_none_waits_for_long(file, tmp_path, clock):
    waits: list[float] = []

    def guess() -> None:
        waits.append(Guesses(tmp_path / "salts", clock).begin(file))  # each with a lock of its own, as programs have

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(waits) == [0, 0, 0, 1, 3, 7, 15, *[LONGEST] * 5]
    assert Guesses(tmp_path / "salts", clock).failures(file) == 12


def test_a_guess_counts_before_it_is_tried(file, guesses, tmp_path):
    guesses.begin(file)  # and the program is killed
    assert Guesses(tmp_path / "salts").failures(file) == 1


def test_a_clock_that_was_set_back_locks_nobody_out(file, guesses, clock):
    for _ in range(9):
        guesses.begin(file)
    clock.now -= 1e6
    assert guesses.begin(file) == LONGEST


def test_counts_of_files_that_went_do_not_pile_up(file, guesses, tmp_path):
    kept = {f"1:{number}": {"failed": 1, "until": 0.0} for number in range(MOST)}
    (tmp_path / "salts").mkdir()
    (tmp_path / "salts" / "guesses.json").write_text(json.dumps(kept))
    guesses.begin(file)
    found = json.loads((tmp_path / "salts" / "guesses.json").read_text())
    assert len(found) == MOST
    assert guesses.failures(file) == 1


ODD = ["", "[]", "{", "[" * 100_000, *(f'{{"NAME": {each}}}' for each in ("7", "null", '{"failed": "many"}'))]
ODD += [f'{{"NAME": {{"failed": {failed}, "until": {until}}}}}' for failed, until in (("-3", "0.0"), ("9", "Infinity"))]


@pytest.mark.parametrize("content", ODD)
def test_odd_counts_are_none(file, guesses, tmp_path, content):
    found = file.stat()
    (tmp_path / "salts").mkdir()
    (tmp_path / "salts" / "guesses.json").write_text(content.replace("NAME", f"{found.st_dev}:{found.st_ino}"))
    assert guesses.failures(file) == 0
    assert guesses.begin(file) == 0
    assert guesses.failures(file) == 1


def test_a_folder_that_cannot_be_written_stops_nothing(file, tmp_path):
    (tmp_path / "salts").write_text("a file")
    guesses = Guesses(tmp_path / "salts")
    assert [guesses.begin(file) for _ in range(5)] == [0] * 5
    guesses.right(file)
