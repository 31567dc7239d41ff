"""The rules find what they are for."""

from __future__ import annotations

import pytest

from tests.screen_reader.rules import Node, wrong


def node(role: str, name: str, *, focus: bool = False, level: str = "", labelled: bool = False) -> Node:
    return {
        "role": role,
        "name": name,
        "states": ["FOCUSABLE"] if focus else [],
        "level": level,
        "labelled": labelled,
    }


WHOLE = [
    node("frame", "ClientGuard"),
    node("heading", "Today", level="1"),
    node("heading", "Late", level="2"),
    node("radio button", "Money", focus=True),
    node("check box", "Show what I type", focus=True),
    node("combo box", "English", focus=True, labelled=True),
]


def test_what_is_whole_passes():
    assert list(wrong(WHOLE, {"Show what I type"}, page=True)) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (node("label", " ", focus=True), "label ' ': no name"),
        (node("push button", ""), "push button '': no name"),
        (node("combo box", "English", focus=True), "combo box 'English': no label"),
        (node("check box", "Money", focus=True), "check box 'Money': nothing to tick"),
        (node("heading", "Late", level="3"), "heading 'Late': level '3'"),
        (node("heading", "Money", level="1"), "headings of level 1: ['Today', 'Money']"),
    ],
)
def test_a_fault_is_found(more: Node, said: str):
    assert list(wrong([*WHOLE, more], {"Show what I type"}, page=True)) == [said]


def test_a_page_without_a_heading_is_found():
    assert list(wrong([WHOLE[0], *WHOLE[2:]], {"Show what I type"}, page=True)) == ["headings of level 1: []"]


def test_a_window_that_was_not_read_is_found():
    assert list(wrong([], set(), page=True)) == ["only 0 things were found"]
