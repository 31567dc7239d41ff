"""Taking the meetings of a calendar into the record of the clients who take part (P6.5)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from hashlib import sha256
from textwrap import shorten

from clientguard.actions.communication.taking.taker import Taker
from clientguard.actions.rules.sealing import sealed_words
from clientguard.domain.communication.addresses import address_key
from clientguard.domain.records import Meeting
from clientguard.domain.records.check import LONGEST
from clientguard.domain.records.describe import Type
from clientguard.domain.records.kinds.communication import CANCELLED, HELD, MISSED, PLANNED
from clientguard.domain.wording import Said
from clientguard.exchange.calendar.read_calendar import Attendee, MeetingDraft
from clientguard.store.views.communication import meetings
from clientguard.store.views.communication.meetings import KnownMeeting

CLIENT, US = "client", "us"
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_ANSWERS = ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")  # what tells of a meeting that another file describes


class MeetingTaker(Taker[MeetingDraft]):
    """Takes one meeting after another within the transaction.

    A meeting goes to the clients whose people take part, or to `client`; one of nobody known is counted, and nothing
    of it is kept. A meeting on record is brought up to date: moved, or called off. One that is over counts as held
    unless it was called off or declined: that one was missed is for the user to say, and then stays so.
    """

    counted = "meetings"

    def _whose(self, item: MeetingDraft) -> frozenset[int]:
        if found := self._people.clients_of(each.address for each in item.people):
            return found
        names = [each.name for each in item.people if each.name and not each.address]
        return frozenset(named for each in names if (named := self._people.client_of_name(each)) is not None)

    def _take(self, item: MeetingDraft, client: int) -> None:
        key = calendar_key(item)
        known = [each for each in self._known(item, key) if each.client == client]
        living = next((each for each in known if each.removed is None), None)
        if living:
            self._update(self._write.get(Meeting, living.id), item, client)
        elif item.method in _ANSWERS:  # the answer to a meeting that is not on record says too little of it
            self._runs.duplicate(client)
        elif reason := self._reason(known, (key, item.other_key), client):
            self._runs.leave_out(client, item.source, reason)
        else:
            state, by = self._state(item, client)
            self._write.add(
                Meeting(
                    client=client,
                    subject=item.subject,
                    planned_at=item.at,
                    minutes=item.minutes,
                    state=state,
                    missed_by=by,
                    people=_listed(item.people),
                    note=item.note,
                    calendar_uid=key,
                    imported_by=self._runs.place(client),
                )
            )
            self._runs.added(client)

    def _known(self, item: MeetingDraft, key: str) -> list[KnownMeeting]:
        """Return what is on record of a meeting, also from before it was repeated or while it was."""
        earlier = meetings.of_calendar(self._write.db, item.other_key)
        return [*meetings.of_calendar(self._write.db, key), *(each for each in earlier if each.at == item.at.ms)]

    def _reason(self, known: Iterable[KnownMeeting], keys: Iterable[str], client: int) -> Said | None:
        """Return why a meeting stays away from this client; None if it does not."""
        return self._stays_away(known, client, lambda away: any(away.holds(each, "", 0) for each in keys if each))

    def _update(self, meeting: Meeting, item: MeetingDraft, client: int) -> None:
        """Bring a meeting on record up to date with its calendar; what the user said of it stays."""
        now = self._answered(meeting, item, client) if item.method in _ANSWERS else self._renewed(meeting, item, client)
        if now.calendar_uid == item.other_key and item.method not in _ANSWERS:
            now = dataclasses.replace(now, calendar_uid=item.key)
        if now == meeting:
            self._runs.duplicate(client)
        elif words := sealed_words(self._write.db, meeting):
            self._runs.leave_out(client, item.source, words)
        else:
            self._write.change(now)
            self._runs.changed(client)

    def _renewed(self, meeting: Meeting, item: MeetingDraft, client: int) -> Meeting:
        state, by = self._state(item, client)
        moved = meeting.planned_at != item.at or meeting.minutes != item.minutes
        called_off = meeting.state == CANCELLED and not moved  # by the user, or by a newer version than this one
        if meeting.state == MISSED or called_off or (meeting.state == state and not moved):
            return meeting
        by = (meeting.missed_by or by) if state == CANCELLED else ""
        return dataclasses.replace(meeting, planned_at=item.at, minutes=item.minutes, state=state, missed_by=by)

    def _answered(self, meeting: Meeting, item: MeetingDraft, client: int) -> Meeting:
        """Return a meeting after the answer of one attendee: called off once nobody of the client's is left."""
        declined = {address_key(each.address) for each in item.people if each.answer == "declined"}
        theirs = {address_key(each) for each in _ADDRESS.findall(meeting.people) if self._is_of(each, client)}
        if meeting.state != PLANNED or not theirs or not theirs <= declined:
            return meeting
        return dataclasses.replace(meeting, state=CANCELLED, missed_by=CLIENT)

    def _is_of(self, address: str, client: int) -> bool:
        if self._client is not None:
            return not self._people.is_own(address)
        return client in self._people.clients_of((address,))

    def _state(self, item: MeetingDraft, client: int) -> tuple[str, str]:
        """Return the state of a meeting, and who called it off or declined it."""
        own = [each for each in item.people if self._people.is_own(each.address)]
        theirs = [each for each in item.people if each.address and self._is_of(each.address, client)]
        if item.cancelled:  # only the organizer can
            by = [side for side, each_of in ((US, own), (CLIENT, theirs)) if any(each.organizer for each in each_of)]
            return CANCELLED, by[0] if by else ""
        if any(each.answer == "declined" for each in own):
            return CANCELLED, US
        if theirs and all(each.answer == "declined" for each in theirs):
            return CANCELLED, CLIENT
        return (HELD if _end(item) <= self._write.now().ms else PLANNED), ""


def calendar_key(item: MeetingDraft) -> str:
    """Return what tells a meeting from all others: its number in the calendar, or else a digest of what it says."""
    return item.key or sha256(f"{item.at.ms}\0{item.subject}".encode("utf-8", "replace")).hexdigest()


def _end(item: MeetingDraft) -> int:
    """Return when a meeting is over, in milliseconds; a whole day ends with the day."""
    return item.at.ms + (24 * 60 if item.minutes is None else item.minutes) * 60_000


def _listed(people: Iterable[Attendee]) -> str:
    """Return who takes part in one field, shortened if they are too many for it."""
    both = ((each.name, f"<{each.address}>" if each.name else each.address) for each in people)
    named = [" ".join(filter(None, (name, address if address != "<>" else ""))) for name, address in both]
    return shorten(", ".join(named), LONGEST[Type.TEXT], placeholder=" …")
