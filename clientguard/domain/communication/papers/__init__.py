"""Papers from what was exchanged: the waiting report, the client history, and the chronology for a court."""
