"""What is read of files that were read before: what is new, and everything where that cannot be told."""

from __future__ import annotations

import os

import pytest

from clientguard.exchange.mail import read_mail
from clientguard.exchange.unread import Unread
from tests.mailboxes import ADA, JOAN, letter


class Reading(Unread):
    """Reads, and notes the numbers of the messages that were looked at."""

    def __init__(self, root, marks):
        super().__init__(root, marks)
        self.looked_at = []

    def __call__(self, each, piece):
        self.saw(each, piece)
        self.looked_at.append(int(piece.message.partition(b"Subject: Letter ")[2].split()[0]))
        return True


def read(root, marks=None):
    """Return the numbers of the messages that were read, where each was, and the marks."""
    reading = Reading(root if root.is_dir() else root.parent, marks or {})
    found = [each.source for each in read_mail.read_mail([root], reading, reading)]
    return reading.looked_at, found, reading.marks()


def later(path, data, seconds=5):
    """Write a file as of a later time."""
    path.write_bytes(data)
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + seconds * 10**9))


@pytest.fixture
def mailbox(tmp_path):
    path = tmp_path / "Inbox"
    path.write_bytes(b"".join(letter(number, JOAN, ADA) for number in range(1, 6)))
    return path


def test_an_unchanged_mailbox_is_passed_over(mailbox):
    numbers, _found, marks = read(mailbox)
    assert numbers == [1, 2, 3, 4, 5]
    assert read(mailbox, marks) == ([], [], marks)


def test_of_one_that_grew_only_the_end_is_read_from_the_last_message_on(mailbox):
    _numbers, _found, marks = read(mailbox)
    later(mailbox, mailbox.read_bytes() + letter(6, JOAN, ADA) + letter(7, JOAN, ADA))
    numbers, found, marks = read(mailbox, marks)
    assert (numbers, found) == ([5, 6, 7], ["Inbox #5", "Inbox #6", "Inbox #7"])
    later(mailbox, mailbox.read_bytes() + letter(8, JOAN, ADA), 10)
    assert read(mailbox, marks)[1] == ["Inbox #7", "Inbox #8"]


@pytest.mark.parametrize("dropped", [0, 3])
def test_one_that_was_compacted_is_read_from_its_start(mailbox, dropped):
    _numbers, _found, marks = read(mailbox)
    left = [number for number in range(1, 6) if number != dropped + 1]
    later(mailbox, b"".join(letter(number, JOAN, ADA) for number in left))
    assert read(mailbox, marks)[0] == left
    later(mailbox, b"".join(letter(number, JOAN, ADA) for number in (*left, 6, 7, 8, 9)), 10)
    assert read(mailbox, marks)[0] == [*left, 6, 7, 8, 9]


def test_what_thunderbird_notes_in_a_message_afterwards_does_not_count(tmp_path):
    path = tmp_path / "Inbox"
    read_before = b"".join(letter(number, JOAN, ADA, more="X-Mozilla-Status: 0000\n") for number in (1, 2, 3))
    path.write_bytes(read_before)
    _numbers, _found, marks = read(path)
    later(path, read_before.replace(b"Status: 0000", b"Status: 0001") + letter(4, JOAN, ADA))
    assert read(path, marks)[0] == [3, 4]


def test_files_of_a_folder_are_told_apart_by_size_and_time_and_those_that_left_are_forgotten(tmp_path):
    folder = tmp_path / "Mail"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"{number}.eml").write_bytes(letter(number, JOAN, ADA).partition(b"\n")[2])
    (folder / "note.pdf").write_bytes(b"%PDF-1.7")
    numbers, found, marks = read(folder)
    assert (numbers, len(found), len(marks)) == ([1, 2, 3], 4, 4)
    (folder / "1.eml").unlink()
    later(folder / "2.eml", letter(5, JOAN, ADA).partition(b"\n")[2])
    (folder / "4.eml").write_bytes(letter(4, JOAN, ADA).partition(b"\n")[2])
    numbers, found, marks = read(folder, marks)
    assert (numbers, found, len(marks)) == ([5, 4], ["Mail/2.eml", "Mail/4.eml"], 4)


def test_a_mark_does_not_tell_the_name_of_a_file(tmp_path):
    (tmp_path / "Divorce.eml").write_bytes(letter(1, JOAN, ADA).partition(b"\n")[2])
    assert "Divorce" not in repr(read(tmp_path)[2])


def test_a_file_that_could_not_be_read_is_tried_again(mailbox, monkeypatch):
    def unreadable(*_arguments):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(read_mail.mbox, "split_messages", unreadable)
        _numbers, found, marks = read(mailbox)
    assert (found, marks) == (["Inbox"], {})
    assert len(read(mailbox, marks)[0]) == 5
