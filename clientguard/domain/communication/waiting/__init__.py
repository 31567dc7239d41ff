"""What waits for the client: requests, approvals and promises; what is due, and which dates move (P1, P2.1)."""

from __future__ import annotations

from clientguard.domain.communication.waiting.absences import Away as Away
from clientguard.domain.communication.waiting.promises import PromiseMade as PromiseMade
from clientguard.domain.communication.waiting.promises import promise_state as promise_state
from clientguard.domain.communication.waiting.requests import PATIENCE as PATIENCE
from clientguard.domain.communication.waiting.requests import RequestFacts as RequestFacts
from clientguard.domain.communication.waiting.requests import waiting_steps as waiting_steps
from clientguard.domain.communication.waiting.waits import Wait as Wait
from clientguard.domain.communication.waiting.waits import waits as waits
