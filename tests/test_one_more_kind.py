"""ARCHITECTURE's worked example, run: one more record kind costs at most 40 lines (a record is described once)."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 40

BEFORE = """
import io, sys
from datetime import date
from pathlib import Path
from sqlite_utils import Database
from clientguard.domain.records import KINDS, Client, Record
from clientguard.domain.records.describe import day, flag, kind, link, text
from clientguard.domain.wording import N_
from clientguard.store.casebook import new_file, open_casebook
from clientguard.store.file import checks, version
from clientguard.store.schema.migrations import steps
"""
AFTER = """
open_casebook.SCHEMA = new_file.SCHEMA = checks.SCHEMA = SCHEMA
from clientguard.actions.casebook import casebooks
from clientguard.actions.records import editing, export_csv
from clientguard.store.records import search
from clientguard.store.views import lists
from clientguard.store.views.client import timeline
path = Path(sys.argv[1]) / "a.casebook"
with casebooks.create_casebook(path) as book:
    client = editing.save_record(book, Client(name="Casa Verde", currency="EUR")).first
    made = editing.save_record(book, Promise(client=client, title="A call on Monday", made=date(2026, 11, 20))).first
    with book.read() as db:
        assert lists.ids(db, KINDS["promise"], client=client, sort="kept") == [made]
        assert search.search_records(db, "monday")[0].record == made
        assert (made, "promise") in timeline(db, client)
    export_csv.export_csv(book, KINDS["promise"], [made], path.with_suffix(".csv"))
assert "A call on Monday" in path.with_suffix(".csv").read_text(encoding="utf-8-sig")
assert casebooks.verify_casebook(path).valid
from PySide6.QtWidgets import QApplication
app = QApplication([])
from clientguard.ui.records.form import Form
form = Form(KINDS["promise"], today=date(2026, 11, 22))
form.editors["title"].set_text("Payment")
form.editors["made"].set_text("20 nov")
assert form.record() == Promise(title="Payment", made=date(2026, 11, 20))
print("carried")
"""


def example() -> str:
    """The code of the worked example, as the page has it."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    return code


def test_one_more_kind_costs_at_most_forty_lines() -> None:
    lines = [line for line in example().splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) <= MOST
    stated = re.search(r"This is all of it, (\d+) lines", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert stated is not None
    assert int(stated[1]) == len(lines)


def test_the_example_carries_form_list_export_journal_and_search(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BEFORE + example() + AFTER, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "carried"
