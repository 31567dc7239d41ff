"""Whether a casebook holds what its journal says: quickly at opening, in full on demand."""
