"""The time zone in which the window shows moments: that of the business of the open casebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clientguard import texts
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS
from clientguard.store.views.business import business

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.session.session import Session


class ZoneKeeper(QObject):
    """Uses the zone from the start, and another one as soon as it was saved: everything is then shown again."""

    def __init__(self, session: Session, zone: str) -> None:
        super().__init__(session)
        self._session = session
        self._zone = zone
        texts.use_zone(zone)
        session.changed.connect(self._changed)

    def _changed(self, changed: Changed) -> None:
        if "business" in changed.kinds:
            self._session.read(_zone_of, self._use, self, key="zone")

    def _use(self, zone: str) -> None:
        if zone != self._zone:
            self._zone = zone
            texts.use_zone(zone)
            self._session.changed.emit(Changed(kinds=frozenset(KINDS) - {"business"}))


def _zone_of(db: Connection) -> str:
    firm = business(db)
    return firm.time_zone if firm else ""
