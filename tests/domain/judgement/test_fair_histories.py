"""The fair look beside what a fair consultant wrote of the same histories: what it finds, and what no record shows.

`for them` and `our share` of a history are sentences of a person. Each is taken apart here: what the fair look says of
it, or why it cannot know it.
"""

from __future__ import annotations

import pytest

from clientguard.domain.judgement.fair import fair_look
from clientguard.domain.judgement.judge import findings
from clientguard.texts import words
from tests.domain.judgement.histories import HISTORIES, Facts, read

if not HISTORIES.is_dir():
    pytest.skip("the histories are not beside the project (../shared/research)", allow_module_level=True)

THEM, OURS = "for them", "our share"
# By history and side: each thing that the label says, with words that the fair look says of it.
FOUND = {
    ("g-01", OURS): {"rounds were for our errors": "rounds of “Approve the brochure” were for errors of ours"},
    ("g-03", OURS): {"came from our wrong figures": "Our figures on who visits were those of another site"},
    ("g-04", THEM): {"paid both within a fortnight": "2026-185 12 days after it was sent"},
    ("g-04", OURS): {
        "to a wrong address": "Invoices sent to the old address although the new one was on record",
        "two invoices": "We sent invoice 2026-186 22 days after its date",
    },
    ("g-05", THEM): {
        "asked before the due date": "asked for more time before invoice 2026-182 was due",
        "kept both parts": "was agreed and kept",
        "paid the next one on time": "The invoice after it, 2026-183, was paid on time",
    },
    ("g-05", OURS): {"none": ""},
    ("g-09", THEM): {"five weeks old": "The client came on 10 Sep 2026 only"},
    ("g-09", OURS): {"only in the fourth week": "4 Oct 2026: No welcome sheet"},
}
# What the label says and the fair look does not, with the reason.
NOT_ON_RECORD = {
    ("g-01", THEM): {"kept calm, checked each price itself": "the tone of a message, and who checked, are not records"},
    ("g-03", THEM): {
        "changed its mind only when the right figures were there": "no record says which figures a change of aim rests"
        " on; that our figures were wrong, and that the change does not count for it, stands in our share"
    },
    ("g-09", THEM): {
        "the call outside the hours was before it knew them": "no record says when a client was told the hours"
    },
}


def labelled() -> dict[tuple[str, str], str]:
    """Return what the histories say of both sides, by history and side."""
    stories = {path.stem: read(path) for path in sorted(HISTORIES.glob("*.txt"))}
    return {(name, side): story.tail[side] for name, story in stories.items() for side in (THEM, OURS)
            if side in story.tail}  # fmt: skip


def told(name: str, side: str) -> str:
    """Return what the fair look says of one side of a history."""
    built = Facts(read(HISTORIES / f"{name}.txt"))
    facts = built.facts()
    look = fair_look(facts, findings(facts, built.today), built.today)
    points = look.for_them if side == THEM else look.our_share
    return "\n".join(words("en").say(each.text) for each in points)


def test_everything_that_a_label_says_is_either_found_or_known_not_to_be_on_record():
    labels = labelled()
    assert {*FOUND, *NOT_ON_RECORD} == set(labels)
    for key, label in labels.items():
        for part in (*FOUND.get(key, {}), *NOT_ON_RECORD.get(key, {})):
            assert part in label, key


@pytest.mark.parametrize("key", FOUND, ids=lambda key: f"{key[0]} {key[1]}")
def test_the_fair_look_says_what_a_fair_consultant_would(key: tuple[str, str]):
    said = told(*key)
    for found in FOUND[key].values():
        assert found in said
        assert found or not said, "nothing was our share, and nothing is said to be"
