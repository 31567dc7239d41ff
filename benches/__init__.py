"""Measurements and pictures: `python -m benches.start`, `python -m benches.screens`."""
