"""RTF as Outlook packs it, and as text."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.exchange.mail.outlook import rtf
from tests.exchange.mail.outlook import winmails

# The examples of the format's own description (MS-OXRTFCP, 4.1): one with references, one that overlaps itself.
EXAMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
OVERLAPPING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_examples_of_the_format_are_unpacked():
    assert rtf.unpacked(EXAMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert rtf.unpacked(OVERLAPPING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_rtf_that_is_not_packed_is_taken_as_it_is():
    assert rtf.unpacked(struct.pack("<II4sI", 20, 8, b"MELA", 0) + b"{\\rtf1 }rest") == b"{\\rtf1 }"


@pytest.mark.parametrize("data", [b"", b"\x00" * 16, EXAMPLE[:12]])
def test_what_is_not_packed_rtf_is_refused(data: bytes):
    with pytest.raises(rtf.BrokenError):
        rtf.unpacked(data)


@given(st.binary(max_size=400))
def test_nothing_makes_reading_fail(data: bytes):
    rtf.unpacked(struct.pack("<II4sI", 1 << 30, 1 << 30, b"LZFu", 0) + data)
    rtf.rtf_text(b"{\\rtf1\\fromhtml1 " + data).encode()
    rtf.rtf_text(data).encode()


@given(st.binary(max_size=200))
def test_what_was_packed_comes_back(data: bytes):
    assert rtf.unpacked(winmails.packed(data)) == data


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 One\par Two\line Three\tab four}", "One\nTwo\nThree\tfour"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\*\generator Word;}{\info{\title No}}Words}", "Words"),
        (rb"{\rtf1\ansi\ansicpg1252 caf\'e9 \'80\u8364? \u-10179?\u-8704?}", "café €€ \U0001f600"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset222 T;}}\f1\'a1\'d2\'c3\f0 ok}", "การok"),
        (rb"{\rtf1\uc2\u960\'70\'69 is pi}", "π is pi"),
        (rb"{\rtf1 a\{b\}\\c\~d{\pict\bin5 {{{{{}e}", "a{b}\\c\xa0de"),
        (
            rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\f0\htmlrtf0 1 < 2 &\htmlrtf }\htmlrtf0"
            rb"{\*\htmltag84 &nbsp;}3{\*\htmltag72 </p>}{\*\htmltag64 <p>}\'e9\htmlrtf\par\htmlrtf0}",
            "1 < 2 & 3\n\né",
        ),
    ],
)
def test_rtf_is_read_as_text(source: bytes, text: str):
    assert rtf.rtf_text(source) == text
