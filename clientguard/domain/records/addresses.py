"""Whether a text is one email address, as plainly as people know it: not every form that a mail server would take."""

from __future__ import annotations

import re
import unicodedata

_LONGEST, _LONGEST_LOCAL, _LONGEST_LABEL = 320, 64, 63
_LOCAL = re.compile(r"""[^\s@.,;:<>()\[\]\\"]+(?:\.[^\s@.,;:<>()\[\]\\"]+)*|"[^"\\@\r\n]+\"""")
_LETTERS = {"L", "M", "N"}  # Unicode's letters, the marks that belong to them, and digits


def is_email(text: str) -> bool:
    """Return whether `text` is an email address whose domain has a dot; letters of any script count (RFC 6531).

    A mailbox on a local host has none, but `ada@gmail` is a slip far more often than such a mailbox.
    """
    local, _, domain = text.rpartition("@")
    if len(text) > _LONGEST or len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local) or not local.isprintable():
        return False
    labels = domain.replace("\u3002", ".").split(".")  # the full stop of Chinese and Japanese
    return len(labels) > 1 and all(map(_is_label, labels)) and not labels[-1].isdigit()


def _is_label(label: str) -> bool:
    """Return whether a part of a domain has only letters, digits and hyphens, and no hyphen at either end."""
    if not 0 < len(label) <= _LONGEST_LABEL or label.startswith("-") or label.endswith("-"):
        return False
    return all(each in "-\u200c\u200d" or unicodedata.category(each)[0] in _LETTERS for each in label)
