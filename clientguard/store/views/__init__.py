"""Named reads: each returns frozen facts for a screen, a report or a judgement of the domain."""
