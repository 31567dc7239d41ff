"""The welcome sheet and the conversation sheet: one page each."""
