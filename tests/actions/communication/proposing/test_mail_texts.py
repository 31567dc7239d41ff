"""What a machine sent is not read as a person's words: by the fields of the original, where one is on record."""

from __future__ import annotations

import pytest

from clientguard.actions.communication.proposing.mail_texts import mail_texts
from clientguard.store.journal import blobs
from clientguard.store.views.communication.proposing import mail_since
from tests.factories import add, ago

FROM = "Joan Field <joan@harbour.example>"
BODY = "Could you send me the price list by Friday?"


@pytest.mark.parametrize(
    ("fields", "automatic"),
    [
        ("", False),
        ("List-Unsubscribe: <https://harbour.example/stop>", True),
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("List-Id: <team.harbour.example>\r\nList-Post: <mailto:team@harbour.example>", False),  # a person wrote to it
    ],
)
def test_the_fields_of_the_original_say_that_a_machine_sent_it(book, fields, automatic):
    client = add(book, "client", name="Harbour Books", email="joan@harbour.example")
    head = f"From: {FROM}\r\nSubject: The prices\r\n" + (f"{fields}\r\n" if fields else "")
    raw = f"{head}\r\n{BODY}\r\n".encode()
    original = book.write(lambda write: blobs.put_original(write.db, raw, [], BODY.encode())).hex()
    add(book, "message", client=client, subject="The prices", sender=FROM, body=BODY, original=original)
    add(book, "message", client=client, subject="The prices", sender=FROM, body=BODY)  # typed in: nothing else is known
    with book.read() as db:
        found = mail_texts(db, client, mail_since(db, client, ago(30), 10))
    assert [each.automatic for each in found] == [automatic, False]
