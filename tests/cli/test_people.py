"""Who is who on the command line: names, addresses, and two clients or people that are one."""

from __future__ import annotations

NFD = "Cafe\u0301"


def names(line) -> list[str]:
    return [row["name"] for row in line.ask("list", "client")]


def test_a_name_typed_on_a_mac_finds_its_client(line):
    made = line.add("client", name="Café")
    line.add("problem", client=NFD, title="Late", on="2026-11-01")
    assert [row["client_id"] for row in line.ask("list", "problem", "--client", "CAFÉ")] == [made]


def test_a_second_client_of_the_same_name_is_added_only_if_that_is_said(line):
    made = line.add("client", name="Café")
    for typed in (NFD, "CAFÉ", " café "):
        told = line.refused("add", "client", "--set", f"name={typed}")
        assert f"There is already a client called “{typed.strip()}”: number {made}." in told
    assert names(line) == ["Café"]
    line.add("client", "--same-name", name=NFD)
    assert len(names(line)) == 2


def test_a_client_is_not_renamed_to_another_ones_name_by_mistake(line):
    line.add("client", name="Café")
    other = line.add("client", name="Harbour Books")
    assert "There is already a client" in line.refused("set", other, "--set", "name=café")
    assert line.set(other, name="HARBOUR BOOKS")  # its own name in other letters
    line.do("set", other, "--set", "name=café", "--same-name")
    assert line.set(other, stage="active")  # the name stays as it is


def test_two_people_may_have_one_name(line):
    client = line.add("client", name="Harbour Books")
    assert line.add("contact", client=client, name="Joan") != line.add("contact", client=client, name="Joan")
