"""`clientguard worth`: what a client brings by the hour, what it costs besides (P7.1)."""

from __future__ import annotations

ON = ("--on", "2026-03-01")


def test_each_client_is_said_what_an_hour_brings(line):
    line.set(1, rate=80)
    mill = line.add("client", name="Mill")
    line.add("invoice", client=mill, number="W-1", issued="2026-02-01", amount=200)
    line.add("payment", client=mill, invoice="W-1", received="2026-02-10", amount=200)
    line.add("work", client=mill, on="2026-02-11", minutes=600, detail="Shop")
    (found,) = line.ask("worth", "--client", "Mill", *ON)
    assert (found["rate"], found["target"], found["of_target"], found["in_question"]) == ("20.00", "80.00", 0.25, True)
    assert found["income"] == [{"amount": "200.00", "currency": "EUR"}]
    assert "Is it worth it?" in found["says"][0]
    assert "Is it worth it?" in line.do("worth", *ON)


def test_who_it_brought_and_what_another_client_would_cost_stand_beside_it(line):
    line.set(1, rate=80, replacement=1500)
    mill = line.add("client", name="Mill")
    line.add("client", name="Inn", referred_by=mill)
    line.add("client", name="Only asked", referred_by=mill, stage="prospect")
    line.add("payment", client=mill, received="2026-02-10", amount=200)
    line.add("work", client=mill, on="2026-02-11", minutes=600, detail="Shop")
    (found,) = line.ask("worth", "--client", "Mill", *ON)
    assert (found["referred"], found["replacement"]) == (1, {"amount": "1500.00", "currency": "EUR"})
    assert found["says"][1:3] == [
        "Winning another client costs you € 1,500.00.",
        "1 client came to you through this one.",
    ]


def test_a_casebook_without_clients_says_so(line):
    assert line.try_("--casebook", line.casebook, "worth", *ON).err == "There are no clients yet.\n"
    assert line.ask("worth", *ON) == []
