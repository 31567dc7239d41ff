"""What becomes of proposals from mail: looked for, confirmed, dismissed (P1.1, P3.2)."""
