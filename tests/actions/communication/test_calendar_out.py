"""The calendar file: what lies ahead, written as a whole and only where it changed."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest

from clientguard.actions.communication.calendar_out import write_calendar
from clientguard.actions.records import editing
from clientguard.domain.records import Instant, Promise
from clientguard.errors import KnownError
from clientguard.texts import words
from tests import factories
from tests.factories import TODAY, Ticking, add, ago

UID = "00ff"


@pytest.fixture
def client(book):
    return add(book, "client", name="Harbour Books")


def written(book, target: Path, before=None):
    with book.read() as db:
        return write_calendar(db, target, book.path, UID, TODAY, words("en").say, before, clock=Ticking())


def events(target: Path) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(target.read_bytes())
    return {str(each["uid"]).partition("@")[0]: each for each in found.walk("VEVENT")}


def test_due_dates_notice_promises_and_meetings_are_in_it(book, client, tmp_path):
    invoice = add(book, "invoice", client=client, issued=ago(5), due=ago(-9), amount=10_000)
    promise = factories.save(book, Promise(client=client, words="I pay", made_on=ago(1), due=ago(-2)))
    meeting = add(book, "meeting", client=client, planned_at=Instant(factories.FIRST + 86_400_000), minutes=45)
    add(book, "meeting", client=client, planned_at=Instant(factories.FIRST + 86_400_000), state="cancelled")
    target = tmp_path / "ahead.ics"
    written(book, target)
    found = events(target)
    assert found.keys() == {f"invoice-{invoice}", f"promise-{promise}", f"meeting-{meeting}"}
    assert found[f"invoice-{invoice}"]["dtstart"].dt == ago(-9)
    assert "Harbour Books: invoice R-1 is due" in found[f"invoice-{invoice}"]["summary"]
    assert found[f"promise-{promise}"]["summary"] == "Harbour Books: promised “I pay”"
    length = found[f"meeting-{meeting}"]["dtend"].dt - found[f"meeting-{meeting}"]["dtstart"].dt
    assert length.total_seconds() == 45 * 60


def test_it_is_written_again_only_when_something_in_it_changed(book, client, tmp_path):
    promise = factories.save(book, Promise(client=client, words="I pay", made_on=ago(1), due=ago(-2)))
    target = tmp_path / "ahead.ics"
    before = written(book, target)
    target.write_bytes(b"kept")
    assert written(book, target, before) == before
    assert target.read_bytes() == b"kept"
    editing.change_record(book, factories.read(book, Promise, promise), due=ago(-4))
    assert written(book, target, before) != before
    assert events(target)[f"promise-{promise}"]["dtstart"].dt == ago(-4)


def test_the_casebook_is_never_written_over(book, client):
    before = book.path.read_bytes()
    with pytest.raises(KnownError):
        written(book, book.path)
    assert book.path.read_bytes() == before
