"""The platforms that mail is searched for, and the phrases of invitations, renewals and receipts (P4.4)."""

from __future__ import annotations

import json
from functools import cache

from clientguard import paths
from clientguard.domain.leaving.from_mail.found_accounts import SORTS, MailWords, Sort, Vendor


@cache
def mail_words() -> MailWords:
    """Return the platforms and the phrases of every language that has some (`resources/platforms/mail.json`)."""
    whole = json.loads((paths.resources() / "platforms" / "mail.json").read_text(encoding="utf-8"))
    vendors = tuple(
        Vendor(
            each["platform"],
            each["name"],
            tuple(each.get("names", ())),
            tuple(each["domains"]),
            shared=each.get("shared", False),
            is_word=each.get("is_word", False),
        )
        for each in whole["vendors"]
    )
    phrases: dict[Sort, tuple[str, ...]] = {
        each: tuple(phrase for words in whole["phrases"].values() for phrase in words[each]) for each in SORTS
    }
    return MailWords(vendors, tuple(phrases.items()))
