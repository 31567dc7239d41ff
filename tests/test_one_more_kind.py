"""ARCHITECTURE's worked example, carried out in a copy of the project: what one more record kind costs, and gives."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.store.file.version import SCHEMA
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
MOST_LINES, MOST_FILES = 40, 6
NUMBER = SCHEMA + 1
FROZEN = f"tests/store/frozen/schema_{SCHEMA}.casebook"
COPIED = ("clientguard", "docs", "packaging", "resources", "tests")


def blocks() -> dict[str, str]:
    """Return what the page has written into each file, with the number of the next schema in it."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    parts = re.split(r"^# (\S+\.py): .*\n", code, flags=re.MULTILINE)
    assert parts[0] == ""
    named = re.sub(r"\bN\b", str(NUMBER), "\0".join(parts[1:])).replace("000N", f"{NUMBER:04}").split("\0")
    return dict(zip(named[::2], named[1::2], strict=True))


def write_into(file: Path, block: str) -> None:
    """Write a block where a person would: a new file, among imports, in place of a number, at the end."""
    before = file.read_text("utf-8") if file.exists() else ""
    if block.startswith("SCHEMA"):
        after = re.sub(r"^SCHEMA = .*\n", block.strip() + "\n", before, flags=re.MULTILINE)
    elif file.name == "__init__.py":
        after = before.replace("\n__all__", block.strip() + "\n\n__all__", 1)
    else:
        after = f"{before}\n\n{block}" if before else block
    assert after != before
    file.write_text(after, "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project to which the example's kind was added."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)  # with what is compiled already, which keeps its times
    shutil.copy(ROOT / "pyproject.toml", folder)
    factories.firm_book(folder / FROZEN).close()
    (folder / f"{FROZEN}.lock").unlink(missing_ok=True)
    for name, block in blocks().items():
        write_into(folder / name, block)
    return folder


@pytest.fixture
def run(project: Path, tmp_path: Path) -> Callable[..., str]:
    """Run Python in the copy and return what it prints; it has to succeed, without a warning."""
    environment = {**os.environ, "PYTHONPATH": str(project), "CLIENTGUARD_HOME": str(tmp_path)}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "error", *arguments],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_one_more_kind_costs_at_most_forty_lines_in_six_files() -> None:
    lines = [line for block in blocks().values() for line in block.splitlines() if line.strip()]
    assert len(lines) <= MOST_LINES
    stated = re.search(r"This is all of it, (\d+) lines", PAGE)
    assert stated is not None
    assert int(stated[1]) == len(lines)
    assert len({*blocks(), FROZEN}) <= MOST_FILES


USED = """
import sys
from datetime import date
from pathlib import Path
from clientguard.actions.casebook import casebooks, export_all
from clientguard.actions.leaving import deciding
from clientguard.actions.records import editing, export_csv
from clientguard.domain.records import KINDS, Business, Client, Evidence, Invoice, Leaving, Warranty
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.views.search import search_records
from clientguard.store.views import lists
from clientguard.store.views.client import timeline

def save(record):
    return editing.save_record(book, record).first

folder, day = Path(sys.argv[1]), date(2026, 11, 20)
path = folder / "a.casebook"
with casebooks.create_casebook(path, Business(name="Studio", currency="EUR")) as book:
    client, other = save(Client(name="Casa Verde")), save(Client(name="Mill"))
    invoice, others = (
        save(Invoice(client=each, number=f"R-{each}", issued=day, amount=100_00, currency="USD"))
        for each in (client, other)
    )
    made = save(Warranty(client=client, invoice=invoice, title="The new shop", until=day, amount=50_00))
    with book.read() as db:
        assert lookup.get_record(db, Warranty, made).currency == "USD"
        assert lists.ids(db, KINDS["warranty"], client=client, sort="amount") == [made]
        assert search_records(db, "new shop")[0].record == made
        assert (made, "warranty") in timeline(db, client)
    for wrong in (
        Warranty(client=client, invoice=others, title="Not ours", until=day),
        Warranty(client=client, invoice=invoice, title="Not in euros", until=day, currency="EUR"),
    ):
        try:
            save(wrong)
        except KnownError as error:
            print(error, *(problem.message for problem in getattr(error, "problems", ())))
    leaving = save(Leaving(client=client, decided=day, reasons="Late"))
    deciding.add_evidence(book, leaving, made)
    export_csv.export_csv(book, KINDS["warranty"], [made], path.with_suffix(".csv"))
    export_all.export_all(book, folder / "all", day)
assert "The new shop" in path.with_suffix(".csv").read_text(encoding="utf-8-sig")
assert "The new shop" in (folder / "all" / "json" / "warranty.json").read_text(encoding="utf-8")
found = casebooks.verify_casebook(path)
assert found.valid, found.faults
"""


def test_it_is_listed_searched_exported_and_verified_and_takes_its_currency(run: Callable[..., str], tmp_path: Path):
    told = run("-c", USED, str(tmp_path)).splitlines()
    assert len(told) == 2
    assert "belongs to another client" in told[0]
    assert "is in USD" in told[1]


SHOWN = """
from datetime import date
from PySide6.QtWidgets import QApplication
from clientguard.domain.records import KINDS, Warranty
from clientguard.ui.leaving.evidence import OFFERED
from clientguard.ui.pages.client import SECTIONS
from clientguard.ui.records.form import Form
app = QApplication([])
form = Form(KINDS["warranty"], today=date(2026, 11, 22))
for name, text in {"title": "The new shop", "until": "20 nov", "amount": "50", "currency": "JPY"}.items():
    form.editors[name].set_text(text)
assert form.record() == Warranty(title="The new shop", until=date(2026, 11, 20), amount=50, currency="JPY")
assert "warranty" in dict(SECTIONS)["work"]
assert "warranty" in OFFERED
"""


def test_it_has_its_form_its_list_on_the_clients_page_and_its_place_among_evidence(run: Callable[..., str]):
    run("-c", SHOWN)


TYPED = """
import json, sys
from clientguard.cli import run
for words in json.loads(sys.argv[1]):
    assert run(words) == 0, words
"""


def test_it_can_be_added_on_the_command_line(run: Callable[..., str], tmp_path: Path):
    path = str(tmp_path / "a.casebook")

    def add(kind: str, *values: str) -> list[str]:
        return ["--casebook", path, "add", kind, *(part for each in values for part in ("--set", each))]

    told = run("-c", TYPED, json.dumps([
        ["new", path, "--business", "Studio"],
        add("client", "name=Casa Verde"),
        add("invoice", "number=R-1", "client=Casa Verde", "issued=2026-11-20", "amount=100", "currency=USD"),
        add("warranty", "client=Casa Verde", "invoice=R-1", "title=The new shop", "until=2026-12-01", "amount=50"),
        ["--casebook", path, "list", "warranty", "--json"],
    ]))  # fmt: skip
    assert '"currency": "USD"' in told


def test_the_page_of_commands_and_the_template_of_messages_take_it_from_its_description(run: Callable[..., str]):
    run("packaging/cli_kinds.py")
    assert "`warranty`" in run("-c", "print(open('docs/cli.md', encoding='utf-8').read())")
    template = (
        "import sys; sys.path.insert(0, 'packaging'); import messages; print('Warranties' in messages.template())"
    )
    assert run("-c", template).strip() == "True"


@pytest.mark.slow
def test_what_is_tested_of_every_kind_holds_for_it(run: Callable[..., str]):
    pytest_ = ("-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider")
    run(*pytest_, "-k", "warranty", "tests/domain/records/test_describe.py")
    run(*pytest_, "tests/store/schema/test_migrations.py")
