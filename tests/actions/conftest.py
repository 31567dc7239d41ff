from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def path(tmp_path):
    """Where the test's casebook lies."""
    return tmp_path / "practice.casebook"


@pytest.fixture
def book(path):
    """An open casebook with its business."""
    with factories.firm_book(path) as opened:
        yield opened
