"""The locks: every release pinned with its hashes, true to pyproject.toml, and no address of any package index."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "packaging" / name for name in ("requirements.txt", "requirements-dev.txt")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

# In parts, or this file would be the first that it finds.
INDEXES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("anaconda", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
        ("ftp", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("ports", "ubuntu", "com"),
    )
]


def pins(lock: Path) -> dict[str, str]:
    """Return the release of each library in `lock`."""
    found = re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE)
    assert found
    return dict(found)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_line_is_one_release_with_its_hashes(lock):
    text = "".join(line for line in lock.read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
    for entry in text.replace("\\\n", " ").splitlines():
        release, *hashes = entry.split(" --hash=")
        assert re.fullmatch(r"[a-z0-9.-]+==[0-9a-z.]+( ; [a-zA-Z0-9_'\"=!<>.() ]+)?", release.strip()), release
        assert hashes, release
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one.strip()) for one in hashes), release


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        (LOCKS[0], PROJECT["project"]["dependencies"]),
        (LOCKS[1], PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
    ids=["run", "test"],
)
def test_the_lock_holds_what_pyproject_asks_for(lock, asked):
    locked = pins(lock)
    for requirement in map(Requirement, asked):
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{requirement} is not in {lock.name}: run packaging/lock.py --keep"
        assert requirement.specifier.contains(locked[name]), requirement


def test_the_tests_try_what_people_run():
    run, test = (pins(lock).items() for lock in LOCKS)
    assert run <= test


def test_the_supported_pythons_are_the_same_everywhere(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "packaging")
    from bootstrap import SUPPORTED

    low, high = (".".join(map(str, version)) for version in SUPPORTED)
    allowed = SpecifierSet(PROJECT["project"]["requires-python"])
    assert allowed.contains(low)
    assert allowed.contains(f"{high}.99")
    assert not allowed.contains(f"{SUPPORTED[0][0]}.{SUPPORTED[0][1] - 1}")
    assert not allowed.contains(f"{SUPPORTED[1][0]}.{SUPPORTED[1][1] + 1}")
    assert f"{SUPPORTED[0]} <= sys.version_info[:2] <= {SUPPORTED[1]}" in (ROOT / "packaging/setup.sh").read_text(
        "utf-8"
    )


def files() -> list[Path]:
    """Return the files that belong to the project: those under version control, else all but what tools leave."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    left = {"__pycache__", "build", "dist", "uv.lock"}
    hidden = {".git", ".venv", ".pytest_cache", ".ruff_cache", ".hypothesis"}
    found = (path for path in ROOT.rglob("*") if path.is_file() and not path.name.startswith(".coverage"))
    return [path for path in found if not (left | hidden) & set(path.relative_to(ROOT).parts)]


def test_no_file_names_the_address_of_a_package_index():
    hosts = re.compile("|".join(map(re.escape, INDEXES)).encode(), re.IGNORECASE)
    everything = files()
    assert Path(__file__) in everything
    assert [path for path in everything if hosts.search(path.read_bytes())] == []


def test_the_notices_name_every_library_of_the_lock_with_its_licence(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "packaging")
    import notices

    text = notices.NOTICES.read_text("utf-8")
    found = notices.TABLE.search(text)
    assert found
    assert found[0] == notices.table(), "run packaging/notices.py"
    assert set(notices.locked()) == set(pins(LOCKS[0]))


def test_a_bundle_gets_every_licence_text(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(ROOT / "packaging")
    import notices

    notices.gather(tmp_path)
    without_a_file = {"pyside6-essentials", "shiboken6"}  # theirs are among those carried inside
    assert set(notices.locked()) - {path.name for path in tmp_path.iterdir()} == without_a_file
    assert (tmp_path / "carried inside" / "LGPL-3.0.txt").exists()


def test_the_commands_are_plain_sh_and_may_be_executed():
    if sys.platform == "win32":
        pytest.skip("Windows has commands of its own")
    for name in ("run", "test", ".ci/run"):
        assert (ROOT / name).stat().st_mode & 0o111 == 0o111
    for name in ("run", "test", "packaging/setup.sh"):
        subprocess.run(["sh", "-n", ROOT / name], check=True)
