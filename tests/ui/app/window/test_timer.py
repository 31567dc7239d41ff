"""The timer: it counts across a crash and a change of the clock's zone, and is forgotten once its time is saved."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from clientguard import texts
from clientguard.domain.records import Work
from clientguard.settings import Settings
from clientguard.ui.app.window import timing
from clientguard.ui.session.work_timer import MINUTE, WorkTimer
from tests.ui.conftest import Person


class Clock:
    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def clock(window: Person) -> Clock:
    made = Clock(int(datetime(2026, 11, 20, 9, 0, tzinfo=UTC).timestamp() * 1000))
    assert window.window.timer is not None
    window.window.timer._clock = made
    return made


def test_the_time_of_a_client_becomes_its_work(window: Person, clock: Clock):
    window.page("client", "harbour")
    window.click("Start timer")
    window.page("today")  # on the way to the end, one looks at other pages
    clock.at += 89 * MINUTE + 1
    window.window.show_timer()
    window.click("Stop timer: 1:30")
    dialog = window.dialog()
    window.close_form(dialog)
    assert window.window.timer.running is not None  # nothing is lost by closing the form
    clock.at += 10 * MINUTE
    window.window.show_timer()
    window.click("Stop timer: 1:40")
    dialog = window.dialog()
    assert dialog.form.editors["client"].input.currentText() == "Harbour Books"
    before = {each.id for each in window.all(Work)}
    window.save(dialog, detail="The shop's speed")
    (work,) = [each for each in window.all(Work) if each.id not in before]
    assert (work.client, work.minutes, work.on) == (window.ids["harbour"], 100, date(2026, 11, 20))
    assert window.window.timer.running is None
    assert Settings.load(window.home / "config").timers == {}
    window.rest()


def test_it_runs_on_through_a_crash_for_its_own_casebook_alone(window: Person, clock: Clock):
    timing.start(window.window)
    kept = Settings.load(window.home / "config")  # what the next start finds, however this one ends
    (uid,) = kept.timers
    clock.at += 5 * MINUTE
    assert WorkTimer(kept, uid, clock=clock).minutes() == 5
    assert WorkTimer(kept, "another", clock=clock).running is None


def test_no_hour_is_counted_twice_when_the_clock_is_put_back(clock: Clock, window: Person):
    before_the_change = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in Berlin, before 03:00 becomes 02:00
    clock.at = int(before_the_change.timestamp() * 1000)
    texts.use_zone("Europe/Berlin")
    timing.start(window.window)
    clock.at += 60 * MINUTE  # 02:30 again
    assert window.window.timer.minutes() == 60
    assert window.window.timer.day() == date(2026, 10, 25)
    clock.at -= 120 * MINUTE  # the computer's clock was set back
    assert window.window.timer.minutes() == 1


def test_discarding_can_be_undone(window: Person, clock: Clock):
    timing.start(window.window)
    started = window.window.timer.running
    timing.discard(window.window)
    assert window.window.timer.running is None
    window.window.undo()
    assert window.window.timer.running == started


def test_time_that_was_saved_runs_on_when_that_is_undone(window: Person, clock: Clock):
    window.page("client", "harbour")
    timing.start(window.window)
    started = window.window.timer.running
    clock.at += 30 * MINUTE
    for running in (started, None):
        before = {each.id for each in window.all(Work)}
        timing.stop(window.window)
        window.save(window.dialog(), detail="The shop's speed")
        window.until(lambda: window.window.timer.running is None)
        if running is None:  # another time is counted by now: it is left alone
            timing.start(window.window)
            running = window.window.timer.running
        window.window.undo()
        window.until(lambda before=before: {each.id for each in window.all(Work)} == before)
        window.rest()
        assert window.window.timer.running == running
    assert window.toast() == "Work removed again."


def test_timers_that_make_no_sense_are_left_out(tmp_path):
    timers = {"a": [1, 2], "b": [1], "c": ["x", 1], "d": [-1, 0], "e": None, "f": [True, 1]}
    (tmp_path / "settings.json").write_text(json.dumps({"timers": timers}), "utf-8")
    assert Settings.load(tmp_path).timers == {"a": (1, 2)}
