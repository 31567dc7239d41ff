"""Where sent mail lies among the files and folders that are to be imported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from clientguard.domain.communication.addresses import is_sent_folder


def sent_places(paths: Sequence[Path]) -> list[Path]:
    """Return the files and folders of sent mail in `paths` and below, by their names; what cannot be read has none."""
    return [found for path in paths for found in _below(path)]


def _below(path: Path) -> Iterator[Path]:
    if is_sent_folder(path.name):
        yield path
        return
    for folder, folders, files in os.walk(path):
        named = sorted(each for each in (*folders, *files) if is_sent_folder(each))
        yield from (Path(folder, each) for each in named)
        folders[:] = sorted(each for each in folders if each not in named)
