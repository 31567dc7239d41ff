"""What the tests of the named reads share."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def make(book):
    """Add a record of a kind."""

    def add(kind: str, **values):
        return factories.add(book, kind, **values)

    return add


@pytest.fixture
def harbour(make):
    return make("client", name="Harbour Books")


def see(book, view, *args, **options):
    with book.read() as db:
        return view(db, *args, **options)


def remove(book, *ids: int) -> None:
    book.write(lambda write: [write.remove(each) for each in ids])
