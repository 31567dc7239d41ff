"""After an erasure, no word of what was erased is in the file, its backups or an export, however it is packed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clientguard.actions.casebook import backups
from clientguard.actions.casebook.backups import Place
from clientguard.actions.casebook.export_all import export_all
from clientguard.actions.communication import papers
from clientguard.actions.judgement import papers as sheets
from clientguard.actions.privacy import erasure
from clientguard.actions.proof.bundling import Wanted, make_bundle
from clientguard.domain.casebook.backups import Event
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.records import KINDS
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.verify.full import verify
from tests import factories
from tests.canaries.filled import MINE, OTHER, Filled, fill, texts, word, words_in, words_kept
from tests.factories import TODAY

WHY = "Request of 3 May"


@dataclass(frozen=True)
class World:
    """A casebook with everything about two clients, papers of the first, and backups in two places."""

    book: Casebook
    filled: Filled
    folder: Path
    places: tuple[Place, ...]

    def raw(self) -> set[str]:
        """Return every word in the bytes of any file of the casebook: its own, beside it, and in the backups."""
        files = [
            *self.folder.glob("practice.casebook*"),
            *(each for place in self.places for each in place.folder.iterdir()),
        ]
        return set().union(*(words_in(each.read_bytes()) for each in files))

    def exported(self, name: str) -> set[str]:
        """Return every word in the files of an export of everything."""
        target = self.folder / name
        export_all(self.book, target, TODAY)
        files = [each for each in target.rglob("*") if each.is_file()]
        return set().union(*(words_in(str(each.relative_to(target)).encode() + each.read_bytes()) for each in files))

    def kept(self) -> set[str]:
        with self.book.read() as db:
            return words_kept(db)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    folder = tmp_path_factory.mktemp("erased")
    with factories.firm_book(folder / "practice.casebook") as book:
        filled = fill(book, folder)
        client = filled.client(MINE)
        papers.make_waiting_report(book, client, TODAY, Span(None, TODAY))
        papers.make_history(book, client, TODAY, Span(None, TODAY), private=True)
        sheets.make_talk_sheet(book, client, TODAY)
        make_bundle(book, Wanted(client, TODAY), folder / "bundle.zip")
    return folder / "practice.casebook", filled


@pytest.fixture
def world(made: tuple[Path, Filled], tmp_path: Path) -> Iterator[World]:
    path, filled = made
    shutil.copyfile(path, tmp_path / path.name)
    places = (Place(tmp_path / "first"), Place(tmp_path / "second", made=False))
    places[1].folder.mkdir()
    with Casebook.open(tmp_path / path.name, clock=factories.Ticking(), entropy=factories.Repeated(90_000)) as book:
        backups.back_up(book, places, Event.ASKED)
        yield World(book, filled, tmp_path, places)


def of(side: str, words: set[str]) -> set[str]:
    return {each for each in words if each.startswith(f"zq{side}")}


def test_of_a_client_nothing_stays_and_of_others_everything(world: World):
    before, out = world.kept(), world.exported("before")
    written = {
        each
        for kind in KINDS.values()
        if kind.client and kind.name != "attachment"
        for each in texts(kind, MINE).values()
    }
    assert written <= before
    assert written <= out, "an export of everything has everything"
    assert of(MINE, world.raw())
    erasure.erase_records(world.book, [world.filled.client(MINE)], WHY, world.places)
    assert of(MINE, world.raw()) == set()
    after = world.kept()
    assert of(MINE, after) == set()
    assert of(OTHER, after) == of(OTHER, before)
    left = world.exported("after")
    assert of(MINE, left) == set()
    assert of(OTHER, left) == of(OTHER, out)
    path = world.book.path
    world.book.close()
    assert of(MINE, world.raw()) == set()
    assert verify(path).valid


def test_of_a_person_only_what_papers_printed_stays_and_of_the_client_the_rest(world: World):
    before, contact = world.kept(), world.filled.made[MINE]["contact"]
    own = {each for each in before if each.startswith((f"zq{MINE}xcontactx", f"zq{MINE}xcontactpointx"))}
    assert {word(MINE, "contact", "filecontent"), word(MINE, "contact", "note")} <= own
    erasure.erase_records(world.book, [contact], WHY, world.places)
    after = world.kept()
    assert after & own <= {word(MINE, "contact", each) for each in ("name", "role")}
    assert world.exported("after") & own <= after
    assert world.raw() & own <= after
    assert before - own <= after
