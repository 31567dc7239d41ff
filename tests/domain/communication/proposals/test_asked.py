"""Requests: what of our mail asks the client for something, and what only sounds like it."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.communication.proposals.find import find, unanswered
from tests.domain.communication.proposals.letters import MONDAY, found, ours, passages, theirs


@pytest.mark.parametrize(
    "sentence",
    [
        "Which of the two covers do you prefer?",
        "Could you send me the floor plan.",
        "Please return the signed agreement by Thursday.",
        "I still need the opening hours before I can go on.",
        "All I lack is the list of speakers.",
        "Let me know which colour you prefer.",
        "Your comments on the second draft would be appreciated.",
        "I would be grateful if you could check the prices.",
        "Kunt u mij de foto's sturen?",
        "Graag ontvang ik de teksten voor vrijdag.",
        "Boleh puan hantar gambar kedai?",
        "ช่วยส่งโลโก้ให้หน่อยค่ะ",
    ],
)
def test_a_question_or_a_plea_of_ours_is_a_request(sentence):
    assert len(passages(ours(f"Dear Wilma,\n\nThe pages are nearly done. {sentence}"), sort="request")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "How was your holiday?",
        "Did you enjoy the concert?",
        "Call me if you have questions.",
        "If anything is in the way, ring me and we will find a date.",
        "If the transfer has gone out, please forget this note.",
        "Invoice 2026-14 was due on 3 October and is still open.",
        "The plan is attached: what I would build first, and what I need from you.",
        "Please find the invoice attached.",
        "Please do not hesitate to write.",
        "Let me know if you have any questions.",
        "Nothing is needed from you.",
        "You do not need to send anything.",
        "I need to check the fonts first.",
        "I asked you for the texts last week and have them now.",
        "Who would have thought it?",
        'The page answers "Do you deliver?" and "What does it cost?" now.',
        "I will send you the figures on Friday.",
        "Hoe is het met je?",
        "U hoeft niets te doen.",
        "ขอบคุณมากค่ะ",
    ],
)
def test_courtesies_offers_and_quoted_questions_ask_for_nothing(sentence):
    assert passages(ours(f"Dear Wilma,\n\nThe pages are done. {sentence}"), sort="request") == []


def test_a_question_of_theirs_and_one_to_a_supplier_are_no_requests():
    assert passages(theirs("When will the page be ready?"), sort="request") == []
    assert passages(ours("Could you renew the certificate?", stranger=True), sort="request") == []


def test_questions_in_newsletters_and_automatic_replies_are_not_read():
    letter = ours("Have you seen our new templates?", automatic=True)
    away = theirs("I am out of the office. Please call reception.", automatic=True)

    assert found(letter, away) == []


def test_each_question_of_a_list_is_a_request_of_its_own():
    letter = ours("Three things:\n\n1. Is the address right?\n2. Who opens the shop?\n3. Do you take cards?")

    assert passages(letter, sort="request") == [
        "1. Is the address right?",
        "2. Who opens the shop?",
        "3. Do you take cards?",
    ]


def test_a_request_says_until_when_in_days_counted_from_its_own_message():
    (request,) = found(ours("Could you send the texts by Friday?"), sort="request")

    assert request.date == date(2026, 6, 5)


def test_the_day_may_stand_in_the_sentence_after():
    (request,) = found(ours("Could you send the texts? I go to print on Thursday."), sort="request")

    assert request.date == date(2026, 6, 4)


def test_the_passage_is_what_was_written_without_the_greeting():
    assert passages(ours("Hi Wilma, could you send\nthe texts?"), sort="request") == ["could you send the texts?"]


def test_what_came_by_telephone_settles_a_request():
    every = found(
        ours("Is the telephone number on the footer right?"),
        ours("Thank you for the call: the telephone number is right, as you said.", day=2),
    )

    assert [each.settled for each in every if each.sort == "request"] == [True]
    assert unanswered(every) == []


def test_messages_after_today_are_not_looked_at():
    assert find([ours("Could you send the texts?", day=3)], MONDAY) == []


def test_unanswered_are_the_requests_that_no_answer_closes():
    every = found(
        ours("Could you send the texts? And who is in the photo?"),
        theirs("The photo shows my brother, he runs the kitchen."),
    )

    assert [each.passage for each in unanswered(every)] == ["Could you send the texts?"]


def test_below_a_heading_each_item_of_the_list_is_a_request():
    letter = (
        "Two things are missing on my side:\n\n1. the statement of the savings account\n2. the receipts for the van"
    )

    assert passages(ours(letter), sort="request") == [
        "1. the statement of the savings account",
        "2. the receipts for the van",
    ]


def test_what_we_are_going_to_do_ourselves_is_no_request_in_malay():
    assert passages(ours("Saya nak mula terjemah minggu depan."), sort="request") == []


def test_a_list_that_asks_for_nothing_is_no_request():
    assert passages(ours("This is what I did today:\n\n1. the new map\n2. the prices"), sort="request") == []


def test_a_heading_above_questions_is_no_request_itself():
    letter = "A few questions, please answer below:\n\n- How many guides are there?\n- Who drives the bus?"

    assert passages(ours(letter), sort="request") == ["- How many guides are there?", "- Who drives the bus?"]


def test_two_questions_in_one_sentence_are_two_requests():
    assert passages(ours("How many guides are there, and who drives the bus?"), sort="request") == [
        "How many guides are there",
        "who drives the bus?",
    ]


def test_a_question_that_its_writer_answers_is_no_request():
    assert passages(ours("Do people still read leaflets? They do, if they are short."), sort="request") == []


@pytest.mark.parametrize(
    "own", ["It would help me a lot to have it by the 19th.", "What I'm after is a count of the stock."]
)
def test_statements_that_ask(own):
    assert passages(ours(own), sort="request") == [own]


def test_a_remark_in_between_is_no_item_of_a_list():
    sentence = "I need access to the mailing list, as the contract says, and to the statistics."
    assert passages(ours(f"Dear Wilma,\n\n{sentence}"), sort="request") == [sentence]
    listed = ours("I need the list, the prices and a photograph.")
    assert passages(listed, sort="request") == ["the list", "the prices", "a photograph"]
