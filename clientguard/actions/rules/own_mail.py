"""The direction of imported mail follows from the business's own addresses (P5.1)."""

from __future__ import annotations

import dataclasses

from clientguard.domain.communication.addresses import OwnAddresses
from clientguard.domain.records import Business, ContactPoint, Message
from clientguard.domain.wording import N_, counted
from clientguard.store.records.write_path import Write
from clientguard.store.views import addresses


def point_saved(write: Write, point: ContactPoint, before: ContactPoint | None) -> None:
    """Set right the direction of mail from an address that is the user's own now, or no longer is."""
    now, then = _own(point), _own(before)
    if now != then:
        set_right(write, gained=now, lost=then)


def point_removed(write: Write, point: ContactPoint) -> None:
    """Count mail from an address that was removed as received again."""
    set_right(write, lost=_own(point))


def point_restored(write: Write, point: ContactPoint) -> None:
    """Count mail from an address that is the user's own again as sent."""
    set_right(write, gained=_own(point))


def business_saved(write: Write, business: Business, before: Business | None) -> None:
    """Count mail from a new address in the letterhead as sent.

    Mail from the one before stays as it is: a business that moves to another address has still sent it.
    """
    if before is None or before.email != business.email:
        set_right(write, gained=(business.email,))


def set_right(write: Write, *, gained: tuple[str, ...] = (), lost: tuple[str, ...] = ()) -> None:
    """Set the direction of imported messages from addresses that are the user's now, or no longer are.

    All others stay as they are: the user may have set them by hand.
    """
    new, gone = OwnAddresses(gained), OwnAddresses(lost)
    if not new and not gone:
        return
    own = OwnAddresses(addresses.own_addresses(write.db))
    turned = {"out": 0, "in": 0}
    for record, sender, direction in addresses.imported_senders(write.db):
        address = _address(sender)
        if direction == "in" and address in new:
            to = "out"
        elif direction == "out" and address in gone and address not in own:
            to = "in"
        else:
            continue
        write.change(dataclasses.replace(write.get(Message, record), direction=to))
        turned[to] += 1
    _tell(write, turned["out"], turned["in"])


def _tell(write: Write, sent: int, received: int) -> None:
    if sent:
        write.tell(counted(N_("{count} message counts as sent now."), N_("{count} messages count as sent now."), sent))
    if received:
        one, many = N_("{count} message counts as received now."), N_("{count} messages count as received now.")
        write.tell(counted(one, many, received))


def _own(point: ContactPoint | None) -> tuple[str, ...]:
    """Return the address if it is the business's own; a client's, a person's and a telephone number are not."""
    own = point is not None and point.client is None and point.contact is None and point.system == "email"
    return (point.value,) if point and own else ()


def _address(sender: str) -> str:
    """Return the address in a message's sender: `Ada North <ada@north.example>`."""
    return sender.rpartition("<")[2].removesuffix(">") if sender.endswith(">") else sender
