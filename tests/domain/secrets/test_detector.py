"""The detector: what it finds by construction, what it hides, and that its figures are the ones on record."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benches import results
from benches import secrets as bench
from clientguard import texts
from clientguard.domain.records import KINDS
from clientguard.domain.secrets import (
    MASK,
    Secret,
    cards,
    find_secrets,
    found,
    labels,
    masked,
    phrases,
    shapes,
    values,
    words,
)

PLANTED: list[dict[str, Any]] = bench.load("planted")
INNOCENT: list[str] = bench.load("innocent")
GROUPED = re.compile(r"\d{4} \d{4} \d{4} \d{4}")


def planted(kind: str, what: str) -> list[Any]:
    """Return the planted texts of a kind whose secret begins with a pattern, to be tested each by itself."""
    pattern = re.compile(what, re.IGNORECASE)
    return [
        pytest.param(each, id=str(number))
        for number, each in enumerate(PLANTED, 1)
        if each["secrets"][0]["kind"] == kind and pattern.match(each["secrets"][0]["text"])
    ]


def hidden(text: str) -> str:
    return masked(text, find_secrets(text))


# --- the figures ---


def test_there_are_300_texts_of_either_sort_and_each_span_is_where_it_is_said_to_be():
    assert (len(PLANTED), len(INNOCENT)) == (300, 300)
    for each in PLANTED:
        for secret in each["secrets"]:
            assert each["text"][secret["start"] :].startswith(secret["text"])


def test_what_was_measured_is_what_stands_on_record():
    section = results.sections()[bench.HEADING]
    assert bench.table(bench.measure()) in section, "run: python -m benches.secrets --write"


# --- what is found by construction ---


@pytest.mark.parametrize("each", planted("private key", "-----BEGIN .*PRIVATE KEY"))
def test_every_private_key_with_its_marks_is_found(each: dict[str, Any]):
    assert bench.is_found(each["text"], each["secrets"][0])


@pytest.mark.parametrize("each", planted("one-time", "otpauth"))
def test_every_link_of_a_one_time_password_is_found(each: dict[str, Any]):
    assert bench.is_found(each["text"], each["secrets"][0])


@pytest.mark.parametrize("each", planted("card", GROUPED.pattern))
def test_every_card_number_in_groups_of_four_is_found(each: dict[str, Any]):
    assert bench.is_found(each["text"], each["secrets"][0])


@given(st.sampled_from(["4", "51", "55", "2221", "2720", "6011", "3530", "62"]), st.text("0123456789", min_size=15))
def test_any_number_of_a_brand_with_its_check_digit_is_a_card(prefix: str, digits: str):
    body = (prefix + digits)[:15]
    (number,) = (f"{body}{last}" for last in range(10) if cards.is_card(f"{body}{last}"))
    for written in (number, " ".join(re.findall("....", number)), "-".join(re.findall("....", number))):
        assert hidden(f"Take {written}, please.") == f"Take {MASK}, please."
    wrong = f"{body}{(int(number[-1]) + 1) % 10}"
    assert find_secrets(f"Take {wrong}, please.") == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("password: hunter22", "password"),
        ("Passwort = Ulme_44", "password"),
        ("the PIN is 7719", "pin"),
        ("api_key=0123456789abcdef0123", "key"),
        ("https://bob:t0psecret@host.example/", "address"),
        ("recovery code AAAA-BBBB-CCC1", "recovery"),
        ("card 4242 4242 4242 4242", "card"),
        ("p a s s w o r d : h u n t e r 2 2", "password"),
        ("seed phrase: " + " ".join(["apple", "river", "stone"] * 4), "wallet"),
    ],
)
def test_what_it_looks_like_is_said_without_quoting_it(text: str, kind: str):
    (secret,) = find_secrets(text)
    assert secret.kind == kind
    sentence = texts.words("en").say(secret.why)
    assert sentence.endswith(".")
    assert text[secret.start : secret.end] not in sentence
    assert text[secret.start : secret.end] not in repr(secret)


def test_every_kind_that_can_be_found_has_its_sentence():
    kinds = {secret.kind for each in PLANTED for secret in find_secrets(each["text"])}
    assert kinds <= found._WHY.keys()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1Password, entry Shop",
        "password: see the vault",
        "Password: ********",
        "password: $PASSWORD",
        "The password was changed.",
        "EAN 4006381333931",
        "IBAN DE89 3704 0044 0532 0130 00",
    ],
)
def test_where_a_secret_is_kept_is_none(text: str):
    assert find_secrets(text) == ()


# --- what is hidden ---


def test_masking_leaves_nothing_of_what_was_found():
    for each in PLANTED:
        text = each["text"]
        secrets = find_secrets(text)
        shown = masked(text, secrets)
        rest = text
        for secret in reversed(secrets):
            rest = rest[: secret.start] + rest[secret.end :]
        assert shown.replace(MASK, "") == rest
        assert shown.count(MASK) == len(secrets)


def test_a_mask_does_not_tell_how_long_the_secret_is():
    assert hidden("password: abc123") == hidden("password: abcdefgh12345678") == f"password: {MASK}"


def test_masking_hides_also_where_spans_overlap_or_come_in_any_order():
    overlapping = (Secret("pin", 8, 12), Secret("key", 2, 10), Secret("key", 4, 6))
    assert masked("ab12345678cdef", overlapping) == f"ab{MASK}ef"


# --- any text ---

PIECES = st.sampled_from(
    """password Password: passwort is = : - " ' < > ( ) . , ; / @ :// https://a:b@ eyJ . eyJhbGci sk- sk_live_ AKIA
    -----BEGIN -----END PRIVATE KEY----- RSA otpauth:// 4111 1111 4 4242424242424242 pin code api key token secret wifi
    recovery codes รหัสผ่าน คือ kata laluan wachtwurd x1 abc Abc123 p a s s w o r d apple river login user \u00a0 \n \t
    PuTTY-User-Key-File-3: Private-MAC: WIFI: ;P: ?token= & mysql -p curl -u bearer basic""".split(" ")
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", ":"])), max_size=60), st.integers(1, 40))
def test_any_text_is_read_and_what_is_found_lies_in_it_in_order(pieces: list[tuple[str, str]], times: int):
    text = "".join(piece + gap for piece, gap in pieces) * times
    secrets = find_secrets(text)
    assert secrets == find_secrets(text)
    at = 0
    for secret in secrets:
        assert at <= secret.start < secret.end <= len(text)
        at = secret.end


@given(st.text())
def test_no_character_disturbs_it(text: str):
    assert masked(text, find_secrets(text)).count(MASK) >= len(find_secrets(text))


# --- time that grows with the text alone ---


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in (cards, labels, phrases, shapes, values, words):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{module.__name__.rpartition('.')[2]}.{name}", value


def repeats(node: Any, within: tuple[bool, ...] = ()) -> Iterator[tuple[bool, ...]]:
    """Yield for each repetition of a parsed expression whether it, and each one around it, is without a limit."""
    for operation, argument in node:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _least, most, inner = argument
            here = within if most == 1 else (*within, str(most) == "MAXREPEAT")  # once or not at all repeats nothing
            yield here
            yield from repeats(inner, here)
        elif name == "SUBPATTERN":
            yield from repeats(argument[3], within)
        elif name == "BRANCH":
            for each in argument[1]:
                yield from repeats(each, within)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from repeats(argument[1], within)
        elif name == "ATOMIC_GROUP":
            yield from repeats(argument, within)


@pytest.mark.parametrize(("name", "pattern"), list(patterns()), ids=[name for name, _ in patterns()])
def test_no_expression_repeats_a_repetition_without_limit(name: str, pattern: re.Pattern[str]):
    parsed = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
    assert [each for each in repeats(parsed) if len(each) > 1 and any(each)] == []


def test_the_watch_for_repetitions_sees_them():
    bad = list(repeats(re._parser.parse(r"(?:a+b{2}c?)+")))  # type: ignore[attr-defined]
    assert [each for each in bad if len(each) > 1 and any(each)] == [(True, True), (True, False)]


# --- where it blocks ---


def test_it_blocks_in_the_account_register_and_warns_everywhere_else():
    assert [kind.name for kind in KINDS.values() if kind.secrets == "block"] == ["account"]


def test_a_secret_holds_no_text():
    assert [field.name for field in dataclasses.fields(Secret)] == ["kind", "start", "end"]
