"""Demands as clients write them, what only looks like one, and a move that is no meeting."""

from __future__ import annotations

import pytest

from tests.domain.communication.proposals.letters import ours, passages, theirs


@pytest.mark.parametrize(
    "own",
    [
        "Could you run me off a list of the debtors?",
        "We ask you to deliver the whole catalogue as a PDF.",
        "The photo is too pale, you can make it more dark?",
        "Only change the second price please.",
        "Need the first draft by 10 July.",
        "Get it sorted will you",
        "Kindly share the plan at the earliest.",
        "Would you show me the letter before it goes out?",
        "Could we explore something a bit bolder?",
        "The second name lacks its accent, fix that would you.",
    ],
)
def test_demands_in_the_words_of_clients(own):
    assert passages(theirs(own), sort="demand") == [own]


@pytest.mark.parametrize(
    "own",
    [
        "Clean forgot.",
        "Need your advice on the second draft.",
        "Could you show me how it works?",
        "We want to stay small.",
        "I have read it with attention.",
        "Is it possible to make a better price for three?",
    ],
)
def test_what_asks_for_no_work_is_no_demand(own):
    assert passages(theirs(own), sort="demand") == []


def test_what_is_wanted_in_the_next_sentence_again_is_one_demand():
    own = "Could you print the list of members? I want it in my hand on Monday."

    assert passages(theirs(own), sort="demand") == ["Could you print the list of members?"]


def test_a_look_at_what_was_just_given_is_no_demand():
    asked = ours("Could you give me access to the archive?")

    assert passages(asked, theirs("You have been added to the archive, please check."), sort="demand") == []


def test_who_cannot_be_there_this_morning_calls_the_visit_off():
    own = "Emergency at the school, wont be at the shop this morning."

    assert passages(theirs(own, subject="Router visit"), sort="meeting") == [own]


def test_a_move_of_the_office_moves_no_meeting():
    own = "I suggest this for the office move: Saturday 3 October, 8 to 12."

    assert passages(ours(own, subject="The move"), sort="meeting") == []
