"""What a client's reply to the handover request says, account by account (P4.4).

The request gives each account a reference, such as [A12]. An answer is what the client itself wrote beside it: above
or below the quoted request, in its lines, or in its table copied back. What is only quoted answers nothing. Nothing is
ticked from here: each answer is proposed with its words, and the user confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clientguard.domain.leaving.from_mail.passages import LONGEST, Line, MailFacts, dates_in, lines_of
from clientguard.domain.records.handover import ROTATED

ACCEPTED, TESTED, BILLING = "accepted", "tested", "billing"
NEXT = ""  # a plain yes: to the step that the account's request asked about
_REFERENCE = re.compile(r"\[?\b[Aa](\d{1,9})\b\]?")
_BOX = re.compile(r"(\[\s*[xX✓✔]\s*\]|[☑☒✓✔])|\[\s*\]|[☐□]|\[_+\]")
_YES = re.compile(
    r"\b(?:yes|yep|yeah|ok|okay|done|confirmed|confirm|fine|correct|agreed|all good|sorted|works|working)\b|[✓✔👍]",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|not|nope|never|can'?t|can’t|cannot|couldn'?t|couldn’t|don'?t|don’t|didn'?t|didn’t|doesn'?t|doesn’t"
    r"|hasn'?t|hasn’t|haven'?t|haven’t|isn'?t|isn’t|won'?t|won’t|unable|failed|fails|locked out|error|missing|tomorrow"
    r"|next week|later|waiting|will)\b|[✗✘]",
    re.IGNORECASE,
)
_STEPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for key, words in (
        (
            ROTATED,
            r"(?:changed|reset|rotated|replaced|updated) (?:\w+ ){0,3}(?:passwords?|keys?|secrets?|codes?)"
            r"|(?:passwords?|keys?|secrets?|codes?) (?:\w+ ){0,2}(?:changed|reset|rotated|replaced|updated)",
        ),
        (
            BILLING,
            r"(?:our|own|my|new) (?:\w+ )?(?:card|payment method)|(?:card|billing|payment method) (?:\w+ ){0,2}"
            r"(?:changed|added|updated|moved|entered)|(?:changed|added|updated|moved|entered) (?:\w+ ){0,3}"
            r"(?:card|billing|payment method)",
        ),
        (
            TESTED,
            r"signed in|sign in works|logged in|log in works|login works|logging in works|tested|works|working"
            r"|can (?:get|sign|log) in|got in|we are in|i am in|i'm in|opened|opens",
        ),
        (ACCEPTED, r"accept(?:ed)?|received|got it|arrived|took it over|transferred to us|took over"),
    )
)
_TRIED = re.compile(r"\b(?:(?:log|sign)[- ]?in|login|works?|open|access)\b", re.IGNORECASE)  # with a no: it was tried
# The request's own words, copied back: what was asked is not an answer, but beside a ticked box it says to what.
_TASKS = {
    ACCEPTED: re.compile(r"accept the invitation or the transfer", re.IGNORECASE),
    TESTED: re.compile(r"sign in yourself and test it|open it and check that it is complete", re.IGNORECASE),
    BILLING: re.compile(r"put in your own card or payment method", re.IGNORECASE),
    ROTATED: re.compile(r"change the passwords and keys that we knew", re.IGNORECASE),
}
_ASKED = re.compile(rf"{'|'.join(each.pattern for each in _TASKS.values())}|yes\s*/\s*no", re.IGNORECASE)
_NO_TROUBLE = re.compile(r"\b(?:no|without(?: any)?|not a) (?:problems?|issues?|trouble|worries)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply says of one account: the step, its day, and the client's words; `refused` if they say no.

    `step` is a key of the account's path, or `NEXT` for a plain yes or no.
    """

    account: int
    step: str
    on: date
    words: str
    message: int
    refused: bool = False


def answers_in(message: MailFacts, accounts: Mapping[int, str], asked: Mapping[int, str] | None = None) -> list[Answer]:
    """Return what a received message says of accounts, given with their names; of each step the last words count.

    `asked` says to which step of an account a plain yes is the answer. A sign-in that works says too that the account
    was accepted. The day is the one that the words name, if it is not after the message, else that of the message.
    """
    if not message.received:
        return []
    found: dict[tuple[int, str], Answer] = {}
    for account, words in _beside_references(message):
        if account not in accounts:
            continue
        for step, refused in _steps_in(_without(words, accounts[account])):
            key = step or (asked or {}).get(account, NEXT)
            found.pop((account, key), None)
            found[account, key] = Answer(account, key, _day(words, message.on), words[:LONGEST], message.id, refused)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Reply:
    """What one message says of one account: the steps that it says were done, and those that it says were not."""

    account: int
    message: int
    on: date
    words: str
    done: tuple[str, ...]
    refused: tuple[str, ...]


def replies(
    messages: Iterable[MailFacts],
    accounts: Mapping[int, str],
    asked: Mapping[int, str],
    open_steps: Mapping[int, Collection[str]],
    seen: Collection[tuple[int, int]] = (),
) -> tuple[Reply, ...]:
    """Return what messages say of accounts that is news, oldest first (P4.4).

    `asked` is the step that a plain yes answers, `open_steps` are those of an account that are not done yet, and `seen`
    are the messages, each with an account, that the user has dealt with. An answer to nothing that is open is left out.
    """
    found: list[Reply] = []
    for message in sorted(messages, key=lambda each: (each.on, each.id)):
        by_account: dict[int, list[Answer]] = {}
        for answer in answers_in(message, accounts, asked):
            if (message.id, answer.account) not in seen and answer.step in open_steps.get(answer.account, ()):
                by_account.setdefault(answer.account, []).append(answer)
        for account, several in by_account.items():
            done = tuple(each.step for each in several if not each.refused)
            refused = tuple(each.step for each in several if each.refused)
            words = " … ".join(dict.fromkeys(each.words for each in several))
            found.append(Reply(account, message.id, several[0].on, words, done, refused))
    return tuple(found)


def _day(words: str, sent: date) -> date:
    return next((each for each in dates_in(words, sent) if each <= sent), sent)


def _without(words: str, name: str) -> str:
    """Return words without the account's name, which may read like an answer ("Works council site")."""
    return re.sub(re.escape(name), " ", words, flags=re.IGNORECASE) if name.strip() else words


def _beside_references(message: MailFacts) -> Iterator[tuple[int, str]]:
    """Yield each account that is named with what the client wrote about it.

    Where nothing stands beside a reference, or it is in a quoted line, the next paragraph of the client's is about it.
    """
    about: tuple[int, ...] = ()
    begun = False  # whether the paragraph about it has begun
    for line in _rows(message.body):
        references = list(_REFERENCE.finditer(line.text))
        if line.quoted:
            if references:
                about, begun = tuple(int(each[1]) for each in references), False
            elif begun:
                about = ()
        elif references:
            about, begun = (), False
            for group, words in _segments(line.text, references):
                if words:
                    yield from ((account, words) for account in group)
                else:
                    about = group
        elif line.text:
            yield from ((account, line.text) for account in about)
            begun = True
        elif begun:
            about = ()


def _rows(body: str) -> Iterator[Line]:
    """Yield the lines; a signature ends what the client wrote, and a line of nothing but marks is left out."""
    for line in lines_of(body):
        if not line.quoted and line.text in ("--", "—"):
            return
        yield line


def _segments(text: str, references: list[re.Match[str]]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the references of a line with the words after each; references in a row share the words ("A1 and A2: ok").

    Words before the first one belong to it if none follow the last ("yes for A12").
    """
    group: list[int] = []
    before = _plain(text[: references[0].start()])
    for number, reference in enumerate(references):
        group.append(int(reference[1]))
        end = references[number + 1].start() if number + 1 < len(references) else len(text)
        words = _plain(text[reference.end() : end])
        last = number + 1 == len(references)
        if not last and re.fullmatch(r"(?:,|;|/|&|\+|and|-|to|\s)*", words, re.IGNORECASE):
            continue
        if last and not re.search(r"\w|[✓✔✗✘☑☒👍]", words):
            words = before
        yield tuple(group), words
        group = []


def _plain(words: str) -> str:
    """Return words without what only separates them: the bars of a table, dashes, colons."""
    return " ".join(words.strip(" \t|:;,.-–—()").split())


def _steps_in(words: str) -> Iterator[tuple[str, bool]]:
    """Yield the steps that words answer, each with whether they say no; nothing if they do not answer."""
    said: dict[str, bool] = {}
    plain: bool | None = None
    for task, part in _parts(_NO_TROUBLE.sub(" ", words)):
        refused = _NO.search(part) is not None
        steps = [task] if task else [key for key, pattern in _STEPS if pattern.search(part)]
        if refused and not steps and _TRIED.search(part):
            steps = [TESTED]
        said |= dict.fromkeys(steps, refused)
        if not steps and plain is None and (refused or _YES.search(part)):
            plain = refused
    if said.get(TESTED) is False:
        said.setdefault(ACCEPTED, False)
    yield from sorted(said.items(), key=lambda each: each[0] != ACCEPTED)
    if not said and plain is not None:
        yield NEXT, plain


def _parts(words: str) -> Iterator[tuple[str, str]]:
    """Yield what counts as an answer, clause by clause; of a line with boxes, what stands beside the ticked ones.

    Each comes with the step that its box was for, or "".
    """
    boxes = list(_BOX.finditer(words))
    if not any(each[1] for each in boxes):
        own = _ASKED.sub(" ", words[: boxes[0].start()] if boxes else words)
        clauses = re.split(r"(?<=[.;!?])\s+|\bbut\b", own)
        yield from (("", each) for each in clauses if each.strip() and not each.rstrip().endswith("?"))
        return
    for number, box in enumerate(boxes):
        if box[1]:
            end = boxes[number + 1].start() if number + 1 < len(boxes) else len(words)
            beside = words[box.end() : end]
            task = next((key for key, asked in _TASKS.items() if asked.search(beside)), "")
            yield task, "yes" if task else f"{beside} yes"
