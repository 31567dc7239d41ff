from __future__ import annotations

import pytest

from tests.actions.communication.proposing.said import Correspondence


@pytest.fixture
def harbour(book, monkeypatch):
    """A client whose mail says what a test lets the rules find."""
    return Correspondence(book, monkeypatch)
