"""A letter as it would go out: its words, what goes with it, and what the user should know of it (P3.3, P4.6)."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.actions.communication.waiting_letters import CHASE
from clientguard.actions.money.interest import InterestPaper
from clientguard.domain.communication.letter_facts import LetterFacts
from clientguard.domain.wording import N_, Said, said
from clientguard.letters.render import LetterText

GOODBYE, CALL_GUIDE = "goodbye", "call-guide"


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as it would go out. If anything is `lacking`, it has no words; `remarks` do not prevent it.

    `files` are the attachments that go with it: id and name. `english` is the same letter in English, where no native
    speaker has reviewed the one that the client gets and much hangs on its words.
    """

    kind: str
    title: str
    client: int
    facts: LetterFacts
    text: LetterText
    lacking: tuple[Said, ...]
    remarks: tuple[Said, ...]
    files: tuple[tuple[int, str], ...]
    about: tuple[int, ...] = ()  # the records that it is about: the invoice, the stop of work
    step: str = ""  # the step of the ladder that it carries out, such as `practice/+7`
    papers: tuple[tuple[str, bytes], ...] = ()  # made for it, name and bytes: kept with the letter once it was sent
    sheet: InterestPaper | None = None  # the one of them that shows the interest: then a document of the client too
    english: LetterText | None = None

    @property
    def attached(self) -> tuple[str, ...]:
        """The names of what goes with it."""
        return (*(name for _id, name in self.files), *(name for name, _data in self.papers))

    @property
    def subject_of(self) -> int:
        """The one record that it is written about: an invoice, or the request that is asked again; 0 for none."""
        if self.kind == CHASE:
            return self.about[0] if self.about else 0
        return self.facts.invoice.id if self.facts.invoice else 0

    @property
    def is_guide(self) -> bool:
        """Whether it is for the user alone, and not sent."""
        return self.kind == CALL_GUIDE

    @property
    def is_weighed(self) -> bool:
        """Whether its tone is checked as it is edited (P4.6); reminders may name what follows, and are not."""
        return self.kind == GOODBYE

    @property
    def follows(self) -> Said | None:
        """What follows once it is recorded as sent; None if that is no more than a message."""
        told = self.facts.goodbye
        if self.kind != GOODBYE or told is None or told.confirms or told.last_day is None:
            return None
        text = N_("Recording it gives notice on {date}. The last day is then {last}.")
        return said(text, date=self.facts.today, last=told.last_day)

    @property
    def sender(self) -> tuple[str, str]:
        """Who writes: name and address."""
        firm = self.facts.sender
        return (firm.owner or firm.name, firm.email) if firm else ("", "")

    @property
    def recipient(self) -> tuple[str, str]:
        """Whom it goes to: name and address."""
        to = self.facts.recipient
        return to.person or to.name, to.email
