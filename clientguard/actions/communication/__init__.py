"""Communication with clients: importing mail, moving messages."""
