"""Forking children that may be killed, or may hang, and listening to them."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from dataclasses import dataclass

PATIENCE = 120.0  # seconds after which a child hangs


@dataclass(frozen=True)
class Moment:
    """When a child is killed: so many seconds after it has acknowledged so many changes."""

    acks: int
    delay: float

    @staticmethod
    def at_random(rng: random.Random) -> Moment:
        """Return a moment while the casebook is opened, written or closed."""
        acks = rng.randrange(8)
        return Moment(acks, rng.uniform(0.0, rng.choice((0.01, 0.002 if acks else 0.08))))


def be_alone() -> None:
    """Wait until no other thread is left: one that is ending may hold a lock of OpenSSL's, for ever in a child."""
    end = time.monotonic() + PATIENCE
    while len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 - Python counts a thread as ended a little before that
        if time.monotonic() > end:
            raise RuntimeError("another thread does not end")
        os.sched_yield()


def listen(child: int, pipe: int, kill: Moment | None) -> list[str] | None:
    """Return the child's lines; kill it at its moment, or when it hangs (then return None)."""
    data, patience, hung = b"", PATIENCE, False
    while True:
        if kill and data.count(b"ack ") >= kill.acks:
            patience, kill = kill.delay, None
        ready, _, _ = select.select([pipe], [], [], patience)
        if not ready:
            hung = patience == PATIENCE
            os.kill(child, signal.SIGKILL)
            patience = PATIENCE
            continue
        part = os.read(pipe, 65536)
        if not part:
            os.close(pipe)
            return None if hung else data.decode().split("\n")[:-1]
        data += part
