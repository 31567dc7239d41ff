"""The record kinds by subject, each a described dataclass."""
