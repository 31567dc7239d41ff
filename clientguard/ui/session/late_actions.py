"""The actions that the window carries out when asked, imported with the first use: a start needs none of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clientguard.actions.casebook import casebooks
    from clientguard.actions.communication import move_message
    from clientguard.actions.communication.waiting import chasing, meetings
    from clientguard.actions.contracts import deciding, stopping
    from clientguard.actions.judgement import prospects, reviewing
    from clientguard.actions.money import allocating, crediting
    from clientguard.actions.records import editing, export_csv, undoing
    from clientguard.actions.rules import by_kind, sealing
else:

    class _Late:
        """A module, imported when something of it is first used."""

        def __init__(self, name: str) -> None:
            self._name = f"clientguard.actions.{name}"

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
            return getattr(import_module(self._name), name)

    casebooks = _Late("casebook.casebooks")
    move_message = _Late("communication.move_message")
    chasing, meetings = _Late("communication.waiting.chasing"), _Late("communication.waiting.meetings")
    deciding, stopping = _Late("contracts.deciding"), _Late("contracts.stopping")
    prospects, reviewing = _Late("judgement.prospects"), _Late("judgement.reviewing")
    allocating, crediting = _Late("money.allocating"), _Late("money.crediting")
    editing, export_csv = _Late("records.editing"), _Late("records.export_csv")
    undoing = _Late("records.undoing")
    by_kind, sealing = _Late("rules.by_kind"), _Late("rules.sealing")

__all__ = [
    "allocating",
    "by_kind",
    "casebooks",
    "chasing",
    "crediting",
    "deciding",
    "editing",
    "export_csv",
    "meetings",
    "move_message",
    "prospects",
    "reviewing",
    "sealing",
    "stopping",
    "undoing",
]
