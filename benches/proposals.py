"""How much of what mail means the rules for proposals find, and how much of what they propose is right.

python -m benches.proposals                    print the figures, every miss and every wrong proposal
python -m benches.proposals --labels DIR       of another set: labels.json and threads/*.mbox
python -m benches.proposals --only w005,w012   of some cases
python -m benches.proposals --write            write the table to benches/RESULTS.md as well

A proposal is right if a label of its sort in the same message has words of its passage; an answer must also name
requests that the label names, and no others. What is labelled arguable counts neither for nor against.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from benches import results
from clientguard.domain.communication.proposals.find import find
from clientguard.domain.communication.proposals.found import Found, MailText
from clientguard.domain.communication.threads import Heading, threads
from clientguard.exchange.mail.own_words.own_words import is_automatic, own_words, written_between
from clientguard.exchange.mail.read_mail import MailDraft, read_mail

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
LABELS = SHARED / "research" / "mail-labels"
SORTS = ("request", "answer", "promise", "demand", "meeting")
HEADING = "# Proposals from mail"
RIGHT, FOUND = 0.8, 0.6  # the goals
FRESH = (
    "Fresh cases, first run: 40 threads with 144 messages, written and labelled by somebody who had read some of the",
    "70 and no rule, gave 82 % right (111 of 135) and 74 % found (111 of 150); requests 93 % and 90 %, answers 76 %",
    "and 62 %, promises 69 % and 85 %, demands 73 % and 50 %, meetings 83 % and 83 %. Then the rules were mended in",
    "what these have in common with other mail. 20 more threads with 58 messages, written after that by the same",
    "author, gave 86 % (51 of 59) and 84 % (53 of 63) when first run; answers 77 % and 74 %; and were read in turn.",
    "",
    "Three more sets by another author, with asides, small talk, delays and questions back on purpose, each at its",
    "first run and once its faults were mended in general: 60 threads (183 messages) 80 % right and 88 % found, then",
    "89 % and 92 %; answers 73 % and 73 %, then 88 % and 83 %. 30 threads (88) 76 % and 76 %, then 88 % and 90 %;",
    "answers 53 % and 56 %, then 76 % and 81 %. 15 threads (39) 82 % and 80 %, then 88 % and 86 %; answers 62 % (10",
    "of 16) and 67 %, then 75 % and 80 %. The author had read the rules before the second set. Of answers in mail",
    "like that, fewer than the wanted 80 % are right at the first run; of all proposals, about that many. 12 plain",
    "threads (31), last of all: 82 % and 88 %; answers 90 % (9 of 10) and 69 %.",
)
LONG_AFTER = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a case: as the rules read it, with its text on one line and what is labelled in it."""

    text: MailText
    flat: str
    labels: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Score:
    """Counts of one sort or language. `arguable` proposals hit labels that others could decide otherwise."""

    right: int = 0
    wrong: int = 0
    arguable: int = 0
    clear: int = 0
    clear_found: int = 0
    open: int = 0
    open_found: int = 0
    dated: int = 0
    dated_right: int = 0

    @property
    def precision(self) -> float:
        """The share of the proposals that is right, arguable ones apart."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the clear labels that is proposed."""
        return self.clear_found / self.clear if self.clear else 1.0


@dataclass(slots=True)
class Measured:
    """The result over all cases: by sort and "all", by language, and where it went wrong."""

    sorts: dict[str, Score] = field(default_factory=lambda: {each: Score() for each in (*SORTS, "all")})
    languages: dict[str, Score] = field(default_factory=dict[str, Score])
    missed: list[tuple[str, int, str, str, str]] = field(default_factory=list[tuple[str, int, str, str, str]])
    wrong: list[tuple[str, int, str, str, str]] = field(default_factory=list[tuple[str, int, str, str, str]])
    by_case: Counter[str] = field(default_factory=Counter[str])

    def scores(self, sort: str, languages: Iterable[str]) -> list[Score]:
        """Return the counts that one item goes into."""
        return [self.sorts[sort], self.sorts["all"], *(self.languages.setdefault(each, Score()) for each in languages)]


def measure(labels: Path = LABELS, only: frozenset[str] = frozenset()) -> Measured:
    """Read the cases of a set as the application would, and compare what it proposes with the labels."""
    measured = Measured()
    for case in json.loads((labels / "labels.json").read_text("utf-8"))["threads"]:
        if not only or case["id"] in only:
            _compare(case, read_case(case, labels), measured)
    return measured


def read_case(case: dict[str, Any], labels: Path = LABELS) -> list[Message]:
    """Return the messages of one case, in order of time."""
    told = {each["message_id"]: each for each in case["messages"]}
    listed = case.get("source") == "list"
    file = labels.parent.parent / case["file"] if listed else labels / case["file"]
    drafts = [each for each in read_mail([file]) if isinstance(each, MailDraft) and each.message_id in told]
    drafts.sort(key=lambda each: (each.at_ms, told[each.message_id]["n"]))
    others = {each.casefold() for each in case.get("others", ())}
    conversations = threads(
        Heading(
            told[each.message_id]["n"], 1, each.at_ms, "out" if told[each.message_id]["from_us"] else "in", "e-mail",
            each.message_id, each.in_reply_to, each.references, each.subject,
        )
        for each in drafts
    ).of  # fmt: skip
    return [_message(each, told, others, conversations) for each in drafts]


def _message(
    draft: MailDraft, every: dict[str, dict[str, Any]], others: set[str], conversations: dict[int, int]
) -> Message:
    told = every[draft.message_id]
    own = own_words(draft.body)
    to = {each.casefold() for each in draft.recipients}
    strange = draft.sender.casefold() in others or (told["from_us"] and bool(to) and to <= others)
    text = MailText(
        id=told["n"],
        on=(datetime.fromtimestamp(draft.at_ms / 1000, timezone(timedelta(minutes=draft.offset)))).date(),
        ours=told["from_us"],
        subject=draft.subject,
        own=own,
        sender=draft.sender,
        stranger=strange,
        automatic=is_automatic(draft.subject, draft.sender, draft.raw),
        files=tuple(each.name for each in draft.attachments),
        conversation=conversations[told["n"]],
        reply_to=every.get(draft.in_reply_to, {}).get("n", 0),
        between=written_between(draft.body),
    )
    flat = " ".join(draft.body.split())
    return Message(text, " ".join(own.split()), tuple(_labelled(each, flat) for each in told["labels"]))


def _labelled(label: dict[str, Any], flat: str) -> dict[str, Any]:
    if at := label.get("passage_at"):
        return {**label, "passage": flat[at["start"] : at["end"]]}
    return label


def _compare(case: dict[str, Any], messages: list[Message], measured: Measured) -> None:
    by_number = {each.text.id: each for each in messages}
    proposed = find([each.text for each in messages], LONG_AFTER)
    hit: set[tuple[int, int]] = set()
    for each in proposed:
        message = by_number[each.message]
        hits = [at for at, label in enumerate(message.labels) if _fits(each, label, message, by_number)]
        hit |= {(each.message, at) for at in hits}
        _count_proposal(case, each, [message.labels[at] for at in hits], measured)
    for message in messages:
        for at, label in enumerate(message.labels):
            found = (message.text.id, at) in hit
            _count_label(case, message, label, measured, found=found)


def _count_proposal(case: dict[str, Any], each: Found, labels: list[dict[str, Any]], measured: Measured) -> None:
    clear = [label for label in labels if label["sure"] == "clear"]
    for score in measured.scores(each.sort, case["languages"]):
        if clear:
            score.right += 1
            if clear[0].get("date") and clear[0].get("date_sure") != "arguable" and each.sort != "answer":
                score.dated += 1
                score.dated_right += str(each.date) in {label.get("date") for label in clear}
        elif labels:
            score.arguable += 1
        else:
            score.wrong += 1
    if not labels:
        measured.wrong.append((case["id"], each.message, each.sort, each.passage, f"{each.answers or ''}"))


def _count_label(
    case: dict[str, Any], message: Message, label: dict[str, Any], measured: Measured, *, found: bool
) -> None:
    clear = label["sure"] == "clear"
    for score in measured.scores(label["label"], case["languages"]):
        if clear:
            score.clear += 1
            score.clear_found += found
        else:
            score.open += 1
            score.open_found += found
    if clear and not found:
        named = f"{label['answers']}" if "answers" in label else ""
        measured.missed.append((case["id"], message.text.id, label["label"], label["passage"], named))


def _fits(each: Found, label: dict[str, Any], message: Message, by_number: dict[int, Message]) -> bool:
    if each.sort != label["label"] or each.where != label.get("where", "body"):
        return False
    if not _overlap(each.passage, label["passage"], message.flat if each.where == "body" else label["passage"]):
        return False
    return each.sort != "answer" or _names_right(each, label, by_number)


def _names_right(each: Found, label: dict[str, Any], by_number: dict[int, Message]) -> bool:
    """Whether an answer names requests of the label and none besides."""
    for asked, passage in each.answers:
        message = by_number[asked]
        named = [
            one["request"]
            for one in message.labels
            if one["label"] == "request" and _overlap(passage, one["passage"], message.flat)
        ]
        if not set(named) & set(label["answers"]):
            return False
    return bool(each.answers)


def _overlap(one: str, other: str, text: str) -> bool:
    """Whether two passages of a text have words in common, wherever they stand in it."""
    return any(
        start < other_start + len(other) and other_start < start + len(one)
        for start in _places(one, text)
        for other_start in _places(other, text)
    )


def _places(passage: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(passage)
    while at >= 0:
        found.append(at)
        at = text.find(passage, at + 1)
    return found


def table(measured: Measured) -> list[str]:
    """Return the figures as lines of Markdown."""
    lines = [
        "| | proposed | right | arguable | wrong | precision | clear | found | recall | arguable found |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, each in (*measured.sorts.items(), *sorted(measured.languages.items())):
        lines.append(
            f"| {name} | {each.right + each.arguable + each.wrong} | {each.right} | {each.arguable} | {each.wrong} "
            f"| {each.precision:.0%} | {each.clear} | {each.clear_found} | {each.recall:.0%} "
            f"| {each.open_found} of {each.open} |"
        )
    dates = measured.sorts["all"]
    return [*lines, "", f"Days that are named: {dates.dated_right} of {dates.dated} as labelled."]


def section(measured: Measured) -> str:
    """Return the section of the results file."""
    lines = [
        HEADING,
        "",
        f"Measured on {date.today().isoformat()} by `python -m benches.proposals` on 70 labelled threads of mail.",
        "The rules were written on half of them, which a fixed seed had chosen. When first tried on the other half,",
        "80 % of what they proposed was right and 61 % of what is clear was found; then both halves were read for what",
        "they have in common. As many threads are kept back, and will give lower figures than these.",
        "",
        *FRESH,
        "",
        *table(measured),
        "",
        f"Goal: at least {RIGHT:.0%} of what is proposed is right, and at least {FOUND:.0%} of what is labelled clear",
        "is found: over all, and of requests, answers and promises each. What is labelled arguable is counted apart.",
    ]
    for title, items in (("Missed", measured.missed), ("Wrong", measured.wrong)):
        places = [f"{case} #{number} {sort}" for case, number, sort, *_words in items]
        lines += ["", f"{title}, by case, message and sort: {', '.join(places)}."]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return 0 if the goals are met."""
    parser = argparse.ArgumentParser(prog="python -m benches.proposals")
    parser.add_argument("--labels", type=Path, default=LABELS, help="a folder with labels.json and threads/")
    parser.add_argument("--only", default="", help="cases, with commas between them")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options = parser.parse_args(arguments)
    measured = measure(options.labels, frozenset(filter(None, options.only.split(","))))
    print("\n".join(table(measured)))
    for title, items in (("Missed", measured.missed), ("Wrong", measured.wrong)):
        print(f"\n{title}:")
        for case, number, sort, passage, named in items:
            print(f"  {case} #{number} {sort}: {passage} {named}".rstrip())
    if options.write:
        results.put(section(measured))
    score = measured.sorts["all"]
    return 0 if score.precision >= RIGHT and score.recall >= FOUND else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
