"""The tests' own ground: what is logged without being expected fails a test, and every test has its own home."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from clientguard import paths

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")
OPTIONS = ("-p", "no:pytest-qt", "-p", "no:cov", "-p", "no:hypothesispytest", "-p", "no:cacheprovider")


def outcomes(pytester: pytest.Pytester, source: str) -> dict[str, int]:
    """Run `source` as a test file under the project's conftest, in its own process: a conftest changes its process."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makepyfile(source)
    return pytester.runpytest_subprocess(*OPTIONS).parseoutcomes()


def test_a_warning_that_nobody_expects_fails_the_test(pytester):
    assert outcomes(
        pytester,
        """
        import logging, pytest

        def test_quiet():
            logging.getLogger("some.where").info("as usual")

        def test_loud():
            logging.getLogger("some.where").warning("the backup is old")

        @pytest.fixture
        def loud_end():
            yield
            logging.getLogger("some.where").error("left open")

        def test_loud_at_its_end(loud_end):
            pass
        """,
    ) == {"passed": 2, "failed": 1, "errors": 1}


def test_a_warning_that_is_expected_must_come(pytester):
    assert outcomes(
        pytester,
        """
        import logging

        def test_comes(expect_log):
            expect_log("WARNING some.where: the backup .* old")
            logging.getLogger("some.where").warning("the backup is %s", "old")

        def test_stays_away(expect_log):
            expect_log("the backup")
        """,
    ) == {"passed": 1, "failed": 1}


def test_each_test_has_a_home_of_its_own(clientguard_home):
    assert Path(os.environ["CLIENTGUARD_HOME"]) == clientguard_home
    assert not list(clientguard_home.iterdir())
    assert paths.home() == clientguard_home


def test_an_expected_warning_does_not_fail_this_test(expect_log):
    expect_log("WARNING tests: expected")
    logging.getLogger("tests").warning("expected")
