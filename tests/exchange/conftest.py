"""What the tests of mail share: writing a file, and reading it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable


@pytest.fixture
def read_all(tmp_path: Path) -> Callable[..., list[MailDraft | Unreadable]]:
    """Read bytes as the file `name`; what comes is what `count` said."""

    def read(data: bytes, name: str = "a.eml") -> list[MailDraft | Unreadable]:
        path = tmp_path / name
        path.write_bytes(data)
        return list(read_mail.read_mail([path]))

    return read


@pytest.fixture
def read_one(read_all: Callable[..., list[MailDraft | Unreadable]]) -> Callable[..., MailDraft]:
    """Read bytes that hold one message, all of it readable."""

    def read(data: bytes, name: str = "a.eml") -> MailDraft:
        (only,) = read_all(data, name)
        assert isinstance(only, MailDraft), only
        return only

    return read
