"""What a client's reply to the handover request says, account by account (P4.4).

The request gives each account a reference, such as [A12]. An answer is what the client itself wrote beside it: above
or below the quoted request, in its lines, or in its table copied back. What is only quoted answers nothing. Nothing is
ticked from here: each answer is proposed with its words, and the user confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.leaving.assets import ACCEPTED, BILLING, TESTED
from clientguard.domain.leaving.from_mail.answer_words import NO, YES
from clientguard.domain.leaving.from_mail.passages import LONGEST, Line, MailFacts, dates_in, lines_of
from clientguard.domain.leaving.papers.handover_request import OWNED, TASKS
from clientguard.domain.records.kinds.handover import ROTATED

PLAIN = ""  # a yes or no to all that the account's request asks for
_REFERENCE = re.compile(r"\[?\b[Aa](\d{1,9})\b\]?")
_BOX = re.compile(r"(\[\s*[xX✓✔]\s*\]|[☑☒✓✔])|\[\s*\]|[☐□]|\[_+\]")
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
# The request's own words, copied back: what was asked is not an answer, but it says to what one is given.
STEP_OF = {"accept": ACCEPTED, "test": TESTED, "check": TESTED, "billing": BILLING, "rotate": ROTATED}
_TASKS = tuple((STEP_OF[key], re.compile(re.escape(words), re.IGNORECASE)) for key, words in TASKS.items())
_ASKED = re.compile(rf"{'|'.join(each.pattern for _step, each in _TASKS)}|yes\s*/\s*no", re.IGNORECASE)
# What an account is, as the request says it beside the name.
_ABOUT = rf"\([^()]*\b(?:{'|'.join(re.escape(each) for each in OWNED.values())})\)?"
_NO_TROUBLE = re.compile(r"\b(?:no|without(?: any)?|not a) (?:problems?|issues?|trouble|worries)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply says of one account: the step, its day, and the client's words; `refused` if they say no.

    `step` is a key of the account's path, or `PLAIN` where it is not known what was asked.
    """

    account: int
    step: str
    on: date
    words: str
    message: int
    refused: bool = False


def answers_in(
    message: MailFacts, accounts: Mapping[int, str], asked: Mapping[int, Sequence[str]] | None = None
) -> list[Answer]:
    """Return what a received message says of accounts, given with their names; of each step the last words count.

    `asked` are the steps that the request asks for: a plain yes says that all of them were done, a plain no that the
    first was not. A sign-in that works says too that the account was accepted. The day is the one that the words name,
    if it is not after the message, else that of the message.
    """
    if not message.received:
        return []
    found: dict[tuple[int, str], Answer] = {}
    for account, tasks, words in _beside_references(message, accounts):
        if account not in accounts:
            continue
        for step, refused in _steps_in(words, tasks):
            wanted = [step] if step else [*(asked or {}).get(account, ())] or [PLAIN]
            for key in wanted[:1] if refused else wanted:
                found.pop((account, key), None)
                found[account, key] = Answer(
                    account, key, _day(words, message.on), words[:LONGEST], message.id, refused
                )
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
    asked: Mapping[int, Sequence[str]],
    open_steps: Mapping[int, Collection[str]],
    seen: Collection[tuple[int, int]] = (),
) -> tuple[Reply, ...]:
    """Return what messages say of accounts that is news, oldest first (P4.4).

    `asked` are the steps that a plain yes answers, `open_steps` are those of an account that are not done yet, and
    `seen` are the messages, each with an account, that the user has dealt with. An answer to nothing that is open is
    left out.
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


def _without(words: str, names: Iterable[str]) -> str:
    """Return words without an account's name, which may read like an answer ("Works council site"), and what it is."""
    for name in names:
        if name.strip():
            words = re.sub(rf"{re.escape(name)}(?:\s*{_ABOUT})?", " ", words, flags=re.IGNORECASE)
    return _plain(words)


def _beside_references(message: MailFacts, accounts: Mapping[int, str]) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield each account that is named, the steps that a quoted line asks for, and what the client wrote about it.

    If a reference is alone on its line, or in a quoted line, the client's next paragraph is about it.
    """
    about: tuple[int, ...] = ()
    tasks: tuple[str, ...] = ()
    begun = False  # whether the paragraph about it has begun
    for line in _rows(message.body):
        references = list(_REFERENCE.finditer(line.text))
        if line.quoted:
            asked = _tasks_in(line.text)
            if references or asked:
                about = tuple(int(each[1]) for each in references) or about
                tasks, begun = asked, False
            elif begun:
                about = ()
        elif references:
            about, tasks, begun = (), (), False
            for group, words in _segments(line.text, references):
                own = _without(words, [accounts[each] for each in group if each in accounts])
                if own:
                    yield from ((account, (), own) for account in group)
                else:
                    about = group
        elif line.text:
            yield from ((account, tasks, _without(line.text, ())) for account in about)
            begun = True
        elif begun:
            about = ()


def _tasks_in(text: str) -> tuple[str, ...]:
    """Return the steps that a line of the request asks for."""
    return tuple(dict.fromkeys(step for step, words in _TASKS if words.search(text)))


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


def _steps_in(words: str, asked: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the steps that words answer, each with whether they say no; nothing if they do not answer.

    `asked` are those that the quoted line above asks for.
    """
    said: dict[str, bool] = {}
    plain: bool | None = None
    for tasks, part in _parts(_NO_TROUBLE.sub(" ", words)):
        refused = NO.search(part) is not None
        answers = refused or YES.search(part) is not None
        steps = [key for key, pattern in _STEPS if pattern.search(part)]
        if answers:
            steps += tasks or (() if steps else asked)
        if refused and not steps and _TRIED.search(part):
            steps = [TESTED]
        said |= dict.fromkeys(steps, refused)
        if not steps and plain is None and answers:
            plain = refused
    if said.get(TESTED) is False:
        said.setdefault(ACCEPTED, False)
    yield from sorted(said.items(), key=lambda each: each[0] != ACCEPTED)
    if not said and plain is not None:
        yield PLAIN, plain


def _parts(words: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what counts as an answer, clause by clause; in a line with boxes, only what is next to the ticked ones.

    Each comes with the steps that its line asks for in the request's own words.
    """
    boxes = list(_BOX.finditer(words))
    if not any(each[1] for each in boxes):
        own = words[: boxes[0].start()] if boxes else words
        tasks, rest = _tasks_in(own), _ASKED.sub(" ", own)
        clauses = re.split(r"(?<=[.;!?])\s+|\bbut\b", rest)
        yield from ((tasks, each) for each in clauses if each.strip() and not each.rstrip().endswith("?"))
        return
    before = _tasks_in(words[: boxes[0].start()])
    for number, box in enumerate(boxes):
        if box[1]:
            end = boxes[number + 1].start() if number + 1 < len(boxes) else len(words)
            beside = words[box.end() : end]
            yield _tasks_in(beside) or before, f"{_ASKED.sub(' ', beside)} yes"
