"""The templates of letters: what ships says what the practice asks for, and what a user writes cannot do harm."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.communication.letter_example import example
from clientguard.domain.communication.letter_facts import (
    NEEDS,
    AskedAccounts,
    Goodbye,
    LastDays,
    LetterFacts,
    OwedInvoice,
    PlannedStop,
    Recipient,
    Sender,
    ShownAccount,
    ShownControl,
    ShownWaiting,
    StoppedContract,
    lacking,
)
from clientguard.domain.communication.letter_names import GROUPS, PLACEHOLDERS, names, offered
from clientguard.domain.money.amount import Money
from clientguard.domain.wording import said
from clientguard.letters.mail_file import mail_file
from clientguard.letters.render import LetterText, render
from clientguard.letters.template import KINDS, TemplateError, parse_template, shipped, with_words
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
    PlannedStop("Shop and ads", date(2026, 12, 6)),
    LastDays(date(2026, 12, 29), "a statement of account", by_post=True),
    ShownAccount(date(2026, 11, 29), (Money(35_000, "EUR"), Money(9_000, "USD")), (Money(35_000, "EUR"),)),
    Goodbye(
        contract="Shop and ads",
        given=date(2026, 11, 29),
        confirms=False,
        last_day=date(2026, 12, 29),
        notice="30 days",
        done=(said("Price page"),),
        ours=(said("Shop, by 5 December"),),
        yours=(said("Pay R-7"), said("Sign in to Ads")),
        fees=(Money(35_000, "EUR"),),
        data=(said("Customer list: I delete it"),),
        transition="Mill Media takes over.",
        reason="We cannot meet your needs because two invoices were paid late.",
    ),
    AskedAccounts(
        date(2026, 12, 13),
        (said("[A12] Domain\n- Sign in yourself and test it"), said("[A13] Shop")),
        (said("[A14] Templates"),),
        has_page=True,
    ),
    ShownWaiting(
        question="Which colours?",
        asked=date(2026, 11, 2),
        questions=(said("Which colours? (asked on 2 November)"), said("The floor plan (asked on 9 November)")),
        work="New shop",
        moved=(said("New shop: from 1 December to 8 December"),),
        answer_by=date(2026, 12, 6),
    ),
    ShownControl(
        contract="Shop and ads",
        access=(said("Ad account"),),
        rounds=(said("Home page: 5 rounds, 2 included"),),
        open=(said("Price page (asked on 9 November)"),),
        hours="Waiting took 12 hours.",
        answer_by=date(2026, 12, 6),
    ),
)
HEAD = "title: Mine\nsubject: About {{ invoice.number }}\nneeds: invoice\n---\n"


def written(kind: str, facts: LetterFacts = FACTS) -> LetterText:
    return render(shipped(kind, "en"), facts, words("en"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_ships_is_written_from_the_facts_alone(kind):
    letter = written(kind)
    assert letter.subject.strip() == letter.subject != ""
    if kind != "call-guide":  # which is for the user
        names = kind != "public-reply"  # which others read: it names nobody
        assert letter.body.startswith("Dear Joan Field,\n") is names
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


def test_a_reply_in_public_says_nothing_about_the_client():
    """P5.2, P6.9: thanks, no client data, an offer to talk directly."""
    letter = written("public-reply")
    said = f"{letter.subject} {letter.body}"
    for each in (FACTS.recipient.name, FACTS.recipient.person, FACTS.recipient.email, INVOICE.number, "350"):
        assert each not in said
    assert "Thank you" in letter.body
    assert "write to me directly" in letter.body


def test_asking_again_names_the_question_what_waits_and_a_day():
    """P1.3: firmly and kindly."""
    letter = written("chase")
    assert "Which colours?" in letter.subject
    for each in ("2 November 2026", "New shop", "6 December 2026"):
        assert each in letter.body


def test_the_notice_of_waiting_says_that_a_late_answer_moves_the_date():
    """P1.3: work cannot go on without an answer, and a late one moves the delivery date."""
    body = written("waiting").body
    assert "- Which colours? (asked on 2 November)\n- The floor plan" in body
    assert "a later answer moves the delivery date" in body
    assert "New shop: from 1 December to 8 December" in body


def test_the_explanation_to_a_client_that_controls_gives_reasons_and_a_way_on():
    """P2.5: that this makes the contracted work impossible, without blame; the path to leave is open."""
    body = written("control").body
    for each in ("Shop and ads", "- Ad account", "- Home page: 5 rounds", "- Price page", "Waiting took 12 hours."):
        assert each in body
    assert "how to end it well" in body


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


@pytest.mark.parametrize(
    "body",
    [
        "{{ recipient.nickname }}",
        "{{ recipient.__class__ }}{{ sender.name.__class__ }}",
        "{{ nobody }}",
        "{{ sender.name.upper }}",
        "{% if false %}{{ invoice.colour }}{% endif %}",  # where no draft would ever meet it
        "{{ invoice }}",  # several facts
        "{{ invoice.number|nicely }}",
        "{% if invoice.number %}never closed",
        "{{ 1 }",
        "{{ invoice.number number }}",
        "{# never closed",
        "{{ " + "1" * 5000 + " }}",
        "{{ " + "(" * 4000 + "1" + ")" * 4000 + " }}",
        "{% if invoice %}" * 150 + "{% endif %}" * 150,
        "{{ sender.address|join(sender.payment_details) }}",
        "{{ sender.address|join('" + "x" * 50 + "') }}",
        "a\x00b",
        "half \ud83d a face",
    ],
)
def test_what_cannot_be_in_a_letter_is_refused_before_one_is_drafted(body):
    with pytest.raises(TemplateError) as found:
        parse_template("reminder", "en", f"{HEAD}Dear\n\n{body}")
    assert (found.value.line, str(found.value.reason).count("jinja")) == (7, 0)


def test_a_line_is_counted_whatever_ends_it():
    with pytest.raises(TemplateError) as found:
        parse_template("reminder", "en", HEAD.replace("\n", "\r\n") + "Dear\r\n\r{{ nobody }}")
    assert found.value.line == 7


def test_what_is_not_known_leaves_nothing_and_a_list_stands_in_one_line():
    template = parse_template("reminder", "en", HEAD + "{{ contract.resumed }}|{{ recipient.address }}")
    bare = dataclasses.replace(
        FACTS,
        contract=StoppedContract("Shop", date(2026, 11, 10), None),
        recipient=dataclasses.replace(FACTS.recipient, address=("2 Quay", "Port")),
    )
    assert render(template, bare, words("en")).body == "|2 Quay, Port\n"


def test_a_text_never_grows_by_being_joined():
    twice = "{{ sender.name|join('--')|join('--') }}"
    assert render(parse_template("reminder", "en", HEAD + twice), FACTS, words("en")).body == "Studio North\n"


def test_a_letter_without_end_is_refused_and_not_cut():
    facts = dataclasses.replace(FACTS, sender=dataclasses.replace(SENDER, payment_details="x" * 5000))
    template = parse_template("reminder", "en", HEAD + "{{ sender.payment_details }}" * 20)
    with pytest.raises(TemplateError, match="longer than"):
        render(template, facts, words("en"))


def test_a_fact_that_is_not_there_says_the_line_that_asks_for_it():
    template = parse_template("resume", "en", "title: t\nsubject: s\nneeds:\n---\nDear\n\n{{ invoice.number }}")
    with pytest.raises(TemplateError, match="does not always have") as found:
        render(template, dataclasses.replace(FACTS, invoice=None), words("en"))
    assert found.value.line == 7


def test_every_fact_is_offered_under_a_word_of_its_own():
    single = {name for name, is_group in names().items() if not is_group}
    assert single - {each.name for each in PLACEHOLDERS} == {"language", "invoice.id"}  # which no letter says
    assert len({(each.group, each.label) for each in PLACEHOLDERS}) == len(PLACEHOLDERS)
    assert {each.group for each in PLACEHOLDERS} == set(GROUPS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_offered_for_a_letter_can_always_be_written_into_it(kind):
    """From made-up facts with what it needs, and nothing beyond."""
    ships = shipped(kind, "en")
    body = "".join(each.around("x") for each in offered(ships.needs))
    letter = with_words(ships, ships.subject, body)
    assert render(letter, example("en", FACTS.today, ships.needs), words("en")).body.strip()


@given(st.text(max_size=300), st.text(max_size=80))
def test_what_a_user_writes_is_a_letter_or_a_line_that_is_wrong(body, subject):
    source = f"title: t\nsubject: {subject}\nneeds:\n---\n{body}"
    line = 1
    try:
        render(parse_template("reminder", "en", source), FACTS, words("en"))
    except TemplateError as error:
        line = error.line
    assert 1 <= line <= len(re.split(r"\r\n|\r|\n", source))  # every line end counts once


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


@pytest.mark.parametrize(
    ("person", "greeted"),
    [
        ("สมชาย ใจดี", "เรียน คุณสมชาย ใจดี"),
        ("John Smith", "เรียน คุณ John Smith"),
        ("Émile Roux", "เรียน คุณ Émile Roux"),
        ("ดร. สมศรี ใจดี", "เรียน ดร. สมศรี ใจดี"),
        ("คุณหญิงมณี", "เรียน คุณหญิงมณี"),
        ("นางสาวมาลี ดีงาม", "เรียน นางสาวมาลี ดีงาม"),
        ("Dr. Ada Lin", "เรียน Dr. Ada Lin"),
        ("บริษัท ใจดี จำกัด", "เรียน บริษัท ใจดี จำกัด"),
        ("Drew Stone", "เรียน คุณ Drew Stone"),
        ("", "เรียน ผู้เกี่ยวข้อง"),
    ],
)
def test_a_thai_letter_addresses_each_name_as_thai_letters_do(person, greeted):
    facts = dataclasses.replace(FACTS, recipient=dataclasses.replace(FACTS.recipient, person=person))
    for kind in ("reminder", "stop"):
        assert render(shipped(kind, "th"), facts, words("th")).body.splitlines()[0] == greeted
    subject = parse_template("reminder", "th", "title: a\nsubject: ถึงคุณ {{ recipient.person }}\nneeds:\n---\nคุณจะได้รับ")
    told = render(subject, facts, words("th"))
    assert told.subject == ("ถึง" + greeted.removeprefix("เรียน ") if person else "ถึงคุณ")
    assert told.body == "คุณจะได้รับ\n"
