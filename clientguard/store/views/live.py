"""What is left out of lists: records that were removed, and those of clients that were."""

from __future__ import annotations

# The joins of a table `t` whose records have a client.
OF_LIVE_CLIENTS = (
    "JOIN record r ON r.id = t.id AND r.removed_seq IS NULL JOIN client c ON c.id = t.client"
    " JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL"
)
