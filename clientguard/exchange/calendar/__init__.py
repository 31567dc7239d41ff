"""Calendar files (iCalendar): meetings read from them, and what lies ahead written to one."""
