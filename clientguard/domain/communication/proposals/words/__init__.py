"""How each language asks, answers, promises, demands and calls off: one table of patterns a language."""
