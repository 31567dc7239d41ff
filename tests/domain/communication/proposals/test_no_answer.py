"""What stands beside an answer: asides, assent to what is still to come, and what somebody is only dealing with."""

from __future__ import annotations

import pytest

from tests.domain.communication.proposals.letters import found, ours, passages, theirs

FILE = "Could you send me the signed form?"


def answers(question: str, reply: str, **more: object) -> list[str]:
    return passages(ours(question), theirs(reply, **more), sort="answer")


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (FILE, "Sure thing. I'll send it tomorrow."),
        (FILE, "Of course! You get it on Friday."),
        ("Did you get the chance to read it?", "Not yet, sorry!"),
        ("Did you have time to read it?", "Unfortunately not. I will let you know by Wednesday."),
        ("Which of the two do you like?", "Hmm, good question."),
        (FILE, "Your request has been forwarded to our accounts department."),
        ("Could you look at the chapter on housing?", "Thank you. It is being reviewed."),
        ("How many tables will there be?", "We are still fighting about the seating plan."),
        ("Who holds the licence?", "No clue, to be honest."),
        ("Are the dates right?", "Wow. I'm in love with it."),
        ("What should be different next time?", "It was a great day, thank you. The food was fantastic too!"),
        ("What salary did you agree on?", "He asked whether he can bring his dog."),
        ("Is the wine list on the same card?", "Ciao bella!"),
        (FILE, "Our lawyer has two remarks, please adapt the clause, then I can sign."),
    ],
)
def test_what_only_goes_with_an_answer_is_none(question, reply):
    assert answers(question, reply) == []


def test_a_file_that_comes_with_work_for_us_is_not_what_was_asked_for():
    reply = "Please change the form as in the comments."
    assert answers(FILE, reply, files=("comments.docx",)) == []
    assert answers(FILE, "Here", files=("form.pdf",)) == ["Here"]


@pytest.mark.parametrize(
    ("question", "reply", "passage"),
    [
        ("What was it for?", "That was meant for my dentist.", ["That was meant for my dentist."]),
        (
            "How many tables will there be?",
            "14 tables and the one of the bride",
            ["14 tables and the one of the bride"],
        ),
        ("Is there a projector?", "Projector yes.", ["Projector yes."]),
        ("Shall I check the others?", "If it doesn't take long, yes.", ["If it doesn't take long, yes."]),
        ("Could you pay the rest?", "Payment made.", ["Payment made."]),
        ("Is the text right?", "Yes! It reads very well.", ["Yes! It reads very well."]),
    ],
)
def test_what_leads_a_message_answers_and_a_bare_yes_is_quoted_with_what_it_means(question, reply, passage):
    assert answers(question, reply) == passage


def test_a_number_ends_a_sentence_where_another_begins():
    own = "The price has to be 21. Could you correct that?"
    assert passages(theirs(own), sort="demand") == ["Could you correct that?"]


@pytest.mark.parametrize("own", ["I need it to set up the rates.", "It is needed for the audit."])
def test_what_something_is_needed_for_is_no_request_of_its_own(own):
    assert passages(ours(own), sort="request") == []


@pytest.mark.parametrize(
    "own",
    [
        "Something came up, can we do Thursday at 3 instead?",
        "Link below",
        "Do you want me to be there as well?",
        "Do you also do print design?",
        "That should be it.",
    ],
)
def test_another_time_an_offer_and_a_pointer_are_no_demands(own):
    assert passages(theirs(own), sort="demand") == []


def test_that_something_is_broken_is_not_demanded_beside_its_repair():
    own = "The site is down! Customers are calling. Please fix it today."
    assert passages(theirs(own), sort="demand") == ["Please fix it today."]


def test_what_hangs_on_us_is_no_promise():
    assert found(theirs("Change the clause, then I can sign."), sort="promise") == []
    assert found(theirs("Perfect, you can send the invoice."), sort="promise") == []


def test_a_yes_to_our_question_is_no_demand():
    ours_ = ours("Would you like to renew the contract?")
    assert found(ours_, theirs("Yes, we would like to renew it for a year."), sort="demand") == []
