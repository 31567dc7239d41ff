"""Exported chats to messages."""
