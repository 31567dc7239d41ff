"""A cell that cannot hold what is in it: every command that reads it says that the casebook is damaged."""

from __future__ import annotations

import shutil

import pytest

from clientguard.cli import run
from clientguard.domain.records import Type
from tests import factories
from tests.factories import TODAY, ago

TOO_LARGE = 2**62
# By type: where such a cell is, and what no such cell can hold.
BAD: dict[Type, tuple[str, str, tuple[object, ...]]] = {
    Type.TEXT: ("client", "note", (b"\xff\xfe",)),
    Type.LONG: ("message", "body", (b"caf\xe9",)),
    Type.CHOICE: ("deliverable", "state", ("agreee", b"\xff")),
    Type.DATE: ("invoice", "issued", ("2026-13-01", "2026-1q-01", "20261122", "")),
    Type.INSTANT: ("message", "at_ms", (TOO_LARGE, -TOO_LARGE)),
    Type.MONEY: ("invoice", "amount", (TOO_LARGE,)),
    Type.CURRENCY: ("invoice", "currency", ("EU\x12", "eur")),
    Type.LANGUAGE: ("client", "language", (b"\xff",)),
    Type.NUMBER: ("contract", "notice_days", (TOO_LARGE,)),
    Type.MINUTES: ("work", "minutes", (-TOO_LARGE,)),
    Type.DECIMAL: ("result", "before", ("12o", "NaN")),
    Type.FLAG: ("contact", "decides", (2,)),
    Type.LINK: ("invoice", "contract", (-1, 99_999)),
    Type.TERMS: ("contract", "payment_terms", (b"net \xff30",)),
    Type.DIGEST: ("attachment", "sha256", ("0" * 63 + "g",)),
}
CASES = [
    pytest.param(kind, column, cell, id=f"{each.name}-{number}")
    for each, (kind, column, cells) in BAD.items()
    for number, cell in enumerate(cells)
]
READ_TODAY = {
    ("invoice", "issued"),
    ("invoice", "amount"),
    ("invoice", "currency"),
    ("contract", "notice_days"),
    ("contract", "payment_terms"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A casebook with a record of each kind that is looked at here."""
    folder = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIENTGUARD_HOME", str(folder / "home"))
        return made(folder)


def made(folder):
    path = folder / "practice.casebook"
    (folder / "note.txt").write_text("A note.")
    with factories.firm_book(path) as book:
        client = factories.add(book, "client", note="Joan Field asked.", language="en")
        contract = factories.add(book, "contract", client=client, ends=TODAY)
        factories.add(book, "invoice", client=client, contract=contract, due=ago(30), detail="Joan Field")
        for kind in ("message", "deliverable", "work", "result", "contact"):
            factories.add(book, kind, client=client)
    assert run(["--casebook", str(path), "attach", "3", str(folder / "note.txt")]) == 0
    return path


def test_every_type_has_its_bad_cell():
    assert set(BAD) == set(Type)


@pytest.mark.parametrize(("kind", "column", "cell"), CASES)
def test_a_cell_that_cannot_be_read_is_damage_and_is_said(sound, tmp_path, capsys, kind, column, cell):
    path = tmp_path / "practice.casebook"
    shutil.copyfile(sound, path)
    value = f"CAST(x'{cell.hex()}' AS TEXT)" if isinstance(cell, bytes) else "?"
    values = () if isinstance(cell, bytes) else (cell,)
    factories.tamper(
        path, "PRAGMA ignore_check_constraints = ON", (f'UPDATE "{kind}" SET "{column}" = {value}', values)
    )
    commands = {
        "list": ("list", kind, "--json"),
        "export": ("export", kind, "--out", tmp_path / "out.csv"),
        "export all": ("export", "--all", tmp_path / "all"),
        "report": ("report", "person", "--person", "Joan Field", "--out", tmp_path / "out.pdf"),
        "verify": ("verify", path),
        "today": ("today", "--on", TODAY.isoformat()),
    }
    for name, words in commands.items():
        status = run(["--casebook", str(path), *map(str, words)])
        told = capsys.readouterr()
        if name == "today" and (kind, column) not in READ_TODAY:
            continue
        assert status == 1, (name, told)
        if name == "verify":
            assert "Not valid." in told.out or "is damaged" in told.err, told
        else:
            assert "practice.casebook is damaged" in told.err, (name, told)
            assert "clientguard salvage practice.casebook --to FILE" in told.err
            assert told.out == ""
    assert not any((tmp_path / left).exists() for left in ("out.csv", "all", "out.pdf"))
