"""Referring a client: to whom, and why it is not passed on to anybody whose opinion matters (P7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.judgement.reading import judged
from clientguard.domain.judgement.referring import why_not_refer
from clientguard.domain.records import Peer
from clientguard.domain.records.kinds.leaving import REFER
from clientguard.domain.wording import Said
from clientguard.store.views.judgement.peers import accepting_peers
from clientguard.texts import _, current
from clientguard.ui.records.editors.basic import LinkEditor
from clientguard.ui.records.form import Form
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


@dataclass(frozen=True, slots=True)
class Referring:
    """The peers who accept referrals, and why this client is not passed on."""

    peers: tuple[Peer, ...] = ()
    why_not: Said | None = None


def referring(db: Connection, client: int, today: date) -> Referring:
    """Read what is to be known before a client is referred."""
    raised = (each.sign for each in judged(db, client, today).raised)
    return Referring(tuple(accepting_peers(db)), why_not_refer(raised))


class ReferPart(QWidget):
    """What stands above the decision while it is to refer; it also offers the peers in the form."""

    def __init__(self, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._facts = Referring()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.none = Label(_("No peer on record accepts referrals. Add one in Clients, under Peers."), "soft", wrap=True)
        self._box.addWidget(self.none)
        self.banner: Banner | None = None

    def take(self, found: Referring) -> None:
        """Take what was read."""
        self._facts = found
        editor = self._form.editors["peer"]
        assert isinstance(editor, LinkEditor)
        editor.offer([(each.id, each.name, each.field) for each in found.peers])
        if self.banner:
            self._box.removeWidget(self.banner)
            self.banner.deleteLater()
        self.banner = Banner("stop", current().say(found.why_not)) if found.why_not else None
        if self.banner:
            self._box.insertWidget(0, self.banner)

    def show_for(self, verdict: str) -> None:
        """Show what is to be known where the decision is to refer."""
        refers = verdict == REFER
        self.setVisible(refers and (self.banner is not None or not self._facts.peers))
        self.none.setVisible(not self._facts.peers)
        self._form.editors["peer"].setVisible(refers and bool(self._facts.peers))
