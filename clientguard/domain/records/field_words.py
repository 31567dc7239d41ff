"""What a field is called to people, where a command or a record names it by its key."""

from __future__ import annotations

from clientguard.domain.records.describe import KINDS
from clientguard.domain.wording import N_, Said, listed, said


def field_in_words(name: str) -> Said:
    """Return what a field is called to people, by the name with which it was redacted: `body` or `message.body`."""
    kind, dot, field_name = name.rpartition(".")
    named = [
        (each, one)
        for each in KINDS.values()
        for one in each.fields
        if one.name == field_name and kind in ("", each.name)
    ]
    labels = listed(
        said(N_("“{field}”"), field=said(each)) for each in dict.fromkeys(one.label for _kind, one in named)
    )
    return said(N_("{field} ({kind})"), field=labels, kind=said(named[0][0].plural)) if dot and named else labels
