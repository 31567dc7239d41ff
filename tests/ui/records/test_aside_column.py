"""The column of Clients that names the conduct of raised signs: read after the list, in its order, by its chip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard.actions.judgement.reading import Judged
from clientguard.domain.changed import Changed
from clientguard.domain.judgement.fair import FairLook
from clientguard.domain.judgement.finding import Finding
from clientguard.ui.look.theme import LIGHT
from clientguard.ui.records import status_column
from clientguard.ui.records.record_model import COLOUR
from clientguard.ui.records.table import RecordTable
from tests.factories import add
from tests.ui.conftest import Person

SIGNS = 5


@pytest.fixture
def table(window: Person, monkeypatch: pytest.MonkeyPatch) -> RecordTable:
    """The list of clients, with signs raised for two of them, and one to be watched for the third."""
    found = {
        "lumen": (Finding(8, "raised"), Finding(1, "raised")),
        "casa": (Finding(7, "raised", is_harm=True),),
        "harbour": (Finding(5, "watch"),),
    }
    judged = tuple(Judged(window.ids[name], "", signs, (), FairLook()) for name, signs in found.items())
    monkeypatch.setattr(status_column, "judged_all", lambda _db, _today: judged)
    shown = window.page("clients").table
    window.until(lambda: shown.model.aside_words)
    return shown


def shown(table: RecordTable) -> dict[str, str]:
    model = table.model
    return {model.text(row, 0): model.text(row, SIGNS) for row in range(model.rowCount())}


def test_the_conduct_is_named_and_what_is_to_be_watched_is_not(table: RecordTable):
    assert table.model.head(SIGNS) == "Raised signs"
    assert shown(table) == {
        "Casa Verde": "Harm was threatened",
        "Harbour Books": "",
        "Lumen Studio": "Pays late, Demands beyond the contract",
    }
    colours = {each: table.model.data(table.model.index(row, SIGNS), COLOUR) for row, each in enumerate(shown(table))}
    assert colours["Casa Verde"].name().upper() == LIGHT.stop
    assert colours["Harbour Books"] is None
    assert colours["Lumen Studio"].name().upper() == LIGHT.attention


def test_the_list_is_ordered_by_it_and_those_without_stand_last(window: Person, table: RecordTable):
    table._sort_by(SIGNS)
    window.until(lambda: list(shown(table)) == ["Casa Verde", "Lumen Studio", "Harbour Books"])
    table._sort_by(SIGNS)
    window.until(lambda: list(shown(table)) == ["Lumen Studio", "Casa Verde", "Harbour Books"])


def test_a_chip_shows_only_those_with_raised_signs(window: Person, table: RecordTable):
    window.click("With raised signs", table)
    window.until(lambda: sorted(shown(table)) == ["Casa Verde", "Lumen Studio"])
    window.click("With raised signs", table)
    window.until(lambda: len(shown(table)) == 3)


def test_it_is_read_again_when_something_changes_and_the_filter_follows(
    window: Person, table: RecordTable, monkeypatch: pytest.MonkeyPatch
):
    window.click("With raised signs", table)
    window.until(lambda: len(shown(table)) == 2)
    late = (Judged(window.ids["harbour"], "", (Finding(1, "raised"),), (), FairLook()),)
    monkeypatch.setattr(status_column, "judged_all", lambda _db, _today: late)
    add(window.book, "problem", client=window.ids["harbour"])
    assert window.window.session
    window.window.session.changed.emit(Changed(kinds=frozenset({"problem"})))
    window.until(lambda: shown(table) == {"Harbour Books": "Pays late"})


def test_it_can_be_taken_away_and_copied(window: Person, table: RecordTable):
    table.view.setFocus()
    table.choose(window.ids["lumen"])
    window.until(lambda: table.selection() == [window.ids["lumen"]])
    window.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, on=table.view)
    window.until(lambda: QApplication.clipboard().text().endswith("\tPays late, Demands beyond the contract"))
    table.view.show_column(SIGNS, shown=False)
    window.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, on=table.view)
    window.until(lambda: "Pays late" not in QApplication.clipboard().text())
