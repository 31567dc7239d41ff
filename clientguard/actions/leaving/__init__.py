"""Leaving a client: the decision, releases, the sign-off and the final report."""
