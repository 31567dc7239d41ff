"""Who counts as a client: not those who only asked, and not those who were declined (P7.5)."""

from __future__ import annotations

from clientguard.domain.records.kinds.parties import NEVER_CLIENTS

_NEVER = ", ".join(f"'{each}'" for each in NEVER_CLIENTS)


def became_client(table: str) -> str:
    """Return the SQL condition, over the table of clients under this name, that it is or was a client.

    All that compares clients with one another asks it, so that a prospect moves no figure of theirs.
    """
    return f"{table}.stage NOT IN ({_NEVER})"
