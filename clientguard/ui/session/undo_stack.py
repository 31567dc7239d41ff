"""What Ctrl+Z undoes: what was done in this casebook, the last first."""

from __future__ import annotations

from collections.abc import Callable

MOST = 50  # steps that are kept


class UndoStack:
    """Each step is undone once, by the button beside its sentence or by the keys, whichever comes first."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], None]] = []

    def __bool__(self) -> bool:
        return bool(self._steps)

    def push(self, undo: Callable[[], None]) -> Callable[[], None]:
        """Keep a step; return what undoes it, if that was not done."""

        def step() -> None:
            if step in self._steps:
                self._steps.remove(step)
                undo()

        self._steps.append(step)
        del self._steps[:-MOST]
        return step

    def undo(self) -> bool:
        """Undo the last step; return whether there was one."""
        if self._steps:
            self._steps[-1]()
            return True
        return False

    def clear(self) -> None:
        """Forget every step: another casebook is opened."""
        self._steps.clear()
