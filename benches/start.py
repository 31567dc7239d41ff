"""How long until ClientGuard's window stands, and what it weighs, beside an empty PySide6 window in the same run.

python -m benches.start                 measure and print
python -m benches.start --write         write the table to benches/RESULTS.md as well
python -m benches.start --rounds 3      fewer rounds, for a check that a window comes at all

Each round starts both, one after the other, so that what slows the machine slows both. The windows stand on a screen
of their own (Xvfb), and every start has the same bare environment and a home of its own. Status 1 when a window does
not come; a slow one is no failure.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from benches import results

ROOT = Path(__file__).resolve().parent.parent
GOAL, TODAY_GOAL, MEMORY_GOAL = 1.15, 2.5, 1.6  # times a bare window
PATIENCE = 60.0  # seconds
SETTLE = 1.0  # seconds that a window is left alone before its memory is read

BARE = ["-m", "benches.child", "bare"]
PROGRAM = ["-m", "clientguard"]


class NoWindowError(Exception):
    """A window did not come; the message holds what the process said."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.start")
    parser.add_argument("--rounds", type=int, default=12, help="starts of each window that are timed (12)")
    parser.add_argument("--write", action="store_true", help="write benches/RESULTS.md")
    options = parser.parse_args(arguments)
    if not shutil.which("Xvfb"):
        print("Xvfb is not installed: on Debian and Ubuntu it is the package xvfb.", file=sys.stderr)
        return 1
    try:
        with tempfile.TemporaryDirectory() as folder, screen() as display:
            bench = Bench(Path(folder), display)
            found = bench.run(options.rounds)
    except NoWindowError as error:
        print(error, file=sys.stderr)
        return 1
    text = report(found)
    print(text)
    if options.write:
        results.put(text)
    return 0


@contextmanager
def screen() -> Iterator[str]:
    """Start an X server on a free display and yield the display's name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise NoWindowError("Xvfb did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@dataclass
class Found:
    """What was measured: seconds from the start of the process, and PSS in bytes."""

    bare: list[float] = field(default_factory=list)
    app: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    bare_memory: list[int] = field(default_factory=list)
    app_memory: list[int] = field(default_factory=list)


class Bench:
    """The windows, one start after the other."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "CLIENTGUARD_HOME": str(folder / "clientguard"),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "LANG": "C.UTF-8",
        }
        folder.chmod(0o700)
        self.casebook = folder / "sample.casebook"

    def run(self, rounds: int) -> Found:
        """Start each window `rounds` times for its time, and a few times for its memory."""
        self._make_sample()
        found = Found()
        self._time(BARE)  # files read from the disk for the first time, and compiled
        self._time(PROGRAM)
        self._look()
        for number in range(rounds):
            # Each goes first as often as the other.
            for arguments, times in ((BARE, found.bare), (PROGRAM, found.app))[:: 1 if number % 2 else -1]:
                times.append(self._time(arguments))
        for _ in range(min(rounds, 5)):
            found.page.append(self._look()[0])
        for _ in range(min(rounds, 3)):
            found.bare_memory.append(self._weigh(BARE, "mapped"))
            found.app_memory.append(self._look(weigh=True)[1])
        return found

    def _make_sample(self) -> None:
        making = (
            "import sys; from datetime import date; from pathlib import Path; "
            "from clientguard.actions.casebook.sample import create_sample; "
            "create_sample(Path(sys.argv[1]), date.today()).close()"
        )
        subprocess.run([sys.executable, "-c", making, str(self.casebook)], cwd=ROOT, env=self.environment, check=True)

    def _time(self, arguments: list[str]) -> float:
        """Return the seconds until a window stands that then ends by itself."""
        with self._started(arguments, trace="quit") as window:
            seconds = window.wait_for("mapped")
            window.end()
        return seconds

    def _look(self, *, weigh: bool = False) -> tuple[float, int]:
        """Return the seconds until Today stands with the sample in it, and its weight when asked."""
        with self._started(["-m", "benches.child", "app", str(self.casebook)], trace="1") as window:
            window.wait_for("mapped")
            seconds = window.wait_for("page")
            weight = window.weight() if weigh else 0
            window.end()
        return seconds, weight

    def _weigh(self, arguments: list[str], until: str) -> int:
        with self._started(arguments, trace="1") as window:
            window.wait_for(until)
            weight = window.weight()
            window.end()
        return weight

    @contextmanager
    def _started(self, arguments: list[str], trace: str) -> Iterator[Window]:
        environment = {**self.environment, "CLIENTGUARD_TRACE_START": trace}
        window = Window([sys.executable, *arguments], environment)
        try:
            yield window
        finally:
            window.kill()


class Window:
    """One started process that says on standard error when it is drawn."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.began = time.monotonic_ns()
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self.said = b""

    def wait_for(self, what: str) -> float:
        """Return the seconds from the start until the process said `what`."""
        assert self.process.stderr
        line = re.compile(rb"^" + what.encode() + rb" (\d+)$", re.MULTILINE)
        until = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stderr, selectors.EVENT_READ)
            while not (found := line.search(self.said)):
                ready = waiting.select(max(0.0, until - time.monotonic()))
                more = os.read(self.process.stderr.fileno(), 65536) if ready else b""
                if not more:
                    self.kill()
                    text = self.said.decode(errors="replace")
                    raise NoWindowError(f"The window did not come: {' '.join(self.process.args)}\n{text}")  # type: ignore[arg-type]
                self.said += more
        return (int(found[1]) - self.began) / 1e9

    def weight(self) -> int:
        """Return the proportional set size in bytes: its own memory, and its share of what others use as well."""
        time.sleep(SETTLE)
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text("utf-8")
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
        assert found
        return int(found[1]) * 1024

    def end(self) -> None:
        """Let the window close as a person would."""
        assert self.process.stdin
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise NoWindowError(f"The window did not close: {' '.join(self.process.args)}") from None  # type: ignore[arg-type]
        if status:
            assert self.process.stderr
            said = (self.said + self.process.stderr.read()).decode(errors="replace")
            raise NoWindowError(f"The window ended with status {status}:\n{said}")

    def kill(self) -> None:
        """End the process if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        assert self.process.stderr
        self.process.stderr.close()


def report(found: Found) -> str:
    """Return the table of the results, and the verdict."""
    bare, app = median(found.bare), median(found.app)
    light, heavy = median(found.bare_memory), median(found.app_memory)
    ratio, page = app / bare, median(found.page)
    rows = [
        ("window drawn, median", f"{bare:.3f} s", f"{app:.3f} s", f"**{ratio:.2f}**"),
        *(
            _row(f"window drawn, {word}", of(found.bare), of(found.app))
            for word, of in (("fastest", min), ("slowest", max))
        ),
        (
            f"Today drawn, with the sample casebook; median of {len(found.page)}",
            "–",
            f"{page:.3f} s",
            f"{page / bare:.2f}",
        ),
        (
            "memory (PSS): the bare window; Today",
            f"{light / 1e6:.0f} MB",
            f"{heavy / 1e6:.0f} MB",
            f"{heavy / light:.2f}",
        ),
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""# Start and memory

Measured on {date.today().isoformat()} by `python -m benches.start` on {machine()}:
{len(found.app)} starts of each, by turns, after one that is not counted.

| | bare PySide6 window | ClientGuard | ratio |
|---|--:|--:|--:|
{table}

Goals, in times of the bare window: ClientGuard's stands within {GOAL}, {_verdict(ratio, GOAL)}; Today is drawn within
{TODAY_GOAL}, {_verdict(page / bare, TODAY_GOAL)}; it takes at most {MEMORY_GOAL} times the memory, \
{_verdict(heavy / light, MEMORY_GOAL)}.

The time runs from the start of the process to the first drawing of the window on the screen of an X server without a
screen card (Xvfb). ClientGuard's first window is its frame; the casebook is opened once that stands, and the row for
Today has all of it. Both windows are 1280 × 800. Memory is read one second after the last drawing: what is the
process's own, and its share of what others use as well; an X server is not in it.
"""


def _verdict(ratio: float, goal: float) -> str:
    return f"**{'met' if ratio <= goal else 'not met'}** ({ratio:.2f})"


def _row(what: str, bare: float, app: float) -> tuple[str, str, str, str]:
    return what, f"{bare:.3f} s", f"{app:.3f} s", f"{app / bare:.2f}"


def machine() -> str:
    """Return what the numbers were measured on."""
    cpu = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    from PySide6.QtCore import qVersion

    name = " ".join(cpu[1].split()) if cpu else platform.machine()
    return f"{os.cpu_count()} cores ({name}), {platform.system()}, Python {platform.python_version()}, Qt {qVersion()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
