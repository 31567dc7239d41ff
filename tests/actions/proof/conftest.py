from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.actions.proof.bundled import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A practice with a client of whom a bundle is made."""
    made = World(tmp_path_factory.mktemp("practice"))
    yield made
    made.book.close()
