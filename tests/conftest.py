"""What all tests share: a home folder for each, no screen, one time zone, and no unexpected log lines."""

from __future__ import annotations

import gc
import logging
import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Set before Qt reads them. Windows are drawn to memory, even if there is a screen; only .ci/windows wants a real one.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("CLIENTGUARD_TEST_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"
for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns about any other encoding
if hasattr(time, "tzset"):  # not on Windows
    time.tzset()

# No deadline, so that a slow machine does not fail a test. In CI, the same examples are tried each time.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(autouse=True)
def clientguard_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A separate home folder for each test, with its settings, casebooks and crash reports."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CLIENTGUARD_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys quickly: these tests do not depend on the cost of Argon2id."""
    monkeypatch.setattr("clientguard.store.file.keys.COST", (1, 1, 8))


@pytest.fixture(scope="session", autouse=True)
def quick_memory() -> None:
    """Let SQLCipher not overwrite what it frees: once a fixture switched that on, it would slow down all that follows.

    What it is for is tested in a process of its own (tests/actions/casebook/test_key_memory.py).
    """
    from clientguard.store.file import sqlite

    sqlite.WIPING = "OFF"


@pytest.fixture(autouse=True)
def cheap_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the drive: what a power cut leaves is tested in tests/faults, whose processes do wait for it."""
    from clientguard.store.file import sqlite  # late, as above: the measuring of coverage has begun by then

    monkeypatch.setitem(sqlite.PRAGMAS, "synchronous", ("OFF", 0))
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real mail, contracts and tables next to the project; the test is skipped without it."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside the project (../shared/corpus)")
    return CORPUS


@pytest.fixture
def today() -> date:
    """The date that tests use as today."""
    return date(2026, 11, 22)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests among the processes as `tests.scheduling` says, if they are shared file by file."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.scheduling import ByFile

    return ByFile(config, log)


def pytest_collection_finish() -> None:
    """Leave what has been imported so far out of every later search for garbage, and search less often.

    It stays to the end, and so do most of the parsed sources, catalogues and screens that a search would go through.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 50)


# --- the log: an unexpected warning fails the test ---


class Listener(logging.Handler):
    """Collects log records of level WARNING and above, and the patterns that the test expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record until the end of the test."""
        self.records.append(record)

    def complaint(self) -> str:
        """Return what is wrong with the log so far, or "", and start over."""
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]
        unexpected = [line for line in lines if not any(pattern.search(line) for pattern in self.expected)]
        missing = [p.pattern for p in self.expected if not any(p.search(line) for line in lines)]
        self.records.clear()
        self.expected.clear()
        wrong = [f"unexpected in the log: {line}" for line in unexpected]
        return "\n".join(wrong + [f"expected in the log, but absent: {pattern}" for pattern in missing])


LISTENER = pytest.StashKey[Listener]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Start listening before the first fixture."""
    listener = item.stash[LISTENER] = Listener()
    logging.getLogger().addHandler(listener)
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a passing test if the log has an unexpected line, or lacks an expected one."""
    result = yield
    complaint = item.stash[LISTENER].complaint()
    if complaint:
        pytest.fail(complaint, pytrace=False)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Stop listening after the last fixture, so that log lines from teardown count too."""
    listener = item.stash[LISTENER]
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(listener)
    complaint = listener.complaint()
    if complaint:
        pytest.fail(complaint, pytrace=False)
    return result


@pytest.fixture
def expect_log(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Expect a log line of level WARNING or above, `LEVEL logger: message`, that matches a pattern; it must appear."""
    listener = request.node.stash[LISTENER]

    def expect(pattern: str) -> None:
        listener.expected.append(re.compile(pattern))

    return expect
