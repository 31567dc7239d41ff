"""The command `offboard`, with all that belongs to it.

The fields of a leaving that come between (notice, reason, summary …) are changed with `set`; accounts, deliverables and
obligations are records like any other.
"""

from __future__ import annotations

from clientguard.cli.leaving import closing, deciding, handing_over, status
from clientguard.cli.leaving.group import offboard

__all__ = ["closing", "deciding", "handing_over", "offboard", "status"]
