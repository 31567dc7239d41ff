"""Secrets in a text: what looks like a password, a key or a card number (P4.4: a credential stays where it is kept).

A secret is known by its form (a private key, a vendor's key, a card number) or by the words before it ("password:").
What the detector cannot know: a secret without either, such as a bare word or a bare random string, which may as well
be a name or a checksum; a secret in a picture or an attached file; a language it has no words of; whether a value
still works, or was made up for an example. So silence is no proof, and a finding may be wrong: it blocks only in the
kinds that say so (`Kind.secrets`), where no secret has any business, and warns elsewhere.

Text alone decides: no clock, no network. Time grows with the length of the text: no expression repeats a
repetition that could divide the same characters in more than one way, and none looks further than a fixed distance.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from clientguard.domain.secrets.found import Found, Secret

__all__ = ["MASK", "Secret", "find_secrets", "masked"]

MASK = "••••••"


def find_secrets(text: str) -> tuple[Secret, ...]:
    """Return what in `text` looks like a secret, in the order of the text, none overlapping another."""
    # Late: the first window looks for no secret, and the expressions take their time to make.
    from clientguard.domain.secrets.cards import cards
    from clientguard.domain.secrets.phrases import phrases
    from clientguard.domain.secrets.shapes import shapes
    from clientguard.domain.secrets.words import wallets

    found = sorted(chain(shapes(text), cards(text), phrases(text), wallets(text)), key=lambda one: (one[1], -one[2]))
    joined: list[Found] = []
    for kind, start, end in found:
        if joined and start < joined[-1][2]:
            first, begin, until = joined[-1]
            joined[-1] = (first, begin, max(until, end))
        else:
            joined.append((kind, start, end))
    return tuple(Secret(*one) for one in joined)


def masked(text: str, secrets: Iterable[Secret]) -> str:
    """Return `text` with a mask in place of each secret, of the same length whatever it hides."""
    parts: list[str] = []
    done = 0
    for secret in sorted(secrets, key=lambda secret: secret.start):
        if secret.start >= done:
            parts += [text[done : secret.start], MASK]
        done = max(done, secret.end)
    return "".join([*parts, text[done:]])
