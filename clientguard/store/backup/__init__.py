"""Verified backups, their manifests, and the way back."""
