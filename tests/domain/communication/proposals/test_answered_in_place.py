"""Answers to several questions: between quotations, one left over, and what only looks like an answer."""

from __future__ import annotations

import pytest

from tests.domain.communication.proposals.letters import found, ours, theirs

THREE = "Which paper do you want?\n\nIs the map still right?\n\nWho signs for the museum?"


def answered(*messages):
    """Return the passage of each answer with the passages that it closes."""
    return [(each.passage, [passage for _message, passage in each.answers]) for each in found(*messages, sort="answer")]


def test_what_is_written_below_a_quoted_question_answers_that_one():
    reply = theirs(
        "The matt kind.\n\nDrawn again in May.\n\nI shall have to ask.\n\nWilma",
        between=(
            ("Which paper do you want?", "The matt kind."),
            ("Is the map still right?", "Drawn again in May."),
            ("Who signs for the museum?", "I shall have to ask. Wilma"),
        ),
    )

    assert answered(ours(THREE), reply) == [
        ("The matt kind.", ["Which paper do you want?"]),
        ("Drawn again in May.", ["Is the map still right?"]),
    ]


def test_of_several_questions_in_one_quotation_the_last_one_is_answered_below_it():
    quoted = "Which paper do you want? Is the map still right?"
    reply = theirs("Drawn again.\n\nThe director.", between=(
        (quoted, "Drawn again."), ("Who signs for the museum?", "The director."),
    ))  # fmt: skip

    assert answered(ours(THREE), reply) == [
        ("Drawn again.", ["Is the map still right?"]),
        ("The director.", ["Who signs for the museum?"]),
    ]


def test_one_question_and_one_sentence_that_are_left_belong_together():
    asked = ours("Does the Saturday suit the museum? And who will have the key?")

    assert answered(asked, theirs("The Saturday suits us. Ask for Henk at the gate house.")) == [
        ("The Saturday suits us.", ["Does the Saturday suit the museum?"]),
        ("Ask for Henk at the gate house.", ["And who will have the key?"]),
    ]


@pytest.mark.parametrize(
    "left", ["Could you add the new logo to the flyer?", "Thanks!", "I will send the map on Friday."]
)
def test_a_demand_thanks_and_a_promise_answer_no_question_that_is_left(left):
    asked = ours("Does the Saturday suit the museum? And who will have the key?")

    assert answered(asked, theirs(f"The Saturday suits us. {left}")) == [
        ("The Saturday suits us.", ["Does the Saturday suit the museum?"])
    ]


@pytest.mark.parametrize(
    "reply",
    [
        "Which list? The long one or the short one",
        "Good question! I have to count them.",
        "Gentle reminder on the below.",
        "Kindly share the draft at the earliest.",
        "Sharing this with the team, will circle back.",
        "I must search in the papers of my father.",
        "Happy to hop on a call.",
    ],
)
def test_questions_back_reminders_and_biddings_answer_nothing(reply):
    assert answered(ours("How many visitors were there in May?"), theirs(reply)) == []


def test_a_question_that_was_asked_back_is_answered_later():
    messages = (
        ours("Which address should the form write to?"),
        theirs("which form? the one for guests or the one for members"),
        ours("The one for guests.", 2),
        theirs("guests@museum.example", 3),
    )

    assert answered(*messages) == [("guests@museum.example", ["Which address should the form write to?"])]


def test_answers_by_the_number_of_the_page():
    asked = ours("p. 4: is Nora the aunt or the mother?\n\np. 17: should the song stay in Irish?")

    assert answered(asked, theirs("p4 aunt\np17 stays")) == [
        ("p4 aunt", ["p. 4: is Nora the aunt or the mother?"]),
        ("p17 stays", ["p. 17: should the song stay in Irish?"]),
    ]


def test_a_clause_of_an_answer_is_no_answer_to_what_is_left():
    asked = ours("Could you send me the signed accounts? And could you send me the insurance certificate?")
    reply = theirs("Accounts signed and scanned, see attached. The insurance I'll get on Monday.", files=("a.pdf",))

    assert [to for _passage, to in answered(asked, reply)] == [["Could you send me the signed accounts?"]]


def test_the_name_below_a_letter_answers_nothing():
    assert answered(ours("Who signs for the museum?"), theirs("I shall have to ask.\n\nWilma")) == []


@pytest.mark.parametrize("reply", ["omg YES do it", "Oh yes, please!", "The payment has left our house today."])
def test_answers_as_people_write_them(reply):
    assert [each for each, _to in answered(ours("Could you pay the second invoice?"), theirs(reply))] == [reply]


def test_a_go_ahead_in_dutch():
    asked = ours("Mag ik de foto's van de tuin gebruiken?")

    assert [each for each, _to in answered(asked, theirs("Prima, gebruik ze maar."))] == ["Prima, gebruik ze maar."]
