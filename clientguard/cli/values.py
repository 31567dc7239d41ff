"""From `--set FIELD=VALUE` to a record: each value is read as in a form; links are given by title or number."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any, TypeVar

import click

from clientguard.actions.records.editing import complete
from clientguard.cli.shared import Context, named, record_of
from clientguard.domain.records import KINDS, Field, Kind, Record, Type
from clientguard.domain.records.parse import FieldError, parse, parse_instant
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.texts import _, by_the_clock, current, local

R = TypeVar("R", bound=Record)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")

set_option = click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help=_("A field's value; a link by title or number.")
)

anyway_option = click.option(
    "--anyway",
    is_flag=True,
    help=_("Save what looks like a password, or add a client that is on your list “Not again”."),
)


def given(kind: Kind, settings: Sequence[str]) -> dict[Field, str]:
    """Return the texts by field; a field that the kind does not have is a usage error."""
    known = {field.name: field for field in kind.form_fields}
    found: dict[Field, str] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or name not in known:
            raise click.UsageError(
                _(
                    "“{name}” is not a field of {kind}. It has: {fields}.",
                    name=name,
                    kind=kind.name,
                    fields=", ".join(known),
                )
            )
        found[known[name]] = text
    return found


def filled(db: Connection, context: Context, record: R, texts: dict[Field, str]) -> R:
    """Return the record with these fields read; KnownError if a value is not one for its field.

    Amounts are read last, in the currency that the record then has.
    """
    values: dict[str, Any] = {}
    for field in sorted(texts, key=lambda each: each.name != record.kind.client):  # the client first: links need it
        if field.type is Type.LINK:
            client: int | None = values.get(record.kind.client) or record.client_id
            values[field.name] = _link(db, context, field, texts[field], client)
        elif field.type is not Type.MONEY:
            values[field.name] = _read(context, field, texts[field])
    whole = dataclasses.replace(record, **values)
    currency: str = getattr(complete(db, whole), "currency", "")
    _same_money(record, texts, currency)
    amounts = {
        field.name: _read(context, field, text, currency) for field, text in texts.items() if field.type is Type.MONEY
    }
    return dataclasses.replace(whole, **amounts)


def _link(db: Connection, context: Context, field: Field, text: str, client: int | None) -> int | None:
    if not text.strip():
        return None
    if field.target:
        return named(db, KINDS[field.target], text.strip(), client or 0)
    return record_of(db, _read(context, field, text)).id


def _read(context: Context, field: Field, text: str, currency: str = "") -> Any:  # noqa: ANN401
    language = current().language
    try:
        if field.type is Type.INSTANT:
            return by_the_clock(lambda offset: parse_instant(text, context.today, offset, language=language))
        return parse(field, text, today=context.today, currency=currency, language=language)
    except FieldError as error:
        raise KnownError(
            N_("{field}: {reason}"), kept=N_("Nothing was changed."), field=field.name, reason=error.said
        ) from None


def understood(record: Record, texts: dict[Field, str]) -> list[str]:
    """Return the dates that were not written in full, each as it was understood: `received: Friday 20 November 2026`.

    A moment is shown with its time.
    """
    found: list[str] = []
    for field, text in texts.items():
        value = getattr(record, field.name)
        if field.type is Type.DATE and value and text.strip() != value.isoformat():
            found.append(f"{field.name}: {current().date(value, 'full')}")
        elif field.type is Type.INSTANT and value and not _ISO.match(text.strip()):
            found.append(f"{field.name}: {current().moment(local(value))}")
    return found


def _same_money(record: Record, texts: dict[Field, str], currency: str) -> None:
    """Refuse another currency for an amount that was entered in the old one."""
    before: str = getattr(record, "currency", "")
    kept = [
        field.name
        for field in record.kind.fields
        if field.type is Type.MONEY and field not in texts and getattr(record, field.name) is not None
    ]
    if record.id and kept and currency != before:
        raise KnownError(
            N_("{field} was entered in {before}."),
            kept=N_("Nothing was changed."),
            todo=N_("Enter it again together with the new currency."),
            field=kept[0],
            before=before,
        )
