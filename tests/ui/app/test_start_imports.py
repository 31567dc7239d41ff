"""What is imported before the first window: Qt's three modules, the engine, the standard library, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# The program says when its first window stands; at that moment the modules are counted.
START = """
import sys

before = set(sys.modules)


class Watch:
    def write(self, text):
        if text.startswith("mapped"):
            print(*sorted(set(sys.modules) - before), sep="\\n")
            if "Qt" in vars(sys.modules["PySide6.QtCore"]):  # a namespace whose enumerations take longer than a window
                print("PySide6.QtCore.Qt")
        elif text.strip():
            sys.__stderr__.write(text)

    def flush(self):
        pass


sys.stderr = Watch()
sys.argv = ["clientguard"]
from clientguard.__main__ import main

sys.exit(main())
"""
QT = {"PySide6", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}
OWN = {"clientguard", "shiboken6", "shibokensupport", "signature_bootstrap", "__feature__", "sqlcipher3"}


def modules_at_first_window(home: Path) -> list[str]:
    """Start the program and return what it has imported when its first window stands."""
    started = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "CLIENTGUARD_HOME": str(home),
            "CLIENTGUARD_TRACE_START": "quit",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert started.returncode == 0, started.stderr
    assert started.stdout, f"no window stood: {started.stderr}"
    return started.stdout.split()


def is_offender(name: str) -> bool:
    """Return whether a module has no place before the first window."""
    top = name.partition(".")[0]
    if top == "PySide6":
        return name not in QT and not name.startswith("PySide6.support")
    return top not in OWN and top not in sys.stdlib_module_names


def test_nothing_but_qt_and_the_standard_library_is_imported_before_the_first_window(tmp_path):
    found = modules_at_first_window(tmp_path)
    assert set(found) >= QT
    assert [name for name in found if is_offender(name)] == []


def test_work_on_documents_mail_and_imports_waits_until_it_is_asked_for(tmp_path):
    found = modules_at_first_window(tmp_path)
    waiting = (
        "clientguard.reports",
        "clientguard.exchange",
        "clientguard.cli",
        "clientguard.ui.dialogs.preview_dialog",
        "email",
    )
    assert [name for name in found if name.startswith(waiting)] == []
