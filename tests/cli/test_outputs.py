"""Every command that writes a file, and every place where it must not: status 1, the reason, and nothing touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.cli import run
from clientguard.store.verify.full import verify
from tests import factories

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, devices and pipes of POSIX")

COMMANDS = {
    "export": ("export", "client", "--out", "{target}"),
    "export everything": ("export", "--all", "{target}"),
    "final report": ("report", "final", "--client", "Casa Verde", "--out", "{target}"),
    "data report": ("report", "person", "--person", "Ana", "--out", "{target}"),
    "anchor": ("anchor", "--mail", "{target}"),
    "evidence bundle": ("bundle", "--client", "Casa Verde", "--out", "{target}"),
    "recovery sheet": ("recovery", "{casebook}", "--passphrase-file", "{secret}", "--out", "{target}"),
    "backup": ("backup", "{casebook}", "{target}"),
    "restore": ("restore", "{backup}", "--to", "{target}"),
    "new": ("new", "{target}"),
    "salvage": ("salvage", "{backup}", "--to", "{target}"),
}
TARGETS = ("casebook", "link", "hard link", "wal", "journal", "lock", "backup", "manifest", "device", "pipe", "folder")
KEEPS = {("restore", "casebook"), ("restore", "link"), ("restore", "hard link")}  # it sets aside what was there
FORBIDDEN = [(command, target) for command in COMMANDS for target in TARGETS if (command, target) not in KEEPS]


def target_of(kind: str, path: Path, backup: Path) -> Path:
    made = path.with_name("report.pdf")
    if kind == "link":
        made.symlink_to(path)
    elif kind == "hard link":
        os.link(path, made)
    elif kind == "pipe":
        os.mkfifo(made)
    elif kind == "folder":
        made.mkdir()
        (made / "letter.txt").write_text("mine")
    else:
        return {
            "casebook": path,
            "wal": path.with_name(f"{path.name}-wal"),
            "journal": path.with_name(f"{path.name}-journal"),
            "lock": path.with_name(f"{path.name}.lock"),
            "backup": backup,
            "manifest": backup.with_suffix(".json"),
            "device": Path(os.devnull),
        }[kind]
    return made


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The bytes of a casebook with a client and a contact, and of its backup with the manifest."""
    folder = tmp_path_factory.mktemp("made")
    path = folder / "practice.casebook"
    with factories.firm_book(path) as book:
        client = factories.add(book, "client", name="Casa Verde")
        factories.add(book, "contact", client=client, name="Ana")
        factories.add(book, "leaving", client=client)
    casebooks.backup_to(path, folder / "kept.casebook")
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.suffix != ".lock"}


@pytest.mark.parametrize(("command", "target"), FORBIDDEN)
def test_an_output_never_takes_the_place_of_a_casebook_a_backup_or_a_device(
    files, tmp_path, capsys, monkeypatch, command, target
):
    monkeypatch.setenv("CLIENTGUARD_HOME", str(tmp_path / "home"))
    (tmp_path / "records").mkdir()
    for name, data in files.items():
        (tmp_path / "records" / name).write_bytes(data)
    path, backup = tmp_path / "records" / "practice.casebook", tmp_path / "records" / "kept.casebook"
    secret = tmp_path / "secret"
    secret.write_text("a passphrase")
    if command == "recovery sheet":
        assert run(["passphrase", str(path), "--new-passphrase-file", str(secret)]) == 0
        capsys.readouterr()
    place = target_of(target, path, backup)
    before = contents(tmp_path / "records")
    named = {"target": place, "casebook": path, "backup": backup, "secret": secret}
    status = run(["--casebook", str(path), *(word.format(**named) for word in COMMANDS[command])])
    said = capsys.readouterr()
    assert (status, said.out) == (1, "")
    assert said.err.startswith(("There is already a file at ", str(place), f"The folder {place} is not empty"))
    assert contents(tmp_path / "records") == before
    if command != "recovery sheet":
        assert verify(path).valid


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        each.name: each.read_bytes() if each.is_file() else None
        for each in folder.iterdir()
        if not each.name.endswith(".lock")
    }
