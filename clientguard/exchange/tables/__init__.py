"""Tables from other programs (CSV): what is in them, and what it means."""
