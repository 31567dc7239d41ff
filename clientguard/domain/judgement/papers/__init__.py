"""The papers of judgement: how to work together, for the start; and what to talk about, when it goes wrong."""
