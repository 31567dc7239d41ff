"""The crash report: versions, traceback, ids only. It stays on this computer.

A fault of the program is written as it happens. What ends the whole process is caught by `faulthandler` in a file
beside the reports, which becomes a report at the next start.
"""

from __future__ import annotations

import faulthandler
import os
import platform
import re
import sys
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from clientguard import __version__, paths

LARGEST = 1 << 18  # bytes of a report that are shown
KEPT = 20  # reports
_OFFERED = "offered.txt"  # beside the reports: the name of the newest one that was offered
_RUNNING = re.compile(r"running-(\d+)\.txt")
_FRAME = re.compile(r'\s*File "(.*)", line (\d+) in (.*)')
_SLASH = re.compile(r"[/\\]")
_PLAIN = re.compile(r"(Fatal Python error: [\w ]+|Windows fatal exception: [\w ]+|(Current t|T)hread 0x[0-9a-f]+.*)")

_watching: IO[str] | None = None  # faulthandler writes to it until the process ends


def folder() -> Path:
    """Return where reports lie."""
    return paths.data_dir() / "crashes"


def write_report(error: BaseException) -> Path | None:
    """Write what is needed to find the fault, and return where; None when it cannot be written.

    The error's own text is left out: it may quote what the user typed.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        *_head(datetime.now().astimezone()),
        type(error).__name__,
        *(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames),
        "modules: " + ", ".join(sorted(name for name in sys.modules if name.startswith("clientguard."))),
    ]
    return _write(lines)


def watch() -> None:
    """Have a process that ends by a fault of its own leave a trace; a place that cannot be written leaves none."""
    global _watching
    if _watching is not None:
        return
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        _watching = (folder() / f"running-{os.getpid()}.txt").open("w", encoding="utf-8")
        faulthandler.enable(_watching, all_threads=True)


def unwatch() -> None:
    """Forget the trace: the process ends as it should."""
    global _watching
    if _watching is None:
        return
    faulthandler.disable()
    _watching.close()
    with suppress(OSError):
        Path(_watching.name).unlink()
    _watching = None


def unseen() -> Path | None:
    """Return the newest report that was not offered yet, after the traces of ended processes were made into reports."""
    with suppress(OSError):
        for trace in sorted(folder().glob("running-*.txt")):
            match = _RUNNING.fullmatch(trace.name)
            if match and not _is_alive(int(match[1])):
                _from_trace(trace)
        found = _reports()
        for old in found[:-KEPT]:
            old.unlink()
        offered = folder() / _OFFERED
        last = offered.read_text("utf-8").strip() if offered.exists() else ""
        if found and found[-1].name > last:
            return found[-1]
    return None


def seen(report: Path) -> None:
    """Note that a report was offered: it is offered once."""
    with suppress(OSError):
        (report.parent / _OFFERED).write_text(report.name, "utf-8")


def report_text(report: Path) -> str:
    """Return a report's text; empty when it cannot be read."""
    try:
        with report.open("rb") as file:
            return file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def _reports() -> list[Path]:
    return sorted(each for each in folder().glob("2*.txt"))


def _head(at: datetime) -> list[str]:
    system = f"{platform.system()} {platform.release()}"
    return [
        f"ClientGuard {__version__}, Python {platform.python_version()}, {system}",
        at.isoformat(timespec="seconds"),
    ]


def _write(lines: list[str]) -> Path | None:
    target = folder() / f"{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    part = target.with_suffix(".part")
    try:
        folder().mkdir(parents=True, exist_ok=True)
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return None
    return target


def _from_trace(trace: Path) -> None:
    """Make a trace into a report: places in the code by the names of their files alone; nothing when it is empty."""
    lines: list[str] = []
    for line in trace.read_text("utf-8", "replace")[:LARGEST].splitlines():
        frame = _FRAME.fullmatch(line)
        if frame:
            lines.append(f"  {_SLASH.split(frame[1])[-1]}:{frame[2]} in {frame[3]}")
        elif _PLAIN.match(line):
            lines.append(line)
    if lines:
        _write([*_head(datetime.fromtimestamp(trace.stat().st_mtime).astimezone()), *lines])
    trace.unlink()


def _is_alive(process: int) -> bool:
    """Return whether a process runs; one that cannot be asked counts as running, but for this one's own number."""
    if process == os.getpid():
        return _watching is not None
    if os.name != "posix":
        return False  # a file that another process has open cannot be removed there: it is tried again
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
