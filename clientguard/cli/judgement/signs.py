"""The ten signs of a client and the user's answers to them, and the figures that they go by: `clientguard signs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from clientguard.actions.judgement import thresholds
from clientguard.actions.judgement.reading import judged
from clientguard.actions.judgement.reasons import default_reasons
from clientguard.actions.judgement.reviewing import review_sign
from clientguard.actions.judgement.thresholds import Setting
from clientguard.cli.shared import (
    Context,
    answer,
    answer_list,
    casebook_option,
    client_of,
    day,
    json_option,
    opened,
    read_back,
    say,
)
from clientguard.cli.usage.groups import Sentences
from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.records.kinds.judging import EXCEPT, REVIEWS
from clientguard.texts import N_, _, current

STATE_WORDS = {"none": N_("Not seen"), "watch": N_("To watch"), "raised": N_("Raised")}
ANSWERS = [each.key for each in REVIEWS]


@click.group(
    cls=Sentences,
    invoke_without_command=True,
    help=_("Show what the record says of a client by ten signs, answer a sign, and set the figures they go by."),
)
@click.option("--client", metavar="NAME", help=_("The client's name or number."))
@click.option("--sign", type=click.IntRange(1, 10), metavar="NUMBER", help=_("Only this sign, from 1 to 10."))
@click.option("--on", "on", metavar="DATE", help=_("As it was on that day; by default, today."))
@click.option("--answer", "verdict", type=click.Choice(ANSWERS), metavar="ANSWER",
              help=_("Your answer to the sign: accept, doubt or except."))  # fmt: skip
@click.option("--reason", metavar="TEXT", help=_("Why you doubt it, or why it does not count."))
@click.option("--until", metavar="DATE", help=_("The day until which it does not count."))
@casebook_option
@json_option
@click.pass_context
def signs(
    command: click.Context,
    client: str | None,
    sign: int | None,
    on: str | None,
    verdict: str | None,
    reason: str | None,
    until: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Print the ten signs of a client, or one of them, after noting an answer to it."""
    if command.invoked_subcommand:
        return
    context: Context = command.obj
    if not client:
        raise click.UsageError(_("Name the client with --client."))
    if verdict and not sign:
        raise click.UsageError(_("Say with --sign which of the signs you answer."))
    if not verdict and (reason or until):
        raise click.UsageError(_("--reason and --until belong to --answer."))
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=bool(verdict)) as book:
        with book.read() as db:
            owner = client_of(db, client)
        if verdict and sign:
            last = day(until, context.today) if until and verdict == EXCEPT else None
            review_sign(book, owner, sign, verdict, reason or "", when, last)
        with read_back(book) as db:
            found = judged(db, owner, when)
    shown = [each for each in found.findings if sign in (None, each.sign)]
    lines = (line for each in shown for line in _lines(each))
    answer_list([told(each) for each in shown], lines, "", as_json=as_json)


def told(finding: Finding) -> dict[str, Any]:
    """Return a finding as scripts get it."""
    return {
        "sign": finding.sign,
        "state": finding.state,
        "figure": say(finding.figure) if finding.figure else None,
        "reasons": [say(each) for each in finding.reasons],
        "evidence": list(finding.evidence),
        "clears": say(finding.clears) if finding.clears else None,
    }


def _lines(finding: Finding) -> Iterator[str]:
    figure = f" ({say(finding.figure)})" if finding.figure else ""
    yield f"{finding.sign:2}  {_(CONDUCT[finding.sign])}: {_(STATE_WORDS[finding.state])}{figure}"
    for each in finding.reasons:
        yield f"      {say(each)}"
    if finding.evidence and finding.state != "none":
        yield "      " + records_in_words(finding.evidence)
    if finding.clears and finding.state != "none":
        yield "      " + _("What clears it: {what}", what=say(finding.clears))


def records_in_words(records: tuple[int, ...]) -> str:
    """Return which records are behind something."""
    return _("Records: {numbers}", numbers=", ".join(map(str, records)))


@signs.command("thresholds", help=_("List the figures that the signs go by, each with its bounds and default."))
@casebook_option
@json_option
@click.pass_obj
def list_thresholds(context: Context, casebook: Path | None, as_json: bool) -> None:
    """Print every threshold as it holds."""
    with opened(context, casebook, write=False) as book, book.read() as db:
        found = thresholds.settings(db)
    answer_list([_told(each) for each in found], map(_line, found), "", as_json=as_json)


@signs.command("threshold", help=_("Set a figure that the signs go by, or give it its default again."))
@click.argument("key")
@click.argument("value", required=False)
@click.option("--reason", metavar="TEXT", help=_("Why you go by another figure."))
@click.option("--default", "reset", is_flag=True, help=_("Give it its default again."))
@casebook_option
@json_option
@click.pass_obj
def set_threshold(
    context: Context, key: str, value: str | None, reason: str | None, reset: bool, casebook: Path | None, as_json: bool
) -> None:
    """Set one threshold and print how it holds."""
    if (value is None) != reset:
        raise click.UsageError(_("Give a value, or --default."))
    with opened(context, casebook, write=True) as book:
        if value is None:
            thresholds.reset_threshold(book, key)
        else:
            thresholds.set_threshold(book, key, value, reason or "")
        with read_back(book) as db:
            found = next(each for each in thresholds.settings(db) if each.figure.key == key)
    answer(_told(found), _line(found), as_json=as_json)


def _told(setting: Setting) -> dict[str, Any]:
    figure = setting.figure
    return {
        "key": figure.key,
        "sign": figure.sign or None,
        "label": _(figure.label),
        "value": setting.value,
        "default": figure.default,
        "least": figure.least,
        "most": figure.most,
        "reason": setting.reason or None,
        "why": default_reasons(current().language).get(figure.key),
    }


def _line(setting: Setting) -> str:
    figure = setting.figure
    value, default, least, most = map(_plain, (setting.value, figure.default, figure.least, figure.most))
    bounds = _("from {least} to {most}", least=least, most=most)
    line = f"{figure.key}  {_(figure.label)}: {value} ({bounds})"
    if setting.is_default:
        return line
    changed = _("default {value}", value=default)
    return "  ".join([line, changed, *([setting.reason] if setting.reason else [])])


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
