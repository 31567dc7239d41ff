"""Hostile tables and hostile templates of letters: taken in, or refused in words; never run, and never without end."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable

import pytest

from clientguard.actions.communication import letter_preview, letter_templates
from clientguard.actions.tables import import_table, reading
from clientguard.domain.records import KINDS, Client, Contact, Invoice, Payment
from clientguard.errors import KnownError
from clientguard.exchange.tables.known_tables import FIELDS, Plan
from clientguard.letters.render import LONGEST
from clientguard.letters.template import TemplateError
from clientguard.store.records import lookup
from clientguard.texts import current
from tests.factories import TODAY, add, ago
from tests.hostile import (
    HOSTILE,
    each,
    hostile_book,  # noqa: F401 - a fixture
    nothing_else_is_touched,  # noqa: F401 - a fixture
    understood,
)

# --- tables ---

INVOICES = b"client,number,issued,due,amount,currency,detail\n"
LONG = "x" * 10_000_000
TABLES: dict[str, bytes] = {
    "nothing": b"",
    "a mark of byte order alone": b"\xef\xbb\xbf",
    "NULs": b"client,number\x00,issued\nMill\x00,R-1,2026-01-02\n\x00\x00",
    "NULs alone": bytes(5000),
    "a cell of ten million characters": INVOICES + f"Mill,R-1,2026-01-02,,5,EUR,{LONG}\n".encode(),
    "a head of ten million characters": f"client,{LONG}\n1,2\n".encode(),
    "a number of ten million digits": INVOICES + f"Mill,R-1,2026-01-02,,{'9' * 10_000_000},EUR,\n".encode(),
    "quotes that never end": INVOICES + b'"Mill,R-1,2026-01-02,,5,EUR,\n' * 1000,
    "quotes within": INVOICES + b'Mi"ll,"R"-1,2026-01-02,,5,EUR,"a ""b"\n',
    "two encodings": INVOICES + "Mühle,R-1,2026-01-02,,5,EUR,\n".encode() + b"M\xfchle,R-2,2026-01-02,,5,EUR,\n",
    "marks of byte order in the middle": INVOICES + b"\xef\xbb\xbfMill,\xef\xbb\xbfR-1,2026-01-02,,5,EUR,\n",
    "UTF-16": (INVOICES.decode() + "Mühle,R-1,2026-01-02,,5,EUR,\n").encode("utf-16"),
    "UTF-16 that is cut": (INVOICES.decode() + "Mühle,R-1,2026-01-02,,5,EUR,\n").encode("utf-16")[:-1],
    "UTF-32": INVOICES.decode().encode("utf-32"),
    "line ends of all sorts": b"client,number\r\rMill,1\n\rMill,2\r\n\x0bMill,3\x85\xe2\x80\xa8Mill,4",
    "formulas": INVOICES + b"=cmd|'/C calc'!A0,+R-1,@SUM(A1),-2,=1+1,EUR,\"=HYPERLINK(\"\"http://x\"\")\"\n",
    "rows that are longer than the head": INVOICES + b"Mill,R-1,2026-01-02,,5,EUR,a,b,c,d,e,f\n",
    "rows that are shorter": INVOICES + b"Mill\nMill,R-1\n",
    "a head that repeats itself": b"client,client,client,number,number\nMill,Mill,Mill,1,1\n",
    "thousands of columns": b"," * 5000 + b"\n" + b"1," * 5000,
    "hundreds of thousands of rows": b"a,b\n" + b"1,2\n" * 210_000,
    "a separator that is none": b"sep=\n\nclient\nMill\n",
    "a separator that is a quote": b'sep="\nclient"number\nMill"1\n',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "a casebook": b"SQLite format 3\x00" + bytes(4096),
    "an archive": b"PK\x03\x04" * 5000,
    "years beyond the calendar": INVOICES + b"Mill,R-1,99999-12-31,0000-00-00,5,EUR,\nMill,R-2,2026-13-45,,5,EUR,\n",
}  # fmt: skip


def taken_in(book, path, kind):
    """Take a file in as a person does who says what each column is; return what came of it, None if it was refused."""
    try:
        offer = reading.offered(book, path)
        plan = offer.plan if offer.plan.kind == kind else reading.guessed(offer.table, kind)
        if reading.missing(plan):
            spare = (*offer.table.head, *[offer.table.head[0]] * len(FIELDS[kind]))
            columns = {field.name: name for field, name in zip(FIELDS[kind], spare, strict=False)}
            plan = Plan(kind, columns, "dmy", "point")
        found = reading.understood(offer, dataclasses.replace(plan, dates=plan.dates or "dmy"), lambda: False)
        return import_table.import_table(book, found, say=current().say)
    except KnownError as error:
        understood(error)
        return None


@pytest.mark.parametrize("data", TABLES.values(), ids=TABLES.keys())
def test_a_table_is_taken_in_or_refused_in_words_and_its_refused_rows_can_be_saved(book, tmp_path, data):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    for kind in FIELDS if len(data) < 1_000_000 else ("invoices",):
        done = taken_in(book, path, kind)
        if done is None:
            continue
        for one in done.refused:
            assert current().say(one.reason).strip()
        offer = reading.offered(book, path)
        target = tmp_path / f"{kind} refused.csv"
        assert reading.save_refused(book, offer.table, done.refused, target, current().say) == len(done.refused)
        assert not [line for line in target.read_text("utf-8-sig").splitlines() if line.startswith(("=", "+", "@"))]


@each
def test_a_cell_is_kept_as_text_or_its_row_is_refused(book, tmp_path, text):
    text = text[:100_000]  # longer cells are among the tables
    rows: dict[str, list[dict[str, str]]] = {
        "clients": [{"name": text, "email": "a@b.example"}, {"name": "Mill", "address": text, "note": text}],
        "invoices": [
            {"client": "Mill", "number": text, "issued": "2026-01-02", "amount": "5"},
            {"client": text, "number": "R-2", "issued": "2026-01-02", "amount": "5"},
            {"client": "Mill", "number": "R-3", "issued": text, "amount": "5"},
            {"client": "Mill", "number": "R-4", "issued": "2026-01-02", "amount": text},
            {"client": "Mill", "number": "R-5", "issued": "2026-01-02", "amount": "5", "currency": text},
        ],
        "payments": [{"invoice": text, "received": "2026-01-02", "amount": "5"}],
    }
    for kind, values in rows.items():
        path = tmp_path / f"{kind}.csv"
        head = list(dict.fromkeys(name for row in values for name in row))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, head, restval="")
        writer.writeheader()
        writer.writerows(values)
        path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
        try:
            offer = reading.offered(book, path)
            found = reading.understood(offer, Plan(kind, {each: each for each in head}, "dmy", "point"), lambda: False)
            done = import_table.import_table(book, found, say=current().say)
        except KnownError as error:
            understood(error)
            continue
        except ValueError:  # a head that the table has not: the file was read otherwise
            assert "\x00" in text or not text.strip()
            continue
        assert all(current().say(one.reason).strip() for one in done.refused)
    with book.read() as db:
        for cls in (Client, Contact, Invoice, Payment):
            for record in lookup.find_records(db, cls):
                for field in KINDS[cls.kind.name].fields:
                    value = getattr(record, field.name)
                    assert not isinstance(value, str) or "\x00" not in value


# --- templates ---

TEMPLATES: dict[str, str] = {
    "a loop": "{% for a in range(10**9) %}{{ a }}{% endfor %}",
    "a loop over facts": "{% for a in sender.address %}{{ a }}{% endfor %}",
    "a call": "{{ sender.name.upper() }}",
    "the program within": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "its globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "an import": "{% import 'os' as os %}{{ os }}",
    "an include": "{% include '/etc/passwd' %}",
    "another template": "{% extends 'reminder.txt' %}",
    "a macro that calls itself": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a value that is set": "{% set a = 'x' * 10**9 %}{{ a }}",
    "a long text": "{{ 'x' * 999999999 }}",
    "a high power": "{{ 9 ** 9 ** 9 }}",
    "numbers without end": "{{ " + "9" * 15_000 + " }}",
    "a format": "{{ '%0999999999d' % 1 }}",
    "joined to itself": "{{ 'xxxxxxxxxxxxxxxxxxxx'" + "|join('xxxxxxxxxxxxxxxxxxxx')" * 12 + " }}",
    "joined by a fact": "{{ recipient.address" + "|join(sender.payment_details)" * 200 + " }}",
    "a fact a thousand times": "{{ sender.payment_details }}" * 700,
    "braces within braces": "{{ " * 3000,
    "brackets within brackets": "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}",
    "conditions within conditions": "{% if today %}" * 500 + "{% endif %}" * 500,
    "conditions in a row": "{{ today" + " or today" * 2000 + " }}",
    "no after no": "{{ " + "not " * 4000 + "today }}",
    "a comparison without end": "{{ 1" + " < 1" * 4000 + " }}",
    "a comment that never ends": "{# " + "x" * 19_000,
    "raw that never ends": "{% raw %}{{ x }}",
    "a huge letter": "x" * 5_000_000,
    "bytes of a program": bytes(range(256)).decode("latin-1") * 40,
    "nothing but lines": "\n" * 19_000,
    "a head in the letter": "---\ntitle: x\nneeds: cow\n---",
    "mark-up": "<script>alert(1)</script><img src='file:///etc/passwd'>",
}


@pytest.fixture
def shown(book) -> Callable[[str, str], str | None]:
    """Look at a letter with these words, and keep them if they can be used; None if they were refused in words."""
    client = add(book, "client", name="Harbour Books", address="1 Quay\n2 Quay")
    add(book, "invoice", client=client, number="R-1", issued=ago(40), due=ago(26))

    def look(subject: str, body: str) -> str | None:
        used = _used(book)
        try:
            with book.read() as db:
                seen = letter_preview.preview_letter(db, "reminder", "en", subject, body, client, TODAY)
            letter_templates.keep_words(book, "reminder", "en", subject, body)
        except TemplateError as found:
            error = found
        else:
            error = None
        if error:
            understood(error)
            assert letter_templates.place_of(error)[1] <= body.count("\n") + body.count("\r") + 1
            assert _used(book) == used  # the last good one
            return None
        assert "{{" not in seen.text.body or "{{" not in body or "raw" in body
        assert len(seen.text.body) <= LONGEST + 1
        assert "\n" not in seen.text.subject
        return seen.text.body

    return look


def _used(book) -> tuple[str, str]:
    with book.read() as db:
        template = letter_templates.template_of(db, "reminder", "en")
    return template.subject, template.body


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_template_is_used_as_it_is_or_refused_with_its_line(shown, text):
    shown("Fine", text)
    shown(" ".join(text.split()), "Fine")
    runs = ("for", "import", "include", "extends", "macro", "set ", "**", "()", "__", "* 9")
    assert not any(each in text for each in runs) or shown("Fine", text) is None


@each
def test_any_text_in_a_letter_stays_that_text_or_is_refused(shown, text):
    body = shown("Fine", text)
    if body is not None and not {"{{", "{%", "{#"} & {text[at : at + 2] for at in range(len(text) - 1)}:
        assert body.split() == text.split()


def test_what_the_record_holds_is_never_read_as_a_template(book):
    for number, text in enumerate(HOSTILE.values()):
        words = text[:900].replace("\x00", "").encode("utf-8", "ignore").decode()
        client = add(book, "client", name=f"{number} {{{{ 7 * 7 }}}} {{% include 'x' %}} {words}")
        with book.read() as db:
            seen = letter_preview.preview_letter(db, "reminder", "en", "{{ recipient.name }}", "Hi", client, TODAY)
        assert "{{ 7 * 7 }} {% include 'x' %}" in seen.text.subject
