"""`docs/cli.md` names every command and every option, and nothing that is not there."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator

import click
import pytest

from clientguard.cli import cli
from tests.cli.conftest import ROOT

TEXT = (ROOT / "docs" / "cli.md").read_text("utf-8")
HEADING = re.compile(r"^### `(.+)`$", re.MULTILINE)


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group) or command.invoke_without_command or path == "clientguard":
        yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from commands(child, f"{path} {name}")


def usage(path: str, command: click.Command) -> str:
    arguments = [
        each.make_metavar(click.Context(command)) for each in command.params if isinstance(each, click.Argument)
    ]
    return " ".join([path, *arguments])


COMMANDS = {usage(path, command): command for path, command in commands(cli, "clientguard")}
SECTIONS = dict(zip(HEADING.findall(TEXT), HEADING.split(TEXT)[2::2], strict=True))


def test_every_command_has_a_section_and_every_section_a_command():
    assert sorted(SECTIONS) == sorted(COMMANDS)


@pytest.mark.parametrize("heading", sorted(COMMANDS))
def test_the_section_names_the_commands_options(heading):
    command = COMMANDS[heading]
    options = {name for each in command.params if isinstance(each, click.Option) for name in each.opts}
    options |= set(command.context_settings.get("help_option_names", ()))
    if heading != "clientguard":  # told once, for all of them
        assert {"--passphrase-file", "--older-file"} <= options
        options -= {"--passphrase-file", "--older-file"}
    told = {name for row in re.findall(r"^\| (`-.+?) \|", SECTIONS[heading], re.MULTILINE) for name in options_in(row)}
    assert told == options


def options_in(row: str) -> list[str]:
    return re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row)


@pytest.mark.parametrize("heading", sorted(COMMANDS))
def test_what_an_option_takes_is_named_as_the_help_names_it(heading):
    for option in COMMANDS[heading].params:
        everywhere = option.name == "passphrase_file" and heading != "clientguard"
        if isinstance(option, click.Option) and option.metavar and not everywhere:
            assert f"`{option.opts[0]} {option.metavar}`" in SECTIONS[heading]


def test_the_kinds_and_their_fields_are_those_of_the_program():
    path = ROOT / "packaging" / "cli_kinds.py"
    spec = importlib.util.spec_from_file_location("cli_kinds", path)
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    assert writer.page(TEXT) == TEXT, "run: python packaging/cli_kinds.py"


def test_what_can_be_added_is_told_from_what_can_only_be_listed():
    (argument,) = [each for each in COMMANDS["clientguard add KIND"].params if isinstance(each, click.Argument)]
    assert re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE) == list(argument.type.choices)


def test_every_command_helps_in_a_sentence():
    for heading, command in COMMANDS.items():
        assert command.help, heading
        assert command.help.endswith("."), heading
        assert all(each.help for each in command.params if isinstance(each, click.Option)), heading
