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


def letter(number: int, sender: str, to: str) -> bytes:
    return (
        f"From: {sender}\nTo: {to}\nSubject: {number}\nDate: Thu, 19 Nov 2026 10:{number:02}:00 +0100\n"
        f"Message-ID: <{number}@x.example>\n\nWords.\n"
    ).encode()


def test_own_addresses_are_asked_for_until_one_is_named(line, tmp_path):
    line.add("client", name="Harbour Books")
    folder = tmp_path / "Sent"
    folder.mkdir()
    (folder / "1.eml").write_bytes(letter(1, "Ada <ada@north.example>", "joan@harbour.example"))
    (folder / "2.eml").write_bytes(letter(2, "joan@harbour.example", "ada@north.example"))
    words = ("--casebook", line.casebook, "import", folder, "--client", "Harbour Books", "--json")
    first = line.try_(*words)
    assert (first.status, first.json["sent"], first.json["received"]) == (0, 0, 2)
    assert "ada@north.example: messages from it: 1, to how many others: 1" in first.err
    assert "--mine ada@north.example" in first.err
    named = line.ask("import", folder, "--client", "Harbour Books", "--mine", "ADA@north.example")
    assert len(named["duplicates"]) == 2
    assert {row["subject"]: row["direction"] for row in line.ask("list", "message")} == {"1": "out", "2": "in"}
    (folder / "3.eml").write_bytes(letter(3, "ada@north.example", "joan@harbour.example"))
    assert line.ask("import", folder, "--client", "Harbour Books")["sent"] == 1
    said = line.do("import", folder, "--client", "Harbour Books")
    assert said.startswith("Messages imported: 0\nSent: 0, received: 0\n")
    assert "is not an email address" in line.refused("import", folder, "--client", "2", "--mine", "Ada")


def test_two_clients_are_merged_and_parted_again(line):
    stays, gone = line.add("client", name="Café"), line.add("client", name="Cafe Quay", note="Met in May")
    problem = line.add("problem", client=gone, title="Late", on="2026-11-01")
    assert line.ask("merge", "cafe quay", "--into", NFD) == {"merged": gone, "into": stays, "records": 1}
    assert names(line) == ["Café"]
    assert [row["id"] for row in line.ask("list", "problem", "--client", stays)] == [problem]
    assert line.ask("restore", gone) == {"restored": [gone]}
    assert [row["id"] for row in line.ask("list", "problem", "--client", gone)] == [problem]
    assert "records moved: 1" in line.do("merge", gone, "--into", stays)
    assert "Nothing was changed" in line.refused("merge", "Nobody", "--into", stays)


def test_two_people_are_merged_by_name_or_number(line):
    client = line.add("client", name="Harbour Books")
    stays = line.add("contact", client=client, name="Joan Field")
    gone = line.add("contact", client=client, name="Joan", email="joan@harbour.example")
    line.do("merge", "JOAN", "--into", "joan field")
    assert [(row["id"], row["email"]) for row in line.ask("list", "contact")] == [(stays, "joan@harbour.example")]
    line.do("restore", gone)
    assert "Only two clients, or two people of one client" in line.refused("merge", gone, "--into", gone)


def test_moments_are_read_and_listed_in_the_time_zone_of_the_business(line):
    """JSON keeps the offset of the clock that showed it first."""
    line.do("set", 1, "--set", "time_zone=Europe/Amsterdam")
    client = line.add("client", name="Harbour Books")
    line.add("message", client=client, subject="Summer", at="2026-07-01 00:30")
    line.add("message", client=client, subject="Far", at="2026-11-20T23:30-08:00")
    listed = line.do("list", "message")
    assert "2026-07-01 00:30+02:00" in listed
    assert "2026-11-21 08:30+01:00" in listed
    assert [row["at"] for row in line.ask("list", "message")] == [
        "2026-11-20T23:30:00.000-08:00",
        "2026-07-01T00:30:00.000+02:00",
    ]
    assert "“Mars” is not a time zone" in line.refused("set", 1, "--set", "time_zone=Mars")
    line.do("set", 1, "--set", "time_zone=")
    assert "2026-06-30 22:30+00:00" in line.do("list", "message")
