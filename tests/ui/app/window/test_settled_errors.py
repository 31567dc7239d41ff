"""An error above the page goes once the same thing has succeeded, and stays for anything else."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.ui.pages.waiting import page as waiting_page
from tests.ui.conftest import Person

WHY = "The drive does not answer."


def banners(window: Person) -> list[str]:
    return [each.accessibleName() for each in window.window.findChildren(QWidget, "notice")]


def refuse(*_arguments: object) -> None:
    raise KnownError(N_("The drive does not answer."))


def test_a_page_that_can_be_read_again(window: Person, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patched:
        patched.setattr(waiting_page, "waiting", refuse)
        page = window.page("waiting")
        window.until(lambda: any(WHY in each for each in banners(window)))
    window.page("clients")
    window.rest()
    assert any(WHY in each for each in banners(window))  # that another page can be read settles nothing
    window.page("waiting")
    page.refresh()
    window.until(lambda: banners(window) == [])


def test_work_that_is_done_at_last(window: Person):
    session = window.window.session
    assert session is not None
    tries = [KnownError(N_("The drive does not answer.")), None]

    def work(_job: object) -> None:
        if error := tries.pop(0):
            raise error

    session.do(work)
    window.until(lambda: any(WHY in each for each in banners(window)))
    session.do(lambda _job: None)
    window.rest()
    assert any(WHY in each for each in banners(window))
    session.do(work, failed=session.failed.emit)
    window.until(lambda: banners(window) == [])
