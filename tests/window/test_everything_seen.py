"""Every page, form and dialog: nothing is cut off, nothing lies beyond the screen, and no page scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clientguard.domain.records import KINDS
from clientguard.ui.app.page_table import ON_THE_RAIL
from clientguard.ui.pages.client import SECTIONS
from tests.ui.conftest import Person
from tests.window.seen import reach, unseen


def test_every_page(window: Person):
    wrong: list[str] = []

    def look(place: str) -> None:
        wrong.extend(f"{place}: {each}" for each in unseen(window.window))
        wrong.extend(f"{place}: {each}" for each in reach(window.window.head.primary))

    for name in (*ON_THE_RAIL, "imports", "files"):
        page = window.page(name)
        look(name)
        for key, button in page.tabs.buttons.items() if hasattr(page, "tabs") else ():
            button.click()
            look(f"{name} {key}")
    for client in ("harbour", "casa"):
        page = window.page("client", client)
        for section in ("timeline", "signs", *(key for key, _kinds in SECTIONS)):
            page.show_section(section)
            look(f"{client} {section}")
            tabs = getattr(page._sections[section], "tabs", None)
            for key in tabs.buttons if tabs else ():
                page._sections[section].show_list(key)
                look(f"{client} {section} {key}")
    page = window.page("leaving", "leaving")
    for step in page.steps:
        page.show_step(step)
        look(f"leaving {step}")
        wrong.extend(f"leaving {step}: {each}" for each in reach(page.next))
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
