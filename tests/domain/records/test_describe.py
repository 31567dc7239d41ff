from __future__ import annotations

import dataclasses
import string

import pytest

from clientguard.domain.records import KINDS, Business, Choice, Client, Field, Invoice, Kind, Record, Type
from clientguard.domain.records.kinds.leaving import STEP_ALIASES, STEPS
from clientguard.domain.wording import Message

TONES = {"neutral", "note", "met", "attention", "stop"}
EMPTY = {Type.FLAG: False}
DATES = {Type.DATE, Type.INSTANT}

kinds = pytest.mark.parametrize("kind", list(KINDS.values()), ids=list(KINDS))
fields = pytest.mark.parametrize(
    ("kind", "field"),
    [pytest.param(kind, field, id=f"{kind.name}.{field.name}") for kind in KINDS.values() for field in kind.fields],
)


@kinds
def test_a_kind_has_what_generic_code_reads(kind: Kind):
    assert KINDS[kind.record.kind.name] is kind
    assert kind.label
    assert kind.plural
    assert kind.icon
    assert kind.has(kind.title)
    assert not kind.date or kind.field(kind.date).type in DATES
    assert not kind.timeline or kind.date
    assert (
        (kind.field(kind.client).target == "client")
        if kind.client
        else kind.name in ("business", "client", "checklist", "threshold", "peer", "do_not_engage", "law_rate")
    )


@kinds
def test_a_list_that_a_person_fills_says_what_to_do_first(kind: Kind):
    assert bool(kind.empty) == (
        kind.addable
        or kind.name
        in ("import", "document", "attachment", "suspension", "decision", "sign_review", "clause", "bundle")
    )  # filled by what makes them


@kinds
def test_a_new_record_holds_nothing_but_its_defaults(kind: Kind):
    record = kind.record()
    assert record.id == 0
    assert record.removed is None
    for field in kind.fields:
        value = getattr(record, field.name)
        assert value in (None, "", False) or field.choice(value) is not None, field.name


@kinds
def test_an_empty_record_has_no_contradictions(kind: Kind):
    assert list(kind.record().problems()) == []


@kinds
def test_a_record_cannot_be_changed_in_place(kind: Kind):
    with pytest.raises(dataclasses.FrozenInstanceError):
        kind.record().id = 7  # type: ignore[misc]


@kinds
def test_money_stands_with_its_currency(kind: Kind):
    if any(field.type is Type.MONEY for field in kind.fields):
        assert kind.field("currency").type is Type.CURRENCY


@kinds
def test_form_and_list_show_fields_of_the_kind(kind: Kind):
    assert set(kind.form_fields) <= set(kind.fields)
    assert set(kind.columns) <= set(kind.fields)
    assert not any(field.private for field in kind.columns)
    assert not kind.addable or kind.columns


@fields
def test_a_field_is_described_for_people(kind: Kind, field: Field):
    assert field.label
    assert field.label[0] in string.ascii_uppercase
    assert not field.help or not field.help.startswith(" ")
    assert len({choice.key for choice in field.choices}) == len(field.choices)
    assert {choice.tone for choice in field.choices} <= TONES
    assert (field.type is Type.CHOICE) == bool(field.choices)
    assert (field.type is Type.LONG) == bool(field.lines)


@kinds
def test_what_a_kind_says_of_its_fields_is_true_of_them(kind: Kind):
    assert not kind.part_of or kind.field(kind.part_of).type is Type.LINK
    assert all(kind.has(name) for name in kind.fixed_by)
    assert all(kind.fixed_by and kind.field(name).form for name in kind.answered)
    assert not kind.evidence or kind.timeline, "the evidence picker offers what is dated"
    assert not kind.section or kind.client, "a section of a client's page lists what is the client's"
    assert kind.form_fields


@fields
def test_what_a_field_says_fits_its_type(kind: Kind, field: Field):
    assert not field.signed or field.type in (Type.MONEY, Type.NUMBER)
    assert not field.any_client or field.type is Type.LINK
    assert not (field.blob or field.own_text or field.shared) or field.type is Type.DIGEST
    if field.follows:
        assert field.type is Type.CURRENCY
        assert KINDS[kind.field(field.follows).target].has("currency")


@pytest.mark.parametrize(
    ("trait", "names"),
    [
        ("by_law", {"invoice", "payment"}),
        ("evidence", {"invoice", "payment", "message", "request", "work", "problem"}),
        ("single", {"business"}),
        ("own_page", {"client", "leaving"}),
        ("part_of", {"attachment"}),
        ("blobs", {"attachment"}),
    ],
)
def test_which_kinds_differ_from_the_rest(trait: str, names: set[str]):
    assert {kind.name for kind in KINDS.values() if getattr(kind, trait)} >= names
    assert not any(getattr(KINDS[other], trait) for other in {"contract", "deliverable", "result"})


def test_a_record_is_its_clients():
    assert Client(id=3, name="Mill").client_id == 3
    assert Invoice(id=4, client=3).client_id == 3
    assert Business(id=1).client_id is None


@fields
def test_a_link_points_at_a_kind(kind: Kind, field: Field):
    assert not field.target or field.type is Type.LINK
    assert not field.target or field.target in KINDS


@fields
def test_only_what_is_text_is_searched(kind: Kind, field: Field):
    assert not field.search or field.type in (Type.TEXT, Type.LONG)


def test_a_kind_finds_its_fields_by_name():
    client = KINDS["client"]
    assert client.field("name").label == "Name"
    assert client.has("name")
    assert not client.has("colour")
    with pytest.raises(KeyError):
        client.field("colour")


def test_a_field_finds_its_choices_by_key():
    stage = KINDS["client"].field("stage")
    assert stage.choice("new") == Choice("new", "New", "note")
    assert stage.choice("gone") is None


def test_the_steps_of_leaving_are_those_of_the_wizard():
    assert tuple(choice.key for choice in KINDS["leaving"].field("step").choices) == (*STEPS, *STEP_ALIASES)
    assert set(STEP_ALIASES.values()) <= set(STEPS)


def test_a_plain_record_contradicts_nothing():
    assert list(Record().problems()) == []


def test_a_missed_call_is_a_channel_of_messages_and_of_nothing_that_was_asked():
    assert KINDS["message"].field("channel").choice("missed call") is not None
    assert KINDS["request"].field("channel").choice("missed call") is None


@kinds
def test_a_kind_has_a_noun_of_its_own_for_sentences(kind: Kind):
    assert kind.noun == kind.label.lower()  # in English; other languages have their own
    assert isinstance(kind.noun, Message)
