"""Deciding about a client in a terminal: a draft, its signature, evidence with its passage (P4.1, P7)."""

from __future__ import annotations

WHO = "Harbour Books"


def test_a_decision_to_end_is_signed_at_once_and_begins_the_leaving(line):
    line.add("client", name=WHO)
    found = line.ask("offboard", "decide", "--client", WHO, "--reasons", "Late", "--by", "Ada")
    (decision,), (leaving,) = line.ask("list", "decision"), line.ask("list", "leaving")
    assert (found["id"], found["decision"]) == (leaving["id"], decision["id"])
    assert (decision["verdict"], decision["signed_by"]) == ("end", "Ada")
    assert line.ask("offboard", "status", "--client", WHO)["id"] == found["id"]


def test_a_draft_begins_nothing_until_it_is_signed(line):
    line.add("client", name=WHO)
    problem = line.add("problem", client=WHO, title="Late again", on="today")
    drafted = line.ask("offboard", "decide", "--client", WHO, "--reasons", "Late", "--draft")
    assert drafted["id"] is None
    behind = line.ask("offboard", "evidence", problem, "--client", WHO, "--passage", "“Next week, promised.”")
    assert (behind["id"], len(behind["evidence"])) == (None, 1)
    assert line.ask("list", "evidence")[0]["passage"] == "“Next week, promised.”"
    signed = line.ask("offboard", "decide", "--client", WHO, "--reasons", "Late, again")
    assert signed["decision"] == drafted["decision"]
    assert signed["id"]
    (gate,) = [each for each in line.ask("offboard", "status", "--client", WHO)["gates"] if each["key"] == "decision"]
    assert (gate["state"], "with 1 record behind it" in gate["reason"]) == ("met", True)


def test_to_talk_begins_no_leaving_and_the_next_decision_replaces_it(line):
    client = line.add("client", name=WHO)
    talk = line.ask(
        "offboard", "decide", "--client", WHO, "--reasons", "Late", "--verdict", "talk", "--review-on", "+2w"
    )
    assert talk["id"] is None
    assert line.ask("list", "leaving") == []
    end = line.ask("offboard", "decide", "--client", WHO, "--reasons", "Late again")
    found = {each["id"]: each for each in line.ask("list", "decision", "--client", client)}
    assert found[end["decision"]]["replaces_id"] == talk["decision"]


def test_what_the_record_advises_is_told_and_refuses_nothing(line):
    line.add("client", name=WHO)
    decide = ("--casebook", line.casebook, "offboard", "decide", "--client", WHO, "--reasons", "Late")
    answer = line.try_(*decide)
    assert (answer.status, "Nothing in the record speaks against this client." in answer.err) == (0, True)
    answer = line.try_(*decide, "--verdict", "keep")
    assert (answer.status, answer.err) == (0, "")
    assert line.ask("list", "leaving") == []  # it is called off


def test_decide_alone_records_the_decision_and_begins_no_leaving(line):
    line.add("client", name=WHO)
    words = ("decide", "--client", WHO, "--verdict", "end", "--reasons", "Never paid on time")
    told = line.ask(*words)
    (decision,) = line.ask("list", "decision")
    assert (told["id"], told["decision"], decision["verdict"]) == (None, decision["id"], "end")
    assert decision["signed_on"]
    assert line.ask("list", "leaving") == []
    assert line.ask("offboard", *words)["id"]
    assert len(line.ask("list", "leaving")) == 1


def test_talking_is_decided_with_a_day_to_look_again(line):
    line.add("client", name=WHO)
    told = line.ask(
        "decide", "--client", WHO, "--verdict", "talk", "--reasons", "Late twice", "--review-on", "2099-01-02"
    )
    (decision,) = line.ask("list", "decision")
    assert (decision["id"], decision["verdict"], decision["review_on"]) == (told["decision"], "talk", "2099-01-02")


def test_leaving_begins_once_from_the_decision_that_stands(line):
    line.add("client", name=WHO)
    begin = ("offboard", "decide", "--client", WHO)
    assert "No decision to end the work or to refer this client is signed." in line.refused(*begin)
    assert "--reasons" in line.misunderstood(*begin, "--verdict", "talk")
    decided = line.ask("decide", "--client", WHO, "--verdict", "end", "--reasons", "Never paid on time")
    begun = line.ask(*begin)
    (decision,), (leaving,) = line.ask("list", "decision"), line.ask("list", "leaving")
    assert (begun["id"], begun["decision"]) == (leaving["id"], decided["decision"])
    assert (leaving["decision_id"], decision["id"]) == (decided["decision"], decided["decision"])
    assert line.ask("list", "client")[0]["stage"] == "leaving"
    assert "is being left by the decision" in line.refused(*begin)


def test_a_client_is_referred_to_a_peer_and_it_is_said_who_is_not_passed_on(line):
    client = line.add("client", name=WHO)
    line.add("peer", name="Mira Vale", accepts="yes")
    refer = ("decide", "--client", WHO, "--verdict", "refer", "--reasons", "Another field")
    assert line.ask(*refer, "--peer", "Mira Vale")["why_not_refer"] == ""
    assert line.ask("list", "decision")[0]["peer"] == "Mira Vale"
    assert "--verdict refer" in line.misunderstood("decide", "--client", WHO, "--verdict", "end", "--reasons", "Late",
                                                   "--peer", "Mira Vale")  # fmt: skip
    line.add("problem", client=client, title="“I will burn your office down”", on="today", sign=7, harm="yes")
    assert "Do not pass this client on" in line.ask(*refer)["why_not_refer"]
