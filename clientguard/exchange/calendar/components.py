"""The events of a calendar file (RFC 5545) as lists of properties, as far as they can be read.

Lines are taken apart by icalendar's grammar, one by one, so that a line that breaks the rules costs its event or
nothing at all, and never the calendar. Only the properties that a meeting needs are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from clientguard.exchange.mail import watchdog

MOST_LINES = 2_000_000
LONGEST_LINE = 200_000  # characters of one property; a file within a calendar is longer, and not read

_READ = frozenset(
    "METHOD X-WR-TIMEZONE UID DTSTART DTEND DURATION SUMMARY DESCRIPTION LOCATION STATUS SEQUENCE DTSTAMP ORGANIZER"
    " ATTENDEE RRULE RDATE EXDATE RECURRENCE-ID TZID TZOFFSETTO".split()
)
_KEPT = frozenset(("VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"))
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its parameters with their names in capitals, and its value as it is written."""

    value: str
    parameters: dict[str, str]


@dataclass(slots=True)
class Component:
    """A component: its name, its properties, and the components in it.

    `is_broken`: one of its properties could not be read. `is_ended`: the text did not stop in the middle of it.
    """

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict[str, list[Property]])
    inner: list[Component] = field(default_factory=list["Component"])
    is_broken: bool = False
    is_ended: bool = False

    def first(self, name: str) -> Property | None:
        """Return the first property of that name; None if there is none."""
        return next(iter(self.properties.get(name, ())), None)

    def value(self, name: str) -> str:
        """Return the value of the first property of that name; "" if there is none."""
        found = self.first(name)
        return found.value.strip() if found else ""

    def text(self, name: str) -> str:
        """Return a value that is text, without its escapes."""
        return unescaped(self.value(name))


def unescaped(value: str) -> str:
    """Return text without the escapes of RFC 5545."""
    if "\\" not in value:
        return value
    held = value.replace("\\\\", "\0")
    for escaped, plain in (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ('\\"', '"')):
        held = held.replace(escaped, plain)
    return held.replace("\0", "\\")


def calendars(text: str) -> Iterator[Component]:
    """Yield the calendars in a text, one at a time; what stands outside of one is a calendar too."""
    open_: list[Component] = [Component("VCALENDAR")]
    passed = 0  # how deep it is in what is not read: alarms, tasks, what nests too deep
    for line in _unfolded(text):
        head = line[:40].upper()
        if head.startswith("BEGIN:"):
            name = head[6:].strip()
            if passed or name not in _KEPT or len(open_) > _DEEPEST:
                passed += 1
            elif name == "VCALENDAR":
                yield from (each for each in open_[:1] if each.inner)
                open_ = [Component(name)]
            else:
                found = Component(name)
                open_[-1].inner.append(found)
                open_.append(found)
        elif head.startswith("END:"):
            if passed:
                passed -= 1
            else:
                _end(open_, head[4:].strip())
        elif not passed:
            _take(open_[-1], line)
    yield from (each for each in open_[:1] if each.inner)


def _end(open_: list[Component], name: str) -> None:
    """Close a component, and those in it that were left open."""
    at = next((number for number in range(len(open_) - 1, 0, -1) if open_[number].name == name), 0)
    if at:
        open_[at].is_ended = True
        del open_[at:]


def _take(component: Component, line: str) -> None:
    name = line.partition(":")[0].partition(";")[0].strip().upper()
    if name not in _READ:
        return
    try:
        _, parameters, value = Contentline(line[:LONGEST_LINE]).parts()
    except ValueError:
        component.is_broken = True
        return
    plain = {key.upper(): f"{each[0] if isinstance(each, list) else each}" for key, each in parameters.items() if each}
    component.properties.setdefault(name, []).append(Property(str(value), plain))


def _unfolded(text: str) -> Iterator[str]:
    """Yield each line with what was folded from it: a line that begins with a space goes on with the one before."""
    held: list[str] = []
    length = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number >= MOST_LINES:
            break
        if number % 256 == 0:
            watchdog.look()
        if line[:1] in (" ", "\t") and held:
            if length < LONGEST_LINE:
                held.append(line[1:])
                length += len(line)
        else:
            if held:
                yield "".join(held)
            held, length = ([line], len(line)) if line.strip() else ([], 0)
    if held:
        yield "".join(held)
