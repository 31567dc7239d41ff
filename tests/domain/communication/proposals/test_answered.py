"""Answers: which sentence of the client's message closes which of our requests, and what answers nothing."""

from __future__ import annotations

import pytest

from tests.domain.communication.proposals.letters import found, ours, passages, theirs

TEXTS = "Could you send me the texts for the brochure?"


def answered(*messages):
    """Return the passage of each answer with the passages that it closes."""
    return [(each.passage, [passage for _message, passage in each.answers]) for each in found(*messages, sort="answer")]


@pytest.mark.parametrize(
    ("question", "reply", "passage"),
    [
        ("Is the blue one right?", "Yes, it is. Thanks for asking.", "Yes, it is."),
        ("Do you deliver on Sundays?", "Hello, no, only on Saturdays.", "no, only on Saturdays."),
        ("Which cover do you prefer?", "Sorry for the delay. The second one please.", "The second one please."),
        ("When can we photograph the kitchen?", "Hi, Tuesday after two.", "Tuesday after two."),
        ("Could you send me the list?", "Please find it attached.", "Please find it attached."),
        ("Could you pay the invoice?", "Paid this morning.", "Paid this morning."),
        ("May I publish the page?", "Go ahead", "Go ahead"),
        ("Is the draft as you want it?", "Looks good to me", "Looks good to me"),
        ("Could you approve the draft?", "Approved, thanks.", "Approved, thanks."),
        ("Could you give me access?", "I cannot, head office keeps that.", "I cannot, head office keeps that."),
        ("Kun je de foto's sturen?", "Bijgevoegd, groetjes", "Bijgevoegd, groetjes"),
        ("Boleh puan sahkan harga?", "Ya, betul.", "Ya, betul."),
        ("ตกลงไหมคะ", "ตกลงค่ะ", "ตกลงค่ะ"),
    ],
)  # fmt: skip
def test_an_answer_is_the_sentence_that_gives_it(question, reply, passage):
    assert answered(ours(question), theirs(reply)) == [(passage, [question])]


@pytest.mark.parametrize(
    "reply",
    [
        "Thanks!",
        "Thank you for your message.",
        "Sorry for the delay.",
        "What do you need them for?",
        "I will send them on Friday.",
        "Let me ask my partner.",
        "I am not sure yet.",
        "We are working on it.",
        "I haven't had time yet.",
        "I am out of the office.",
        "Bedankt!",
        "Terima kasih",
        "ขอบคุณค่ะ",
    ],
)
def test_thanks_questions_back_and_promises_answer_nothing(reply):
    assert answered(ours(TEXTS), theirs(reply)) == []


def test_an_automatic_reply_answers_nothing():
    assert answered(ours(TEXTS), theirs("The texts are attached.", automatic=True)) == []


def test_a_file_without_a_word_answers():
    (answer,) = found(ours(TEXTS), theirs("", files=("texts.docx",)), sort="answer")

    assert (answer.where, answer.passage) == ("attachment", "texts.docx")


def test_the_subject_can_be_the_answer():
    (answer,) = found(ours("Blue or green?"), theirs("", subject="GREEN"), sort="answer")

    assert (answer.where, answer.passage) == ("subject", "GREEN")


def test_an_empty_reply_under_the_same_subject_answers_nothing():
    assert answered(ours("Blue or green?"), theirs("", subject="Re: Spring brochure")) == []


def test_answers_find_their_questions_by_number():
    letter = ours("1. Is the address right?\n2. Who opens the shop?\n3. Do you take cards?")
    reply = theirs("1. Yes\n2. My sister\n3. Not yet, from July")

    assert answered(letter, reply) == [
        ("1. Yes", ["1. Is the address right?"]),
        ("2. My sister", ["2. Who opens the shop?"]),
        ("3. Not yet, from July", ["3. Do you take cards?"]),
    ]


def test_answers_find_their_questions_by_what_they_are_about():
    letter = ours("Is the postage still four pounds? And who signs the contract for the hall?")

    assert answered(letter, theirs("My wife signs the contract.")) == [
        ("My wife signs the contract.", ["And who signs the contract for the hall?"])
    ]


def test_a_short_yes_answers_one_question_and_both_answers_all():
    letter = ours("Is the address right? May I use your logo?")

    assert answered(letter, theirs("Yes.")) == [("Yes.", ["Is the address right?"])]
    assert answered(letter, theirs("Yes to both.")) == [
        ("Yes to both.", ["Is the address right?", "May I use your logo?"])
    ]


def test_an_answer_closes_what_was_asked_before_too():
    first, again = ours(TEXTS), ours("A reminder: could you send the texts?", day=5)

    assert answered(first, again, theirs("Here they are.", day=6)) == [
        ("Here they are.", [TEXTS, "A reminder: could you send the texts?"])
    ]


def test_what_is_answered_is_not_answered_again():
    assert len(answered(ours(TEXTS), theirs("Attached."), theirs("The weather here is awful.", day=2))) == 1


def test_a_second_person_answers_the_same_question():
    letter = ours("Headline A or B?")
    replies = theirs("A.", sender="wilma@brandt.example"), theirs("B, of course.", day=2, sender="hugo@brandt.example")

    assert [passage for passage, _ in answered(letter, *replies)] == ["A.", "B, of course."]


def test_an_answer_in_another_conversation_is_found_by_what_it_is_about():
    letter = ours("Do you deliver the pastries on Sundays?", conversation=1)
    other = theirs("We never deliver pastries on Sundays.", subject="pastries", conversation=2)
    unrelated = theirs("The oven is broken.", subject="oven", conversation=3)

    assert answered(letter, unrelated, other) == [
        ("We never deliver pastries on Sundays.", ["Do you deliver the pastries on Sundays?"])
    ]


def test_the_rest_that_is_to_come_keeps_a_request_open():
    (answer,) = found(ours(TEXTS), theirs("Half of them attached, the rest later."), sort="answer")

    assert answer.extent == "partial"


def test_a_refusal_is_told_from_an_answer():
    (answer,) = found(ours(TEXTS), theirs("I won't send any texts."), sort="answer")

    assert answer.extent == "refused"


def test_words_of_ours_that_are_quoted_without_marks_answer_nothing():
    question = "Would you rather have the long version of the text on the first page?"

    assert answered(ours(question), theirs(question)) == []


def test_things_asked_for_in_a_row_are_answered_one_by_one():
    letter = ours("I need the guest list, the menu prices and a photo of the hall.")
    reply = theirs("Guest list attached, the photo follows on Friday.")

    assert passages(letter, sort="request") == ["the guest list", "the menu prices", "a photo of the hall"]
    assert answered(letter, reply) == [("Guest list attached", ["the guest list"])]
