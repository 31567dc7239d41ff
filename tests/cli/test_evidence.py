"""Evidence for any record, in a terminal (P5.2)."""

from __future__ import annotations

WHO = "Harbour Books"


def test_a_message_is_put_behind_a_problem_with_its_passage_and_taken_off_again(line):
    line.add("client", name=WHO)
    problem = line.add("problem", client=WHO, title="Shouted on the phone", on="today")
    message = line.add("message", client=WHO, at="today 9:00", subject="Sorry", body="I should not have shouted.")
    found = line.ask("evidence", message, "--for", problem, "--passage", "I should not have shouted.")
    assert (found["id"], len(found["evidence"])) == (problem, 1)
    assert line.ask("evidence", message, "--for", problem)["evidence"] == []  # it is there already
    (listed,) = line.ask("list", "evidence")
    assert (listed["supports_id"], listed["about_id"], listed["passage"]) == (
        problem,
        message,
        "I should not have shouted.",
    )
    line.do("remove", listed["id"])
    assert line.ask("list", "evidence") == []


def test_what_cannot_be_evidence_is_refused(line):
    client = line.add("client", name=WHO)
    problem = line.add("problem", client=WHO, title="Shouted", on="today")
    assert "cannot be evidence for itself" in line.refused("evidence", problem, "--for", problem)
    assert "cannot be evidence: Client" in line.refused("evidence", client, "--for", problem)
    assert "no record number" in line.refused("evidence", 9999, "--for", problem)
