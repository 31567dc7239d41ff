"""Secrets in a text: what looks like a password, a key or a card number (P4.4: a credential stays where it is kept).

A secret is recognised by its form (a private key, a vendor's key, a card number) or by the words before it
("password:"). What the detector cannot find: a secret without either, such as a single word or a random string, which
may just as well be a name or a checksum; a secret in a picture or an attached file; one in a language whose words it
does not have. Nor does it know whether a value still works or is an example. So finding nothing proves nothing, and a
finding may be wrong: it blocks only in the kinds that say so (`Kind.secrets`), where no secret belongs, and warns
elsewhere.

Only the text counts: no clock, no network. Time grows linearly with the length of the text: no expression nests
repetitions that could match the same characters in more than one way, and none looks further than a fixed distance.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from clientguard.domain.secrets.found import Found, Secret

__all__ = ["MASK", "Secret", "find_secrets", "masked"]

MASK = "••••••"


def find_secrets(text: str) -> tuple[Secret, ...]:
    """Return whatever in `text` looks like a secret, in order, without overlaps."""
    # Imported late: the first window does not look for secrets, and the expressions take long to compile.
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
    """Return `text` with a mask in place of each secret; all masks have the same length."""
    parts: list[str] = []
    done = 0
    for secret in sorted(secrets, key=lambda secret: secret.start):
        if secret.start >= done:
            parts += [text[done : secret.start], MASK]
        done = max(done, secret.end)
    return "".join([*parts, text[done:]])
