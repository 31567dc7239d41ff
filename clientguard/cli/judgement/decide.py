"""The decision about a client, from its worth and its signs: `clientguard decide`."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.cli.leaving.deciding import peer_option, record_decision
from clientguard.cli.shared import Context, casebook_option, client_option, day, json_option, on_option
from clientguard.domain.records.kinds.leaving import VERDICTS
from clientguard.texts import _


@click.command(help=_("Record what is decided about a client. No leaving begins: `offboard decide` does that."))
@client_option
@click.option(
    "--verdict", type=click.Choice([each.key for each in VERDICTS]), required=True, help=_("What is decided.")
)
@click.option("--reasons", required=True, metavar="TEXT", help=_("What happened, as facts from the record."))
@click.option("--alternatives", default="", metavar="TEXT", help=_("What else was considered, and why not."))
@click.option("--review-on", metavar="DATE", help=_("When to look at it again."))
@click.option("--against-advice", default="", metavar="TEXT", help=_("Why you decide against the advice."))
@peer_option
@on_option
@casebook_option
@json_option
@click.pass_obj
def decide(
    context: Context,
    client: str,
    verdict: str,
    reasons: str,
    alternatives: str,
    review_on: str | None,
    against_advice: str,
    peer: str | None,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Write a decision and sign it."""
    entered = {
        "verdict": verdict,
        "on": day(on, context.today, past=True),
        "reasons": reasons,
        "alternatives": alternatives,
        "against_advice": against_advice,
        "review_on": day(review_on, context.today) if review_on else None,
    }
    record_decision(context, client, entered, casebook, peer=peer, begin=False, as_json=as_json)
