"""Tables on the command line: counted, refused with their rows, mapped once and known from then on, undone as one."""

from __future__ import annotations

import json

HARVEST = "Issue Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency\n"


def test_a_table_is_imported_once_and_undone_as_one(line, tmp_path):
    table, refused = tmp_path / "a.csv", tmp_path / "refused.csv"
    table.write_text(HARVEST + "2026-02-01,R-1,Mill,10,0,10,EUR\n2026-02-01,R-2,,10,0,10,EUR\n")
    first = line.ask("import", table, "--refused", refused)
    assert first == {
        "import": first["import"],
        "clients": 1,
        "people": 0,
        "invoices": 1,
        "payments": 0,
        "duplicates": [],
        "unreadable": [{"row": 3, "reason": "Client is missing."}],
        "told": [],
    }
    assert "Client is missing." in refused.read_text("utf-8-sig")
    again = line.ask("import", table)
    assert (again["import"], again["invoices"], again["duplicates"]) == (None, 0, [{"row": 2, "what": "R-1"}])
    assert "Row 3: Client is missing." in line.do("import", table)
    line.do("remove", first["import"])
    assert line.ask("list", "invoice") == line.ask("list", "client") == []


def test_clients_that_are_on_the_list_not_again_are_named(line, tmp_path):
    for name, reason in (("Mill", "Two bills unpaid."), ("Kiln", "Shouted at us.")):
        line.do("add", "do_not_engage", "--set", f"name={name}", "--set", f"reason={reason}",
                "--set", "noted_on=today", "--set", "review_on=+1y")  # fmt: skip
    table = tmp_path / "a.csv"
    table.write_text(HARVEST + "2026-02-01,R-1,Mill,10,0,10,EUR\n")
    assert "Two bills unpaid." in line.do("import", table)
    table.write_text(HARVEST + "2026-02-01,R-2,Kiln,10,0,10,EUR\n")
    (told,) = line.ask("import", table)["told"]
    assert "Shouted at us." in told


def test_dates_with_two_readings_are_refused_with_their_rows_until_it_is_said_which(line, tmp_path):
    table = tmp_path / "a.csv"
    table.write_text(HARVEST + "07/08/2026,R-1,Mill,10,0,10,EUR\n")
    told = line.refused("import", table)
    assert "day or the month first: 2." in told
    assert "--dates dmy" in told
    assert line.ask("import", table, "--dates", "mdy")["invoices"] == 1
    assert line.ask("list", "invoice")[0]["issued"] == "2026-07-08"


def test_an_unknown_table_needs_a_mapping_once(line, tmp_path):
    table, mapping = tmp_path / "a.csv", tmp_path / "mapping.json"
    table.write_text("No;Who;When;Sum\nR-1;Mill;2026-02-01;1.234,50\n")
    assert "No, Who, When, Sum" in line.refused("import", table)
    columns = {"number": "No", "client": "Who", "issued": "When", "amount": "Sum"}
    mapping.write_text(json.dumps({"kind": "invoices", "columns": columns}))
    assert line.ask("import", table, "--mapping", mapping)["invoices"] == 1
    assert line.ask("list", "invoice")[0]["amount"] == "1234.50"
    table.write_text("No;Who;When;Sum\nR-2;Mill;2026-02-01;5,00\n")
    assert line.ask("import", table)["invoices"] == 1


def test_a_table_in_which_nothing_can_be_read_ends_with_status_1(line, tmp_path):
    table = tmp_path / "a.csv"
    table.write_text(HARVEST + "2026-02-01,R-1,,10,0,10,EUR\n")
    assert "Row 2: Client is missing." in line.refused("import", table)


def test_options_of_mail_and_of_tables_are_kept_apart(line, tmp_path):
    table, letter = tmp_path / "a.csv", tmp_path / "a.eml"
    table.write_text(HARVEST)
    letter.write_text("Subject: x\n\nx\n")
    assert "are for mail" in line.misunderstood("import", table, "--client", "Mill")
    assert "imported alone" in line.misunderstood("import", table, letter)
    assert "are for a table" in line.misunderstood("import", letter, "--client", "Mill", "--decimals", "point")
