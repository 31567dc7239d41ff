"""The harness's workers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from tests.faults import shim
from tests.faults.harness import Pool


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
