"""A finding: a stretch of text, the kind of secret that it looks like, and the reason in words."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.wording import N_, Said, said

Found = tuple[str, int, int]  # kind, start, end

_WHY = {
    "address": N_("This looks like an address with a password in it."),
    "card": N_("This looks like a card number."),
    "key": N_("This looks like an API key."),
    "one-time": N_("This looks like a one-time password secret."),
    "password": N_("This looks like a password."),
    "pin": N_("This looks like a PIN or an access code."),
    "private key": N_("This looks like a private key."),
    "recovery": N_("This looks like a recovery code."),
    "token": N_("This looks like an access token."),
    "wallet": N_("This looks like a wallet's recovery phrase."),
}


@dataclass(frozen=True, slots=True)
class Secret:
    """The place in a text, from `start` up to `end`, that looks like a secret of a kind; never the characters."""

    kind: str
    start: int
    end: int

    @property
    def why(self) -> Said:
        """What it looks like, in a sentence that does not quote it."""
        return said(_WHY[self.kind])
