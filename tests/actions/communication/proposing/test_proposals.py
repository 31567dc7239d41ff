"""What is proposed from mail: each thing once, and only what is not on record, not waved off, and not of the past."""

from __future__ import annotations

from datetime import timedelta

from clientguard.actions.communication.proposing.confirming import dismiss, propose_again
from clientguard.actions.communication.proposing.noticed import KnownMail
from clientguard.actions.communication.proposing.proposals import proposed
from clientguard.actions.records import editing, merging
from clientguard.domain.communication.proposals.proposal import in_words
from clientguard.domain.records import Client, Request
from clientguard.texts import current
from tests.actions.communication.proposing.said import ASKED, CLEAR, DEMAND, PAY
from tests.factories import TODAY, add, ago, read


def words(harbour):
    return [current().say(in_words(each)) for each in harbour.proposals()]


def test_each_proposal_quotes_its_passage_and_says_what_it_would_add(harbour):
    asking = harbour.question(date=TODAY + timedelta(days=3))
    (found,) = harbour.proposals()
    assert (found.client, found.message, found.sort, found.passage) == (harbour.client, asking, "request", ASKED)
    assert (found.on, found.who) == (ago(20), "")
    assert words(harbour) == ["Adds a request asked on 2 Nov 2026, needed by 25 Nov 2026."]


def test_nothing_counts_before_it_is_confirmed(harbour):
    harbour.question()
    harbour.promise()
    assert len(harbour.proposals()) == 2
    with harbour.book.read() as db:
        assert db.execute("SELECT count(*) FROM request").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM promise").fetchone() == (0,)


def test_the_most_useful_come_first_and_at_most_five_of_a_client(harbour):
    add(harbour.book, "request", client=harbour.client, title=ASKED, asked_on=ago(30))
    asking = harbour.mail(30, ours=True)
    harbour.notice("meeting", harbour.mail(1), "I cannot make it tomorrow.", how="cancelled", by="client")
    harbour.notice("demand", harbour.mail(1), DEMAND)
    harbour.promise()
    harbour.question(4, "Is the text ready?")
    harbour.question(40, "Do you have the photos?")
    harbour.answer(asking)
    other = add(harbour.book, "client", name="Mill")
    harbour.notice("demand", harbour.mail(1, client=other, sender="Bo"), "Do the flyers too.")
    found = harbour.proposals(harbour.client)
    assert [each.sort for each in found] == ["answer", "request", "request", "promise", "demand"]
    assert [each.passage for each in found[1:3]] == ["Do you have the photos?", "Is the text ready?"]
    assert [each.sort for each in harbour.proposals(harbour.client, most=None)][-1] == "meeting"
    assert [each.client_name for each in harbour.proposals(other)] == ["Mill"]


def test_a_passage_is_proposed_as_one_thing(harbour):
    message = harbour.mail(3)
    harbour.notice("demand", message, PAY)
    harbour.notice("promise", message, PAY, date=TODAY, what="payment")
    assert [each.sort for each in harbour.proposals()] == ["promise"]


def test_what_was_logged_by_hand_on_the_same_day_is_not_proposed(harbour):
    harbour.question()
    harbour.promise()
    harbour.notice("demand", harbour.mail(8), DEMAND)
    add(harbour.book, "request", client=harbour.client, title="which of the two  logos do you want", asked_on=ago(20))
    add(harbour.book, "promise", client=harbour.client, words="Will pay", made_on=ago(3), due=TODAY + timedelta(days=5))
    add(harbour.book, "demand", client=harbour.client, words="put it on Instagram as well", said_on=ago(8))
    assert harbour.proposals() == []


def test_an_answer_names_the_request_it_ends_and_goes_once_that_was_answered(harbour):
    asking = harbour.mail(20, ours=True)
    request = add(harbour.book, "request", client=harbour.client, title=ASKED, asked_on=ago(20))
    harbour.answer(asking)
    assert harbour.only().asked[0].request == request
    assert words(harbour) == [f"Ends “{ASKED}”, asked on 2 Nov 2026."]
    editing.change_record(harbour.book, read(harbour.book, Request, request), answered_on=ago(1))
    assert harbour.proposals() == []


def test_an_answer_to_a_question_that_is_not_on_record_would_add_both(harbour):
    harbour.answer(harbour.mail(20, ours=True))
    assert words(harbour) == [f"Adds “{ASKED}”, asked on 2 Nov 2026 and answered on 20 Nov 2026."]


def test_what_was_waved_off_is_not_proposed_again_and_its_text_is_nowhere(harbour):
    asking = harbour.question()
    dismiss(harbour.book, harbour.proposals())
    assert harbour.proposals() == []
    with harbour.book.read() as db:
        ((reason, mac),) = db.execute("SELECT reason, mac FROM exclusion").fetchall()
        assert (reason, len(mac)) == ("dismissed", 32)
        entries = db.execute("SELECT count(*) FROM journal").fetchone()
    harbour.found.clear()
    harbour.answer(asking)  # nor an answer to what was no question
    assert harbour.proposals() == []
    with harbour.book.read() as db:
        assert db.execute("SELECT count(*) FROM journal").fetchone() == (entries[0] + 1,)  # that of the message


def test_waving_off_can_be_taken_back(harbour):
    harbour.promise()
    found = harbour.proposals()
    assert dismiss(harbour.book, found).kinds == {"message"}
    propose_again(harbour.book, found)
    assert harbour.proposals() == found


def test_what_was_waved_off_stays_away_from_the_client_that_took_its_place(harbour):
    harbour.promise()
    dismiss(harbour.book, harbour.proposals())
    other = add(harbour.book, "client", name="Harbour")
    merging.merge(harbour.book, harbour.client, other)
    assert harbour.proposals() == []


def test_nothing_is_proposed_for_a_former_client_nor_from_before_it_was_left(harbour):
    harbour.question(20)
    harbour.promise(3)
    left = add(harbour.book, "leaving", client=harbour.client, decided=ago(40), reason="Late.", signed_off=ago(10))
    assert left
    assert [each.sort for each in harbour.proposals()] == ["promise"]
    editing.change_record(harbour.book, read(harbour.book, Client, harbour.client), stage="former")
    assert harbour.proposals() == []


def test_only_the_mail_of_the_last_year_is_read_and_no_calls(harbour):
    harbour.question(400)
    harbour.notice("demand", harbour.mail(3, channel="call"), DEMAND)
    assert harbour.proposals() == []
    assert harbour.read == []


def test_mail_with_others_is_told_from_that_with_the_clients_people(harbour):
    harbour.mail(6)
    harbour.mail(5, sender="Tom <tom@harbour.example>")
    harbour.mail(4, sender="news@letters.example")
    harbour.mail(3, ours=True)
    harbour.mail(2, ours=True, recipients="Printer <desk@printer.example>")
    harbour.mail(1, ours=True, recipients="desk@printer.example, Joan Field <joan@harbour.example>")
    harbour.proposals()
    assert [each.stranger for each in harbour.seen] == [False, False, True, False, True, False]


def test_the_rules_read_what_the_sender_wrote_and_know_machines(harbour):
    harbour.mail(2, body="Fine by me.\n\n> Which of the two logos do you want?\n")
    harbour.mail(1, subject="Automatic reply: The logo", body="I am away.")
    harbour.proposals()
    assert [(each.own, each.automatic) for each in harbour.seen] == [("Fine by me.", False), ("I am away.", True)]


def test_a_question_that_mail_answers_is_not_proposed_as_one_that_waits(harbour):
    asking = harbour.question()
    harbour.answer(asking)
    assert [each.sort for each in harbour.proposals()] == ["answer"]


def test_mail_is_read_again_only_where_it_changed_and_a_portion_at_a_time(harbour):
    other = add(harbour.book, "client", name="Mill")
    harbour.promise()
    harbour.mail(2)
    harbour.mail(1, client=other)
    known = KnownMail()

    def look(**options):
        with harbour.book.read() as db:
            return proposed(db, known, TODAY, **options)

    first = look(at_once=1)
    assert (len(first.proposals), first.is_whole, harbour.read) == (1, False, [2])
    assert look(at_once=1).is_whole
    assert harbour.read == [2, 1]
    look()
    assert harbour.read == [2, 1]
    harbour.mail(1, client=other)
    look()
    assert harbour.read == [2, 1, 2]
    with harbour.book.read() as db:
        assert proposed(db, known, TODAY + timedelta(days=1)).is_whole
    assert len(harbour.read) == 5


def test_an_id_stays_the_same_and_differs_between_passages(harbour):
    harbour.question()
    harbour.question(4, "Is the text ready?")
    first, second = (each.id for each in harbour.proposals())
    assert [each.id for each in harbour.proposals()] == [first, second]
    assert first != second
    assert len(first) == 8


def test_a_message_that_is_imported_again_is_the_same(harbour):
    values = {"digest": "ab" * 32, "message_id": "<1@x>"}
    first = harbour.mail(3, **values)
    harbour.notice("demand", first, DEMAND)
    dismiss(harbour.book, harbour.proposals())
    editing.remove_records(harbour.book, [first])
    harbour.notice("demand", harbour.mail(3, **values), DEMAND)
    assert harbour.proposals() == []
    assert CLEAR


def test_the_rules_learn_which_message_a_reply_names_and_what_stands_between_its_quotations(harbour):
    asking = harbour.mail(3, ours=True, message_id="<q@north.example>", body="Which paper?\n\nWhich size?")
    body = "> Which paper?\n\nThe matt kind.\n\n> Which size?\n\nA5."
    harbour.mail(2, in_reply_to="<q@north.example>", body=body)

    harbour.proposals()

    reply = harbour.seen[-1]
    assert reply.reply_to == asking
    assert reply.between == (("Which paper?", "The matt kind."), ("Which size?", "A5."))
