"""The papers beside the final report: what the client is asked, and what became of its data; and their changes."""
