"""The pictures of the guide for the web: `python -m benches.guide_pictures` draws them into docs/guide/images.

They are screens of `benches.screens` in the light look, of 900 × 600 points, with 64 colours: small files.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from benches import screens
from clientguard.actions.casebook import sample

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "guide" / "images"
LOOK, SIZE, COLOURS = "light", "900x600", 64


def wanted() -> set[str]:
    """Return the names of the screens that the guide shows."""
    found = importlib.util.spec_from_file_location("guide_for_the_web", ROOT / "packaging" / "guide.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return {screen for screen, _seen in module.PICTURES.values()}


def main() -> int:
    """Draw the pictures; return the status."""
    names = wanted()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CLIENTGUARD_HOME"] = home
        qInstallMessageHandler(screens.heard)
        application = QApplication.instance() or QApplication(sys.argv[:1])
        book = Path(home) / "sample.casebook"
        sample.create_sample(book, date.today()).close()
        app = screens.started(Path(home), LOOK, SIZE)
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, widget in screens.walk(app, book):
            if name in names:
                names.discard(name)
                whole = Path(home) / "whole.png"
                widget.grab().save(str(whole))
                with Image.open(whole) as picture:
                    picture.convert("RGB").quantize(COLOURS).save(TARGET / f"{name}.png", optimize=True)
        screens.stop(app)
        del application
    for name in sorted(names):
        print(f"No screen is called {name}.", file=sys.stderr)
    return int(bool(names))


if __name__ == "__main__":
    sys.exit(main())
