"""The crash report: versions, traceback, ids only. It stays on this computer."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from clientguard import __version__, paths


def write_report(error: BaseException) -> Path | None:
    """Write what is needed to find the fault, and return where; None when it cannot be written.

    The error's own text is left out: it may quote what the user typed.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"ClientGuard {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"{datetime.now().astimezone().isoformat(timespec='seconds')}",
        type(error).__name__,
        *(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames),
        "modules: " + ", ".join(sorted(name for name in sys.modules if name.startswith("clientguard."))),
    ]
    try:
        folder = paths.data_dir() / "crashes"
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return None
    return target
