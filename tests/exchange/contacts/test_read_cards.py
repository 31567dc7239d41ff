"""Contact cards to people: of every version, and of the programs that write them."""

from __future__ import annotations

import random
from pathlib import Path

from clientguard.exchange.contacts.read_cards import PersonDraft, is_cards, read_card_bytes, read_cards
from clientguard.exchange.mail.read_mail import Unreadable


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def read(data: bytes) -> list[PersonDraft | Unreadable]:
    return list(read_card_bytes(data, "a.vcf"))


def only(data: bytes) -> PersonDraft:
    (found,) = read(data)
    assert isinstance(found, PersonDraft), found
    return found


def test_a_card_has_name_addresses_numbers_and_what_the_person_does():
    found = only(
        card(
            "N:Ash;Ann;;Dr.;", "FN:Dr. Ann Ash", "ORG:Harbour;Sales", "TITLE:Head of sales\\, north",
            "EMAIL;TYPE=HOME:ann@home.example", "EMAIL;TYPE=WORK,PREF:ann@harbour.example",
            "item1.TEL;TYPE=CELL:+31 6 1234", "item1.X-ABLabel:x", "PHOTO;ENCODING=b:AAAA", " BBBB",
        )
    )  # fmt: skip
    assert found.name == "Dr. Ann Ash"
    assert found.emails == ("ann@harbour.example", "ann@home.example")
    assert (found.phones, found.role) == (("+31 6 1234",), "Head of sales, north")
    assert found.organisation == "Harbour, Sales"


def test_the_oldest_form_is_read_in_its_charset():
    quoted = ("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg",
              "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=", "=C3=BCller", "TEL;CELL:+49 1",
              "EMAIL;INTERNET:j@x.example")  # fmt: skip
    found = only(card(*quoted, version="2.1"))
    assert (found.name, found.emails, found.phones) == ("Jörg Müller", ("j@x.example",), ("+49 1",))


def test_the_newest_form_is_read():
    found = only(card("FN:Ann", "TEL;VALUE=uri;PREF=1;TYPE=cell:tel:+31-6-1234", "EMAIL:a@x.example", version="4.0"))
    assert found.phones == ("+31-6-1234",)


def test_a_card_without_a_name_is_called_by_what_it_has():
    assert only(card("N:Ash;Ann;;;")).name == "Ann Ash"
    assert only(card("FN:", "ORG:Harbour")).name == "Harbour"
    assert only(card("EMAIL:a@x.example")).name == "a@x.example"


def test_a_broken_card_costs_no_other():
    found = read(card("TEL:1") + card("FN:Good") + b"BEGIN:VCARD\r\nFN:Cut")
    assert [type(each).__name__ for each in found] == ["Unreadable", "PersonDraft", "PersonDraft"]


def test_a_broken_line_costs_no_other_and_is_said():
    person, note = read(card("N;a", "FN:Ann", "EMAIL:a@x.example"))
    assert isinstance(person, PersonDraft)
    assert person.emails == ("a@x.example",)
    assert isinstance(note, Unreadable)


def test_utf_16_is_read():
    assert only(card("FN:Zoë").decode().encode("utf-16")).name == "Zoë"


def test_a_card_is_known_by_its_beginning():
    assert is_cards(b"\xef\xbb\xbfbegin:vcard\r\n")
    assert not is_cards(b"BEGIN:VCALENDAR\r\n")


def test_what_is_no_card_says_so():
    (found,) = read(b"hello")
    assert isinstance(found, Unreadable)
    assert found.reason.text == "There are no people in this file."


def test_it_never_raises():
    whole = card(
        "N;ENCODING=QUOTED-PRINTABLE:A=C3=", " b", "FN:Ann", "ORG:a;b", 'ADR;X="y":;;c', "EMAIL;PREF:a@x.example"
    )
    chance = random.Random(3)
    bits = [
        b"\0",
        b"\xff",
        b":",
        b";",
        b'"',
        b"=",
        b"\n",
        b"BEGIN:VCARD\n",
        b"END:VCARD\n",
        b"=\n",
        b"CHARSET=x;",
        b"\\",
    ]
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 5)] = chance.choice(bits)
        assert read(bytes(data))
    assert read(b"BEGIN:VCARD\n" * 100_000)
    assert read(b"BEGIN:VCARD\nFN:x\n" + b" y" * 2_000_000)


def test_every_card_of_the_corpus_is_a_person(corpus: Path):
    for each in sorted((corpus / "vcard").rglob("*.vcf")):
        people = [item for item in read_cards([each]) if isinstance(item, PersonDraft)]
        nameless = each.name == "vcard_grouped.vcf"  # it has postal addresses alone
        assert len(people) == each.read_bytes().upper().count(b"BEGIN:VCARD") - nameless, each


def test_an_address_in_an_endless_value_costs_no_time():
    found = only(card("FN:Ann", "EMAIL:" + "a" * 150_000, "EMAIL:ann@harbour.example"))
    assert found.emails == ("ann@harbour.example",)


def test_a_line_of_equals_signs_costs_no_other():
    found = read(card("FN:Ann", f"TEL;A{'=' * 60}", f"EMAIL;X{'=a' * 60}:ann@harbour.example", "TEL;X=a==:+31 6 1234"))
    assert isinstance(found[0], PersonDraft)
    assert (found[0].name, found[0].emails, found[0].phones) == ("Ann", (), ("+31 6 1234",))
    assert [each.reason.text for each in found[1:] if isinstance(each, Unreadable)] == [
        "Part of this contact card is damaged and was left out."
    ]
