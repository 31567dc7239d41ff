"""The process in which faults happen: it forks a child for each run, and looks at what the child left behind.

Started with the library preloaded: `python -m tests.faults.worker LIBRARY FOLDER`; jobs come as lines of JSON on
standard input, and each is answered by a line on standard output. `harness.Worker` is the other end.
"""

from __future__ import annotations

import copy
import faulthandler
import json
import os
import random
import shutil
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import checks, keys, read_copy, sqlite
from clientguard.store.verify.full import verify
from tests.faults import journeys, powercut, tampering
from tests.faults.controls import CONTROLS
from tests.faults.forking import PATIENCE, Moment, be_alone, listen
from tests.faults.ground import ABSENT, WHOLE, Journey, key_of, moved, place
from tests.faults.journeys import JOURNEYS, KILLED, KILLED_LOCKED
from tests.faults.journeys_files import DRILLS
from tests.faults.shim import VARIANTS, Shim, Variant
from tests.faults.whole.bench import Bench as WholeBench

sqlite.WIPING = "OFF"  # what is in memory is tested elsewhere, and it would take five times as long

if TYPE_CHECKING:
    from tests.faults import parsers

EVERY = {**JOURNEYS, **CONTROLS}
# What an error says about its own change; then that change must not be there.
DENIALS = ("this change was not saved", "Nothing was written", "Nothing was changed", "Nothing was restored")


class Bench:
    """Prepares journeys once, runs them in children, and looks at what is left."""

    def __init__(self, shim: Shim, folder: Path) -> None:
        self._shim = shim
        self._folder = folder
        self._prepared: dict[str, Path] = {}
        self._cuts: dict[tuple[str, bool], powercut.Recording] = {}
        self._held: dict[str, tuple[int, bytes]] = {}  # what a run began with, by inode
        self._trace = (folder / "trace").open("w+")
        self._tampered: tampering.Bench | None = None
        self._parsing: parsers.Bench | None = None
        self._whole = WholeBench(shim, folder)

    def fault(self, journey: str, variant: str, nth: int) -> dict[str, Any]:
        """Run a journey in which the operation number `nth` fails; tell what is wrong with what is left."""
        told = self._run(EVERY[journey], VARIANTS[variant], nth)
        return told | {"complaints": examine(EVERY[journey], self._sandbox, told["acked"], told["ended"])}

    def count(self, journey: str, variant: str) -> dict[str, Any]:
        """Run a journey without a fault and count the operations that the variant could let fail."""
        told = self._run(EVERY[journey], VARIANTS[variant], 0)
        complaints = examine(EVERY[journey], self._sandbox, told["acked"], told["ended"])
        return told | {"complaints": complaints if told["ended"] == "done" else [f"ended without: {told['ended']}"]}

    def whole(self, job: dict[str, Any]) -> dict[str, Any]:
        """Run a whole command (`whole.bench.Bench`)."""
        return getattr(self._whole, job["do"])(**{name: each for name, each in job.items() if name != "do"})

    def kill(self, seed: int) -> dict[str, Any]:
        """Kill a child that logs messages at a random moment."""
        rng = random.Random(seed)
        journey = (KILLED, KILLED_LOCKED)[seed % 2]
        told = self._run(journey, None, 0, kill=Moment.at_random(rng))
        if told["ended"] != "killed":
            return told | {"complaints": [f"ended by itself: {told['ended']}"]}
        return told | {"complaints": examine(journey, self._sandbox, told["acked"], told["ended"])}

    def cuts(self, journey: str, seed: int, count: int, syncing: bool = True) -> dict[str, Any]:
        """Look at disks as a power cut may leave them, at random moments of a journey."""
        key = (journey, syncing)
        if key not in self._cuts:
            self._cuts[key] = self._record(EVERY[journey], syncing)
        recording, complaints, images = self._cuts[key], [], 0
        for image in recording.images(random.Random(seed), count):
            images += 1
            image.write(self._empty())
            complaints += [f"{image.told}: {each}" for each in examine(EVERY[journey], self._sandbox, image.acked)]
        return {"images": images, "complaints": complaints}

    def kinds(self, journey: str) -> dict[str, Any]:
        """Tell which kinds of operation the library saw a journey do."""
        return {"kinds": self._record(EVERY[journey], True).kinds()}

    def untampered(self) -> dict[str, Any]:
        """Tell whether the casebook that is tampered with is valid before."""
        return {"valid": self._tampering().is_whole()}

    def tamper(self, seed: int, count: int) -> dict[str, Any]:
        """Change one thing at a time in a casebook, and tell which changes were not found."""
        return self._tampering().mutations(random.Random(seed), count)

    def cut_tail(self, seed: int, count: int) -> dict[str, Any]:
        """Cut the journal's end and mend the rest, and tell which cuts an anchor did not show."""
        return self._tampering().tails(random.Random(seed), count)

    def parse(self, seed: int, count: int, letters: bool = False, **options: Any) -> dict[str, Any]:
        """Feed changed input to the readers of mail, settings, fields and so on, and tell what they did not stand.

        `letters`: the first call also takes the mail of the corpus, where there is one beside the project.
        """
        if self._parsing is None:
            from tests.faults import parsers

            corpus = Path(__file__).parents[3] / "shared" / "corpus"
            self._parsing = parsers.Bench(self._shim, self._folder / "parsed", corpus if letters else None)
        return self._parsing.run(random.Random(seed), count, **options)

    def _tampering(self) -> tampering.Bench:
        if self._tampered is None:
            self._tampered = tampering.Bench(self._folder / "tampered")
        return self._tampered

    # --- one run ---

    @property
    def _sandbox(self) -> Path:
        return self._folder / "sandbox"

    def _empty(self) -> Path:
        shutil.rmtree(self._sandbox, ignore_errors=True)
        self._sandbox.mkdir()
        return self._sandbox

    def _fill(self, journey: Journey) -> None:
        if journey.name not in self._prepared:
            source = self._folder / f"prepared {len(self._prepared)}"
            source.mkdir()
            journey.prepare(source)
            self._prepared[journey.name] = source
            if journey not in (KILLED, KILLED_LOCKED):  # once in this process, so that no child has to import anything
                shutil.copytree(source, self._empty(), dirs_exist_ok=True)
                moved(self._sandbox)
                journey.run(self._sandbox, lambda _: None)
        shutil.copytree(self._prepared[journey.name], self._empty(), dirs_exist_ok=True)
        moved(self._sandbox)
        files = [path for path in self._sandbox.rglob("*") if path.is_file()]
        self._held = {str(path.relative_to(self._sandbox)): (path.stat().st_ino, path.read_bytes()) for path in files}

    def _run(
        self,
        journey: Journey,
        variant: Variant | None,
        nth: int,
        *,
        kill: Moment | None = None,
        log: int = -1,
        sync: bool = True,
    ) -> dict[str, Any]:
        self._fill(journey)
        read, write = os.pipe()
        be_alone()
        child = os.fork()
        if not child:
            os.close(read)
            self._child(journey, variant, nth, write, log, sync)
        os.close(write)
        lines = listen(child, read, kill)
        _, status = os.waitpid(child, 0)
        told: dict[str, Any] = {"ended": "killed", "fired": True, "seen": 0}
        if lines is None:
            self._trace.seek(0)
            told["ended"] = f"hung: {self._trace.read()[-5000:]}"
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
            told["ended"] = f"signal {os.WTERMSIG(status)}"
        acked = [line[4:] for line in lines or () if line.startswith("ack ")]
        for line in lines or ():
            if line.startswith("{"):
                told |= json.loads(line)
        return told | {"acked": acked}

    def _child(self, journey: Journey, variant: Variant | None, nth: int, write: int, log: int, sync: bool) -> None:
        """Run the journey with the library armed, say how it ended, and leave."""
        loose: list[str] = []
        threading.excepthook = lambda args: loose.append("".join(traceback.format_exception(args.exc_value)))
        sys.unraisablehook = lambda args: loose.append(f"not raised: {args.exc_value!r} in {args.object!r}")
        if not sync:
            sqlite.PRAGMAS["synchronous"] = ("OFF", 0)

        def ack(what: str) -> None:
            self._shim.mark(what)
            os.write(write, f"ack {what}\n".encode())

        faulthandler.dump_traceback_later(0.8 * PATIENCE, file=self._trace)  # where it hangs, if it does
        self._shim.arm(self._sandbox, variant, nth, log)
        try:
            journey.run(self._sandbox, ack)
            ended = "done"
        except KnownError as error:
            ended = f"known: {_first(error)}"
        except BaseException:  # noqa: BLE001 - it is what is looked for
            ended = f"uncaught: {traceback.format_exc()}"
        seen = self._shim.disarm()
        if loose:
            ended = f"uncaught: {loose[0]}"
        os.write(write, (json.dumps({"ended": ended, **seen}) + "\n").encode())
        os._exit(0)

    def _record(self, journey: Journey, syncing: bool) -> powercut.Recording:
        path = self._folder / "log"
        log = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_RDWR)
        try:
            told = self._run(journey, None, 0, log=log, sync=syncing)
        finally:
            os.close(log)
        if told["ended"] != "done":
            raise RuntimeError(told["ended"])
        return powercut.Recording(path.read_bytes(), self._sandbox, self._held)


def _first(error: KnownError) -> KnownError:
    """Return the error of the action, when closing the casebook failed as well after it; in its last words."""
    found, chain, told = error, error.__context__, error.__cause__
    while chain is not None:
        if isinstance(chain, KnownError) and chain is not told:
            found = chain
        told = chain.__cause__
        chain = chain.__context__
    return found


def examine(journey: Journey, folder: Path, acked: list[str], ended: str = "killed") -> list[str]:
    """Open what a run left behind, and return what is wrong with it."""
    if ended.startswith(("uncaught", "hung", "signal")):
        return [ended]
    try:
        read = _read_states(journey, folder) if ended == "killed" else None
        states = _states(journey, folder)
    except KnownError as error:
        return [f"does not open: {error}"]
    except Exception:  # noqa: BLE001 - it is what is looked for
        return [f"uncaught when opened: {traceback.format_exc()}"]
    complaints = [what for name, what in states.items() if not name]
    if read is not None and read != (kept := {name: state for name, state in states.items() if name}):
        complaints.append(f"read as {read}, written to as {kept}")
    for name, state in states.items():
        if name and name not in acked and state not in (WHOLE, ABSENT):
            complaints.append(f"{name}: {state}")
        # A new or migrated casebook that is whole may stay, though it could not be opened at once.
        denied = not (journey.makes or journey.opens) and any(denial in ended for denial in DENIALS)
        if name and state == WHOLE and name not in acked and denied:
            complaints.append(f"{name} is there, though it was said: {ended}")
    complaints += [f"lost: {name} ({states.get(name, ABSENT)})" for name in acked if states.get(name) != WHOLE]
    return complaints


def _read_states(journey: Journey, folder: Path) -> dict[str, str] | None:
    """Return the states as a reading command finds them, in a copy of what was left; None if nothing was unfinished."""
    path = place(folder)
    if journey.opens or not path.exists() or not checks.has_beside(path, "-wal", "-journal"):
        return None
    copy = read_copy.copied(path)
    try:
        with Casebook.open(copy, write=False, key=key_of(path, folder)) as book, book.read() as db:
            return dict(journey.states(db, folder))
    finally:
        shutil.rmtree(copy.parent)


def _states(journey: Journey, folder: Path) -> dict[str, str]:
    path = place(folder)
    states: dict[str, str] = {}
    if journey.makes and not path.exists():
        journeys.again(folder)
        with Casebook.open(path, key=key_of(path, folder)):
            return {}
    with Casebook.open(path, key=key_of(path, folder)) as book, book.read() as db:
        states |= journey.states(db, folder)
    found = verify(path, key=key_of(path, folder))
    if not found.valid:
        states[""] = f"not valid: {[str(each) for each in found.faults[:3]]}"
    left = [each.name for each in folder.iterdir() if each.name.startswith(f"{path.name}-")]
    if left:
        states[""] = f"left behind after closing: {left}"
    return states


def main() -> None:
    """Answer jobs until standard input ends."""
    keys.COST = (1, 1, 8)  # what a passphrase costs is no matter here
    library, folder = Path(sys.argv[1]), Path(sys.argv[2])
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    bench = Bench(Shim(library), folder)
    for line in sys.stdin:
        job = json.loads(line)
        before = copy.copy(DRILLS)
        answer = getattr(bench, job.pop("do"))(**job)
        drills = next(copy.copy(DRILLS)) - next(before)
        answers.write(json.dumps(answer | {"drills": drills}) + "\n")


if __name__ == "__main__":
    main()
