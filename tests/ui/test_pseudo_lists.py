"""The import of a table and the text of a letter in the pseudo-language: nothing cut off, nothing untranslated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clientguard.ui.dialogs.letters.template_dialog import TemplateDialog
from clientguard.ui.dialogs.tables.table_dialog import TableDialog
from tests.ui.conftest import Person
from tests.ui.screen import look
from tests.ui.test_pseudo import (
    SHOP,
    SIZES,
    _far,  # noqa: F401 - a fixture
    far_practice,  # noqa: F401 - a fixture
)


@pytest.mark.parametrize("far", SIZES, indirect=True)
def test_the_import_of_a_table(far: Person, tmp_path: Path):
    wrong: list[str] = []
    names = ("ก", "ข", "ค", "ง", "จ")
    rows = [
        names,
        (SHOP, "๑", "07/08/2026", "10", "EUR"),
        (SHOP, "๒", "ที่ไหน", "10", "EUR"),
        ("", "๓", "07/08/2026", "x", ""),
    ]
    file = tmp_path / f"{SHOP}.csv"
    file.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    far.drop(file)
    dialog: Any = far.dialog(TableDialog)
    far.until(lambda: dialog.status.text() and not dialog.progress.isVisible())
    look(wrong, "a table", dialog)
    dialog.pickers.kind.setCurrentIndex(dialog.pickers.kind.findData("invoices"))
    dialog.pickers.kind.activated.emit(0)
    for field, name in zip(("client", "number", "issued", "amount", "currency"), names, strict=True):
        box = dialog.pickers.columns[field]
        box.setCurrentIndex(box.findData(name))
        box.activated.emit(0)
    far.until(dialog.pickers.order.isVisible)
    far.rest()
    look(wrong, "a table, its dates", dialog)
    dialog.pickers.order.setCurrentIndex(1)
    dialog.pickers.order.activated.emit(1)
    far.until(dialog.start.isEnabled)
    look(wrong, "a table, understood", dialog)
    with far.qtbot.waitSignal(dialog.imported):
        dialog.start.click()
    look(wrong, "a table, imported", dialog)
    dialog.accept()
    far.until(lambda: not far.dialogs())
    far.rest()
    ours = (each for each in wrong if not any(word in each for word in ("'csv'", "EUR")))  # of the file
    assert list(ours) == []


@pytest.mark.parametrize("far", SIZES, indirect=True)
def test_the_text_of_a_letter(far: Person):
    wrong: list[str] = []
    part = far.page("settings").letters
    far.until(part.edit.isEnabled)
    far.click(part.edit)
    dialog = far.dialog(TemplateDialog)
    dialog.letter.setPlainText("ก\n{{ x }}")
    dialog.subject.setText("ก")
    far.until(dialog.letter_error.isVisible)
    look(wrong, "text of a letter, wrong", dialog)
    dialog.done(0)
    far.until(lambda: not far.dialogs())
    far.rest()
    assert [each for each in wrong if "Invoice due on" not in each and "Invoice is due on" not in each] == []
