"""What is wrong with one field's text, in words for the person who typed it."""

from __future__ import annotations

from clientguard.domain.words import Said


class FieldError(ValueError):
    """A text that a field does not take; `said` is the sentence that tells what it does take."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.text)
        self.said = said
