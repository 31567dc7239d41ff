"""Dialogs about who is who: names, addresses, and two that are one."""
