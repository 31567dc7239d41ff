"""The smallest screen in a pseudo-language of Thai marks on marks: nothing is cut off, and nothing untranslated.

That the marks themselves are whole is looked at in `widgets/test_thai_marks.py`, a widget of each kind at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clientguard import texts
from clientguard.domain.records import Type
from clientguard.ui.app.page_table import ON_THE_RAIL
from clientguard.ui.pages.client import SECTIONS
from tests.ui.conftest import Person
from tests.ui.screen import look
from tests.ui.stacked import speak, stacked
from tests.ui.test_pseudo import _far  # noqa: F401 - a fixture

SMALL = (640, 400)
BUSIEST = ("contract", "invoice", "payment", "meeting")  # forms with the most kinds of fields


@pytest.fixture
def high() -> Iterator[None]:
    """The pseudo-language, before the window is made."""
    speak()
    yield
    texts.use("en")


@pytest.fixture(name="far")
def far_practice(high: None, person: Person, tmp_path: Path, _far: tuple[bytes, dict[str, int]]) -> Person:  # noqa: F811
    path = tmp_path / "practice.casebook"
    path.write_bytes(_far[0])
    person.ids = _far[1]
    person.window.setMinimumSize(1, 1)
    person.window.resize(*SMALL)
    person.open(path)
    person.rest()
    assert (person.window.width(), person.window.height()) == SMALL
    return person


def test_a_message_keeps_what_is_filled_in():
    assert stacked("{count} days") == "⟦{count} ที่ปั๊มน้ำมัน⟧"
    assert stacked("All files (*.csv);;Text") == "⟦ที่ปั๊มน้ำมันกี่ ฟื้น (*.csv)⟧;;⟦ที่ปั๊มน้ำมัน⟧"


def test_the_pages_and_the_steps_of_leaving(far: Person):
    wrong: list[str] = []
    for place in ON_THE_RAIL:
        far.page(place)
        look(wrong, place, far.window)
    page = far.page("leaving", "leaving")
    for step in page.steps:
        page._show(step)
        far.look()
        look(wrong, step, far.window)
    assert wrong == []


def test_the_sections_of_a_client(far: Person):
    wrong: list[str] = []
    page = far.page("client", "lumen")
    for section in ("timeline", *(key for key, _kinds in SECTIONS)):
        page.show_section(section)
        look(wrong, section, far.window)
    assert wrong == []


@pytest.mark.parametrize("kind", BUSIEST)
def test_the_forms(far: Person, kind: str):
    assert far.window.intents is not None
    wrong: list[str] = []
    far.window.intents.add(kind)
    dialog = far.dialog()
    look(wrong, kind, dialog)
    for editor in dialog.form.editors.values():
        if editor.field.type in (Type.DATE, Type.MONEY, Type.MINUTES, Type.NUMBER, Type.TERMS):
            editor.set_text("ที่ไหน")
    far.click(dialog.save)
    look(wrong, f"{kind} refused", dialog)
    dialog.done(0)
    far.until(lambda: not far.dialogs())
    assert wrong == []
