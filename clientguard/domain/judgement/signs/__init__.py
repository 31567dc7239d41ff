"""The ten signs, one module each: facts in, a finding out (P6)."""
