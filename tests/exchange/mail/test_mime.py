"""The parts of a message, and the standard library's parser as the other opinion."""

from __future__ import annotations

import base64
import binascii
import email
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.exchange.mail import mbox, mime
from clientguard.exchange.mail.encoding import transfer


def kinds(part: mime.Part) -> list[object]:
    """Return a tree of parts as nested lists of kinds."""
    return [part.kind, *map(kinds, part.parts)] if part.parts else [part.kind]


def multipart(boundary: str, *parts: str, kind: str = "mixed", end: bool = True) -> str:
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}' + (f"--{boundary}--\n" if end else "")


PLAIN = "Content-Type: text/plain\n\nHello"
HTML = "Content-Type: text/html\n\n<p>Hello</p>"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_parts_within_parts(line_end: str):
    text = multipart("a", multipart("b", PLAIN, HTML, kind="alternative"), PLAIN).replace("\n", line_end)
    root = mime.parse(text.encode())
    assert kinds(root) == ["multipart/mixed", ["multipart/alternative", ["text/plain"], ["text/html"]], ["text/plain"]]
    assert [leaf.content() for leaf in root.leaves()] == [b"Hello", b"<p>Hello</p>", b"Hello"]


def test_a_boundary_that_begins_like_another_is_another():
    root = mime.parse(multipart("a", multipart("a-b", PLAIN, HTML), PLAIN).encode())
    assert kinds(root) == ["multipart/mixed", ["multipart/mixed", ["text/plain"], ["text/html"]], ["text/plain"]]


def test_a_missing_last_boundary_ends_with_the_part_around_it():
    root = mime.parse(multipart("a", multipart("b", PLAIN, end=False), HTML, end=False).encode())
    assert kinds(root) == ["multipart/mixed", ["multipart/mixed", ["text/plain"]], ["text/html"]]
    assert [leaf.content() for leaf in root.leaves()] == [b"Hello\n", b"<p>Hello</p>\n"]


def test_a_multipart_without_its_boundary_is_one_part():
    root = mime.parse(b"Content-Type: multipart/mixed\n\n--a\n\nx\n")
    assert root.parts == []
    assert root.content() == b"--a\n\nx\n"


def test_a_multipart_within_another_may_use_the_same_boundary():
    inner = multipart("a", PLAIN, HTML, kind="alternative")
    root = mime.parse(multipart("a", inner, "Content-Type: application/pdf\n\nPDF").encode())
    assert kinds(root) == [
        "multipart/mixed",
        ["multipart/alternative", ["text/plain"], ["text/html"]],
        ["application/pdf"],
    ]


def test_parts_behind_the_end_are_parts():
    root = mime.parse((multipart("a", PLAIN) + f"\n--a\n{HTML}\n--a--\n").encode())
    assert [leaf.content() for leaf in root.leaves()] == [b"Hello", b"<p>Hello</p>"]


@pytest.mark.parametrize("named", ["; boundary=other", ""])
def test_the_boundary_that_occurs_is_used_where_the_named_one_does_not(named: str):
    text = multipart("a", PLAIN, HTML).replace('; boundary="a"', named)
    assert [leaf.content() for leaf in mime.parse(text.encode()).leaves()] == [b"Hello", b"<p>Hello</p>"]


def test_a_part_without_the_boundary_before_it_is_a_part():
    text = multipart("a", PLAIN, HTML).replace("--a\n", "", 1)
    assert [leaf.content() for leaf in mime.parse(text.encode()).leaves()] == [b"Hello", b"<p>Hello</p>"]


def test_what_stands_before_the_first_boundary_without_fields_is_for_old_programs():
    text = multipart("a", PLAIN).replace("\n\n", "\n\nThis is a message in several parts.\n", 1)
    assert [leaf.content() for leaf in mime.parse(text.encode()).leaves()] == [b"Hello"]


def test_a_multipart_that_was_encoded_as_a_whole_is_read():
    inside = base64.encodebytes(multipart("a", PLAIN).partition("\n\n")[2].encode()).decode()
    root = mime.parse(
        f"Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64\n\n{inside}".encode()
    )
    assert [leaf.content() for leaf in root.leaves()] == [b"Hello"]


def test_the_parts_of_a_digest_are_messages():
    root = mime.parse(multipart("a", "\nSubject: x\n\ny", kind="digest").encode())
    assert kinds(root) == ["multipart/digest", ["message/rfc822"]]


def test_a_line_that_is_no_field_does_not_hide_the_fields_after_it():
    root = mime.parse(b"Subject: a\nno field at all\nDate: b\n\nbody")
    assert root.fields == [(b"subject", b"a"), (b"date", b"b")]
    assert root.content() == b"body"


def test_a_missing_empty_line_does_not_take_the_first_words():
    root = mime.parse(b"Subject: a\nHello Bob,\nhow are you\n")
    assert root.fields == [(b"subject", b"a")]
    assert root.content() == b"Hello Bob,\nhow are you\n"


def test_parts_nested_too_deep_stay_whole():
    text = PLAIN
    for number in range(mime.DEEPEST + 20):
        text = multipart(f"b{number}-", text)
    (leaf,) = mime.parse(text.encode()).leaves()
    assert leaf.too_deep
    assert b"Hello" in leaf.raw()


def test_a_flood_of_parts_is_counted_and_not_kept():
    root = mime.parse(b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * (mime.MOST_PARTS + 7))
    assert len(root.parts) == mime.MOST_PARTS
    assert root.left_out == 7


@pytest.mark.parametrize(
    ("encoding", "data", "decoded"),
    [
        (b"base64", b"SGVsbG8=", b"Hello"),
        (b"BASE64", b"SGVs\r\nbG8", b"Hello"),
        (b"base64;", b"SGVs*bG8=", b"Hello"),
        (b"base64", b"SGVsb", b"Hel"),
        (b"base64", b"", b""),
        (b"quoted-printable", b"caf=E9 =\r\nnow =3D", b"caf\xe9 now ="),
        (b"quoted printable", b"=41", b"A"),
        (b"quoted-printable", b"=zz =", b"=zz "),
        (b"x-uuencode", b"begin 644 a\n#86)C\n`\nend\n", b"abc"),
        (b"7bit", b"=41", b"=41"),
        (b"spam", b"=41", b"=41"),
        (b"", b"=41", b"=41"),
    ],
)
def test_transfer_encodings_are_undone(encoding: bytes, data: bytes, decoded: bytes):
    assert transfer.decoded(data, encoding) == decoded


@given(st.binary(max_size=300))
def test_what_was_encoded_comes_back(data: bytes):
    assert transfer.base64(base64.encodebytes(data)) == data
    assert transfer.decoded(binascii.b2a_qp(data, istext=False), b"quoted-printable") == data


@given(st.binary(max_size=200), st.sampled_from([b"base64", b"quoted-printable", b"x-uuencode"]))
def test_nothing_makes_decoding_fail(data: bytes, encoding: bytes):
    transfer.decoded(data, encoding)
    transfer.decoded(b"begin 644 x\n" + data, encoding)


# --- the other opinion ---

# Messages in which the standard library's parser, asked about the same bytes, sees other parts or fields, and why.
DIFFERENT = {
    "boundary folded, in angle brackets, or after a missing semicolon: it gives up, we find the parts": [
        "tomcat-ancient-boundary.mbox",
        "multi-badnames",
        "multi-clen",
        "multi-digest",
        "malformed/017.eml",
        "thirdparty/012.eml",
    ],
    "boundary repeated within, named wrongly, or missing before the first part: it gives up, we find the parts": [
        "msg_15.txt",
        "msg_25.txt",
        "msg_31.txt",
        "msg_39.txt",
        "malformed/003.eml",
        "malformed/004.eml",
    ],
    "part without a field and without an empty line: it drops the part, we keep it": [
        "2002_06_12_doublebound.msg",
        "malformed/000.eml",
    ],
    "no part at all: it keeps what stands before the last boundary, we keep the boundary too": [
        "missing-boundary.out",
        "missing-inner-start-boundary",
        "multipartnopart",
        "mailformed-headers.eml",
    ],
    "empty part: it takes the epilogue for its text": ["multipartemptypart.msg"],
    "a line among the fields that is none: it ends them there, we pass over it": [
        "frag_decoded_1_2_1_2_1_2_1_1.txt",
        "obsolete",
        "raw_email_incorrect_header.eml",
    ],
    "base64 with something else in it: it gives the letters back, we decode": ["twopart"],
    "spaces around an encoding's name: it does not decode": ["thirdparty/003.eml"],
    'boundary="": it takes "--" for one': ["simple.mbox.txt"],
}


def test_the_standard_library_sees_the_same_parts(corpus: Path):
    differing: set[str] = set()
    compared = 0
    for path in sorted((corpus / "email").rglob("*")):
        if path.is_file() and "summary" not in path.name:
            for message in _messages(path):
                compared += 1
                if _differs(message):
                    differing.add(path.as_posix())
    explained = [name for names in DIFFERENT.values() for name in names]
    assert compared > 1000
    assert [path for path in sorted(differing) if not any(name in path for name in explained)] == []
    assert [name for name in explained if not any(name in path for path in differing)] == []


def _messages(path: Path) -> Iterator[bytes]:
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if data.startswith(b"From ") and path.suffix != ".eml":
        with path.open("rb") as file:
            yield from (piece.message for piece in mbox.split_messages(file))
    elif mime.parse(data[:8192]).is_message or data.startswith(b"From "):
        yield mbox.piece(data).message


def _differs(data: bytes) -> bool:
    theirs, ours = email.message_from_bytes(data), mime.parse(data)
    return _their_fields(theirs) != _our_fields(ours) or _their_leaves(theirs) != _our_leaves(ours)


def _their_fields(message: Message) -> list[tuple[str, list[bytes]]]:
    return [
        (name.lower(), str(value).encode("utf-8", "surrogateescape").split()) for name, value in message.raw_items()
    ]


def _our_fields(part: mime.Part) -> list[tuple[str, list[bytes]]]:
    return [(name.decode(), value.split()) for name, value in part.fields]


def _their_leaves(message: Message) -> list[tuple[str, bytes]]:
    kind = message.get_content_type()
    if kind.startswith("multipart/") and message.is_multipart():
        return [leaf for part in message.get_payload() if isinstance(part, Message) for leaf in _their_leaves(part)]
    content = message.get_payload(decode=True)
    return [(kind, _lines(content) if isinstance(content, bytes) and not kind.startswith("message/") else b"")]


def _our_leaves(root: mime.Part) -> list[tuple[str, bytes]]:
    return [(leaf.kind, b"" if leaf.kind.startswith("message/") else _lines(leaf.content())) for leaf in root.leaves()]


def _lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").rstrip(b"\n")
