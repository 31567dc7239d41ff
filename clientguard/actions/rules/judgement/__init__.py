"""What follows from saving what judgement and a beginning are about."""
