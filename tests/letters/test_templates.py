"""The templates of letters: what ships says what the practice asks for, and what a user writes cannot do harm."""

from __future__ import annotations

import dataclasses
import email
import email.policy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.communication.letter_facts import (
    NEEDS,
    LetterFacts,
    OwedInvoice,
    Recipient,
    Sender,
    StoppedContract,
    lacking,
)
from clientguard.domain.money.amount import Money
from clientguard.letters.mail_file import mail_file
from clientguard.letters.render import LetterText, render
from clientguard.letters.template import KINDS, TemplateError, parse_template, shipped
from clientguard.texts import words

SENDER = Sender("Studio North", "Ada North", ("1 Mill Lane",), "ada@north.example", "", "", "NL12 RABO 0123 4567 89")
INVOICE = OwedInvoice(
    7, "R-7", date(2026, 10, 1), date(2026, 10, 31), Money(135_000, "EUR"), Money(35_000, "EUR"), True
)
FACTS = LetterFacts(
    "en",
    date(2026, 11, 29),
    SENDER,
    Recipient("Harbour Books", "Joan Field", ("2 Quay",), "joan@harbour.example"),
    INVOICE,
    StoppedContract("Shop and ads", date(2026, 11, 10), date(2026, 11, 20)),
)
HEAD = "title: Mine\nsubject: About {{ invoice.number }}\nneeds: invoice\n---\n"


def written(kind: str, facts: LetterFacts = FACTS) -> LetterText:
    return render(shipped(kind, "en"), facts, words("en"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_ships_is_written_from_the_facts_alone(kind):
    letter = written(kind)
    assert letter.subject.strip() == letter.subject != ""
    assert letter.body.startswith("Dear Joan Field,\n")
    assert letter.body.rstrip().endswith("Ada North")
    assert not {"{", "}", "None", "days late", "days ago"} & set(letter.body.split())


def test_a_reminder_lets_the_client_save_face_and_says_how_to_pay():
    """P3.3: a polite message; dates are dates, and a part payment leaves only the rest to be asked for."""
    body = written("reminder").body
    assert "In case it was overlooked" in body
    assert "31 October 2026" in body
    assert "€\xa0350.00" in body or "€ 350.00" in body
    assert "NL12 RABO 0123 4567 89" in body


def test_the_note_of_a_stop_says_that_work_starts_again_at_once_on_payment():
    """P3.4."""
    body = written("stop").body
    assert "10 November 2026" in body
    assert "starts again at once when the payment arrives" in body


def test_an_attached_invoice_is_mentioned_only_if_there_is_one():
    bare = dataclasses.replace(FACTS, invoice=dataclasses.replace(INVOICE, has_pdf=False))
    assert "attached" in written("reminder").body
    assert "attached" not in written("reminder", bare).body


def test_nobody_by_name_is_greeted_without_a_name():
    bare = dataclasses.replace(FACTS, recipient=dataclasses.replace(FACTS.recipient, person=""))
    assert written("reminder", bare).body.startswith("Hello,\n")


def test_what_a_letter_needs_and_the_record_lacks_is_named():
    bare = dataclasses.replace(
        FACTS, sender=dataclasses.replace(SENDER, payment_details=" "), invoice=None, contract=None
    )
    said = [each.text for each in lacking(bare, shipped("stop", "en").needs)]
    assert said == [NEEDS["invoice"], NEEDS["stop"], NEEDS["payment_details"]]
    assert lacking(FACTS, shipped("reminder", "en").needs) == ()


def test_a_language_without_a_letter_gets_the_english_one():
    assert shipped("reminder", "xx").language == "en"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("title: a\nsubject: b\nneeds:\n---\nHello {{ client", 5),
        ("title: a\nsubject: b\nneeds:\n---\n\n\nHello\n{% for x in sender.name %}{% endfor %}", 8),
        ("title: a\nsubject: b\nneeds:\n---\n{{ sender.name.__class__() }}", 5),
        ("title: a\nsubject: b\nneeds:\n---\n{{ 'a' * 99999999 }}", 5),
        ("title: a\nsubject: b\nneeds:\n---\n{% include 'secret' %}", 5),
        ("title: a\nsubject: {{ b\nneeds:\n---\nx", 2),
        ("title: a\nsubject: b\nneeds: cow\n---\nx", 3),
        ("title: a\nneeds:\n---\nx", 3),
        ("title: a\nwords\n---\nx", 2),
        ("title: a\nsubject: b\nneeds:\nx", 4),
        ("", 1),
        ("title: a\nsubject: b\nneeds:\n---\n" + "x" * 20_001, 1),
    ],
)
def test_a_wrong_template_says_its_line(source, line):
    with pytest.raises(TemplateError) as found:
        parse_template("reminder", "en", source)
    assert found.value.line == line


def test_a_name_that_is_no_fact_is_said_when_the_letter_is_written():
    template = parse_template("reminder", "en", HEAD + "Dear {{ recipient.nickname }},")
    with pytest.raises(TemplateError, match="Line"):
        render(template, FACTS, words("en"))


def test_a_private_part_of_a_value_is_out_of_reach():
    template = parse_template("reminder", "en", HEAD + "{{ recipient.__class__ }}{{ sender.name.__class__ }}")
    with pytest.raises(TemplateError):
        render(template, FACTS, words("en"))


@given(st.text(max_size=300), st.text(max_size=80))
def test_what_a_user_writes_is_a_letter_or_a_line_that_is_wrong(body, subject):
    source = f"title: t\nsubject: {subject}\nneeds:\n---\n{body}"
    line = 1
    try:
        render(parse_template("reminder", "en", source), FACTS, words("en"))
    except TemplateError as error:
        line = error.line
    assert 1 <= line <= source.count("\n") + 1


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_a_mail_file_holds_the_words_and_names_no_other_recipient(person, subject, body):
    letter = LetterText(" ".join(subject.split()), body + "\n")
    try:
        data = mail_file(letter, ("Ada", "ada@north.example"), (person, "joan@harbour.example"), [("R.pdf", b"%PDF")])
    except UnicodeEncodeError:
        assert any("\ud800" <= each <= "\udfff" for each in person + subject + body)
        return
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert mail["X-Unsent"] == "1"
    assert [each.addr_spec for each in mail["To"].addresses] == ["joan@harbour.example"]
    assert mail["Bcc"] is None
    assert [each.get_filename() for each in mail.iter_attachments()] == ["R.pdf"]
