"""Documents for leaving a client."""
