"""What the sender wrote: without quotations, forwarded mail, signatures and notices."""

from __future__ import annotations

import pytest

from clientguard.exchange.mail.own_words.own_words import is_automatic, own_words, written_between


@pytest.mark.parametrize(
    "line",
    [
        "On Tue, 2 Jun 2026 at 09:00, Wilma Brandt <wilma@brandt.example> wrote:",
        "On 2 Jun 2026, at 09:00, Wilma Brandt\n<wilma@brandt.example> wrote:",
        "Op di 2 jun. 2026 om 09:00 schreef Wilma Brandt <wilma@brandt.example>:",
        "Pada Sel, 2 Jun 2026 pada 09:00, Wilma Brandt <wilma@brandt.example> menulis:",
        "เมื่อ อ. 2 มิ.ย. 2026 เวลา 09:00 Wilma Brandt <wilma@brandt.example> เขียนว่า:",
        "Am 02.06.26 um 09:00 schrieb Wilma Brandt:",
        "Le mardi 2 juin 2026, Wilma Brandt a écrit :",
    ],
)
def test_a_quotation_goes_with_the_line_above_it(line):
    assert (
        own_words(f"The list is attached.\n\n{line}\n> Could you send the list?\n>\n> Wilma") == "The list is attached."
    )


def test_answers_between_quotations_are_kept():
    body = "On 2 Jun 2026, Wilma wrote:\n> Is it blue?\n\nYes, dark blue.\n\n> And round?\n\nSquare."

    assert own_words(body) == "Yes, dark blue.\n\nSquare."


def test_the_rest_of_a_quoted_line_that_was_cut_on_the_way_is_quoted_too():
    body = "> " + "long words " * 7 + "and\nthe rest of it\n> and more of the same\n\nAgreed."

    assert own_words(body) == "Agreed."


@pytest.mark.parametrize(
    "history",
    [
        "-----Original Message-----\nFrom: Wilma Brandt\nSent: 2 June 2026\nTo: Me\nSubject: List\n\nCould you send?",
        "From: Wilma Brandt\nSent: Tuesday, 2 June 2026\nTo: Me\nSubject: List\n\nCould you send it?",
        "Van: Wilma Brandt\nVerzonden: dinsdag 2 juni 2026\nAan: mij\nOnderwerp: Lijst\n\nKun je die sturen?",
        "---------- Forwarded message ---------\nFrom: Wilma\n\nCould you send it?",
        "Begin forwarded message:\n\nFrom: Wilma\nCould you send it?",
        "On 2 June 2026 at 09:00 Wilma Brandt <wilma@brandt.example> wrote:\n\nCould you send it?",
    ],
)
def test_history_without_marks_and_forwarded_mail_are_left_out(history):
    assert own_words(f"Here it is.\n\n{history}") == "Here it is."


@pytest.mark.parametrize(
    "end",
    [
        "-- \nWilma Brandt\nMay we help you?",
        "Kind regards\nWilma Brandt\nPlease quote our number.",
        "Met vriendelijke groet,\n\nWilma",
        "Sent from my iPhone",
        "Verstuurd vanaf mijn telefoon",
        "Mit freundlichen Grüßen\nWilma Brandt",
        "Thanks,\nWilma",
        "This e-mail is confidential and intended solely for the addressee. We accept no liability.",
    ],
)
def test_signatures_and_notices_are_left_out(end):
    assert own_words(f"The list is done.\n\n{end}") == "The list is done."


def test_words_of_thanks_that_open_a_letter_do_not_end_it():
    assert own_words("Thanks,\nthe list is attached and the prices follow.").endswith("the prices follow.")


def test_an_afterword_below_the_signature_is_kept():
    assert own_words("All done.\n\nRegards\nWilma\n\nPS: could you send the key?").endswith(
        "PS: could you send the key?"
    )


def test_a_message_of_quotation_alone_has_no_words_of_its_own():
    assert own_words("> all of it\n> quoted") == ""


@pytest.mark.parametrize(
    "hostile", ["On " * 15_000, "\n" * 40_000, "Regards\n" * 5_000, "> " * 20_000, "On x:\n" * 8_000]
)
def test_text_made_to_be_slow_is_read_like_any_other(hostile):
    assert len(own_words(hostile)) <= len(hostile)


@pytest.mark.parametrize(
    ("subject", "sender", "head"),
    [
        ("Automatic reply: List", "wilma@brandt.example", b""),
        ("Automatisch antwoord: Lijst", "wilma@brandt.example", b""),
        ("Read: List", "wilma@brandt.example", b""),
        ("Undeliverable: List", "postmaster@brandt.example", b""),
        ("Offers of June", "noreply@shop.example", b""),
        ("List", "wilma@brandt.example", b"Auto-Submitted: auto-replied\n\n"),
        ("List", "wilma@brandt.example", b"List-Unsubscribe: <mailto:off@shop.example>\n\n"),
        ("List", "wilma@brandt.example", b"Precedence: bulk\n\n"),
    ],
)
def test_what_a_machine_sent(subject, sender, head):
    assert is_automatic(subject, sender, head)


def test_what_a_person_wrote_to_a_shared_address_is_not_automatic():
    head = b"List-Id: <team.brandt.example>\nList-Post: <mailto:team@brandt.example>\nPrecedence: list\n\n"

    assert not is_automatic("List", "wilma@brandt.example", head)
    assert not is_automatic("Re: List", "wilma@brandt.example", b"Auto-Submitted: no\n\n")


def test_what_is_written_between_quotations_is_known_with_the_quotation_above_it():
    body = "See below.\n\n> Which paper?\n\nThe matt\nkind.\n\n> And which\n>> size?\n\nA5.\n\n> Thanks"

    assert written_between(body) == (("Which paper?", "The matt kind."), ("And which size?", "A5."))


def test_what_follows_a_single_quotation_is_not_taken_for_written_between():
    assert written_between("> Which paper? Which size?\n\nMatt, A5.") == ()
