"""Commands in groups: help that names them by subject, each with its whole sentence; words that name nothing."""

from __future__ import annotations

import difflib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from clientguard.texts import N_, _

_PIECES = ("[OPTIONS] [FILE]", "[OPTIONS] COMMAND [ARGS]...")  # as click writes them, which does not translate them


class Sentences(click.Group):
    """A group of commands whose help shows the whole sentence about each: click would cut long ones."""

    def sections(self) -> list[tuple[str, list[str]]]:
        """Return the headings of the list of commands, and the names under each."""
        return [(N_("Commands"), list(self.commands))]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write each section with its commands."""
        width = max(map(len, self.commands))
        for heading, names in self.sections():
            with formatter.section(_(heading)):
                rows = [(f"{name:{width}}", self.commands[name].help or "") for name in names]
                formatter.write_dl(rows, col_max=width)


class Program(Sentences):
    """The whole program: with a command, the command line; with a file or nothing, the window."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **options)
        self._sections: dict[str, list[str]] = {}

    def add_section(self, heading: str, *commands: click.Command) -> None:
        """Add commands under a heading, in this order."""
        for command in commands:
            self.add_command(command)
            self._sections.setdefault(heading, []).append(str(command.name))

    def sections(self) -> list[tuple[str, list[str]]]:
        """Return the subjects, each with its commands."""
        return list(self._sections.items())

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both ways to start the program."""
        first = _("Usage: ")
        for prefix, pieces in zip((first, " " * len(first)), _PIECES, strict=True):
            formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that was named; UsageError, with what may have been meant, if there is none."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise click.UsageError(self._unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def _unknown(self, word: str) -> str:
        """Say what is wrong with a word that is no command; a single existing file would have opened in the window."""
        # Not pathlib's: they raise where a folder may not be read, or a name is too long.
        if os.path.isdir(word):  # noqa: PTH112
            return _("“{name}” is a folder. Name a casebook file, or a command.", name=word)
        if os.path.isfile(word):  # noqa: PTH113
            return _("“{name}” is a file. To run a command on it, use `--casebook FILE COMMAND`.", name=word)
        if os.path.lexists(word):
            return _("“{name}” is not a file that can be opened.", name=word)
        if other := _file_like(Path(word)):
            return _("There is no file “{name}”. Did you mean “{other}”?", name=word, other=other)
        if Path(word).name != word or Path(word).suffix:
            return _("There is no file “{name}”.", name=word)
        close = difflib.get_close_matches(word.lower(), self.commands, n=1)
        if close:
            return _("No such command or file: “{name}”. Did you mean `{command}`?", name=word, command=close[0])
        return _("No such command or file: “{name}”. `clientguard --help` lists the commands.", name=word)


def _file_like(path: Path) -> str:
    """Return the casebook in the same folder whose name is nearest to that of a missing file; "" if none is near."""
    names: list[str] = []
    with suppress(OSError, ValueError):
        names = [each.name for each in path.parent.glob("*.casebook")]
    known = {form: name for name in names for form in (name, Path(name).stem)}
    near = difflib.get_close_matches(path.name, known, n=1, cutoff=0.75)
    return str(path.with_name(known[near[0]])) if near else ""
