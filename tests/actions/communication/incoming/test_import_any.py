"""Mail that is imported without naming a client: to those whose it is, and nothing of it to anybody else."""

from __future__ import annotations

import pytest

from clientguard.actions.communication import known_people
from clientguard.actions.communication.incoming.import_any import import_any
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import Contact, ContactPoint, ImportRun, Message
from clientguard.errors import Cancelled, KnownError
from clientguard.store.records import lookup
from tests.factories import add
from tests.mailboxes import ADA, JOAN, KIM

SISTER, TAX = "ruth@home.example", "lee@taxes.example"
CANARY = "Vermilion-Heron-77"


def letter(
    number: int, sender: str, *recipients: str, answers: int = 0, words: str = "Words.", more: str = ""
) -> bytes:
    named = f"In-Reply-To: <{answers}@x>\n" if answers else ""
    return (
        f"From - Thu Nov 19 10:00:00 2026\nFrom: {sender}\nTo: {', '.join(recipients)}\nSubject: Letter {number}\n"
        f"Date: {number} Nov 2026 10:00:00 +0100\nMessage-ID: <{number}@x>\n{named}{more}\n{words}\n\n"
    ).encode()


@pytest.fixture
def harbour(book):
    add(book, "contact_point", system="email", value=ADA)
    client = add(book, "client", name="Harbour Books")
    add(book, "contact", client=client, name="Joan Field", email=JOAN)
    return client


@pytest.fixture
def mill(book):
    client = add(book, "client", name="Mill")
    add(book, "contact", client=client, name="Kim Lee", email=KIM)
    return client


@pytest.fixture
def mailbox(tmp_path):
    """Mail of two clients, one letter to both, a sister's, an accountant's who writes in Joan's conversation."""
    path = tmp_path / "All.mbox"
    parts = (
        letter(1, f"Joan Field <{JOAN}>", ADA),
        letter(2, ADA, JOAN, KIM),
        letter(3, KIM, ADA),
        letter(4, f"Ruth North <{SISTER}>", ADA, words=f"{CANARY} at home."),
        letter(5, f"Ruth North <{SISTER}>", ADA, words=f"{CANARY} again."),
        letter(6, f"Lee Park <{TAX}>", ADA, answers=1),
        letter(7, "news@shop.example", ADA, more="List-Id: <n.shop.example>\n"),
        letter(8, "noreply@bank.example", ADA),
    )
    path.write_bytes(b"".join(parts))
    return path


def all_of(book, cls):
    with book.read() as db:
        return lookup.find_records(db, cls)


def numbers(book, client):
    return sorted(int(each.subject.split()[-1]) for each in all_of(book, Message) if each.client == client)


def test_each_message_goes_to_those_whose_it_is_and_one_to_two_counts_for_both(book, mailbox, harbour, mill):
    taken = import_any(book, [mailbox])
    assert (numbers(book, harbour), numbers(book, mill)) == ([1, 2], [2, 3])
    assert taken.messages == 4
    assert {each.client: each.id for each in all_of(book, ImportRun)} == {
        client: taken.imports[client].run for client in (harbour, mill)
    }
    assert {(each.direction, each.subject) for each in all_of(book, Message)} == {
        ("in", "Letter 1"),
        ("out", "Letter 2"),
        ("in", "Letter 3"),
    }


def test_senders_of_nobody_are_counted_and_a_client_is_proposed(book, mailbox, harbour, mill):
    taken = import_any(book, [mailbox])
    assert taken.passed == 5
    assert {each.unmatched for each in all_of(book, ImportRun)} == {5}
    tax, sister = taken.unmatched
    assert (tax.address, tax.name, tax.messages, tax.client, tax.because) == (
        TAX,
        "Lee Park",
        1,
        harbour,
        "conversation",
    )
    assert (sister.address, sister.messages, sister.client, sister.because) == (SISTER, 2, None, "")


def test_a_conversation_on_record_tells_whose_a_later_message_may_be(book, tmp_path, mailbox, harbour):
    import_any(book, [mailbox])
    later = tmp_path / "later.mbox"
    later.write_bytes(letter(9, TAX, ADA, answers=1))
    (tax,) = import_any(book, [later]).unmatched
    assert (tax.client, tax.because) == (harbour, "conversation")


def test_nothing_of_what_is_nobodys_is_kept(book, mailbox, harbour, mill, caplog):
    import_any(book, [mailbox])
    known_people.assign_nobody(book, SISTER)
    with book.read() as db:
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        kept = "".join(repr(db.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in tables)
    assert JOAN in kept
    for private in (CANARY, SISTER, "Ruth", "Letter 4", "shop.example", "bank.example"):
        assert private not in kept
        assert private not in caplog.text


def test_whoever_is_assigned_comes_in_with_the_next_import(book, mailbox, harbour):
    import_any(book, [mailbox])
    known_people.assign(book, TAX, harbour, "Lee Park")
    assert [(each.name, each.email) for each in all_of(book, Contact)][1:] == [("Lee Park", TAX)]
    taken = import_any(book, [mailbox])
    assert numbers(book, harbour) == [1, 2, 6]
    assert [each.address for each in taken.unmatched] == [SISTER, KIM]


def test_another_address_of_a_person_is_kept_with_that_person(book, harbour):
    known_people.assign(book, "joan@gmail.com", harbour, "joan field")
    (person,) = all_of(book, Contact)
    assert [(each.contact, each.value) for each in all_of(book, ContactPoint) if each.client] == [
        (person.id, "joan@gmail.com")
    ]
    known_people.assign(book, "JOAN@gmail.com", harbour)
    assert len(all_of(book, Contact)) == 1
    known_people.assign(book, "joan.m@pier.example", harbour)
    assert all_of(book, Contact)[1].name == "Joan M"


def test_nobody_is_not_asked_about_again_until_they_are_somebodys(book, mailbox, harbour, mill):
    known_people.assign_nobody(book, SISTER.upper())
    assert [each.address for each in import_any(book, [mailbox]).unmatched] == [TAX]
    known_people.assign(book, SISTER, mill)
    import_any(book, [mailbox])
    assert numbers(book, mill) == [2, 3, 4, 5]


@pytest.mark.parametrize("address", ["nobody", ADA])
def test_what_cannot_be_assigned_is_refused(book, harbour, address):
    with pytest.raises(NotValidError):
        known_people.assign(book, address, harbour)
    with pytest.raises(NotValidError):
        known_people.assign_nobody(book, address)


def test_it_is_undone_by_its_records_and_repeated(book, mailbox, harbour, mill):
    taken = import_any(book, [mailbox])
    assert import_any(book, [mailbox]).messages == 0
    editing.remove_records(book, taken.runs)
    assert all_of(book, Message) == []
    assert import_any(book, [mailbox]).messages == 4


def test_half_way_cancelled_it_writes_nothing(book, tmp_path, harbour):
    path = tmp_path / "many.mbox"
    path.write_bytes(
        b"".join(letter(1, JOAN, ADA, more=f"X-N: {number}\n", words=str(number)) for number in range(200))
    )
    steps = iter([False, False, False, True])
    with pytest.raises(Cancelled):
        import_any(book, [path], cancelled=lambda: next(steps))
    assert all_of(book, Message) == all_of(book, ImportRun) == []


def test_progress_comes_to_the_end_and_the_open_casebook_is_not_read(book, mailbox, harbour):
    told = []
    import_any(book, [mailbox], progress=lambda done, of: told.append((done, of)))
    assert told
    assert all(0 <= done <= of for done, of in told)
    with pytest.raises(KnownError, match="is the casebook that is open"):
        import_any(book, [book.path])


def test_drafts_and_deleted_mail_are_passed_over_and_broken_files_are_named(book, tmp_path, harbour):
    folder = tmp_path / "Mail"
    folder.mkdir()
    (folder / "Drafts").write_bytes(letter(1, ADA, JOAN))
    (folder / "Trash").write_bytes(letter(2, JOAN, ADA))
    (folder / "Inbox").write_bytes(letter(3, JOAN, ADA) + letter(4, JOAN, ADA, more="X-Mozilla-Status: 0009\n"))
    (folder / "empty.eml").write_bytes(b"no field here\n")
    taken = import_any(book, [folder, tmp_path / "gone.mbox"])
    assert numbers(book, harbour) == [3]
    assert [(each.source, each.subject) for each in taken.unreadable] == [("Mail/empty.eml", ""), ("gone.mbox", "")]
