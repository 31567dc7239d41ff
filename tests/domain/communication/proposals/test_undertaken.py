"""Promises, demands and meetings called off, from the client's messages."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.communication.proposals.letters import found, ours, passages, theirs


@pytest.mark.parametrize(
    ("sentence", "what", "day"),
    [
        ("I will pay the invoice on Friday.", "payment", date(2026, 6, 5)),
        ("We'll transfer the balance at the end of the month.", "payment", date(2026, 6, 30)),
        ("Payment will be made next week.", "payment", date(2026, 6, 12)),
        ("You will have the photos by Thursday.", "material", date(2026, 6, 4)),
        ("I'll send you the login tomorrow.", "material", date(2026, 6, 3)),
        ("The rest of the texts by the 9th.", "material", date(2026, 6, 9)),
        ("I'll get back to you tomorrow.", "answer", date(2026, 6, 3)),
        ("We will let you know.", "answer", None),
        ("Ik stuur de foto's morgen.", "material", date(2026, 6, 3)),
        ("Saya bayar hari Jumaat.", "payment", date(2026, 6, 5)),
        ("เดี๋ยวส่งให้พรุ่งนี้ค่ะ", "material", date(2026, 6, 3)),
        ("Ik stjoer it moarn.", "material", date(2026, 6, 3)),
    ],
)
def test_a_promise_says_what_and_when(sentence, what, day):
    (promise,) = found(theirs(sentence), sort="promise")

    assert (promise.what, promise.date) == (what, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "I can't promise anything.",
        "I will not pay this invoice.",
        "He said he would send the photos on Friday.",
        "You promised to send the draft by Friday.",
        "Will I get the photos on Friday?",
        "I will be there on Friday.",
        "See you on Friday.",
        "I never know when to pay.",
        "If you send the draft I will pay on Friday.",
        "The payment of last Friday has arrived.",
        "Thanks for tomorrow.",
        "We open on Monday.",
        "I'll be away next week.",
    ],
)
def test_denied_reported_and_conditional_promises_are_none(sentence):
    assert passages(theirs(sentence), sort="promise") == []


def test_what_we_promise_is_no_promise_of_the_client():
    assert passages(ours("I will send the draft on Friday."), sort="promise") == []


def test_a_day_promises_the_thing_that_was_asked_for():
    (promise,) = found(ours("When can I have the guest list?"), theirs("On Thursday."), sort="promise")

    assert (promise.passage, promise.what, promise.date) == ("On Thursday.", "material", date(2026, 6, 4))


def test_several_promises_in_one_sentence_are_told_apart():
    letter = theirs("I send you the texts on Thursday, the photos a week later.")

    assert [(each.passage, each.date) for each in found(letter, sort="promise")] == [
        ("I send you the texts on Thursday", date(2026, 6, 4)),
        ("the photos a week later.", date(2026, 6, 11)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Can you add a page for the summer menu?",
        "Please change the opening hours to nine.",
        "We need a flyer for the market.",
        "The logo should be bigger.",
        "Also, could the heading be changed?",
        "Fix the form please, it is urgent.",
        "The contact form isn't working.",
        "Any chance you could add a map?",
        "Kunt u het logo aanpassen?",
        "Tolong tukar harga di laman web.",
        "ช่วยแก้เบอร์โทรให้หน่อยค่ะ",
    ],
)
def test_asking_for_work_is_a_demand(sentence):
    assert len(passages(theirs(sentence), sort="demand")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Can you call me tomorrow?",
        "Could you tell me what the domain costs?",
        "Please let me know when it is ready.",
        "We need more time to think.",
        "I have to leave now.",
        "Please find the signed copy attached.",
        "How do I change my password?",
        "Thanks for the quick change!",
        "We should be done by noon.",
        "Do you have a minute?",
    ],
)
def test_facts_talks_and_news_are_no_demands(sentence):
    assert passages(theirs(sentence), sort="demand") == []


def test_a_short_answer_to_our_question_is_no_demand():
    assert passages(ours("May I delete the old page?"), theirs("Please do."), sort="demand") == []


@pytest.mark.parametrize(
    ("sentence", "how", "by", "day"),
    [
        ("I can't make it to our meeting tomorrow.", "cancelled", "client", date(2026, 6, 3)),
        ("We have to cancel the workshop on Thursday.", "cancelled", "client", date(2026, 6, 4)),
        ("Can we move Thursday's call to the 12th?", "moved", "client", date(2026, 6, 4)),
        ("Sorry, I completely forgot our meeting today.", "missed", "client", date(2026, 6, 2)),
        ("I waited for you at the meeting this morning, nobody came.", "missed", "us", date(2026, 6, 2)),
        ("Won't make the call tomorrow, sorry.", "cancelled", "client", date(2026, 6, 3)),
        ("De afspraak van morgen gaat niet door.", "cancelled", "client", date(2026, 6, 3)),
        ("Mesyuarat esok dibatalkan.", "cancelled", "client", date(2026, 6, 3)),
        ("ขอเลื่อนประชุมพรุ่งนี้ค่ะ", "moved", "client", date(2026, 6, 3)),
    ],
)
def test_a_meeting_that_was_called_off(sentence, how, by, day):
    (meeting,) = found(theirs(sentence), sort="meeting")

    assert (meeting.how, meeting.by, meeting.date) == (how, by, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "We cancelled the newsletter subscription.",
        "I missed your call this morning.",
        "See you at the meeting on Thursday as planned.",
        "Please move the logo to the left.",
        "The order of Friday was cancelled.",
        "I am running ten minutes late for our meeting.",
    ],
)
def test_other_things_that_are_cancelled_missed_or_moved(sentence):
    assert passages(theirs(sentence), sort="meeting") == []


@pytest.mark.parametrize(
    "own",
    ["Henk is ill so we have to push Saturday a week, to the 10th.", "You can order until 3 April."],
)
def test_an_illness_and_an_offer_promise_nothing(own):
    assert passages(theirs(own), sort="promise") == []


@pytest.mark.parametrize(
    "own",
    [
        "I'll photograph the pages tomorrow.",
        "I will speak to her on Sunday and come back to you.",
        "I tell you on Sunday.",
    ],
)
def test_promises_in_other_words(own):
    assert passages(theirs(own), sort="promise") == [own]
