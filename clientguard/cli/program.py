"""The program: the options that all commands share, the commands, and the exit status."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from clientguard import __version__, output, paths
from clientguard.actions.records.editing import NotValidError, PasswordError
from clientguard.cli import (
    backups,
    contracts,
    export,
    journal,
    older,
    passphrase,
    privacy,
    reading,
    unlocking,
    writing,
)
from clientguard.cli import casebook as casebook_commands
from clientguard.cli.communication import assign, calendar, evidence, letters, proposals, sources, touch, waiting
from clientguard.cli.imports import files, survey
from clientguard.cli.judgement import clauses, decide, prospects, signs, triage, worth
from clientguard.cli.leaving import commands as offboarding
from clientguard.cli.leaving import documents, reports
from clientguard.cli.money import ageing, crediting, holding, interest, ladder, papers, receivables, stops, terms
from clientguard.cli.proof import anchor, bundle
from clientguard.cli.shared import Context
from clientguard.cli.status.outcome import Interrupted, Outcome, UntoldError, begin
from clientguard.cli.status.output import OutputError, guarded
from clientguard.cli.usage.click_words import speak, spoken
from clientguard.cli.usage.groups import Program
from clientguard.errors import Cancelled, DamagedError, KnownError
from clientguard.texts import LANGUAGES, N_, _, current, use


@click.group(
    cls=Program,
    help=_(
        "Your record of each client, offline in one file. Without a command, the window opens: FILE if you name one, "
        "otherwise the casebook that was open last."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--casebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The casebook; by default CLIENTGUARD_CASEBOOK, or the one in your documents folder."),
)
@click.option("--demo", is_flag=True, help=_("Open the window with a sample casebook."))
@click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    help=_("The language of screens and answers, for this time; by default that of the settings."),
)
@click.version_option(__version__, prog_name="ClientGuard", help=_("Show the version and exit."))
@click.pass_context
def cli(context: click.Context, casebook: Path | None, demo: bool, lang: str | None) -> None:
    """Take the options that all commands share."""
    if lang:
        use(lang)
        speak(lang)
    if demo:  # on its own it would have opened the window
        raise click.UsageError(_("--demo opens the window. It cannot be combined with a command or another option."))
    named = os.environ.get("CLIENTGUARD_CASEBOOK")
    begin(context, context.obj if isinstance(context.obj, Outcome) else Outcome())
    chosen = casebook or (Path(named) if named else paths.default_casebook())
    context.obj = Context(casebook=chosen, today=date.today())


cli.add_section(
    N_("What needs you, and what is on record"),
    reading.today,
    waiting.waiting,
    reading.list_,
    reading.search,
    proposals.proposals,
    touch.touch,
    clauses.clauses,
    decide.decide,
    prospects.prospect,
    signs.signs,
    triage.triage,
    worth.worth_,
    calendar.calendar,
    export.export,
    export.file_,
)
cli.add_section(
    N_("Records"),
    writing.add,
    writing.set_,
    writing.attach,
    files.import_,
    survey.survey,
    sources.source,
    assign.assign,
    evidence.evidence,
    writing.merge,
    writing.remove,
    backups.restore,
)
cli.add_section(N_("Money"), ageing.ageing, receivables.allocate, crediting.credit, crediting.replace, holding.dispute,
                holding.hold, holding.promise, receivables.write_off, interest.interest, ladder.ladder, stops.stop,
                stops.resume, terms.terms)  # fmt: skip
cli.add_section(N_("Contracts, letters, reports and leaving a client"), contracts.contract, letters.letter,
                reports.report, documents.document, offboarding.offboard)  # fmt: skip
reports.report.add_command(papers.statement)
reports.report.add_command(papers.invoice)
cli.add_section(
    N_("Journal and privacy"),
    journal.journal,
    privacy.correct,
    journal.prove,
    anchor.anchor,
    bundle.bundle,
    casebook_commands.verify,
    privacy.erase,
    privacy.redact,
)
cli.add_section(
    N_("Casebook files"),
    casebook_commands.new,
    passphrase.passphrase_,
    passphrase.recovery,
    backups.backup,
    backups.check,
    backups.salvage,
    casebook_commands.own,
)


def _with_common_options(command: click.Command) -> None:
    """Give every command the options for what any of them may meet: a locked casebook, an older file."""
    command.params += [unlocking.option(), older.option()]
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _with_common_options(each)


_with_common_options(cli)


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    outcome = Outcome()
    try:
        with spoken(current().language), guarded(), outcome.watching():
            output.sweep_noted()
            status = _run(words, outcome)
            if outcome.signal:
                _say(_("Interrupted, but it was already done."))
                return 128 + outcome.signal
            return status
    except (Interrupted, Cancelled):
        with guarded():
            if outcome.saved:
                _say(_("Interrupted. What was done before that is kept."))
            else:
                _say(_("Interrupted. Nothing was changed."))
        return 128 + (outcome.signal or signal.SIGINT)


def _run(words: Sequence[str], outcome: Outcome) -> int:
    try:
        status = cli.main(list(words), prog_name="clientguard", standalone_mode=False, obj=outcome)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        error.show()
        return 2
    except click.Abort:  # the end of the input, where something was asked
        return 1
    except NotValidError as error:
        _say(_("Nothing was saved, because something is missing or wrong:"))
        for problem in error.problems:
            _say(f"  {problem.field}: {current().say(problem.message)}")
        if isinstance(error, PasswordError):
            _say(_("If it is the name of a place, repeat the command with --anyway."))
        return 1
    except KnownError as error:
        _say(current().error(error))
        if isinstance(error, DamagedError):
            hint = N_("`clientguard salvage {name} --to FILE` writes what can still be read to a new casebook.")
            _say(_(hint, name=str(error.values.get("name", ""))))
        return 1
    except UntoldError as error:
        _say(_("Saved. The answer could not be read: {reason}", reason=str(error)))
        return 0
    except OutputError as error:
        return _not_printed(error, outcome)
    except UnicodeEncodeError:
        if outcome.saved:
            raise
        # A byte that is not text in this system's encoding; the transaction was rolled back.
        _say(_("One of the arguments contains a character that cannot be saved. Nothing was changed."))
        return 2
    return status if isinstance(status, int) else 0


def _not_printed(error: OutputError, outcome: Outcome) -> int:
    """Say that an answer could not be printed; what was done before is done, and that is what the status says."""
    if outcome.saved:
        _say(_("Saved. The answer could not be printed: {reason}.", reason=str(error)))
        return 0
    if not error.closed:  # otherwise the program that reads the output has read enough
        _say(_("The answer could not be printed: {reason}. Nothing was changed.", reason=str(error)))
    return 1


def _say(line: str) -> None:
    click.echo(line, err=True)
