"""Verified backups, their manifests, and restoring them."""
