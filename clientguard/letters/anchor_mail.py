"""The mail by which somebody outside keeps the journal's anchor: `resources/proof/LANGUAGE/anchor-mail.txt` (P5.2)."""

from __future__ import annotations

from functools import cache

from clientguard import paths
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_
from clientguard.letters.render import LetterText
from clientguard.texts import current, local


def anchor_mail(anchor: str, business: str, signed: str, at: Instant) -> LetterText:
    """Return the mail in the language of the screens, else in English: the anchor as printed, of the business then."""
    words = current()
    subject, body = _template(words.language)
    called = business or words(N_("my practice"))
    values = {"anchor": anchor, "business": called, "signed": signed, "moment": words.moment(local(at))}
    return LetterText(" ".join(words(subject, **values).split()), words(body, **values))


@cache
def _template(language: str) -> tuple[str, str]:
    folder = paths.resources() / "proof"
    own = folder / language / "anchor-mail.txt"
    file = own if own.is_file() else folder / "en" / own.name
    subject, _line, body = file.read_text(encoding="utf-8").partition("\n")
    return subject, body.strip() + "\n"
