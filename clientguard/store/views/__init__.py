"""Named reads. Each returns frozen facts for a screen, a report or a judgement in the domain."""
