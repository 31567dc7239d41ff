"""Backing up into places, telling how it went, and rehearsing the way back."""

from __future__ import annotations

import pytest

from clientguard.actions.casebook import backups, casebooks
from clientguard.actions.casebook.backups import Place
from clientguard.domain.casebook.backups import Event, State
from clientguard.domain.records import Instant
from clientguard.errors import KnownError
from clientguard.store.backup import kept_backups
from clientguard.store.backup import verified_copy as copies
from clientguard.texts import words
from tests import factories


@pytest.fixture
def clock():
    return factories.Ticking()


@pytest.fixture
def places(tmp_path):
    (tmp_path / "drive").mkdir()
    return [Place(tmp_path / "own"), Place(tmp_path / "drive", made=False)]


def count(place: Place) -> int:
    return len(list(place.folder.glob("*.casebook")))


def test_both_places_get_a_backup_when_something_changed_and_an_hour_is_over(book, places, clock):
    first = backups.back_up(book, places, Event.HOUR, clock=clock)
    assert (first.status.state, len(first.written), first.problems) == (State.OK, 2, [])
    assert backups.back_up(book, places, Event.HOUR, clock=clock).written == []
    factories.add(book, "client")
    assert backups.back_up(book, places, Event.HOUR, clock=clock).written == []
    clock.ms += 3_600_000
    assert len(backups.back_up(book, places, Event.HOUR, clock=clock).written) == 2
    assert [count(place) for place in places] == [2, 2]
    for place in places:
        for kept in kept_backups.kept(place.folder, backups.edge(book).uid):
            assert backups.rehearse(kept) == len(kept.manifest.content.tables)


def test_an_absent_second_place_is_amber_is_not_made_and_is_mended_when_it_comes_back(book, places, clock):
    places[1].folder.rmdir()
    found = backups.back_up(book, places, Event.CLOSE, clock=clock)
    assert found.status.state is State.AMBER
    assert "was not found" in str(found.status.trouble)
    assert not places[1].folder.exists()
    assert count(places[0]) == 1
    places[1].folder.mkdir()
    assert backups.back_up(book, places, Event.HOUR, clock=clock).status.state is State.OK
    assert count(places[1]) == 1


def test_no_place_that_works_is_red_after_a_day_and_says_why(book, tmp_path, clock):
    (tmp_path / "file").write_text("x")
    places = [Place(tmp_path / "file" / "own")]
    early = backups.back_up(book, places, Event.HOUR, clock=clock).status
    assert early.state is State.AMBER
    clock.ms += 24 * 3_600_000
    late = backups.back_up(book, places, Event.HOUR, clock=clock).status
    assert late.state is State.RED
    assert "could not be written" in str(late.trouble)


def test_a_full_drive_is_said_and_the_next_backup_mends_it(book, places, clock, monkeypatch):
    def full(*_args, **_options):
        raise KnownError("There is no room left.", todo="Make room.")

    backups.back_up(book, places, Event.HOUR, clock=clock)
    factories.add(book, "client")
    monkeypatch.setattr(copies, "into_place", full)
    found = backups.back_up(book, places, Event.CLOSE, clock=clock)
    assert found.status.state is State.AMBER
    assert "There is no room left. Make room." in str(found.status.trouble)
    monkeypatch.undo()
    assert backups.back_up(book, places, Event.CLOSE, clock=clock).status.state is State.OK


def test_old_backups_are_thinned_out_and_the_last_stay(book, places, clock):
    for _ in range(8):
        backups.back_up(book, places[:1], Event.ASKED, clock=clock)
    assert count(places[0]) == 5
    assert len(list(places[0].folder.glob("*.json"))) == 5


def test_a_clock_that_stood_in_the_future_costs_no_newer_backup(book, places, clock):
    for _ in range(3):
        backups.back_up(book, places[:1], Event.ASKED, clock=lambda: Instant(factories.FIRST + 10**11))
    factories.add(book, "client")
    last = backups.back_up(book, places[:1], Event.HOUR, clock=clock).written
    assert len(last) == 1
    assert last[0].exists()
    assert backups.newest(book, places).path == last[0]


def test_a_backup_that_differs_from_its_manifest_fails_the_rehearsal(book, places, clock):
    backups.back_up(book, places, Event.HOUR, clock=clock)
    kept = backups.newest(book, places)
    kept.manifest.content.tables["business"] = "0" * 64
    with pytest.raises(KnownError, match="does not contain what its manifest says: business"):
        backups.rehearse(kept)
    with kept.path.open("r+b") as file:
        file.seek(100)
        file.write(b"xxxx")
    with pytest.raises(KnownError, match="changed or damaged afterwards"):
        backups.rehearse(kept)


def test_a_restore_over_a_casebook_keeps_it(book, path, places, clock):
    backups.back_up(book, places, Event.HOUR, clock=clock)
    kept = backups.newest(book, places)
    factories.add(book, "client")
    book.close()
    aside = backups.restore_backup(kept.path, path, clock=clock)
    assert len(factories.content(aside)["client"]) == 1
    assert factories.content(path)["client"] == []


def test_a_backup_that_was_made_by_hand_is_never_thinned_out(book, tmp_path):
    place = Place(tmp_path / "place")
    by_hand = place.folder / "before the talk.casebook"
    casebooks.backup_to(book.path, by_hand)
    for number in range(8):
        factories.add(book, "client", name=f"Client {number}")
        backups.back_up(book, [place], Event.ASKED, clock=factories.Ticking(factories.FIRST + number * 60_000))
    assert by_hand.exists()
    assert len(list(place.folder.glob("*.casebook"))) < 9


def test_copies_beside_a_casebook_are_named_when_its_backups_begin_afresh(book, tmp_path):
    copy = book.path.with_name(f"{book.path.stem} 2026-11-22.casebook")
    casebooks.backup_to(book.path, copy)
    told = [words("en").say(each) for each in backups.afresh(book, [Place(tmp_path / "place")]).pending]
    assert told == [f"There is an earlier copy at {copy}. Delete it when you no longer need it."]
