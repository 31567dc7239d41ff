"""Checking a record before it is saved: each field against its description, then the kind's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clientguard.domain.countries import is_country
from clientguard.domain.dates import weekdays_of
from clientguard.domain.money.currencies import is_currency
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.describe import Field, Kind, Problem, Record, Type
from clientguard.domain.records.numbers import about_number
from clientguard.domain.records.parse import NO_COUNTRY, NO_CURRENCY, NO_EMAIL, NO_WEEKDAYS
from clientguard.domain.secrets import find_secrets
from clientguard.domain.wording import N_, Said, said

LONGEST = {Type.TEXT: 1_000, Type.LONG: 5_000_000}
LOOKED_AT = 100_000  # characters: about fifty pages
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates, which cannot be stored
_CURRENCY = re.compile(r"[A-Z]{3}")


def check_record(record: Record, before: Record | None = None) -> tuple[Problem, ...]:
    """Return every problem of a record; if there are none, it can be saved.

    `before` is the record as it was saved, if it was: what its fields then held may stay, also where it is no currency
    or no email address.
    """
    found = tuple(
        Problem(field.name, problem)
        for field in record.kind.fields
        for problem in _field(record, field, getattr(record, field.name))
    )
    return found or tuple(_forms(record, before)) or tuple(record.problems())


def password_problems(record: Record, before: Record | None = None) -> Iterator[Problem]:
    """Yield the fields that are to say where a credential is kept and look like a password; `before` as above (P4.4).

    Such a record can be saved once the user was asked. The problem never quotes the text.
    """
    from clientguard.domain.secrets.places import looks_like_password  # late, as in `find_secrets`

    for field in record.kind.fields:
        value = getattr(record, field.name)
        if field.place and looks_like_password(value) and (before is None or getattr(before, field.name) != value):
            yield Problem(field.name, said(N_("This looks like a password. Enter where it is kept, never what it is.")))


def _forms(record: Record, before: Record | None) -> Iterator[Problem]:
    """Yield the fields that are not a currency, email address or country, unless they were like that before."""
    for field in record.kind.fields:
        value = getattr(record, field.name)
        if not value or (before is not None and _is_as_before(record, before, field)):
            continue
        if field.type is Type.CURRENCY and not is_currency(value):
            yield Problem(field.name, NO_CURRENCY)
        elif _is_email(record, field) and not is_email(value):
            yield Problem(field.name, NO_EMAIL)
        elif field.country and not is_country(value):
            yield Problem(field.name, NO_COUNTRY)
        elif field.weekdays and weekdays_of(value) is None:
            yield Problem(field.name, NO_WEEKDAYS)


def _is_as_before(record: Record, before: Record, field: Field) -> bool:
    same = getattr(record, field.name) == getattr(before, field.name)
    return same and _is_email(record, field) == _is_email(before, field)


def _is_email(record: Record, field: Field) -> bool:
    """Return whether a field holds an email address, which may depend on a choice beside it."""
    if isinstance(field.email, tuple):
        choice, value = field.email
        return getattr(record, choice) == value
    return field.email


def warnings(record: Record) -> tuple[Problem, ...]:
    """Return what a record can be saved with but had better not have: what looks like a secret, a mistyped number."""
    return tuple(
        Problem(field.name, warning)
        for field in record.kind.fields
        if record.kind.secrets == "warn" and (warning := about_value(record.kind, field, getattr(record, field.name)))
    )


def about_value(kind: Kind, field: Field, value: object) -> Said | None:
    """Return what to mind about a field's value: that it looks like a secret, or a number that fails its check."""
    return about_secret(kind, field, value) or about_number(field, value)


def about_secret(kind: Kind, field: Field, value: object) -> Said | None:
    """Return what to say about a field's value that looks like a secret, without quoting it; None if it does not.

    If the kind only warns, just the first `LOOKED_AT` characters are searched.
    """
    if not value or not isinstance(value, str) or field.type not in LONGEST:
        return None
    blocks = kind.secrets == "block"
    secrets = find_secrets(value if blocks else value[:LOOKED_AT])
    if not secrets:
        return None
    if blocks:
        return said(N_("{why} Keep it in your password manager, and note here only where it is."), why=secrets[0].why)
    return said(
        N_("{why} Anyone who opens this casebook can read it. Keep it in your password manager instead."),
        why=secrets[0].why,
    )


def _field(record: Record, field: Field, value: Any) -> Iterator[Said]:  # noqa: ANN401
    if value is None or value == "":
        if field.required:
            yield said(N_("This is required."))
        return
    if isinstance(value, str):
        yield from _text(field, value)
        if record.kind.secrets == "block" and (secret := about_secret(record.kind, field, value)):
            yield secret
    elif field.type in (Type.MONEY, Type.NUMBER, Type.MINUTES):
        if value < 0 and not field.signed:
            yield said(N_("This cannot be below zero."))
        elif abs(value) > 10**15:
            yield said(N_("This number is too large."))


def _text(field: Field, value: str) -> Iterator[Said]:
    if _UNKEEPABLE.search(value):
        yield said(N_("This contains a character that cannot be saved."))
    if len(value) > LONGEST.get(field.type, LONGEST[Type.TEXT]):
        yield said(N_("This is too long: {count} characters at most."), count=LONGEST.get(field.type, 1_000))
    if field.type is Type.CHOICE and field.choice(value) is None:
        yield said(N_("Choose one of: {choices}."), choices=", ".join(each.key for each in field.choices))
    if field.type is Type.CURRENCY and not _CURRENCY.fullmatch(value):
        yield said(N_("A currency has three letters, such as EUR or THB."))
    if field.type is Type.TERMS:
        try:
            parse_terms(value)
        except TermsError as error:
            yield error.said
