"""The papers of an evidence bundle."""
