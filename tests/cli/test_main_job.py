"""The main job by the command line alone: from a real mailbox and a real contract to a printed final report."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pypdfium2

from clientguard.reports.paper.archive import attached_facts
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import current

MAILBOX = "email/apache+incubator-ponymail-unit-tests/corpus/maven-dev-2017-11-listsao.mbox"
CONTRACT = (
    "contracts/open-agreements+open-agreements/bonterms-cc0-1.0/bonterms-professional-services-agreement/template.docx"
)
WHO = "Casa Verde S.L."


def day(offset: int) -> str:
    return (date.today() + timedelta(days=offset)).isoformat()


def test_from_a_mailbox_and_a_contract_to_the_final_report(terminal, tmp_path, corpus):
    terminal.casebook = tmp_path / "practice.casebook"
    begin(terminal, corpus)
    take_the_mail_in(terminal, corpus)
    invoice, message = see_the_overdue_invoice(terminal)
    leaving = decide(terminal, invoice, message)
    meet_the_gates(terminal, leaving)
    pdf = report(terminal, leaving, tmp_path)
    close(terminal, leaving)
    verify(terminal, pdf, tmp_path)
    refuse_a_second_instance(terminal)


def begin(line, corpus) -> None:
    made = line.try_("new", line.casebook, "--business", "Mira Aalto Consulting", "--json")
    assert made.json == {"path": str(line.casebook)}
    (firm,) = line.ask("list", "business")
    line.set(firm["id"], owner="Mira Aalto", address="Kanaalweg 12\n8911 Ljouwert", email="mira@aalto.example")
    line.add("client", name=WHO, since="-300d", address="Calle Mayor 4\n28013 Madrid", stage="active")
    contract = line.add(
        "contract",
        "--attach",
        corpus / CONTRACT,
        client=WHO,
        title="Spring shop and campaigns",
        starts="-300d",
        payment_terms="net 5",
        notice_days=30,
        handover_clause="Templates stay ours until paid.",
    )
    (file,) = line.ask("list", "attachment", "--client", WHO)
    assert (file["of_id"], file["name"]) == (contract, "template.docx")
    assert file["sha256"] == hashlib.sha256((corpus / CONTRACT).read_bytes()).hexdigest()
    line.add("deliverable", client=WHO, title="Shop", state="accepted", settled_on="-200d")
    line.add("result", client=WHO, measure="Orders a month", unit="orders", before=41, after=188, measured_on="-20d")
    line.add("account", client=WHO, name="Domain casaverde.example", ownership="client")
    line.add("account", client=WHO, name="Campaign templates", ownership="mine", clause="clause 9")


def take_the_mail_in(line, corpus) -> None:
    taken = line.ask("import", corpus / MAILBOX, "--client", WHO)
    assert (taken["messages"], len(taken["duplicates"]), taken["unreadable"]) == (317, 3, [])
    messages = line.ask("list", "message", "--client", WHO)
    assert len(messages) == 317
    assert sum(each["dated_by"] == "envelope" for each in messages) == 34  # 36, two of them second deliveries
    assert line.ask("import", corpus / MAILBOX, "--client", WHO)["messages"] == 0
    assert line.ask("search", "surefire", "plug", "--limit", 5)[0]["kind"] == "message"


def see_the_overdue_invoice(line) -> tuple[int, int]:
    paid = line.add("invoice", client=WHO, number="2026-040", issued="-90d", amount="1,200.00")
    line.add("payment", client=WHO, invoice=paid, received="-80d", amount="1,200.00")
    invoice = line.add("invoice", client=WHO, number="2026-041", issued="-21d", amount="1,350.00")
    assert [each["due"] for each in line.ask("list", "invoice")] == [day(-16), day(-85)]
    (step,) = line.ask("today")
    assert (step["kind"], step["record"], step["days"], step["action"]) == ("invoice", invoice, 16, "send_reminder")
    assert step["what"] == f"{WHO}: invoice 2026-041 is past due"
    assert line.ask("today", "--on", day(-17)) == []
    return invoice, line.ask("list", "message")[0]["id"]


def decide(line, invoice: int, message: int) -> int:
    assert "has no leaving on record" in line.refused("offboard", "status", "--client", WHO)
    leaving = line.ask("offboard", "decide", "--client", WHO, "--reasons", "Invoice 2026-041 unpaid.",
                       "--alternatives", "A talk; other terms were declined.")["id"]  # fmt: skip
    line.ask("offboard", "evidence", invoice, message, "--client", WHO, "--note", "no answer either")
    status = line.ask("offboard", "status", "--client", WHO)
    assert (status["id"], status["decided"], status["signed_off"]) == (leaving, day(0), None)
    found = states(line)
    assert [key for key, state in found.items() if state == "met"] == ["decision", "deliverables", "obligations"]
    assert [key for key, state in found.items() if state == "open"] == ["notice", "payments", "sweep"]
    refused = line.refused("offboard", "sign-off", "--client", WHO, "--by", "Mira Aalto").splitlines()
    assert refused[0] == "Leaving is not complete. This stands in the way:"
    assert "  The final report has not been created yet." in refused
    assert "  Not handed over yet: Campaign templates." in refused
    return leaving


def states(line) -> dict[str, str]:
    return {each["key"]: each["state"] for each in line.ask("offboard", "status", "--client", WHO)["gates"]}


def meet_the_gates(line, leaving: int) -> None:
    line.set(leaving, notice_given="-40d")
    status = line.ask("offboard", "status", "--client", WHO)
    assert status["last_day"] == day(-10)
    payments = next(each for each in status["gates"] if each["key"] == "payments")
    assert (payments["held"], payments["free"]) == (["Campaign templates"], ["Domain casaverde.example"])
    own, held = (next(a for a in status["accounts"] if a["name"] == name) for name in
                 ("Domain casaverde.example", "Campaign templates"))  # fmt: skip
    assert (own["may_proceed"], held["may_proceed"]) == (True, False)
    line.ask("offboard", "release", "--client", WHO, "--gate", "payments", "--reason", "Peace is worth more.")
    assert states(line)["payments"] == "released"
    swept = line.ask("offboard", "sweep", "--client", WHO, "rest=none")
    assert (swept["unanswered"], swept["open"], states(line)["sweep"]) == ([], {}, "met")
    for account in (own, held):
        line.set(account["id"], offered_on="-5d", accepted_on="-4d", tested_on="-3d", removed_on="-1d",
                 proof="Mail of yesterday", owner="M. Ruiz")  # fmt: skip
    status = line.ask("offboard", "status", "--client", WHO)
    assert all(each["complete"] for each in status["accounts"])
    assert {step["state"] for step in status["steps"].values()} <= {"met", "open", "released", "later"}
    assert (status["steps"]["close"], status["steps"]["after"]) == ({"state": "open"}, {"state": "later"})


def report(line, leaving: int, folder) -> bytes:
    line.set(leaving, reason="We cannot meet your needs because invoice 2026-041 was not paid.",
             summary="Orders rose from 41 to 188 a month.")  # fmt: skip
    out = folder / "report.pdf"
    made = line.ask("report", "final", "--client", WHO, "--out", out)
    assert made == {"path": str(out), "version": 1, "document": made["document"], "missing": ""}
    pdf = out.read_bytes()
    read_back(pdf)
    (kept,) = [each for each in line.ask("list", "attachment") if each["of_id"] == made["document"]]
    assert kept["sha256"] == hashlib.sha256(pdf).hexdigest()
    (decision,) = line.ask("list", "leaving")
    assert decision["report_digest"] == kept["sha256"]
    return pdf


def read_back(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    text = " ".join(" ".join(pages).split())
    for part in ("Mira Aalto Consulting", "8911 Ljouwert", WHO, "Calle Mayor 4",  # parties
                 "2,550.00", "1,200.00", "1,350.00",  # totals
                 "Domain casaverde.example", "Campaign templates",  # accounts
                 "41", "188", "Spring shop and campaigns", f"page 1 of {len(pages)}"):  # fmt: skip
        assert part in text, part
    assert "Peace is worth more" not in text
    facts = attached_facts(pdf)
    assert facts["anchor"]["root_hex"] in text.replace(" ", "")
    assert facts["totals"] == [
        {part: {"amount": amount, "currency": "EUR"} for part, amount in
         (("amount", "2550.00"), ("paid", "1200.00"), ("open", "1350.00"), ("demanded", "1350.00"))}]  # fmt: skip


def close(line, leaving: int) -> None:
    line.set(leaving, summary="Orders rose from 41 to 188 a month, at lower cost.")
    refused = line.try_("--casebook", line.casebook, "offboard", "close", "--client", WHO, "--by", "M. Ruiz", "--json")
    assert refused.status == 1
    stale = f"The report of {current().date(date.today())} is older than what is on record now: create it again."
    assert refused.json["in_the_way"] == [stale]
    line.set(leaving, summary="Orders rose from 41 to 188 a month.")
    signed = line.ask("offboard", "close", "--client", WHO, "--by", "M. Ruiz", "--outcome", "Quietly")
    assert (signed["signed_off"], signed["closed_how"], signed["signed_by"]) == (day(0), "signed", "M. Ruiz")
    assert "The signed page is not attached." in signed["exceptions"]
    (client,) = line.ask("list", "client")
    assert client["stage"] == "former"
    assert line.ask("offboard", "status", "--client", WHO)["in_the_way"] == []
    assert "was closed on" in line.refused("offboard", "evidence", client["id"], "--client", WHO)


def verify(line, pdf: bytes, folder) -> None:
    assert sorted(each.name for each in folder.iterdir() if "lock" not in each.name) == [
        "practice.casebook", "report.pdf"]  # fmt: skip
    anchor = attached_facts(pdf)["anchor"]
    printed = f"{anchor['size']}:{anchor['root_hex']}"
    found = line.try_("verify", line.casebook, "--anchor", printed, "--json")
    assert (found.status, found.err) == (0, "")
    assert (found.json["valid"], found.json["faults"], found.json["remarks"]) == (True, [], [])
    copy = folder / "copy.casebook"
    assert line.try_("backup", line.casebook, copy).status == 0
    assert line.try_("verify", copy, "--anchor", printed).status == 0


def refuse_a_second_instance(line) -> None:
    with Casebook.open(line.casebook):
        assert "open in another window" in line.refused("add", "client", "--set", "name=Mill")
        assert "open in another window" in line.refused("report", "final", "--client", WHO, "--out", "x.pdf")
        assert len(line.ask("list", "message")) == 317
        assert line.ask("offboard", "status", "--client", WHO)["signed_off"] == day(0)
