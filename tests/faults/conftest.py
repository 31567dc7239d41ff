"""The harness's workers, how long they may work, and with which seed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from tests.faults import shim
from tests.faults.harness import Pool
from tests.faults.journeys import JOURNEYS

SECONDS = float(os.environ.get("CLIENTGUARD_FAULTS_SECONDS", "24"))  # with what is fixed and the controls, about 60
SEED = int(os.environ.get("CLIENTGUARD_FAULTS_SEED", "1"))
# The parts of the time; what is spread over the journeys is divided by their number.
SHARES = {
    "faults": 0.45 / len(JOURNEYS),
    "cuts": 0.25 / len(JOURNEYS),
    "kills": 0.1,
    "tampering": 0.1,
    "parsing": 0.1,
}


@pytest.fixture(scope="session")
def pool(tmp_path_factory):
    """Two workers, whose folders lie in memory where there is such a place."""
    if reason := shim.missing():
        pytest.skip(reason)
    memory = Path("/dev/shm")
    quick = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(dir=memory if quick else tmp_path_factory.mktemp("faults")) as folder:
        workers = Pool(Path(folder), 2)
        yield workers
        workers.close()


@pytest.fixture
def seconds():
    """Return how long a part may take."""
    return {name: share * SECONDS for name, share in SHARES.items()}


@pytest.fixture
def seed():
    """Return the number that says which faults are tried when not all of them can be."""
    return SEED


def pytest_collection_modifyitems(items):
    """Keep all of these in one process: they share the workers, and the time that is theirs."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("faults"))
