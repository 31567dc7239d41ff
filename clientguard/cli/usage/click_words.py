"""The words that click says itself (headings of the help, what is wrong with a command line), for our catalogues.

click asks gettext's global catalogue, in the language that the environment names: `spoken` makes ours that one. What
click does not ask for stays English: `[OPTIONS] COMMAND [ARGS]...` and the kind of a number (`integer`).
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

from clientguard import paths
from clientguard.domain.wording import N_, counted

DOMAIN = "clientguard"

SINGLE = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("default: {default}"),
    N_("required"),
    N_("Try '{command} {option}' for help."),
    N_("Error: {message}"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Choose from:\n\t{choices}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("Repeat for confirmation"),
    N_("Error: The two entered values do not match."),
)
SEVERAL = (
    counted("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    counted("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    counted("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    counted("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
)


def speak(language: str) -> None:
    """Have click speak a language from now on."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(paths.resources() / "locale"))
    gettext.textdomain(DOMAIN)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Have click speak a language while a command runs; programs that it starts are told the same one."""
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    speak(language)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE", None)
        if before is not None:
            os.environ["LANGUAGE"] = before
