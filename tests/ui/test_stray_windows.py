"""The watch over stray windows sees them, and nothing else."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QWidget

from tests.ui.stray_windows import StrayWindows


def test_a_part_that_flashes_up_before_it_is_put_in_its_place_is_seen(qtbot, monkeypatch):
    windows = StrayWindows(monkeypatch)
    place = QDialog()
    qtbot.addWidget(place)
    place.show()
    inside, quick, late = QLabel("a", place), QLabel("b"), QWidget()
    inside.show()
    late.hide()
    assert windows.found == []
    quick.setVisible(True)
    quick.setParent(place)
    late.show()
    late.setParent(place)
    assert windows.found == ["QLabel", "QWidget"]
