"""Every page, form and dialog: nothing is cut off, nothing lies beyond the screen, and no page scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clientguard.domain.records import KINDS
from clientguard.ui.app.page_table import ON_THE_RAIL
from clientguard.ui.pages.client import SECTIONS
from tests.ui.conftest import Person
from tests.window.seen import reach, unseen

pytestmark = pytest.mark.usefixtures("spoken")


def unseen_here(window: Person, place: str) -> list[str]:
    """Return what cannot be seen of the page in front, or clicked in its head."""
    found = [*unseen(window.window), *reach(window.window.head.primary)]
    return [f"{place}: {each}" for each in found]


@pytest.mark.parametrize("name", [*ON_THE_RAIL, "imports", "files"])
def test_every_page(window: Person, name: str):
    page = window.page(name)
    wrong = unseen_here(window, name)
    for key, button in page.tabs.buttons.items() if hasattr(page, "tabs") else ():
        button.click()
        wrong += unseen_here(window, f"{name} {key}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("client", ["harbour", "casa"])
def test_every_section_of_a_client(window: Person, client: str):
    page = window.page("client", client)
    wrong: list[str] = []
    for section in ("timeline", *(key for key, _kinds in SECTIONS)):
        page.show_section(section)
        wrong += unseen_here(window, section)
        tabs = getattr(page._sections[section], "tabs", None)
        for key in tabs.buttons if tabs else ():
            page._sections[section].show_list(key)
            wrong += unseen_here(window, f"{section} {key}")
    assert not wrong, "\n".join(wrong)


def test_every_step_of_a_leaving(window: Person):
    page = window.page("leaving", "leaving")
    wrong: list[str] = []
    for step in page.steps:
        page.show_step(step)
        wrong += unseen_here(window, step) + [f"{step}: {each}" for each in reach(page.next)]
    assert not wrong, "\n".join(wrong)


def test_every_form(window: Person):
    wrong: list[str] = []
    for kind in KINDS.values():
        if kind.addable:
            dialog = window.open_form(kind.name)
            wrong.extend(f"{kind.name}: {each}" for each in [*unseen(dialog), *reach(dialog.save)])
            window.click(dialog.save)
            window.rest()
            if window.dialogs():  # else nothing was missing
                wrong.extend(f"{kind.name} refused: {each}" for each in [*unseen(dialog), *reach(dialog.save)])
                dialog.done(0)
                window.until(lambda: not window.dialogs())
    assert not wrong, "\n".join(wrong)


def test_the_first_page(person: Person, tmp_path: Path):
    person.settings.recent = [str(tmp_path / "practice.casebook"), str(tmp_path / "an older one.casebook")]
    person.app.show_first_run()
    page: Any = person.window.pages["first run"]
    assert [*unseen(person.window), *reach(page.start)] == []
