"""The crash report: versions, traceback, ids only. It stays on this computer.

A bug is written as it happens. If the whole process crashes, `faulthandler` writes a trace to a file next to the
reports, and the next start turns that into a report.
"""

from __future__ import annotations

import faulthandler
import os
import re
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from clientguard import __version__, output, paths
from clientguard.errors import KnownError

if TYPE_CHECKING:
    from datetime import datetime

LARGEST = 1 << 18  # bytes of a report that are read
KEPT = 20  # reports; older ones are deleted
_OFFERED = "offered.txt"  # next to the reports: the name of the newest one that was offered
_RUNNING = re.compile(r"running-(\d+)\.txt")
_FRAME = re.compile(r'\s*File "(.*)", line (\d+) in (.*)')
_SLASH = re.compile(r"[/\\]")
_PLAIN = re.compile(r"(Fatal Python error: [\w ]+|Windows fatal exception: [\w ]+|(Current t|T)hread 0x[0-9a-f]+.*)")

_watching: IO[str] | None = None  # faulthandler writes to it until the process ends


def folder() -> Path:
    """Return the folder of reports."""
    return paths.data_dir() / "crashes"


def write_report(error: BaseException) -> Path | None:
    """Write what is needed to find the bug, and return the report's path; None if it cannot be written.

    The error's own text is left out, because it may quote what the user typed.
    """
    from datetime import datetime

    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        *_head(datetime.now().astimezone()),
        type(error).__name__,
        *(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames),
        "modules: " + ", ".join(sorted(name for name in sys.modules if name.startswith("clientguard."))),
    ]
    return _write(lines)


def watch() -> None:
    """Make this process leave a trace if it crashes; in a folder that cannot be written, it leaves none."""
    global _watching
    if _watching is not None:
        return
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        trace = folder() / f"running-{os.getpid()}.txt"
        trace.unlink(missing_ok=True)  # of an earlier process with the same number
        output.create(trace)
        _watching = trace.open("w", encoding="utf-8")
        faulthandler.enable(_watching, all_threads=True)


def unwatch() -> None:
    """Remove the trace: the process ends normally."""
    global _watching
    if _watching is None:
        return
    faulthandler.disable()
    _watching.close()
    with suppress(OSError):
        Path(_watching.name).unlink()
    _watching = None


def unseen() -> Path | None:
    """Turn the traces of crashed processes into reports, then return the newest report that was not offered yet."""
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
    """Record that a report was offered: it is offered only once."""
    with suppress(KnownError):
        output.write_whole(report.parent / _OFFERED, report.name.encode(), "")


def report_text(report: Path) -> str:
    """Return a report's text; empty if it cannot be read."""
    try:
        with report.open("rb") as file:
            return file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def _reports() -> list[Path]:
    return sorted(each for each in folder().glob("2*.txt"))


def _head(at: datetime) -> list[str]:
    import platform  # late, as all that only a crash needs: a start does without

    system = f"{platform.system()} {platform.release()}"
    return [
        f"ClientGuard {__version__}, Python {platform.python_version()}, {system}",
        at.isoformat(timespec="seconds"),
    ]


def _write(lines: list[str]) -> Path | None:
    from datetime import datetime

    target = folder() / f"{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder().mkdir(parents=True, exist_ok=True)
        output.write_whole(target, ("\n".join(lines) + "\n").encode("utf-8", "replace"), "")
    except (OSError, KnownError):
        return None
    return target


def _from_trace(trace: Path) -> None:
    """Turn a trace into a report, which names files without their folders; if the trace is empty, do nothing."""
    from datetime import datetime

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
    """Return whether a process is running; one that cannot be checked counts as running."""
    if process == os.getpid():  # unless this process is watched, the trace is from an earlier one with the same number
        return _watching is not None
    if os.name != "posix":
        return False  # Windows cannot remove a file that another process has open: it is tried again
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
