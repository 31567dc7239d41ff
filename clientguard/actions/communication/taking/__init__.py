"""Takes drafts of files into the record: meetings, people, and the messages of chats."""
