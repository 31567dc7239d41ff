"""A fault of one PySide6 release, kept out: it lost a reference to None on every call that returns nothing.

Under Python 3.11 the process then aborts after some 5,000 calls; from 3.12 on None is immortal and the loss is hidden.
"""

from __future__ import annotations

import sys

import shibokensupport.feature as feature  # pyright: ignore[reportMissingImports]
from PySide6.QtCore import QObject

from clientguard.ui.look import pyside_features


def test_calls_into_qt_keep_their_references_to_none():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("still here")
    # Other threads and caches move it by a few; the fault moves it by 500.
    assert abs(sys.getrefcount(None) - before) < 50


def test_no_source_is_read_for_a_switch_of_pyside_that_nobody_uses():
    assert hasattr(feature, pyside_features.LOOKS)  # else the start has become slower, without a word
    assert getattr(feature, pyside_features.LOOKS)(sys.modules[__name__]) is False
