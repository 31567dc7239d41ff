"""Leaving a client: gates, handover, reason, tone, final report (P4)."""
