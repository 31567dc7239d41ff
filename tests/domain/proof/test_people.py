"""Whom a bundle names."""

from __future__ import annotations

import dataclasses

from clientguard.domain.proof.exhibits import exhibits
from clientguard.domain.proof.people import Outsiders, people
from clientguard.domain.records import KINDS, Contact, ContactPoint, Instant, Message
from tests.domain.proof.test_exhibits import material
from tests.factories import FIRST, TODAY

JOAN = Contact(id=3, client=1, name="Joan Field", email="joan@harbour.example")
BOB = Contact(id=4, client=1, name="Bob Quay", email="bob@harbour.example")
CARA = Contact(id=5, client=1, name="Cara Lund")
CHAT = ContactPoint(id=6, client=1, contact=5, system="chat", value="cara.l@chat.example")
MAIL = Message(id=9, client=1, at=Instant(FIRST), subject="Hi", sender="Joan Field <joan@harbour.example>",
               recipients="me@studio.example, cara.l@chat.example")  # fmt: skip
FOUND = dataclasses.replace(material(MAIL), contacts=(JOAN, BOB, CARA), points=(CHAT,))


def named(**more) -> dict[str, bool]:
    return {each.name: each.is_in for each in people(FOUND, exhibits(FOUND, TODAY), **more)}


def test_only_those_who_sent_or_received_an_exhibit_are_named():
    assert named() == {"Bob Quay": False, "Cara Lund": True, "Joan Field": True}


def test_the_user_has_the_last_word_and_leaving_out_counts_most():
    assert named(named={BOB.id})["Bob Quay"]
    assert not named(without={JOAN.id})["Joan Field"]
    assert not named(named={BOB.id}, without={BOB.id})["Bob Quay"]


def test_who_wrote_only_what_is_left_out_is_not_named():
    assert not any(each.is_in for each in people(FOUND, []))


def test_a_field_on_who_took_part_does_not_name_somebody_who_is_not_named():
    outsiders = Outsiders(FOUND, people(FOUND, exhibits(FOUND, TODAY)))
    problem, promise = KINDS["problem"], KINDS["promise"]
    assert outsiders.are_named(problem, "who", "Quay, Bob")
    assert not outsiders.are_named(promise, "who", "Joan Field")
    assert not outsiders.are_named(problem, "detail", "Bob Quay shouted")
    assert not outsiders.are_named(KINDS["message"], "sender", "Bob Quay")
