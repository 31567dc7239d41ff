"""How long the handover report of a large record takes, and how much memory, beside one plain reportlab Table.

python -m benches.report                     5,000 rows and 20 pages of text; measure and print
python -m benches.report --rows 500          fewer
python -m benches.report --write             write the table to benches/RESULTS.md as well
python -m benches.report --profile           print where the time of one report goes instead

The report is the whole paper: laid out, made PDF/A-3a and PDF/UA-1 with its facts attached, and validated. The plain
table has the same rows as text and nothing else. Each is made in a process of its own, in turns; the seconds are the
processor's, and the memory is the highest that the process had, less what it had before it began.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from statistics import median

from benches import results
from benches.store import machine
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.final.facts import FinalReport
from clientguard.domain.leaving.final_report import final_report
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Business, Client, Contract, Deliverable, Leaving
from clientguard.texts import words

TODAY = date(2026, 11, 22)
PAGES = 20  # of text
GOAL = 0.7  # of the plain table's time
MOST = 60.0  # MB
HEADS = (
    ["Deliverable", "Agreed for", "Delivered", "State"],
    ["Invoice", "Issued", "Due", "Amount, EUR", "Paid", "Open"],
)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.report")
    parser.add_argument("--rows", type=int, default=5_000, help="rows of the report and of the table (5000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the median counts (5)")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    parser.add_argument("--profile", action="store_true", help="profile one report")
    parser.add_argument("--one", choices=tuple(MAKE), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measured(options.one, options.rows)))
        return 0
    if options.profile:
        profile(options.rows)
        return 0
    found: dict[str, list[dict[str, float]]] = {name: [] for name in MAKE}
    for _ in range(options.rounds):
        for name, rounds in found.items():
            rounds.append(_in_its_own_process(name, options.rows))
    text = report({name: _middle(rounds) for name, rounds in found.items()}, options.rows)
    print(text)
    if options.write:
        results.put(text)
    return 0


def facts(rows: int) -> FinalReport:
    """Return a report with so many rows, half of them deliverables and half invoices, and pages of text."""
    deliverables = tuple(
        Deliverable(id=number, title=f"Piece {number:04} of the spring collection", state="accepted", due=TODAY,
                    delivered_on=TODAY, settled_on=TODAY)
        for number in range(1, rows // 2 + 1)
    )  # fmt: skip
    bills = tuple(bill(_invoice(number), TODAY) for number in range(1, rows - rows // 2 + 1))
    sentence = "The shop went live in spring and has run without an outage since, and orders rose month by month. "
    summary = "\n".join(sentence * 5 for _ in range(PAGES * 6))
    case = LeavingCase(
        Leaving(summary=summary), "Casa Verde", Contract(title="Shop"), deliverables, (), bills, (), (), 0
    )
    return final_report(
        Business(name="Studio North", currency="EUR"), Client(name="Casa Verde"), case, (),
        made=TODAY, version=1, anchor=Anchor(4812, "7c1e90ab33f0d2e5" * 4),
    )  # fmt: skip


def _invoice(number: int) -> InvoiceFacts:
    issued = TODAY - timedelta(days=number % 900 + 31)
    amount = Money(120_000 + number, "EUR")
    return InvoiceFacts(
        number, 2, "Casa Verde", f"2026-{number:04}", issued, None, "net 14", amount, amount.minor, issued
    )


def whole_report(found: FinalReport) -> bytes:
    """Make the report as it is given to a client."""
    from clientguard.reports.leaving.final import render_final_report

    return render_final_report(found, words("en"))


def plain_table(found: FinalReport) -> bytes:
    """Make one reportlab Table of the same rows, with its heads repeated."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate, Table

    say = words("en")
    rows: list[list[str]] = [[*HEADS[0], "", ""]]
    for each in found.deliverables:
        days = [say.date(day) if day else "" for day in (each.due, each.delivered_on, each.settled_on)]
        rows.append([each.title, days[0], days[1], f"accepted on {days[2]}", "", ""])
    rows.append(HEADS[1])
    for line in found.statement:
        sums = [say.money(money, code=False) for money in (line.amount, line.paid, line.open)]
        rows.append([line.number, say.date(line.issued), say.date(line.due) if line.due else "", *sums])
    table = Table(rows, repeatRows=1)
    table.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.lightgrey), ("ALIGN", (3, 1), (-1, -1), "RIGHT")])
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([table])
    return out.getvalue()


MAKE = {"report": whole_report, "table": plain_table}


def measured(name: str, rows: int) -> dict[str, float]:
    """Make one of them, and return its seconds, megabytes and pages; a small one first, so that all is loaded."""
    make = MAKE[name]
    make(facts(20))
    found = facts(rows)
    before, start = _megabytes(), time.process_time()
    pdf = make(found)
    seconds = time.process_time() - start
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        pages = len(document.pages)
    return {"seconds": seconds, "megabytes": _megabytes() - before, "pages": pages}


def _megabytes() -> float:
    """Return the most memory that this process has had."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _in_its_own_process(name: str, rows: int) -> dict[str, float]:
    line = [sys.executable, "-m", "benches.report", "--one", name, "--rows", str(rows)]
    return json.loads(subprocess.run(line, check=True, capture_output=True, text=True).stdout)


def _middle(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: median(each[name] for each in rounds) for name in rounds[0]}


def profile(rows: int) -> None:
    """Print where the time of one report goes."""
    make, found = MAKE["report"], facts(rows)
    make(facts(20))
    profiler = cProfile.Profile()
    profiler.runcall(make, found)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(40)


def report(found: dict[str, dict[str, float]], rows: int) -> str:
    """Return the section of RESULTS.md."""
    ours, plain = found["report"], found["table"]
    ratio = ours["seconds"] / plain["seconds"]
    met = "met" if ratio <= GOAL and ours["megabytes"] <= MOST else "not met"
    lines = [
        "# Report",
        "",
        f"Measured on {date.today().isoformat()} by `python -m benches.report` on {machine()}:",
        f"{rows:,} rows, and {PAGES} pages of text in the report only. Seconds of the processor, the median of rounds"
        " in turns.",
        "",
        "| | plain reportlab Table | the report | ratio |",
        "|---|--:|--:|--:|",
        f"| time | {plain['seconds']:.2f} s | {ours['seconds']:.2f} s | **{ratio:.2f}** |",
        f"| memory | {plain['megabytes']:.0f} MB | {ours['megabytes']:.0f} MB | |",
        f"| pages | {plain['pages']:.0f} | {ours['pages']:.0f} | |",
        "",
        f"Goal: at most {GOAL} of the table's time, and at most {MOST:.0f} MB. It is **{met}**.",
        "",
        "The report is laid out, tagged, made PDF/A-3a and PDF/UA-1 with its facts attached, and validated;"
        " the table is only laid out.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
