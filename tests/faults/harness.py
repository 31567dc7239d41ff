"""Workers in which faults happen, and what they are asked."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.shim import VARIANTS, build

ROOT = Path(__file__).resolve().parents[2]
Job = dict[str, Any]


class Worker:
    """A process with the library preloaded (`worker.Bench`)."""

    def __init__(self, library: Path, folder: Path) -> None:
        folder.mkdir()
        self._errors = folder / "stderr"
        environment = os.environ | {
            "LD_PRELOAD": str(library),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CLIENTGUARD_HOME": str(folder / "home"),
            "TMPDIR": str(folder),
        }
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.worker", str(library), str(folder)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def ask(self, job: Job) -> Job:
        """Return the answer to a job."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        try:
            pipe_in.write(json.dumps(job) + "\n")
            pipe_in.flush()
            answer = pipe_out.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise RuntimeError(f"the worker ended over {job}: {self._errors.read_text()[-3000:]}")
        return json.loads(answer)

    def close(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait(30)


@dataclass
class Tally:
    """What many jobs came to."""

    jobs: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    unfired: list[Job] = field(default_factory=list)

    def take(self, job: Job, answer: Job) -> None:
        """Add an answer."""
        self.jobs += 1
        for name in ("images", "mutations", "tails", "parsed", "drills"):
            self.counts[name] = self.counts.get(name, 0) + answer.get(name, 0)
        told = list(answer["complaints"])
        if answer.get("outside"):
            told.append(f"wrote outside the folder: {answer['outside']}")
        if answer.get("network"):
            told.append("used the network")
        self.complaints += [f"{job}: {each}" for each in told]
        if job["do"] in ("fault", "whole") and not answer.get("fired", True):
            self.unfired.append(job)


class Pool:
    """Some workers side by side."""

    def __init__(self, folder: Path, size: int) -> None:
        library = build(folder)
        self._workers = [Worker(library, folder / f"worker {number}") for number in range(size)]

    def ask(self, **job: Any) -> Job:
        """Ask one worker."""
        return self._workers[0].ask(job)

    def run(self, jobs: Iterable[Job]) -> Tally:
        """Do all jobs, each by the worker that is free."""
        source, guard, tally = iter(jobs), threading.Lock(), Tally()

        def drain(worker: Worker) -> None:
            while True:
                with guard:
                    job = next(source, None)
                if job is None:
                    return
                answer = worker.ask(job)
                with guard:
                    tally.take(job, answer)

        with ThreadPoolExecutor(len(self._workers)) as threads:
            list(threads.map(drain, self._workers))
        return tally

    def points(self, journey: str) -> list[Job]:
        """Return every fault of a journey: each operation that it does, failing in each way."""
        told = self.ask(do="count", journey=journey, variant=next(iter(VARIANTS)))
        if told["complaints"]:
            raise AssertionError(told["complaints"])
        return [
            {"do": "fault", "journey": journey, "variant": name, "nth": nth}
            for name, variant in VARIANTS.items()
            for nth in range(1, variant.of(told["kinds"]) + 1)
        ]

    def beyond(self, journey: str, points: list[Job]) -> Iterator[Job]:
        """Yield the answers past the last operation that was counted, until nothing fires in any way."""
        for variant in VARIANTS:
            nth = max((job["nth"] for job in points if job["variant"] == variant), default=0)
            fired = True
            while fired:
                nth += 1
                job = {"do": "fault", "journey": journey, "variant": variant, "nth": nth}
                answer = self.ask(**job)
                fired = answer["fired"]
                yield answer | {"job": job}

    def close(self) -> None:
        """End the workers."""
        for worker in self._workers:
            worker.close()


def shuffled(jobs: list[Job], seed: int) -> list[Job]:
    """Return jobs in an order by which any first part is spread over all.

    Each job's place depends on the job and the seed alone: one operation more or less in a run moves no other.
    """
    return sorted(jobs, key=lambda job: random.Random(f"{seed} {sorted(job.items())}").random())
