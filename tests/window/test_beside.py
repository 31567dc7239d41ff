"""What is reached from a menu, a row or by mishap, on every screen: within it, nothing cut off, buttons in reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from benches import screens
from benches.screens_beside import beside
from benches.screens_of_signs import of_signs
from benches.screens_of_trouble import trouble
from clientguard import texts
from clientguard.actions.casebook import sample
from clientguard.ui.app.app import App
from tests.ui.conftest import Person
from tests.window.seen import foot, reach, unseen

pytestmark = pytest.mark.usefixtures("spoken")


@pytest.fixture
def shown(qapp: QApplication, tmp_path: Path) -> Iterator[App]:
    """The program on the sample, with its window as large as at a first start."""
    book = tmp_path / "sample.casebook"
    sample.create_sample(book, date.today(), words=texts.current()).close()
    qapp.setQuitOnLastWindowClosed(False)
    app = screens.started(tmp_path, size="x".join(map(str, Person.SIZE)))
    app.open(book)
    screens.settle(app)
    yield app
    screens.stop(app)


def test_what_is_beside_the_pages_and_what_nobody_hopes_to_need(shown: App, tmp_path: Path):
    leaving, client = screens.open_leavings(shown)[0]
    message = screens.records(shown, "message")[0][0]
    wrong: list[str] = []
    for walk in (
        beside(shown, tmp_path, leaving, screens.dialog, screens.settle),
        of_signs(
            shown,
            screens.records(shown, "client")[:2],
            screens.records(shown, "contract")[0][0],
            screens.dialog,
            screens.settle,
        ),
        trouble(shown, client, message, screens.dialog, screens.settle),
    ):
        for name, widget in walk:
            problems = list(unseen(widget))
            if isinstance(widget, QDialog):
                problems += [each for button in foot(widget) for each in reach(button)]
            wrong += [f"{name}: {each}" for each in problems]
    assert not wrong, "\n".join(wrong)
