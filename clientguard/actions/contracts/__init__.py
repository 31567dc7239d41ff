"""Deciding on contracts: they go on, or they end."""
